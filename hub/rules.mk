# Packs stand beside the programs as they will when installed.
PACK_FILES := $(wildcard hub/packs/*/*.csv)
DATA += $(PACK_FILES:hub/packs/%=$(BUILD)/share/guatu/packs/%)

$(BUILD)/share/guatu/packs/%.csv: hub/packs/%.csv
	@mkdir -p $(@D)
	@cp $< $@
