#!/bin/sh
# JSON that is handed in - records, a roster, claims, a source's - goes one way: rows_at and map of the source, places by
# record and member, members left out named once.
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,format,ledger,rows_at,map,url,next
poor,扶贫名册,roster,IN,json,,data.list,person.idNo=身份证号;town=区划;kind=人群;person.in=是否参保,,
clm,结算明细,claims,IN,json,,,psn=身份证号;code=区划;when=结算日期,,
plat,平台结算,settlement,IN,json,,result.rows,org.code=division;fee=总费用(元),http://127.0.0.1:9/,page=1 total=n
cases,省局名单,entry,IN,json,alert,,hit.day=extra.seen;hit.n=extra.n,,
X
printf 'id,ledger,key,name,type\nalert:seen,alert,seen,发现日,date\nalert:n,alert,n,次数,int\n' >"$pack/ledger_field.csv"
cat >"$pack/ledger.csv" <<'X'
id,name,unit
alert,预警台账,人
X
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,sort
alert:FOUND,alert,FOUND,发现,OPEN,-,1
alert:GONE,alert,GONE,消除,CLOSED,FOUND,2
X
printf 'id,key,name,value,unit\nw1,w1,单次,30000,yuan\n' >"$pack/param.csv"
printf 'id,name,over,svc,amount,op,param,ledger,scope\nW,单次三万,SINGLE,IP,oop,>=,w1,alert,INDIVIDUAL\n' >"$pack/watch.csv"
county 2020-06-18T09:00:00+08:00
record() { ask "SELECT coalesce(json_extract(body, '\$.$2'), '') FROM record WHERE kind = '${1%%/*}' AND id = '${1#*/}'"; }

# ---- records ----
printf '[{"id":"s1","period":"2020-05","division":"530521103","cases":3,"who":"x"},\n{"id":"s2","period":1588867200000,"division":"姚关","cases":4.0,"who":["y"]}]' >"$dir/s.json"
expect 0 "$hub" import --db "$dir/h.db" settlement "$dir/s.json"
said "s.json: members left out: who"
said "2 rows"
is "$(record settlement/s2 period)" 2020-05 "the month of an instant"
is "$(record settlement/s2 division)" 530521103 "a name for a code"
printf '{"rows":[{"id":"s3","period":"2020-05","division":"530521103"},\n{"id":"s4","period":"2020-05","division":530521103001000099,"cases":[1]},{"id":"s5","period":"2020-05","division":"姚官"}]}' >"$dir/s.json"
expect 1 "$hub" import --db "$dir/h.db" settlement "$dir/s.json"
said "s.json:record 2 (division): a number with an exponent or more than 15 digits, which is rounded"
said "s.json:record 2 (cases): a list, where one value is wanted"
said "s.json:record 3 (division): "
is "$(record settlement/s3 period)" "" "nothing of a bad file"
expect 0 "$hub" import --db "$dir/h.db" settlement "$dir/s.json" --skip-bad
is "$(record settlement/s3 period)" 2020-05 "the good record"
printf '[{"id":"s3","period":"2020-05",' >"$dir/s.json"
expect 1 "$hub" import --db "$dir/h.db" settlement "$dir/s.json"
said "s.json:record 1: "
printf '{"a":[{"id":1}],"b":{"c":[{"id":2}]}}' >"$dir/s.json"
expect 1 "$hub" import --db "$dir/h.db" settlement "$dir/s.json"
said "several lists of objects"
said "a b.c"
printf '[{"id":"s9","cases":1}]' >"$dir/s.json"
expect 1 "$hub" import --db "$dir/h.db" settlement "$dir/s.json"
said "s.json: "

# a text of several lines does not shift the others
printf '[{"id":"N1","title":"t","status":"OPEN","division":"姚关","deadline":"2020-06-30","source":"SELF","detail":"一\\n二\\r\\n三"},{"id":"N2","title":"t","status":"NO","division":"姚关","deadline":"2020-06-30","source":"SELF"}]' >"$dir/n.json"
expect 1 "$hub" import --db "$dir/h.db" issue "$dir/n.json"
said "n.json:record 2 (status): "
silent "record 3"
sed -i 's/"NO"/"OPEN"/' "$dir/n.json"
expect 0 "$hub" import --db "$dir/h.db" issue "$dir/n.json"
is "$(record issue/N1 detail | tr '\n' '|')" "一|二|三|" "lines of a text"

# what a record does not name keeps its value, null empties it; a new one needs what its kind asks for
printf '[{"id":"N1","title":"u"},{"id":"N2","detail":"d"},{"id":"N1x","title":"v","status":"OPEN","division":"姚关","deadline":"2020-06-30","source":"SELF"}]' >"$dir/n.json"
expect 0 "$hub" import --db "$dir/h.db" issue "$dir/n.json"
silent "emptied"
is "$(record issue/N1 title)/$(record issue/N1 status)/$(record issue/N2 detail)/$(record issue/N2 title)" u/OPEN/d/t "absent members keep their value"
printf '[{"id":"N1","title":"w"},{"id":"N2","detail":null}]' >"$dir/n.json"
expect 0 "$hub" import --db "$dir/h.db" issue "$dir/n.json"
said "record 2 (detail): an empty cell: emptied"
is "$(record issue/N1 title)$(record issue/N2 detail)" w "null empties"
printf '[{"id":"N1","title":"w"},{"id":"N9","detail":"x"}]' >"$dir/n.json"
expect 1 "$hub" import --db "$dir/h.db" issue "$dir/n.json"
said "n.json:record 2"

# no record is a comment
printf '[{"id":"# 1","period":"2020-05","division":"530521103"},{"id":"s8","period":"2020-05","division":"530521103"}]' >"$dir/s.json"
expect 1 "$hub" import --db "$dir/h.db" settlement "$dir/s.json"
said "s.json:record 1 (id): it begins with #"
# what marks cells of a table made from JSON is not believed of others
printf '编号,标题,详情\nN1,\001all is well; nothing wrong,x\nN1,v,"a\002b"\nN1,w,\003\n' >"$dir/n.csv"
expect 1 "$hub" import --db "$dir/h.db" issue "$dir/n.csv"
silent "all is well"
said "n.csv:2:2 (标题): a control character"
said "n.csv:3:3 (详情): a control character"
said "n.csv:4:3 (详情): a control character"
said "n.csv:3:1 (编号): \"N1\" is in this file already, in line 2"
printf '编号,标题\nN7,t\nN7,u\n' >"$dir/n.csv"
expect 1 "$hub" import --db "$dir/h.db" issue "$dir/n.csv"
said "n.csv:1:1 (状态): the header lacks this column"
said "n.csv:3:1 (编号): \"N7\" is in this file already, in line 2"

# a heading in brackets is no JSON
printf '[2020年]问题台账,\n编号,标题\nN1,w\n' >"$dir/n.csv"
expect 0 "$hub" import --db "$dir/h.db" issue "$dir/n.csv"
printf '{2020},\n编号,标题\nN1,w\n' >"$dir/n.csv"
expect 0 "$hub" import --db "$dir/h.db" issue "$dir/n.csv"

# a list in a cell, with blanks around and inside it
printf '编号,标题,状态,乡镇,期限,来源,佐证\nN3,t,OPEN,姚关,2020-06-30,SELF," [ {""kind"": ""doc"",""ref"":""一 号""} ] "\n' >"$dir/n.csv"
expect 0 "$hub" import --db "$dir/h.db" issue "$dir/n.csv"
is "$(record issue/N3 evidence)" '[{"kind":"doc","ref":"一 号"}]' "a list in a cell"

# ---- a source's ----
printf '{"code":0,"head":[{"k":1}],"result":{"rows":[{"id":"p1","period":"2020-05","org":{"code":"530521","name":"n"},"fee":12.5,"note2":1e999}]}}' >"$dir/p.json"
expect 0 "$hub" hand-over plat --db "$dir/h.db" "$dir/p.json"
said "members left out: org.name note2"
is "$(record settlement/p1 division)" 530521 "a member inside another"
is "$(record settlement/p1 total_fen)" 1250 "yuan, as our column says"
silent "one page of several"
printf '{"n":2,"result":{"rows":[{"id":"p2","period":"2020-06","org":{"code":"530521"}}]}}' >"$dir/p.json"
expect 0 "$hub" hand-over plat --db "$dir/h.db" --dry-run "$dir/p.json"
said "p.json: this is one page of several"

printf '[{"id":"E1","title":"t","hit":{"day":1592409600000,"n":3.0}},{"id":"E2","title":"t","extra":{"seen":1592409600,"n":4}}]' >"$dir/e.json"
expect 0 "$hub" hand-over cases --db "$dir/h.db" "$dir/e.json"
is "$(record entry/E1 extra.seen)" 2020-06-18 "a day of a ledger's own column"
is "$(record entry/E1 extra.n)" 3 "a number of it"
is "$(record entry/E2 extra.seen)" 2020-06-18 "the same inside the object"

# ---- a roster ----
printf '{"data":{"list":[{"person":{"idNo":"%s","in":true,"name":"x"},"town":"姚关","kind":"FILED"},\n{"person":{"idNo":"%s","in":false},"town":"姚关","kind":"FILED"}]}}' "$(id 1)" "$(id 2)" >"$dir/r.json"
expect 0 "$hub" import roster --db "$dir/h.db" --source poor --period 2020-05 "$dir/r.json"
said "members left out: person.name"
said "2 rows"
is "$(ask "SELECT body ->> 'value' FROM record WHERE kind = 'figure' AND body ->> 'indicator' = 'enrolled' AND body ->> 'division' = '530521103' LIMIT 1")" 1 "who is enrolled"
printf '{"data":{"list":[{"person":{"idNo":"%s","in":true},"town":"姚关","kind":"FILED"},\n{"person":{"idNo":530521199001011234,"in":1},"town":"姚关","kind":"FILED"},{"person":{"idNo":"%s","in":1},"town":"某关","kind":"FILED"}]}}' "$(id 1)" "$(id 2)" >"$dir/r.json"
expect 1 "$hub" import roster --db "$dir/h.db" --source poor --period 2020-06 "$dir/r.json"
said "r.json:record 2 (person.idNo): a number with an exponent or more than 15 digits"
said "r.json:record 3 (town): "
silent 530521199001011234
expect 1 "$hub" hand-over poor --db "$dir/h.db" --period 2020-06 "$dir/r.json"
said "r.json:record 3 (town): "

# ---- claims ----
printf '[{"psn":"%s","code":"姚关","when":1592409600000,"svc":"IP","total":"100.00","oop":5.5}]' "$(id 3)" >"$dir/c.json"
expect 0 "$hub" import claims --db "$dir/h.db" "$dir/c.json"
said "1 rows"
printf '[{"psn":"%s","code":"姚关","when":"2020-02-31","svc":"IP","total":"100.00","oop":"5.50"}]' "$(id 3)" >"$dir/c.json"
expect 1 "$hub" import claims --db "$dir/h.db" "$dir/c.json"
said "c.json:record 1 (when): "

ls "$dir" | grep -q -e -json- -e -rows- && fail "files left beside the database: $(ls "$dir")"
exit $bad
