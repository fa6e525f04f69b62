# Guatu.  `make demo` and `make check` are all a fresh Debian 12 needs; both install what is missing.
#
#   make            build everything under build/
#   make demo       the sample county on an embedded hub, in this terminal
#   make check      build and run every test
#   make check-asan the same with address and undefined-behaviour sanitizers
#   make check-codes the packs' places against the public list of divisions (npm, not in check)
#   make bench      speed, as ratios to a floor measured in the same run
#   make bench-intake  the same of a million claims and a million records that come in
#   make man        check the manual pages
#   make install    DESTDIR= PREFIX=/usr/local; make uninstall removes all of it

PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
SAN     ?=

VERSION := 0.2.0
STD     := -std=c11 -D_GNU_SOURCE -DGUATU_VERSION='"$(VERSION)"'
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
           -Wformat=2 -Wundef -Wconversion -Werror
ALL_CFLAGS := $(STD) $(WARN) $(CFLAGS) $(SAN) -I. -I$(BUILD)/gen -MMD -MP
ALL_LDFLAGS := $(LDFLAGS) $(SAN)

# Short lines while building; V=1 shows the commands.
Q = $(if $(V),,@)
say = $(if $(V),,@echo '  $(1) $@')

LIB_STORE   := -lsqlite3
LIB_JSON    := -lcjson
LIB_CONSOLE := -lncursesw -ltinfo -linih
LIB_NET     := -lcurl
LIB_HUB     := -lmicrohttpd -lcrypto -lz -lzstd -lexpat -lminizip

src  = $(wildcard $(1)/*.c $(1)/*/*.c $(1)/*/*/*.c)
obj  = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
# Of net/, the hub has the wire and the fetching of sources.
wire := $(wildcard net/wire/*.c) net/fetch/fetch.c

MODEL   := $(call src,model)
SQL     := $(call src,sql)
STORE   := $(call src,store)
SCREENS := $(call src,screens)
CONSOLE := $(filter-out console/cli/main.c,$(call src,console))
NET     := $(filter-out net/sync/main.c,$(call src,net))
HUB     := $(filter-out hub/cmd/main.c,$(call src,hub))
SUPPORT := $(call src,tests/support)
TESTS   := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/$(or $(ROOM),*)/test_*.c))
PROGRAMS := $(BUILD)/bin/guatu $(BUILD)/libexec/guatu/guatu-sync $(BUILD)/bin/guatu-hub

GEN := $(patsubst %.sql,$(BUILD)/gen/%.sql.h,$(wildcard */*.sql */*/*.sql */*/*/*.sql))

.PHONY: all deps deps-check check check-asan check-codes check-quick bench bench-intake demo man install uninstall clean rooms
.DELETE_ON_ERROR:
.SECONDARY:

all: deps
	@$(MAKE) --no-print-directory programs

# Rooms add their own generated files, data and targets.
-include $(wildcard */rules.mk)

.PHONY: programs tests-built
programs: $(PROGRAMS) $(DATA)
tests-built: programs $(TESTS) $(BUILD)/tests/xlsx

# Debian's packages to compile and run, and to test besides.  A stamp made by hand keeps apt out of it.
deps: $(BUILD)/.deps-build
deps-check: $(BUILD)/.deps-check
$(BUILD)/.deps-%: tools/deps.sh
	@mkdir -p $(@D)
	@sh tools/deps.sh $*
	@touch $@

$(BUILD)/gen/%.sql.h: %.sql tools/embed-sql.awk
	@mkdir -p $(@D)
	$(Q)awk -f tools/embed-sql.awk $< > $@

$(BUILD)/obj/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	$(call say,CC  )
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@

$(BUILD)/bin/guatu: $(call obj,console/cli/main.c $(CONSOLE) $(SCREENS) $(STORE) $(SQL) $(MODEL))
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIB_CONSOLE) $(LIB_STORE) $(LIB_JSON) -lm -o $@

$(BUILD)/libexec/guatu/guatu-sync: $(call obj,net/sync/main.c $(NET) $(STORE) $(SQL) $(MODEL))
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIB_NET) $(LIB_STORE) $(LIB_JSON) -lm -o $@

$(BUILD)/bin/guatu-hub: $(call obj,hub/cmd/main.c $(HUB) $(wire) $(SQL) $(MODEL))
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIB_HUB) $(LIB_NET) $(LIB_STORE) $(LIB_JSON) -lpthread -lm -o $@

$(BUILD)/tests/%: $(call obj,tests/%.c $(SUPPORT) $(CONSOLE) $(SCREENS) $(NET) $(STORE) $(HUB) $(SQL) $(MODEL))
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ -lcmocka -lvterm -lutil $(LIB_CONSOLE) $(LIB_NET) $(LIB_HUB) $(LIB_STORE) $(LIB_JSON) -lpthread -lm -o $@

check: deps-check
	@$(MAKE) --no-print-directory tests-built
	@BUILD=$(BUILD) sh tests/run.sh

# One room's tests while working: make check-quick ROOM=store
check-quick:
	@$(MAKE) --no-print-directory tests-built ROOM=$(ROOM)
	@BUILD=$(BUILD) sh tests/run.sh $(ROOM)

bench: deps-check
	@$(MAKE) --no-print-directory programs $(BUILD)/tests/bench/bench $(BUILD)/tests/bench/floor $(BUILD)/tests/bench/pull \
		$(BUILD)/tests/bench/claims_make
	@BUILD=$(BUILD) sh tests/bench/run.sh

# What comes in: claims and records against sqlite3's own .import.
bench-intake: deps-check
	@$(MAKE) --no-print-directory programs $(BUILD)/tests/bench/claims_make
	@BUILD=$(BUILD) sh tests/bench/intake.sh

# What only measures needs none of the rooms.
$(BUILD)/tests/bench/floor: $(BUILD)/obj/tests/bench/floor.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ -lncursesw -ltinfo -o $@

$(BUILD)/tests/bench/claims_make: $(BUILD)/obj/tests/bench/claims_make.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ -o $@

$(BUILD)/tests/bench/bench: $(call obj,tests/bench/bench.c tests/bench/slow.c tests/support/pty.c)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ -lvterm -lutil -o $@

$(BUILD)/tests/bench/pull: $(call obj,tests/bench/pull.c $(STORE) $(SQL) $(MODEL))
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIB_STORE) $(LIB_JSON) -lm -o $@

check-asan: deps-check
	@$(MAKE) --no-print-directory BUILD=$(BUILD)-asan CFLAGS='-O1 -g -fno-omit-frame-pointer' \
		SAN='-fsanitize=address,undefined -fno-sanitize-recover=undefined' check

# Asks a package registry, so it is in no other target.
check-codes:
	@sh tools/check-codes.sh $(BUILD)/codes

clean:
	rm -rf $(BUILD) $(BUILD)-asan

-include $(wildcard $(BUILD)/obj/*/*.d $(BUILD)/obj/*/*/*.d $(BUILD)/obj/*/*/*/*.d)
