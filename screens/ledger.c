/*
 * One ledger: a strip of its stages with how many stand there (left and right
 * choose one), and its entries as a window over the cache, with the ledger's
 * own columns.  Opened on "LEDGER", or "LEDGER STAGE" with DIVISION behind.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/filter.h"
#include "screens/ledger.h"
#include "screens/match.h"
#include "store/forms.h"

/* ---- loading ------------------------------------------------------------------------ */

/* "monitor ASSESSING 620422101" */
static void
open_on(struct ledger_model *m, const char *arg)
{
	char stage[48] = "";

	sscanf(arg, "%63s %47s %15s", m->filter.ledger, stage, m->filter.division);
	snprintf(m->filter.stage, sizeof m->filter.stage, "%s", strcmp(stage, "-") == 0 ? "" : stage);
	if ((m->rows = calloc(LEDGER_WINDOW, sizeof *m->rows)) == NULL)
		abort();
	m->started = true;
}

/* A township by its name, short name, pinyin or code. */
static void
resolve_place(struct ledger_model *m, struct store *st, const struct env *env)
{
	struct choice *places = calloc(120, sizeof *places);
	int n;

	if (places == NULL)
		abort();
	n = store_township_choices(st, env->english, places, 120);
	m->filter.division[0] = '\0';
	for (int i = 0; i < n && i < 120 && m->filter.division[0] == '\0'; i++)
		if (strcmp(places[i].code, m->wish) == 0 || text_matches(places[i].name, m->wish))
			snprintf(m->filter.division, sizeof m->filter.division, "%.15s", places[i].code);
	if (m->filter.division[0] == '\0')
		snprintf(m->filter.division, sizeof m->filter.division, "-");
	m->wish[0] = '\0';
	free(places);
}

/* Codes, fen and yes or no become what people read. */
static void
name_columns(struct ledger_model *m, struct store *st, const struct env *env)
{
	char raw[sizeof *m->rows->extra];

	for (int i = 0; i < m->row_count; i++)
		for (int k = 0; k < ENTRY_COLUMNS && k < m->info.fields.count; k++) {
			memcpy(raw, m->rows[i].extra[k], sizeof raw);
			ledger_value_text(st, &m->info.fields.list[k], raw, env->english, m->rows[i].extra[k], sizeof raw);
		}
}

/* The row the cursor was on keeps it, wherever it stands now. */
static int
load_rows(struct ledger_model *m, struct store *st, const struct env *env)
{
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };
	int64_t at = m->id[0] != '\0' ? entries_place(st, &m->filter, env->today, m->id) : -1;

	if ((m->total = entries_count(st, &m->filter, env->today)) < 0)
		return -1;
	m->at = at >= 0 ? at : m->at >= m->total ? (m->total > 0 ? m->total - 1 : 0) : m->at;
	m->from = m->at > LEDGER_WINDOW / 2 ? m->at - LEDGER_WINDOW / 2 : 0;
	m->row_count = entries_page(st, &m->filter, &when, &m->info.fields, m->from, LEDGER_WINDOW, m->rows);
	if (m->row_count < 0)
		return -1;
	name_columns(m, st, env);
	m->id[0] = '\0';
	if (m->at - m->from < m->row_count)
		snprintf(m->id, sizeof m->id, "%s", m->rows[m->at - m->from].id);
	return 0;
}

static int
load(void *model, struct store *st, const struct env *env)
{
	struct ledger_model *m = model;
	const struct ledger_stage *stage;
	int rc;

	if (!m->started)
		open_on(m, env->arg);
	rc = ledger_info(st, m->filter.ledger, env->english, &m->info);
	m->missing = rc == 1;
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (m->wish[0] != '\0')
		resolve_place(m, st, env);
	if (m->filter.division[0] != '\0')
		store_division(st, m->filter.division, env->english, m->place, sizeof m->place);
	stage = stages_find(&m->info.stages, m->filter.stage);
	m->stage = stage != NULL ? (int)(stage - m->info.stages.list) : -1;
	return entries_by_stage(st, &m->info, &m->filter, env->today, m->stages) != 0 ? -1 : load_rows(m, st, env);
}

static void
unload(void *model)
{
	struct ledger_model *m = model;

	free(m->rows);
}

/* ---- acting -------------------------------------------------------------------------- */

static const struct entry_row *
row_here(const struct ledger_model *m)
{
	int64_t i = m->at - m->from;

	return m->rows != NULL && i >= 0 && i < m->row_count ? &m->rows[i] : NULL;
}

static struct effect
go(struct ledger_model *m, const struct env *env, int64_t at)
{
	int64_t page = env->h - LEDGER_HEAD;

	m->at = at < 0 ? 0 : at >= m->total ? (m->total > 0 ? m->total - 1 : 0) : at;
	m->id[0] = '\0';
	/* What is shown must be in the window, with what the next page would show. */
	if ((m->at - page < m->from && m->from > 0) || (m->at + page >= m->from + m->row_count && m->from + m->row_count < m->total))
		return fx(FX_LOAD);
	if (row_here(m) != NULL)
		snprintf(m->id, sizeof m->id, "%s", row_here(m)->id);
	return fx(FX_PAINT);
}

/* To the next stage in the strip that has entries; all of them before the first and behind the last. */
static struct effect
choose_stage(struct ledger_model *m, int by)
{
	int n = m->info.stages.count;

	for (int k = 0; k <= n; k++) {
		m->stage += by;
		if (m->stage < -1)
			m->stage = n - 1;
		if (m->stage >= n)
			m->stage = -1;
		if (m->stage == -1 || m->stages[m->stage].entries > 0)
			break;
	}
	snprintf(m->filter.stage, sizeof m->filter.stage, "%s", m->stage >= 0 ? m->info.stages.list[m->stage].code : "");
	m->at = 0;
	m->id[0] = '\0';
	return fx(FX_LOAD);
}

static struct effect
next_overdue(struct ledger_model *m, const struct env *env, int by)
{
	for (int64_t i = m->at - m->from + by; i >= 0 && i < m->row_count; i += by)
		if (strcmp(m->rows[i].status, "OPEN") == 0 && m->rows[i].deadline != CIVIL_NONE && m->rows[i].deadline < env->today)
			return go(m, env, m->from + i);
	return fx_text(FX_SAY, "%s", _("no other overdue entry near here"));
}

static struct effect
sort(struct ledger_model *m)
{
	m->filter.order = (enum entry_order)((m->filter.order + 1) % ENTRIES_ORDERS);
	m->at = 0;
	m->id[0] = '\0';
	return fx(FX_LOAD);
}

static struct effect
export_list(const struct ledger_model *m)
{
	return fx_text(FX_EXPORT, "entries ledger=%s%s%s", m->info.id, m->filter.stage[0] != '\0' ? " stage=" : "", m->filter.stage);
}

static struct effect
copy(const struct ledger_model *m, const struct entry_row *r)
{
	return fx_text(FX_COPY, "%s %s %s %s", r->id, r->title, r->place, info_stage_name(&m->info, r->stage));
}

static struct effect
act(void *model, enum action act, const struct env *env)
{
	struct ledger_model *m = model;
	const struct entry_row *r = row_here(m);
	int page = env->h - LEDGER_HEAD;

	if (m->missing)
		return fx(FX_NONE);
	switch (act) {
	case ACT_DOWN: case ACT_NEXT_SIBLING: return go(m, env, m->at + 1);
	case ACT_UP: case ACT_PREV_SIBLING:   return go(m, env, m->at - 1);
	case ACT_PAGE_DOWN: return go(m, env, m->at + page);
	case ACT_PAGE_UP:   return go(m, env, m->at - page);
	case ACT_TOP:       return go(m, env, 0);
	case ACT_BOTTOM:    return go(m, env, m->total - 1);
	case ACT_LEFT: case ACT_PANE_BACK:    return choose_stage(m, -1);
	case ACT_RIGHT: case ACT_PANE:        return choose_stage(m, 1);
	case ACT_SORT:      return sort(m);
	case ACT_EXPORT:    return export_list(m);
	case ACT_NEW_ENTRY: return fx_open(SCREEN_FORM, "entry\nregister\n%s", m->info.id);
	case ACT_NEXT_OVERDUE: return next_overdue(m, env, 1);
	case ACT_PREV_OVERDUE: return next_overdue(m, env, -1);
	case ACT_OPEN:      return r != NULL ? fx_open(SCREEN_ENTRY, "%s", r->id) : fx_text(FX_REFUSE, "%s", _("no entry here; + makes one"));
	case ACT_COPY:      return r != NULL ? copy(m, r) : fx(FX_NONE);
	case ACT_CLOSE:     return r != NULL ? fx_verb("move") : fx(FX_NONE);
	case ACT_ACK:       return r != NULL ? fx_verb("sign") : fx(FX_NONE);
	default:            return fx(FX_NONE);
	}
}

static void
targets(const void *model, struct targets *out)
{
	const struct entry_row *r = row_here(model);

	targets_one(out, KIND_ENTRY, r != NULL ? r->id : NULL);
}

/* Searching narrows the list to what matches, by Chinese, pinyin or initials; n goes on in it. */
static struct effect
search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct ledger_model *m = model;
	struct entry_filter wanted = m->filter;

	if (direction != 0)
		return go(m, env, m->at + direction);
	snprintf(wanted.word, sizeof wanted.word, "%s", needle);
	if (entries_count(st, &wanted, env->today) <= 0)
		return fx_text(FX_REFUSE, _("nothing here matches \"%s\""), needle);
	m->filter = wanted;
	m->at = 0;
	m->id[0] = '\0';
	return fx(FX_LOAD);
}

/* A stage by its name or code, or a class: what `状态:` says. */
static int
take_status(struct ledger_model *m, const char *text)
{
	static const struct { const char *word, *status; } classes[] = {
		{ "OPEN", "OPEN" }, { "未结", "OPEN" }, { "CLOSED", "CLOSED" }, { "已结", "CLOSED" }, { "DROPPED", "DROPPED" }, { "已排除", "DROPPED" },
	};

	for (int i = 0; i < m->info.stages.count; i++)
		if (strcmp(m->info.stages.list[i].code, text) == 0 || text_matches(m->info.stages.list[i].name, text)) {
			snprintf(m->filter.stage, sizeof m->filter.stage, "%s", m->info.stages.list[i].code);
			return 0;
		}
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strcasecmp(classes[i].word, text) == 0) {
			snprintf(m->filter.status, sizeof m->filter.status, "%s", classes[i].status);
			return 0;
		}
	return -1;
}

static void
clear_filter(struct ledger_model *m)
{
	m->filter.stage[0] = m->filter.status[0] = m->filter.division[0] = m->filter.word[0] = m->typed[0] = m->wish[0] = '\0';
	m->filter.overdue = false;
	m->at = 0;
	m->id[0] = '\0';
}

static struct effect
filter(void *model, const char *text, char *error, size_t error_size)
{
	struct ledger_model *m = model, before = *m;
	struct filter f;

	if (filter_parse(&f, text, error, (unsigned)error_size) != 0)
		return fx(FX_NONE);
	clear_filter(m);
	for (int i = 0; i < f.count; i++) {
		const struct filter_term *t = &f.terms[i];
		size_t n = strlen(m->filter.word);
		if (t->field == FILTER_DIVISION)
			snprintf(m->wish, sizeof m->wish, "%s", t->text);
		else if (t->field == FILTER_OVERDUE)
			m->filter.overdue = true;
		else if (t->field == FILTER_WORD)
			snprintf(m->filter.word + n, sizeof m->filter.word - n, "%s%s", n > 0 ? " " : "", t->text);
		else if (t->field != FILTER_STATUS || take_status(m, t->text) != 0) {
			*m = before;
			snprintf(error, error_size, "%s", _("here: 乡镇:NAME 逾期>0 状态:STAGE (or 未结 已结), and words of the title"));
			return fx(FX_NONE);
		}
	}
	snprintf(m->typed, sizeof m->typed, "%s", text);
	return fx(FX_LOAD);
}

static const char *
filter_text(const void *model)
{
	const struct ledger_model *m = model;

	return m->typed[0] != '\0' ? m->typed : m->filter.word;
}

static bool
dirty(void *model)
{
	struct ledger_model *m = model;
	bool any = m->filter.word[0] != '\0' || m->typed[0] != '\0' || m->filter.overdue;

	if (any)
		clear_filter(m);
	return any;
}

static const char *
enter(const void *model)
{
	return row_here(model) != NULL ? _("open") : "";
}

const struct screen_ops ledger_screen = {
	.name = "ledger",
	.title = N_("ledger"),
	.scope = SCOPE_MOVE | SCOPE_LEDGERS | SCOPE_ENTRIES | SCOPE_STEPS,
	.topics = TOPIC(KIND_LEDGER) | TOPIC(KIND_STAGE) | TOPIC(KIND_LEDGER_FIELD) | TOPIC(KIND_ENTRY) | TOPIC(KIND_TERM) | TOPIC(KIND_DIVISION) |
	          TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	.model_size = sizeof(struct ledger_model),
	.load = load,
	.unload = unload,
	.act = act,
	.paint = ledger_paint,
	.targets = targets,
	.search = search,
	.filter = filter,
	.filter_text = filter_text,
	.dirty = dirty,
	.enter = enter,
};
