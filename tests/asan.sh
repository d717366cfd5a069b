#!/bin/sh
# asan.sh BUILD REPORTS LOCALES: all tests under AddressSanitizer, UBSan and the leak
# sanitizer. Criterion does not fail on a leak, so reports go to files: any file fails.
set -eu
. tests/planted.sh
build=$1 reports=$2
export LOCPATH="$PWD/$3" CELLAR_NEED_LOCALE=1 ASAN=1
export UBSAN_OPTIONS=print_stacktrace=1
asan="detect_leaks=1:detect_stack_use_after_return=0:log_path=$PWD/$reports/report"

# First that the check can fail: a leak, and what poisoning is for.
notices() { # the arguments: a program of tests/ and what it is told
    program=$1
    shift
    if ASAN_OPTIONS=$asan "$build/tests/$program" "$@" 2>/dev/null ||
       [ -z "$(ls "$reports")" ]; then
        echo "check-asan: the planted '$program $*' is not noticed" >&2
        exit 1
    fi
    rm -f "$reports"/*
    noticed=$((noticed + 1))
}
noticed=0
notices leak
notices teardown naive samples/syntax-macros.cel
for backend in arena malloc slab fixed host log log,slab arena:align=4096; do
    for misuse in reset release overrun; do
        notices use-after-reset $misuse $backend
    done
done
run_planted() {
    ASAN_OPTIONS=detect_leaks=0 "$build/tests/planted/$1"
}
notices_planted asan run_planted
noticed=$((noticed + planted))
notices_planted ubsan run_planted
noticed=$((noticed + planted))
if (ASAN_OPTIONS=$asan "$build/tests/use-after-reset" order) 2>/dev/null; then
    echo 'check-asan: marks released in the wrong order are not noticed' >&2
    exit 1
fi
rm -f "$reports"/*
ASAN_OPTIONS=$asan "$build/tests/use-after-reset"

export ASAN_OPTIONS="$asan"
"$build/tests/criterion"
"$build/tests/plain"
python3 tests/golden.py "$build/cellar"
python3 tests/cli.py "$build/cellar"
python3 tests/records.py "$build/cellar"
python3 tests/limits.py "$build/cellar"
python3 tests/formats.py "$build/cellar"
python3 tests/explain.py "$build/cellar"
python3 tests/many.py "$build/cellar"
python3 tests/messages.py "$build/cellar"
python3 tests/map.py "$build/cellar"
python3 tests/map_files.py "$build/cellar"
python3 tests/alloc.py "$build/cellar"
"$build/tests/teardown" samples/*.cel samples/broken/*.cel
"$build/tests/faults" -s samples/i*.cel samples/syntax-m*.cel samples/broken/b*.cel
"$build/tests/laws" -u -n 300
"$build/tests/edits" -n 10000 samples/*.cel samples/broken/*.cel
"$build/tests/unparse" -n 20000 samples/s*.cel
"$build/tests/exhaustive" -n 2 -d 30 -r 3000 samples/crd*.cel
"$build/tests/bytes" -l 16 -n 20 samples/i*.cel samples/broken/b*.cel
if [ -n "$(ls "$reports")" ]; then
    cat "$reports"/*
    echo 'check-asan: the sanitizers have reports' >&2
    exit 1
fi
echo "check-asan: 0 reports; $noticed planted leaks and misuses noticed"
