#!/bin/sh
# foreign.sh NAME NATIVE FOREIGN [EMULATOR...]: a build for another machine against this
# one's: the suites pass there, and the program writes the same bytes.
#
# First that a difference is seen. Left out: what shows memory as it is, --stats and
# `cellar map`, which differ where pointers do; the suites of bench/, which measure; and
# that of the C library's widths, whose tables this machine has in its own byte order.
set -eu
name=$1 native=$2 foreign=$3
shift 3
. tests/planted.sh
outputs=0 bytes=0

answer() { # answer FILE PROGRAM ARGUMENT...: its output, messages and status
    file=$1 status=0
    shift
    "$@" >"$file" 2>&1 || status=$?
    echo "status $status" >>"$file"
}

same() { # same PROGRAM ARGUMENT...: whether both builds answer the same
    answer "$foreign/here" "$native/$@"
    answer "$foreign/there" $under "$foreign/$@"
    outputs=$((outputs + 1))
    bytes=$((bytes + $(wc -c <"$foreign/here")))
    cmp -s "$foreign/here" "$foreign/there"
}

must_be_same() {
    if ! same "$@"; then
        diff "$foreign/here" "$foreign/there" | cut -c 1-200 | head -n 20
        echo "check-$name: differs from this machine: $*" >&2
        exit 1
    fi
}

run_planted() {
    same "tests/planted/$1" && return
    grep -q 'status 0' "$foreign/there" && echo differs
    return 1
}

under="$*"
notices_planted "$name" run_planted
outputs=0 bytes=0
slow=$([ -z "$under" ] || echo -parser_long_inputs) # minutes, in an emulator
$under "$foreign/tests/plain" -bench -widths_of_the_c_library $slow >"$foreign/plain.log" ||
    { cat "$foreign/plain.log"; exit 1; }
for form in tree tokens json dot cel; do
    must_be_same cellar parse --emit=$form samples/*.cel samples/broken/*.cel
done
for form in human short json sarif; do
    must_be_same cellar parse --error-format=$form samples/*.cel samples/broken/*.cel
done
for backend in malloc slab fixed host; do
    must_be_same cellar parse --alloc=$backend --emit=json samples/*.cel \
        samples/broken/*.cel
done
for options in --expand --no-macros --no-optional --max-depth=3 --max-errors=1; do
    must_be_same cellar parse $options samples/*.cel samples/broken/*.cel
done
for file in samples/*.cel samples/broken/*.cel; do
    must_be_same cellar parse --emit=json "$file"
done
must_be_same cellar explain --markdown
must_be_same cellar parse --max-memory=2147483648 --emit=none samples/iam-sod.cel
[ "$bytes" -gt 100000 ] || { echo "check-$name: hardly anything is compared" >&2; exit 1; }
echo "check-$name: $(sed -n 's/^check-plain: \(.*\) checks$/\1/p' "$foreign/plain.log") checks pass," \
    "$outputs outputs of $bytes bytes are the same as on this machine;" \
    "$planted planted difference noticed"
