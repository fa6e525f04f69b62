#!/bin/sh
# issues.sh DIR COUNT [SEED]: COUNT made-up issues of the sample county, to try sizes, as CSV files to import one after
# the other: DIR/issue-0.csv, DIR/event-0.csv and so on, a hundred thousand issues each.  The same seed makes the same
# bytes.  Nine of ten are closed; the timeline of what is still being worked at comes along.
set -eu
dir=$1 count=$2 seed=${3:-1} pack=packs/shidian-2020 piece=100000
mkdir -p "$dir"
for table in division post sup_assign sup_group; do
	echo ".import --csv $pack/$table.csv $table"
done >"$dir/made.sql"
cat >>"$dir/made.sql" <<'X'
CREATE TABLE place AS SELECT row_number() OVER (ORDER BY v.id) - 1 AS n, t.id AS division, t.name, t.short, v.id AS village, v.short AS vname,
  (SELECT min(id) FROM post WHERE division = t.id AND id LIKE '%-office') AS post, g.id AS sup_group, g.lead_post
  FROM division v JOIN division t ON t.id = v.parent JOIN sup_assign a ON a.division = t.id JOIN sup_group g ON g.id = a.sup_group WHERE v.level = '5';
CREATE UNIQUE INDEX place_n ON place(n);
-- What is wrong with so many people, things or times of a village.
CREATE TABLE text(n INTEGER PRIMARY KEY, kind, front, title, detail, cause, measure);
INSERT INTO text VALUES
  (0, 'MISSED_COVER', 'COVER', '%s村%d名贫困人口未落实参保', '比对发现，动态调整新纳入对象未及时进入参保清册', '名单交接滞后', '逐人核实，当日补录'),
  (1, 'UNPAID', 'COVER', '%s村%d名贫困人口未缴当年保费', '缴费截止后仍未到账，部分人员滞留外地', '集中收缴停办', '协调税务上门收缴'),
  (2, 'TAG_MISSING', 'COVER', '%s村%d名贫困人口系统未标识', '已参保对象无贫困标识，住院不能享受倾斜待遇', '交换数据遗漏补录批次', '逐人补标，次月复核'),
  (3, 'DATA_MISMATCH', 'COVER', '%s村参保数据与扶贫数据相差%d人', '横向比对两系统人数不一致，未按时反馈', '自然变动未按月核减', '与驻村工作队逐户联对'),
  (4, 'SUBSIDY_LOWER', 'COVER', '%s村%d人资助参保未就高', '有对象同时符合多类条件，按较低标准执行', '类别未叠加比对', '重新核定，差额退付'),
  (5, 'REFERRAL', 'BENEFIT', '%s村%d名急重症患者被认定不合规转诊', '就近就医人员被归入不符合转诊，待遇被降', '审核只看备案', '会同卫健部门复审'),
  (6, 'DRUG_SUPPLY', 'BENEFIT', '%s村卫生室常用药缺货%d种', '配送批次过少，慢病常用药不能按月供应', '备药计划未上报', '约谈配送企业'),
  (7, 'REFUSE_INSTANT', 'SERVICE', '%s村%d人次就医未予即时结算', '患者出院时被要求先行垫付，回乡后手工报销', '夜间窗口无人值守', '垫付费用当周报销到位'),
  (8, 'WINDOW', 'SERVICE', '%s村一站式结算单缺项%d份', '抽查结算单缺少救助、兜底分项，群众看不明白', '结算单模板未更新', '更换模板，重新培训'),
  (9, 'SLOW_PAYMENT', 'SERVICE', '%s村手工报销%d件超期未办结', '异地就医材料退补多次，超过审核周期', '初审材料要求不清', '专人审核，限期拨付'),
  (10, 'LEDGER', 'RECTIFY', '%s村问题台账%d条与实际不符', '台账记载整改完成，现场核查仍未完成', '台账由一人代填', '按户重建台账'),
  (11, 'PUBLICITY', 'RECTIFY', '%s村%d户未收到医保扶贫明白纸', '入户抽查，山区村组对报销政策不了解', '宣传集中在集镇', '院坝会逐组宣讲');
CREATE TABLE source(n INTEGER PRIMARY KEY, code);
INSERT INTO source VALUES (0, 'CENTRAL_LOOKBACK'), (1, 'STATE_COUNCIL_EVAL'), (2, 'PROV_EVAL'), (3, 'CITY_EVAL'), (4, 'COUNTY_EVAL'), (5, 'WINTER_2019'),
  (6, 'APRIL_SWEEP'), (7, 'SUPERVISION'), (8, 'DISPATCH'), (9, 'AUDIT'), (10, 'COVERT'), (11, 'HOTLINE'), (12, 'SELF');
-- How far an issue came (1 acked, 2 started, 3 submitted, 4 verified, 5 closed), up to which of a thousand.
CREATE TABLE ending(below INTEGER PRIMARY KEY, status, stage);
INSERT INTO ending VALUES (930, 'CLOSED', 5), (960, 'IN_PROGRESS', 2), (970, 'SUBMITTED', 3), (978, 'VERIFIED', 4), (986, 'OPEN', 0), (992, 'ACKED', 1),
  (994, 'REOPENED', 5), (996, 'SUSPENDED', 2), (999, 'CANCELLED', 0), (1000, 'RETURNED_ASSIGN', 1);
-- Days are counted from the room's, 2020-06-18; nearly half of what is open is overdue, some of it long.
CREATE VIEW dated AS SELECT *, due - 25 - a % 30 AS found, min(due + 4, -1) - (due - 25 - a % 30) AS span FROM (
  SELECT *, CASE WHEN stage = 5 THEN -20 - a % 700 WHEN a % 100 < 45 THEN -1 - a / 100 % (1 + b % 60) ELSE a / 100 % 13 END AS due FROM thrown
  JOIN place ON place.n = p JOIN text ON text.n = t JOIN source ON source.n = s
  JOIN ending ON below = (SELECT min(below) FROM ending WHERE below > e));
CREATE TABLE step(stage INTEGER PRIMARY KEY, verb, was, becomes);
INSERT INTO step VALUES (1, 'ack', 'OPEN', 'ACKED'), (2, 'start', 'ACKED', 'IN_PROGRESS'), (3, 'submit', 'IN_PROGRESS', 'SUBMITTED'), (4, 'verify', 'SUBMITTED', 'VERIFIED');
-- Each step at a working hour between the day it was found and, at the latest, yesterday.
CREATE VIEW timed AS SELECT i, k.value AS stage, date('2020-06-18', min(found + 1 + iif(span > 6, span * (k.value - 1) / 5, k.value - 1), -1) || ' days')
  || printf('T%02d:%02d:00+08:00', 8 + k.value, b / k.value % 60) AS at FROM dated, generate_series(1, dated.stage) k;
.mode csv
.headers on
X
for k in $(seq 0 $(((count - 1) / piece))); do
	first=$((k * piece + 1)) last=$((k * piece + piece))
	[ $last -le "$count" ] || last=$count
	# Six dice of Fishman and Moore for each number.
	cat <<-X
		DROP TABLE IF EXISTS thrown;
		CREATE TABLE thrown AS SELECT value AS i, printf('2020-%04d', 164 + value) AS id, (value * 742938285 + $seed) % 2147483647 % (SELECT count(*) FROM place) AS p,
		  (value * 950706376 + $seed) % 2147483647 % 12 AS t, (value * 1226874159 + $seed) % 2147483647 % 13 AS s,
		  (value * 62089911 + $seed) % 2147483647 % 1000 AS e, (value * 1343714438 + $seed) % 2147483647 AS a,
		  (value * 630360016 + $seed) % 2147483647 AS b FROM generate_series($first, $last);
		DROP TABLE IF EXISTS stamp;
		CREATE TABLE stamp AS SELECT i, max(at) FILTER (WHERE stage = 1) AS acked_at, max(at) FILTER (WHERE stage = 2) AS started_at,
		  max(at) FILTER (WHERE stage = 3) AS submitted_at, max(at) FILTER (WHERE stage = 4) AS verified_at,
		  max(at) FILTER (WHERE stage = 5) AS closed_at FROM timed GROUP BY i;
		CREATE UNIQUE INDEX stamp_i ON stamp(i);
		.once $dir/issue-$k.csv
		SELECT id, printf(title, vname, 2 + b % 30) AS title, status, division, date('2020-06-18', due || ' days') AS deadline, code AS source, kind, front, village,
		  name || detail AS detail, date('2020-06-18', found || ' days') AS found_at, name || '医保办' AS resp_unit, post AS resp_post, sup_group,
		  date('2020-06-18', due || ' days') AS orig_deadline, iif(stage > 1, cause, '') AS root_cause, iif(stage > 1, measure, '') AS measure,
		  iif(stage > 2, '已对照检查其余村组', '') AS replicate,
		  iif(stage > 2, '[{"kind":"doc","ref":"' || short || '医保〔2020〕' || (1 + b % 400) || '号"}]', '') AS evidence,
		  acked_at, started_at, submitted_at, iif(stage > 2, post, '') AS submitted_by, verified_at, iif(stage > 3, lead_post, '') AS verified_by,
		  iif(stage > 3, 'DOC', '') AS verify_method, closed_at, iif(stage > 4, 'leader', '') AS closed_by, iif(stage > 4, 'FIXED', '') AS close_result,
		  iif(stage > 4, '佐证齐全，整改到位', '') AS close_note, iif(stage > 4, date('2020-06-18', (due + 30) || ' days'), '') AS lookback_at,
		  b % 12 = 0 AS returned, status = 'REOPENED' AS reopened, iif(status = 'SUSPENDED', 'IN_PROGRESS', '') AS prior_status, 1 AS sample
		  FROM dated LEFT JOIN stamp USING (i) ORDER BY i;
		.once $dir/event-$k.csv
		SELECT 'G' || id || '-' || verb AS id, at, iif(step.stage < 4, post, lead_post) AS actor, 'issue' AS object_kind, id AS object, verb, was AS from_status,
		  becomes AS to_status, division, printf(title, vname, 2 + b % 30) AS title, 1 AS sample
		  FROM dated JOIN timed USING (i) JOIN step ON step.stage = timed.stage WHERE dated.stage < 5 ORDER BY i, step.stage;
	X
done >>"$dir/made.sql"
sqlite3 -batch :memory: ".read $dir/made.sql"
rm "$dir/made.sql"
