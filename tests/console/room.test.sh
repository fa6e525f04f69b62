#!/bin/sh
# The commands on a real hub: what they list is what the pack's CSV says (recomputed here by sqlite3 and awk),
# every verdict has its words and its exit status, and what is queued while the hub is away is delivered later.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
room_open shidian-2020 2020-06-18T09:00:00+08:00

expect 0 sync; says "已与中心一致"
expect 0 doctor; says "ok  中心"; silent '!!'
says "*   参数在行动期内变更"; says "30 -> 20"

# ---- every issue, every column, against the CSV ----------------------------------------------
pack=packs/shidian-2020
guatu list issues --raw --json > "$room/list.json" || fail "list --json"
compare() { # the CSV's columns as one comparison each; a bare number, or text; absent is ''
	printf '.mode list\n.import --csv %s csv\n' "$pack/issue.csv"
	printf "CREATE TABLE got AS SELECT value AS v, json_extract(value, '\$.id') AS id FROM json_each(readfile('%s'));\n" "$room/list.json"
	printf "SELECT 'rows: ' || (SELECT count(*) FROM csv) || ' in the CSV, ' || (SELECT count(*) FROM got) || ' listed'
		WHERE (SELECT count(*) FROM csv) <> (SELECT count(*) FROM got);\n"
	head -n 1 "$pack/issue.csv" | tr -d '\r' | tr ',' '\n' | while read -r column; do
		printf "SELECT csv.id || '.%s: ' || csv.\"%s\" || ' / ' || coalesce(json_extract(v, '\$.%s'), '') FROM csv LEFT JOIN got USING (id)
			WHERE CASE WHEN json_valid(csv.\"%s\") AND csv.\"%s\" LIKE '[%%' THEN json(csv.\"%s\") ELSE csv.\"%s\" END
				IS NOT CAST(coalesce(json_extract(v, '\$.%s'), '') AS TEXT);\n" \
			"$column" "$column" "$column" "$column" "$column" "$column" "$column" "$column"
	done
}
compare | sqlite3 :memory: > "$room/differences" 2>&1
[ ! -s "$room/differences" ] || { fail "list issues --raw --json is not the CSV:"; head -20 "$room/differences"; }
# the comparison can fail
sed -i '0,/"deadline":"/s//"deadline":"1/' "$room/list.json"
[ -n "$(compare | sqlite3 :memory: 2>&1)" ] || fail "the comparison sees nothing"

# ---- CSV comes out as it went in ---------------------------------------------------------------
guatu list issue --csv --fields "$(head -n 1 $pack/issue.csv | tr -d '\r')" > "$room/issue.csv"
norm() { sqlite3 -cmd '.mode list' :memory: ".import --csv $1 t" "SELECT * FROM t ORDER BY id"; }
norm "$pack/issue.csv" > "$room/a"; norm "$room/issue.csv" > "$room/b"
cmp -s "$room/a" "$room/b" || { fail "the CSV does not come out as it went in"; diff "$room/a" "$room/b" | head -4; }
guatu list issues --excel --limit 1 | head -c 3 | od -An -tx1 | grep -q 'ef bb bf' || fail "--excel has no byte order mark"
# a field of records may be asked to be empty, a number's too: absent is not 0
expect 0 list task --csv --fields id note=空
[ "$(sed 1d "$room/out" | wc -l)" = "$(sqlite3 :memory: ".import --csv $pack/task.csv t" "SELECT count(*) FROM t WHERE note = ''")" ] || fail "note=空"
expect 0 list task --csv --fields id note!=
[ "$(sed 1d "$room/out" | wc -l)" = "$(sqlite3 :memory: ".import --csv $pack/task.csv t" "SELECT count(*) FROM t WHERE note <> ''")" ] || fail "note!="
expect 0 list task title=; says “标题”都有内容
# records without a list of their own are found by what the table says, by a part of it, and by any word
n=$(guatu list settlements period=2020-05 division=530521103 --json | grep -c '"id"')
[ "$n" -gt 0 ] || fail "no settlements of 530521103"
for c in division=姚关 区划=姚关 division:姚 姚关; do
	got=$(guatu list settlements period=2020-05 "$c" --json | grep -c '"id"')
	[ "$got" = "$n" ] || fail "list settlements $c: $got, not $n"
done
expect 2 list isues; says "相近的：" issues
expect 2 list params valid_form=2020-01-01; says "相近的：valid_from"

count_json() { cat > "$room/count.json"; sqlite3 :memory: "SELECT count(*) FROM json_each(readfile('$room/count.json'))"; }
# ---- filters and counts, by sqlite3 -----------------------------------------------------------------
want=$(sqlite3 :memory: ".import --csv $pack/issue.csv t" "SELECT count(*) FROM t WHERE status NOT IN ('CLOSED','CANCELLED','SUSPENDED')
	AND julianday('2020-06-18') - julianday(deadline) > 7")
got=$(guatu list issues '逾期>7' --json | count_json)
[ "$want" = "$got" ] && [ "$want" -gt 0 ] || fail "逾期>7: $got, by the CSV $want"
# a lateness is a word alone, as in the other lists
want=$(guatu list issues 时限=逾期 --json | count_json)
[ "$(guatu list issues 逾期 --json | count_json)" = "$want" ] && [ "$want" -gt 0 ] || fail "list issues 逾期 is not 时限=逾期"
[ "$(guatu list issues 临期 --json | count_json)" = "$(guatu list issues 时限=临期 --json | count_json)" ] || fail "list issues 临期"
want=$(sqlite3 :memory: ".import --csv $pack/issue.csv t" "SELECT count(*) FROM t WHERE division = '530521103'")
got=$(guatu list issues 乡镇:yg --json | count_json)
[ "$want" = "$got" ] && [ "$want" -gt 0 ] || fail "乡镇:yg: $got, by the CSV $want"
want=$(sqlite3 :memory: ".import --csv $pack/task.csv t" "SELECT count(*) FROM t WHERE status = 'DOING' AND due < '2020-07-01'")
got=$(guatu list tasks status=DOING 'due<2020-07-01' --json | count_json)
[ "$want" = "$got" ] && [ "$want" -gt 0 ] || fail "tasks under way: $got, by the CSV $want"
expect 2 list issues '颜色:红'; says 乡镇; silent '灯,'
# the list is the screen's columns, every state unless one is named or the screen asks
[ "$(guatu list issues --csv | wc -l)" = "$(wc -l < $pack/issue.csv)" ] || fail "list issues --csv has not every issue"
want=$(sqlite3 :memory: ".import --csv $pack/issue.csv t" "SELECT count(*) FROM t WHERE status NOT IN ('CLOSED','CANCELLED','SUSPENDED')")
[ "$(guatu list issues --screen --json | count_json)" = "$want" ] || fail "--screen lists more than open issues"
[ "$(guatu list issues --screen --csv --limit 2 --fields id,overdue,deadline | tr -d '\r' | sed -n 2p)" = 2020-0092,41,2020-05-08 ] || fail "--screen is not the screen's order"
[ "$(guatu list issues sort=newest --csv --limit 1 --fields id | sed -n 2p)" = "$(guatu list issues --sort newest --csv --limit 1 --fields id | sed -n 2p)" ] ||
	fail "sort=newest is not --sort newest"
expect 0 list issues 2020-0143 --json; says '"division":"530521203","division_words":"酒房"'; says '"status":"SUBMITTED"'
# names are whole: 城关镇人民政府 is not 镇人民政府
expect 0 list issues 酒房 --limit 1; says ' 酒房医保办专员'
expect 0 list issues 酒房 --limit 1 --json; says '"resp_post_words":"酒房医保办专员"'
# a figure is of a place and of some people, in a unit that has a word
expect 0 list figures division=530521101 --limit 1; says 甸阳; says 人群; silent person
expect 0 list batches --limit 1; says 核对结果
[ "$(head -n 1 "$room/out" | grep -o 说明 | wc -l)" = 1 ] || fail "two columns of one title: $(head -n 1 "$room/out")"
# another month's rates are no answer
expect 0 list rates period=2026-11; says "没有这一期的数字；有的各期，新的在前：2020-05 2020-04"; silent 酒房
expect 2 list rates period=garbage; says "请写月份(2020-05)或年份(2018)"; silent 酒房
expect 0 list issues nowhere; says 'nowhere”不是乡镇'
expect 2 list issues --sort colour; says "overdue newest township status"
expect 0 list issues --raw '逾期>7' --csv --fields category,id --limit 1; says category,id
expect 2 list tasks colour=red; says "owner_post"
# for people no codes: terms, posts, fronts and groups by name, yes and no as such, one piece of evidence a line
expect 0 issue 2020-0143
for name in 未予即时结算 短板弱项 经办服务 督战五组 酒房医保办专员 "文件 酒房医保" "演示数据      是"; do says "$name"; done
for code in REFUSE_INSTANT WEAKNESS SERVICE G5 jf-office group-5 '{"kind"' 可办; do silent "$code"; done
[ "$(grep -cE '酒房医保〔2020〕43号$|入户照片0601-03$' "$room/out")" = 2 ] || fail "evidence is not one piece a line"
expect 6 issue 1999-0001
# a step's help has the codes that the list in the cache allows
for words in "close --help" "help close"; do
	# shellcheck disable=SC2086
	expect 0 $words
	awk -F, '$2 == "close_result" { print $3, $4 }' $pack/term.csv > "$room/terms"
	[ -s "$room/terms" ] || fail "the pack has no close_result"
	while read -r code name; do
		grep -q "^      $code  *$name" "$room/out" || fail "$words does not offer $code $name"
	done < "$room/terms"
done
expect 6 close 1999-0001; says 销号; silent close
expect 0 issue 2020-0143 --json
sqlite3 :memory: "SELECT json_extract(readfile('$room/out'), '\$.issue.id') = '2020-0143' AND json_array_length(readfile('$room/out'), '\$.events') > 0" |
	grep -qx 1 || fail "issue --json"

# ---- screens as text ---------------------------------------------------------------------------------
for screen in map tasks issues reports settlement outbox events; do expect 0 show $screen; done
expect 0 show map
tail -n +2 $pack/division.csv | awk -F, '$3 == 4 { print $5 }' | while read -r short; do
	grep -qF "$short" "$room/out" || echo "$short"
done > "$room/missing"
[ ! -s "$room/missing" ] || fail "not on the map: $(tr '\n' ' ' < "$room/missing")"
awk 'length($0) > 500' "$room/out" | grep -q . && fail "a line too long"
expect 0 show township yaoguan; says 姚关
expect 6 show township 北京
expect 0 show map --plain; ! grep -q '[│█▆]' "$room/out" || fail "--plain has lines and blocks"
guatu > "$room/out" 2>&1 || fail "guatu alone, without a terminal"
says 酒房; says 2020-0092

# ---- verdicts ---------------------------------------------------------------------------------------------
# an issue that is to be closed, from a source the duty officer closes, found in the CSV
ready=$(sqlite3 :memory: ".import --csv $pack/issue.csv t" "SELECT id FROM t WHERE status = 'VERIFIED' AND verified_by <> 'duty-a'
	AND submitted_by <> 'group-1' AND source IN ('SELF', 'DISPATCH', 'SUPERVISION') ORDER BY id")
# shellcheck disable=SC2086
set -- $ready
[ $# -ge 3 ] || { fail "the pack has too few issues to close: $ready"; exit 1; }
close() { expect "$1" close "$2" --result fixed --verifier group-1 --note 已补录 --evidence '施医保〔2020〕12号' --late-reason 等待比对 ${3:-}; }
expect 2 close "$1" --note x; says --result; says --verifier
expect 2 close "$1" --result bogus --verifier group-1 --note x --evidence x; says FIXED
close 0 "$1" --dry-run; says "将提交"
expect 0 outbox; says 待发箱为空
expect 5 --read-only close "$1" --result fixed --verifier group-1 --note x --evidence x --late-reason x
close 0 "$1" --json
[ "$(sqlite3 :memory: "SELECT json_extract(readfile('$room/out'), '\$.state') IN ('acked', 'confirmed') AND json_extract(readfile('$room/out'), '\$.verb_words') = '销号'")" = 1 ] || fail "not applied: $(cat "$room/out")"
expect 0 list issue id="$1" --json; says '"status":"CLOSED"'; says '施医保〔2020〕12号'
expect 4 close "$1" --result fixed --verifier group-1 --note again --evidence x
expect 5 ack 2020-0155; says 角色
expect 6 close 2020-9999 --result fixed --verifier group-1 --note x --evidence x
# a task and a report find their own kind
report=$(sqlite3 :memory: ".import --csv $pack/sup_report.csv t" "SELECT id FROM t WHERE status = 'EXPECTED' AND due < '2020-06-18' AND urged_at < '2020-06-17T09:00'")
expect 0 urge "$report" --note 请于今日报送
expect 4 urge "$report"; says 24
expect 0 comment "$1" --note 已归档

# ---- the hub away: queued, exit 3; back: delivered once --------------------------------------------------
room_stop
close 3 "$2"; says 待发
expect 0 outbox; says "$2"
expect 3 sync; says 待发
expect 1 doctor; says '!!'
expect 0 list issues --limit 1
close 1 "$2"
room_start
expect 0 sync
expect 0 outbox; says 待发箱为空
expect 0 list issue id="$2" --json; says '"status":"CLOSED"'
n=$(sqlite3 "$room/hub.db" "SELECT count(*) FROM op WHERE id = '$2' AND status = 200" 2>/dev/null || echo "?")
[ "$n" = 1 ] || fail "applied $n times at the hub"

# ---- taking back what was not sent -------------------------------------------------------------------------
room_stop
close 3 "$3"
guatu outbox --json > "$room/outbox.json"
op=$(sqlite3 :memory: "SELECT json_extract(value, '\$.op') FROM json_each(readfile('$room/outbox.json'))")
[ "$(sqlite3 :memory: "SELECT json_extract(value, '\$.args.result') || json_extract(value, '\$.state_words') FROM json_each(readfile('$room/outbox.json'))")" = FIXED待发 ] ||
	[ "$(sqlite3 :memory: "SELECT json_extract(value, '\$.args.result') || json_extract(value, '\$.state_words') FROM json_each(readfile('$room/outbox.json'))")" = 'FIXED待发(已试)' ] ||
	fail "outbox --json: $(cat "$room/outbox.json")"
[ "$(guatu outbox --csv)" = "$(guatu list outbox --csv)" ] || fail "guatu outbox and guatu list outbox differ"
guatu outbox withdraw "$op" > "$room/out" 2>&1; got=$?
# whether it was tried before the hub was found away decides whether it may be taken back
[ "$got" = 0 ] || [ "$got" = 4 ] || fail "withdraw: exit $got"

# ---- sorting leaves out nothing; money is asked for as it is read; a record a line -------------------------------
all=$(guatu list issues | wc -l)
[ "$all" -gt 100 ] || fail "$all issues"
for order in overdue newest township status; do
	[ "$(guatu list issues --sort $order | wc -l)" = "$all" ] || fail "sorted by $order there are others"
done
[ "$(guatu list entries '金额>30000' | wc -l)" = "$(guatu list entries '金额>3万' | wc -l)" ] || fail "30000 is not 3万"
[ "$(guatu list duty_runs --csv --fields id | grep -vc '^编号')" = "$(guatu list duty_runs --json | grep -c '"id"')" ] ||
	fail "a file of duties has rows that are no record"
expect 0 list duty_runs --raw --fields id,title; silent "~"
expect 0 list checklists 红; says "参保四清"

# ---- the other pack: its printed shares come out of our own arithmetic -------------------------------------
room_stop
rm -rf "$room/hub.db"* "$room/hub.sock" "$room/cache" "$room/state"
room_open huoqiu-2018 2019-01-10T09:00:00+08:00
expect 0 sync
expect 0 show settlement --size 120x36
cp "$room/out" "$room/settlement"
# share of each row's payments in its total, to two decimals half up, from the CSV alone
sqlite3 :memory: '.mode list' ".import --csv packs/huoqiu-2018/settlement.csv t" \
	"SELECT id, paid_fen * 1000 / total_fen, paid_fen, total_fen FROM t WHERE total_fen > 0 AND paid_fen > 0" > "$room/rates"
[ -s "$room/rates" ] || fail "no rates in the pack"
awk -F'|' '{ printf "%s %.2f%%\n", $1, int(10000 * $3 / $4 + 0.5) / 100 }' "$room/rates" | while read -r id rate; do
	grep -qF "$rate" "$room/settlement" || echo "$id $rate"
done > "$room/missing"
[ ! -s "$room/missing" ] || { fail "not on the settlement screen: $(tr '\n' ';' < "$room/missing")"; sed 's/^/    /' "$room/settlement"; }

# ---- a cache from one hub is not shown as another's
"$BUILD/bin/guatu" --profile test --hub "unix:$room/another.sock" list issues </dev/null >"$room/out" 2>&1 3<&-
[ $? = 3 ] || fail "another hub's cache is shown"
says "另一个中心"; silent "2018-"
[ "$fails" = 0 ]
