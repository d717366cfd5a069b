#!/bin/sh
# asan.sh BUILD REPORTS LOCALES: all tests under AddressSanitizer, UBSan and the leak
# sanitizer. Criterion does not fail on a leak, so reports go to files: any file fails.
set -eu
build=$1 reports=$2
export LOCPATH="$PWD/$3" CELLAR_NEED_LOCALE=1 ASAN=1
export UBSAN_OPTIONS=print_stacktrace=1
asan="detect_leaks=1:detect_stack_use_after_return=0:log_path=$PWD/$reports/report"

# First that the check can fail: a leak, and what poisoning is for.
for planted in 'leak' 'use-after-reset reset' 'use-after-reset release' \               'use-after-reset overrun' 'teardown naive samples/syntax-macros.cel'; do
    # shellcheck disable=SC2086
    if ASAN_OPTIONS=$asan "$build/tests/"$planted 2>/dev/null ||
       [ -z "$(ls "$reports")" ]; then
        echo "check-asan: the planted '$planted' is not noticed" >&2
        exit 1
    fi
    rm -f "$reports"/*
done
if (ASAN_OPTIONS=$asan "$build/tests/use-after-reset" order) 2>/dev/null; then
    echo 'check-asan: marks released in the wrong order are not noticed' >&2
    exit 1
fi
rm -f "$reports"/*
ASAN_OPTIONS=$asan "$build/tests/use-after-reset"

export ASAN_OPTIONS="$asan"
"$build/tests/teardown" samples/*.cel samples/broken/*.cel
"$build/tests/criterion"
"$build/tests/plain"
python3 tests/golden.py "$build/cellar"
python3 tests/cli.py "$build/cellar"
if [ -n "$(ls "$reports")" ]; then
    cat "$reports"/*
    echo 'check-asan: the sanitizers have reports' >&2
    exit 1
fi
echo 'check-asan: no reports; the planted leak and misuses were noticed'
