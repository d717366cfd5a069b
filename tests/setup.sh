#!/bin/sh
# setup.sh: installs what the checks need and this machine lacks, from Debian's packages.
# Says the command before it runs it. With NO_INSTALL=1, or without the right to install,
# it names the packages instead and fails. `setup.sh deep`: what only the checks of
# tests/deep.mk need, too.
set -u

missing=
need() { # need PACKAGE COMMAND: the command succeeds where the package is there
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
has_header() {
    printf '#include <%s>\n' "$1" | ${CC:-cc} -E -x c -
}

has_library() {
    ls /usr/lib/*/"$1"
}

need gcc command -v gcc
need libc6-dev has_header stdio.h
need clang command -v clang
need clang-format-14 command -v clang-format-14
need libcriterion-dev has_header criterion/criterion.h
need pkg-config command -v pkg-config
need g++ command -v g++
need libjemalloc2 has_library libjemalloc.so.2
need libmimalloc2.0 has_library libmimalloc.so.2
need libtcmalloc-minimal4 has_library libtcmalloc_minimal.so.4
need re2c command -v re2c
need libyaml-dev has_header yaml.h
need libjansson-dev has_header jansson.h
need libclang-rt-14-dev ls /usr/lib/llvm-14/lib/clang/14*/lib/linux/libclang_rt.fuzzer-*
need python3 command -v python3
need parallel command -v parallel
need bash command -v bash
need util-linux command -v setpriv
need python3-jsonschema python3 -c 'import jsonschema'
need unicode-data test -f /usr/share/unicode/EastAsianWidth.txt
need gnuplot-nox command -v gnuplot
need binutils command -v objdump
need valgrind command -v valgrind
need valgrind has_header valgrind/callgrind.h
need mandoc command -v mandoc
need man-db command -v man
need zsh command -v zsh
need fish command -v fish
need git command -v git
need pre-commit command -v pre-commit
need gcovr command -v gcovr
need python3-clang-14 test -f /usr/lib/python3/dist-packages/clang/cindex.py
need python3-yaml python3 -c 'import yaml'
need locales test -f /usr/share/i18n/locales/de_DE
if [ "${1:-}" = deep ]; then
    need clang-tidy-14 command -v clang-tidy-14
    need cppcheck command -v cppcheck
    need gcc-i686-linux-gnu command -v i686-linux-gnu-gcc
    need libc6-dev-i386-cross test -f /usr/i686-linux-gnu/include/stdio.h
    need gcc-s390x-linux-gnu command -v s390x-linux-gnu-gcc
    need libc6-dev-s390x-cross test -f /usr/s390x-linux-gnu/include/stdio.h
    need qemu-user command -v qemu-s390x
    need pandoc command -v pandoc
    need chromium command -v chromium
fi

[ -z "$missing" ] && exit 0
if [ -n "${NO_INSTALL:-}" ]; then
    echo "make check needs these Debian packages:$missing" >&2
    echo "(NO_INSTALL is set: nothing was installed)" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" != 0 ]; then
    as_root='sudo -n'
    if ! sudo -n true 2>/dev/null; then
        echo "make check needs these Debian packages:$missing" >&2
        echo "Install them as root: apt-get install$missing" >&2
        exit 1
    fi
fi
install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y \
--no-install-recommends$missing"
echo "make check needs packages that are missing; installing them:"
echo "  apt-get update && apt-get install -y --no-install-recommends$missing"
$as_root apt-get update -q >/dev/null && $install >/dev/null
