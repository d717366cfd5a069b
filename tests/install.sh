#!/bin/sh
# install.sh ROOT: `make install` to a fresh root; a C and a C++ program are compiled
# against it with pkg-config and run; `make uninstall` leaves no file behind.
set -eu
root=$PWD/$1
rm -rf "$root"
mkdir -p "$root"
make --no-print-directory install DESTDIR="$root" PREFIX=/usr >/dev/null
"$root/usr/bin/cellar" --version >/dev/null
export PKG_CONFIG_PATH="$root/usr/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root"
cat >"$root/program.c" <<'EOF'
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
EOF
cp "$root/program.c" "$root/program.cc"
for compile in 'gcc -std=c11 program.c' 'g++ -std=c++17 program.cc'; do
    # shellcheck disable=SC2046,SC2086
    (cd "$root" && $compile -Wall -Wextra -Werror -o program \
        $(pkg-config --cflags cellar) $(pkg-config --libs cellar))
    [ "$("$root/program")" = '1 select' ]
done
rm "$root"/program*
make --no-print-directory uninstall DESTDIR="$root" PREFIX=/usr >/dev/null
left=$(find "$root" -type f)
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
echo 'check-install: a C and a C++ program use the installed library'
