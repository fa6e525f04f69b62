# What stands around the programs: packs, manual pages and completions beside them under build/share as
# they will be installed, `make install` and `uninstall`, `make man`, `make demo`.

TABLES := $(BUILD)/tools/tables
MAN    := $(wildcard man/*.[1-8])
PACKS  := $(patsubst %,$(BUILD)/share/guatu/%,$(wildcard packs/*/*))
PAGES  := $(foreach m,$(MAN),$(BUILD)/share/man/man$(subst .,,$(suffix $(m)))/$(notdir $(m)))
COMPLETIONS := $(BUILD)/share/bash-completion/completions/guatu $(BUILD)/share/zsh/site-functions/_guatu \
               $(BUILD)/share/fish/vendor_completions.d/guatu.fish \
               $(BUILD)/share/bash-completion/completions/guatu-hub $(BUILD)/share/zsh/site-functions/_guatu-hub \
               $(BUILD)/share/fish/vendor_completions.d/guatu-hub.fish
DATA += $(PACKS) $(PAGES) $(COMPLETIONS)

$(BUILD)/share/guatu/packs/%: packs/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

define page_rule
$(BUILD)/share/man/man$(subst .,,$(suffix $(1)))/$(notdir $(1)): $(1)
	@mkdir -p $$(@D)
	$$(Q)cp $$< $$@
endef
$(foreach m,$(MAN),$(eval $(call page_rule,$(m))))

$(TABLES): $(call obj,$(call src,tools) hub/cmd/options.c $(CONSOLE) $(SCREENS) $(STORE) $(SQL) $(MODEL))
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) $^ $(LIB_CONSOLE) $(LIB_STORE) $(LIB_JSON) -lm -o $@

$(BUILD)/share/bash-completion/completions/guatu: completion := bash
$(BUILD)/share/zsh/site-functions/_guatu: completion := zsh
$(BUILD)/share/fish/vendor_completions.d/guatu.fish: completion := fish
$(BUILD)/share/bash-completion/completions/guatu-hub: completion := hub-bash
$(BUILD)/share/zsh/site-functions/_guatu-hub: completion := hub-zsh
$(BUILD)/share/fish/vendor_completions.d/guatu-hub.fish: completion := hub-fish
$(COMPLETIONS): $(TABLES)
	@mkdir -p $(@D)
	$(Q)$(TABLES) $(completion) > $@

# The tables in the manual pages agree with the .def files, and mandoc finds nothing to say.
man: deps-check
	@$(MAKE) --no-print-directory $(TABLES)
	@TABLES=$(TABLES) sh tools/man-tables.sh --check $(MAN)
	mandoc -Tlint -Wwarning $(MAN)
# Writes them anew after a .def file was changed.
man-update: $(TABLES)
	@TABLES=$(TABLES) sh tools/man-tables.sh $(MAN)
.PHONY: man-update

INSTALLED = $(patsubst $(BUILD)/%,%,$(PROGRAMS) $(DATA))

# Only what is listed, so that uninstall finds exactly that again; directories go when they are empty.
install: all
	@$(MAKE) --no-print-directory install-files
install-files: $(PROGRAMS) $(DATA)
	@for f in $(INSTALLED); do \
		case $$f in bin/*|libexec/*) mode=755 ;; *) mode=644 ;; esac; \
		install -D -m $$mode $(BUILD)/$$f "$(DESTDIR)$(PREFIX)/$$f" || exit 1; \
	done
	@echo "installed under $(DESTDIR)$(PREFIX)"
# Directories that others may use too (bin, share/man ...) are only removed from a staging area.
uninstall:
	@for f in $(INSTALLED); do \
		rm -f "$(DESTDIR)$(PREFIX)/$$f"; \
		d=$$(dirname $$f); \
		while [ "$$d" != . ]; do \
			case "$(DESTDIR)$$d" in */guatu|*/guatu/*|/*) rmdir "$(DESTDIR)$(PREFIX)/$$d" 2>/dev/null || true ;; esac; \
			d=$$(dirname $$d); \
		done; \
	done
	@[ -z "$(DESTDIR)" ] || rmdir -p "$(DESTDIR)$(PREFIX)" 2>/dev/null || true
	@echo "removed from $(DESTDIR)$(PREFIX)"
.PHONY: install-files

demo: all
	@BUILD=$(BUILD) GUATU_DEMO_PACK=$(or $(PACK),$(GUATU_DEMO_PACK)) sh tools/demo.sh
