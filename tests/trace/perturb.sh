# A room that one line of tests/trace.csv may do anything to: a copy of a hub's file and a synced console's caches, made once
# for each pack and clock, and thrown away after the line.  Sourced by trace.test.sh after room.sh and lines.sh.  Lines are
# many: what the shell can do itself is not given to a program.
#   template PACK CLOCK     fresh        prove ID RUN EXPECT CHANGE THEN

template() { # PACK CLOCK: makes $room a room of this pack at this clock and keeps it in $from
	room_open "$1" "$2"
	guatu sync > "$out.before" 2>&1 || { fail "$1 at $2: no sync"; cat "$out.before"; }
	room_stop
	read -r current < "$room/cache/guatu/test/current"
	for old in "$room"/cache/guatu/test/cache.*; do         # it has no other generation to fall back on, nor to copy
		case $old in */"${current%db}"*) ;; *) rm -f "$old";; esac
	done
	mv "$room" "$from"
	seen=
}
fresh() { # the room as it was, whatever a line did to it
	room_stop
	rm -rf "$room"
	cp -a --reflink=auto "$from" "$room"
	user=duty-a spoilt=
}
served() { [ -n "$hub_pid" ] || room_start; }

# ---- the words of a change, beside those of a run --------------------------------------------------------
row() { # KIND ID [FIELD=VALUE]...: these cells of this record, or a new one
	kind=$1 head=id line=\"$2\"; shift 2
	for pair; do
		value=${pair#*=}
		case $value in *'"'*) value=$(printf '%s' "$value" | sed 's/"/""/g');; esac
		head=$head,${pair%%=*} line=$line,\"$value\"
	done
	printf '%s\n%s\n' "$head" "$line" > "$room/row.csv"
	hub import "$kind" "$room/row.csv"
}
param() { # NAME=VALUE[@DAY]: name and unit are those it has had
	key=${1%%=*} value=${1#*=} day=
	case $value in *@????-??-??) day=${value##*@} value=${value%@*};; esac
	read -r current < "$room/cache/guatu/test/current"
	set -- "$(sqlite3 -separator "$tab" "$room/cache/guatu/test/$current" "SELECT name, unit FROM param WHERE key = '$key' LIMIT 1")" "$value"
	row param "$key${day:+@$day}" "key=$key" "name=${1%%"$tab"*}" "unit=${1#*"$tab"}" "value=$2" "valid_from=$day"
}
take() { hub retract "$1" "$2" --reason 核对; } # KIND ID
clock() { # TIME: the room's clock stands there
	room_stop
	sqlite3 "$room/hub.db" "UPDATE meta SET value = strftime('%s', '$1') WHERE key = 'clock_room'" \
		"UPDATE meta SET value = strftime('%s', 'now') WHERE key = 'clock_real'"
}
hub() { # a command of guatu-hub on this room's file, in English
	of=$1; shift
	case $of in
	pack|user|import|batch|division) what=$1; shift; LC_ALL=en_US.UTF-8 "$BUILD/bin/guatu-hub" "$of" "$what" --db "$room/hub.db" "$@";;
	*) LC_ALL=en_US.UTF-8 "$BUILD/bin/guatu-hub" "$of" --db "$room/hub.db" "$@";;
	esac
}
as() { # ROLE [POST [PLACE]]: from here on this user is at the console
	served
	"$BUILD/bin/guatu-hub" user revoke "$user" --db "$room/hub.db" >/dev/null 2>&1
	user=${2:-$1-x}
	"$BUILD/bin/guatu-hub" user add "$user" --db "$room/hub.db" --post "$user" --role "$1" --scope "${3:-$county}" --uid "$uid" &&
	guatu sync >/dev/null 2>&1      # the cache holds what this user may see
}

# ---- a line ------------------------------------------------------------------------------------------
reads() { # STEPS: are they but looked at? then nobody has to serve and nothing has to be put back
	left="$1 && "
	while [ -n "$left" ]; do
		case $left in
		'list '*|'show '*|'--size '*' show '*|'--as-of '*' list '*) ;;
		*) return 1;;
		esac
		left=${left#* && }
	done
}
step() { # WORD ARGUMENTS
	case $1 in
	hub|row|param|take|clock|as) eval "$1 $2" ;;
	*) reads "$1 $2" || served; eval "guatu $1 $2" ;;
	esac
}
steps() { # STEPS OUT: the status of the last in $got; stops at one before it that fails
	todo_steps="$1 && "
	: > "$2"
	while [ -n "$todo_steps" ]; do
		one=${todo_steps%% && *} todo_steps=${todo_steps#* && }
		step "${one%% *}" "${one#"${one%% *}"}" >> "$2" 2>&1
		got=$?
		[ -z "$todo_steps" ] || [ "$got" = 0 ] || { fail "$id: $one: exit $got"; tail -5 "$2" | sed 's/^/    /'; return 1; }
	done
}
matches() { # OUT GOT EXPECT: `[!STATUS ]REGULAR EXPRESSION`
	want=0 re=$3
	case $re in '!'*) want=${re#!}; want=${want%% *}; re=${re#* };; esac
	[ "$2" = "$want" ] && grep -qE -- "$re" "$1"
}
look() { # RUN: what it says, in $out.before and $was; of two lines with the same run only once
	it=spoilt
	if reads "$1"; then it=; fi
	[ "$1" != "$seen" ] || return 0
	[ -z "$spoilt$it" ] || fresh
	seen= spoilt=$it
	steps "$1" "$out.before" || return
	was=$got
	[ -n "$it" ] || seen=$1
}
prove() { # ID RUN EXPECT CHANGE THEN
	id=$1 run=$2
	look "$run" || return
	matches "$out.before" "$was" "$3" || { fail "$id: $run does not say $3 (exit $was)"; head -12 "$out.before" | sed 's/^/    /'; return; }
	[ -n "$4" ] || return
	[ -z "$spoilt" ] || fresh
	spoilt=spoilt
	perturb "$4" "$5"
}
perturb() { # CHANGE THEN
	steps "$1" "$out.change" || return
	[ "$got" = 0 ] || { fail "$id: $1: exit $got"; tail -5 "$out.change" | sed 's/^/    /'; return; }
	served
	[ "$user" = duty-a ] || as duty duty-a >/dev/null 2>&1
	guatu sync > "$out.change" 2>&1 || { fail "$id: no sync after $1"; cat "$out.change"; return; }
	steps "$run" "$out.after" || return
	if cmp -s "$out.before" "$out.after"; then
		fail "$id: $run says the same after $1"; head -12 "$out.after" | sed 's/^/    /'
	elif matches "$out.before" "$was" "$2"; then
		fail "$id: $run says $2 before $1, too"
	elif ! matches "$out.after" "$got" "$2"; then
		fail "$id: $run does not say $2 (exit $got) after $1"; diff "$out.before" "$out.after" | head -12 | sed 's/^/    /'
	elif [ -n "${TRACE:-}" ]; then
		printf '%s: %s\n  %s\n' "$id" "$run" "$1"; diff "$out.before" "$out.after"
	fi
}
