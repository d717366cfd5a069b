# deep.mk: the checks that take long or need much, beside those of `make check`.
#
# `make check-all` runs everything, the short checks first, and ends with a table of
# what each check found. Each check begins with a planted fault that it must notice.

DEEP :=
.PHONY: check-all

check-all:
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory check-asan
	@[ -z '$(DEEP)' ] || $(MAKE) --no-print-directory $(DEEP)

# --- emit=cel -------------------------------------------------------------------------

# --- memory that fails, and the laws of the arena --------------------------------------

# --- fuzzing ----------------------------------------------------------------------------

# --- the grammar: exhaustive, and the published suite -------------------------------------

.PHONY: check-exhaustive check-exhaustive-4

$(BUILD)/tests/exhaustive: $(call objects,$(wildcard tests/earley*.c) tests/exhaustive.c \
		tests/sequences.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

check-exhaustive: $(BUILD)/tests/exhaustive
	$(BUILD)/tests/exhaustive -n 3 samples/*.cel

# --- linear time, depth ------------------------------------------------------------------

# --- tools --------------------------------------------------------------------------------

# --- coverage and mutation ------------------------------------------------------------------
