# deep.mk: the checks that take long or need much, beside those of `make check`.
#
# `make check-all` runs everything, the short checks first, and ends with a table of
# what each check found. Each check begins with a planted fault that it must notice.

DEEP :=
.PHONY: check-all

# Those that measure time, or count processes, run alone; the others two at a time.
check-all: setup all
	@sh tests/setup.sh deep
	@python3 tests/check_all.py $(BUILD)/check-all \
	    --alone $(CHECKS_OF_TEXT) $(CHECKS) --together check-asan $(DEEP)

# --- emit=cel -------------------------------------------------------------------------

# CORPUS=FILE: units ended by NULs, too; SEED=N COUNT=N: of the random expressions.
.PHONY: check-unparse
check-unparse: $(BUILD)/tests/unparse
	$(BUILD)/tests/unparse $(if $(SEED),-s $(SEED)) $(if $(COUNT),-n $(COUNT)) \
	    $(if $(CORPUS),-0 '$(CORPUS)') samples/*.cel

# --- memory that fails, and the laws of the arena --------------------------------------

# Every spec of an arena runs programs made by chance; each law has its planted fault.
# SEED=N: other programs.
DEEP += check-laws-all
.PHONY: check-laws check-laws-all
LAWS = $(wildcard tests/laws*.c)
$(BUILD)/tests/laws: $(call objects,$(LAWS)) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

check-laws: $(BUILD)/tests/laws
	$(BUILD)/tests/laws $(if $(SEED),-s $(SEED))

check-laws-all: $(BUILD)/tests/laws
	$(BUILD)/tests/laws -n 60000 -s $(or $(SEED),2)

# --- fuzzing ----------------------------------------------------------------------------
#
# tests/fuzz/README.md. Only the library and the program are watched for new edges, not
# the targets themselves; without trace-cmp, for the dictionary has what is compared with.

FUZZ_TARGETS := lexer parser writers unparse yaml batch options arena
FUZZ         ?= $(FUZZ_TARGETS)
FUZZ_SECONDS ?= 60
FUZZ_WATCHED := -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
FUZZ_WORDS   := cel yaml options
FUZZ_BUILD    = $(BUILD)/fuzzing
.PHONY: check-fuzz fuzz fuzz-build fuzz-collect

$(BUILD)/tests/%.o: override CFLAGS := $(filter-out $(FUZZ_WATCHED),$(CFLAGS))

# What a target needs beside its own file and the library.
fuzz_objects = $(addprefix $(BUILD)/tests/fuzz/$(1),.fuzz .replay): $(call objects,$(2))
$(call fuzz_objects,parser,$(wildcard tests/edits_[fhm]*.c) tests/arenas.c tests/report.c)
$(call fuzz_objects,writers,tests/fuzz/json_tree.c)
$(call fuzz_objects,unparse,tests/unparse_hold.c tests/same_tree.c)
$(call fuzz_objects,yaml,$(wildcard cli/yaml*.c))
$(call fuzz_objects,batch,$(filter-out cli/main.c,$(CLI)) $(BENCHED))
$(call fuzz_objects,options,$(filter-out cli/main.c,$(CLI)) $(BENCHED) tests/arenas.c \
		tests/report.c)
$(call fuzz_objects,arena,$(filter-out tests/laws_main.c,$(wildcard tests/laws*.c)))

FUZZ_LINK = $(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) -Wl,--as-needed \
            -ljansson $(CLI_LIBS) $(BENCH_LIBS) -pthread
$(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%.replay): %.replay: %.o \
		$(call objects,tests/fuzz/fuzz.c tests/fuzz/replay.c) $(BUILD)/libcellar.a
	$(FUZZ_LINK)

$(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%.fuzz): %.fuzz: %.o $(call objects,tests/fuzz/fuzz.c \
		tests/fuzz/mutate.c tests/edits_make.c) $(BUILD)/libcellar.a
	$(FUZZ_LINK) -fsanitize=fuzzer

$(FUZZ_WORDS:%=$(BUILD)/tests/fuzz/%.dict): $(BUILD)/tests/fuzz/%.dict: tests/fuzz/words.py \
		$(wildcard lexer/*.def parser/*.c cli/*.c cli/*.def arena/*.c)
	@mkdir -p $(@D)
	$(QUIET)python3 tests/fuzz/words.py $* >$@

# The corpora once more, with sanitizers; first that each target can fail.
check-fuzz: $(FUZZ_WORDS:%=$(BUILD)/tests/fuzz/%.dict)
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE)' \
	    $(FUZZ_TARGETS:%=$(BUILD)/asan/tests/fuzz/%.replay)
	@sh tests/fuzz/replay.sh $(BUILD)/asan/tests/fuzz $(FUZZ_TARGETS)

# FUZZ=TARGET: only that; FUZZ_SECONDS=N: each for so long; FUZZ_JOBS=N: so many at once.
fuzz: fuzz-build
	@python3 tests/fuzz/fuzz.py run $(FUZZ_BUILD) $(FUZZ_SECONDS) $(FUZZ)

fuzz-build:
	@$(MAKE) --no-print-directory CC=clang BUILD=$(FUZZ_BUILD) \
	    CFLAGS='$(SANITIZE) $(FUZZ_WATCHED)' $(FUZZ:%=$(FUZZ_BUILD)/tests/fuzz/%.fuzz) \
	    $(FUZZ_WORDS:%=$(FUZZ_BUILD)/tests/fuzz/%.dict)

fuzz-collect: fuzz-build
	@python3 tests/fuzz/fuzz.py collect $(FUZZ_BUILD)

# --- the grammar: exhaustive, and the published suite -------------------------------------

# --- linear time, depth ------------------------------------------------------------------

# --- tools --------------------------------------------------------------------------------

# --- coverage and mutation ------------------------------------------------------------------
