# Readings of Unihan (kMandarin, kTGHZ2013, kXHC1983) as a C table: for every ideograph of
# the basic plane a list of syllables without tones, u-umlaut written v.
#   bzcat Unihan_Readings.txt.bz2 | LC_ALL=C awk -f tools/pinyin-table.awk

function plain(s) {
	gsub(/ā|á|ǎ|à/, "a", s); gsub(/ē|é|ě|è|ê/, "e", s); gsub(/ī|í|ǐ|ì/, "i", s)
	gsub(/ō|ó|ǒ|ò/, "o", s); gsub(/ū|ú|ǔ|ù/, "u", s); gsub(/ǖ|ǘ|ǚ|ǜ|ü/, "v", s)
	gsub(/ń|ň|ǹ/, "n", s); gsub(/ḿ/, "m", s)
	gsub(/[^a-z]/, "", s)
	return s
}

function number(hex,    i, n) {
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
	return n
}

function add(cp, s) {
	s = plain(s)
	if (s == "" || ((cp, s) in seen))
		return
	seen[cp, s] = 1
	if (!(s in id)) {
		id[s] = syllables
		name[syllables++] = s
	}
	list[cp] = list[cp] " " id[s]
}

BEGIN { FS = "\t"; FIRST = number("3400"); LAST = number("9FFF") }

/^U\+/ && ($2 == "kMandarin" || $2 == "kTGHZ2013" || $2 == "kXHC1983") {
	cp = number(substr($1, 3))
	if (cp < FIRST || cp > LAST)
		next
	n = split($3, part, " ")
	for (i = 1; i <= n; i++) {
		sub(/^.*:/, "", part[i])
		m = split(part[i], reading, ",")
		for (j = 1; j <= m; j++)
			add(cp, reading[j])
	}
}

END {
	if (syllables < 400) {
		print "pinyin-table.awk: no readings in the input; is it Unihan_Readings.txt?" > "/dev/stderr"
		exit 1
	}
	printf "/* Made by tools/pinyin-table.awk from Unihan. */\n"
	printf "enum { PINYIN_FIRST = 0x%X, PINYIN_LAST = 0x%X };\n", FIRST, LAST
	printf "static const char pinyin_syllable[%d][8] = {", syllables
	for (i = 0; i < syllables; i++)
		printf "%s\"%s\",", i % 16 ? "" : "\n\t", name[i]
	printf "\n};\nstatic const unsigned short pinyin_reading[] = {"
	for (cp = FIRST; cp <= LAST; cp++) {
		start[cp] = count + 0
		m = split(list[cp], ids, " ")
		for (j = 1; j <= m; j++)
			printf "%s%d,", count++ % 24 ? "" : "\n\t", ids[j]
	}
	printf "\n};\nstatic const unsigned short pinyin_start[] = {"
	for (cp = FIRST; cp <= LAST; cp++)
		printf "%s%d,", (cp - FIRST) % 24 ? "" : "\n\t", start[cp]
	printf "%d\n};\n", count
}
