#!/bin/sh
# A township, a group and the duty officer at one hub: the same county, and nobody is shown a total, a rate or a rank
# of the county that was worked out from the part of it that he is sent.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
room_open shidian-2020 2020-06-18T09:00:00+08:00
room_stop
for who in "town yg-office township 530521103" "many group-1 group G1"; do
	# shellcheck disable=SC2086
	set -- $who
	"$BUILD/bin/guatu-hub" user add "$1" --db "$room/hub.db" --post "$2" --role "$3" --scope "$4" --token >"$room/$1.token" 2>>"$room/hub.log"
	chmod 600 "$room/$1.token"
done
rm -f "$room/ready"
mkfifo "$room/ready"
"$BUILD/bin/guatu-hub" serve --db "$room/hub.db" --listen 127.0.0.1:0 >"$room/ready" 2>>"$room/hub.log" </dev/null &
hub_pid=$!
exec 3<"$room/ready"
read -r _ url <&3
"$BUILD/bin/guatu-hub" user add duty --db "$room/hub.db" --post duty-a --role duty --scope 530521 --token >"$room/duty.token" 2>>"$room/hub.log"
chmod 600 "$room/duty.token"
as() { # WHO ARGS...: his own cache and token
	me=$1; shift
	mkdir -p -m 700 "$room/config/guatu"
	printf '[profile %s]\nhub = %s\ntoken_file = %s\n' "$me" "$url" "$room/$me.token" >"$room/config/guatu/guatu.conf"
	"$BUILD/bin/guatu" --profile "$me" "$@" 3<&- </dev/null >"$room/out" 2>&1 || { fail "$me: guatu $*"; head -5 "$room/out"; }
}
rows() { tail -n +2 "$room/out" | grep -c .; }
for who in duty town many; do as $who sync; done

# ---- records: his own, by the pack's own files -----------------------------------------------------------
pack=packs/shidian-2020
for kind in entry issue; do
	all=$(sqlite3 :memory: ".import --csv $pack/$kind.csv t" "SELECT count(*) FROM t")
	own=$(sqlite3 :memory: ".import --csv $pack/$kind.csv t" "SELECT count(*) FROM t WHERE division LIKE '530521103%'")
	as duty list "$kind" --csv; [ "$(sqlite3 :memory: ".import --csv $room/out t" "SELECT count(*) FROM t")" = "$all" ] || fail "$kind of the duty officer"
	as town list "$kind" --csv; [ "$(sqlite3 :memory: ".import --csv $room/out t" "SELECT count(*) FROM t")" = "$own" ] || fail "$kind of the township"
	[ "$own" -gt 0 ] && [ "$own" -lt "$all" ] || fail "$kind: the comparison compares nothing"
done
as town list sup_report --csv; [ "$(rows)" = 0 ] || fail "the township has supervision reports"
as many list sup_report --csv
! sqlite3 :memory: ".import --csv $room/out t" "SELECT DISTINCT sup_group FROM t" | grep -vx G1 || fail "the group has others' reports"
as town list posts --csv; ! grep -q '530521104' "$room/out" || fail "the township has other townships' posts"

# ---- the county's own figures are told as figures; what would be made from a part is missing --------------
county_values() { # WHO FILE: what his console says of the county, every period
	as "$1" list measures period=all --json
	sqlite3 :memory: "SELECT json_extract(value, '\$.indicator') || ' ' || json_extract(value, '\$.period') || ' ' || json_extract(value, '\$.value')
		FROM json_each(readfile('$room/out')) WHERE json_extract(value, '\$.state') = 'KNOWN'
		AND json_extract(value, '\$.division') = '530521'" | sort > "$2"
}
county_verdicts() { # WHO FILE
	as "$1" list verdicts --json
	sqlite3 :memory: "SELECT json_extract(value, '\$.rule') || ' ' || json_extract(value, '\$.verdict') FROM json_each(readfile('$room/out'))
		WHERE json_extract(value, '\$.verdict') <> 'MISSING' AND json_extract(value, '\$.kind') = 'rule'
		AND json_extract(value, '\$.division') IN ('', '530521')" | sort > "$2"
}
for what in county_values county_verdicts; do
	$what duty "$room/whole"
	for who in town many; do
		$what $who "$room/part"
		[ -s "$room/part" ] || fail "$who: $what: none at all"
		comm -13 "$room/whole" "$room/part" > "$room/other"
		[ ! -s "$room/other" ] || { fail "$who: $what that are not the county's:"; head -5 "$room/other"; }
		[ "$(wc -l < "$room/part")" -lt "$(wc -l < "$room/whole")" ] || fail "$who: $what: nothing is missing; is nothing counted from records?"
	done
done

# ---- screens: the header names whose totals they are ----------------------------------------------------------
for screen in map tasks issues reports settlement duties checklists ledgers funnel feeds catalogue enrolment checks params; do
	as town show $screen; head -1 "$room/out" | grep -q '^施甸县 本乡镇 |' || fail "$screen: whose is it? $(head -1 "$room/out")"
	[ $screen = checks ] || silent 全县          # a rule is called so
	as many show $screen; head -1 "$room/out" | grep -q '^施甸县 本片区 |' || fail "$screen: whose is it? $(head -1 "$room/out")"
	[ $screen = checks ] || silent 全县          # a rule is called so
	as duty show $screen; head -1 "$room/out" | grep -q '^施甸县 |' || fail "$screen: $(head -1 "$room/out")"
done
as duty show map; says 全县
as town show map; says 本乡镇; silent 在办0
as duty show township yg; says 排名
as town show township yg; silent 排名; says 月报不在本范围
as many show map; silent 姚关; says 甸阳
as town show catalogue; says 县级下发数
as town show checks; says 只核算
as town show tasks; sed -n 2p "$room/out" | grep -q '^\[任务\]  *本乡镇' || fail "tasks: whose progress is it?"
as town show reports; says 不在本范围
as town list funnel --json; silent '"530521"'

exit "$fails"
