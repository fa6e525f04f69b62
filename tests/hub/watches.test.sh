#!/bin/sh
# Watches that say more than a threshold: formulas over a claim or a year, conditions, many at a time (B12 B26 B35 B42 C12 C32
# D02-D06 E06), and what a claim says of itself.  Each time one cell or one parameter is another, and so is what is found.
set -u
. tests/support/people.sh

cat >"$pack/source.csv" <<'X'
id,name,takes,direction,shrink_bp
clm,结算明细,claims,IN,10000
X
printf 'id,name,unit\nfault,明细核查,人\nmany,聚集,村\n' >"$pack/ledger.csv"
cat >"$pack/stage.csv" <<'X'
id,ledger,code,name,class,after,sort
fault:FOUND,fault,FOUND,发现,OPEN,-,1
fault:SEEN,fault,SEEN,已核,CLOSED,FOUND,2
many:FOUND,many,FOUND,发现,OPEN,-,1
many:SEEN,many,SEEN,已核,CLOSED,FOUND,2
X
cat >"$pack/ledger_field.csv" <<'X'
id,ledger,key,name,type
fault:threshold,fault,threshold,应为,fen
many:households,many,households,户数,int
many:first_day,many,first_day,首日,date
X
printf 'id,name,type,tier\nHA,甲医院,HOSPITAL,T2\nHB,乙医院,HOSPITAL,T3\n' >"$pack/institution.csv"
term svc BIRTH 生育
term filing RESETTLED 异地常住; term filing REFERRED 转诊转院
term verification RECORD 核实记录; term verification CALL 电话; term verification VISIT 实地
cat >"$dir/params" <<'X'
id,key,name,value,unit,valid_from,valid_to
from,re_from,再救助起付,5000,yuan,,
ratio,re_ratio,再救助比例,7000,bp,,
cap,re_cap,再救助封顶,20000,yuan,,
burden,burden,负担上限,10,percent,,
none,none,无,0,yuan,,
aid,aid_cap,救助限额,60000,yuan,,2020-03-20
aid2,aid_cap,救助限额,100000,yuan,2020-03-21,
near,near,接近,8000,bp,,
rec,rec,记录线,10000,yuan,,
visit,visit,查验线,50000,yuan,,
line,line,聚集线,10000,yuan,,
least,least,户数,3,household,,
days,days,窗口,30,day,,
volume,volume,药量,2000,yuan,,
single,single,单次药费,300,yuan,,
birth,birth,兜底比例,8000,bp,,
limit,limit,限额,3000,yuan,,
X
other() { sed "$1" "$dir/params" >"$pack/param.csv"; }
other ''
cat >"$pack/watch.csv" <<'X'
id,name,over,svc,amount,op,param,condition,pop,ledger,scope,least,least_param,days_param,sum_param
RE,再救助不符,YEAR,IP,re_aid,<>,"min ( max ( oop + re_aid - param:re_from , 0 ) * param:re_ratio , param:re_cap )",,,fault,INDIVIDUAL,,,,
BURDEN,慢病负担过高,YEAR,CHRONIC,oop,>,total * param:burden,,,fault,INDIVIDUAL,,,,
PREPAID,统筹区内预付,SINGLE,,prepaid,>,none,flow = COUNTY or flow = CITY,FILED,fault,INDIVIDUAL,,,,
OUT351,兜底资格,SINGLE,,backstop,>,none,flow = CROSS and not ( filing = RESETTLED or filing = REFERRED and referrer = T3 ),,fault,INDIVIDUAL,,,,
BIRTH,生育兜底不符,SINGLE,,backstop,<>,"min ( scope - basic - catastrophic - aid , param:limit - basic ) * param:birth",svc = BIRTH,,fault,INDIVIDUAL,,,,
REC,票据无记录,SINGLE,,total,>=,rec,verified = -,,fault,INDIVIDUAL,,,,
VISIT,票据未查验,SINGLE,,total,>=,visit,verified = - or not ( verified = CALL or verified = VISIT ),,fault,INDIVIDUAL,,,,
CAP,单次过限,SINGLE,,total,>=,aid_cap,,,fault,INDIVIDUAL,,,,
NEAR,接近限额,YEAR,,aid,>=,param:aid_cap * param:near,,,many,COUNT,,,,
MASS,同村多户,SINGLE,IP,oop,>,line,,,many,MASS,,least,days,
DRUG,同村同院带药,SINGLE,OP,drugs,>=,single,,,many,CLUSTER,3,,days,volume
X
head='身份证号,户编号,区划,村,人群,业务,结算日期,机构,就医流向,备案类型,转出机构等级,核实方式,总费用,政策范围内费用,基本医保,大病保险,医疗救助,政府兜底,再救助,个人负担,预付金,药品费'
# row N KEY=VALUE...: one claim, of 30 yuan where nothing else is said, all of it the patient's own that nobody paid
row() {
	n=$1; shift
	house='' village='' cat=OTHER svc=IP day=2020-05-01 inst=HA flow=COUNTY filing='' ref='' ver=VISIT
	total=30 scope='' basic=0 cat2=0 aid=0 back=0 re=0 oop='' pre='' drugs=''
	for pair in "$@"; do eval "${pair%%=*}=\${pair#*=}"; done
	[ -n "$oop" ] || oop=$(awk -v t="$total" -v p="$basic $cat2 $aid $back $re" 'BEGIN { n = split(p, a, " "); for (i = 1; i <= n; i++) t -= a[i]; printf "%.2f", t }')
	echo "$(id "$n"),$house,姚关,$village,$cat,$svc,$day,$inst,$flow,$filing,$ref,$ver,$total,${scope:-$total},$basic,$cat2,$aid,$back,$re,$oop,$pre,$drugs"
}
take() { want=$1; shift; expect "$want" "$hub" import --db "$dir/h.db" claims "$@"; }
clock=2020-06-18T09:00:00+08:00
# found WATCH: amount|threshold|persons of its entries
found() {
	ask "SELECT coalesce(body ->> 'amount_fen', ''), coalesce(body ->> '\$.extra.threshold', ''), body ->> 'persons' FROM record WHERE kind = 'entry' AND gone IS NULL AND body ->> 'watch' = '$1' ORDER BY 1, 2"
}
# try WATCH WANTED WHAT: the rows of standard input, in a new county
try() {
	county $clock
	{ echo "$head"; cat; } >"$dir/c.csv"
	take 0 "$dir/c.csv"
	is "$(found "$1")" "$2" "$1: $3"
}

# ---- D06: over 5,000, 70 %, 20,000 at most; over a year, whatever the claims
try RE '' 're-aid as it is reckoned' <<X
$(row 1 total=12000 re=4900)
$(row 2 total=90000 re=20000)
$(row 3 total=3000)
$(row 4 total=6000 day=2020-03-01)
$(row 4 total=6000 re=4900)
X
try RE '480000|490000|1' 'a hundred yuan too little' <<X
$(row 1 total=12000 re=4800)
X
try RE '490001|490000|1' 'a fen too much' <<X
$(row 1 total=12000 re=4900.01)
X
try RE '2000001|2000000|1' 'more than the cap' <<X
$(row 1 total=90000 re=20000.01)
X
other 's/7000,bp/6000,bp/'
try RE '490000|420000|1' 'another ratio, another verdict' <<X
$(row 1 total=12000 re=4900)
X
other ''

# ---- D04: 10 % of the year's cost, chronic outpatients only
try BURDEN '' 'at the ceiling, or in hospital' <<X
$(row 1 svc=CHRONIC total=1000 basic=900)
$(row 2 total=1000 basic=100)
$(row 3 svc=OP total=1000 basic=100)
$(row 4 svc=CHRONIC total=100 basic=70 day=2020-02-01)
$(row 4 svc=CHRONIC total=900 basic=830)
X
try BURDEN '10001|10000|1' 'a fen over' <<X
$(row 1 svc=CHRONIC total=1000 basic=899.99)
X
other 's/10,percent/12,percent/'
try BURDEN '' 'with another ceiling' <<X
$(row 1 svc=CHRONIC total=1000 basic=899.99)
X
other ''

# ---- C32: within the pooling area only the own share
try PREPAID '50000|0|1' 'prepaid in the county' <<X
$(row 1 cat=FILED pre=500)
$(row 2 cat=FILED pre=500 flow=PROV)
$(row 3 pre=500)
$(row 4 cat=FILED)
X
# ---- B42: in the province, living elsewhere, or referred by a third-level hospital
try OUT351 '10000|0|1
10000|0|1' 'backstop of those who may not have it' <<X
$(row 1 back=10 flow=PROV)
$(row 2 back=10 flow=CROSS filing=RESETTLED)
$(row 3 back=10 flow=CROSS filing=转诊转院 ref=T3)
$(row 4 total=300 back=100 flow=CROSS filing=REFERRED ref=T2)
$(row 5 total=300 back=100 flow=CROSS)
$(row 6 flow=CROSS)
X
# ---- B12: what is left within the limit at 80 %
try BIRTH '' 'birth as reckoned' <<X
$(row 1 svc=BIRTH total=2000 basic=800 back=960)
$(row 2 svc=BIRTH total=9000 basic=800 back=1760)
$(row 3 svc=IP total=2000 basic=800)
X
try BIRTH '90000|96000|1' 'too little' <<X
$(row 1 svc=BIRTH total=2000 basic=800 back=900)
X
other 's/^\(birth.*\)8000/\19000/'
try BIRTH '96000|108000|1' 'of another ratio' <<X
$(row 1 svc=BIRTH total=2000 basic=800 back=960)
X
other ''
# ---- B35: who looked at the ticket
try REC '1000000|1000000|1' 'no record' <<X
$(row 1 total=10000 ver=)
$(row 2 total=10000 ver=RECORD)
$(row 3 total=9999.99 ver=)
X
try VISIT '5000000|5000000|1
5000000|5000000|1' 'no call and no visit' <<X
$(row 1 total=50000 ver=RECORD)
$(row 2 total=50000 ver=CALL)
$(row 3 total=50000 ver=VISIT)
$(row 4 total=50000 ver=)
X
# ---- C12: how many, of nobody in particular; by the cap of the day
try NEAR '13000000||2' 'near the cap' <<X
$(row 1 total=50000 aid=50000 day=2020-03-01)
$(row 2 total=79999 aid=79999)
$(row 3 total=80000 aid=80000)
X
is "$(ask "SELECT id, body ->> 'hash', body ->> 'division' FROM record WHERE kind = 'entry' AND body ->> 'watch' = 'NEAR'")" 'NEAR-2020-530521103||530521103' 'a count has no key'
# ---- E06: households within days
v=530521103201
try MASS '3000300||3' 'three households of one village' <<X
$(row 1 total=10001 village=$v)
$(row 2 total=10001 village=$v house=H2 day=2020-05-20)
$(row 3 total=10001 village=$v day=2020-05-30)
X
is "$(ask "SELECT body ->> '\$.extra.households', body ->> '\$.extra.first_day' FROM record WHERE kind = 'entry' AND body ->> 'watch' = 'MASS'")" '3|2020-05-01' 'and from when'
try MASS '' 'two of one household' <<X
$(row 1 total=10001 village=$v house=H2)
$(row 2 total=10001 village=$v house=H2)
$(row 3 total=10001 village=$v)
X
apart="$(row 1 total=10001 village=$v day=2020-04-30)
$(row 2 total=10001 village=$v)
$(row 3 total=10001 village=$v day=2020-05-30)"
try MASS '' 'a day too far apart' <<X
$apart
X
other 's/30,day/31,day/'
try MASS '3000300||3' 'in a longer window' <<X
$apart
X
other 's/3,household/4,household/; s/30,day/31,day/'
try MASS '' 'when four are asked for' <<X
$apart
X
other ''
# ---- B26: of one village, in one hospital, with much to carry home
try DRUG '210000||3' 'a cluster' <<X
$(row 1 svc=OP total=700 drugs=700 village=$v)
$(row 2 svc=OP total=700 drugs=700 village=$v)
$(row 3 svc=OP total=700 drugs=700 village=$v inst=甲医院)
$(row 4 svc=OP total=700 drugs=299 village=$v)
$(row 5 svc=OP total=700 drugs=700 village=530521103202)
X
is "$(ask "SELECT id, body ->> 'institution' FROM record WHERE kind = 'entry' AND body ->> 'watch' = 'DRUG'")" "DRUG-2020-$v-HA|HA" 'one entry a village and hospital'
try DRUG '' 'two hospitals' <<X
$(row 1 svc=OP total=700 drugs=700 village=$v)
$(row 2 svc=OP total=700 drugs=700 village=$v)
$(row 3 svc=OP total=700 drugs=700 village=$v inst=HB)
X
less="$(row 1 svc=OP total=700 drugs=660 village=$v)
$(row 2 svc=OP total=700 drugs=660 village=$v)
$(row 3 svc=OP total=700 drugs=660 village=$v)"
try DRUG '' 'too little together' <<X
$less
X
other 's/2000,yuan/1980,yuan/'
try DRUG '198000||3' 'where less is much' <<X
$less
X
other ''

# ---- claims of one person's day without a number are claims all the same; rows of one number are one, the largest, whole
try DRUG '240000||3' 'two each on one day' <<X
$(for n in 1 2 3; do row $n svc=OP total=400 drugs=400 village=$v; row $n svc=OP total=400 drugs=400 village=$v; done)
X
is "$(ask "SELECT count(*), group_concat(DISTINCT nth) FROM claim_part WHERE watch = 'DRUG'")" '6|1,2' 'each is kept'
take 0 "$dir/c.csv"
is "$(ask "SELECT count(*) FROM claim_part WHERE watch = 'DRUG'")|$(found DRUG)" '6|240000||3' 'the same file is the same claims'
plain=$head; head="$head,结算编号"
try DRUG '' 'two rows each, of one number' <<X
$(for n in 1 2 3; do row $n svc=OP total=400 drugs=400 village=$v; row $n svc=OP total=400 drugs=400 village=$v; done | sed 's/$/,N1/')
X
try BIRTH '100000|96000|1' 'amount and threshold of one row' <<X
$(row 1 svc=BIRTH total=9000 basic=800 back=900),N1
$(row 1 svc=BIRTH total=2000 basic=800 back=1000),N1
X
head=$plain
try CAP '12000000|10000000|1' 'amount and threshold of one day' <<X
$(row 1 total=70000 day=2020-03-01)
$(row 1 total=120000 day=2020-05-01)
X

# ---- days in a row do not end with the year: the entry is of the year of the last; in one file, or the months in any order
december="$(row 1 total=20000 village=$v day=2019-12-25)
$(row 2 total=20000 village=$v day=2019-12-30)"
january="$(row 3 total=20000 village=$v day=2020-01-05)"
mass() { ask "SELECT id, body ->> 'period', body ->> '\$.extra.households', body ->> '\$.extra.first_day' FROM record WHERE kind = 'entry' AND gone IS NULL AND body ->> 'watch' = 'MASS' ORDER BY 1"; }
try MASS '6000000||3' 'over New Year' <<X
$december
$january
X
is "$(mass)" "MASS-2020-$v|2020|3|2019-12-25" 'of the year it ends in'
later() { { echo "$head"; cat; } >"$dir/l.csv"; take 0 "$dir/l.csv"; }
try MASS '' 'December alone' <<X
$december
X
echo "$january" | later
is "$(mass)" "MASS-2020-$v|2020|3|2019-12-25" 'January after December'
try MASS '' 'January alone' <<X
$january
X
# A hub whose table is older takes its claims along.
ask "CREATE TABLE old (watch TEXT NOT NULL, year INTEGER NOT NULL, person TEXT NOT NULL, day INTEGER NOT NULL, claim TEXT NOT NULL,
 batch TEXT NOT NULL, fen INTEGER NOT NULL, household TEXT, place TEXT, category TEXT, institution TEXT,
 PRIMARY KEY (watch, year, person, day, claim, batch)) STRICT, WITHOUT ROWID;
 INSERT INTO old SELECT watch, year, person, day, claim, batch, fen, household, place, category, institution FROM claim_part;
 CREATE TABLE old_was (by TEXT NOT NULL, watch TEXT NOT NULL, year INTEGER NOT NULL, person TEXT NOT NULL, day INTEGER NOT NULL,
 claim TEXT NOT NULL, batch TEXT NOT NULL, fen INTEGER NOT NULL, household TEXT, place TEXT, category TEXT, institution TEXT,
 PRIMARY KEY (by, watch, year, person, day, claim, batch)) STRICT, WITHOUT ROWID;
 DROP TABLE claim_part; ALTER TABLE old RENAME TO claim_part; DROP TABLE claim_was; ALTER TABLE old_was RENAME TO claim_was"
echo "$december" | later
is "$(mass)" "MASS-2020-$v|2020|3|2019-12-25" 'December after January'
is "$(ask "SELECT group_concat(name) FROM sqlite_schema WHERE name LIKE 'claim%'")" 'claim_part,claim_was' 'no old table is left'
try MASS '' 'over New Year, too far apart' <<X
$(row 1 total=20000 village=$v day=2019-12-06)
$(row 2 total=20000 village=$v day=2019-12-30)
$january
X
try MASS '6000000||3
8000000||4' 'enough in December, and one more in January' <<X
$december
$(row 4 total=20000 village=$v day=2019-12-31)
$january
X

# ---- what a file does not tell is not judged, and said; without the column nobody has verified a ticket
county $clock
{ echo '身份证号,区划,业务,人群,结算日期,总费用,个人负担'; echo "$(id 1),姚关,IP,FILED,2020-05-01,60000,60000"; } >"$dir/c.csv"
take 0 "$dir/c.csv" --period 2020-05
said 'RE: 1 claims do not tell what it asks'
said 'OUT351: 1 claims do not tell what it asks'
is "$(found RE)$(found PREPAID)$(found OUT351)$(found REC)" '6000000|1000000|1' 'what is known'
# held, and accepted later: the copy knows what the file told
cp "$dir/c.csv" "$dir/c2.csv"; echo "$(id 2),姚关,IP,FILED,2020-05-02,1,1" >>"$dir/c2.csv"
take 1 "$dir/c2.csv" --period 2020-05
is "$(ask "SELECT CAST(bytes AS TEXT) FROM aside" | sed -n '2s/^[0-9a-f]*,//p')" ',530521103,,IP,2020-05-01,,?,FILED,?,?,?,?,60000.00,?,?,?,?,?,?,?,?,?,60000.00,?,?' 'the copy'

# ---- a claim by itself: own share, scope, layers, month
county $clock
one() { { echo "$head"; row 1 "$@"; } >"$dir/x.csv"; }
one total=100 oop=100.01; take 1 "$dir/x.csv"; said 'x.csv:2:20 (个人负担): 100.01, more than the 100.00 of 总费用'
one total=100 scope=101; take 1 "$dir/x.csv"; said '101.00, more than the 100.00 of 总费用'
one total=100 basic=60 re=10 oop=40; take 0 "$dir/x.csv"; said 'x.csv:2:20 (个人负担): more than the total less what the layers paid'
county $clock
one total=100 basic=60 re=10 oop=20; take 0 "$dir/x.csv"; said 'x.csv:2:20 (个人负担): less than the total less what the layers paid'
county $clock
one total=100 basic=60 re=10 oop=30; take 0 "$dir/x.csv" --period 2020-04; silent 个人负担; said 'a bill of another month than the delivery is about'

# ---- said before anything is taken
spoilt() { # FROM TO WORDS
	cp "$pack/watch.csv" "$dir/watch.was"
	sed -i "s/$1/$2/" "$pack/watch.csv"
	expect 1 "$hub" pack check "$pack"; said "$3"
	cp "$dir/watch.was" "$pack/watch.csv"
}
spoilt 'oop + re_aid' 'oop + rent' '(阈值参数): "rent" is no column'
spoilt 'total \* param:burden' 'total \* param:nobody' 'there is no param with the key "nobody"'
spoilt 'verified = -,,fault' 'total,,fault' '(条件): a number; a condition compares'
spoilt 'MASS,,least' 'MASS,,' 'how many households of one village'
exit $bad
