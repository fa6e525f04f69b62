#!/bin/sh
# The command line without a hub: usage, configuration, exit statuses, output that cannot be written.
set -u
cd "$(dirname "$0")/../.."
. tests/support/room.sh
room_env

expect 0 --version; says "guatu "
expect 0 help; says close; says 销号
expect 0 help exits; says 待发箱
expect 0 help config; says ambiguous_width
expect 0 help keys; says "down = j Down"
expect 0 help lists; says townships
expect 0 help params; says valid_from; says 生效
expect 0 close --help; says --late-reason; says --dry-run
[ ! -e "$room/cache/guatu" ] && [ ! -e "$room/state/guatu" ] || fail "help makes directories"
guatu help > "$room/help" || fail help
expect 0 --help; cmp -s "$room/help" "$room/out" || fail "--help is not what help prints"
expect 0 help close; says --late-reason
expect 2 help nosuch; says nosuch; says "exits | config"; says lateness
for topic in lateness 时限 临期 逾期 缺办 补办 overdue MADE_UP; do
	expect 0 help $topic
	for word in '临期 DUE_SOON' '逾期 OVERDUE' '缺办 MISSED' '补办 MADE_UP' 过了期限才办结; do says "$word"; done
done
for topic in past as-of 过去; do expect 0 help $topic; says 事件记录; says 'status=?'; says 4月30日; done
expect 2 nosuch --help; says "没有这个命令：nosuch"
expect 2 --bogus; says "没有这个选项：--bogus"; silent 没有这个命令
expect 2 nonsense; says "guatu help"
expect 2 --size 10x10 show map; says 40x12
expect 2 --as-of 2020-02-30 show map; says "那个月没有这一天"
expect 2 --as-of 2020-13-01 show map; says "没有这个月份"
expect 2 --as-of 昨天 show map; says 2020-06-30
expect 2 --hub http://hub.example list issues; says unix:/
expect 2 --profile ../x show map
expect 2 list issues --json --csv
expect 2 list issues --frobnicate; says --frobnicate
expect 2 show
expect 2 close --note x
expect 2 close 2020-0001 --note
expect 2 close 2020-0001 --as-of 2020-01-01; says --as-of
expect 2 list issues --limit 0

# nothing pulled and no hub there: says so, exit 3, and makes only private directories
expect 3 list issues; says "guatu sync"
[ "$(stat -c %a "$room/state/guatu/test")" = 700 ] || fail "state directory is not private"
[ "$(stat -c %a "$room/cache/guatu/test")" = 700 ] || fail "cache directory is not private"
[ -z "$(find "$room/state" "$room/cache" -type f -perm /077)" ] || fail "files that others can read"
chmod 755 "$room/state/guatu/test"
expect 1 list issues; says "chmod 700"
chmod 700 "$room/state/guatu/test"

# configuration: file, line, what is allowed
mkdir -p "$room/config/guatu"
printf '[guatu]\ntheme = pink\n[profile test]\ncolour = 1\n' > "$room/config/guatu/guatu.conf"
expect 2 list issues; says "guatu.conf:2: "; says "auto dark light mono"; says "guatu.conf:4: "; says token_file
expect 1 doctor; says "guatu.conf:2: "; says '!!'; says '->'
printf '[keys]\nhelp = q\n' > "$room/config/guatu/guatu.conf"
expect 2 list issues; says leave
rm "$room/config/guatu/guatu.conf"
expect 2 --config "$room/none.conf" help

# doctor: every line is ok, !!, or what to do
expect 1 doctor
! grep -vE '^(ok  |!!  |    -> |guatu-sync: )' "$room/out" || fail "doctor says something else"
silent 日历      # what no hub has sent yet is not missed

# a corrupt outbox is never touched and nothing is sent; the rest works
expect 0 outbox list; says 待发箱为空
printf 'this is no database, and long enough to be looked at as one......................................................' > "$room/state/guatu/test/outbox.db"
chmod 600 "$room/state/guatu/test/outbox.db"
before=$(cksum < "$room/state/guatu/test/outbox.db")
expect 1 outbox; says outbox.db
[ "$(cksum < "$room/state/guatu/test/outbox.db")" = "$before" ] || fail "a damaged outbox was touched"
rm "$room/state/guatu/test"/outbox*

# output that cannot be written is an error, a reader that leaves is none of ours to report
guatu help >/dev/full 2>"$room/out" && fail "a full disk was not noticed"
says "输出写不出去"
{ guatu help keys 2>"$room/out"; echo $? > "$room/status"; } | head -n 1 >/dev/null
[ ! -s "$room/out" ] || fail "a reader that left was reported"

# the sync process gets no descriptor, no variable and no argument it should not have
mkdir -p "$room/inst/bin" "$room/inst/libexec/guatu"
cp "$BUILD/bin/guatu" "$room/inst/bin/"
printf '#!/bin/sh\nls -l /proc/$$/fd > %s/fds\nenv > %s/env\necho "$@" > %s/args\nexit 1\n' "$room" "$room" "$room" > "$room/inst/libexec/guatu/guatu-sync"
chmod 755 "$room/inst/libexec/guatu/guatu-sync"
printf 'secret-token-0123456789' > "$room/token"
printf '[profile test]\nhub = https://hub.example\ntoken_file = %s/token\n' "$room" > "$room/config/guatu/guatu.conf"
(export TERMINFO=/tmp/evil https_proxy=http://evil LD_DEBUG_OUTPUT=/tmp/evil CURL_HOME=/tmp/evil SSLKEYLOGFILE=/tmp/evil
	"$room/inst/bin/guatu" --profile test sync 8>"$room/leak" 9<"$room/token" >"$room/out" 2>&1 </dev/null)
[ -s "$room/fds" ] || fail "the sync process was not started"
! grep -qE 'leak|token' "$room/fds" || { fail "descriptors leak into the sync process:"; cat "$room/fds"; }
! grep -q evil "$room/env" || { fail "variables leak into the sync process:"; grep evil "$room/env"; }
! grep -q secret "$room/env" "$room/args" "$room/out" || fail "the token is in the environment or the arguments"
grep -q -- "--token-file $room/token" "$room/args" || fail "the token file is not named: $(cat "$room/args")"
rm "$room/config/guatu/guatu.conf"

# English only when the locale says so
LC_ALL= LC_MESSAGES= LANG=en_US.UTF-8 "$BUILD/bin/guatu" help > "$room/out"; says "commands:"
LC_ALL= LC_MESSAGES= LANG=C "$BUILD/bin/guatu" help > "$room/out"; says "命令："
LC_ALL= LC_MESSAGES= LANG= "$BUILD/bin/guatu" help > "$room/out"; says "命令："
[ "$fails" = 0 ]
