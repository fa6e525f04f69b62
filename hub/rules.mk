# What `pack new` writes, and the working days every county shares.
SKELETON := $(wildcard hub/policy/skeleton/*.csv) packs/shidian-2020/calendar.csv

$(BUILD)/gen/hub/policy/skeleton.h: tools/embed-files.awk $(SKELETON)
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f $< $(SKELETON) > $@

$(BUILD)/obj/hub/policy/pack_new.o: $(BUILD)/gen/hub/policy/skeleton.h
