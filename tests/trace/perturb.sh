# A room that one line of tests/trace.csv may do anything to: a copy of a hub's file and a synced console's caches, made once
# for each pack and clock, and thrown away after the line.  Sourced by trace.test.sh after room.sh and lines.sh.
#   template PACK CLOCK     fresh     prove ID RUN EXPECT CHANGE THEN

template() { # makes $room a room of this pack at this clock and keeps it in $templates
	room_open "$1" "$2"
	guatu sync > "$room/out" 2>&1 || { fail "$1 at $2: no sync"; cat "$room/out"; }
	room_stop
	mkdir -p "$templates/$1@$2"
	cp "$room"/hub.db "$templates/$1@$2"
	echo "$county" > "$templates/$1@$2/county"
	cp -R "$room"/cache "$room"/config "$room"/state "$templates/$1@$2"
	rm -rf "$room"/hub.db* "$room"/cache "$room"/config "$room"/state "$room"/run
}
fresh() { # the room as it was, whatever a line did to it
	room_stop
	rm -rf "$room"/hub.db* "$room"/cache "$room"/config "$room"/state "$room"/run
	mkdir -m 700 "$room/run"
	cp -R --reflink=auto "$from"/. "$room"
	user=duty-a spoilt=
}
served() { [ -n "$hub_pid" ] || room_start; }

# ---- the words of a change, beside those of a run --------------------------------------------------------
cell() { # a cell of a CSV file
	case $1 in
	*'"'*) printf '"%s"' "$(printf '%s' "$1" | sed 's/"/""/g')";;
	*) printf '"%s"' "$1";;
	esac
}
row() { # KIND ID [FIELD=VALUE]...: these cells of this record, or a new one
	kind=$1 head=id line=$(cell "$2"); shift 2
	for pair; do
		head=$head,${pair%%=*} line=$line,$(cell "${pair#*=}")
	done
	printf '%s\n%s\n' "$head" "$line" > "$room/row.csv"
	hub import "$kind" "$room/row.csv"
}
param() { # NAME=VALUE[@DAY]: name and unit are those it has had
	key=${1%%=*} value=${1#*=} day=
	case $value in *@????-??-??) day=${value##*@} value=${value%@*};; esac
	set -- "$(sqlite3 -separator "$tab" "$room/cache/guatu/test/$(cat "$room/cache/guatu/test/current")" \
		"SELECT name, unit FROM param WHERE key = '$key' LIMIT 1")"
	row param "$key${day:+@$day}" "key=$key" "name=${1%%"$tab"*}" "unit=${1#*"$tab"}" "value=$value" "valid_from=$day"
}
take() { hub retract "$1" "$2" --reason 核对; } # KIND ID
clock() { # TIME: the room's clock stands there
	room_stop
	sqlite3 "$room/hub.db" "UPDATE meta SET value = strftime('%s', '$1') WHERE key = 'clock_room'" \
		"UPDATE meta SET value = strftime('%s', 'now') WHERE key = 'clock_real'"
}
hub() { # a command of guatu-hub on this room's file
	of=$1; shift
	case $of in
	pack|user|import|batch|division) what=$1; shift; tests/support/guatu-hub "$of" "$what" --db "$room/hub.db" "$@";;
	*) tests/support/guatu-hub "$of" --db "$room/hub.db" "$@";;
	esac
}
as() { # ROLE [POST [PLACE]]: from here on this user is at the console
	served
	"$BUILD/bin/guatu-hub" user revoke "$user" --db "$room/hub.db" >/dev/null 2>&1
	user=${2:-$1-x}
	"$BUILD/bin/guatu-hub" user add "$user" --db "$room/hub.db" --post "$user" --role "$1" \
		--scope "${3:-$(cat "$room/county")}" --uid "$(id -u)" &&
	guatu sync >/dev/null 2>&1      # the cache holds what this user may see
}

# ---- a line ------------------------------------------------------------------------------------------
reads() { # STEPS: are they but looked at? then nobody has to serve and nothing has to be put back
	printf '%s\n' "$1" | awk '{ gsub(/ && /, "\n"); print }' | grep -qvE '^((--size|--as-of) [^ ]+ )*(list|show|issue|entry|help) ' && return 1
	return 0
}
step() { # WORD REST
	case $1 in
	hub|row|param|take|clock|as) eval "$1 $2" ;;
	*) served; eval "guatu $1 $2" ;;
	esac
}
steps() { # STEPS OUT: the status of the last in $got; stops at one before it that fails
	printf '%s\n' "$1" | awk '{ gsub(/ && /, "\n"); print }' > "$room/steps"
	total=$(wc -l < "$room/steps") n=0
	: > "$2"
	while read -r word rest <&4; do
		n=$((n + 1))
		step "$word" "$rest" >> "$2" 2>&1
		got=$?
		[ "$n" = "$total" ] || [ "$got" = 0 ] || { fail "$id: $word $rest: exit $got"; tail -5 "$2" | sed 's/^/    /'; return 1; }
	done 4< "$room/steps"
}
matches() { # OUT GOT EXPECT: `[!STATUS ]REGULAR EXPRESSION`
	want=0 re=$3
	case $re in '!'*) want=${re#!}; want=${want%% *}; re=${re#* };; esac
	[ "$2" = "$want" ] && grep -qE -- "$re" "$1"
}
prove() { # ID RUN EXPECT CHANGE THEN
	id=$1 run=$2 it=spoilt
	if reads "$run"; then it=; fi
	[ -z "$spoilt$it" ] || fresh
	spoilt=$it
	steps "$run" "$room/before" || return
	was=$got
	matches "$room/before" "$was" "$3" || { fail "$id: $run does not say $3 (exit $was)"; head -12 "$room/before" | sed 's/^/    /'; return; }
	[ -n "$4" ] || return
	[ -z "$spoilt" ] || fresh
	spoilt=spoilt
	perturb "$4" "$5"
}
perturb() { # CHANGE THEN
	steps "$1" "$room/change" || return
	[ "$got" = 0 ] || { fail "$id: $1: exit $got"; tail -5 "$room/change" | sed 's/^/    /'; return; }
	served
	[ "$user" = duty-a ] || as duty duty-a >/dev/null 2>&1
	guatu sync > "$room/change" 2>&1 || { fail "$id: no sync after $1"; cat "$room/change"; return; }
	steps "$run" "$room/after" || return
	! cmp -s "$room/before" "$room/after" || { fail "$id: $run says the same after $1"; head -12 "$room/after" | sed 's/^/    /'; return; }
	! matches "$room/before" "$was" "$2" || { fail "$id: $run says $2 before $1, too"; return; }
	matches "$room/after" "$got" "$2" ||
		{ fail "$id: $run does not say $2 (exit $got) after $1"; diff "$room/before" "$room/after" | head -12 | sed 's/^/    /'; return; }
	[ -z "${TRACE:-}" ] || { printf '%s: %s\n  %s\n' "$id" "$run" "$1"; diff "$room/before" "$room/after"; }
}
