#include "hub/whole_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/member.h"
#include "model/civil.h"
#include "model/refs.h"
#include "model/stage.h"

/* ---- the stages of one ledger ------------------------------------------------------ */

static int
keep_stage(void *ctx, const struct hub_record *rec)
{
	struct whole *w = ctx;
	cJSON *body;
	struct step_row *more, *s;

	if (strncmp(rec->id, w->ledger, strlen(w->ledger)) != 0)       /* ids are LEDGER:CODE */
		return 0;
	body = cJSON_Parse(rec->body);
	if (strcmp(member_text(body, "ledger"), w->ledger) == 0) {
		if ((more = realloc(w->stages, (size_t)(w->stage_count + 1) * sizeof *more)) == NULL) {
			cJSON_Delete(body);
			return 1;
		}
		w->stages = more;
		s = &w->stages[w->stage_count++];
		s->reached = false;
		snprintf(s->code, sizeof s->code, "%s", member_text(body, "code"));
		snprintf(s->class, sizeof s->class, "%s", member_text(body, "class"));
		snprintf(s->after, sizeof s->after, "%s", member_text(body, "after"));
	}
	cJSON_Delete(body);
	return 0;
}

static struct step_row *
find_stage(struct whole *w, const char *code)
{
	for (int i = 0; i < w->stage_count; i++)
		if (strcmp(w->stages[i].code, code) == 0)
			return &w->stages[i];
	return NULL;
}

/* May entries come to this stage from one that is reached, or begin here? */
static bool
comes_from(struct whole *w, const struct step_row *s)
{
	const char *after = s->after;
	char code[CODE_MAX];

	while (whole_next(&after, code) == 1) {
		struct step_row *from = find_stage(w, code);
		if (strcmp(code, "-") == 0 || (from != NULL && from->reached))
			return true;
	}
	return false;
}

static int
read_stages(struct whole *w, const char *ledger)
{
	bool more = true;

	if (strcmp(w->ledger, ledger) == 0)
		return 0;
	snprintf(w->ledger, sizeof w->ledger, "%s", ledger);
	w->stage_count = 0;
	if (hub_db_each(w->db, KIND_STAGE, keep_stage, w) != 0)
		return -2;
	while (more) {
		more = false;
		for (int i = 0; i < w->stage_count; i++)
			if (!w->stages[i].reached && comes_from(w, &w->stages[i]))
				more = w->stages[i].reached = true;
	}
	return 0;
}

static const char *
stage_codes(const struct whole *w, char *out, size_t size)
{
	size_t n = 0;

	*out = '\0';
	for (int i = 0; i < w->stage_count && n + CODE_MAX + 2 < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%s", i > 0 ? " " : "", w->stages[i].code);
	return out;
}

int
whole_ledger(const struct whole_at *at)
{
	bool begins = false, ends = false;

	if (read_stages(at->w, at->id) != 0)
		return -2;
	for (int i = 0; i < at->w->stage_count; i++) {
		const char *after = at->w->stages[i].after;
		begins = begins || ref_word(after, "-");
		ends = ends || strcmp(at->w->stages[i].class, "OPEN") != 0;
	}
	if (at->w->stage_count == 0)
		return whole_refuse(at, ROW_ID, "it has no stages; give stage.csv at least one where entries begin and one where they end");
	if (at->w->stage_count > STAGES_MAX)
		return whole_refuse(at, ROW_ID, "it has %d stages; %d at most", at->w->stage_count, STAGES_MAX);
	if (!begins)
		return whole_refuse(at, ROW_ID, "none of its stages is where entries begin; write - as one stage's \"after\"");
	return ends ? 0 : whole_refuse(at, ROW_ID, "its entries never end; one of its stages must be of the class CLOSED or DROPPED");
}

/* ---- one stage ---------------------------------------------------------------------- */

/* The field a sentence of stages_add() is about: it begins with its name. */
static int
field_of(const char *error)
{
	size_t len = strcspn(error, ":");
	int f = record_field_find(KIND_STAGE, error, len);

	return f >= 0 ? f : FIELD_STAGE_code;
}

/* Roles, needs and days as model/stage.h reads them, and the columns they ask for. */
static int
judge_terms(const struct whole_at *at)
{
	struct stage_row row = {
		.code = whole_text(at, FIELD_STAGE_code), .class = whole_text(at, FIELD_STAGE_class), .after = whole_text(at, FIELD_STAGE_after),
		.roles = whole_text(at, FIELD_STAGE_roles), .needs = whole_text(at, FIELD_STAGE_needs),
		.day_unit = whole_text(at, FIELD_STAGE_day_unit), .days = (int)whole_number(at, FIELD_STAGE_days, -1),
	};
	struct ledger_stages one = { 0 };
	char error[300], key[CODE_MAX];
	const char *fields;
	int rc;

	if (stages_add(&one, &row, error, sizeof error) != 0) {
		int field = field_of(error);
		const char *says = strchr(error, ':');
		return whole_refuse(at, field, "%s", says != NULL ? says + 2 : error);
	}
	fields = one.list[0].fields;
	while (whole_next(&fields, key) == 1)
		if ((rc = whole_part_there(at->w, KIND_LEDGER_FIELD, whole_text(at, FIELD_STAGE_ledger), key)) != 1)
			return rc < 0 ? -2 : whole_refuse(at, FIELD_STAGE_needs, "field:%s, but ledger_field.csv gives the ledger %.40s no such key", key,
			                                  whole_text(at, FIELD_STAGE_ledger));
	return 0;
}

static int
judge_after(const struct whole_at *at)
{
	const char *after = whole_text(at, FIELD_STAGE_after), *code = whole_text(at, FIELD_STAGE_code);
	char one[CODE_MAX], codes[300];
	struct step_row *s;
	int rc;

	if (*after == '\0')
		return whole_refuse(at, FIELD_STAGE_after, "empty; write the codes of the stages it follows, or - where entries begin: %s",
		                    stage_codes(at->w, codes, sizeof codes));
	while ((rc = whole_next(&after, one)) == 1)
		if (strcmp(one, "-") != 0 && find_stage(at->w, one) == NULL)
			return whole_refuse(at, FIELD_STAGE_after, "\"%.40s\" is no stage of the ledger %.40s; its stages are: %s", one,
			                    whole_text(at, FIELD_STAGE_ledger), stage_codes(at->w, codes, sizeof codes));
	if (rc < 0)
		return whole_refuse(at, FIELD_STAGE_after, "a code of more than %d bytes", CODE_MAX - 1);
	s = find_stage(at->w, code);
	if (s != NULL && !s->reached)
		return whole_refuse(at, FIELD_STAGE_after, "no entry ever comes to %s: none of the stages it follows can be reached from one where entries begin (-)", code);
	return 0;
}

int
whole_stage(const struct whole_at *at)
{
	const char *code = whole_text(at, FIELD_STAGE_code);
	int rc;

	if (strpbrk(code, ": ()") != NULL || strlen(code) >= CODE_MAX || strcmp(code, "-") == 0)
		return whole_refuse(at, FIELD_STAGE_code, "no good code; no blanks, colons and brackets, 63 bytes at most, and - alone is no code");
	if (read_stages(at->w, whole_text(at, FIELD_STAGE_ledger)) != 0)
		return -2;
	if ((rc = judge_after(at)) != 0 || (rc = judge_terms(at)) != 0)
		return rc;
	if (whole_has(at, FIELD_STAGE_day_unit) && !whole_has(at, FIELD_STAGE_days))
		return whole_refuse(at, FIELD_STAGE_days, "empty, although a unit of days is given");
	return 0;
}

/* ---- entries ------------------------------------------------------------------------- */

/* [["CODE","2021-08-20"],...] */
static int
judge_stages(const struct whole_at *at)
{
	cJSON *list = whole_has(at, FIELD_ENTRY_stages) ? cJSON_Parse(whole_text(at, FIELD_ENTRY_stages)) : NULL, *one;
	char codes[300];
	int rc = 0;

	if (list != NULL && !cJSON_IsArray(list))
		rc = whole_refuse(at, FIELD_ENTRY_stages, "a list is wanted, like [[\"DETECTED\",\"2021-08-20\"]]");
	cJSON_ArrayForEach(one, list) {
		const char *code = cJSON_GetStringValue(cJSON_GetArrayItem(one, 0)), *day = cJSON_GetStringValue(cJSON_GetArrayItem(one, 1));
		if (rc == 0 && (code == NULL || find_stage(at->w, code) == NULL))
			rc = whole_refuse(at, FIELD_ENTRY_stages, "\"%.40s\" is no stage of the ledger %.40s; its stages are: %s", code != NULL ? code : "",
			                  at->w->ledger, stage_codes(at->w, codes, sizeof codes));
		if (rc == 0 && (day == NULL || civil_parse(day) == CIVIL_NONE))
			rc = whole_refuse(at, FIELD_ENTRY_stages, "no such date \"%.40s\"; write [\"%.40s\",\"2021-08-20\"]", day != NULL ? day : "", code);
	}
	cJSON_Delete(list);
	return rc;
}

int
whole_entry(const struct whole_at *at)
{
	const char *code = whole_text(at, FIELD_ENTRY_stage), *status = whole_text(at, FIELD_ENTRY_status);
	struct step_row *s;
	char codes[300];

	if (read_stages(at->w, whole_text(at, FIELD_ENTRY_ledger)) != 0)
		return -2;
	if ((s = find_stage(at->w, code)) == NULL)
		return whole_refuse(at, FIELD_ENTRY_stage, "\"%.40s\" is no stage of the ledger %.40s; its stages are: %s", code, at->w->ledger,
		                    stage_codes(at->w, codes, sizeof codes));
	if (strcmp(s->class, status) != 0)
		return whole_refuse(at, FIELD_ENTRY_status, "\"%.40s\", but whoever stands in %s is %s", status, code, s->class);
	return judge_stages(at);
}
