#!/bin/sh
# Installs the Debian packages that are missing, in steps each of which holds the one before:
#
#   tools/deps.sh build    to compile and run: make, make demo
#   tools/deps.sh check    to test: make check; nothing that serves, nothing huge
#   tools/deps.sh full     to test all: .ci/run; a test that misses one of these says so and is skipped
#
# No service is started, and none that was not there before will be at the next boot.
set -eu
build="build-essential pkg-config libncurses-dev libcurl4-openssl-dev libsqlite3-dev libcjson-dev libinih-dev
libmicrohttpd-dev libssl-dev zlib1g-dev libzstd-dev libexpat1-dev libminizip-dev gettext unicode-data"
check="libcmocka-dev libvterm-dev mandoc sqlite3 procps tmux screen"
# Of words parted by | one is enough; the last is installed when there is none.
full="libreoffice-calc|libreoffice-calc-nogui postgresql nginx openssh-server valgrind clang clang-tidy cppcheck shellcheck"
services="postgresql nginx ssh"

case ${1:-} in
build) wanted=$build ;;
check) wanted="$build $check" ;;
full)  wanted="$build $check $full" ;;
*)     echo "usage: tools/deps.sh build|check|full" >&2; exit 2 ;;
esac

is_installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
any_installed() { # A|B
	for p in $(echo "$1" | tr '|' ' '); do
		if is_installed "$p"; then return 0; fi
	done
	return 1
}
missing=
for w in $wanted; do
	any_installed "$w" || missing="$missing ${w##*|}"
done
[ -n "$missing" ] || exit 0

echo "guatu: installing:$missing"
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || { echo "guatu: not root and no sudo; as root run: tools/deps.sh $1" >&2; exit 1; }
	exec sudo sh "$0" "$1"
fi

# What Debian's packages ask before they start a service; and the way back.
policy=/usr/sbin/policy-rc.d
go_back() {
	rm -f "$policy"
	[ ! -e "$policy.before-guatu" ] || mv "$policy.before-guatu" "$policy"
}
if [ "$1" = full ]; then
	had=
	for s in $services; do
		if [ -e "/etc/init.d/$s" ]; then had="$had $s "; fi
	done
	trap go_back EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	[ ! -e "$policy" ] || mv "$policy" "$policy.before-guatu"
	printf '#!/bin/sh\nexit 101\n' > "$policy"
	chmod 755 "$policy"
fi
apt-get update -qq
# shellcheck disable=SC2086  # a list of words
env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get install -y -qq --no-install-recommends $missing
if [ "$1" = full ]; then
	for s in $services; do
		case $had in *" $s "*) continue ;; esac
		update-rc.d "$s" disable >/dev/null 2>&1 || true
	done
fi
