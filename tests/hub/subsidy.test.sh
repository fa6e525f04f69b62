#!/bin/sh
# What subsidy somebody is due (A36-A40, A45, A90, A92): rules over a roster's columns, several categories, the category and the
# rate of the day of payment, never reckoned again; who was given less or more is a finding.
set -u
. tests/support/people.sh

printf 'id,name,takes,direction,shrink_bp\npoor,扶贫名册,roster,IN,10000\n' >"$pack/source.csv"
printf 'id,name,unit\nanomaly,证件异常,件\n' >"$pack/ledger.csv"
printf 'id,ledger,code,name,class,after,sort\nanomaly:FOUND,anomaly,FOUND,发现,OPEN,-,1\nanomaly:FIXED,anomaly,FIXED,更正,CLOSED,FOUND,2\n' >"$pack/stage.csv"
printf 'id,ledger,key,name,type\nanomaly:kind,anomaly,kind,类型,text\n' >"$pack/ledger_field.csv"
grep -v '^impairment:' packs/shidian-2020/term.csv >"$pack/term.csv"
term impairment MENTAL 精神; term impairment INTELLECTUAL 智力; term impairment LIMB 肢体
cat >"$dir/params" <<'X'
id,key,name,value,unit,valid_from,valid_to
p1,subsidy_filed,建档立卡,180,yuan/person/year,2020-01-01,
p2,subsidy_tekun,特困,premium,yuan/person/year,2020-01-01,
p3,subsidy_lowinc,低收入,120,yuan/person/year,2020-01-01,2020-04-30
p3b,subsidy_lowinc,低收入,150,yuan/person/year,2020-05-01,
p4,premium,个人缴费,250,yuan,,
p5,subsidy_rule,取法,max,,,
p6,old_age,老年,60,year,,
p7,minor,未成年,18,year,,
X
who='dibao = 1 or disability >= 1 and disability <= 2 and unable = 1 or category = LOWINC and ( age >= param:old_age or age < param:minor or disability = 3 and ( impairment = MENTAL or impairment = INTELLECTUAL ) )'
echo "p8,subsidy_lowinc_if,谁是低收入对象,$who,,," >>"$dir/params"
other() { sed "$1" "$dir/params" >"$pack/param.csv"; }
other ''
head='身份证号,区划,人群,是否参保,是否缴费,缴费日期,资助金额,出生日期,是否低保,残疾等级,残疾类别,丧失劳动能力'
# p N CATEGORY SUBSIDY BORN DIBAO GRADE KIND UNABLE [DAY]
p() { echo "$(id "$1"),姚关,$2,1,1,${9:-2020-03-01},$3,$4,$5,$6,$7,$8"; }
take() { want=$1; shift; expect "$want" "$hub" import --db "$dir/h.db" roster --source poor "$@"; }
# What each is due in yuan, in the order of what he was given.
dues() { ask "SELECT group_concat(due / 100, ' ') FROM (SELECT due FROM roster_row ORDER BY subsidy)"; }
kinds() { ask "SELECT coalesce(group_concat(k, ' '), '') FROM (SELECT (body ->> '\$.extra.kind') || ':' || (body ->> 'persons') AS k FROM record WHERE kind = 'entry' AND gone IS NULL ORDER BY 1)"; }
clock=2020-06-18T09:00:00+08:00
# try WANTED WHAT: the rows of standard input in a new county
try() {
	county $clock
	{ echo "$head"; cat; } >"$dir/r.csv"
	take 0 "$dir/r.csv" --period 2020-05
	is "$(dues)" "$1" "$2"
}

# ---- who: ages on the day of payment, grades, kinds, the higher of several
everybody="$(p 1 LOWINC 1 1960-03-01 '' '' '' '')
$(p 2 LOWINC 2 1960-03-02 '' '' '' '')
$(p 3 LOWINC 3 2002-03-02 '' '' '' '')
$(p 4 LOWINC 4 2002-03-01 '' '' '' '')
$(p 5 OTHER 5 1980-01-01 是 '' '' '')
$(p 6 OTHER 6 1980-01-01 '' 一级 肢体 是)
$(p 7 OTHER 7 1980-01-01 '' 2 MENTAL 否)
$(p 8 LOWINC 8 1980-01-01 '' 三级 精神 '')
$(p 9 LOWINC 9 1980-01-01 '' 三级 肢体 '')
$(p 10 'FILED;LOWINC' 10 1950-01-01 '' '' '' '')
$(p 11 'LOWINC;TEKUN' 11 1950-01-01 '' '' '' '')
$(p 12 LOWINC 12 1950-01-01 '' '' '' '' 2020-05-01)"
try '120 0 120 0 120 120 0 120 0 180 250 150' 'by rules over the roster' <<X
$everybody
X
is "$(kinds)" 'SUBSIDY_HIGH:4 SUBSIDY_LOW:8' 'who was given less, or what nobody is due'
is "$(ask "SELECT body ->> 'value' FROM record WHERE kind = 'figure' AND id GLOB 'poor-2020-05-530521103-subsidy_*er' ORDER BY id" | tr '\n' ' ')" '4 8 ' 'as figures'
other 's/60,year/61,year/'
try '0 0 120 0 120 120 0 120 0 180 250 150' 'of sixty-one' <<X
$everybody
X
other 's/,max,/,sum,/'
try '120 0 120 0 120 120 0 120 0 300 370 150' 'added up, where the county says so' <<X
$everybody
X
other 's/unable = 1/unable = 0/'
try '120 0 120 0 120 0 120 120 0 180 250 150' 'another rule' <<X
$everybody
X
other ''
# the number tells the age where no column does; what nobody tells the category decides, which is said
told() { { echo '身份证号,区划,人群,是否缴费,缴费日期,资助金额'; echo "$(id "$1"),姚关,LOWINC,1,2020-03-01,1"; } >"$dir/r.csv"; }
told 5
other "s/,dibao = 1 .*/,category = LOWINC and age >= param:old_age,,,/"
county $clock; take 0 "$dir/r.csv" --period 2020-05; is "$(dues)" 120 'born in 1955'
told 35
county $clock; take 0 "$dir/r.csv" --period 2020-05; is "$(dues)" 0 'born in 1985'
other ''
county $clock; take 0 "$dir/r.csv" --period 2020-05; is "$(dues)" 120 'not told whether he is on dibao'
said 'of 1 people a rule for subsidies asks what the roster does not tell'
nobody 5 35

# ---- a picture of the day of payment: later months, categories, rates and rules change nothing (A45, A92)
try '120' 'paid in March' <<X
$(p 1 LOWINC 1 1950-01-01 '' '' '' '')
X
sed -i 's/LOWINC/TEKUN/' "$dir/r.csv"
take 0 "$dir/r.csv" --period 2020-06; is "$(dues)" 120 'what he is since'
printf 'id,key,name,value,unit,valid_from,valid_to\np3,subsidy_lowinc,低收入,200,yuan/person/year,2020-01-01,2020-04-30\n' >"$dir/new.csv"
expect 0 "$hub" import --db "$dir/h.db" param "$dir/new.csv"
sed -i 's/,TEKUN,1,1,2020-03-01,1,/,LOWINC,1,1,2020-03-01,120,/' "$dir/r.csv"
take 0 "$dir/r.csv" --period 2020-07; is "$(dues)" 120 'a rate put right later'
is "$(ask "SELECT body ->> 'value' FROM record WHERE kind = 'figure' AND id = 'poor-2020-07-530521103-subsidy_lower'")" 0 'and nobody has less'
sed -i 's/2020-03-01/2019-12-01/' "$dir/r.csv"
take 0 "$dir/r.csv" --period 2020-08; is "$(dues)" 0 'a payment of another year is another'

# ---- held and accepted is taken: ages go along, days of birth do not
sed -i 's/10000$/0/' "$pack/source.csv"; county $clock
{ echo "$head"; echo "$everybody"; } >"$dir/r.csv"
take 0 "$dir/r.csv" --period 2020-05
{ echo "$head"; echo "$everybody" | head -6; } >"$dir/r.csv"
take 1 "$dir/r.csv" --period 2020-06
is "$(ask "SELECT CAST(bytes AS TEXT) FROM aside" | sed -n '1s/.*subsidy//p; 2s/.*\(,1.00.*\)/\1/p')" ',age,dibao,disability,impairment,unable,key_fault
,1.00,60,,,,,' 'the copy'

# ---- said before anything is taken
refuse() { { echo "$head"; echo "$1"; } >"$dir/x.csv"; take 1 "$dir/x.csv"; said "$2"; }
refuse "$(p 1 LOWINC 1 1950-01-01 '' 五级 '' '')" 'x.csv:2:10 (残疾等级): none of 1 2 3 4'
refuse "$(p 1 LOWINC 1 2050-01-01 '' '' '' '')" 'x.csv:2:8 (出生日期): in the future'
spoilt() { other "$1"; expect 1 "$hub" pack check "$pack"; said "$2"; other ''; }
spoilt 's/age >= param:old_age/height >= 1/' '(值): "height" is no column'
spoilt 's/param:minor/param:adult/' 'there is no param with the key "adult"'
spoilt 's/,max,/,most,/' '"most" is none of max min sum'
exit $bad
