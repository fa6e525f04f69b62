# Translations: one small catalogue per part of the program under po/zh_CN, merged here.
# Two parts that translate the same words differently would silently decide for each other: refused.
DATA += $(BUILD)/share/locale/zh_CN/LC_MESSAGES/guatu.mo

$(BUILD)/share/locale/zh_CN/LC_MESSAGES/guatu.mo: $(wildcard po/zh_CN/*.po)
	@mkdir -p $(@D) $(BUILD)/gen/po
	$(Q)msgcat $^ > $(BUILD)/gen/po/zh_CN.po
	@if grep -A4 '#-#-#-#-#' $(BUILD)/gen/po/zh_CN.po | grep -v 'Language\|MIME\|Content\|po-header'; then \
		echo "po: translated differently above; use another msgid for one of them" >&2; exit 1; fi
	$(Q)msgfmt --check-format --check-domain $(BUILD)/gen/po/zh_CN.po -o $@
