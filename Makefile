# basma: see README.md. `make help` lists the targets.

BUILD  ?= build
CC     ?= cc
CFLAGS ?= -O2 -g
WARN   := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
STD    := -std=c17 -D_GNU_SOURCE -Igenerator
Q      := $(if $(V),,@)

# The program itself is optimised as a whole, which makes it a twentieth faster: gcc only, and not where flags are given.
# Objects are fat, so that everything else is linked from them as usual.
ifeq ($(origin CFLAGS)$(findstring Free Software,$(shell $(CC) --version 2>/dev/null)),fileFree Software)
LTO    := -flto=auto -ffat-lto-objects
PLAIN  := -fno-lto -fno-use-linker-plugin
endif

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# --- packages -------------------------------------------------------------------------------------------------------

PACKAGES := gcc g++ make pkg-config perl libhpdf-dev libyaml-dev libfontconfig-dev libharfbuzz-dev libexpat1-dev \
  zlib1g-dev libicu-dev libhyphen-dev \
  hyphen-ru hyphen-en-us libcmark-gfm-dev libcmark-gfm-extensions-dev libdeflate-dev libpng-dev \
  libjpeg62-turbo-dev liblcms2-dev libqpdf-dev libcurl4-openssl-dev libsqlite3-dev libjansson-dev libxxhash-dev \
  nettle-dev fonts-paratype fonts-liberation fonts-noto-core
TEST_PACKAGES := libcmocka-dev libqrencode-dev qpdf poppler-utils mupdf-tools ghostscript zbar-tools clang-14 libclang-rt-14-dev \
  clang-format-14 cppcheck python3 python3-yaml glabels-data strace git time valgrind gcovr \
  default-jdk-headless libjaxb-java libistack-commons-java libtxw2-java libactivation-java $(if $(shell command -v npm),,npm)

# --- libraries ------------------------------------------------------------------------------------------------------

PKGS := yaml-0.1 expat zlib fontconfig harfbuzz harfbuzz-subset icu-uc icu-i18n libcmark-gfm libdeflate libpng libjpeg \
  lcms2 jansson nettle
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS = -Wl,--as-needed $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lhpdf -lhyphen -lm

# The program has in it what Debian offers as static libraries: to find, map and relocate them as shared ones takes half
# of its start. ICU alone is its data of 30 MB, which is only mapped.
PROGRAM_LDLIBS := -Wl,--as-needed -static-libgcc -Wl,-Bstatic -lfontconfig -lexpat -licui18n -licuuc -licudata -lstdc++ \
  -lyaml -lcmark-gfm-extensions -lcmark-gfm -lhyphen -ldeflate -ljpeg -ljansson -lnettle -Wl,-Bdynamic -lharfbuzz \
  -lharfbuzz-subset -lfreetype -llcms2 -lhpdf -lpng16 -lz -lm

# --- the program ----------------------------------------------------------------------------------------------------

MAINS   := generator/main.c generator/compile_patterns.c
SOURCES := $(filter-out $(MAINS),$(wildcard generator/*.c generator/*/*.c))
OBJECTS := $(SOURCES:generator/%.c=$(BUILD)/obj/%.o)
MAIN    := $(BUILD)/obj/main.o
LIBRARY := $(BUILD)/libbasma.a
HYPHENATION := $(patsubst %,$(BUILD)/hyphenation/hyph_%.patterns,ru ky en)

# The program looks for these around itself and beside its folder. A BUILD that is not a folder of the source tree gets
# links.
BESIDE := $(if $(filter $(CURDIR),$(abspath $(BUILD)/..)),,$(BUILD)/layouts $(BUILD)/fonts)

.PHONY: all
all: $(BUILD)/basma $(BUILD)/basma-preflight $(BUILD)/basma-mail $(HYPHENATION) $(BESIDE) ## build build/basma; touches no network

$(BUILD)/layouts $(BUILD)/fonts:
	@mkdir -p $(@D)
	@ln -sfn $(CURDIR)/$(@F) $@

$(BUILD)/basma: $(MAIN) $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(LTO) $(LDFLAGS) -o $@ $(MAIN) $(LIBRARY) $(PROGRAM_LDLIBS)

# Commands that are programs of their own, started by `basma`.
$(BUILD)/basma-preflight: $(BUILD)/obj/preflight/main.o $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(PLAIN) $(LDFLAGS) -o $@ $< $(LIBRARY) -lqpdf -lnettle

$(BUILD)/basma-mail: $(BUILD)/obj/mail/main.o $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(PLAIN) $(LDFLAGS) -o $@ $< $(LIBRARY) -Wl,--as-needed -lcurl -lsqlite3 $(LDLIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(Q)ar rcs $@ $(OBJECTS)

$(BUILD)/obj/%.o: generator/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(LTO) -MMD -MP -c -o $@ $<

# Objects are made again when the flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS) $(LTO) $(LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(CFLAGS) $(LTO) $(LDFLAGS)' > $@
.PHONY: FORCE
FORCE:

$(BUILD)/hyphenation/%.patterns: $(BUILD)/hyphenation/%.dic $(BUILD)/compile-patterns
	$(Q)$(BUILD)/compile-patterns $< $@

$(BUILD)/compile-patterns: $(BUILD)/obj/compile_patterns.o $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(PLAIN) $(LDFLAGS) -o $@ $< $(LIBRARY) $(LDLIBS)

# Debian's Russian patterns lack the substrings that libhyphen's algorithm needs; its own tool adds them.
$(BUILD)/hyphenation/hyph_ru.dic: /usr/share/hyphen/hyph_ru_RU.dic
	@mkdir -p $(@D)
	$(Q)perl /usr/share/libhyphen/substrings.pl $< $@.koi8 KOI8-R 2 2 > /dev/null
	$(Q)iconv -f KOI8-R -t UTF-8 $@.koi8 | sed '1s/.*/UTF-8/' > $@ && rm -f $@.koi8

# Nobody else has Kyrgyz patterns: they are made from rules.
$(BUILD)/hyphenation/hyph_%.dic: generator/text/hyphenation/%.rules generator/text/hyphenation/patterns.pl
	@mkdir -p $(@D)
	$(Q)perl generator/text/hyphenation/patterns.pl $< > $@

$(BUILD)/hyphenation/hyph_en.dic: /usr/share/hyphen/hyph_en_US.dic
	@mkdir -p $(@D)
	$(Q)cp $< $@

-include $(OBJECTS:.o=.d) $(MAINS:generator/%.c=$(BUILD)/obj/%.d)

# --- setting up and running -----------------------------------------------------------------------------------------

.PHONY: deps deps-test run
deps: ## install what building needs (apt)
	@tests/deps.sh $(PACKAGES)
deps-test: ## install what the tests need
	@tests/deps.sh $(PACKAGES) $(TEST_PACKAGES)

run: deps ## set up, build, and make every sample into out/
	@$(MAKE) --no-print-directory all
	@$(BUILD)/basma build -o out $(wildcard samples/*/event.yaml)

# --- tests ----------------------------------------------------------------------------------------------------------

UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) -Itests/unit $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(PLAIN) $(LDFLAGS) -MMD -MP -o $@ $< $(LIBRARY) -lcmocka -lqrencode $(LDLIBS)

# Programs that goldens are compared with.
GOLDEN := $(patsubst tests/golden/%.c,$(BUILD)/golden/%,$(wildcard tests/golden/*.c))

$(BUILD)/golden/%: tests/golden/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(PLAIN) $(LDFLAGS) -MMD -MP -o $@ $< $(LIBRARY) $(LDLIBS)

# Fuzz entries over their corpora, without a fuzzer.
REPLAY := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/replay/%,$(wildcard tests/fuzz/fuzz_*.c))

$(BUILD)/replay/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) -Itests/fuzz $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(PLAIN) $(LDFLAGS) -o $@ $< tests/fuzz/replay.c $(LIBRARY) $(LDLIBS)

# The program with texts that differ between profiles.
$(BUILD)/basma-differs: tests/pdf/differs.c $(MAIN) $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(STD) $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(PLAIN) $(LDFLAGS) -Wl,--wrap=pdf_document_text -o $@ $< $(MAIN) $(LIBRARY) $(LDLIBS)

-include $(UNIT:=.d) $(GOLDEN:=.d)

# The validator of PDF/A and PDF/UA: fetched once, at the version that the lock file names.
VALIDATOR := $(BUILD)/verapdf/node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar
$(VALIDATOR): tests/pdf/verapdf/package.json tests/pdf/verapdf/package-lock.json
	@mkdir -p $(BUILD)/verapdf
	@echo "  NPM   veraPDF"
	$(Q)cp $^ $(BUILD)/verapdf/
	$(Q)cd $(BUILD)/verapdf && npm ci --silent --ignore-scripts --no-audit --no-fund
	$(Q)touch $@

$(BUILD)/verapdf/Validate.class: tests/pdf/verapdf/Validate.java $(VALIDATOR)
	@echo "  JAVAC $<"
	$(Q)javac -d $(@D) -cp $(VALIDATOR) $<

.PHONY: test unit unit-% golden pdf-check visual cli mail
test: deps-test ## set up, then run all tests; the last line counts them
	@$(MAKE) --no-print-directory all units $(BUILD)/verapdf/Validate.class
	@BUILD=$(BUILD) tests/run.sh unit golden pdf cli mail visual fuzz

.PHONY: units
units: $(UNIT) $(GOLDEN) $(REPLAY) $(HYPHENATION) $(BUILD)/quality $(BUILD)/basma-differs
unit: units ## unit tests
	@BUILD=$(BUILD) tests/run.sh unit
unit-%: $(BUILD)/unit/% $(HYPHENATION) ## unit-test_NAME: one of them
	@BUILD=$(BUILD) $<
golden: all $(GOLDEN) ## display lists and messages against those kept in tests/golden
	@BUILD=$(BUILD) tests/run.sh golden
pdf-check: all units $(BUILD)/verapdf/Validate.class ## PDF files seen by other programs
	@BUILD=$(BUILD) tests/run.sh pdf
cli: all ## the whole program: faults, batches, usage
	@BUILD=$(BUILD) tests/run.sh cli
mail: all ## messages, and servers that fail
	@BUILD=$(BUILD) tests/run.sh mail
visual: all ## rendered pages against pictures
	@BUILD=$(BUILD) tests/run.sh visual

# --- the rest -------------------------------------------------------------------------------------------------------

SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
UNDEFINED := -fsanitize=undefined -fno-sanitize-recover=undefined
.PHONY: accept asan tsan valgrind coverage fuzz bench faults lint format check samples install uninstall clean help
accept: all units ## run goldens, show each change and ask whether to keep it
	@BUILD=$(BUILD) tests/accept.sh
asan: deps-test $(BUILD)/verapdf/Validate.class ## all tests under AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='$(SANITIZE)' LDFLAGS='-fsanitize=address,undefined' all units
	@ln -sfn ../verapdf $(BUILD)/asan/verapdf
	@BUILD=$(BUILD)/asan tests/run.sh unit golden pdf cli mail fuzz
tsan: deps-test ## unit and golden tests under ThreadSanitizer
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread' LDFLAGS=-fsanitize=thread all units
	@BUILD=$(BUILD)/tsan tests/run.sh unit golden
valgrind: deps-test ## unit tests under Valgrind
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/valgrind CFLAGS='-O1 -g' all units
	@BUILD=$(BUILD)/valgrind RUNNER=tests/valgrind.sh tests/run.sh unit
coverage: deps-test ## lines that unit and golden tests reach (workers end without telling)
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage all units
	@find $(BUILD)/coverage -name '*.gcda' -delete
	@BUILD=$(BUILD)/coverage tests/run.sh unit golden
	@gcovr --root . --filter generator/ --exclude-unreachable-branches --sort-uncovered $(BUILD)/coverage/obj

# FUZZ names the entries, FUZZ_SECONDS the time of each. What is found lies in BUILD/fuzz/found.
FUZZ ?= $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
FUZZER := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address $(UNDEFINED)
fuzz: deps-test ## FUZZ_SECONDS of fuzzing for each entry of FUZZ
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang-14 CFLAGS='$(FUZZER)' \
	  LDFLAGS='-fsanitize=address,undefined' $(FUZZ:%=$(BUILD)/fuzz/entry/%)
	@BUILD=$(BUILD)/fuzz FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/fuzz.sh $(FUZZ)
$(BUILD)/entry/%: tests/fuzz/fuzz_%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(STD) -Itests/fuzz $(PKG_CFLAGS) $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $< $(LIBRARY) $(LDLIBS)

lint: deps-test ## who includes whom, banned calls, formatting, cppcheck
	@tests/lint/lint.sh

FORMATTED = $(shell git ls-files --cached --others --exclude-standard '*.c' '*.h')
format: ## clang-format all sources
	@clang-format-14 -i $(FORMATTED)

check: test lint ## what must be green before a commit

clean: ## remove build/ and out/
	rm -rf build out

$(BUILD)/floor: tests/bench/floor.c
	@mkdir -p $(@D)
	$(Q)$(CC) -O2 -D_GNU_SOURCE -o $@ $< -ldeflate
$(BUILD)/quality: tests/bench/quality.c tests/bench/first_fit.c tests/bench/first_fit.h $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $@"
	$(Q)$(CC) $(STD) -Itests/bench $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(PLAIN) $(LDFLAGS) -o $@ $(filter %.c,$^) $(LIBRARY) $(LDLIBS)
$(BUILD)/reading: tests/bench/reading.c $(LIBRARY)
	@echo "  CC    $@"
	$(Q)$(CC) $(STD) $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(PLAIN) $(LDFLAGS) -o $@ $< $(LIBRARY) $(LDLIBS)
bench: all $(BUILD)/floor $(BUILD)/quality $(BUILD)/reading ## times, memory and sizes beside their floors
	@BUILD=$(BUILD) $(BUILD)/quality samples/exchange-2019/event.yaml tests/bench/paragraphs.yaml
	@BUILD=$(BUILD) python3 tests/bench/bench.py
	@BUILD=$(BUILD) python3 tests/mail/bench.py

# FAULTS says how many. Prints its seed; SEED repeats a run.
FAULTS ?= 1000
SEED ?= $(shell date +%s)
faults: all ## FAULTS random faults while 200 messages are sent
	@BUILD=$(BUILD) python3 tests/mail/faults.py $(FAULTS) $(SEED)

# --- installing and showing ------------------------------------------------------------------------------------------

PREFIX ?= /usr/local
SHARED := $(DESTDIR)$(PREFIX)/share/basma
install: all ## into PREFIX (/usr/local), beneath DESTDIR
	@install -D -m 755 $(BUILD)/basma $(DESTDIR)$(PREFIX)/bin/basma
	@install -D -m 755 $(BUILD)/basma-preflight $(DESTDIR)$(PREFIX)/bin/basma-preflight
	@install -D -m 755 $(BUILD)/basma-mail $(DESTDIR)$(PREFIX)/bin/basma-mail
	@for file in $$(find layouts fonts -type f); do install -D -m 644 $$file $(SHARED)/$$file || exit 1; done
	@for file in $(HYPHENATION:$(BUILD)/%=%); do install -D -m 644 $(BUILD)/$$file $(SHARED)/$$file || exit 1; done
uninstall: ## remove what install put there
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,basma basma-preflight basma-mail)
	rm -rf $(SHARED)

# The pictures of the README: first pages of the sample, small enough for a mail.
PICTURES := press-release agenda badges
samples: all ## make the pictures in samples/ again
	@$(BUILD)/basma build -o $(BUILD)/samples -l ru $(foreach p,$(PICTURES),-d $(p)) samples/exchange-2019/event.yaml
	@for name in $(PICTURES); do \
	  pdftoppm -png -r 68 -singlefile $(BUILD)/samples/*/$$name.ru.pdf samples/$$name || exit 1; done

help: ## this list
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r target text; do printf '  %-10s %s\n' "$$target" "$$text"; done
