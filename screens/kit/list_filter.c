/* Conditions on a list's columns, sorting, and the words for both; the same on the screen and in `guatu list`. */

#include "screens/kit/list_in.h"
#include "model/flow/flow.h"
#include "model/text/filter.h"
#include "model/text/nearest.h"
#include "model/text/when.h"
#include "screens/kit/match.h"

static bool
is_word(const char *word, const char *text, size_t n)
{
	return strncmp(word, text, n) == 0 && word[n] == '\0';
}

/* What scripts call it comes before what another column is titled. */
int
list_column_find(const struct list *l, const char *name, size_t n)
{
	for (int c = 0; l->columns[c].name != NULL; c++)
		if (!column_is_picture(&l->columns[c]) && is_word(l->columns[c].name, name, n))
			return c;
	for (int c = 0; l->columns[c].name != NULL; c++)
		if (!column_is_picture(&l->columns[c]) &&
		    (is_word(l->columns[c].title, name, n) || is_word(_(l->columns[c].title), name, n)))
			return c;
	return -1;
}

int
list_say_columns(const struct list *l, const char *name, size_t n, char *error, size_t error_size)
{
	char typed[96], meant[256];
	struct nearest near = { .typed = typed };
	int used;

	snprintf(typed, sizeof typed, "%.*s", (int)n, name);
	for (int c = 0; l->columns[c].name != NULL; c++)
		if (!column_is_picture(&l->columns[c])) {
			nearest_look(&near, l->columns[c].name, NULL);
			nearest_look(&near, _(l->columns[c].title), l->columns[c].name);
		}
	nearest_list(&near, " ", meant, sizeof meant);
	used = snprintf(error, error_size, *meant != '\0' ? _("%s has no column %s; near it: %s; it has:")
	                                                 : _("%s has no column %s; it has:"),
	                l->ops->noun, typed, meant);
	for (int c = 0; l->columns[c].name != NULL && used < (int)error_size; c++)
		if (!column_is_picture(&l->columns[c]))
			used += snprintf(error + used, error_size - (size_t)used, " %s", l->columns[c].name);
	return -1;
}

/* ---- reading conditions -------------------------------------------------------------- */

static const char *
type_example(enum value_type type)
{
	return type == TYPE_DATE || type == TYPE_INSTANT ? "2020-06-30" : type == TYPE_SHARE ? "95%" :
	       type == TYPE_LAMP ? _("R") : "7";
}

/* "=", "!=", "<", "<=", ">", ">=", ":" at p; how many bytes, 0 none. */
static size_t
comparison(const char *p, char *cmp)
{
	static const struct { const char *sign; char cmp; } signs[] = {
		{ "!=", '!' }, { "<=", '{' }, { ">=", '}' }, { "=", '=' }, { "<", '<' }, { ">", '>' }, { ":", ':' },
		{ "：", ':' },
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(p, signs[i].sign, strlen(signs[i].sign)) == 0) {
			*cmp = signs[i].cmp;
			return strlen(signs[i].sign);
		}
	return 0;
}

static size_t
name_length(const char *word)
{
	size_t n = strcspn(word, "=!<>:"), wide = n;
	const char *colon = strstr(word, "：");

	if (colon != NULL)
		wide = (size_t)(colon - word);
	return wide < n ? wide : n;
}

/* 2020年5月 and 2020/5 are the month that records call 2020-05. */
static void
plain_period(const struct column *c, char *text, size_t size)
{
	char month[8];

	if (c->type == TYPE_TEXT && (strcmp(c->name, "period") == 0 || strcmp(c->name, "month") == 0) &&
	    when_month(text, month) == NULL)
		snprintf(text, size, "%s", month);
}

/* NAME= and NAME!=, with 空 or - behind them too: of any column, whatever is in it. */
static bool
asks_empty(const struct list_condition *k)
{
	return filter_asks_empty(k->text) && (k->cmp == '=' || k->cmp == '!' || (k->cmp == ':' && *k->text != '-'));
}

static int
add_condition(struct list *l, const char *word, char *error, size_t error_size)
{
	struct list_condition *k = &l->conditions[l->condition_count];
	size_t n = name_length(word), sign;

	if (l->condition_count == LIST_CONDITIONS) {
		snprintf(error, error_size, _("too many conditions; at most %d"), LIST_CONDITIONS);
		return -1;
	}
	*k = (struct list_condition){ .column = -1 };
	if (is_word("sort", word, n) && word[n] == '=')
		return list_sort(l, word + n + 1, error, error_size);
	sign = comparison(word + n, &k->cmp);
	if (n == 0 || sign == 0) {
		snprintf(k->text, sizeof k->text, "%s", word);
		l->condition_count++;
		return 0;
	}
	if ((k->column = list_column_find(l, word, n)) < 0)
		return list_say_columns(l, word, n, error, error_size);
	snprintf(k->text, sizeof k->text, "%s", word + n + sign);
	plain_period(&l->columns[k->column], k->text, sizeof k->text);
	enum value_type type = l->columns[k->column].type;
	if (!asks_empty(k) && !value_parse(type, k->text, l->today, &k->value)) {
		snprintf(error, error_size, _("%s: %s cannot be compared with \"%s\"; give for example %s"), word,
		         l->columns[k->column].name, k->text, type_example(type));
		return -1;
	}
	l->condition_count++;
	return 0;
}

int
list_parse(struct list *l, const char *text, char *error, size_t error_size)
{
	char *copy = strdup(text), *save = NULL;
	int rc = 0;

	if (copy == NULL)
		abort();
	if (strlen(text) >= sizeof l->filter_text) {
		snprintf(error, error_size, "%s", _("the conditions are too long"));
		rc = -1;
	}
	for (char *word = strtok_r(copy, " \t", &save); word != NULL && rc == 0; word = strtok_r(NULL, " \t", &save))
		rc = add_condition(l, word, error, error_size);
	if (rc == 0)
		snprintf(l->filter_text, sizeof l->filter_text, "%s", text);
	free(copy);
	return rc;
}

int
list_sort(struct list *l, const char *names, char *error, size_t error_size)
{
	l->sort_count = 0;
	for (names += strspn(names, ", "); *names != '\0'; names += strspn(names, ", ")) {
		bool down = *names == '-';
		size_t n = strcspn(names += down, ", ");
		int column = list_column_find(l, names, n);
		if (column < 0)
			return list_say_columns(l, names, n, error, error_size);
		if (l->sort_count == LIST_SORTS) {
			snprintf(error, error_size, _("too many sort fields; at most %d"), LIST_SORTS);
			return -1;
		}
		l->sorts[l->sort_count++] = down ? ~column : column;
		names += n;
	}
	return 0;
}

static bool
asks(const struct list *l, const struct list_condition *k, const char *name)
{
	return k->column >= 0 && (k->cmp == '=' || k->cmp == ':') && strcmp(l->columns[k->column].name, name) == 0;
}

/* Of several the last one: what is typed counts more than what it was opened on. */
const char *
list_asked(const struct list *l, const char *name)
{
	const char *text = "";

	for (int i = 0; i < l->condition_count; i++)
		text = asks(l, &l->conditions[i], name) ? l->conditions[i].text : text;
	return text;
}

const char *
list_take(struct list *l, const char *name)
{
	for (int i = 0; i < l->condition_count; i++)
		l->conditions[i].taken |= asks(l, &l->conditions[i], name);
	return list_asked(l, name);
}

/* ---- testing rows ---------------------------------------------------------------------- */

bool
list_is_exactly(const struct value *v, const char *text)
{
	char raw[VALUE_OWN], words[VALUE_OWN];

	return strcmp(value_raw(v, raw, sizeof raw), text) == 0 ||
	       strcmp(value_words(v, words, sizeof words), text) == 0;
}

/* The same, where 空 and 不详 are asked for by their words. */
static bool
is_meant(const struct value *v, const char *text)
{
	char own[VALUE_OWN];
	const char *raw = value_raw(v, own, sizeof own);

	return list_is_exactly(v, text) || (*raw == '\0' && filter_asks_empty(text)) ||
	       (strcmp(raw, PAST_UNTOLD) == 0 && filter_asks_unknown(text));
}

/* Of several words with commas between any one. */
static bool
is_one_of(const struct value *v, const char *texts)
{
	char copy[96], *save = NULL;

	if (is_meant(v, texts))
		return true;
	snprintf(copy, sizeof copy, "%s", texts);
	for (char *one = strtok_r(copy, ",", &save); one != NULL; one = strtok_r(NULL, ",", &save))
		if (is_meant(v, one))
			return true;
	return false;
}

static bool
value_says(const struct value *v, const char *needle)
{
	char words[VALUE_OWN];

	return v->type != TYPE_NONE && (text_matches(value_words(v, words, sizeof words), needle) ||
	       (v->type == TYPE_TEXT && v->code != NULL && text_matches(v->code, needle)));
}

bool
list_says(const struct list *l, const void *row, const struct env *env, const char *needle)
{
	struct value v;

	for (int c = 0; l->columns[c].name != NULL; c++) {
		if (l->columns[c].type != TYPE_TEXT)
			continue;
		list_value(l, row, c, env, &v);
		if (value_says(&v, needle))
			return true;
	}
	return false;
}

const char *
list_looked_in(const struct list *l, char *out, size_t size)
{
	size_t n = 0;

	*out = '\0';
	for (int c = 0; l->columns[c].name != NULL && n < size; c++)
		if (l->columns[c].type == TYPE_TEXT && l->columns[c].from != LIST_HIDDEN)
			n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? ", " : "", _(l->columns[c].title));
	return out;
}

/* Of one column: 0 no row has the word whole, else 1. */
static bool
some_row_is(const struct list *l, const struct env *env, int column, const char *word)
{
	struct value v;

	for (int i = 0; i < l->count; i++) {
		list_value(l, list_row(l, i), column, env, &v);
		if (list_is_exactly(&v, word))
			return true;
	}
	return false;
}

static bool
is_word_column(const struct column *c)
{
	return c->type == TYPE_TEXT || c->type == TYPE_LAMP;
}

void
list_settle(struct list *l, const struct env *env)
{
	for (int i = 0; i < l->condition_count; i++) {
		struct list_condition *k = &l->conditions[i];
		if (k->cmp != '\0')
			continue;
		k->column = -1;
		for (int c = 0; l->columns[c].name != NULL && k->column < 0; c++)
			if (is_word_column(&l->columns[c]) && some_row_is(l, env, c, k->text))
				k->column = c;
	}
}

static bool
holds(const struct list *l, const struct list_condition *k, const void *row, const struct env *env)
{
	struct value v;
	int by;

	if (k->column < 0)
		return list_says(l, row, env, k->text);
	list_value(l, row, k->column, env, &v);
	if (k->cmp == '\0')
		return list_is_exactly(&v, k->text);
	if (k->cmp == ':' && v.type == TYPE_TEXT)
		return value_says(&v, k->text) || is_meant(&v, k->text);
	if (asks_empty(k) || v.type == TYPE_TEXT || v.type == TYPE_NONE) {
		bool same = is_one_of(&v, k->text);
		if (k->cmp == '=' || k->cmp == ':' || k->cmp == '!')
			return same == (k->cmp != '!');
	}
	if (v.type == TYPE_TEXT && k->value.type != TYPE_TEXT)
		return k->cmp == '!';      /* a word in a column of numbers is neither more nor less */
	by = value_compare(&v, &k->value);
	switch (k->cmp) {
	case '!': return by != 0;
	case '<': return by < 0 && v.type != TYPE_NONE;
	case '{': return by <= 0 && v.type != TYPE_NONE;
	case '>': return by > 0;
	case '}': return by >= 0;
	default:  return by == 0;
	}
}

bool
list_passes_but(const struct list *l, const void *row, const struct env *env, const char *column)
{
	for (int i = 0; i < l->condition_count; i++) {
		const struct list_condition *k = &l->conditions[i];
		bool other = k->column < 0 || strcmp(l->columns[k->column].name, column) != 0;
		if (!k->taken && other && !holds(l, k, row, env))
			return false;
	}
	return true;
}

bool
list_passes(const struct list *l, const void *row, const struct env *env)
{
	return list_passes_but(l, row, env, "");
}

const char *
list_example(const struct list_ops *ops, char *out, size_t size)
{
	const struct column *word = NULL, *number = NULL;

	for (const struct column *c = ops->columns; c->name != NULL; c++) {
		if (c->from == LIST_HIDDEN)
			continue;
		word = word == NULL && c->type == TYPE_TEXT ? c : word;
		number = number == NULL && value_is_right(c->type) ? c : number;
	}
	snprintf(out, size, _("e.g. %s:... %s%s  or any word; Enter applies, empty clears"),
	         word != NULL ? _(word->title) : "", number != NULL ? _(number->title) : "",
	         number != NULL ? ">7" : "");
	return out;
}

/* The first words a column has, with their codes, blank-separated. */
static const char *
words_of(const struct list *l, const struct env *env, int column, char *out, size_t size)
{
	enum { MOST = 8 };
	char own[VALUE_OWN], own2[VALUE_OWN], one[2 * VALUE_OWN + 4];
	struct value v;
	size_t used = 0;

	*out = '\0';
	for (int i = 0, found = 0; i < l->count && found < MOST && used < size; i++) {
		const char *raw, *words;
		list_value(l, list_row(l, i), column, env, &v);
		raw = value_raw(&v, own, sizeof own);
		words = value_words(&v, own2, sizeof own2);
		snprintf(one, sizeof one, "%s%s%s", raw, strcmp(raw, words) != 0 ? " " : "",
		         strcmp(raw, words) != 0 ? words : "");
		if (*one == '\0' || strstr(out, one) != NULL)
			continue;
		used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", one);
		found++;
	}
	return out;
}

/* What no row can pass for being empty, or for not being so, in words; false: it is another condition. */
static bool
say_filled(const struct list *l, const struct list_condition *k, const struct env *env, char *out, size_t size)
{
	if (k->taken || !asks_empty(k))
		return false;
	for (int i = 0; i < l->count; i++)
		if (holds(l, k, list_row(l, i), env))
			return false;
	snprintf(out, size, k->cmp == '!' ? _("None of %d rows has anything in %s.")
	                                  : _("Each of %d rows has something in %s."),
	         l->count, _(l->columns[k->column].title));
	return true;
}

const char *
list_why_empty(const struct list *l, const struct env *env, char *out, size_t size)
{
	char looked[200];

	if (l->count == 0) {
		snprintf(out, size, "%s", l->none[0] != '\0' ? l->none
		         : l->ops->empty_now != NULL && !env_past(env) ? _(l->ops->empty_now)
		         : l->ops->empty != NULL ? _(l->ops->empty) : _("Nothing here yet. r asks the hub."));
		return out;
	}
	for (int i = 0; i < l->condition_count; i++)
		if (l->conditions[i].column < 0) {
			snprintf(out, size, _("None of %d rows has \"%s\" in %s."), l->count, l->conditions[i].text,
			         list_looked_in(l, looked, sizeof looked));
			return out;
		}
	for (int i = 0; i < l->condition_count; i++) {
		const struct list_condition *k = &l->conditions[i];
		if (say_filled(l, k, env, out, size))
			return out;
		if (!k->taken && k->cmp == '=' && l->columns[k->column].type == TYPE_TEXT && !asks_empty(k) &&
		    !some_row_is(l, env, k->column, k->text)) {
			snprintf(out, size, _("None of %d rows says %s in %s; there: %s."), l->count, k->text,
			         _(l->columns[k->column].title),
			         words_of(l, env, k->column, looked, sizeof looked));
			return out;
		}
	}
	snprintf(out, size, _("None of %d rows passes the filter %s."), l->count,
	         l->filter_text[0] != '\0' ? l->filter_text : l->base_text);
	return out;
}

/* ---- as a screen -------------------------------------------------------------------------- */

struct effect
list_filter(void *model, const char *text, char *error, size_t error_size)
{
	struct list *l = model, before = *l;

	l->condition_count = 0;
	if (list_parse(l, l->base_text, error, error_size) != 0 || list_parse(l, text, error, error_size) != 0) {
		memcpy(l->conditions, before.conditions, sizeof l->conditions);
		l->condition_count = before.condition_count;
		l->sort_count = before.sort_count;
		memcpy(l->filter_text, before.filter_text, sizeof l->filter_text);
		return fx(FX_NONE);
	}
	l->error[0] = '\0';
	return fx(FX_LOAD);
}

struct effect
list_only(struct list *l, const char *name, const char *text)
{
	char filter[LIST_TEXT] = "", words[LIST_TEXT], *save = NULL;
	size_t n = 0;

	memcpy(words, l->filter_text, sizeof words);
	for (char *word = strtok_r(words, " \t", &save); word != NULL; word = strtok_r(NULL, " \t", &save)) {
		int column = list_column_find(l, word, name_length(word));
		if (column < 0 || strcmp(l->columns[column].name, name) != 0)
			n += (size_t)snprintf(filter + n, sizeof filter - n, "%s%s", n > 0 ? " " : "", word);
	}
	if (*text != '\0' && n < sizeof filter)
		snprintf(filter + n, sizeof filter - n, "%s%s=%s", n > 0 ? " " : "", name, text);
	return list_filter(l, filter, l->error, sizeof l->error);
}

const char *
list_filter_text(const void *model)
{
	return ((const struct list *)model)->filter_text;
}

/* Esc takes away the filter, then the order. */
bool
list_dirty(void *model)
{
	struct list *l = model;
	bool any = l->filter_text[0] != '\0' || l->sort_count > 0 || l->error[0] != '\0';

	l->sort_count = 0;
	if (any)
		list_filter(l, "", l->error, sizeof l->error);
	return any || (l->ops->dirty != NULL && l->ops->dirty(l));
}

const char *
list_request(const struct list *l, char out[LIST_REQUEST])
{
	int n = snprintf(out, LIST_REQUEST, "%s", l->ops->noun);

	if (l->base_text[0] != '\0')
		n += snprintf(out + n, (size_t)(LIST_REQUEST - n), " %s", l->base_text);
	if (l->filter_text[0] != '\0')
		n += snprintf(out + n, (size_t)(LIST_REQUEST - n), " %s", l->filter_text);
	if (l->ops->base != NULL) {
		char base[128];
		l->ops->base(l, base, sizeof base);
		n += snprintf(out + n, (size_t)(LIST_REQUEST - n), "%s%s", *base != '\0' ? " " : "", base);
	}
	for (int k = 0; k < l->sort_count; k++) {
		bool down = l->sorts[k] < 0;
		n += snprintf(out + n, (size_t)(LIST_REQUEST - n), "%s%s%s", k == 0 ? " sort=" : ",", down ? "-" : "",
		              l->columns[down ? ~l->sorts[k] : l->sorts[k]].name);
	}
	return out;
}
