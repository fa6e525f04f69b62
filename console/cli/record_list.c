#include "console/cli/record_list.h"

#include <cjson/cJSON.h>

#include "console/cli/list_read.h"
#include "console/cli/record_words.h"
#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "model/text/filter.h"
#include "model/text/when.h"
#include "screens/kit/match.h"
#include "screens/figures/indicators.h"
#include "screens/figures/verdict.h"
#include "store/read/ledgers.h"

/* AT_FIRST: columns of a table nobody has chosen any for. */
enum { EXTRAS = 16, AT_FIRST = 6, ANY_FIELD = -2 };

/* What a row is to the columns. */
struct line { const struct record *record; struct record_list *of; };

struct record_list {
	struct session *session;
	struct column columns[LIST_COLUMNS + 1];
	int    count;
	bool   raw, json;                  /* values as they are stored; true and false as JSON has them */
	char   extra[EXTRAS][64];          /* extra.KEY */
	int    extras;
	char   text[1024];                 /* the value that is just being said */
	/* What works out the columns of the day: the kind's own list, read when first asked. */
	const struct list_ops *own_ops;
	struct list own;
	struct env  own_env;
	bool   own_read;
	int    own_at;                     /* the next record is likely the next row */
	/* Which records. */
	char  *words;
	struct record_query query;
	char   plain[RECORD_TESTS_MAX][12];        /* days and periods as records write them */
	/* What SQL does not know: the words for codes, a part of a text (like), words in any column. */
	struct said { int field; const char *text; bool like, not; } said[2 * RECORD_TESTS_MAX];
	int    said_count;
	int    asked, empty;               /* conditions typed; the field that is to be empty, ANY_FIELD none */
	bool   through;                    /* those of the own list's rows, by its conditions */
	struct line line;
};

#define LINE const struct line *line = row; struct record_list *r = line->of; (void)env; (void)r

/* ---- fields ------------------------------------------------------------------------------ */

static void
id_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_word(v, line->record->id);
}

static void
rev_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_count(v, line->record->rev);
}

/* A field of type JSON stands as it is, when it is JSON. */
static void
raw_value(const struct record_list *r, const struct cache_value *stored, enum field_type type, struct value *v)
{
	cJSON *parsed;

	if (type == FIELD_BOOL) {
		value_word(v, r->json ? stored->number != 0 ? "true" : "false" : stored->number != 0 ? "1" : "0");
		v->code = v->text;
		v->json = r->json;
		return;
	}
	value_word(v, stored->text);
	if (type != FIELD_JSON || !r->json)
		return;
	parsed = cJSON_ParseWithOpts(stored->text, NULL, 1);
	v->json = parsed != NULL;
	v->code = parsed != NULL ? stored->text : NULL;
	cJSON_Delete(parsed);
}

/* A figure as people read it, in its unit's word. */
static void
figure_value(const struct record *figure, enum field at, struct value *v)
{
	char number[24], text[FIGURE_TEXT];
	const char *unit = record_text(figure, FIELD_FIGURE_unit, number);

	if (at == FIELD_FIGURE_unit) {
		value_coded(v, unit, unit_word(unit));
		return;
	}
	indicator_number_text(record_value(figure, FIELD_FIGURE_value)->number, unit, false, text);
	value_say(v, "%s", text);
}

static void
field_value(const void *row, const struct env *env, size_t at, struct value *v)
{
	LINE;
	const struct cache_value *stored = record_value(line->record, (int)at);
	enum field_type type = record_fields[at].type;

	if (stored->type == VALUE_NULL)
		return;
	if (type == FIELD_FEN)
		value_fen(v, stored->number);
	else if (type == FIELD_BP)
		value_share(v, stored->number);
	else if (type == FIELD_INT)
		value_count(v, stored->number);
	if (!r->raw && (at == FIELD_FIGURE_value || at == FIELD_FIGURE_unit))
		figure_value(line->record, (enum field)at, v);
	else if (v->type != TYPE_NONE)
		return;
	else if (r->raw)
		raw_value(r, stored, type, v);
	else {
		record_words(r->session, line->record, (int)at, r->text, sizeof r->text);
		value_word(v, r->text);
	}
}

static enum value_type
type_of(enum field_type type)
{
	return type == FIELD_FEN ? TYPE_FEN : type == FIELD_BP ? TYPE_SHARE
	       : type == FIELD_INT ? TYPE_COUNT : TYPE_TEXT;
}

/* ---- what the kind's own list works out ------------------------------------------------------ */

static const void *
own_row(struct record_list *r, const char *id)
{
	char ignored[256];

	if (!r->own_read && list_read(&r->own, r->own_ops, r->session, &r->own_env, ignored, sizeof ignored) != 0)
		list_rows(&r->own, NULL, 0);
	r->own_read = true;
	for (int k = 0; k < r->own.count; k++, r->own_at = (r->own_at + 1) % r->own.count)
		if (strcmp(list_id(&r->own, list_row(&r->own, r->own_at)), id) == 0)
			return list_row(&r->own, r->own_at);
	return NULL;
}

static void
own_value(const void *row, const struct env *env, size_t at, struct value *v)
{
	LINE;
	const void *here = own_row(r, line->record->id);

	if (here != NULL)
		list_value(&r->own, here, (int)at, &r->own_env, v);
}

/* Of a filled checklist: items met, or all. */
static void
marks_value(const void *row, const struct env *env, size_t met, struct value *v)
{
	LINE;
	char number[24];
	int n = 0;

	for (const char *m = record_text(line->record, FIELD_CHECK_MARK_marks, number); *m != '\0'; m++)
		n += !met || *m == '2';
	value_count(v, n);
}

/* ---- a ledger's own fields --------------------------------------------------------------------- */

static void
extra_value(const void *row, const struct env *env, size_t at, struct value *v)
{
	LINE;
	static struct ledger_info info;
	bool english = r->session->env.english;
	const char *key = r->extra[at] + strlen("extra."), *ledger;
	char number[24], plain[EXTRA_TEXT_MAX + 8];
	cJSON *extra = cJSON_Parse(record_text(line->record, FIELD_ENTRY_extra, number));
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(extra, key);
	const struct extra_field *f = NULL;

	*r->text = '\0';
	if (cJSON_IsString(value) && !r->json)
		snprintf(r->text, sizeof r->text, "%s", value->valuestring);
	else if (value != NULL && !cJSON_PrintPreallocated((cJSON *)(uintptr_t)value, r->text, sizeof r->text, false))
		*r->text = '\0';
	cJSON_Delete(extra);
	ledger = record_text(line->record, FIELD_ENTRY_ledger, number);
	if (!r->raw && *r->text != '\0' && (strcmp(info.id, ledger) == 0 ||
	                                    ledger_info(r->session->store, ledger, english, &info) == 0))
		f = extra_find(&info.fields, key);
	if (f != NULL) {
		snprintf(plain, sizeof plain, "%.*s", EXTRA_TEXT_MAX, r->text);
		ledger_value_text(r->session->store, f, plain, english, r->text, sizeof r->text);
	}
	value_word(v, r->text);
	v->code = r->json && *r->text != '\0' ? r->text : NULL;
	v->json = r->json;
}

/* ---- columns ---------------------------------------------------------------------------------------- */

static void
add_column(struct record_list *r, const struct column *column)
{
	if (r->count < LIST_COLUMNS)
		r->columns[r->count++] = *column;
}

static void
add_fields(struct record_list *r, enum kind kind, bool rev)
{
	bool english = r->session->env.english;

	add_column(r, &(struct column){ "id", english ? "id" : "编号", 16, WORKED_OUT(TYPE_TEXT, id_value) });
	if (rev)
		add_column(r, &(struct column){ "rev", "rev", 4, WORKED_OUT(TYPE_COUNT, rev_value) });
	for (int f = record_first((int)kind); f < record_first((int)kind + 1); f++)
		add_column(r, &(struct column){ record_fields[f].name,
		                                english ? record_fields[f].name : record_fields[f].title, 8, 0,
		                                r->count < AT_FIRST ? 0 : LIST_HIDDEN,
		                                .type = type_of(record_fields[f].type), .nth = field_value,
		                                .at = (size_t)f });
}

static void
add_worked_out(struct record_list *r, const struct listing_noun *noun)
{
	char names[128], *save = NULL;

	snprintf(names, sizeof names, "%s", noun->worked_out);
	for (char *name = strtok_r(names, " ", &save); name != NULL; name = strtok_r(NULL, " ", &save)) {
		struct list own = { .ops = r->own_ops, .columns = r->own_ops != NULL ? r->own_ops->columns : NULL };
		int c = r->own_ops != NULL ? list_column_find(&own, name, strlen(name)) : -1;
		if (c >= 0)
			add_column(r, &(struct column){ own.columns[c].name, own.columns[c].title, 8,
			                                .type = own.columns[c].type, .nth = own_value,
			                                .at = (size_t)c });
		else if (noun->kind == KIND_CHECK_MARK && strcmp(name, "met") == 0)
			add_column(r, &(struct column){ "met", N_("items met"), 4, .type = TYPE_COUNT,
			                                .nth = marks_value, .at = 1 });
		else if (noun->kind == KIND_CHECK_MARK)
			add_column(r, &(struct column){ "cells", N_("items"), 4, .type = TYPE_COUNT,
			                                .nth = marks_value });
	}
}

/* extra.KEY or 栏目.KEY among the columns asked for: whether a ledger has it, its entries say. */
static void
add_extras(struct record_list *r, const char *names)
{
	static const char *const prefixes[] = { "extra.", "栏目." };

	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		size_t n = strcspn(names, ", ");
		for (size_t i = 0; i < 2; i++) {
			size_t prefix = strlen(prefixes[i]);
			if (strncmp(names, prefixes[i], prefix) != 0 || n <= prefix || r->extras == EXTRAS)
				continue;
			char *name = r->extra[r->extras];
			snprintf(name, sizeof *r->extra, "extra.%.*s", (int)(n - prefix), names + prefix);
			add_column(r, &(struct column){ name, name, 8, .type = TYPE_TEXT, .nth = extra_value,
			                                .at = (size_t)r->extras++ });
		}
		names += n;
	}
}

/* ---- conditions ------------------------------------------------------------------------------------- */

/* A field by its name or Chinese title; RECORD_ID for the id; -2 unknown. */
static int
field_find(enum kind kind, const char *name, size_t n)
{
	if ((n == 2 && strncmp(name, "id", 2) == 0) || (n == strlen("编号") && strncmp(name, "编号", n) == 0))
		return RECORD_ID;
	for (int f = record_first((int)kind); f < record_first((int)kind + 1); f++)
		if ((strncmp(record_fields[f].name, name, n) == 0 && record_fields[f].name[n] == '\0') ||
		    (strncmp(record_fields[f].title, name, n) == 0 && record_fields[f].title[n] == '\0'))
			return f;
	return -2;
}

/* = != < <= > >= at the start of `at`, and how many bytes it takes. */
static enum filter_cmp
comparison(const char *at, size_t *n)
{
	bool equal = at[1] == '=';

	*n = equal ? 2 : 1;
	switch (*at) {
	case '!': return FILTER_NOT;
	case '<': return equal ? FILTER_LE : FILTER_LT;
	case '>': return equal ? FILTER_GE : FILTER_GT;
	default: return FILTER_IS;
	}
}

/* 2020年5月 is the month that records call 2020-05, and 06-30 a day of the year looked at. */
static void
plain_time(struct record_list *r, struct record_test *test)
{
	enum field_type type = test->field >= 0 ? record_fields[test->field].type : FIELD_TEXT;
	char *out = r->plain[r->query.test_count];
	int32_t day;

	if (type == FIELD_MONTH || type == FIELD_PERIOD || type == FIELD_DAYS) {
		if (when_period(test->text, type == FIELD_DAYS, out) == NULL)
			test->text = out;
	} else if (type == FIELD_DATE && (day = when_typed(test->text, r->session->env.today)) != CIVIL_NONE) {
		civil_format(day, out);
		test->text = out;
	}
}

/* What the words for nothing (NAME=, 空, -) and for the state that nothing tells (?, 不详) ask for. */
static bool
asks_by_word(const struct record_test *test)
{
	bool number = test->field >= 0 && field_is_integer(record_fields[test->field].type);

	return test->cmp <= FILTER_NOT && (filter_asks_unknown(test->text) ||
	                                   (filter_asks_empty(test->text) && (number || *test->text != '\0')));
}

/* One word of the request: `field=value`, `field:part`, `field>=value`, or a word to look for.  Writes into it. */
static int
add_condition(const struct list *l, struct record_list *r, char *word, char *error, size_t error_size)
{
	size_t n = strcspn(word, "=!<>:"), sign;
	struct record_query *q = &r->query;
	struct record_test *test = &q->tests[q->test_count];
	bool like;

	if (q->test_count == RECORD_TESTS_MAX || r->said_count == 2 * RECORD_TESTS_MAX) {
		snprintf(error, error_size, _("too many conditions; at most %d"), RECORD_TESTS_MAX);
		return -1;
	}
	if (word[n] == '\0' || n == 0) {
		r->said[r->said_count++] = (struct said){ ANY_FIELD, word, true, false };
		return 0;
	}
	test->field = field_find(q->kind, word, n);
	if (test->field < RECORD_ID)
		return list_say_columns(l, word, n, error, error_size);
	test->cmp = comparison(word + n, &sign);
	test->text = word + n + sign;
	plain_time(r, test);
	like = word[n] == ':';
	r->empty = test->cmp == FILTER_IS && filter_asks_empty(test->text) ? test->field : r->empty;
	if (like || asks_by_word(test) || (test->field >= 0 && ref_find(test->field) != NULL &&
	                                   test->cmp <= FILTER_NOT && *test->text != '\0'))
		r->said[r->said_count++] = (struct said){ test->field, test->text, like, test->cmp == FILTER_NOT };
	else
		q->test_count++;
	return 0;
}

static int
add_conditions(const struct list *l, struct record_list *r, char *words, char *error, size_t error_size)
{
	char *save = NULL;

	for (char *word = strtok_r(words, " \t", &save); word != NULL; word = strtok_r(NULL, " \t", &save))
		if (r->asked++, add_condition(l, r, word, error, error_size) != 0)
			return -1;
	return 0;
}

static int
add_sorts(const struct list *l, struct record_query *q, const char *names, char *error, size_t error_size)
{
	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		bool down = *names == '-';
		size_t n;
		names += down;
		n = strcspn(names, ", ");
		if (q->sort_count == RECORD_SORTS_MAX) {
			snprintf(error, error_size, _("too many sort fields; at most %d"), RECORD_SORTS_MAX);
			return -1;
		}
		q->sorts[q->sort_count].field = field_find(q->kind, names, n);
		if (q->sorts[q->sort_count].field < RECORD_ID)
			return list_say_columns(l, names, n, error, error_size);
		q->sorts[q->sort_count++].down = down;
		names += n;
	}
	return 0;
}

/* ---- rows -------------------------------------------------------------------------------------------- */

/* By its code, or by the words people read for it. */
static bool
field_says(struct record_list *r, const struct record *record, int field, const struct said *s)
{
	char number[24];
	const char *text = record_text(record, field, number);

	if (s->like ? text_matches(text, s->text) : strcmp(text, s->text) == 0)
		return true;
	if ((*text == '\0' && filter_asks_empty(s->text)) ||
	    (strcmp(text, PAST_UNTOLD) == 0 && filter_asks_unknown(s->text)))
		return true;
	if (field == RECORD_ID || *text == '\0')
		return false;
	record_words(r->session, record, field, r->text, sizeof r->text);
	return s->like ? text_matches(r->text, s->text) : strcmp(r->text, s->text) == 0;
}

static bool
passes(struct record_list *r, const struct record *record)
{
	int first = record_first((int)record->kind), end = record_first((int)record->kind + 1);

	for (int i = 0; i < r->said_count; i++) {
		const struct said *s = &r->said[i];
		bool says = s->field != ANY_FIELD ? field_says(r, record, s->field, s)
		                                  : field_says(r, record, RECORD_ID, s);
		for (int f = first; s->field == ANY_FIELD && f < end && !says; f++)
			says = !field_is_integer(record_fields[f].type) && field_says(r, record, f, s);
		if (says == s->not)
			return false;
	}
	return true;
}

/* Of what is asked one thing, to be empty, and no record is: that it is filled in, in words. */
static void
say_filled(const struct record_list *r, char *error, size_t error_size)
{
	const struct column *c = r->columns;

	if (r->asked != 1 || r->empty < 0)
		return;
	while (c->nth != field_value || c->at != (size_t)r->empty)
		c++;
	snprintf(error, error_size, _("each record has something in %s"), _(c->title));
}

struct forward { const struct list_wanted *to; struct record_list *r; struct records *records; bool failed; };

static bool
forward(void *arg, const void *row)
{
	struct forward *f = arg;
	int got = records_at(f->records, (const char *)row + f->r->own_ops->id_at);

	f->failed = got < 0;
	f->r->line.record = records_row(f->records);
	return got == 1 ? f->to->take(f->to->arg, &f->r->line) : got == 0;
}

static int
store_says(struct store *st, char *error, size_t error_size)
{
	snprintf(error, error_size, "%s", store_error(st));
	return -1;
}

static int
each(struct store *st, const struct env *env, const struct list_wanted *wanted, char *error, size_t error_size)
{
	struct record_list *r = wanted->list->data;
	struct forward f = { wanted, r, NULL, false };
	struct list_wanted through = *wanted;
	int rc = 0, got = 1;
	bool any = false;

	f.records = r->through ? records_open_by_id(st, r->query.kind) : records_open(st, &r->query);
	if (f.records == NULL)
		return store_says(st, error, error_size);
	through.take = forward;
	through.arg = &f;
	if (r->through)
		rc = r->own_ops->each(st, env, &through, error, error_size);
	else
		while ((got = records_next(f.records)) == 1) {
			r->line.record = records_row(f.records);
			if (!passes(r, r->line.record))
				continue;
			any = true;
			if (!wanted->take(wanted->arg, &r->line))
				break;
		}
	if (f.failed || got < 0)
		rc = store_says(st, error, error_size);
	records_close(f.records);
	if (rc == 0 && !any)
		say_filled(r, error, error_size);
	return rc;
}

static void
clear(void *data)
{
	struct record_list *r = data;

	if (r->own_read)
		list_unload(&r->own);
	free(r->words);
}

static const struct list_ops records_ops = {
	.noun = "records", .each = each, .clear = clear, .empty = N_("no record passes the conditions"),
};

/* ---- making it ------------------------------------------------------------------------------------------ */

static struct record_list *
new_list(struct list *list, struct session *s)
{
	struct record_list *r = calloc(1, sizeof *r);

	if (r == NULL)
		abort();
	r->session = s;
	r->line.of = r;
	r->empty = ANY_FIELD;
	*list = (struct list){ .ops = &records_ops, .columns = r->columns, .data = r, .whole = true };
	return r;
}

int
record_list(struct list *list, struct session *s, const struct listing *l, const struct listing_noun *noun,
            const char *words, char *error, size_t error_size)
{
	struct record_list *r = new_list(list, s);
	const char *names = l->fields != NULL ? l->fields : "";
	char fixed[64];
	bool all = *names == '\0';

	r->raw = l->raw;
	r->json = l->out.format == OUT_JSON;
	r->own_ops = list_find(noun->list);
	add_fields(r, noun->kind, r->json && all);
	if (r->json || !all || l->as_on_screen || l->out.format == OUT_TABLE)
		add_worked_out(r, noun);
	if (noun->kind == KIND_ENTRY)
		add_extras(r, names);
	r->query = (struct record_query){ .kind = noun->kind, .limit = l->limit };
	if ((r->words = strdup(words)) == NULL)
		abort();
	if (list_find(noun->noun) != NULL && r->own_ops->each != NULL && (*words != '\0' || l->as_on_screen)) {
		r->through = true;
		return 0;
	}
	snprintf(fixed, sizeof fixed, "%s", noun->test);
	free(r->words);
	if (asprintf(&r->words, "%s %s", fixed, words) < 0)
		abort();
	r->asked = -(*noun->test != '\0');      /* that of the noun nobody has typed */
	if (add_conditions(list, r, r->words, error, error_size) != 0)
		return -1;
	r->query.limit = r->said_count == 0 ? r->query.limit : 0;
	return add_sorts(list, &r->query, l->sort != NULL ? l->sort : "", error, error_size);
}

const void *
record_list_one(struct list *list, struct session *s, const struct record *record, bool rev)
{
	struct record_list *r = new_list(list, s);

	r->raw = r->json = true;
	r->line.record = record;
	add_fields(r, record->kind, rev);
	return &r->line;
}
