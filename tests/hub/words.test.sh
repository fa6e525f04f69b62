#!/bin/sh
# guatu-hub speaks by the rule of the console: Chinese, unless LC_ALL, LC_MESSAGES or LANG begins with "en".
set -u
cd "$(dirname "$0")/../.."
hub=${BUILD:-build}/bin/guatu-hub
fails=0
fail() { echo "FAIL: $*"; fails=1; }

# language WANT LC_ALL LC_MESSAGES LANG: neither locale need be there
language() {
	LC_ALL=$2 LC_MESSAGES=$3 LANG=$4 LANGUAGE=${5:-} "$hub" --help | grep -q "^$1" || fail "LC_ALL=$2 LC_MESSAGES=$3 LANG=$4: not $1"
}
language 用法 '' '' ''
language 用法 C.UTF-8 '' ''
language 用法 '' '' C
language 用法 zh_CN.UTF-8 en_US.UTF-8 en_US.UTF-8 en
language usage en_US.UTF-8 '' ''
language usage '' en_GB.UTF-8 C
language usage '' '' en_US.UTF-8 zh_CN
exit "$fails"
