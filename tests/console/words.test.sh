#!/bin/sh
# One word for each lateness (model/room/lateness.def): in every message the English word of one meaning stands with its
# Chinese word and no other, and nothing that people read - messages, packs' names, manuals, README, help - has a word
# of its own for it.
set -u
cd "$(dirname "$0")/../.."
bad=0
say() { echo "FAIL: $1"; bad=1; }

# "english chinese" of the table, by the catalogue.
table() {
	sed -n 's/^LATENESS([A-Z_]*, *"[A-Z_]*", *N_("\([a-z ]*\)").*/\1/p' model/room/lateness.def
}
[ "$(table | wc -l)" = 4 ] || say "the table has not four words: $(table)"

# msgid TAB msgstr, one a line
messages() {
	cat po/zh_CN/*.po | awk '
		function flush() { if (id != "") print id "\t" str; id = str = "" }
		/^msgid / { flush(); at = 1 } /^msgstr / { at = 2 } /^#/ || /^$/ { next }
		{ line = $0; sub(/^[a-z]* */, "", line); gsub(/^"|"$/, "", line); if (at == 1) id = id line; else str = str line }
		END { flush() }'
}
messages >"${TMPDIR:-/tmp}/words.$$"; all=${TMPDIR:-/tmp}/words.$$; trap 'rm -f "$all"' EXIT

zh_of() { awk -F'\t' -v w="$1" '$1 == w { print $2; exit }' "$all"; }
table | while read -r en; do
	zh=$(zh_of "$en")
	[ -n "$zh" ] || { echo "FAIL: $en has no Chinese"; continue; }
	# "missed cover" 漏保 is another word; names typed as they stand (overdue) stand in the Chinese too
	awk -F'\t' -v en="$en" -v zh="$zh" '
		{ e = tolower($1); gsub(/missed[ _-](cover|enrol)[a-z]*/, "", e) }
		index(e, en) > 0 && index($2, zh) == 0 && index($2, en) == 0 { print "FAIL: \"" en "\" without " zh ": " $1 " / " $2 }
		index($2, zh) > 0 && index(e, en) == 0 && en == "missed" { print "FAIL: " zh " is not \"" en "\": " $1 " / " $2 }
		index($2, zh) > 0 && index(e, en) == 0 && en == "done late" { print "FAIL: " zh " is not \"" en "\": " $1 " / " $2 }
		index($2, zh) > 0 && index(e, en) == 0 && index(e, zh) == 0 && en == "due soon" && e !~ /within %d workdays/ { print "FAIL: " zh " is not \"" en "\": " $1 " / " $2 }
		index($2, zh) > 0 && index(e, en) == 0 && index(e, zh) == 0 && en == "overdue" &&
			e !~ /days ago|deadline has passed|reason/ { print "FAIL: " zh " is not \"" en "\": " $1 " / " $2 }
	' "$all"
done >"$all.out"
[ ! -s "$all.out" ] || { cat "$all.out"; bad=1; }

# Synonyms, in Chinese and in English.
synonyms='超期|过期|超时|延误|拖延|迟[办报交到了]|晚[办报交了0-9%]|漏[办报填月]|[^并]未办[^结]|未办$|缺报|欠填|欠办|欠报'
awk -F'\t' '{ print $2 }' "$all" | grep -nE "$synonyms" && say "a Chinese message says lateness in a word of its own, above"
awk -F'\t' '{ e = tolower($1); gsub(/done late|late[-_]reason/, "", e); print e }' "$all" |
	grep -nwE 'late|owed|belated|tardy|past (its|their) due day' && say "an English message says lateness in a word of its own, above"

# What packs call things, the manuals, README and help.
cut -d, -f1-4 packs/*/rule.csv packs/*/indicator.csv packs/*/duty.csv packs/*/ledger.csv packs/*/stage.csv packs/*/term.csv \
	packs/*/checklist.csv packs/*/source.csv hub/policy/skeleton/*.csv | grep -nE "$synonyms" && say "a plan's name, above"
grep -nE "$synonyms" README.zh-CN.md && say "README.zh-CN.md, above"
sed -e 's/done late//g; s/late[-_]reason//g; s/\\-late\\-reason//g; s/late:[A-Z]*//g' man/*.[1-8] README.md |
	grep -nwiE 'is late|are late|late ones|owed (from|since)' && say "a manual or README.md, above"
for en in 'due soon' overdue missed 'done late'; do
	grep -qw "$en" man/guatu.1 || say "guatu(1) does not say what \"$en\" means"
done
# A total of one of the words is painted as its lamp.
sed -n 's/^LATENESS([A-Z_]*, *"\([A-Z_]*\)".*, \(LAMP_[A-Z]*\),$/\1 \2/p' model/room/lateness.def >"$all.lamps"
[ "$(wc -l <"$all.lamps")" -eq 4 ] || say "the table has not four lamps"
while read -r code lamp; do
	grep -rnE "TOTAL\(.*\"lateness=$code\"" screens --include='*.c' | grep -v "PAINT_$lamp)" && say "a total of $code not painted as $lamp, above"
done <"$all.lamps"
rm -f "$all.lamps" "$all.out"
exit $bad
