#include "console/cli/computed.h"

#include <cjson/cJSON.h>

#include "console/cli/list_read.h"
#include "model/room/civil.h"
#include "model/flow/duty.h"
#include "store/read/duties.h"
#include "store/read/ledgers.h"

extern const struct list_ops entries_list, sources_list, batches_list;

enum { STANDING, DAYS, WARN, MISSED, LAMP, CELLS_MET, CELLS, STAGE_NAME, OVERDUE, SOURCE_STANDING, SOURCE_HOURS,
       SOURCE_LAST, SOURCE_RECEIPTS, BATCH_WHY,
       EXTRA_FIRST, EXTRA_LAST = EXTRA_FIRST + 15 };

/* Columns of the ledgers' own that were asked for: extra.KEY. */
static char extra_keys[EXTRA_LAST - EXTRA_FIRST + 1][64];
static int  extra_count;

static struct computed_def defs[EXTRA_LAST + 1] = {
	[STANDING] = { KIND_DUTY_RUN, "standing", "现况", false },
	/* to the due day or since it, by how many late */
	[DAYS] = { KIND_DUTY_RUN, "days", "天数", true },
	[WARN] = { KIND_DUTY_RUN, "warn", "末一工作日", false },
	[MISSED] = { KIND_DUTY_RUN, "missed_from", "缺办起", false },
	[LAMP] = { KIND_DUTY_RUN, "lamp", "灯", false },
	[CELLS_MET] = { KIND_CHECK_MARK, "met", "已达项", true },
	[CELLS] = { KIND_CHECK_MARK, "cells", "应查项", true },
	[STAGE_NAME] = { KIND_ENTRY, "stage_name", "环节名称", false },
	[OVERDUE] = { KIND_ENTRY, "overdue", "逾期天数", true },        /* of open ones past their deadline */
	[SOURCE_STANDING] = { KIND_SOURCE, "standing", "现况", false },
	[SOURCE_HOURS] = { KIND_SOURCE, "age_hours", "距今小时", true },      /* since the last good hand-over */
	[SOURCE_LAST] = { KIND_SOURCE, "newest", "最近批次", false },
	[SOURCE_RECEIPTS] = { KIND_SOURCE, "receipts", "签收", false },       /* townships' of it, done/all */
	/* it is held, or could not be had; in words */
	[BATCH_WHY] = { KIND_BATCH, "why", "缘由", false },
};
enum { DEFS = EXTRA_FIRST };

const struct computed_def *
computed_def(int field)
{
	return &defs[field - FIELD_COUNT];
}

/* extra.KEY or 栏目.KEY: whether a ledger has it, its entries say. */
static int
extra_find_column(const char *name, size_t len)
{
	size_t prefix = strncmp(name, "extra.", 6) == 0 ? 6 : strncmp(name, "栏目.", strlen("栏目.")) == 0
	       ? strlen("栏目.") : 0;
	char full[64];

	if (prefix == 0 || len <= prefix || len - prefix + 7 > sizeof full)
		return -2;
	snprintf(full, sizeof full, "extra.%.*s", (int)(len - prefix), name + prefix);
	for (int i = 0; i < extra_count; i++)
		if (strcmp(extra_keys[i], full) == 0)
			return FIELD_COUNT + EXTRA_FIRST + i;
	if (extra_count > EXTRA_LAST - EXTRA_FIRST)
		return -2;
	memcpy(extra_keys[extra_count], full, sizeof full);
	defs[EXTRA_FIRST + extra_count] = (struct computed_def){ KIND_ENTRY, extra_keys[extra_count],
	                                                         extra_keys[extra_count], false };
	return FIELD_COUNT + EXTRA_FIRST + extra_count++;
}

int
computed_find(enum kind kind, const char *name, size_t len)
{
	for (int i = 0; i < DEFS; i++)
		if (defs[i].kind == kind && ((strncmp(defs[i].name, name, len) == 0 && defs[i].name[len] == '\0') ||
		                             (strncmp(defs[i].title, name, len) == 0 && defs[i].title[len] == '\0')))
			return FIELD_COUNT + i;
	return kind == KIND_ENTRY ? extra_find_column(name, len) : -2;
}

int
computed_next(enum kind kind, int after)
{
	for (int i = after < FIELD_COUNT ? 0 : after - FIELD_COUNT + 1; i < DEFS; i++)
		if (defs[i].kind == kind)
			return FIELD_COUNT + i;
	return -2;
}

static void
judge(struct session *s, const struct record *row, struct duty_standing *out)
{
	char number[24], status[24], day[24];
	int64_t done;
	struct duty_run_in in = { .status = status, .due = civil_parse(record_text(row, FIELD_DUTY_RUN_deadline, day)),
	                          .done = CIVIL_NONE };

	snprintf(status, sizeof status, "%s", record_text(row, FIELD_DUTY_RUN_status, number));
	if (instant_parse(record_text(row, FIELD_DUTY_RUN_done_at, number), &done) == 0)
		in.done = instant_day(done);
	in.grace = duty_grace(s->store, record_text(row, FIELD_DUTY_RUN_duty, number));
	duty_judge(&in, s->env.today, s->env.cal, s->env.rules, out);
}

static void
duty_text(struct session *s, const struct record *row, int what, char *out, size_t size)
{
	static const char *const lamps[LAMP_COUNT] = { "GREY", "BLUE", "GREEN", "YELLOW", "RED", "MAGENTA" };
	struct duty_standing standing;
	char day[11];

	judge(s, row, &standing);
	civil_format(what == WARN ? standing.warn : standing.missed, day);
	switch (what) {
	case STANDING: snprintf(out, size, "%s", duty_state_name(standing.state)); break;
	case DAYS: snprintf(out, size, "%d", standing.days); break;
	case LAMP: snprintf(out, size, "%s", lamps[standing.lamp]); break;
	default: snprintf(out, size, "%s", day); break;
	}
}

/* The record's own column, `json` as JSON has it, else as plain text. */
static void
extra_text(const struct record *row, int what, bool json, char *out, size_t size)
{
	char number[24];
	cJSON *extra = cJSON_Parse(record_text(row, FIELD_ENTRY_extra, number));
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(extra, defs[what].name + 6);

	*out = '\0';
	if (cJSON_IsString(value) && !json)
		snprintf(out, size, "%s", value->valuestring);
	else if (value == NULL || !cJSON_PrintPreallocated((cJSON *)(uintptr_t)value, out, (int)size, false))
		*out = '\0';
	cJSON_Delete(extra);
}

/* The kind's list, worked out once a command. */
static struct judged { struct list list; struct env env; int at; } *
list_of(struct session *s, enum kind kind)
{
	static struct judged *judged[KIND_COUNT];
	const struct list_ops *ops = kind == KIND_ENTRY ? &entries_list : kind == KIND_SOURCE ? &sources_list
	       : &batches_list;
	char ignored[256];

	if (judged[kind] == NULL) {
		if ((judged[kind] = calloc(1, sizeof **judged)) == NULL)
			abort();
		if (list_read(&judged[kind]->list, ops, s, &judged[kind]->env, ignored, sizeof ignored) != 0)
			list_rows(&judged[kind]->list, NULL, 0);
	}
	return judged[kind];
}

/* The list's column of that name, of the row with the record's id. */
static void
list_text(struct session *s, const struct record *row, int what, bool readable, char *out, size_t size)
{
	struct judged *j = list_of(s, row->kind);
	const struct list *l = &j->list;
	int column = list_column_find(l, defs[what].name, strlen(defs[what].name));
	char text[VALUE_OWN];
	struct value v;

	*out = '\0';
	for (int k = 0; k < l->count && column >= 0; k++, j->at = (j->at + 1) % l->count) {
		if (strcmp(list_id(l, list_row(l, j->at)), row->id) != 0)
			continue;
		list_value(l, list_row(l, j->at), column, &j->env, &v);
		snprintf(out, size, "%s", readable ? value_words(&v, text, sizeof text)
		         : value_raw(&v, text, sizeof text));
		return;
	}
}

bool
computed_json(struct session *s, const struct record *row, int field, char *out, size_t size)
{
	(void)s;
	if (row->kind != KIND_ENTRY || field - FIELD_COUNT < EXTRA_FIRST)
		return false;
	extra_text(row, field - FIELD_COUNT, true, out, size);
	return true;
}

/* The column as its ledger names things. */
static void
extra_readable(struct session *s, const struct record *row, int what, char *out, size_t size)
{
	static struct ledger_info info;
	char a[24], value[EXTRA_TEXT_MAX + 8];
	const char *ledger = record_text(row, FIELD_ENTRY_ledger, a);
	const struct extra_field *f;

	extra_text(row, what, false, out, size);
	if (*out == '\0' || (strcmp(info.id, ledger) != 0 && ledger_info(s->store, ledger, s->env.english, &info) != 0))
		return;
	if ((f = extra_find(&info.fields, defs[what].name + 6)) == NULL)
		return;
	snprintf(value, sizeof value, "%s", out);
	ledger_value_text(s->store, f, value, s->env.english, out, size);
}

void
computed_text(struct session *s, const struct record *row, int field, char *out, size_t size)
{
	int what = field - FIELD_COUNT, met = 0;
	const char *marks;
	char number[24];

	if (row->kind == KIND_DUTY_RUN) {
		duty_text(s, row, what, out, size);
		return;
	}
	if (row->kind != KIND_CHECK_MARK) {
		if (what >= EXTRA_FIRST)
			extra_text(row, what, false, out, size);
		else
			list_text(s, row, what, false, out, size);
		return;
	}
	marks = record_text(row, FIELD_CHECK_MARK_marks, number);
	for (const char *m = marks; *m != '\0'; m++)
		met += *m == '2';
	snprintf(out, size, "%d", what == CELLS ? (int)strlen(marks) : met);
}

void
computed_readable(struct session *s, const struct record *row, int field, char *out, size_t size)
{
	int what = field - FIELD_COUNT;
	struct duty_standing standing;

	if (what >= EXTRA_FIRST)
		extra_readable(s, row, what, out, size);
	else if (row->kind != KIND_DUTY_RUN && row->kind != KIND_CHECK_MARK)
		list_text(s, row, what, true, out, size);
	else
		computed_text(s, row, field, out, size);
	if (row->kind != KIND_DUTY_RUN)
		return;
	judge(s, row, &standing);
	if (what == STANDING)
		snprintf(out, size, "%s", _(duty_state_text(standing.state)));
	else if (what == LAMP)
		snprintf(out, size, "%s", _(lamp_word(standing.lamp)));
}
