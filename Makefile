# Gazette. In data-flow order: tools -> generated C -> objects -> library -> program -> tests.
# Everything built lies in build/; one folder below it for each further configuration.
VERSION := 0.1.0
SONAME  := libgazette.so.0
PREFIX  ?= /usr/local
LIBDIR  ?= $(PREFIX)/lib
MANDIR  ?= $(PREFIX)/share/man
COMPDIR ?= $(PREFIX)/share/bash-completion/completions
DESTDIR ?=
FUZZ_SECONDS ?= 20

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all lib run test check lint asan tiny tsan fuzz fuzz-replay bench bench-build bench-peers install \
        uninstall dist deps clean gen grammar-report format
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
MAKEFLAGS += --no-print-directory

# --- configurations: CONF=asan, tiny, tsan, fuzz or none; `make asan` and so on call make again --------
# (CONF=nofiles: the library for hosts without a file system, tried by tests/install.sh.)
CONF ?=
B    := build$(addprefix /,$(CONF))
GEN  := build/gen
ifeq ($(origin CC),default)
CC := gcc
endif
WERROR := $(if $(wildcard $(GEN)/.dist),,-Werror)
WARN   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
          -Wvla $(WERROR)
SAN    := -O1 -DGZT_VERIFY -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=address,undefined
MODE_      = -O3 -DNDEBUG -fno-math-errno -fno-trapping-math -U_FORTIFY_SOURCE $(HARDEN)
MODE_asan  = $(SAN)
MODE_tiny  = -O1 -DGZT_TINY
MODE_tsan  = -O1 -fsanitize=thread
MODE_nofiles = -O1 -DGZT_NO_FILES
MODE_fuzz  = $(SAN) -fsanitize=fuzzer-no-link
LINK_      = -pie -Wl,-z,relro,-z,now,-z,noexecstack
LINK_asan  = -fsanitize=address,undefined
LINK_tsan  = -fsanitize=thread
LINK_fuzz  = -fsanitize=address,undefined
CFLAGS     = -std=c11 -g -fPIC -fvisibility=hidden -ffp-contract=off $(MODE_$(CONF)) $(ADD) $(EXTRA)
CPPFLAGS   = -I. -I$(GEN) $(PKG_CFLAGS) -DGZT_VERSION_TEXT='"$(VERSION)"'
COMPILE    = @mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
LINK       = @mkdir -p $(@D) && $(CC) $(LINK_$(CONF)) $(EXTRA) -o $@

# --- tools: the first of these goals installs what is missing, every other only names it ----------
DEPS_HOW := $(if $(filter run test lint asan tiny tsan fuzz fuzz-replay bench deps,$(MAKECMDGOALS)),install,check)
ifneq ($(filter-out clean uninstall,$(or $(MAKECMDGOALS),all)),)
include build/config.mk
endif

build/have-%: tests/deps.sh
	@mkdir -p build && sh tests/deps.sh $(DEPS_HOW) $* </dev/null && touch $@
build/config.mk: build/have-build
	@CC=$(CC) sh tests/deps.sh config > $@

# --- what there is, by folder ---------------------------------------------------------------------
obj     = $(patsubst %.c,$(B)/obj/%.o,$(wildcard $(1)))
GENERATED := $(if $(wildcard lang/lexer.re),lexer) $(if $(wildcard lang/grammar.y),grammar) \
             $(if $(wildcard stdlib/*.gzt),embedded)
LIB_OBJ := $(GENERATED:%=$(B)/obj/gen/%.o) $(call obj,lang/*.c runtime/*.c runtime/import/*.c runtime/export/*.c stdlib/*.c)
CLI_OBJ := $(call obj,runtime/repl/*.c)
BUNDLED := $(B)/obj/gen/bundled.o
HEADER  := $(wildcard runtime/gazette.h)
PROGRAM := $(if $(CLI_OBJ),$(B)/gazette)
LIBRARY := $(if $(strip $(LIB_OBJ)),$(B)/libgazette.a)
SHARED  := $(if $(strip $(LIB_OBJ)),$(B)/$(SONAME))
UNIT    := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*.c))
# The bundled archive: what begins with "#!" is a script that asks it.
FACTS   := $(shell awk 'FNR == 1 && !/^.!/ { print FILENAME }' examples/newsletter/*.gzt)
API     := $(patsubst %.c,$(B)/%,$(wildcard tests/api/*.c examples/*.c))
CPP     := $(if $(shell command -v $(CXX)),$(patsubst %.cc,$(B)/%,$(wildcard examples/*.cc)))
FUZZERS := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/*.c))
ORACLE  := $(if $(wildcard tests/oracle/*.c),$(B)/tests/oracle/oracle)
SPEC    := $(if $(HEADER),$(if $(wildcard tests/spec_run.c),$(B)/tests/spec))
BENCH   := $(if $(wildcard tests/bench/*.c),$(B)/tests/bench/bench)

all: lib $(PROGRAM)
lib: $(LIBRARY) $(SHARED)
run: all
	@$(or $(PROGRAM),echo no command line yet:)
deps: build/have-build build/have-test build/have-python build/have-bench

# --- generated C ----------------------------------------------------------------------------------
GEN_H := $(if $(wildcard lang/grammar.y),$(GEN)/grammar.h) $(GEN)/bundled.h
gen: $(GENERATED:%=$(GEN)/%.c) $(GEN)/bundled.c $(GEN_H)
ifeq ($(wildcard $(GEN)/.dist),)
$(GEN)/lexer.c: lang/lexer.re
	@mkdir -p $(@D) && re2c -W -Werror -i --no-generation-date -o $@ $<
$(GEN)/grammar.c $(GEN)/grammar.h &: lang/grammar.y
	@mkdir -p $(@D) && lemon -q -T/usr/share/lemon/lempar.c -d$(GEN) $< && touch $(GEN)/grammar.h
$(GEN)/embedded.c: stdlib/embed.sh $(wildcard stdlib/*.gzt)
	@mkdir -p $(@D) && sh $< stdlib_files stdlib/embedded.h Embedded $(filter %.gzt,$^) > $@
$(GEN)/bundled.c: stdlib/embed.sh $(GEN)/bundled.h $(FACTS)
	@mkdir -p $(@D) && sh $< archive_files bundled.h Bundled $(filter %.gzt,$^) > $@
$(GEN)/bundled.h: stdlib/embedded.h
	@mkdir -p $(@D) && sed -e 's/stdlib_file/archive_file/; s/GZT_STDLIB_E/E/; s/Embedded/Bundled/' \
	    -e 's/EMBEDDED/BUNDLED/; s/The core .*/The bundled archive, in the program./' $< > $@
endif
grammar-report: | build/have-build
	@mkdir -p $(GEN)/report && lemon -p -T/usr/share/lemon/lempar.c -d$(GEN)/report lang/grammar.y

# --- objects --------------------------------------------------------------------------------------
QUIET := -Wno-unused-parameter -Wno-unused-variable -Wno-unused-function -Wno-unused-but-set-variable
$(B)/obj/gen/grammar.o: WARN += $(QUIET) -Wno-conversion -Wno-sign-conversion \
                           -Wno-missing-prototypes -Wno-pedantic
$(B)/obj/gen/grammar.o: ADD += -DNDEBUG
$(B)/obj/gen/lexer.o: WARN += $(QUIET)
$(B)/obj/tests/%.o: ADD := -UNDEBUG -O1
$(B)/obj/examples/%.o: ADD := -Iruntime # they take <gazette.h>, as a stranger does
$(B)/obj/tests/bench/%.o: ADD := -UNDEBUG -O2
# A host's thread may be small: no frame of the library above 1 KiB (sanitizers and -O1 have wider).
FRAMES_ := -Wframe-larger-than=1024
$(LIB_OBJ): WARN += $(FRAMES_$(CONF))
$(B)/obj/gen/%.o: $(GEN)/%.c | $(GEN_H)
	$(COMPILE) $(WARN)
$(B)/obj/%.o: %.c | $(GEN_H)
	$(COMPILE) $(WARN)
-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

# --- library and program --------------------------------------------------------------------------
# One relocatable object whose hidden names are made local: a static archive that exports gzt_* only.
$(B)/libgazette.a: $(LIB_OBJ)
	@ld -r -o $(B)/libgazette.o $^ && objcopy --localize-hidden $(B)/libgazette.o && \
	    rm -f $@ && ar rcsD $@ $(B)/libgazette.o
$(B)/$(SONAME): $(LIB_OBJ)
	@echo '{ global: gzt_*; local: *; };' > $(B)/libgazette.map
	@$(CC) -shared $(subst -pie,,$(LINK_$(CONF))) -Wl,-soname,$(SONAME) \
	    -Wl,--version-script=$(B)/libgazette.map -o $@ $^ $(LIBS)
$(B)/gazette: $(CLI_OBJ) $(B)/obj/frozen.o $(LIBRARY)
	$(LINK) $^ $(READLINE) $(SQLITE) $(LIBS)
# The bundled archive goes into the program as a frozen block, made by the library that will open it.
$(B)/freeze: $(B)/obj/runtime/repl/bundle/freeze.o $(LIBRARY)
	$(LINK) $^ $(LIBS)
$(B)/frozen.c: $(B)/freeze $(FACTS)
	@$< $(sort $(filter %.gzt,$^)) > $@
$(B)/obj/frozen.o: $(B)/frozen.c
	$(COMPILE) $(WARN)

# --- tests ----------------------------------------------------------------------------------------
# Unit tests see the inside; every other test sees the public header only.
$(B)/inside.a: $(LIB_OBJ) $(call obj,tests/support/*.c)
	@rm -f $@ && ar rcsD $@ $^
$(B)/tests/unit/%: $(B)/obj/tests/unit/%.o $(B)/inside.a
	$(LINK) $^ -lcmocka $(LIBS)
$(B)/tests/unit/test_theme: $(B)/obj/runtime/repl/theme.o
$(B)/tests/unit/test_progress: $(call obj,runtime/repl/progress.c runtime/repl/buf.c)
$(B)/tests/oracle/oracle: $(call obj,tests/oracle/*.c) $(B)/inside.a
	$(LINK) $^ $(LIBS)
$(B)/tests/api/%: $(B)/obj/tests/api/%.o $(BUNDLED) $(LIBRARY)
	$(LINK) $^ -lcmocka $(LIBS)
$(B)/examples/%: $(B)/obj/examples/%.o $(BUNDLED) $(LIBRARY)
	$(LINK) $^ $(LIBS)
$(B)/examples/%: examples/%.cc $(HEADER) $(LIBRARY)
	@mkdir -p $(@D) && $(CXX) -std=c++11 -g -fPIE -Wall -Wextra -pedantic $(WERROR) -Iruntime \
	    $(LINK_$(CONF)) $(EXTRA) -o $@ $< $(LIBRARY) $(LIBS)
$(B)/tests/spec: $(call obj,tests/spec*.c) $(BUNDLED) $(LIBRARY)
	$(LINK) $^ $(LIBS)
$(B)/tests/fuzz/%: $(B)/obj/tests/fuzz/%.o $(BUNDLED) $(LIBRARY)
	$(LINK) -fsanitize=fuzzer $^ $(LIBS)
$(B)/tests/bench/bench: $(call obj,tests/bench/*.c) $(B)/inside.a
	$(LINK) $^ -lsqlite3 $(LIBS)
$(B)/tests/bench/gazette-peer: $(B)/obj/tests/bench/peers/peer.o $(LIBRARY)
	$(LINK) $^ $(LIBS)
$(UNIT:$(B)/%=$(B)/obj/%.o) $(API:$(B)/%=$(B)/obj/%.o) $(call obj,tests/support/*.c): | build/have-test
$(BENCH) $(call obj,tests/bench/*.c): | build/have-bench

test: check
check: all $(UNIT) $(API) $(CPP) $(SPEC) $(ORACLE)
	@bash tests/run.sh $(B)
lint: all gen | build/have-lint build/have-test
	@bash tests/lint.sh all $(B)
format: | build/have-lint
	@find lang runtime stdlib examples tests -name '*.[ch]' | xargs clang-format -i
asan tiny: | build/have-test gen
	@$(MAKE) CONF=$@ check
# Threads on one archive under the thread sanitizer: any report is a failure.
tsan: | build/have-test gen
	@$(MAKE) CONF=$@ build/$@/tests/api/test_threads
	@TSAN_OPTIONS=halt_on_error=1 CMOCKA_MESSAGE_OUTPUT=TAP build/$@/tests/api/test_threads
fuzz fuzz-replay: | build/have-fuzz gen
	@$(MAKE) CONF=fuzz CC=clang $@-run
fuzz-run fuzz-replay-run: $(FUZZERS)
	@bash tests/fuzz.sh $(B) $(if $(filter fuzz-run,$@),$(FUZZ_SECONDS),0)
bench: all bench-build
	@$(or $(BENCH),echo no benchmark yet)
bench-build: $(BENCH)
# Beside other engines; PEERS: what their harness is told (tests/bench/peers/peers.sh).
bench-peers: $(B)/tests/bench/gazette-peer
	@bash tests/bench/peers/peers.sh $< $(PEERS)

# --- delivery -------------------------------------------------------------------------------------
DEST = $(DESTDIR)$(PREFIX)
install: all
	install -Dm755 build/gazette $(DEST)/bin/gazette
	install -Dm644 runtime/gazette.h $(DEST)/include/gazette.h
	install -Dm644 build/libgazette.a $(DESTDIR)$(LIBDIR)/libgazette.a
	install -Dm755 build/$(SONAME) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libgazette.so
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$${prefix}/include' '' \
	    'Name: gazette' 'Description: Query language for historical archives' \
	    'Version: $(VERSION)' 'Requires.private: libpcre2-8 libutf8proc expat yaml-0.1 md4c' \
	    'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lgazette' 'Libs.private: -lstemmer -lm' \
	    > $(DESTDIR)$(LIBDIR)/pkgconfig/gazette.pc
	install -Dm644 -t $(DESTDIR)$(LIBDIR)/cmake/gazette runtime/gazette-config.cmake
	printf '%s\n' 'set(PACKAGE_VERSION $(VERSION))' \
	    'if(PACKAGE_FIND_VERSION VERSION_LESS_EQUAL PACKAGE_VERSION)' \
	    '  set(PACKAGE_VERSION_COMPATIBLE TRUE)' 'endif()' \
	    > $(DESTDIR)$(LIBDIR)/cmake/gazette/gazette-config-version.cmake
	$(if $(wildcard runtime/repl/gazette.1),install -Dm644 runtime/repl/gazette.1 \
	    $(DESTDIR)$(MANDIR)/man1/gazette.1)
	install -Dm644 runtime/repl/gazette.bash $(DESTDIR)$(COMPDIR)/gazette
	install -d $(DEST)/share/doc/gazette
	CC=$(CC) sh runtime/sbom.sh $(VERSION) > $(DEST)/share/doc/gazette/gazette.spdx
uninstall:
	rm -f $(DEST)/bin/gazette $(DEST)/include/gazette.h $(DESTDIR)$(MANDIR)/man1/gazette.1 \
	    $(DESTDIR)$(COMPDIR)/gazette \
	    $(addprefix $(DESTDIR)$(LIBDIR)/,libgazette.a libgazette.so $(SONAME) pkgconfig/gazette.pc)
	rm -rf $(DESTDIR)$(LIBDIR)/cmake/gazette $(DEST)/share/doc/gazette

# A release brings the generated C, so that building it needs neither re2c nor Lemon.
RELEASE := gazette-$(VERSION)
dist: gen
	@rm -rf build/dist && mkdir -p build/dist/$(RELEASE)/$(GEN)
	@git archive HEAD | tar -x -C build/dist/$(RELEASE)
	@cp $(GENERATED:%=$(GEN)/%.c) $(GEN)/bundled.c $(GEN_H) build/dist/$(RELEASE)/$(GEN)
	@touch build/dist/$(RELEASE)/$(GEN)/.dist
	@tar -C build/dist --sort=name --owner=0 --group=0 --numeric-owner --mode=u+rw,go+r-w \
	    --mtime=@$$(git log -1 --format=%ct) -cf - $(RELEASE) | gzip -n > build/$(RELEASE).tar.gz
	@echo build/$(RELEASE).tar.gz
clean:
	@if [ -e $(GEN)/.dist ]; then find build -mindepth 1 -maxdepth 1 ! -name gen -exec rm -rf {} +; \
	else rm -rf build; fi
