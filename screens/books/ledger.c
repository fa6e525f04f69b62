/*
 * Entries: on the screen those of one ledger, with the ledger's own columns and
 * a strip of its stages with how many stand there (left and right choose one).
 * Opened on "LEDGER", or "LEDGER STAGE DIVISION" (a stage of - is any); on "*" those of all ledgers.
 */

#include "screens/books/ledger_words.h"
#include "screens/kit/lineage.h"
#include "screens/kit/list.h"
#include "screens/figures/standing_text.h"
#include "store/read/forms.h"

enum { TERMS_MAX = 64 };

/* The names of a list's codes. */
struct terms { char list[48]; struct choice *names; int count; };

struct entries_data {
	char ledger[64];                       /* "" every one */
	bool all;                              /* the screen of every one */
	struct ledger_info *infos;             /* those whose entries are here */
	int  info_count;
	struct column columns[LIST_COLUMNS];   /* the common ones, and the ledgers' own: */
	char names[LIST_COLUMNS][64], keys[LIST_COLUMNS][EXTRA_KEY];
	int  key_count;
	struct terms terms[TERMS_MAX];
	int  term_count;
	struct entry_rows entries;
	struct line *lines;
	struct stage_count stages[STAGES_MAX];
};

struct line {
	struct entry_row *entry;
	const struct ledger_info *info;        /* its ledger's; NULL: there is no such ledger */
	const struct entries_data *data;
	char id[64];
};

/* ---- columns ---------------------------------------------------------------------------- */

#define LINE const struct line *line = row; const struct entry_row *r = line->entry; (void)env; (void)r

static bool is_open(const struct entry_row *r) { return strcmp(r->status, "OPEN") == 0; }

static bool
is_overdue(const struct entry_row *r, const struct env *env)
{
	return entry_lateness(r, env) == LATENESS_OVERDUE;
}

static const char *
stage_of(const struct line *line)
{
	return line->info != NULL ? info_stage_name(line->info, line->entry->stage) : line->entry->stage;
}

/* What is queued for it stands for where it is. */
static void
stage_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	const struct verb_def *verb = r->pending[0] != '\0' ? flow_verb_find(KIND_ENTRY, r->pending) : NULL;

	if (r->pending[0] == '\0') {
		value_coded(v, r->stage, stage_of(line));
		return;
	}
	value_wordf(v, "~%s", verb != NULL ? _(verb->title) : r->pending);
	v->code = r->stage;
	v->role = PAINT_PENDING;
}

/* In days; overdue is less than none. */
static void
left_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	char text[64];

	entry_due_text(r, env->today, text, sizeof text);
	if (!is_open(r) || r->deadline == CIVIL_NONE)
		return;
	value_days(v, r->deadline - env->today);
	value_say(v, "%s", text);
	v->role = entry_lamp(r, env) == LAMP_RED ? PAINT_LAMP_RED : PAINT_NORMAL;
}

/* 未结 已结 已撤, and which. */
static void
status_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	const char *class = is_open(r) ? _("going on") : strcmp(r->status, "CLOSED") == 0 ? _("ended") : _("dropped");

	value_wordf(v, "%s %s", class, stage_of(line));
	v->code = r->status;
}

#define OF_ENTRY(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
OF_ENTRY(lamp, value_lamp(v, entry_lamp(r, env)))
OF_ENTRY(place, value_coded(v, r->division, r->place))
OF_ENTRY(ledger, value_coded(v, r->ledger, line->info != NULL ? line->info->name : r->ledger))
OF_ENTRY(overdue, if (is_overdue(r, env)) value_days(v, env->today - r->deadline))
OF_ENTRY(lateness, value_lateness(v, entry_lateness(r, env)))
OF_ENTRY(title, value_word(v, r->title))
OF_ENTRY(deadline, value_date(v, r->deadline))
OF_ENTRY(persons, value_count(v, r->persons))
OF_ENTRY(amount, value_fen(v, r->amount))
OF_ENTRY(stage_name, value_word(v, stage_of(line)))
OF_ENTRY(division, value_word(v, r->division))
OF_ENTRY(since, value_date(v, r->since))
OF_ENTRY(opened, value_date(v, r->opened))
OF_ENTRY(returned, value_count(v, r->returned))
OF_ENTRY(relapses, value_count(v, r->relapses))
OF_ENTRY(evidence, value_count(v, r->evidence))

static const struct column columns[] = {
	{ "lamp",        N_("lamp"),        2, 0, 0,   WORKED_OUT(TYPE_LAMP, lamp_value),
	  .means = N_("red past the deadline of its stage, yellow when due soon, green else, blue ended") },
	{ "id",          N_("id"),         11, 1, 0,   TEXT_AT(line, id), .most = 24, .end = true },
	{ "title",       N_("title"),      14, 3, 0,   WORKED_OUT(TYPE_TEXT, title_value), .most = 60 },
	{ "place",       N_("place"),       6, 0, 0,   WORKED_OUT(TYPE_TEXT, place_value), OF_RECORDS(KIND_DIVISION) },
	{ "stage",       N_("stage"),       9, 0, 0,   WORKED_OUT(TYPE_TEXT, stage_value) },
	{ "days_left",   N_("limit"),       9, 0, 0,   WORKED_OUT(TYPE_DAYS, left_value),
	  .means = N_("days to the deadline of the stage it stands at; behind it, days overdue") },
	{ "deadline",    N_("deadline"),   10, 0, 140, WORKED_OUT(TYPE_DATE, deadline_value) },
	{ "persons",     N_("persons"),     6, 0, 0,   WORKED_OUT(TYPE_COUNT, persons_value),
	  .means = N_("as the entry says") },
	{ "amount_fen",  N_("amount"),      9, 0, 0,   WORKED_OUT(TYPE_FEN, amount_value),
	  .means = N_("as the entry says") },
	{ "stage_name",  N_("name of the stage"), 10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, stage_name_value) },
	{ "status",      N_("state"),      10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, status_value),
	  OF_STATES(KIND_ENTRY) },
	{ "lateness",    N_("lateness"),    8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, lateness_value), OF_LATENESSES },
	{ "overdue",     N_("overdue"),     5, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DAYS, overdue_value),
	  .means = N_("calendar days past the deadline of its stage") },
	{ "ledger",      N_("ledger"),     14, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, ledger_value),
	  OF_RECORDS(KIND_LEDGER) },
	{ "division",    N_("division code"), 12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, division_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "stage_since", N_("at this stage since"), 10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DATE, since_value) },
	{ "opened_at",   N_("entered on"), 10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_DATE, opened_value) },
	{ "returned",    N_("sent back"),   4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, returned_value),
	  .means = N_("how often it was sent back, counted from its events") },
	{ "relapses",    N_("relapsed"),    4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, relapses_value),
	  .means = N_("how often it came back after it had ended") },
	{ "evidence",    N_("evidence"),    4, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, evidence_value),
	  .means = N_("pieces of evidence on the record") },
	{ 0 }
};
enum { COMMON = sizeof columns / sizeof *columns - 1 };

/* ---- the ledgers' own columns ------------------------------------------------------------- */

static const char *
term_name(const struct entries_data *d, const char *list, const char *code)
{
	for (int i = 0; i < d->term_count; i++)
		for (int k = 0; k < d->terms[i].count && strcmp(d->terms[i].list, list) == 0; k++)
			if (strcmp(d->terms[i].names[k].code, code) == 0)
				return d->terms[i].names[k].name;
	return code;
}

/* As its own ledger types it. */
static void
extra_value(const void *row, const struct env *env, size_t at, struct value *v)
{
	LINE;
	const struct extra_field *f = line->info != NULL ? extra_find(&line->info->fields, line->data->keys[at]) : NULL;
	const char *text = f != NULL ? entry_value(line->entry, f->key, v->own, sizeof v->own) : "";
	bool yes = strcmp(text, "1") == 0;

	if (*text == '\0')
		return;
	switch (f->type) {
	case EXTRA_INT:  value_count(v, atoll(text)); break;
	case EXTRA_FEN:  value_fen(v, atoll(text)); break;
	case EXTRA_BP:   value_share(v, atoll(text)); break;
	case EXTRA_DATE: value_iso(v, text); break;
	case EXTRA_BOOL: value_coded(v, yes ? "1" : "0", yes ? _("Yes") : _("No")); break;
	case EXTRA_TERM: value_coded(v, text, term_name(line->data, f->list, text)); break;
	default:         value_word(v, text); break;
	}
}

static enum value_type
type_of(const struct extra_field *f)
{
	switch (f->type) {
	case EXTRA_INT:  return TYPE_COUNT;
	case EXTRA_FEN:  return TYPE_FEN;
	case EXTRA_BP:   return TYPE_SHARE;
	case EXTRA_DATE: return TYPE_DATE;
	default:         return TYPE_TEXT;
	}
}

/* extra.KEY, once for all ledgers that have it; on the screen as many as there is room for. */
static void
add_column(struct entries_data *d, const struct extra_field *f)
{
	int k = d->key_count, at = COMMON + k;

	for (int i = 0; i < k; i++)
		if (strcmp(d->keys[i], f->key) == 0)
			return;
	if (at + 1 >= LIST_COLUMNS)
		return;
	snprintf(d->keys[k], sizeof d->keys[k], "%s", f->key);
	snprintf(d->names[k], sizeof d->names[k], "extra.%s", f->key);
	d->columns[at] = (struct column){
		.name = d->names[k], .title = f->name, .least = 11, .grow = 1, .most = 24, .type = type_of(f),
		.nth = extra_value, .at = (size_t)k,
		.from = d->info_count == 1 ? (short)(104 + 13 * k) : LIST_HIDDEN,
	};
	d->key_count++;
}

static void
add_terms(struct entries_data *d, struct store *st, const struct env *env, const struct extra_field *f)
{
	enum { MOST = 200 };
	struct terms *t = &d->terms[d->term_count];

	if (f->type != EXTRA_TERM || d->term_count == TERMS_MAX)
		return;
	for (int i = 0; i < d->term_count; i++)
		if (strcmp(d->terms[i].list, f->list) == 0)
			return;
	snprintf(t->list, sizeof t->list, "%s", f->list);
	if ((t->names = calloc(MOST, sizeof *t->names)) == NULL)
		abort();
	t->count = store_term_choices(st, f->list, env->english, t->names, MOST);
	d->term_count++;
}

static void
forget(struct entries_data *d)
{
	for (int i = 0; i < d->term_count; i++)
		free(d->terms[i].names);
	free(d->infos);
	d->infos = NULL;
	d->info_count = d->term_count = d->key_count = 0;
}

static int
read_infos(struct entries_data *d, struct store *st, const struct env *env)
{
	enum { MOST = 200 };
	struct choice *ids = calloc(MOST, sizeof *ids);
	int n = 1, rc = 0;

	if (ids == NULL)
		abort();
	snprintf(ids[0].code, sizeof ids[0].code, "%s", d->ledger);
	if (d->ledger[0] == '\0')
		n = store_ledger_choices(st, "", env->english, ids, MOST);
	if ((d->infos = calloc((size_t)(n > 0 ? n : 1), sizeof *d->infos)) == NULL)
		abort();
	for (int i = 0; i < n && rc >= 0; i++)
		if ((rc = ledger_info(st, ids[i].code, env->english, &d->infos[d->info_count])) == 0)
			d->info_count++;
	free(ids);
	return n < 0 || rc < 0 ? -1 : 0;
}

/* What the ledgers are called and say, as it is now. */
static int
define(struct list *l, struct store *st, const struct env *env)
{
	struct entries_data *d = l->data;

	forget(d);
	if (read_infos(d, st, env) != 0)
		return -1;
	memset(d->columns, 0, sizeof d->columns);
	memcpy(d->columns, columns, sizeof columns);
	for (int i = 0; i < d->info_count; i++)
		for (int k = 0; k < d->infos[i].fields.count; k++) {
			add_column(d, &d->infos[i].fields.list[k]);
			add_terms(d, st, env, &d->infos[i].fields.list[k]);
		}
	for (int i = 0; i < COMMON && d->all; i++)
		if (strcmp(d->columns[i].name, "ledger") == 0)
			d->columns[i].from = 0;
	l->columns = d->columns;
	return 0;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static int
opened(struct list *l, struct store *st, const struct env *env, char base[LIST_TEXT], char filter[LIST_TEXT])
{
	struct entries_data *d = l->data;
	const char *said = l->whole ? strstr(base, "ledger=") : base;
	char stage[48] = "-", division[16] = "";
	bool any;

	if (said != NULL)
		sscanf(said + (l->whole ? strlen("ledger=") : 0), "%63s %47s %15s", d->ledger, stage, division);
	any = strcmp(stage, "-") == 0;
	if ((d->all = !l->whole && strcmp(d->ledger, "*") == 0)) {
		d->ledger[0] = *base = '\0';
	} else if (!l->whole) {
		snprintf(base, LIST_TEXT, "ledger=%s", d->ledger[0] != '\0' ? d->ledger : "-");
		snprintf(filter, LIST_TEXT, "%s%s%s%s", any ? "" : "stage=", any ? "" : stage,
		         division[0] != '\0' ? " division:" : "", division);
	}
	if (define(l, st, env) != 0)
		return -1;
	if (!l->whole || d->info_count > 0)
		return 0;
	d->ledger[0] = '\0';      /* said by its name */
	return define(l, st, env);
}

static const struct ledger_info *
info_of(const struct entries_data *d, const char *ledger)
{
	for (int i = 0; i < d->info_count; i++)
		if (strcmp(d->infos[i].id, ledger) == 0)
			return &d->infos[i];
	return NULL;
}

/* Of what passes all conditions but that on the stage. */
static void
count_stages(const struct list *l, struct entries_data *d, const struct env *env)
{
	const struct ledger_info *info = d->info_count == 1 ? &d->infos[0] : NULL;
	const struct ledger_stage *stage;

	memset(d->stages, 0, sizeof d->stages);
	for (int i = 0; i < d->entries.count && info != NULL; i++)
		if ((stage = stages_find(&info->stages, d->lines[i].entry->stage)) != NULL &&
		    list_passes_but(l, &d->lines[i], env, "stage")) {
			d->stages[stage - info->stages.list].entries++;
			d->stages[stage - info->stages.list].overdue += is_overdue(d->lines[i].entry, env);
		}
}

static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct entries_data *d = l->data;
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };

	if (l->rows != NULL && define(l, st, env) != 0)
		return -1;
	entries_clear(&d->entries);
	if ((l->whole || d->all || d->info_count > 0) && entries_read(st, d->ledger, &when, &d->entries) != 0)
		return -1;
	free(d->lines);
	if ((d->lines = calloc((size_t)d->entries.count + 1, sizeof *d->lines)) == NULL)
		abort();
	for (int i = 0; i < d->entries.count; i++) {
		struct entry_row *r = &d->entries.rows[i];
		d->lines[i] = (struct line){ .entry = r, .info = info_of(d, r->ledger), .data = d };
		memcpy(d->lines[i].id, r->id, sizeof r->id);
	}
	list_rows(l, d->lines, d->entries.count);
	/* no key is pressed in a pipe */
	if (l->whole && d->entries.count == 0)
		return list_none(l, "%s", _("no entry yet; the ledger's screen makes them (guatu show ledger), "
		                            "or the hub takes a file (guatu-hub import entry FILE)"));
	count_stages(l, d, env);
	return 0;
}

static void
clear(void *data)
{
	struct entries_data *d = data;

	entries_clear(&d->entries);
	free(d->lines);
	forget(d);
}

/* ---- above ------------------------------------------------------------------------------------ */

/* The one on the screen. */
static const struct ledger_info *
shown(const struct list *l)
{
	const struct entries_data *d = l->data;

	return !d->all && d->info_count == 1 ? &d->infos[0] : NULL;
}

/* The stage that is chosen, -1 all. */
static int
chosen(const struct list *l)
{
	const struct ledger_stages *stages = &shown(l)->stages;
	const char *said = list_asked(l, "stage");

	for (int i = 0; i < stages->count && *said != '\0'; i++)
		if (strcmp(stages->list[i].code, said) == 0 || strcmp(stages->list[i].name, said) == 0)
			return i;
	return -1;
}

static const struct list_total totals[] = {
	{ TOTAL("ALL",      N_("entries"),  "",                  PAINT_NORMAL) },
	{ TOTAL("OPEN",     N_("going on"), "status=OPEN",       PAINT_NORMAL) },
	{ TOTAL("OVERDUE",  N_("overdue"),  "lateness=OVERDUE",  PAINT_LAMP_RED) },
	{ TOTAL("DUE_SOON", N_("due soon"), "lateness=DUE_SOON", PAINT_LAMP_YELLOW) },
	{ 0 }
};

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct entries_data *d = l->data;
	int x = 0;

	(void)env;
	if (d->all) {
		x += canvas_put(c, 0, x, c->w - x, PAINT_TITLE, _("all ledgers")) + 2;
		list_totals_paint(l, c, x);
		return;
	}
	if (shown(l) == NULL) {
		canvas_putf(c, 0, 0, c->w, PAINT_WARN, _("There is no ledger %s here. Esc goes back; r asks the hub."),
		            d->ledger);
		return;
	}
	x += canvas_putf(c, 0, x, c->w - x, PAINT_TITLE, "%s", shown(l)->name) + 2;
	x = list_totals_paint(l, c, x);
	canvas_put(c, 0, x, c->w - x, PAINT_DIM, shown(l)->note);
}

static int head_rows(const struct list *l, const struct env *env) { (void)env; return shown(l) != NULL; }

/* Stages before the chosen one give way when all do not fit. */
static int
strip_first(const struct ledger_stages *stages, int here, int w)
{
	int first = 0, width = 12;

	for (int i = 0; i <= here; i++)
		width += text_width(stages->list[i].name) + 8;
	for (; first < here && width > w; first++)
		width -= text_width(stages->list[first].name) + 8;
	return first;
}

static void
head(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct entries_data *d = l->data;
	const struct ledger_stages *stages = &shown(l)->stages;
	int64_t all = 0;
	int x = 1, here = chosen(l);

	(void)env;
	for (int i = 0; i < stages->count; i++)
		all += d->stages[i].entries;
	x += canvas_putf(c, 0, x, c->w - x, here < 0 ? PAINT_TAB_ACTIVE : PAINT_TAB,
	                 here < 0 ? _("[all %lld]") : _(" all %lld "), (long long)all) + 1;
	for (int i = strip_first(stages, here, c->w); i < stages->count && x < c->w - 4; i++) {
		const struct stage_count *n = &d->stages[i];
		enum paint_role role = i == here ? PAINT_TAB_ACTIVE : n->overdue > 0 ? PAINT_LAMP_RED :
		        n->entries == 0 ? PAINT_DIM : PAINT_TAB;
		x += canvas_putf(c, 0, x, c->w - x, role,
		                 n->overdue > 0 ? (i == here ? "[%s %lld!%lld]" : " %s %lld!%lld ") :
		                 i == here ? "[%s %lld]" : " %s %lld ",
		                 stages->list[i].name, (long long)n->entries, (long long)n->overdue);
	}
}

/* ---- the list ------------------------------------------------------------------------------------ */

/* To the next stage in the strip that has entries; all of them before the first and behind the last. */
static struct effect
choose_stage(struct list *l, int by)
{
	const struct entries_data *d = l->data;
	const struct ledger_stages *stages = &shown(l)->stages;
	int n = stages->count, at = chosen(l);

	do
		at = at + by < -1 ? n - 1 : at + by >= n ? -1 : at + by;
	while (at >= 0 && d->stages[at].entries == 0);
	list_rewind(l);
	return list_only(l, "stage", at >= 0 ? stages->list[at].code : "");
}

static struct effect
next_overdue(struct list *l, const struct env *env, int by)
{
	for (int i = l->cursor + by; i >= 0 && i < l->line_count; i += by)
		if (is_overdue(((const struct line *)list_row(l, l->lines[i].row))->entry, env))
			return list_go(l, env, i);
	return fx_text(FX_SAY, "%s", _("no other overdue entry near here"));
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	if (shown(l) == NULL && !((const struct entries_data *)l->data)->all)
		return fx(FX_NONE);
	switch (act) {
	case ACT_LEFT: case ACT_PANE_BACK: return shown(l) != NULL ? choose_stage(l, -1) : fx(FX_NONE);
	case ACT_RIGHT: case ACT_PANE:     return shown(l) != NULL ? choose_stage(l, 1) : fx(FX_NONE);
	case ACT_NEW_ENTRY:
		return shown(l) != NULL ? fx_open(SCREEN_FORM, "entry\nregister\n%s", shown(l)->id)
		       : fx_text(FX_REFUSE, "%s", _("into which ledger? 9 lists them; + there makes an entry"));
	case ACT_NEXT_OVERDUE: return next_overdue(l, env, 1);
	case ACT_PREV_OVERDUE: return next_overdue(l, env, -1);
	case ACT_CLOSE:        return row != NULL ? fx_verb("move") : fx(FX_NONE);
	case ACT_ACK:          return row != NULL ? fx_verb("sign") : fx(FX_NONE);
	default:               return fx(FX_NONE);
	}
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	LINE;
	(void)l;
	entry_lineage(r, line->info != NULL ? line->info->name : "", env, out);
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	(void)l;
	(void)env;
	return fx_open(SCREEN_ENTRY, "%s", ((const struct line *)row)->id);
}

static void
targets(const struct list *l, const void *row, struct targets *out)
{
	(void)l;
	targets_one(out, KIND_ENTRY, ((const struct line *)row)->id);
}

static enum paint_role
role(const void *row, const struct env *env)
{
	LINE;
	return is_open(r) ? PAINT_NORMAL : PAINT_DIM;
}

const struct list_ops entries_list = {
	.noun = "entries", .columns = columns,
	.about = N_("entries of the ledgers; with ledger=ID its own columns too, as extra.KEY"),
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id), .data_size = sizeof(struct entries_data),
	.opened = opened, .rows = rows, .clear = clear, .role = role,
	.totals = totals, .summary = summary, .head_rows = head_rows, .head = head,
	.act = act, .open = open, .lineage = lineage, .targets = targets,
	.empty = N_("no entry here"), .empty_now = N_("no entry here; + makes one"),
};

const struct screen_ops ledger_screen = {
	.name = "ledger", .title = N_("ledger"),
	.scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_LEDGERS | SCOPE_ENTRIES | SCOPE_STEPS,
	.topics = TOPIC(KIND_LEDGER) | TOPIC(KIND_STAGE) | TOPIC(KIND_LEDGER_FIELD) | TOPIC(KIND_ENTRY) |
	          TOPIC(KIND_TERM) | TOPIC(KIND_DIVISION) | TOPIC(KIND_CALENDAR) | TOPIC_OUTBOX,
	LIST_SCREEN(entries_list),
};
