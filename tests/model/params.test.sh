#!/bin/sh
# The keys of parameters that code asks for by name stand in model/figures/param_keys.def, and no others do.
set -u
cd "$(dirname "$0")/../.."
bad=0
asked=$(grep -rhoE '(store_param|hub_param_value|param_int|param_day)\([^"()]*(\([^()]*\))?[^"()]*"[a-z_]+"(( : | \|\| )"[a-z_]+")?' --include='*.c' store hub console screens net |
	grep -oE '"[a-z_]+"' | sort -u)
listed=$(sed -n 's/^PARAM_KEY(\(.*\))$/\1/p' model/figures/param_keys.def | sort -u)
for key in $asked; do
	echo "$listed" | grep -qxF "$key" || { echo "$key is asked for, and not in param_keys.def"; bad=1; }
done
for key in $listed; do
	plain=$(echo "$key" | tr -d '"')
	grep -rqE "[\"']$plain[\"']" --include='*.c' --include='*.sql' store hub console screens net ||
		{ echo "$key is in param_keys.def, and nothing asks for it"; bad=1; }
done
[ -n "$asked" ] || { echo "no key is asked for"; bad=1; }
exit $bad
