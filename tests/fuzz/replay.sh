#!/bin/sh
# replay.sh PROGRAMS TARGET...: each target's samples and corpus once more, and lines that
# add up, over all fuzzing so far and over this. A target without a corpus fails: nothing
# would have been looked at.
set -eu
programs=$1
shift
export ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
log=$programs/replay.log
: >"$log"
for target; do
    corpus=tests/fuzz/corpus/$target.txt hand=tests/fuzz/corpus/$target.hand.txt
    [ -s "$corpus" ] || { echo "check-fuzz: $corpus: there is none" >&2; exit 1; }
    [ -e "$hand" ] || hand=
    python3 tests/fuzz/corpus.py seeds "$target" >"$programs/$target.seeds.txt"
    # shellcheck disable=SC2086 # no name has a blank
    "$programs/$target.replay" "$programs/$target.seeds.txt" "$corpus" $hand \
        >"$programs/$target.log" || { echo "check-fuzz: $target has failed" >&2; exit 1; }
    cat "$programs/$target.log"
    grep -q ' [1-9][0-9]* planted faults' "$programs/$target.log" ||
        { echo "check-fuzz: $target: no fault was planted" >&2; exit 1; }
    cat "$programs/$target.log" >>"$log"
done
awk -F, -v targets="$*" '
    NR > 1 { executions += $2; all += $3; edges += $4; seconds[$1] = $3 }
    END {
        count = split(targets, names, " ")
        least = all
        for (i = 1; i <= count; i++)
            if (seconds[names[i]] + 0 < least)
                least = seconds[names[i]] + 0
        if (least == 0) {
            print "check-fuzz: a target has never been fuzzed: tests/fuzz/results.csv"
            exit 1
        }
        printf "check-fuzz: so far %d executions in %.1f hours, %d edges; each target " \
               "for at least %d minutes\n", executions, all / 3600, edges, least / 60
    }' tests/fuzz/results.csv
awk '{ inputs += $2; faults += $5 }
     END { printf "check-fuzz: %d targets, %d inputs replayed, %d planted faults noticed\n",
                  NR, inputs, faults }' "$log"
