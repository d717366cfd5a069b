# least.sh PROGRAM COUNT: the fewest bytes with which a step of the ladder parses a sum of
# so many signs. With -a malloc nothing is left over in blocks: it is what was asked for.
{ yes 'a +' | head -n "$2" | tr -d '\n'; echo ' b'; } >sum.cel
low=0 high=1000000
while [ $((high - low)) -gt 1 ]; do
    limit=$(((low + high) / 2))
    if "$1" -a malloc -m $limit sum.cel >/dev/null 2>&1; then
        high=$limit
    else
        low=$limit
    fi
done
echo "$2 signs: $high bytes"
