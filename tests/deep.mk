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

# --- linear time, depth ------------------------------------------------------------------

# --- tools --------------------------------------------------------------------------------
# Each on what it can see: memory as it is used, the sources, other machines.
TOOLS := check-msan check-valgrind check-analyzer check-tidy check-cppcheck \
         check-32bit check-big-endian
DEEP += $(TOOLS)
.PHONY: setup-deep $(TOOLS)

setup-deep:
	@sh tests/setup.sh deep

# The programs with planted bugs, tests/planted, of the tools named: A|B.
planted = $(addprefix tests/planted/,$(basename $(notdir \
          $(shell grep -lE '^ \* ($(1)): ' tests/planted/*.c))))
$(BUILD)/tests/planted/%.o: override CFLAGS += -w
$(BUILD)/tests/planted/%: $(BUILD)/tests/planted/%.o $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ -pthread

# Two at a time where `make` was not told how many.
TWICE = $(MAKE) --no-print-directory $(if $(findstring j,$(MAKEFLAGS)),,-j2)
UNDER_TOOLS = cellar tests/plain tests/faults tests/edits tests/threads \
              tests/use-after-reset tests/leak

# All that is linked must be instrumented: no libyaml, no Criterion.
check-msan: setup-deep
	@$(TWICE) CC=clang YAML=0 BUILD=$(BUILD)/msan CFLAGS='-O1 -g \
	    -fno-omit-frame-pointer -fsanitize=memory' \
	    $(addprefix $(BUILD)/msan/,$(UNDER_TOOLS) $(call planted,msan))
	sh tests/memory.sh msan $(BUILD)/msan

check-valgrind: setup-deep
	@$(TWICE) YAML=0 BUILD=$(BUILD)/valgrind CFLAGS='-O1 -g -DARENA_VALGRIND' \
	    $(addprefix $(BUILD)/valgrind/,$(UNDER_TOOLS) $(call planted,valgrind))
	sh tests/memory.sh valgrind $(BUILD)/valgrind

# The analyzer leaves bench/ out, which touches memory without a question on purpose;
# clang-tidy, which judges style, the generated lexer.
READ = $(filter-out $(if $(filter tidy,$*),lexer/lexer.c) \
       $(if $(filter analyzer,$*),bench/%),$(LIBRARY) $(CLI) $(BENCH))
check-analyzer check-tidy check-cppcheck: check-%: setup-deep
	sh tests/static.sh $* $(BUILD) $(READ)

# Linked statically, so that no library of the other machine is looked for.
check-32bit: NAME = 32bit
check-32bit: OTHER = i686-linux-gnu-
check-big-endian: NAME = big-endian
check-big-endian: OTHER = s390x-linux-gnu-
check-big-endian: EMULATOR = qemu-s390x
check-32bit check-big-endian: setup-deep
	@$(TWICE) YAML=0 BUILD=$(BUILD)/native CFLAGS='-O2 -DNDEBUG' \
	    $(addprefix $(BUILD)/native/,cellar $(call planted,$(NAME)))
	@$(TWICE) CC=$(OTHER)gcc AR=$(OTHER)ar YAML=0 BUILD=$(BUILD)/$(NAME) LDFLAGS=-static \
	    CFLAGS='-O2 -DNDEBUG -Werror' $(addprefix $(BUILD)/$(NAME)/,cellar \
	    tests/plain $(call planted,$(NAME)))
	sh tests/foreign.sh $(NAME) $(BUILD)/native $(BUILD)/$(NAME) $(EMULATOR)

# --- coverage and mutation ------------------------------------------------------------------
