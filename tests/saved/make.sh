#!/bin/sh
# make.sh BUILD OUT: saves what a version's programs (BUILD: its build folder, from its tag) leave on a disk, an operation
# in every state, for later versions to open: OUT/hub.sql, cache.sql, outbox.sql and outbox.journal.ndjson.  Wants tmux.
set -eu
cd "$(dirname "$0")/../.."
BUILD=$1 out=$2
. tests/support/room.sh
dir=$room/state/guatu/test
trap 'tmux -L guatu-saved kill-server 2>/dev/null || :; room_close' EXIT

mkdir "$room/pack"
printf 'id,parent,level,name,sample\n530521,,3,旧县,1\n530521101,530521,4,东镇,1\n' >"$room/pack/division.csv"
printf 'id,name\nduty-a,值班岗\nleader,局长\n' >"$room/pack/post.csv"
printf "id,list,code,name\nsource:SELF,source,SELF,自查\nclose_result:FIXED,close_result,FIXED,已改\n" >"$room/pack/term.csv"
{
	echo id,title,status,division,deadline,source,verified_by,evidence,sample
	for what in confirmed acked applied sent close comment conflict refused draft superseded withdrawn; do
		echo "$what,$what,VERIFIED,530521101,2020-06-30,SELF,leader,[],1"
	done
} >"$room/pack/issue.csv"

user() { "$BUILD/bin/guatu-hub" user add duty-a --db "$room/hub.db" --post duty-a --role "$1" --scope 530521 --uid "$(id -u)" >>"$room/hub.log" 2>&1; }
# Put into the outbox while no hub answers.
queue() { status=0; guatu "$@" >"$room/out" 2>&1 || status=$?; [ $status = 3 ] || { echo "$*: $status"; cat "$room/out"; exit 1; }; }
comment() { queue comment "$1" --note "note $1"; }
close_() { queue close "$1" --result FIXED --note "note $1" --evidence 文1号 --verifier leader; }
try() { guatu "$@" >"$room/out" 2>&1 || :; }
# The same officer on another machine.
other() { "$BUILD/bin/guatu" --profile other --hub "unix:$room/hub.sock" "$@" >>"$room/out" 2>&1 3<&- </dev/null || { cat "$room/out"; exit 1; }; }

room_env
"$BUILD/bin/guatu-hub" init --db "$room/hub.db" --pack "$room/pack" --clock 2020-06-18T09:00:00+08:00 >"$room/hub.log"
user duty
room_start
guatu sync >"$room/out"
guatu comment confirmed --note 'note confirmed' >"$room/out"
other sync
other comment conflict --note elsewhere
other close superseded --result FIXED --note elsewhere --evidence 文2号 --verifier leader
room_stop
comment conflict
close_ superseded
room_start; try sync; room_stop
comment refused
user viewer
room_start; try sync; room_stop
user duty
room_start; try sync; room_stop
# Four times lost before it was sent: it goes behind the others.
comment sent
room_start
for round in 1 2 3 4; do (export GUATU_SYNC_FAILPOINT=before-send; try sync); done
room_stop
# Of two more the answer to the second is lost, and with it what the cache would have learnt of the first.
comment acked
comment applied
(export GUATU_HUB_FAILPOINT=after-commit:2; room_start; try sync)
# Never sent; the second comment builds on the first.
close_ close
comment comment
queue comment comment --note 'note comment again'
queue register --title 'note register' --source SELF --division 530521101 --deadline 2020-06-30
comment withdrawn
guatu outbox withdraw "$(sqlite3 "$dir/outbox.db" "SELECT uuid FROM op WHERE id = 'withdrawn'")" >"$room/out"
# Half typed when the terminal was closed.
keys() { tmux -L guatu-saved send-keys "$@"; }
see() { until tmux -L guatu-saved capture-pane -p | grep -q "$1"; do :; done; }
tmux -L guatu-saved -f /dev/null new-session -d -x 80 -y 24 "exec $BUILD/bin/guatu --profile test --hub unix:$room/hub.sock"
see 旧县; keys 3; see withdrawn; keys / draft Enter x; see 校验; keys Tab 'note draft'; see 'note draft'
tmux -L guatu-saved kill-server
until [ "$(sqlite3 "$dir/outbox.db" "SELECT count(*) FROM op WHERE state = 'draft'" 2>/dev/null)" = 1 ]; do :; done

save() { # DATABASE NAME: as text, with what a dump leaves out
	value() { sqlite3 "$1" "PRAGMA $2"; }
	{       # the room is elsewhere next time
		for pragma in page_size auto_vacuum; do echo "PRAGMA $pragma=$(value "$1" $pragma);"; done
		sqlite3 "$1" .dump
		for pragma in user_version application_id journal_mode; do echo "PRAGMA $pragma=$(value "$1" $pragma);"; done
	} | sed "s|$room|ROOM|g" >"$out/$2.sql"
}
mkdir -p "$out"
save "$room/hub.db" hub
save "$room/cache/guatu/test/$(cat "$room/cache/guatu/test/current")" cache
save "$dir/outbox.db" outbox
cp "$dir/outbox.journal.ndjson" "$out/"
