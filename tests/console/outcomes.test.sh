#!/bin/sh
# Every way a round with the hub can end has its own words, with the reason, and its own exit status.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/support/room.sh

room_open shidian-2020 2020-06-18T09:00:00+08:00
expect 0 sync; says 已与中心一致
# the system's words, in whatever language it has them
says_errno() { grep -qF -e "$1" -e "$2" "$room/out" || says "$1"; }
sync_at() { # STATUS WORDS [CONF LINE...]: guatu sync with this hub and configuration
	want=$1 words=$2; shift 2
	mkdir -p "$room/config/guatu"
	printf '[profile test]\n' > "$room/config/guatu/guatu.conf"
	printf '%s\n' "$@" >> "$room/config/guatu/guatu.conf"
	"$BUILD/bin/guatu" --profile test sync >"$room/out" 2>&1 3<&- </dev/null
	got=$?
	[ $got = "$want" ] || { fail "$*: exit $got, wanted $want"; cat "$room/out"; }
	says "$words"
	rm "$room/config/guatu/guatu.conf"
}

# ---- in step, though something here waits to be decided: said so, again and again, and never as a hub that is gone
issue=$(guatu list issues status=VERIFIED --csv --fields id --limit 1 | sed -n 2p | tr -d '\r')
cp -a "$room/cache/guatu/test" "$room/before"
expect 0 comment "$issue" --note one
mv "$room/cache/guatu/test" "$room/after"; mv "$room/before" "$room/cache/guatu/test"
room_stop
expect 3 comment "$issue" --note two; says "$room/hub.sock"
rm -r "$room/cache/guatu/test"; mv "$room/after" "$room/cache/guatu/test"
sqlite3 "$room/state/guatu/test/outbox.db" "DELETE FROM op WHERE state IN ('acked', 'confirmed')"
room_start
for round in 1 2 3; do
	expect 4 sync; says 已与中心一致; says "冲突 1"; says "guatu outbox"; silent "$room/hub.sock"
done
expect 1 doctor; says "中心 unix:$room/hub.sock 连通"
op=$(guatu outbox --raw --csv | sed -n 2p | cut -d, -f1 | tr -d '"')
expect 0 outbox drop "$op"
expect 0 sync; says 已与中心一致

# ---- the hub: gone, unknown, not it, not to be believed
room_stop
expect 3 sync; says "$room/hub.sock"; says_errno "No such file" 没有这个文件
room_start
sync_at 3 "127.0.0.1:1" "hub = http://127.0.0.1:1"; says_errno "Connection refused" 拒绝
sync_at 3 "nowhere.invalid" "hub = https://nowhere.invalid"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout "$room/key" -out "$room/cert" \
	-subj "/O=Nobody/CN=hub.example" >/dev/null 2>&1
openssl s_server -accept 127.0.0.1:0 -cert "$room/cert" -key "$room/key" -www >"$room/tls" 2>&1 3<&- </dev/null &
tls=$!
until port=$(sed -n 's/^ACCEPT 127.0.0.1:\([0-9]*\).*/\1/p' "$room/tls") && [ -n "$port" ]; do kill -0 $tls || break; done
sync_at 8 "hub.example" "hub = https://127.0.0.1:$port"; says Nobody; says self-signed
# trusted, but made out to another name
sync_at 8 "hub.example" "hub = https://127.0.0.1:$port" "ca_file = $room/cert"
sync_at 8 "ca_file" "hub = https://127.0.0.1:$port" "ca_file = $room/none"
kill $tls; wait $tls 2>/dev/null

# ---- the token's file
sync_at 7 "$room/token" "hub = http://127.0.0.1:1" "token_file = $room/token"; says_errno "No such file" 没有这个文件
echo 0123456789abcdef > "$room/token"; chmod 644 "$room/token"
sync_at 7 "chmod 600" "hub = http://127.0.0.1:1" "token_file = $room/token"; says "$room/token"
chmod 600 "$room/token"; : > "$room/token"
sync_at 7 "$room/token" "hub = http://127.0.0.1:1" "token_file = $room/token"
ln -s token "$room/link"
sync_at 7 "$room/link" "hub = http://127.0.0.1:1" "token_file = $room/link"

# ---- here: no room; and the same is said when a sync process runs already and is asked
rm -rf "$room/cache/guatu/test"
(trap "" XFSZ; ulimit -f 64; guatu sync >"$room/out" 2>&1); got=$?
[ $got = 1 ] || fail "a full disk: exit $got"
grep -q 盘 "$room/out" || { fail "a full disk is not said"; cat "$room/out"; }
rm -rf "$room/cache/guatu/test"
expect 0 sync
"$BUILD/bin/guatu" --profile test --hub "unix:$room/hub.sock" sync --watch >"$room/watch" 2>&1 3<&- </dev/null &
watcher=$!
until [ -S "$room/run/guatu/test.sock" ]; do kill -0 $watcher || break; done
room_stop
expect 3 sync; says "$room/hub.sock"
kill $watcher; wait $watcher 2>/dev/null

# ---- a home behind a symbolic link is as good as any
room_start
mkdir -m 700 "$room/real"
ln -s real "$room/alias"
(export XDG_STATE_HOME="$room/alias/state" XDG_CACHE_HOME="$room/alias/cache"; guatu sync >"$room/out" 2>&1) || { fail "a linked home"; cat "$room/out"; }
[ -s "$room/real/cache/guatu/test/current" ] || fail "a linked home is not used"

# ---- every status that a command ends with is in the manual and in the help
for status in 0 1 2 3 4 5 6 7 8 9 10 11; do
	grep -q "^\.It $status\$" man/guatu.1 || fail "guatu(1) has no exit status $status"
	guatu help exits | grep -q "^  $status " || fail "help exits has no $status"
done
[ "$fails" = 0 ]
