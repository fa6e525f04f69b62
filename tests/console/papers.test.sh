#!/bin/sh
# Manual pages agree with the tables and lint clean, completions know every command, install and uninstall
# are each other's inverse.
set -u
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
bad=0
say() { echo "FAIL: $1"; bad=1; }

TABLES=$BUILD/tools/tables sh tools/man-tables.sh --check man/*.[1-8] || bad=1
mandoc -Tlint -Wwarning man/*.[1-8] || bad=1

# a drifted page must be noticed, or this test proves nothing
sed 's/^\.It Cm close .*/.It Cm shut/' man/guatu.1 > "$work/guatu.1"
TABLES=$BUILD/tools/tables sh tools/man-tables.sh --check "$work/guatu.1" 2>/dev/null && say "a drifted manual page was not noticed"

completions=$BUILD/share/bash-completion/completions/guatu
bash -n "$completions" || bad=1
answers() { # WORDS...: what bash offers for the last one
	bash -c 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _guatu; printf "%s\n" "${COMPREPLY[@]}"' "$completions" "$@"
}
[ "$(answers guatu clo)" = close ] || say "bash does not complete clo"
answers guatu --profile x close 2020-0001 --late | grep -qx -- --late-reason || say "bash does not complete --late"
answers guatu show '' | grep -qx map || say "bash does not complete show map"
answers guatu list '' | grep -qx issues || say "bash does not complete list issues"

hub=$BUILD/share/bash-completion/completions/guatu-hub
offers() { # WORDS...: what bash offers for the last one
	bash -c 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _guatu_hub; echo "${COMPREPLY[@]}"' "$hub" "$@"
}
[ "$(offers guatu-hub hand)" = hand-over ] || say "bash does not complete guatu-hub hand"
[ "$(offers guatu-hub pack '')" = "list load off on new check" ] || say "bash does not complete guatu-hub pack"
[ "$(offers guatu-hub import --skip-bad --pe)" = "" ] && [ "$(offers guatu-hub import roster --pe)" = --period ] || say "options of a command only"
[ "$(offers guatu-hub serve --db '')" = "" ] || say "after --db files are meant, not options"
for option in $(sed -n 's/^OPTION([A-Z_]*, "\([a-z-]*\)".*/\1/p' hub/cmd/options.def | sort -u); do
	for f in "$hub" "$BUILD/share/zsh/site-functions/_guatu-hub"; do
		grep -q -- " --$option\>" "$f" || say "$f does not know --$option"
	done
	grep -q -- "-l $option\$" "$BUILD/share/fish/vendor_completions.d/guatu-hub.fish" || say "fish does not know --$option"
done

for verb in $(sed -n 's/^VERB([A-Z_]*, "\([a-z]*\)".*/\1/p' model/flow/flow.def | sort -u); do
	for f in "$completions" "$BUILD/share/zsh/site-functions/_guatu" "$BUILD/share/fish/vendor_completions.d/guatu.fish"; do
		grep -qw -- "$verb" "$f" || say "$f does not know $verb"
	done
	grep -q "^\.It Cm $verb" man/guatu.1 || say "guatu(1) does not know $verb"
done
for action in $(sed -n 's/^ACTION([A-Z_0-9]*, "\([a-z0-9-]*\)".*/\1/p' screens/kit/actions.def); do
	grep -q "^\.It Ic $action " man/guatu.1 || say "guatu(1) does not know the action $action"
done

# staged: every file is there, and afterwards nothing
make -s install-files BUILD="$BUILD" CC="${CC:-cc}" DESTDIR="$work/stage" PREFIX=/usr >/dev/null || say "make install"
for f in bin/guatu bin/guatu-hub libexec/guatu/guatu-sync share/man/man1/guatu.1 share/man/man5/guatu.conf.5 \
	share/guatu/packs/shidian-2020/issue.csv share/locale/zh_CN/LC_MESSAGES/guatu.mo share/zsh/site-functions/_guatu; do
	[ -f "$work/stage/usr/$f" ] || say "not installed: $f"
done
[ "$(stat -c %a "$work/stage/usr/bin/guatu")" = 755 ] && [ "$(stat -c %a "$work/stage/usr/share/man/man1/guatu.1")" = 644 ] || say "modes"
# the installed program finds its own files
XDG_STATE_HOME="$work" "$work/stage/usr/bin/guatu" help exits | grep -q '未做任何操作' || say "the installed program does not find its translation"
make -s uninstall BUILD="$BUILD" CC="${CC:-cc}" DESTDIR="$work/stage" PREFIX=/usr >/dev/null || say "make uninstall"
left=$(find "$work/stage" 2>/dev/null)
[ -z "$left" ] || say "left behind: $left"
# in place: others' directories stay, ours go
mkdir -p "$work/usr/bin"
make -s install-files BUILD="$BUILD" CC="${CC:-cc}" PREFIX="$work/usr" >/dev/null && make -s uninstall BUILD="$BUILD" CC="${CC:-cc}" PREFIX="$work/usr" >/dev/null
[ -d "$work/usr/bin" ] || say "uninstall took a directory that is not ours"
left=$(find "$work/usr" -type f -o -name guatu)
[ -z "$left" ] || say "left behind: $left"
exit $bad
