#!/bin/sh
# guatu-hub import as a batch: what it changed is in each record's history, --dry-run says it and changes nothing.
set -u
hub=tests/support/guatu-hub
pack=packs/shidian-2020
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
bad=0

fail() { echo "FAIL: $*"; bad=1; }
expect() { # STATUS COMMAND...
	want=$1; shift
	"$@" >"$dir/out" 2>&1; got=$?
	[ "$got" = "$want" ] || { fail "$* ended with $got, not $want"; cat "$dir/out"; }
}
said() { grep -qF -- "$1" "$dir/out" || { fail "not said: $1"; cat "$dir/out"; }; }
ask() { sqlite3 "$dir/a.db" "$1"; }
is() { [ "$1" = "$2" ] || fail "$3: $1, not $2"; }
dump() { sqlite3 "$dir/a.db" .dump | cksum; }
issue() { ask "SELECT body ->> '$2' FROM record WHERE kind = 'issue' AND id = '$1'"; }

expect 0 "$hub" init --db "$dir/a.db" --pack "$pack" --clock 2020-06-18T09:00:00+08:00
was=$(issue 2020-0092 title)
cat >"$dir/in.csv" <<'X'
编号,标题,期限,状态,乡镇,来源,last_note
N1,新的,2020-06-30,OPEN,姚关,SELF,
2020-0092,改了标题,2020-07-15,VERIFIED,530521203,SELF,
X
# ---- a rehearsal
before=$(dump)
expect 0 "$hub" import issue "$dir/in.csv" --db "$dir/a.db" --dry-run
said 'N1: new'
said "标题: $was -> 改了标题"
said '2020-0092: '
said 'would be taken'
is "$(dump)" "$before" 'a rehearsal wrote'
sed 's/2020-07-15/2020-07-35/' "$dir/in.csv" >"$dir/bad.csv"
expect 1 "$hub" import issue "$dir/bad.csv" --db "$dir/a.db" --dry-run
said 'bad.csv:3:3 (期限)'
is "$(dump)" "$before" 'a refused rehearsal wrote'

# ---- taken
expect 0 "$hub" import issue "$dir/in.csv" --db "$dir/a.db"
said 'import-20200618: taken'
said '2 rows, 2 written, 0 unchanged, 0 bad'
is "$(issue 2020-0092 title)" 改了标题 title
is "$(ask "SELECT body ->> 'status', body ->> 'file', body ->> 'title', body ->> 'rows', body ->> 'added', body ->> 'changed' FROM record WHERE kind = 'batch' AND id = 'import-20200618'")" \
   'ACCEPTED|in.csv|手工导入 问题|2|1|1' 'an import is a batch'
history="SELECT body ->> 'verb', body ->> 'actor', body ->> 'note' FROM record WHERE kind = 'event' AND body ->> 'object' ="
ask "$history '2020-0092' ORDER BY body ->> 'at' DESC LIMIT 1" >"$dir/out"
said 'import|import|in.csv:3 '
said "标题: $was -> 改了标题"
is "$(ask "$history 'N1'")" '' 'a new record has its history from its batch'
expect 0 "$hub" import issue "$dir/in.csv" --db "$dir/a.db"
said '2 rows, 0 written, 2 unchanged'

# ---- an empty cell empties, and is named; an absent column says nothing
printf '编号,detail\n2020-0092,\n' >"$dir/empty.csv"
[ -n "$(issue 2020-0092 detail)" ] || fail 'nothing to empty'
expect 0 "$hub" import issue "$dir/empty.csv" --db "$dir/a.db"
said 'empty.csv:2:2 (详情): '
said 'taken with 1 notes'
is "$(issue 2020-0092 detail)|$(issue 2020-0092 title)" '|改了标题' 'emptied, and no more than that'

# ---- people: a rehearsal of a roster says its figures
printf '身份证号,乡镇,人员类别,是否参保\n'$(awk 'BEGIN { b = "53052118500302201"; split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
	for (i = 1; i <= 17; i++) s += substr(b, i, 1) * w[i]; print b substr("10X98765432", s % 11 + 1, 1) }')',姚关,FILED,1\n' >"$dir/r.csv"
printf 'id,name,takes\nours,自家名册,roster\n' >"$dir/s.csv"
expect 0 "$hub" import source "$dir/s.csv" --db "$dir/a.db"
before=$(dump)
expect 0 "$hub" import roster "$dir/r.csv" --db "$dir/a.db" --source ours --period 2020-07 --dry-run
said 'figure ours-2020-07-530521103-enrolled: new'
is "$(dump)" "$before" "a roster's rehearsal wrote"

# ---- by whom: the account's user
expect 0 "$hub" user add duty-a --db "$dir/a.db" --post duty-a --role duty --uid "$(id -u)"
printf '编号,标题\n2020-0092,再改\n' >"$dir/again.csv"
expect 0 "$hub" import issue "$dir/again.csv" --db "$dir/a.db"
is "$(ask "$history '2020-0092' AND body ->> 'note' GLOB 'again.csv*'")" 'import|duty-a|again.csv:2 标题: 改了标题 -> 再改' 'who'
expect 0 "$hub" verify --db "$dir/a.db"

# ---- a wrong record is withdrawn: a tombstone and its history remain
events() { ask "SELECT group_concat(body ->> 'verb', ' ') FROM (SELECT body FROM record WHERE kind = 'event' AND body ->> 'object' = '$1' ORDER BY seq)"; }
expect 2 "$hub" retract issue 2020-0092 --db "$dir/a.db"
said '--reason'
expect 0 "$hub" retract issue 2020-0092 --reason 重复登记 --db "$dir/a.db"
is "$(ask "SELECT gone, body IS NULL FROM record WHERE kind = 'issue' AND id = '2020-0092'")" 'retracted|1' 'a tombstone'
case $(events 2020-0092) in *import*import*retract) ;; *) fail "its history: $(events 2020-0092)" ;; esac
is "$(ask "SELECT body ->> 'note', body ->> 'actor', body ->> 'title' FROM record WHERE kind = 'event' AND body ->> 'object' = '2020-0092' AND body ->> 'verb' = 'retract'")" \
   '重复登记|duty-a|再改' 'who and why'
expect 1 "$hub" retract issue 2020-0092 --reason 再来 --db "$dir/a.db"
said 'there is no such record'
expect 1 "$hub" retract division 530521103 --reason 错 --db "$dir/a.db"
said 'rests on it; nothing was changed'
expect 0 "$hub" retract figure "$(ask "SELECT id FROM record WHERE kind = 'figure' AND gone IS NULL AND id NOT IN (SELECT value FROM record r, json_each(json_array(r.body ->> 'expr')) WHERE r.kind = 'rule') LIMIT 1")" --reason 错 --db "$dir/a.db"
expect 1 "$hub" retract pack shidian-2020 --reason 错 --db "$dir/a.db"; said 'pack off'
expect 1 "$hub" retract source poor --reason 错 --db "$dir/a.db"; said 'is of the plan shidian-2020'
expect 1 "$hub" retract batch import-20200618 --reason 错 --db "$dir/a.db"
said 'batch undo'
expect 0 "$hub" verify --db "$dir/a.db"

# ---- what comes of it is a pack that can be loaded
expect 0 "$hub" export --db "$dir/a.db" --pack "$dir/out1"
expect 0 "$hub" init --db "$dir/b.db" --pack "$dir/out1"
exit $bad
