#!/bin/sh
# A county that no pack of ours contains, from CSV files alone: the one guatu-pack(5) walks through, taken from the
# page itself, and a large one made here by the same rules: 28 townships, 317 villages, two townships with the same
# initials, no populations, no places on the map.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
hub=tests/support/guatu-hub

serve_own() { # DIR CLOCK COUNTY
	room_stop
	rm -rf "$room"/hub.db* "$room"/cache "$room"/state "$room"/run "$room"/config
	room_env
	"$hub" pack check "$1" >"$room/out" 2>&1 || { fail "pack check $1"; cat "$room/out"; }
	"$hub" init --db "$room/hub.db" --pack "$1" --clock "$2" >>"$room/out" 2>&1 || { fail "init $1"; cat "$room/out"; exit 1; }
	"$hub" user add duty-a --db "$room/hub.db" --post duty-a --role duty --scope "$3" --uid "$(id -u)" >/dev/null 2>&1
	room_start
	expect 0 sync; says "已与中心一致"
}

# ---- the manual's own example -----------------------------------------------------------------------
awk -v dir="$room/wangshan" 'BEGIN { system("mkdir -p " dir) }
	/^\.\\" file / { file = dir "/" $3; next }
	file != "" && /^\.Bd/ { on = 1; next }
	/^\.Ed/ { on = 0; file = "" }
	on { print > file }' man/guatu-pack.5
[ "$(ls "$room/wangshan" | wc -l)" = 14 ] || fail "the manual's example has not fourteen files"
serve_own "$room/wangshan" 2024-06-18T09:00:00+08:00 999901
expect 0 show map; says "石店"; says "宋店"; says "望山县"
expect 0 list duty_runs --raw; says "W-REPORT@2024-0"; says "缺办"
expect 0 list entries; says "渡口村务工户"; says "已走访"
expect 0 show checks; says "参保率不低于目标"; says "预警"
# two townships with the same initials: the console asks which
expect 6 show township sd; says "999901101 石店镇"; says "999901102 宋店镇"
expect 0 show township hk; says "河口"
expect 0 list entries --raw --json; says '"owed":38000'; says '"result":"AWAY"'

# ---- a large one -----------------------------------------------------------------------------------------
big="$room/big"; mkdir -p "$big"
awk 'BEGIN {
	n = split("石店 宋店 大河 小河 东山 西山 南岭 北岭 上坪 下坪 白水 黑水 青龙 黄龙 红旗 新华 古城 新城 高桥 平桥 马场 牛场 竹园 松林 茶山 柳河 金沟 银沟", name, " ")
	split("sd sd dh xh ds xs nl bl sp xp bs hs ql hl hq xh gc xc gq pq mc nc zy sl cs lh jg yg", initials, " ")
	print "id,parent,level,name,short,initials,type"
	print "888801,,3,远山县,远山,ys,county"
	for (t = 1; t <= n; t++)
		printf "8888011%02d,888801,4,%s镇,%s,%s,town\n", t, name[t], name[t], initials[t]
	for (t = 1; t <= n; t++)                        # 28 x 11 and 9 more
		for (v = 1; v <= 11 + (t <= 9); v++)
			printf "8888011%02d2%02d,8888011%02d,5,%s%d村,,,village\n", t, v, t, name[t], v
}' > "$big/division.csv"
cat > "$big/pack.csv" <<'E'
id,name,county
yuanshan,远山县方案,888801
E
cat > "$big/term.csv" <<'E'
编号,词表名,代码,名称
division_type:county,division_type,county,县
division_type:town,division_type,town,镇
division_type:village,division_type,village,村
E
cat > "$big/param.csv" <<'E'
id,key,value,unit
county_name,county_name,远山县,
floor,floor,9500,bp
E
cat > "$big/post.csv" <<'E'
id,name,division,role
duty-a,值班岗,远山县,duty
E
cat > "$big/duty.csv" <<'E'
id,name,rule,day,per,owner_role
OWN-1,每镇月报,MONTHLY,20,TOWNSHIP,township
E
cat > "$big/ledger.csv" <<'E'
id,name
homes,入户台账
E
cat > "$big/stage.csv" <<'E'
id,ledger,code,name,class,after,sort
homes:NEW,homes,NEW,待入户,OPEN,-,1
homes:END,homes,END,已入户,CLOSED,NEW,2
E
cat > "$big/indicator.csv" <<'E'
id,name,unit,formula
done_share,入户率,bp,count:homes:END / count:homes
E
awk 'BEGIN { print "id,ledger,title,status,stage,division"
	for (t = 1; t <= 28; t++) for (e = 1; e <= 4; e++)
		printf "H-%d-%d,homes,第%d户,%s,%s,8888011%02d\n", t, e, e, e <= t % 5 ? "CLOSED" : "OPEN", e <= t % 5 ? "END" : "NEW", t }' > "$big/entry.csv"
cat > "$big/rule.csv" <<'E'
id,title,check,expr,expect,each
OWN-R,入户率,LEAST,done_share,param:floor,TOWNSHIP
E
serve_own "$big" 2024-06-18T09:00:00+08:00 888801
count_json() { cat > "$room/count.json"; sqlite3 :memory: "SELECT count(*) FROM json_each(readfile('$room/count.json'))"; }
[ "$(guatu list townships --raw --json | count_json)" = 28 ] || fail "townships"
[ "$(guatu list villages --json | count_json)" = 317 ] || fail "villages"
[ "$(guatu list duty_runs --raw --json | grep -o '"period":"2024-06"' | wc -l)" = 28 ] || fail "a run of this month for each township"
[ "$(guatu list entries --json | count_json)" = 112 ] || fail "entries"
expect 0 show map; says "远山县"; says "石店"
expect 6 show township sd; says "石店镇"; says "宋店镇"
expect 0 show township 古城; says "古城"
expect 0 show checks; says "入户率"; says "预警"
expect 0 list townships --raw --json; silent '"population":0'

exit "$fails"
