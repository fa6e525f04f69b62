# Translations: one small catalogue per part of the program under po/zh_CN, merged here.
DATA += $(BUILD)/share/locale/zh_CN/LC_MESSAGES/guatu.mo

$(BUILD)/share/locale/zh_CN/LC_MESSAGES/guatu.mo: $(wildcard po/zh_CN/*.po)
	@mkdir -p $(@D)
	msgcat --use-first $^ | msgfmt --check-format --check-domain - -o $@
