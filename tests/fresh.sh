#!/bin/sh
# Proves the two commands on a fresh Debian 12: a debootstrap minbase system with git and make,
# a clone of this repository, then `make demo` without a terminal and `make check`.
# Needs root, debootstrap and about 2 GB; not part of `make check`.
#
#   tests/fresh.sh [DIRECTORY]      keeps the base system in DIRECTORY (default: build/fresh) for the next run
#   MIRROR=URL                      where Debian 12 comes from; default: what this machine's apt uses
set -eu
[ "$(id -u)" = 0 ] || { echo "fresh: debootstrap needs root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "fresh: install debootstrap first: apt-get install debootstrap" >&2; exit 2; }
top=$(cd "$(dirname "$0")/.." && pwd)
base=${1:-$top/build/fresh}
MIRROR=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')}
security=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | awk '$2 == "bookworm-security" { print $1; exit }')

if [ ! -e "$base/base/etc/debian_version" ]; then
	rm -rf "$base/base"
	mkdir -p "$base"
	debootstrap --variant=minbase --include=git,make,ca-certificates bookworm "$base/base" "$MIRROR"
fi
root=$base/root
cleanup() { umount "$root/proc" "$root/dev/pts" 2>/dev/null || true; rm -rf "$root"; }
trap cleanup EXIT
cleanup
cp -a "$base/base" "$root"
{ echo "deb $MIRROR bookworm main"; [ -z "$security" ] || echo "deb $security bookworm-security main"; } > "$root/etc/apt/sources.list"
# The machine's own apt settings (proxies, certificates) hold in the fresh system too.
cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp /etc/hosts "$root/etc/hosts"
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/pts"
mount -t devpts devpts "$root/dev/pts" 2>/dev/null || true
[ -e "$root/dev/ptmx" ] || ln -s pts/ptmx "$root/dev/ptmx"

git clone -q "$top" "$root/root/guatu"
in_fresh() { chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=xterm-256color sh -c "cd /root/guatu && $1"; }
echo "fresh: make demo"
in_fresh 'make demo </dev/null' | tee "$base/demo.txt"
towns=$(in_fresh "tail -n +2 packs/shidian-2020/division.csv" | awk -F, '$1 ~ /^530521[0-9][0-9][0-9]$/' | wc -l)
[ "$towns" = 13 ] || { echo "fresh: the pack has $towns townships" >&2; exit 1; }
for name in 甸阳 由旺 姚关 仁和 太平 万兴 摆榔 酒房 旧城 木老元 老麦 何元 水长 逾期; do
	grep -q "$name" "$base/demo.txt" || { echo "fresh: the demo does not show $name" >&2; exit 1; }
done
[ "${ONLY_DEMO:-}" = 1 ] || { echo "fresh: make check"; in_fresh 'make check'; }
echo "fresh: both commands work on a fresh Debian 12"
