# planted.sh: for the scripts of checks: `. tests/planted.sh`.
#
# Each file of tests/planted has one bug, and tells in its first comment which tool must
# notice it and by which words in its report: ` * TOOL: WORDS`.

# notices_planted TOOL COMMAND...: COMMAND, given the name of each bug that is TOOL's to
# notice, must print the words and fail. Leaves their number in $planted; there must be
# some.
notices_planted() {
    tool=$1 planted=0
    shift
    for file in tests/planted/*.c; do
        words=$(sed -n "s|^ \* $tool: \([^*]*[^* ]\).*|\1|p" "$file")
        [ -n "$words" ] || continue
        status=0
        said=$("$@" "$(basename "$file" .c)" 2>&1) || status=$?
        [ $status != 0 ] || { echo "check: $tool lets the planted $file pass" >&2; exit 1; }
        case $said in
        *"$words"*) planted=$((planted + 1)) ;;
        *)  printf '%s\n' "$said" >&2
            echo "check: $tool does not say '$words' of the planted $file" >&2
            exit 1 ;;
        esac
    done
    [ "$planted" -gt 0 ] || { echo "check: no bug is planted for $tool" >&2; exit 1; }
}
