#!/bin/sh
# A household through its ledger by commands alone: entered by the township, assessed with evidence, signed by three
# departments, confirmed by somebody else, helped, cleared, relapsed (E14-E19); and what is refused on the way.
set -u
. tests/support/room.sh

user=
as() { # NAME POST ROLE SCOPE
	[ -z "$user" ] || "$BUILD/bin/guatu-hub" user revoke "$user" --db "$room/hub.db" >>"$room/hub.log" 2>&1
	user=$1
	"$BUILD/bin/guatu-hub" user add "$1" --db "$room/hub.db" --post "$2" --role "$3" --scope "$4" --uid "$(id -u)" \
		>>"$room/hub.log" 2>&1 || { cat "$room/hub.log"; exit 1; }
	rm -rf "$room/cache" "$room/run"
	room_env
	guatu sync >/dev/null 2>&1
}

room_open ../tests/packs/ledgers 2021-08-25T09:00:00+08:00
user=duty-a

# ---- help and manual name the command as it is typed ----
expect 0 help register; says "guatu register entry"; says "--ledger"
grep -qx '\.It Cm register entry' man/guatu.1 || fail "guatu(1) has no register entry"

# ---- registering: the ledger's own columns by name, amounts in yuan ----
as town t100 township 620422100
expect 2 register entry --ledger 返贫监测户 --title 新户 --division 会师 --extra oop=7000
says "cause(致险原因)"
expect 2 register entry --ledger 返贫监测户 --title 新户 --division 会师 --extra 致险原因=因病 --extra oop=很多
says 金额有误
expect 2 register entry --ledger nosuch --title 新户 --division 会师
says monitor
expect 2 register entry --ledger monitor --title 新户 --division 会师 --extra 没有=1
says "share(自付占比)"
expect 0 register entry --ledger 返贫监测户 --title 会师新户 --division 会师 --persons 4 --extra 致险原因=因病 --extra oop=0.7万元 --json
guatu list entries --raw ledger=monitor --json >"$room/out"
id=$(sed -n 's/.*"id":"\([^"]*\)".*会师新户.*/\1/p' "$room/out")
[ -n "$id" ] || fail "the new entry is not in the list"
guatu list entries --raw "id=$id" --fields id,stage,deadline,extra.oop,extra.cause --json >"$room/out"
says "\"stage\":\"DETECTED\",\"deadline\":\"2021-08-28\",\"extra.oop\":700000,\"extra.cause\":\"ILLNESS\""
guatu list entries --raw "id=$id" --fields id,stage_name,extra.oop,extra.cause --csv >"$room/out"
says "$id,已发现,700000,ILLNESS"
guatu list entries ledger=monitor "id=$id" --fields id,stage,days_left,extra.oop,extra.cause --json >"$room/out"
says "\"stage\":\"DETECTED\",\"stage_words\":\"已发现\",\"days_left\":3,\"extra.oop\":700000,\"extra.cause\":\"ILLNESS\",\"extra.cause_words\":\"因病\""
guatu list entries 'extra.oop>=7000元' 致险原因=因病 会师新户 --fields id,extra.cause,extra.oop --csv >"$room/out"
says "$id,因病,\"7,000元\""

# ---- assessed: the duty officer's, with evidence ----
expect 5 move "$id" --to 评估中 --evidence 会医保核1号
says 你的角色无权
as duty duty-a duty 620422
expect 4 move "$id" --to 评估中
says 佐证
expect 4 move "$id" --to 已清零 --note 了结 --amount 3000
says "ASSESSING(评估中)"
expect 2 move "$id" --to 无此环节
says "RELAPSED(又返贫)"
expect 0 move "$id" --to 评估中 --evidence 会医保核1号
guatu list entries --raw "id=$id" --fields stage_name,deadline --csv >"$room/out"
says "评估中,2021-09-01"

# ---- three departments sign, each by its own post; then somebody else confirms ----
expect 0 sign "$id" --party 医保局 --verdict 同意
as leader leader leader 620422
expect 4 move "$id" --to 已确认
says "会签 1/3"
as civil civil duty 620422
expect 0 sign "$id" --party CIVIL --verdict AGREE
expect 4 sign "$id" --party RURAL --verdict AGREE
says 已经会签过，每家只签一次
as tax tax duty 620422
expect 4 sign "$id" --party TAX --verdict AGREE
says 这个部门不在本环节会签
expect 4 sign "$id" --party CIVIL --verdict DISAGREE
says 每家只签一次
as rural rural duty 620422
expect 0 sign "$id" --party 乡村振兴局 --verdict 同意
as leader leader leader 620422
expect 0 move "$id" --to 已确认

# ---- helped, cleared with an amount, and back again ----
as town t100 township 620422100
expect 0 move "$id" --to 帮扶中 --note 一户一策
as leader leader leader 620422
expect 4 move "$id" --to 已清零 --note 风险消除
says 金额
expect 0 move "$id" --to 已清零 --note 风险消除 --amount 3000.50
guatu list entries --raw "id=$id" --fields status,amount_fen,deadline --csv >"$room/out"
says "CLOSED,300050,"
expect 0 move "$id" --to 又返贫 --note 再次住院
guatu list entries --raw "id=$id" --fields status,stage,relapses --csv >"$room/out"
says "OPEN,RELAPSED,1"

# ---- never an identity number; the pages say it all ----
expect 2 comment "$id" --note 身份证11010519491231002X
says 不留存身份证号
expect 0 outbox list --all --json
silent 11010519491231002X
expect 0 --size 100x60 show entry "$id"
says 又返贫
says 乡村振兴局
expect 0 entry "$id"
says "已发现 2021-08-25 > 评估中 2021-08-25"
says "医保局 同意"
expect 0 entry "$id" --json
says '"relapses":1'
expect 6 entry nosuch
expect 0 show funnel
says "反弹 2"
expect 0 list funnel ledger=monitor --json
says '"stage":"ASSESSING"'
says '"base":"DETECTED"'
expect 0 list funnel --raw ledger=monitor place=620422106 --csv
says "monitor,620422106,CLEARED,已清零,CLOSED"
expect 0 show ledger monitor
expect 0 show ledgers
says 返贫监测户
expect 0 list ledgers
says 大额票据核实
expect 0 list stages ledger=monitor --json
says '"needs":"sign:NHSA+CIVIL+RURAL other"'

# ---- without the hub: what waits is said in words ----
room_stop
expect 3 move "$id" --to 帮扶中 --note 再帮扶
expect 0 show outbox
says "> 帮扶中"
expect 0 show entry "$id"
says "~$id"
expect 4 sign "$id" --party TAX --verdict AGREE
says 该环节不收会签

[ "$fails" = 0 ]
