# Readings of Chinese characters, from Debian's unicode-data (its bzip2 comes with build-essential).
UNIHAN ?= /usr/share/unicode/Unihan_Readings.txt.bz2

$(BUILD)/gen/model/text/pinyin_table.h: tools/pinyin-table.awk $(wildcard $(UNIHAN))
	@mkdir -p $(@D)
	@[ -r $(UNIHAN) ] || { echo "$(UNIHAN) is missing; install unicode-data (tools/deps.sh build does)" >&2; exit 1; }
	$(Q)bzcat $(UNIHAN) | LC_ALL=C awk -f $< > $@

$(BUILD)/obj/model/text/pinyin.o: $(BUILD)/gen/model/text/pinyin_table.h
