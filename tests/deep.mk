# deep.mk: the checks that take long or need much, beside those of `make check`.
#
# `make check-all` runs everything, the short checks first, and ends with a table of
# what each check found. Each check begins with a planted fault that it must notice.

DEEP :=
.PHONY: check-all check-linear check-depth check-depth-all

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

# Each request for memory fails in turn. The library's mallocs go through heap_watch.c.
DEEP += check-faults-all
.PHONY: check-faults check-faults-all
HEAP_WATCH = $(foreach name,malloc calloc realloc aligned_alloc free,-Wl,--wrap=$(name))
FAULTS = $(wildcard tests/faults*.c) tests/heap_watch.c tests/same_tree.c \
         tests/writers.c
$(BUILD)/tests/faults: $(call objects,$(FAULTS)) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) $(HEAP_WATCH) -o $@ $^

check-faults: $(BUILD)/tests/faults
	$(BUILD)/tests/faults samples/*.cel samples/broken/*.cel

check-faults-all: $(BUILD)/tests/faults
	$(BUILD)/tests/faults -a samples/*.cel samples/broken/*.cel

# The program itself: all that it and its libraries ask for.
DEEP += check-faults-cli-all
.PHONY: check-faults-cli check-faults-cli-all
$(BUILD)/tests/failing_malloc.so: tests/failing_malloc.c
	@mkdir -p $(@D)
	$(QUIET)$(CC) -std=c11 $(WARNINGS) -O2 -fPIC -shared -o $@ $<

$(BUILD)/tests/careless: $(BUILD)/tests/careless.o
	$(QUIET)$(LINK) -o $@ $^

FAULTS_CLI = $(BUILD)/tests/failing_malloc.so $(BUILD)/tests/careless $(BUILD)/cellar
check-faults-cli: $(FAULTS_CLI)
	python3 tests/faults_cli.py $(FAULTS_CLI)

check-faults-cli-all: $(FAULTS_CLI)
	python3 tests/faults_cli.py --all $(FAULTS_CLI)

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

FUZZ_TARGETS := lexer parser grammar writers unparse yaml batch options arena
FUZZ         ?= $(FUZZ_TARGETS)
FUZZ_SECONDS ?= 60
FUZZ_WATCHED := -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
FUZZ_WORDS   := cel yaml options
FUZZ_BUILD    = $(BUILD)/fuzzing
.PHONY: check-fuzz fuzz fuzz-build fuzz-collect

$(BUILD)/tests/%.o: override CFLAGS := $(filter-out $(FUZZ_WATCHED),$(CFLAGS))

# What a target needs beside its own file and the library.
fuzz_objects = $(addprefix $(BUILD)/tests/fuzz/$(1),.fuzz .replay): $(call objects,$(2))
$(call fuzz_objects,parser,$(wildcard tests/edits_[fhm]*.c) tests/arenas.c tests/report.c \
		tests/writers.c)
$(call fuzz_objects,grammar,$(wildcard tests/earley*.c) tests/grammars.c tests/read_file.c)
$(call fuzz_objects,writers,tests/fuzz/json_tree.c)
$(call fuzz_objects,unparse,tests/unparse_hold.c tests/same_tree.c)
$(call fuzz_objects,yaml,$(wildcard cli/yaml*.c))
$(call fuzz_objects,batch,$(filter-out cli/main.c,$(CLI)) $(BENCHED) tests/writers.c)
$(call fuzz_objects,options,$(filter-out cli/main.c,$(CLI)) $(BENCHED) tests/arenas.c \
		tests/report.c)
$(call fuzz_objects,arena,$(filter-out tests/laws_main.c,$(wildcard tests/laws*.c)))

FUZZ_LINK = $(QUIET)$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) -Wl,--as-needed \
            -ljansson $(CLI_LIBS) $(BENCH_LIBS) -pthread
$(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%.replay): %.replay: %.o \
		$(call objects,tests/fuzz/fuzz.c tests/fuzz/replay.c tests/growing.c \
		tests/watch.c) $(BUILD)/libcellar.a
	$(FUZZ_LINK)

$(FUZZ_TARGETS:%=$(BUILD)/tests/fuzz/%.fuzz): %.fuzz: %.o $(call objects,tests/fuzz/fuzz.c \
		tests/fuzz/mutate.c tests/growing.c tests/edits_make.c) $(BUILD)/libcellar.a
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

# check-short is the quick part of both, for `make check`.
.PHONY: check-short check-suite check-exhaustive check-bytes
DEEP += check-exhaustive check-bytes

$(BUILD)/tests/exhaustive: $(call objects,$(wildcard tests/earley*.c) tests/exhaustive.c \
		tests/grammars.c tests/read_file.c tests/sequences.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

$(BUILD)/tests/bytes: $(call objects,tests/bytes.c tests/edits_hold.c tests/edits_make.c \
		tests/edits_plant.c tests/read_file.c tests/watch.c) $(BUILD)/libcellar.a
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

LINEAR = $(call objects,$(wildcard tests/linear*.c) tests/writers.c)
$(BUILD)/tests/linear: $(LINEAR) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ $(foreach function,memcpy memset memchr memcmp \
	    strlen,-Wl,--wrap=$(function))

# gcc calls a function in each basic block, which tests/linear_count.c counts.
BLOCKS = $(BUILD)/blocks
$(BLOCKS)/tests/linear: always
	@$(MAKE) --no-print-directory CC=gcc BUILD=$(BLOCKS) \
	    CFLAGS='-O2 -g -DNDEBUG -fsanitize-coverage=trace-pc' $(BLOCKS)/tests/linear

$(BUILD)/tests/depth: $(call objects,$(wildcard tests/depth*.c cli/yaml*.c) \
		tests/linear_phases.c tests/writers.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ $(CLI_LIBS) -pthread

# In the folders of check-compilers, with its flags: what a user gets; and debug builds.
DEPTH = $(foreach folder,gcc clang debug-gcc debug-clang,$(BUILD)/$(folder)/tests/depth)
check-depth-quick check-depth check-depth-all:
	@for cc in gcc clang; do \
	    $(MAKE) --no-print-directory CC=$$cc BUILD=$(BUILD)/$$cc \
	        CFLAGS='-O2 -DNDEBUG -Werror' $(BUILD)/$$cc/tests/depth || exit 1; \
	    [ $@ = check-depth-quick ] || $(MAKE) --no-print-directory CC=$$cc \
	        BUILD=$(BUILD)/debug-$$cc CFLAGS='-O0 -g' \
	        $(BUILD)/debug-$$cc/tests/depth || exit 1; \
	done
	@sh tests/depth.sh $(DEPTH) \
	    $(if $(filter check-depth-all,$@),-a)$(if $(filter check-depth-quick,$@),-q)
DEEP += check-depth-all

check-linear-quick: $(BLOCKS)/tests/linear
	python3 tests/linear.py $(BLOCKS)/tests/linear

# Ten minutes of one processor; JOBS=N: in N processes, as a rule two.
DEEP += check-linear
check-linear: $(BLOCKS)/tests/linear $(BUILD)/tests/linear $(BUILD)/cellar
	python3 tests/linear.py --deep $(BUILD)/tests/linear $(BUILD)/cellar \
	    $(BLOCKS)/tests/linear

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
MSAN = -O1 -g -fno-omit-frame-pointer -fsanitize=memory
check-msan: setup-deep
	@$(TWICE) CC=clang YAML=0 BUILD=$(BUILD)/msan CFLAGS='$(MSAN)' \
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
	@$(TWICE) YAML=0 BUILD=$(BUILD)/native-$(NAME) CFLAGS='-O2 -DNDEBUG' \
	    $(addprefix $(BUILD)/native-$(NAME)/,cellar $(call planted,$(NAME)))
	@$(TWICE) CC=$(OTHER)gcc AR=$(OTHER)ar YAML=0 BUILD=$(BUILD)/$(NAME) LDFLAGS=-static \
	    CFLAGS='-O2 -DNDEBUG -Werror' $(addprefix $(BUILD)/$(NAME)/,cellar \
	    tests/plain $(call planted,$(NAME)))
	sh tests/foreign.sh $(NAME) $(BUILD)/native-$(NAME) $(BUILD)/$(NAME) $(EMULATOR)

# --- coverage and mutation ------------------------------------------------------------------

.PHONY: check-coverage check-mutate mutate
DEEP += check-coverage check-mutate

# With COUNTED the rules of lexer.re are lines to be executed, not the code made of them.
ifdef COUNTED
$(BUILD)/lexer/lexer.o: lexer/lexer.re
	@mkdir -p $(@D)
	$(QUIET)$(filter-out -i,$(RE2C)) $< -o $(BUILD)/lexer/lexer.c
	$(QUIET)$(COMPILE) -c -o $@ $(BUILD)/lexer/lexer.c
endif

# Every line and branch of the library is executed by some test, in one of three builds.
COVERAGE = $(BUILD)/coverage
COUNTING = $(MAKE) --no-print-directory COUNTED=1
FLAGS_TO_COUNT = -O0 -g -DNDEBUG --coverage
check-coverage:
	@$(COUNTING) BUILD=$(COVERAGE)/counted CFLAGS='$(FLAGS_TO_COUNT)' \
	    $(COVERAGE)/counted/cellar \
	    $(addprefix $(COVERAGE)/counted/tests/,plain edits faults laws unparse \
	        use-after-reset)
	@$(COUNTING) BUILD=$(COVERAGE)/portable CFLAGS='$(FLAGS_TO_COUNT)' \
	    CPPFLAGS=-U__SSE2__ $(COVERAGE)/portable/tests/plain
	@$(COUNTING) BUILD=$(COVERAGE)/poisoned CFLAGS='$(FLAGS_TO_COUNT) -fsanitize=address' \
	    $(COVERAGE)/poisoned/tests/plain
	sh tests/coverage.sh $(COVERAGE)

# All mutants: hours. It goes on where it was stopped; RETRY=1 tries those not listed once more.
JOBS ?= 2
mutate:
	python3 tests/mutate.py --jobs=$(JOBS) $(if $(RETRY),--retry) $(BUILD)/mutants

# A part of them, drawn anew by SEED=N.
check-mutate:
	python3 tests/mutate.py --jobs=$(JOBS) --sample=150 --seed=$(or $(SEED),1) \
	    $(BUILD)/mutants
