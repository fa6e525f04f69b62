#!/bin/sh
# A hand-over that is held, from the file to the board to the person's word and into the figures; another turned away.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
fail() { echo "FAIL: $*"; fails=1; }
hub=tests/support/guatu-hub
on() { "$BUILD/bin/guatu" --hub "unix:$room/hub.sock" "$@"; }

pack=$room/pack; mkdir "$pack"
cp tests/screens/packs/sources/division.csv "$pack/"
cp packs/shidian-2020/term.csv "$pack/"
printf 'id,name,takes,direction,format,every_minutes,url\nplat,平台结算,settlement,IN,csv,1440,\npoor,扶贫名册,roster,IN,csv,43200,roster.csv\n' > "$pack/source.csv"
printf 'id,name\nduty-a,值班岗\n' > "$pack/post.csv"
room_env
county=530521
"$hub" init --db "$room/hub.db" --pack "$pack" --clock 2020-06-18T09:00:00+08:00 >"$room/out" 2>&1 &&
"$hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope $county --uid "$(id -u)" >>"$room/out" 2>&1 || { cat "$room/out"; exit 1; }
room_start

printf 'id,period,division,cases,total_fen\na1,2020-05,530521101,1,100\na2,2020-05,530521103,2,200\n' > "$room/first.csv"
printf 'id,period,division,cases,total_fen\na1,2020-05,530521101,7,700\n' > "$room/second.csv"
"$hub" hand-over plat --db "$room/hub.db" "$room/first.csv" >"$room/out" 2>&1 || fail "first: $(cat "$room/out")"
"$hub" hand-over plat --db "$room/hub.db" "$room/second.csv" >"$room/out" 2>&1 && fail "second was taken"
grep -q "held for a person: 2020-05 was taken before as plat-20200618" "$room/out" || fail "second: $(cat "$room/out")"

on sync >/dev/null 2>&1
# no key is pressed in a pipe
on list entries > "$room/entries" 2>&1; rc=$?
{ [ "$rc" = 0 ] && grep -q "guatu-hub import entry FILE" "$room/entries" && ! grep -q '按 +' "$room/entries"; } ||
	fail "no entries: exit $rc: $(cat "$room/entries")"
on show feeds > "$room/board" 2>&1
grep -q "平台结算.*待人工" "$room/board" || fail "the board does not say that one waits: $(cat "$room/board")"
grep -q "期间 2020-05 已由 plat-20200618 收过" "$room/board" || fail "nor why: $(cat "$room/board")"
on list sources --raw --csv --fields id,standing,newest 2>/dev/null | tr -d "\r" | grep -qx "plat,HELD,plat-20200618" || fail "the list does not: $(on list sources --raw --csv --fields id,standing,newest)"
on list settlements --csv --fields id,cases 2>/dev/null | tr -d "\r" | grep -qx "a1,1" || fail "a held figure counts already"

on accept plat-20200618-2 >"$room/out" 2>&1 && fail "taken without a reason"
on accept plat-20200618-2 --note 平台更正 >"$room/out" 2>&1 || fail "accept: $(cat "$room/out")"
on sync >/dev/null 2>&1
on list settlements --csv --fields id,cases 2>/dev/null | tr -d "\r" | grep -qx "a1,7" || fail "an accepted figure does not count"
on list batches --raw --csv --fields id,status,changed,note 2>/dev/null | tr -d "\r" | grep -qx "plat-20200618-2,ACCEPTED,1,平台更正" ||
	fail "the record: $(on list batches --raw --csv --fields id,status,changed,note)"
on show feed plat > "$room/board" 2>&1
grep -q "平台更正" "$room/board" || fail "the source's page lacks the reason: $(cat "$room/board")"
on accept plat-20200618-2 --note 再来 >"$room/out" 2>&1 && fail "taken twice"

"$hub" hand-over plat --db "$room/hub.db" "$room/first.csv" >"$room/out" 2>&1 && fail "the first file again was taken"
on sync >/dev/null 2>&1
on reject plat-20200618-3 --note 旧表 >"$room/out" 2>&1 || fail "reject: $(cat "$room/out")"
on sync >/dev/null 2>&1
on list settlements --csv --fields id,cases 2>/dev/null | tr -d "\r" | grep -qx "a1,7" || fail "a rejected figure counts"
# a roster that is fetched: what waits aside holds keys, no numbers, and is what counts once it is taken
person() {
	awk -v n="$1" 'BEGIN {
		b = sprintf("530521%04d%02d%02d%03d", 1950 + n % 60, 1 + n % 12, 1 + n % 28, n % 1000)
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
		for (i = 1; i <= 17; i++) s += substr(b, i, 1) * w[i]
		print b substr("10X98765432", s % 11 + 1, 1) }'
}
roster() { echo '身份证号,区划,人群,是否参保,是否缴费'; for n in "$@"; do echo "$(person "$n"),姚关,FILED,1,1"; done; }
roster 1 2 3 4 5 > "$room/roster.csv"
"$hub" pull --db "$room/hub.db" poor >"$room/out" 2>&1 || fail "roster: $(cat "$room/out")"
roster 1 2 > "$room/roster.csv"
"$hub" pull --db "$room/hub.db" poor >"$room/out" 2>&1 || fail "roster: $(cat "$room/out")"
grep -q "held for a person as poor-20200618-2: 2020-06 was taken before as poor-20200618" "$room/out" || fail "a month of a roster again: $(cat "$room/out")"
for n in 1 2 3; do ! grep -qF "$(person $n)" "$room"/hub.db* || fail "number $n is in the hub's files while it waits"; done
on sync >/dev/null 2>&1
on accept poor-20200618-2 --note 三人死亡销户 >"$room/out" 2>&1 || fail "accept a roster: $(cat "$room/out")"
[ "$(sqlite3 "$room/hub.db" "SELECT json_extract(body, '$.status') || json_extract(body, '$.rows') FROM record WHERE id = 'poor-20200618-2'")" = ACCEPTED2 ] ||
	fail "an accepted roster: $(sqlite3 "$room/hub.db" "SELECT body FROM record WHERE id = 'poor-20200618-2'")"
[ "$(sqlite3 "$room/hub.db" "SELECT json_extract(body, '$.removed') FROM record WHERE id = 'poor-20200618-2'")" = 3 ] || fail "three are gone"
for n in 1 2 3; do ! grep -qF "$(person $n)" "$room"/hub.db* || fail "number $n is in the hub's files"; done

[ "$(sqlite3 "$room/hub.db" 'SELECT count(*) FROM aside')" = 0 ] || fail "payloads are kept after the word"
"$hub" verify --db "$room/hub.db" >"$room/out" 2>&1 || fail "the chain is broken: $(cat "$room/out")"
exit $fails
