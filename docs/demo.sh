#!/bin/sh
# demo.sh BUILD: what `make demo` shows: a real unit, its tree, and the same work with the
# arena and with malloc.
set -eu
build=$1
file=samples/k8s-no-host-path.cel

echo "== A CEL source file: $file"
cat "$file"
echo
echo "== Its syntax tree: \$ cellar parse $file"
"$build/cellar" parse "$file"
echo
echo "== All samples, each with its tokens, nodes and text in one arena, freed by one"
echo "   reset: \$ cellar parse --emit=none --stats samples/*.cel"
"$build/cellar" parse --emit=none --stats samples/*.cel 2>&1
echo
echo "== The same with malloc: \$ cellar parse --emit=none --stats --alloc=malloc ..."
"$build/cellar" parse --emit=none --stats --alloc=malloc samples/*.cel 2>&1
echo
echo "== A broken file: \$ cellar parse samples/broken/chained-conditional.cel"
"$build/cellar" parse samples/broken/chained-conditional.cel || echo "   (exit status $?)"
echo
echo "== How long it takes, arena against malloc: \$ cellar bench $file (make bench has more)"
"$build/cellar" bench --seconds=3 "$file"
