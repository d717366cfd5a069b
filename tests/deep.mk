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

# --- fuzzing ----------------------------------------------------------------------------

# --- the grammar: exhaustive, and the published suite -------------------------------------

# check-short is the quick part of both, for `make check`.
.PHONY: check-short check-suite check-exhaustive check-bytes
DEEP += check-exhaustive check-bytes

$(BUILD)/tests/exhaustive: $(call objects,$(wildcard tests/earley*.c) tests/exhaustive.c \
		tests/grammars.c tests/sequences.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

$(BUILD)/tests/bytes: $(call objects,tests/bytes.c tests/edits_hold.c tests/edits_plant.c \
		tests/watch.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

check-short: $(BUILD)/tests/exhaustive $(BUILD)/tests/bytes
	$(BUILD)/tests/exhaustive -c $@ -n 3 -d 10 -r 30000 samples/*.cel
	$(BUILD)/tests/bytes -c $@ -l 10 -n 50 samples/*.cel samples/broken/*.cel

check-suite: $(BUILD)/cellar
	python3 tests/suite.py $(BUILD)/cellar

check-exhaustive: $(BUILD)/tests/exhaustive
	$(BUILD)/tests/exhaustive -n 4 samples/*.cel

check-bytes: $(BUILD)/tests/bytes
	$(BUILD)/tests/bytes samples/*.cel samples/broken/*.cel

# --- linear time, depth ------------------------------------------------------------------

# --- tools --------------------------------------------------------------------------------

# --- coverage and mutation ------------------------------------------------------------------
