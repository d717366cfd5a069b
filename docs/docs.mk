# docs.mk: the programs of the documents, beside docs/steps, and the book.

# --- the ladder: seven programs, docs/ladder/README.md ----------------------------------

LADDER := $(basename $(notdir $(wildcard docs/ladder/[1-7]-*.c)))
.PHONY: ladder check-ladder ladder-diffs

ladder: $(LADDER:%=$(BUILD)/ladder/%)

# The first three read tokens by hand, the others by what re2c makes of scan.re.
$(BUILD)/ladder/%: docs/ladder/%.c $(wildcard docs/ladder/*.[ch])
	@mkdir -p $(@D)
	@[ $(V) = 0 ] && echo '  CC    $<' || :
	$(QUIET)$(CC) -std=c11 $(WARNINGS) $(CFLAGS) $(LDFLAGS) -o $@ $< docs/ladder/tool.c \
	    docs/ladder/$(if $(filter 1-% 2-% 3-%,$*),scan-by-hand.c,scan.c)

# How many lines each step adds and removes.
ladder-diffs:
	@python3 tests/ladder_sizes.py

check-ladder: $(BUILD)/cellar
	@for cc in gcc clang; do \
	    $(MAKE) --no-print-directory CC=$$cc BUILD=$(BUILD)/$$cc CFLAGS='-O2 -Werror' \
	        ladder || exit 1; \
	done
	@$(MAKE) --no-print-directory CC=gcc BUILD=$(BUILD)/asan \
	    CFLAGS='$(SANITIZE) -Werror' ladder
	@python3 tests/ladder_sizes.py
	python3 tests/ladder.py $(BUILD)

# --- the book: docs/book/, filled in by docs/tool/ ---------------------------------------

.PHONY: book-text check-docs docs check-site
BOOK_NEEDS = $(BUILD)/cellar $(BUILD)/libcellar.a ladder

book-text: $(BOOK_NEEDS)
	@python3 docs/tool/book.py --write --build $(BUILD)

check-docs: $(BOOK_NEEDS)
	python3 tests/book.py $(BUILD)
	@python3 docs/tool/book.py --check --build $(BUILD)

# The book as a site of plain files, by pandoc.
docs:
	@command -v pandoc >/dev/null || { echo 'make docs needs pandoc, a package of' \
	    'Debian: apt-get install pandoc' >&2; exit 2; }
	@python3 docs/tool/site.py $(BUILD)/docs/site

DEEP += check-site
check-site: setup-deep
	@python3 docs/tool/site.py $(BUILD)/docs/site
	python3 tests/site.py $(BUILD)/docs/site
