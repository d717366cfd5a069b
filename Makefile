# cellar: `make` builds, `make demo` shows, `make check` proves; `make help` lists all.
#
# Building needs a C compiler and nothing else. What the checks need beside it is
# installed from Debian's packages when it is missing (tests/setup.sh says which and
# how); NO_INSTALL=1 forbids that.

CC       ?= cc
CFLAGS   ?= -O2 -g -DNDEBUG
AR       ?= ar
BUILD    ?= build
V        ?= 0
WARNINGS  = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
override CPPFLAGS := -I. $(CPPFLAGS)
# A compiler that knows what malloc does may leave out a malloc and its free.
$(BUILD)/bench/%.o $(BUILD)/direct/%.o: override CFLAGS += -fno-builtin-malloc \
    -fno-builtin-realloc -fno-builtin-calloc -fno-builtin-free
COMPILE   = $(CC) -std=c11 $(WARNINGS) $(CPPFLAGS) -MMD -MP $(CFLAGS)
LINK      = $(CC) $(CFLAGS) $(LDFLAGS)
RE2C      = re2c -W -Werror -b -i --no-generation-date --no-version
QUIET_0   = @
# libyaml reads YAML for the program, where it is there; YAML=0 does without.
ifeq ($(origin YAML),undefined)
YAML     := $(shell printf '\043include <yaml.h>\nint main(void) { return \
            !yaml_get_version_string(); }\n' | $(CC) $(CPPFLAGS) $(LDFLAGS) -x c - \
            -o /dev/null -lyaml 2>/dev/null && echo 1 || echo 0)
endif
CLI_LIBS  = $(if $(filter-out 0,$(YAML)),-lyaml)
QUIET     = $(QUIET_$(V))

FLOORS   := arena arena/backend diag lexer ast parser emit
LIBRARY  := $(foreach floor,$(FLOORS),$(wildcard $(floor)/*.c))
CLI      := $(wildcard cli/*.c)
BENCH    := $(wildcard bench/*.c)
BENCHED  := $(filter-out bench/main.c,$(BENCH))
BENCH_LIBS = -ldl -lm
SUITES   := $(wildcard tests/*_suite.c) tests/report.c tests/arenas.c tests/writers.c
STEPS    := $(basename $(notdir $(wildcard docs/steps/*.c)))
INTERNAL := arena/backend/block.h arena/backend/forward.h arena/backend/objects.h \
            ast/build.h diag/excerpt.h diag/width.def emit/text.h parser/literal.h \
            parser/macros.h parser/mistakes.h parser/recover.h parser/repair.h \
            parser/state.h
FORMATTED = $(filter-out lexer/lexer.c docs/ladder/scan.c,$(wildcard $(foreach folder, \
            $(FLOORS) cli bench bench/direct tests tests/cases tests/fuzz tests/planted \
            docs/ladder docs/steps docs/book/programs docs/book/exercises \
            docs/book/exercises/* .,$(folder)/*.c $(folder)/*.h)))
objects   = $(patsubst %.c,$(BUILD)/%.o,$(1))

include install.mk tests/deep.mk docs/docs.mk

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
# What `make check` runs: first what only reads the sources.
CHECKS_OF_TEXT := check-format check-lexer check-width check-structure
CHECKS := check-unit check-plain check-golden check-cli check-formats check-many \
          check-races check-explain check-yaml \
          check-map check-worker check-bench check-steps check-ladder check-docs \
          check-warm check-faults check-faults-cli check-laws check-edits check-short \
          check-suite check-unparse check-linear-quick check-depth-quick check-fuzz \
          check-threads check-hit-path check-cost check-abi check-install \
          check-completions check-man check-ci check-report check-figures check-compilers
.PHONY: all always help demo bench bench-full report figures check check-asan \
        check-agree check-plant setup golden errors regen clean \
        $(CHECKS_OF_TEXT) $(CHECKS)

all: $(BUILD)/cellar $(BUILD)/libcellar.a $(BUILD)/$(SHARED) $(BUILD)/$(SONAME) \
     $(BUILD)/libcellar.so

help:
	@echo 'make               build/cellar, build/libcellar.a and libcellar.so'
	@echo 'make demo          parse the samples, with the arena and with malloc'
	@echo 'make check         all tests; make check-asan: under AddressSanitizer and UBSan'
	@echo 'make check-all     these and all that takes long, in an hour; ends with a table'
	@echo 'make mutate        plants small faults in the library, for hours; RETRY=1 JOBS=2'
	@echo 'make check-TOOL    msan valgrind analyzer tidy cppcheck 32bit big-endian'
	@echo 'make bench         arena against malloc and others, under five minutes; options:'
	@echo '                   CORPUS=FILE AGAINST=PROGRAM ROUNDS=N SEED=N OUT=FOLDER PLANT=A:N'
	@echo '                   SETS=A,B RIVALS=A,B PROCESSES=N CALLGRIND=1: only these'
	@echo 'make bench-full    all of it, for hours; goes on when it has been stopped'
	@echo 'make report        build/report/report.html and pictures; RESULT=FOLDER...'
	@echo 'make figures       the numbers in README.md and docs/ from results/'
	@echo 'make check-agree   two runs of make bench say the same'
	@echo 'make check-plant   a planted slowdown of 10 % is found, one of 0 % is not'
	@echo 'make install       to PREFIX (/usr/local), below DESTDIR; make uninstall'
	@echo '                   prefix exec_prefix bindir libdir includedir datadir mandir'
	@echo '                   pkgconfigdir bashcompdir zshcompdir fishcompdir INSTALL'
	@echo 'make installcheck  what is installed there works'
	@echo 'make dist          the committed sources as build/cellar-VERSION.tar.gz'
	@echo 'make abi           tests/abi.txt, the exported names, to be looked at'
	@echo 'make docs          build/docs/site/, the book of docs/book/ as a site'
	@echo 'make book-text     fills in what docs/book/ shows of sources and programs'
	@echo 'make ladder        the seven programs of docs/ladder/, in build/ladder/'
	@echo 'make regen         lexer/lexer.c with re2c, diag/width.def from unicode-data'
	@echo 'make golden        what is expected of the samples, to be looked at'
	@echo 'make errors        docs/errors.md from cli/pages.def'
	@echo 'make fuzz          each target of tests/fuzz/ for FUZZ_SECONDS=60, or FUZZ=TARGET'
	@echo '                   alone, FUZZ_JOBS=1 at once; make fuzz-collect: keeps the corpora'
	@echo 'make clean         remove build/'
	@echo 'YAML=0 builds without libyaml, which is looked for otherwise'
	@echo 'Variables: CC CFLAGS CPPFLAGS LDFLAGS BUILD V=1 NO_INSTALL=1'

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@[ $(V) = 0 ] && echo '  CC    $<' || :
	$(QUIET)$(COMPILE) -c -o $@ $<

$(BUILD)/libcellar.a: $(call objects,$(LIBRARY))
	@rm -f $@
	@[ $(V) = 0 ] && echo '  AR    $@' || :
	$(QUIET)$(AR) rcD $@ $^

$(BUILD)/cellar: $(call objects,$(CLI) $(BENCHED)) $(BUILD)/libcellar.a
	@[ $(V) = 0 ] && echo '  LINK  $@' || :
	$(QUIET)$(LINK) -o $@ $^ $(BENCH_LIBS) $(CLI_LIBS) -pthread

# Files that tell how things are compiled are looked at each time; but `make install`,
# perhaps by another user with other flags, takes them as they are.
ALWAYS = $(if $(filter install,$(MAKECMDGOALS)),,always)

# With and without libyaml the same files are compiled, and again when that changes.
WITH_YAML = $(BUILD)/cli/yaml.o $(BUILD)/cli/yaml_tree.o
$(BUILD)/cli/with-yaml: $(ALWAYS)
	@mkdir -p $(@D)
	@echo '$(CLI_LIBS)' | cmp -s - $@ || echo '$(CLI_LIBS)' >$@
$(WITH_YAML): $(BUILD)/cli/with-yaml
$(WITH_YAML): override CPPFLAGS += $(if $(CLI_LIBS),-DCELLAR_YAML)

# What a result says of the program that measured it. The file changes only with them.
$(BUILD)/bench/built.h: $(ALWAYS)
	@mkdir -p $(@D)
	@{  printf '#define BENCH_FLAGS "%s"\n' '$(subst ",,$(CFLAGS))'; \
	    printf '#define BENCH_COMMIT "%s"\n' "$$(git describe --always --dirty \
	        --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)"; \
	    printf '#define BENCH_CODE "%s"\n' "$$(sh bench/code.sh)"; \
	} >$@.new
	@cmp -s $@ $@.new && rm $@.new || mv $@.new $@

$(BUILD)/bench/machine.o: $(BUILD)/bench/built.h
$(BUILD)/bench/machine.o: override CPPFLAGS += -include $(BUILD)/bench/built.h

$(BUILD)/bench/bench: $(call objects,$(BENCH)) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ $(BENCH_LIBS)

# The library and the worker once more, with malloc compiled in: bench/direct/arena.h,
# which brings headers in before the files can say what they want of them.
DIRECT = $(filter-out arena/% emit/%,$(LIBRARY)) $(wildcard bench/direct/*.c) \
          $(patsubst %,bench/%.c,$(DIRECT_BENCH))
DIRECT_BENCH = allocator apart arguments clock counters heap memory pages parsing sets \
               steps units work worker
$(BUILD)/direct/%.o: %.c bench/direct/arena.h
	@mkdir -p $(@D)
	@[ $(V) = 0 ] && echo '  CC    $< (direct)' || :
	$(QUIET)$(COMPILE) -D_GNU_SOURCE= -include bench/direct/arena.h -c -o $@ $<

$(BUILD)/bench/direct: $(patsubst %.c,$(BUILD)/direct/%.o,$(DIRECT))
	$(QUIET)$(LINK) -o $@ $^ $(BENCH_LIBS)

$(BUILD)/tests/heaps: $(call objects,tests/heaps.c bench/heap.c bench/pages.c)
	$(QUIET)$(LINK) -o $@ $^

$(BUILD)/tests/teardown: $(call objects,tests/teardown.c bench/pages.c bench/record.c \
		bench/tree.c bench/units.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

$(BUILD)/tests/yaml-map: $(call objects,tests/yaml_map.c tests/yaml_sample.c \
		cli/yaml_block.c cli/yaml_reading.c cli/yaml_scalar.c cli/yaml_tree.c) \
		$(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ $(CLI_LIBS)

$(BUILD)/tests/plain: $(call objects,$(SUITES) tests/plain.c $(BENCHED)) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ $(BENCH_LIBS)

$(BUILD)/tests/criterion: $(call objects,$(SUITES) tests/criterion.c $(BENCHED)) \
		$(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ -lcriterion $(BENCH_LIBS)

$(BUILD)/tests/warm $(BUILD)/tests/fixed: $(BUILD)/tests/counted_malloc.o
$(addprefix $(BUILD)/tests/,warm fixed threads cost): $(BUILD)/tests/%: \
		$(BUILD)/tests/%.o $(BUILD)/tests/read_file.o $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^ -pthread

EDITS = $(wildcard tests/edits*.c)
$(BUILD)/tests/edits: $(call objects,$(EDITS) tests/read_file.c tests/watch.c) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

UNPARSE = $(wildcard tests/unparse*.c) tests/same_tree.c tests/arenas.c tests/growing.c \
          tests/read_file.c tests/report.c
$(BUILD)/tests/unparse: $(call objects,$(UNPARSE)) $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

$(BUILD)/docs/steps/%: $(BUILD)/docs/steps/%.o $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

regen:
	$(RE2C) lexer/lexer.re -o lexer/lexer.c
	$(RE2C) docs/ladder/scan.re -o docs/ladder/scan.c
	python3 diag/width.py >diag/width.def.new
	mv diag/width.def.new diag/width.def

demo: $(BUILD)/cellar $(BUILD)/bench/bench
	@sh docs/demo.sh $(BUILD)

BENCH_OPTIONS = $(if $(ROUNDS),--rounds=$(ROUNDS)) $(if $(SEED),--seed=$(SEED)) \
    $(if $(PLANT),--plant=$(PLANT)) $(if $(CORPUS),--corpus='$(CORPUS)') \
    $(if $(AGAINST),--against='$(AGAINST)') $(if $(OUT),--out='$(OUT)') \
    $(if $(SETS),--sets='$(SETS)') $(if $(RIVALS),--rivals='$(RIVALS)') \
    $(if $(PROCESSES),--processes=$(PROCESSES)) $(if $(CALLGRIND),--callgrind)
bench: $(BUILD)/bench/bench $(BUILD)/bench/direct
	$(BUILD)/bench/bench $(BENCH_OPTIONS) samples/*.cel

# Goes on in the same folder when it has been stopped.
bench-full: OUT ?= $(BUILD)/results/full
bench-full: $(BUILD)/bench/bench $(BUILD)/bench/direct
	$(BUILD)/bench/bench --full $(BENCH_OPTIONS) samples/*.cel

# The newest result: of the user's own runs or else of those checked in.
RESULT ?= $(firstword $(shell ls -dt $(BUILD)/results/*/ 2>/dev/null) \
          $(shell ls -dt results/*/ 2>/dev/null))
report:
	@[ -n '$(RESULT)' ] || { echo 'make report: no result yet: run make bench,' \
	    'or name a folder with RESULT=' >&2; exit 2; }
	@python3 bench/report.py $(RESULT) -o $(BUILD)/report

# The checks, the quick ones first. A locale in which 1.5 is written 1,5 is made for them.
check: setup
	@$(MAKE) --no-print-directory $(CHECKS_OF_TEXT)
	@$(MAKE) --no-print-directory $(CHECKS)
	@echo 'make check: all checks passed'

setup:
	@sh tests/setup.sh

$(BUILD)/locale/de_DE.UTF-8:
	@mkdir -p $(@D)
	$(QUIET)localedef -i de_DE -f UTF-8 $@

WITH_LOCALE = LOCPATH=$(CURDIR)/$(BUILD)/locale CELLAR_NEED_LOCALE=1

check-unit: $(BUILD)/tests/criterion $(BUILD)/locale/de_DE.UTF-8
	$(WITH_LOCALE) $(BUILD)/tests/criterion

check-plain: $(BUILD)/tests/plain $(BUILD)/locale/de_DE.UTF-8
	$(WITH_LOCALE) $(BUILD)/tests/plain

check-golden: $(BUILD)/cellar
	python3 tests/golden.py $(BUILD)/cellar

golden: $(BUILD)/cellar
	python3 tests/golden.py --write $(BUILD)/cellar
	python3 tests/map_files.py --write $(BUILD)/cellar

check-cli: $(BUILD)/cellar
	python3 tests/cli.py $(BUILD)/cellar
	python3 tests/records.py $(BUILD)/cellar
	python3 tests/limits.py $(BUILD)/cellar
	python3 tests/alloc.py $(BUILD)/cellar

check-yaml: $(BUILD)/cellar $(BUILD)/tests/yaml-map
	$(BUILD)/tests/yaml-map 50000 1
	python3 tests/yaml_cli.py $(BUILD)/cellar
	@$(MAKE) --no-print-directory YAML=0 BUILD=$(BUILD)/without-yaml all
	@sh tests/without-yaml.sh $(BUILD)/without-yaml/cellar

# Many files, threads, progress, signals; and GNU parallel as docs/batch.md shows it.
check-many: $(BUILD)/cellar
	python3 tests/many.py $(BUILD)/cellar
	python3 tests/messages.py $(BUILD)/cellar
	python3 tests/parallel.py $(BUILD)/cellar

check-races:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan \
	    CFLAGS='-O1 -g -fsanitize=thread' $(BUILD)/tsan/cellar
	python3 tests/races.py $(BUILD)/tsan/cellar

check-explain: $(BUILD)/cellar
	python3 tests/explain.py $(BUILD)/cellar

# docs/errors.md, from the pages of `cellar explain`.
errors: $(BUILD)/cellar
	@$(BUILD)/cellar explain --markdown >$(BUILD)/errors.md
	cp $(BUILD)/errors.md docs/errors.md

# SARIF_SCHEMA=FILE: OASIS's schema, where it is at hand.
check-formats: $(BUILD)/cellar
	python3 tests/formats.py $(addprefix --sarif-schema=,$(SARIF_SCHEMA)) $(BUILD)/cellar

check-map: $(BUILD)/cellar
	python3 tests/map.py $(BUILD)/cellar
	python3 tests/map_files.py $(BUILD)/cellar

check-worker: $(BUILD)/bench/bench $(BUILD)/bench/direct $(BUILD)/tests/heaps
	python3 tests/bench_worker.py $(BUILD)

check-bench: $(BUILD)/bench/bench $(BUILD)/bench/direct $(BUILD)/cellar
	python3 tests/bench_run.py $(BUILD)
	python3 tests/bench_results.py $(BUILD)

# Real timing, so not a part of check: on a busy machine it may fail.
check-plant: $(BUILD)/bench/bench
	python3 tests/bench_run.py --plant $(BUILD)

# Two runs of the quick plan, with different seeds, must say the same: nine minutes.
check-agree: $(BUILD)/bench/bench $(BUILD)/bench/direct
	rm -rf $(BUILD)/results/agree-1 $(BUILD)/results/agree-2
	$(MAKE) --no-print-directory bench SEED=1 OUT=$(BUILD)/results/agree-1
	$(MAKE) --no-print-directory bench SEED=2 OUT=$(BUILD)/results/agree-2
	$(BUILD)/bench/bench --agree $(BUILD)/results/agree-1 $(BUILD)/results/agree-2

check-structure: $(BUILD)/libcellar.a $(BUILD)/bench/bench
	python3 tests/structure.py $(BUILD)/libcellar.a

check-steps: $(addprefix $(BUILD)/docs/steps/,$(STEPS))
	@for step in $(STEPS); do \
	    $(BUILD)/docs/steps/$$step | diff -u docs/steps/$$step.out - || exit 1; \
	    [ $$(wc -l <docs/steps/$$step.c) -lt 30 ] || \
	        { echo "docs/steps/$$step.c: 30 lines or more" >&2; exit 1; }; \
	done
	@echo 'check-steps: $(words $(STEPS)) programs print what they should'

check-warm: $(BUILD)/tests/warm $(BUILD)/tests/fixed
	$(BUILD)/tests/warm samples/*.cel
	$(BUILD)/tests/fixed samples/*.cel

# First that it can fail: hardly any edit leads to no error at all.
check-edits: $(BUILD)/tests/edits
	@$(BUILD)/tests/edits -m 0 -n 1000 samples/*.cel samples/broken/*.cel 2>&1 \
	    >/dev/null | grep -q 'too many edits have more than 0 errors' || \
	    { echo 'check-edits: too many errors are not noticed' >&2; exit 1; }
	$(BUILD)/tests/edits samples/*.cel samples/broken/*.cel

# The whole library is compiled for this, so that its data races would be seen, too.
check-threads:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan \
	    CFLAGS='-O1 -g -fsanitize=thread' $(BUILD)/tsan/tests/threads \
	    $(addprefix $(BUILD)/tsan/,$(call planted,tsan))
	@. tests/planted.sh; run() { $(BUILD)/tsan/tests/planted/$$1; }; \
	    notices_planted tsan run; echo "check-threads: $$planted planted race noticed"
	$(BUILD)/tsan/tests/threads samples/*.cel

check-report:
	python3 tests/bench_report.py $(BUILD)/tests/bench-report

# The numbers in the documents; STRICT=1: fails also where the code has changed since.
check-figures:
	python3 tests/figures.py $(BUILD)/tests/figures
	@STRICT=$(STRICT) python3 bench/figures.py --check

figures:
	@python3 bench/figures.py --write

check-hit-path:
	sh tests/hit-path.sh $(BUILD) gcc clang

# The figures are of the flags a user builds with, whatever flags this build has.
check-cost:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/cost CFLAGS='-O2 -g -DNDEBUG' \
	    $(BUILD)/cost/tests/cost
	python3 tests/cost.py $(if $(WRITE),--write) $(BUILD)/cost/tests/cost samples/*.cel

check-format:
	@clang-format-14 --dry-run -Werror $(FORMATTED)
	@echo 'check-format: $(words $(FORMATTED)) files as clang-format-14 writes them'

check-lexer:
	@sh tests/lexer-is-current.sh '$(RE2C)'

check-width:
	@sh tests/width-is-current.sh

check-compilers:
	@for cc in gcc clang; do \
	    $(MAKE) --no-print-directory CC=$$cc BUILD=$(BUILD)/$$cc \
	        CFLAGS='-O2 -DNDEBUG -Werror' all $(BUILD)/$$cc/bench/bench \
	        $(BUILD)/$$cc/tests/plain || exit 1; \
	    $(BUILD)/$$cc/tests/plain >$(BUILD)/$$cc/plain.log || \
	        { cat $(BUILD)/$$cc/plain.log; exit 1; }; \
	    echo "check-compilers: $$cc: no warnings, $$(tail -n 1 $(BUILD)/$$cc/plain.log)"; \
	    $(BUILD)/$$cc/cellar parse --emit=json samples/*.cel \
	        >$(BUILD)/$$cc/samples.json || exit 1; \
	done
	cmp $(BUILD)/gcc/samples.json $(BUILD)/clang/samples.json
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/plain-c CPPFLAGS=-U__SSE2__ \
	    CFLAGS='-O2 -DNDEBUG -Werror' $(BUILD)/plain-c/tests/plain
	$(BUILD)/plain-c/tests/plain lexer

check-abi: $(BUILD)/$(SHARED)
	python3 tests/abi.py $(BUILD)

check-install: all
	sh tests/install.sh $(BUILD)

check-man: $(BUILD)/cellar $(BUILD)/libcellar.a
	python3 tests/man.py $(BUILD)

check-completions: $(BUILD)/cellar
	python3 tests/completions.py $(BUILD)/cellar

check-ci: $(BUILD)/cellar
	python3 tests/ci.py $(BUILD)/cellar

# Criterion does not notice leaks, so the leak sanitizer's reports go to files, and any
# file is a failure. The plain driver, the golden and the command-line tests run, too.
SANITIZE = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
           -fno-sanitize-recover=all
check-asan: setup $(BUILD)/locale/de_DE.UTF-8
	@rm -rf $(BUILD)/asan-reports && mkdir -p $(BUILD)/asan-reports
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE)' \
	    $(BUILD)/asan/cellar $(BUILD)/asan/tests/criterion $(BUILD)/asan/tests/plain \
	    $(BUILD)/asan/tests/leak $(BUILD)/asan/tests/use-after-reset \
	    $(BUILD)/asan/tests/faults $(BUILD)/asan/tests/laws $(BUILD)/asan/tests/edits \
	    $(BUILD)/asan/tests/unparse $(BUILD)/asan/tests/exhaustive \
	    $(BUILD)/asan/tests/bytes $(BUILD)/asan/tests/teardown \
	    $(addprefix $(BUILD)/asan/,$(call planted,asan|ubsan))
	sh tests/asan.sh $(BUILD)/asan $(BUILD)/asan-reports $(BUILD)/locale

$(BUILD)/tests/leak $(BUILD)/tests/use-after-reset: $(BUILD)/tests/%: \
		$(BUILD)/tests/%.o $(BUILD)/libcellar.a
	$(QUIET)$(LINK) -o $@ $^

clean:
	rm -rf $(BUILD)

# Those of this build alone: builds inside it have their own.
-include $(wildcard $(foreach folder,$(FLOORS) cli bench bench/direct tests tests/fuzz \
    tests/planted docs/steps,$(BUILD)/$(folder)/*.d $(BUILD)/direct/$(folder)/*.d))
