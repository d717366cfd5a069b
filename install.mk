# install.mk: the shared library, and what `make install` puts where.
#
# The folders have the names of the GNU coding standards, so that packagers need not
# look here. install and uninstall name the same files; tests/install.sh compares.

# The one place that knows the version is cellar.h. Within one soname, programs need not
# be linked again.
VERSION := $(shell sed -n 's/.*CELLAR_VERSION "\(.*\)"/\1/p' cellar.h)
SONAME   = libcellar.so.$(firstword $(subst ., ,$(VERSION)))
SHARED   = libcellar.so.$(VERSION)
# A sanitizer's names are only there once a program is linked.
DEFINED  = $(if $(findstring -fsanitize,$(CFLAGS)),,-Wl,-z,defs)

$(BUILD)/pic/%.o: %.c exported.h
	@mkdir -p $(@D)
	@[ $(V) = 0 ] && echo '  CC    $< (shared)' || :
	$(QUIET)$(COMPILE) -fPIC -fvisibility=hidden -D_GNU_SOURCE= -include exported.h \
	    -c -o $@ $<

$(BUILD)/$(SHARED): $(patsubst %.c,$(BUILD)/pic/%.o,$(LIBRARY))
	@[ $(V) = 0 ] && echo '  LINK  $@' || :
	$(QUIET)$(LINK) -shared -Wl,-soname,$(SONAME) $(DEFINED) -o $@ $^

# The name that programs look for when they run, and the one for linking.
$(BUILD)/$(SONAME) $(BUILD)/libcellar.so: $(BUILD)/$(SHARED)
	@ln -sf $(SHARED) $@

PREFIX          ?= /usr/local
prefix           = $(PREFIX)
exec_prefix      = $(prefix)
bindir           = $(exec_prefix)/bin
libdir           = $(exec_prefix)/lib
includedir       = $(prefix)/include
datarootdir      = $(prefix)/share
datadir          = $(datarootdir)
mandir           = $(datarootdir)/man
man1dir          = $(mandir)/man1
man3dir          = $(mandir)/man3
pkgconfigdir     = $(libdir)/pkgconfig
bashcompdir      = $(datadir)/bash-completion/completions
zshcompdir       = $(datadir)/zsh/site-functions
fishcompdir      = $(datadir)/fish/vendor_completions.d
INSTALL         ?= install
INSTALL_PROGRAM ?= $(INSTALL)
INSTALL_DATA    ?= $(INSTALL) -m 644

HEADERS := $(filter-out $(INTERNAL),cellar.h $(foreach floor,$(FLOORS),\
           $(wildcard $(floor)/*.h $(floor)/*.def)))
MAN1    := $(notdir $(wildcard docs/man/*.1))
MAN3    := $(notdir $(wildcard docs/man/*.3))
# Where files go; the headers' folders are further down.
PLACES   = '$(DESTDIR)$(bindir)' '$(DESTDIR)$(libdir)' '$(DESTDIR)$(pkgconfigdir)' \
           '$(DESTDIR)$(includedir)/cellar' '$(DESTDIR)$(man1dir)' \
           '$(DESTDIR)$(man3dir)' '$(DESTDIR)$(bashcompdir)' \
           '$(DESTDIR)$(zshcompdir)' '$(DESTDIR)$(fishcompdir)'
# cellar.pc speaks of folders below the prefix in its terms: so it may be moved.
BELOW    = -e 's|@$(1)@|$(patsubst $(prefix)/%,$${prefix}/%,$($(1)))|'

.PHONY: install uninstall installcheck dist abi

install: all
	$(INSTALL) -d $(PLACES)
	$(INSTALL_PROGRAM) $(BUILD)/cellar '$(DESTDIR)$(bindir)/cellar'
	$(INSTALL_DATA) $(BUILD)/libcellar.a '$(DESTDIR)$(libdir)/libcellar.a'
	$(INSTALL_DATA) $(BUILD)/$(SHARED) '$(DESTDIR)$(libdir)/$(SHARED)'
	ln -sf $(SHARED) '$(DESTDIR)$(libdir)/$(SONAME)'
	ln -sf $(SHARED) '$(DESTDIR)$(libdir)/libcellar.so'
	@for header in $(HEADERS); do \
	    $(INSTALL) -d "$(DESTDIR)$(includedir)/cellar/$$(dirname $$header)" && \
	    $(INSTALL_DATA) $$header "$(DESTDIR)$(includedir)/cellar/$$header" || exit 1; \
	done
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@version@|$(VERSION)|' \
	    $(call BELOW,libdir) $(call BELOW,includedir) cellar.pc.in \
	    >'$(DESTDIR)$(pkgconfigdir)/cellar.pc'
	@chmod 644 '$(DESTDIR)$(pkgconfigdir)/cellar.pc'
	$(INSTALL_DATA) $(MAN1:%=docs/man/%) '$(DESTDIR)$(man1dir)'
	$(INSTALL_DATA) $(MAN3:%=docs/man/%) '$(DESTDIR)$(man3dir)'
	$(INSTALL_DATA) completions/cellar.bash '$(DESTDIR)$(bashcompdir)/cellar'
	$(INSTALL_DATA) completions/_cellar '$(DESTDIR)$(zshcompdir)/_cellar'
	$(INSTALL_DATA) completions/cellar.fish '$(DESTDIR)$(fishcompdir)/cellar.fish'

# Folders left empty go, too, up to DESTDIR or the prefix; but not those of the system.
uninstall:
	rm -f '$(DESTDIR)$(bindir)/cellar' '$(DESTDIR)$(libdir)/libcellar.a' \
	    '$(DESTDIR)$(libdir)/$(SHARED)' '$(DESTDIR)$(libdir)/$(SONAME)' \
	    '$(DESTDIR)$(libdir)/libcellar.so' '$(DESTDIR)$(pkgconfigdir)/cellar.pc'
	rm -rf '$(DESTDIR)$(includedir)/cellar'
	rm -f $(MAN1:%='$(DESTDIR)$(man1dir)/%') $(MAN3:%='$(DESTDIR)$(man3dir)/%') \
	    '$(DESTDIR)$(bashcompdir)/cellar' '$(DESTDIR)$(zshcompdir)/_cellar' \
	    '$(DESTDIR)$(fishcompdir)/cellar.fish'
	@[ -n '$(DESTDIR)$(filter-out /usr /usr/local,$(prefix))' ] || exit 0; \
	stop='$(or $(DESTDIR),$(prefix))'; \
	for folder in $(PLACES); do \
	    while [ "$$folder" != "$${stop%/}" ]; do \
	        rmdir "$$folder" 2>/dev/null || [ ! -e "$$folder" ] || break; \
	        folder=$$(dirname "$$folder"); \
	    done; \
	done

# What is installed on this machine works: the program, and a program of the library.
installcheck:
	'$(DESTDIR)$(bindir)/cellar' parse --quiet samples/*.cel
	@mkdir -p $(BUILD)
	$(CC) -I'$(DESTDIR)$(includedir)/cellar' -L'$(DESTDIR)$(libdir)' \
	    -o $(BUILD)/installcheck docs/steps/4-units.c -lcellar
	LD_LIBRARY_PATH='$(DESTDIR)$(libdir)' $(BUILD)/installcheck | \
	    cmp - docs/steps/4-units.out

# The sources as they are committed.
dist:
	@mkdir -p $(BUILD)
	git archive --prefix=cellar-$(VERSION)/ -o $(BUILD)/cellar-$(VERSION).tar.gz HEAD
	@echo '$(BUILD)/cellar-$(VERSION).tar.gz'

# The names that the shared library exports, to be looked at.
abi: $(BUILD)/$(SHARED)
	python3 tests/abi.py --write $(BUILD)
