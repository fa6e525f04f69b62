#!/bin/sh
# Installs the Debian packages Guatu is built and tested with, saying which are missing.
set -eu
packages="build-essential pkg-config libncurses-dev libcurl4-openssl-dev libsqlite3-dev libcjson-dev libinih-dev
libmicrohttpd-dev libssl-dev zlib1g-dev libexpat1-dev libminizip-dev libzstd-dev libcmocka-dev libvterm-dev gettext mandoc sqlite3 unicode-data procps
tmux screen"

missing=
for p in $packages; do
	dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null | grep -qx installed || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

echo "guatu: installing:$missing"
as_root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null || { echo "guatu: not root and no sudo; as root run: apt-get install$missing" >&2; exit 1; }
	as_root=sudo
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086  # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
