# basma: see README.md. `make help` lists the targets.

BUILD  ?= build
CC     ?= cc
CFLAGS ?= -O2 -g
WARN   := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
STD    := -std=c17 -D_GNU_SOURCE -Igenerator
Q      := $(if $(V),,@)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# --- packages -------------------------------------------------------------------------------------------------------

PACKAGES := gcc g++ make pkg-config perl libhpdf-dev libyaml-dev libfontconfig-dev libharfbuzz-dev libicu-dev libhyphen-dev \
  hyphen-ru hyphen-en-us libcmark-gfm-dev libcmark-gfm-extensions-dev libqrencode-dev libdeflate-dev libpng-dev \
  libjpeg62-turbo-dev liblcms2-dev libqpdf-dev libjansson-dev libxxhash-dev nettle-dev fonts-paratype fonts-liberation fonts-noto-core
TEST_PACKAGES := libcmocka-dev qpdf poppler-utils mupdf-tools ghostscript zbar-tools clang-14 libclang-rt-14-dev \
  clang-format-14 cppcheck python3 python3-yaml strace git time

# --- libraries ------------------------------------------------------------------------------------------------------

PKGS := yaml-0.1 fontconfig harfbuzz harfbuzz-subset icu-uc icu-i18n libcmark-gfm libqrencode libdeflate libpng libjpeg \
  lcms2 jansson nettle
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LDLIBS = -Wl,--as-needed $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lhpdf -lhyphen -lm

# The program has in it what Debian offers as static libraries: to find, map and relocate them as shared ones takes half
# of its start. ICU alone is its data of 30 MB, which is only mapped.
PROGRAM_LDLIBS := -Wl,--as-needed -static-libgcc -Wl,-Bstatic -lfontconfig -lexpat -licui18n -licuuc -licudata -lstdc++ \
  -lyaml -lcmark-gfm-extensions -lcmark-gfm -lhyphen -ldeflate -ljpeg -ljansson -lnettle -Wl,-Bdynamic -lharfbuzz \
  -lharfbuzz-subset -lfreetype -lqrencode -llcms2 -lhpdf -lpng16 -lz -lm

# --- the program ----------------------------------------------------------------------------------------------------

MAINS   := generator/main.c generator/compile_patterns.c
SOURCES := $(filter-out $(MAINS),$(wildcard generator/*.c generator/*/*.c))
OBJECTS := $(SOURCES:generator/%.c=$(BUILD)/obj/%.o)
MAIN    := $(BUILD)/obj/main.o
LIBRARY := $(BUILD)/libbasma.a
HYPHENATION := $(patsubst %,$(BUILD)/hyphenation/hyph_%.patterns,ru ky en)

.PHONY: all
all: $(BUILD)/basma $(HYPHENATION)

$(BUILD)/basma: $(MAIN) $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(MAIN) $(LIBRARY) $(PROGRAM_LDLIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	$(Q)ar rcs $@ $(OBJECTS)

$(BUILD)/obj/%.o: generator/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) $(WARN) $(PKG_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Objects are made again when the flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CFLAGS) $(LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(CFLAGS) $(LDFLAGS)' > $@
FORCE:

$(BUILD)/hyphenation/%.patterns: $(BUILD)/hyphenation/%.dic $(BUILD)/compile-patterns
	$(Q)$(BUILD)/compile-patterns $< $@

$(BUILD)/compile-patterns: $(BUILD)/obj/compile_patterns.o $(LIBRARY)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIBRARY) $(LDLIBS)

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
deps:
	@tests/deps.sh $(PACKAGES)
deps-test:
	@tests/deps.sh $(PACKAGES) $(TEST_PACKAGES)

run: deps
	@$(MAKE) --no-print-directory all
	@$(BUILD)/basma build -o out $(wildcard samples/*/event.yaml)

# --- tests ----------------------------------------------------------------------------------------------------------

UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) -Itests/unit $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(LIBRARY) -lcmocka $(LDLIBS)

# Programs that goldens are compared with.
GOLDEN := $(patsubst tests/golden/%.c,$(BUILD)/golden/%,$(wildcard tests/golden/*.c))

$(BUILD)/golden/%: tests/golden/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(STD) $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(LIBRARY) $(LDLIBS)

-include $(UNIT:=.d) $(GOLDEN:=.d)

.PHONY: test unit unit-% golden pdf-check visual cli
test: deps-test
	@$(MAKE) --no-print-directory all units
	@BUILD=$(BUILD) tests/run.sh unit golden pdf cli visual fuzz

.PHONY: units
units: $(UNIT) $(GOLDEN) $(HYPHENATION) $(BUILD)/quality
unit: units
	@BUILD=$(BUILD) tests/run.sh unit
unit-%: $(BUILD)/unit/% $(HYPHENATION)
	@BUILD=$(BUILD) $<
golden: all $(GOLDEN)
	@BUILD=$(BUILD) tests/run.sh golden
pdf-check: all units
	@BUILD=$(BUILD) tests/run.sh pdf
cli: all
	@BUILD=$(BUILD) tests/run.sh cli
visual: all
	@BUILD=$(BUILD) tests/run.sh visual

# --- the rest -------------------------------------------------------------------------------------------------------

SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
.PHONY: asan tsan valgrind coverage bench lint format check samples install clean help
asan:
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS='$(SANITIZE)' LDFLAGS='-fsanitize=address,undefined' all units
	@BUILD=build/asan tests/run.sh unit golden pdf cli fuzz

lint: deps-test
	@tests/lint/lint.sh

FORMATTED = $(shell git ls-files --cached --others --exclude-standard '*.c' '*.h')
format:
	@clang-format-14 -i $(FORMATTED)

check: test lint

clean:
	rm -rf build out

$(BUILD)/floor: tests/bench/floor.c
	@mkdir -p $(@D)
	$(Q)$(CC) -O2 -D_GNU_SOURCE -o $@ $< -ldeflate
$(BUILD)/quality: tests/bench/quality.c tests/bench/first_fit.c tests/bench/first_fit.h $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC    $@"
	$(Q)$(CC) $(STD) -Itests/bench $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $(LIBRARY) $(LDLIBS)
bench: all $(BUILD)/floor $(BUILD)/quality
	@BUILD=$(BUILD) $(BUILD)/quality samples/exchange-2019/event.yaml
	@BUILD=$(BUILD) python3 tests/bench/bench.py
