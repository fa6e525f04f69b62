#include "hub/generate_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/civil.h"

/* What is wrong with `%d` people, things or times of a village; the detail names its township. */
static const struct { const char *kind, *front, *title, *detail, *cause, *measure; } texts[] = {
	{ "MISSED_COVER", "COVER", "%s村%d名贫困人口未落实参保", "%s比对发现，动态调整新纳入对象未及时进入参保清册", "名单交接滞后", "逐人核实，当日补录" },
	{ "UNPAID", "COVER", "%s村%d名贫困人口未缴当年保费", "%s缴费截止后仍未到账，部分人员滞留外地", "集中收缴停办", "协调税务上门收缴" },
	{ "TAG_MISSING", "COVER", "%s村%d名贫困人口系统未标识", "%s已参保对象无贫困标识，住院不能享受倾斜待遇", "交换数据遗漏补录批次", "逐人补标，次月复核" },
	{ "DATA_MISMATCH", "COVER", "%s村参保数据与扶贫数据相差%d人", "%s横向比对两系统人数不一致，未按时反馈", "自然变动未按月核减", "与驻村工作队逐户联对" },
	{ "SUBSIDY_LOWER", "COVER", "%s村%d人资助参保未就高", "%s有对象同时符合多类条件，按较低标准执行", "类别未叠加比对", "重新核定，差额退付" },
	{ "REFERRAL", "BENEFIT", "%s村%d名急重症患者被认定不合规转诊", "%s就近就医人员被归入不符合转诊，待遇被降", "审核只看备案", "会同卫健部门复审" },
	{ "DRUG_SUPPLY", "BENEFIT", "%s村卫生室常用药缺货%d种", "%s配送批次过少，慢病常用药不能按月供应", "备药计划未上报", "约谈配送企业" },
	{ "REFUSE_INSTANT", "SERVICE", "%s村%d人次就医未予即时结算", "%s患者出院时被要求先行垫付，回乡后手工报销", "夜间窗口无人值守", "垫付费用当周报销到位" },
	{ "WINDOW", "SERVICE", "%s村一站式结算单缺项%d份", "%s抽查结算单缺少救助、兜底分项，群众看不明白", "结算单模板未更新", "更换模板，重新培训" },
	{ "SLOW_PAYMENT", "SERVICE", "%s村手工报销%d件超期未办结", "%s异地就医材料退补多次，超过审核周期", "初审材料要求不清", "专人审核，限期拨付" },
	{ "LEDGER", "RECTIFY", "%s村问题台账%d条与实际不符", "%s台账记载整改完成，现场核查仍未完成", "台账由一人代填", "按户重建台账" },
	{ "PUBLICITY", "RECTIFY", "%s村%d户未收到医保扶贫明白纸", "%s入户抽查，山区村组对报销政策不了解", "宣传集中在集镇", "院坝会逐组宣讲" },
};
enum { TEXTS = sizeof texts / sizeof *texts };

static const char *const sources[] = {
	"CENTRAL_LOOKBACK", "STATE_COUNCIL_EVAL", "PROV_EVAL", "CITY_EVAL", "COUNTY_EVAL", "WINTER_2019", "APRIL_SWEEP",
	"SUPERVISION", "DISPATCH", "AUDIT", "COVERT", "HOTLINE", "SELF"
};
enum { SOURCES = sizeof sources / sizeof *sources };

/* How far an issue came, in the order of its states; of a thousand, how many end there. */
enum stage { STAGE_OPEN, STAGE_ACKED, STAGE_IN_PROGRESS, STAGE_SUBMITTED, STAGE_VERIFIED, STAGE_CLOSED };
static const struct { const char *status; enum stage stage; int per_mille; } ends[] = {
	{ "CLOSED", STAGE_CLOSED, 930 }, { "IN_PROGRESS", STAGE_IN_PROGRESS, 30 }, { "SUBMITTED", STAGE_SUBMITTED, 10 },
	{ "VERIFIED", STAGE_VERIFIED, 8 }, { "OPEN", STAGE_OPEN, 8 }, { "ACKED", STAGE_ACKED, 6 },
	{ "REOPENED", STAGE_CLOSED, 2 }, { "SUSPENDED", STAGE_IN_PROGRESS, 2 }, { "CANCELLED", STAGE_OPEN, 3 },
	{ "RETURNED_ASSIGN", STAGE_ACKED, 1 },
};

struct issue {
	const struct township *t;
	const struct village  *v;
	int      text, source, end;
	int32_t  found, deadline;
	char     id[48], title[160], detail[256], evidence[96], unit[64];
	char     day[3][11];
	char     at[5][26];                  /* acked started submitted verified closed */
};

static const struct township *
pick_township(struct making *m)
{
	int total = 0, n;

	for (int i = 0; i < m->places.count; i++)
		total += m->places.townships[i].weight;
	n = dice_below(m, total);
	for (int i = 0; ; i++)
		if ((n -= m->places.townships[i].weight) < 0)
			return &m->places.townships[i];
}

static void
choose(struct making *m, struct issue *is, int32_t today)
{
	int n = dice_below(m, 1000);

	is->t = pick_township(m);
	is->v = is->t->villages > 0 ? &m->places.villages[is->t->villages_at + dice_below(m, is->t->villages)] : NULL;
	is->text = dice_below(m, TEXTS);
	is->source = dice_below(m, SOURCES);
	for (is->end = 0; (n -= ends[is->end].per_mille) >= 0; is->end++)
		;
	if (ends[is->end].stage == STAGE_CLOSED)
		is->deadline = today - 20 - dice_below(m, 700);
	else      /* nearly half of what is open is overdue, some of it long */
		is->deadline = dice_below(m, 100) < 45 ? today - 1 - dice_below(m, 1 + dice_below(m, 60)) : today + dice_below(m, 13);
	is->found = is->deadline - 25 - dice_below(m, 30);
}

/* Each step at a working hour between the day it was found and, at the latest, yesterday. */
static void
stamp(struct making *m, struct issue *is, int32_t today)
{
	int32_t span = is->deadline + 4 < today ? is->deadline + 4 - is->found : today - 1 - is->found;

	for (int i = 0; i < 5; i++) {
		int32_t day = is->found + 1 + (span > 6 ? span * i / 5 : i);
		if (day >= today)
			day = today - 1;
		instant_format((int64_t)day * 86400 + (9 + i) * 3600 + dice_below(m, 3600) - ROOM_OFFSET, is->at[i]);
	}
	civil_format(is->found, is->day[0]);
	civil_format(is->deadline, is->day[1]);
	civil_format(is->deadline + 30, is->day[2]);
}

static void
steps(struct making *m, struct issue *is)
{
	enum stage stage = ends[is->end].stage;

	if (stage >= STAGE_ACKED)
		make_text(m, FIELD_ISSUE_acked_at, is->at[0]);
	if (stage >= STAGE_IN_PROGRESS) {
		make_text(m, FIELD_ISSUE_started_at, is->at[1]);
		make_text(m, FIELD_ISSUE_root_cause, texts[is->text].cause);
		make_text(m, FIELD_ISSUE_measure, texts[is->text].measure);
	}
	if (stage >= STAGE_SUBMITTED) {
		snprintf(is->evidence, sizeof is->evidence, "[{\"kind\":\"doc\",\"ref\":\"%s医保〔2020〕%d号\"}]",
		         is->t->shortname, 1 + dice_below(m, 400));
		make_text(m, FIELD_ISSUE_evidence, is->evidence);
		make_text(m, FIELD_ISSUE_submitted_at, is->at[2]);
		make_text(m, FIELD_ISSUE_submitted_by, is->t->post);
		make_text(m, FIELD_ISSUE_replicate, "已对照检查其余村组");
	}
	if (stage >= STAGE_VERIFIED) {
		make_text(m, FIELD_ISSUE_verified_at, is->at[3]);
		make_text(m, FIELD_ISSUE_verified_by, is->t->group_post);
		make_text(m, FIELD_ISSUE_verify_method, "DOC");
	}
	if (stage >= STAGE_CLOSED) {
		make_text(m, FIELD_ISSUE_closed_at, is->at[4]);
		make_text(m, FIELD_ISSUE_closed_by, "leader");
		make_text(m, FIELD_ISSUE_close_result, "FIXED");
		make_text(m, FIELD_ISSUE_close_note, "佐证齐全，整改到位");
		make_text(m, FIELD_ISSUE_lookback_at, is->day[2]);
	}
}

static void
describe(struct making *m, struct issue *is)
{
	/* Formats of the table above take a name and a number, and a name. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(is->title, sizeof is->title, texts[is->text].title, is->v != NULL ? is->v->name : is->t->shortname, 2 + dice_below(m, 30));
	snprintf(is->detail, sizeof is->detail, texts[is->text].detail, is->t->name);
#pragma GCC diagnostic pop
	snprintf(is->unit, sizeof is->unit, "%s医保办", is->t->name);
	make_text(m, FIELD_ISSUE_title, is->title);
	make_text(m, FIELD_ISSUE_detail, is->detail);
	make_text(m, FIELD_ISSUE_resp_unit, is->unit);
}

static int
put_issue(struct making *m, struct issue *is)
{
	make_start(m, KIND_ISSUE);
	describe(m, is);
	make_text(m, FIELD_ISSUE_status, ends[is->end].status);
	make_text(m, FIELD_ISSUE_division, is->t->code);
	make_text(m, FIELD_ISSUE_deadline, is->day[1]);
	make_text(m, FIELD_ISSUE_orig_deadline, is->day[1]);
	make_text(m, FIELD_ISSUE_source, sources[is->source]);
	make_text(m, FIELD_ISSUE_kind, texts[is->text].kind);
	make_text(m, FIELD_ISSUE_front, texts[is->text].front);
	if (is->v != NULL)
		make_text(m, FIELD_ISSUE_village, is->v->code);
	make_text(m, FIELD_ISSUE_found_at, is->day[0]);
	make_text(m, FIELD_ISSUE_resp_post, is->t->post);
	if (*is->t->group != '\0')
		make_text(m, FIELD_ISSUE_sup_group, is->t->group);
	make_number(m, FIELD_ISSUE_returned, dice_below(m, 12) == 0);
	make_number(m, FIELD_ISSUE_reopened, strcmp(ends[is->end].status, "REOPENED") == 0);
	if (strcmp(ends[is->end].status, "SUSPENDED") == 0)
		make_text(m, FIELD_ISSUE_prior_status, "IN_PROGRESS");
	steps(m, is);
	make_number(m, FIELD_ISSUE_sample, 1);
	return make_put(m, is->id);
}

static int
put_event(struct making *m, const struct issue *is, const char *at, const char *actor, const char *verb,
          const char *from, const char *to)
{
	char id[64];

	snprintf(id, sizeof id, "G%s-%s", is->id, verb);
	make_start(m, KIND_EVENT);
	make_text(m, FIELD_EVENT_at, at);
	make_text(m, FIELD_EVENT_actor, actor);
	make_text(m, FIELD_EVENT_object_kind, "issue");
	make_text(m, FIELD_EVENT_object, is->id);
	make_text(m, FIELD_EVENT_verb, verb);
	if (*from != '\0')
		make_text(m, FIELD_EVENT_from_status, from);
	make_text(m, FIELD_EVENT_to_status, to);
	make_text(m, FIELD_EVENT_division, is->t->code);
	make_text(m, FIELD_EVENT_title, is->title);
	make_number(m, FIELD_EVENT_sample, 1);
	return make_put(m, id);
}

/* The timeline of what is still being worked at. */
static int
put_events(struct making *m, const struct issue *is)
{
	static const struct { const char *verb, *from, *to; } flow[] = {
		{ "ack", "OPEN", "ACKED" }, { "start", "ACKED", "IN_PROGRESS" }, { "submit", "IN_PROGRESS", "SUBMITTED" },
		{ "verify", "SUBMITTED", "VERIFIED" },
	};
	int last = (int)ends[is->end].stage;

	for (int i = 0; i < last && i < 4; i++)
		if (put_event(m, is, is->at[i], i < 3 ? is->t->post : is->t->group_post, flow[i].verb, flow[i].from, flow[i].to) != 0)
			return -1;
	return 0;
}

struct numbers { const char *year; long highest; };

static int
see_number(void *ctx, const struct hub_record *r)
{
	struct numbers *n = ctx;
	long number = strncmp(r->id, n->year, 5) == 0 ? strtol(r->id + 5, NULL, 10) : 0;

	n->highest = number > n->highest ? number : n->highest;
	return 0;
}

int
make_issues(struct making *m)
{
	int32_t today = instant_day(m->g->at);
	int year, month, day;
	char prefix[16];
	struct numbers numbers = { prefix, 0 };
	struct issue is;

	civil_split(today, &year, &month, &day);
	snprintf(prefix, sizeof prefix, "%04d-", year % 10000);
	if (hub_db_each(m->db, KIND_ISSUE, see_number, &numbers) != 0)
		return -1;
	for (long n = 0; n < m->g->issues; n++) {
		choose(m, &is, today);
		stamp(m, &is, today);
		snprintf(is.id, sizeof is.id, "%s%04ld", prefix, numbers.highest + 1 + n);
		if (put_issue(m, &is) != 0)
			return -1;
		/* Old closed ones keep no timeline: a county of a million would have five million steps. */
		if (ends[is.end].stage < STAGE_CLOSED && put_events(m, &is) != 0)
			return -1;
	}
	return 0;
}
