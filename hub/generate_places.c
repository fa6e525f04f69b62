#include "hub/generate_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/member.h"
#include "model/civil.h"

/* ---- what is there ----------------------------------------------------------- */

static int
number(const cJSON *body, const char *name, int otherwise)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(body, name);

	return cJSON_IsNumber(item) ? (int)item->valuedouble : otherwise;
}

static struct township *
township_of(struct places *p, const char *code)
{
	for (int i = 0; i < p->count; i++)
		if (strcmp(p->townships[i].code, code) == 0)
			return &p->townships[i];
	return NULL;
}

static struct village *
village_new(struct places *p)
{
	if (p->village_count == p->village_room) {
		int room = p->village_room == 0 ? 256 : 2 * p->village_room;
		struct village *more = realloc(p->villages, (size_t)room * sizeof *more);
		if (more == NULL)
			return NULL;
		p->villages = more;
		p->village_room = room;
	}
	return &p->villages[p->village_count++];
}

static void
copy_text(char *to, size_t size, const char *from)
{
	size_t len = strnlen(from, size - 1);

	memmove(to, from, len);
	to[len] = '\0';
}
#define copy(to, from) copy_text(to, sizeof to, from)

/* Codes sort villages behind their township and before the next one. */
static int
take_division(void *ctx, const struct hub_record *r)
{
	struct places *p = ctx;
	cJSON *body = cJSON_Parse(r->body);
	int level = number(body, "level", 0), row = number(body, "grid_row", -1), rc = 0;

	if (level == 4 && p->count < GENERATE_TOWNSHIPS_MAX) {
		struct township *t = &p->townships[p->count++];
		copy(t->code, r->id);
		copy(t->name, member_text(body, "name"));
		copy(t->shortname, *member_text(body, "short") != '\0' ? member_text(body, "short") : member_text(body, "name"));
		t->villages_at = p->village_count;
		p->rows = row >= p->rows ? row + 1 : p->rows;
	} else if (level == 5) {
		struct township *t = township_of(p, member_text(body, "parent"));
		struct village *v = t != NULL ? village_new(p) : NULL;
		rc = t != NULL && v == NULL;
		if (v != NULL) {
			copy(v->code, r->id);
			copy(v->name, member_text(body, "short"));
			t->villages++;
		}
	}
	cJSON_Delete(body);
	return rc;
}

static int
take_post(void *ctx, const struct hub_record *r)
{
	struct places *p = ctx;
	cJSON *body = cJSON_Parse(r->body);
	struct township *t = strcmp(member_text(body, "role"), "township") == 0 ? township_of(p, member_text(body, "division")) : NULL;

	if (t != NULL && (*t->post == '\0' || strstr(r->id, "office") != NULL))
		copy(t->post, r->id);
	cJSON_Delete(body);
	return 0;
}

static int
take_group(void *ctx, const struct hub_record *r)
{
	struct places *p = ctx;
	cJSON *body = cJSON_Parse(r->body);

	if (p->group_count < (int)(sizeof p->groups / sizeof *p->groups)) {
		copy(p->groups[p->group_count], r->id);
		copy(p->group_post[p->group_count], member_text(body, "lead_post"));
		p->group_count++;
	}
	cJSON_Delete(body);
	return 0;
}

static int
take_assign(void *ctx, const struct hub_record *r)
{
	struct places *p = ctx;
	cJSON *body = cJSON_Parse(r->body);
	struct township *t = township_of(p, member_text(body, "division"));

	for (int g = 0; t != NULL && g < p->group_count; g++)
		if (strcmp(p->groups[g], member_text(body, "sup_group")) == 0) {
			copy(t->group, p->groups[g]);
			copy(t->group_post, p->group_post[g]);
		}
	cJSON_Delete(body);
	return 0;
}

int
places_read(struct making *m)
{
	struct places *p = &m->places;

	if (hub_db_each(m->db, KIND_DIVISION, take_division, p) != 0 || hub_db_each(m->db, KIND_POST, take_post, p) != 0 ||
	    hub_db_each(m->db, KIND_SUP_GROUP, take_group, p) != 0 || hub_db_each(m->db, KIND_SUP_ASSIGN, take_assign, p) != 0)
		return -1;
	for (int i = 0; i < p->count; i++)
		p->townships[i].weight = 4 + dice_below(m, 9);
	return 0;
}

void
places_clear(struct places *p)
{
	free(p->villages);
	memset(p, 0, sizeof *p);
}

/* ---- what is added ------------------------------------------------------------- */

static const char *const first[] = { "青", "石", "龙", "柳", "双", "白", "马", "西", "东", "北", "南", "大", "新", "金", "银", "云" };
static const char *const first_py[] = { "qing", "shi", "long", "liu", "shuang", "bai", "ma", "xi", "dong", "bei", "nan", "da", "xin", "jin", "yin", "yun" };
static const char *const second[] = { "山", "桥", "泉", "林", "河", "沙", "坡", "岭", "坪", "塘", "湾" };
static const char *const second_py[] = { "shan", "qiao", "quan", "lin", "he", "sha", "po", "ling", "ping", "tang", "wan" };
enum { FIRSTS = sizeof first / sizeof *first, SECONDS = sizeof second / sizeof *second };

static int
put_division(struct making *m, const char *id, const char *parent, int level, const char *name, const char *shortname,
             const char *pinyin, const char *type)
{
	make_start(m, KIND_DIVISION);
	make_text(m, FIELD_DIVISION_parent, parent);
	make_number(m, FIELD_DIVISION_level, level);
	make_text(m, FIELD_DIVISION_name, name);
	make_text(m, FIELD_DIVISION_short, shortname);
	make_text(m, FIELD_DIVISION_pinyin, pinyin);
	make_text(m, FIELD_DIVISION_type, type);
	make_number(m, FIELD_DIVISION_sample, 1);
	if (level == 4) {
		int n = m->places.count - 1;
		make_text(m, FIELD_DIVISION_class, dice_below(m, 3) == 0 ? "remaining" : "exited");
		make_number(m, FIELD_DIVISION_grid_row, m->places.rows + n / 6);
		make_number(m, FIELD_DIVISION_grid_col, n % 6);
		make_number(m, FIELD_DIVISION_poor, 2000 + dice_below(m, 6000));
		make_number(m, FIELD_DIVISION_villages, 10);
	}
	return make_put(m, id);
}

static int
put_post(struct making *m, const struct township *t)
{
	char name[64], unit[64];

	snprintf(name, sizeof name, "%s医保办专员", t->shortname);
	snprintf(unit, sizeof unit, "%s医保办", t->name);
	make_start(m, KIND_POST);
	make_text(m, FIELD_POST_name, name);
	make_text(m, FIELD_POST_unit, unit);
	make_text(m, FIELD_POST_division, t->code);
	make_text(m, FIELD_POST_role, "township");
	return make_put(m, t->post);
}

static int
put_assign(struct making *m, const struct township *t)
{
	char id[64];

	snprintf(id, sizeof id, "%s-%s", t->group, t->code);
	make_start(m, KIND_SUP_ASSIGN);
	make_text(m, FIELD_SUP_ASSIGN_sup_group, t->group);
	make_text(m, FIELD_SUP_ASSIGN_division, t->code);
	return make_put(m, id);
}

static int
put_villages(struct making *m, struct township *t)
{
	t->villages_at = m->places.village_count;
	for (int i = 0; i < 10; i++) {
		struct village *v = village_new(&m->places);
		char name[64], pinyin[48];
		int a = dice_below(m, FIRSTS), b = (i * 3 + dice_below(m, 3)) % SECONDS;
		if (v == NULL)
			return -1;
		snprintf(v->code, sizeof v->code, "%.9s%03u", t->code, (201 + (unsigned)i) % 1000);
		snprintf(v->name, sizeof v->name, "%s%s", first[a], second[b]);
		snprintf(name, sizeof name, "%s村民委员会", v->name);
		snprintf(pinyin, sizeof pinyin, "%s%s", first_py[a], second_py[b]);
		if (put_division(m, v->code, t->code, 5, name, v->name, pinyin, "village") != 0)
			return -1;
		t->villages++;
	}
	return 0;
}

/* A year of settlements, so that every township has its line. */
static int
put_settlements(struct making *m, const struct township *t)
{
	int last = month_parse("2020-05");

	for (int month = last - 11; month <= last; month++) {
		char period[8], id[64];
		int cases = 200 + dice_below(m, 600), eligible = cases - dice_below(m, 12), instant = eligible * (880 + dice_below(m, 100)) / 1000;
		int64_t total = (int64_t)cases * (60000 + dice_below(m, 50000)), basic = total * 60 / 100, cat = total * 8 / 100,
		        aid = total * 12 / 100, back = total * 10 / 100;
		month_format(month, period);
		snprintf(id, sizeof id, "%s-%s-ALL-ALL", period, t->code);
		make_start(m, KIND_SETTLEMENT);
		make_text(m, FIELD_SETTLEMENT_period, period);
		make_text(m, FIELD_SETTLEMENT_division, t->code);
		make_text(m, FIELD_SETTLEMENT_scope, "ALL");
		make_text(m, FIELD_SETTLEMENT_svc, "ALL");
		make_text(m, FIELD_SETTLEMENT_pop, "FILED");
		make_number(m, FIELD_SETTLEMENT_cases, cases);
		make_number(m, FIELD_SETTLEMENT_eligible_cases, eligible);
		make_number(m, FIELD_SETTLEMENT_instant_cases, instant);
		make_number(m, FIELD_SETTLEMENT_total_fen, total);
		make_number(m, FIELD_SETTLEMENT_scope_fen, total * 9 / 10);
		make_number(m, FIELD_SETTLEMENT_basic_fen, basic);
		make_number(m, FIELD_SETTLEMENT_catastrophic_fen, cat);
		make_number(m, FIELD_SETTLEMENT_aid_fen, aid);
		make_number(m, FIELD_SETTLEMENT_backstop_fen, back);
		make_number(m, FIELD_SETTLEMENT_paid_fen, basic + cat + aid + back);
		make_number(m, FIELD_SETTLEMENT_oop_fen, total - basic - cat - aid - back);
		make_number(m, FIELD_SETTLEMENT_sample, 1);
		if (make_put(m, id) != 0)
			return -1;
	}
	return 0;
}

static int
put_tasks(struct making *m, const struct township *t)
{
	static const struct { const char *front, *title; } tasks[] = {
		{ "COVER", "未缴费贫困人口分类解决" }, { "BENEFIT", "转诊复审名单核实与材料收集" },
		{ "SERVICE", "卫生院、村卫生室一站式结算可用" }, { "RECTIFY", "存量问题整改清零" },
	};

	for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
		int now = 55 + dice_below(m, 43), before = now - 3 - dice_below(m, 14);
		char id[64], title[128], trail[96];
		snprintf(id, sizeof id, "TG-%s-%s", tasks[i].front, t->code);
		snprintf(title, sizeof title, "%s：%s", t->shortname, tasks[i].title);
		snprintf(trail, sizeof trail, "[[\"2020-05-20\",%d],[\"2020-06-04\",%d],[\"2020-06-16\",%d]]", before - 8, before, now);
		make_start(m, KIND_TASK);
		make_text(m, FIELD_TASK_front, tasks[i].front);
		make_text(m, FIELD_TASK_title, title);
		make_text(m, FIELD_TASK_owner_post, t->post);
		make_text(m, FIELD_TASK_division, t->code);
		make_text(m, FIELD_TASK_start, "2020-04-01");
		make_text(m, FIELD_TASK_due, "2020-06-30");
		make_number(m, FIELD_TASK_weight, 1);
		make_number(m, FIELD_TASK_pct, now);
		make_text(m, FIELD_TASK_status, "DOING");
		make_text(m, FIELD_TASK_trail, trail);
		make_number(m, FIELD_TASK_sample, 1);
		if (make_put(m, id) != 0)
			return -1;
	}
	return 0;
}

static int
add_one(struct making *m)
{
	struct places *p = &m->places;
	int n = p->count++, a = n % FIRSTS, b = (n * 7 + n / FIRSTS) % SECONDS, g = p->group_count > 0 ? n % p->group_count : 0;
	struct township *t = &p->townships[n];
	char pinyin[32];

	snprintf(t->code, sizeof t->code, "%.6s%u", hub_db_county(m->db), (300u + (unsigned)n) % 1000);
	snprintf(t->shortname, sizeof t->shortname, "%s%s", first[a], second[b]);
	snprintf(t->name, sizeof t->name, "%s%s乡", first[a], second[b]);
	snprintf(t->post, sizeof t->post, "%.6s%d-office", hub_db_county(m->db), 300 + n);
	snprintf(pinyin, sizeof pinyin, "%s%s", first_py[a], second_py[b]);
	if (p->group_count > 0) {
		copy(t->group, p->groups[g]);
		copy(t->group_post, p->group_post[g]);
	}
	t->weight = 4 + dice_below(m, 9);
	if (put_division(m, t->code, hub_db_county(m->db), 4, t->name, t->shortname, pinyin, "township") != 0 ||
	    put_post(m, t) != 0 || (*t->group != '\0' && put_assign(m, t) != 0))
		return -1;
	return put_villages(m, t) != 0 || put_settlements(m, t) != 0 ? -1 : put_tasks(m, t);
}

int
places_add(struct making *m, int townships)
{
	while (m->places.count < townships)
		if (add_one(m) != 0)
			return -1;
	return 0;
}
