#!/bin/sh
# memory.sh TOOL BUILD: the tests under a tool that follows each byte, whether it may be
# used and has been written: msan or valgrind. The arena tells it of its objects.
#
# First that the check can fail. Left out are suites of much computing or many megabytes,
# which take minutes here and have no reads of their own: AddressSanitizer runs them; and
# the programs that put their own malloc in the place of the tool's.
set -eu
tool=$1 build=$2
. tests/planted.sh
case $tool in
msan)
    under='' backends='arena slab fixed log,slab arena:align=4096' edits=10000
    slow='-bench -parser_long_inputs -contract_alignment_at_the_limit' ;;
valgrind)
    under='valgrind -q --error-exitcode=77 --leak-check=full --track-origins=no'
    backends='arena malloc slab fixed host log,slab' edits=1000
    slow='-bench -parser_long_inputs -contract_alignment_at_the_limit -emit_deep_trees
        -diag_rendering -emit_doubles -blocks_of_huge_pages' ;;
esac
export MSAN_OPTIONS=exitcode=77
mkdir -p "$build/out"
programs=0

run_planted() {
    $under "$build/tests/planted/$1"
}

fails() { # fails PROGRAM ARGUMENT...: it must, by the tool's exit status
    status=0
    $under "$build/tests/$@" >"$build/out/planted" 2>&1 || status=$?
    if [ "$status" != 77 ]; then
        cat "$build/out/planted"
        echo "check-$tool: the planted '$*' is not noticed" >&2
        exit 1
    fi
    planted=$((planted + 1))
}

works() { # works STATUS PROGRAM ARGUMENT...: it ends so, and the tool says nothing
    wanted=$1 status=0
    shift
    $under "$build/$@" >"$build/out/said" 2>"$build/out/errors" || status=$?
    programs=$((programs + 1))
    if [ "$status" != "$wanted" ]; then
        tail -n 20 "$build/out/said"
        head -n 60 "$build/out/errors"
        echo "check-$tool: exit status $status, not $wanted: $*" | cut -c 1-200 >&2
        exit 1
    fi
}

notices_planted "$tool" run_planted
for backend in $backends; do
    for misuse in reset release overrun; do
        fails use-after-reset $misuse "$backend"
    done
done
[ $tool = msan ] || fails leak

works 0 tests/use-after-reset
works 0 tests/plain $slow
checks=$(sed -n 's/^check-plain: \(.*\) checks$/\1/p' "$build/out/said")
works 0 tests/faults -s samples/iam-d*.cel samples/broken/b*.cel
works 0 tests/edits -n $edits samples/*.cel samples/broken/*.cel
works 0 tests/threads samples/[a-i]*.cel
for backend in arena malloc slab fixed host log; do
    works 0 cellar parse --alloc=$backend --emit=json samples/*.cel
done
for form in tree tokens dot cel none; do
    works 0 cellar parse --emit=$form samples/*.cel
done
works 0 cellar parse --expand --stats -j2 samples/*.cel
for form in human short json sarif; do
    works 1 cellar parse --error-format=$form --color=always samples/broken/*.cel
done
for options in --max-memory=900 --max-depth=3 --max-errors=1 --no-macros --no-optional; do
    works 1 cellar parse $options samples/*.cel samples/broken/*.cel
done
works 0 cellar map samples/syntax-macros.cel
works 0 cellar map -o "$build/out/map.svg" samples/iam-document-acl.cel
works 0 cellar explain E0106
works 0 cellar --help
works 2 cellar parse --no-such-option
works 2 cellar parse no-such-file
echo "check-$tool: $checks checks, $programs programs, 0 errors;" \
    "$planted planted bugs noticed"
