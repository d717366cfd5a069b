# deep.mk: the checks that take long or need much, beside those of `make check`.
#
# `make check-all` runs everything, the short checks first, and ends with a table of
# what each check found. Each check begins with a planted fault that it must notice.

DEEP :=
.PHONY: check-all check-linear check-depth check-depth-all

check-all:
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory check-asan
	@[ -z '$(DEEP)' ] || $(MAKE) --no-print-directory $(DEEP)

# --- emit=cel -------------------------------------------------------------------------

# --- memory that fails, and the laws of the arena --------------------------------------

# --- fuzzing ----------------------------------------------------------------------------

# --- the grammar: exhaustive, and the published suite -------------------------------------

# --- linear time, depth ------------------------------------------------------------------

LINEAR = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/linear*.c))
$(BUILD)/tests/linear: $(LINEAR) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ $(foreach function,memcpy memset memchr memcmp \
	    strlen,-Wl,--wrap=$(function))

# gcc calls a function in each basic block, which tests/linear_count.c counts.
BLOCKS = $(BUILD)/blocks
$(BLOCKS)/tests/linear: always
	@$(MAKE) --no-print-directory CC=gcc BUILD=$(BLOCKS) \
	    CFLAGS='-O2 -g -DNDEBUG -fsanitize-coverage=trace-pc' $(BLOCKS)/tests/linear

$(BUILD)/tests/depth: $(BUILD)/tests/depth.o $(BUILD)/tests/linear_phases.o \
		$(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ -pthread

# In the folders of check-compilers, with its flags: what a user gets.
check-depth-quick check-depth check-depth-all:
	@for cc in gcc clang; do \
	    $(MAKE) --no-print-directory CC=$$cc BUILD=$(BUILD)/$$cc \
	        CFLAGS='-O2 -DNDEBUG -Werror' $(BUILD)/$$cc/tests/depth || exit 1; \
	done
	@sh tests/depth.sh $(BUILD)/gcc/tests/depth $(BUILD)/clang/tests/depth \
	    $(if $(filter check-depth-all,$@),-a)$(if $(filter check-depth-quick,$@),-q)
DEEP += check-depth

check-linear-quick: $(BLOCKS)/tests/linear
	python3 tests/linear.py $(BLOCKS)/tests/linear

# Eight minutes of one processor; JOBS=N: in N processes, as a rule two.
DEEP += check-linear
check-linear: $(BLOCKS)/tests/linear $(BUILD)/tests/linear $(BUILD)/cellar
	python3 tests/linear.py --deep $(BUILD)/tests/linear $(BUILD)/cellar \
	    $(BLOCKS)/tests/linear

# --- tools --------------------------------------------------------------------------------

# --- coverage and mutation ------------------------------------------------------------------
