#!/bin/sh
# install.sh BUILD: `make install` below a fresh root, a folder whose name has a blank,
# builds nothing; a C and a C++ program are compiled against it with pkg-config, shared
# and static, and run; man pages and completions are found; `make uninstall` leaves an
# empty tree.
set -eu
build=$1
root="$PWD/$build/installed root"
fail() {
    echo "check-install: $*" >&2
    exit 1
}
remake() { # with tools that fail: nothing may be made, whatever the flags
    make --no-print-directory BUILD="$build" CC=false AR=false CFLAGS=-other "$@" \
        DESTDIR="$root" >/dev/null
}
rm -rf "$root"
mkdir -p "$root"
remake install prefix=/usr libdir=/usr/lib/here
lib="$root/usr/lib/here"
"$root/usr/bin/cellar" --version >/dev/null
make --no-print-directory BUILD="$build" installcheck DESTDIR="$root" prefix=/usr \
    libdir=/usr/lib/here >/dev/null || fail 'make installcheck fails'

# What the packages' tools find. --define-variable: the tree may be moved.
pc() { PKG_CONFIG_PATH="$lib/pkgconfig" pkg-config "$@" cellar; }
version=$("$root/usr/bin/cellar" --version | cut -d' ' -f2)
[ "$(pc --modversion)" = "$version" ] || fail "cellar.pc is not of version $version"
[ "$(pc --define-variable=prefix=/x --variable=libdir)" = /x/lib/here ] ||
    fail 'cellar.pc cannot be moved'
for page in "$root"/usr/share/man/man[13]/*; do
    name=$(basename "$page")
    man -M "$root/usr/share/man" -w "${name##*.}" "${name%.*}" >/dev/null ||
        fail "man does not find $name"
done
for file in bash-completion/completions/cellar zsh/site-functions/_cellar \
    fish/vendor_completions.d/cellar.fish man/man1/cellar-parse.1 man/man3/cellar.3; do
    [ -s "$root/usr/share/$file" ] || fail "not installed: $file"
done

# Programs. The root moves to a name without blanks, which pkg-config would quote.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$root/usr" "$work/usr"
cat >"$work/program.c" <<'PROGRAM'
#include <stdio.h>
#include "cellar.h"
int main(void)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    bool valid = cel_parse(&arena, "a.b", 3, NULL, &unit);
    printf("%d %s\n", valid, cel_kind_name((enum cel_kind)unit.root->kind));
    arena_destroy(&arena);
    return 0;
}
PROGRAM
cp "$work/program.c" "$work/program.cc"
compile() { # compile 'COMPILER FILE' FLAGS...
    with=$1
    shift
    # shellcheck disable=SC2046,SC2086
    (cd "$work" && $with -Wall -Wextra -Werror -o program \
        $(PKG_CONFIG_PATH="$work/usr/lib/here/pkgconfig" pkg-config "$@" \
            --define-variable=prefix="$work/usr" --cflags --libs cellar))
}
says() { # says TEXT: what the program prints
    got=$(LD_LIBRARY_PATH="$work/usr/lib/here" "$work/program")
    [ "$got" = "$1" ] || fail "the program prints $got"
}
needs() { objdump -p "$work/program" | grep -c 'NEEDED.*libcellar.so' || :; }
for with in 'gcc -std=c11 program.c' 'g++ -std=c++17 program.cc'; do
    compile "$with"
    says '1 select'
    [ "$(needs)" = 1 ] || fail "$with: not linked with the shared library"
    compile "$with -static" --static
    says '1 select'
    [ "$(needs)" = 0 ] || fail "$with: not linked with the static library"
done
# A name of the library's own, which its header does not declare, is not to be had.
cat >"$work/program.c" <<'PROGRAM'
struct cel_parser;
struct cel_node *cel_parse_tokens(struct cel_parser *p);
int main(void) { return cel_parse_tokens(0) != 0; }
PROGRAM
compile 'gcc -std=c11 program.c -Wl,--no-undefined' 2>"$work/log" &&
    fail 'a program that needs a hidden name is linked'
grep -q 'undefined reference to .cel_parse_tokens' "$work/log" ||
    fail "$(cat "$work/log")"

remake uninstall prefix=/usr libdir=/usr/lib/here
left=$(find "$root" -mindepth 1)
[ -z "$left" ] || fail "left behind: $left"
echo 'check-install: 4 programs, C and C++, use the installed library, shared and static'
