#!/bin/sh
# coverage.sh BUILD: runs the tests' programs in BUILD/counted, compiled to count what they
# execute, and those of two variants of the library: without SSE2, and with the arena
# poisoned. tests/coverage.py says whether that is all.
#
# First that it can fail: without the suites there are holes.
set -eu
build=$1 counted=$1/counted
valid='samples/*.cel' broken='samples/broken/*.cel'
quietly() { # the arguments: a command, whose output only matters if it fails
    "$@" >"$build/run.log" 2>&1 || { cat "$build/run.log"; echo "failed: $*"; exit 1; }
}
collect() { # the arguments: one of the builds, and the folders that count
    variant=$1
    shift
    for folder; do
        set -- "$@" "$build/$variant/$folder"
        shift
    done
    gcovr --root . --json "$build/$variant.json" --object-directory "$build/$variant" \
        "$@" >"$build/gcovr.log" 2>&1 || { cat "$build/gcovr.log"; exit 1; }
}
all='arena diag lexer ast parser emit tests'
# gcovr leaves files behind where it is stopped.
trap 'rm -f ./*##*.gcov' EXIT
find "$build" -name '*.gcda' -delete

invalid() { # the arguments: a command that must find something invalid
    status=0
    "$@" >"$build/run.log" 2>&1 || status=$?
    [ $status = 1 ] || { cat "$build/run.log"; echo "status $status: $*"; exit 1; }
}
for form in human short json sarif; do
    invalid "$counted/cellar" parse --error-format=$form --emit=none $valid $broken
done
for emit in tree tokens json dot cel; do
    quietly "$counted/cellar" parse --emit=$emit $valid
done
invalid "$counted/cellar" parse --lines --emit=none tests/golden/mistakes.lines
for backend in malloc slab fixed host log; do
    quietly "$counted/cellar" parse --alloc=$backend $valid
done
collect counted $all
python3 tests/coverage.py --holes "$build/counted.json" ||
    { echo 'check-coverage: the suites are left out, and nothing is missing' >&2; exit 1; }

quietly "$counted/tests/edits" -n 3000 $valid $broken
quietly "$counted/tests/faults" -s samples/i*.cel samples/lexis-n*.cel samples/syntax-m*.cel \
    samples/broken/b*.cel
awk 'BEGIN { printf "[1"; while (i++ < 150) printf ", 1"; print "]" }' >"$build/many.cel"
quietly "$counted/tests/faults" -s "$build/many.cel"
quietly "$counted/tests/laws" -n 300
quietly "$counted/tests/unparse" -n 2000 samples/s*.cel
for backend in arena malloc slab fixed host log; do
    for misuse in reset release overrun; do
        quietly "$counted/tests/use-after-reset" $misuse $backend
    done
done
floors=$(sed -n 's/^SUITE(\([a-z]*\), .*/\1_/p' tests/suites.def | sort -u | grep -v bench_)
quietly "$counted/tests/plain" $floors
quietly "$build/portable/tests/plain" lexer
ASAN_OPTIONS=detect_leaks=0 quietly "$build/poisoned/tests/plain" \
    arena_ blocks_ contract_ slab_ fixed_ host_ log_ fault_
collect counted $all
collect portable lexer
collect poisoned arena
python3 tests/coverage.py "$build/counted.json" "$build/portable.json" \
    "$build/poisoned.json"
