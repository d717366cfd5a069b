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

# --- the grammar: exhaustive, and the published suite -------------------------------------

# --- linear time, depth ------------------------------------------------------------------

# --- tools --------------------------------------------------------------------------------

# --- coverage and mutation ------------------------------------------------------------------
