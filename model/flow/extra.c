#include "model/flow/extra.h"

#include "model/room/civil.h"
#include "model/text/amount.h"
#include "model/text/language.h"
#include "model/text/when.h"

#define NUMBER_MOST 9007199254740992LL      /* 2^53, as everywhere on the wire */

static const char *const type_words[EXTRA_TYPES] = {
	"text", "int", "fen", "bp", "date", "bool", "term", "time", "month",
};

int
extra_type_find(const char *word)
{
	for (int i = 0; i < EXTRA_TYPES; i++)
		if (strcmp(type_words[i], word) == 0)
			return i;
	return -1;
}

bool
extra_is_number(enum extra_type type)
{
	return type == EXTRA_INT || type == EXTRA_FEN || type == EXTRA_BP;
}

/* ---- columns --------------------------------------------------------------- */

static bool
key_ok(const char *key)
{
	return *key != '\0' && strlen(key) < EXTRA_KEY &&
	       key[strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' && (*key < '0' || *key > '9');
}

static const char *
text_of(const char *text)
{
	return text != NULL ? text : "";
}

/* KEY=CODE; what is written otherwise is no condition, and the hub says so of the row. */
static void
take_when(struct extra_field *f, const char *when)
{
	size_t n = strcspn(when, "=");

	if (when[n] == '\0' || n == 0 || n >= sizeof f->when_key || strlen(when + n + 1) >= sizeof f->when_code)
		return;
	snprintf(f->when_key, sizeof f->when_key, "%.*s", (int)n, when);
	snprintf(f->when_code, sizeof f->when_code, "%s", when + n + 1);
}

bool
extra_needed(const struct extra_field *f, const char *key, const char *said)
{
	return f->when_code[0] != '\0' && strcmp(f->when_key, key) == 0 && strcmp(f->when_code, said) == 0;
}

int
extra_add(struct extra_fields *f, const struct extra_row *row, char *error, size_t size)
{
	struct extra_field one = { .required = row->required, .total = row->total, .sort = row->sort };
	const char *key = text_of(row->key), *list = text_of(row->list);
	int type = extra_type_find(text_of(row->type)), at;

	*error = '\0';
	if (f->count == EXTRA_FIELDS_MAX)
		snprintf(error, size, _("a ledger has at most %d columns of its own"), EXTRA_FIELDS_MAX);
	else if (!key_ok(key))
		snprintf(error, size, _("key: small letters, digits and _, beginning with a letter, at most %d"),
		         EXTRA_KEY - 1);
	else if (extra_find(f, key) != NULL)
		snprintf(error, size, _("key: the ledger has a column %s already"), key);
	else if (type < 0)
		snprintf(error, size, _("type: \"%.40s\" is none of: text int fen bp date bool term time month"),
		         text_of(row->type));
	else if (type == EXTRA_TERM && (*list == '\0' || strlen(list) >= sizeof one.list))
		snprintf(error, size, _("list: a column of type term names its term list"));
	else if (type != EXTRA_TERM && *list != '\0')
		snprintf(error, size, _("list: only a column of type term has one"));
	if (*error != '\0')
		return -1;
	one.type = (enum extra_type)type;
	take_when(&one, text_of(row->when));
	snprintf(one.key, sizeof one.key, "%s", key);
	snprintf(one.list, sizeof one.list, "%s", list);
	snprintf(one.name, sizeof one.name, "%s", *text_of(row->name) != '\0' ? row->name : key);
	snprintf(one.name_en, sizeof one.name_en, "%s", text_of(row->name_en));
	for (at = f->count++; at > 0 && f->list[at - 1].sort > one.sort; at--)
		f->list[at] = f->list[at - 1];
	f->list[at] = one;
	return 0;
}

const struct extra_field *
extra_find(const struct extra_fields *f, const char *key)
{
	for (int i = 0; i < f->count; i++)
		if (strcmp(f->list[i].key, key) == 0)
			return &f->list[i];
	return NULL;
}

/* ---- values ---------------------------------------------------------------- */

static const char *
number_wrong(enum extra_type type, const char *text)
{
	const char *digits = text + (*text == '-' && type != EXTRA_INT);

	if (*digits == '\0' || strlen(digits) > 16 || digits[strspn(digits, "0123456789")] != '\0' ||
	    atoll(digits) > NUMBER_MOST)
		return type == EXTRA_FEN ? N_("not a whole number of fen")
		                         : type == EXTRA_BP ? N_("not a whole number of basis points")
		                                                                             : N_("not a whole number");
	return NULL;
}

static const char *
text_wrong(const char *text)
{
	if (strlen(text) > EXTRA_TEXT_MAX)
		return N_("longer than 512 bytes");
	return strpbrk(text, "\n\t") != NULL ? N_("more than one line") : NULL;
}

static const char *
time_wrong(const char *text)
{
	static const char shape[] = "9999-99-99 99:99";
	char day[11];

	for (size_t i = 0; i < sizeof shape; i++)
		if (shape[i] == '9' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
			return N_("no day and time of day; write 2020-09-15 09:30");
	snprintf(day, sizeof day, "%.10s", text);
	return civil_parse(day) == CIVIL_NONE || strcmp(text + 11, "23:59") > 0 || text[14] > '5'
	       ? N_("no day and time of day; write 2020-09-15 09:30") : NULL;
}

const char *
extra_wrong(const struct extra_field *f, const char *text)
{
	switch (f->type) {
	case EXTRA_INT: case EXTRA_FEN: case EXTRA_BP:
		return number_wrong(f->type, text);
	case EXTRA_DATE:
		return civil_parse(text) == CIVIL_NONE ? N_("not a date YYYY-MM-DD") : NULL;
	case EXTRA_MONTH:
		return month_parse(text) < 0 ? N_("no such month; write 2020-06") : NULL;
	case EXTRA_TIME:
		return time_wrong(text);
	case EXTRA_BOOL:
		return strcmp(text, "0") == 0 || strcmp(text, "1") == 0 ? NULL : N_("neither yes nor no");
	case EXTRA_TEXT: case EXTRA_TERM: case EXTRA_TYPES:
		break;
	}
	return text_wrong(text);
}

/* ---- as people write ---------------------------------------------------------- */

int
extra_fen(const char *text, int64_t *out)
{
	return amount_money(text, AMOUNT_YUAN, out) == NULL ? 0 : -1;
}

/* A day without a time of day is none: midnight is rarely meant. */
static const char *
time_written(const char *text, char *out, size_t size)
{
	int64_t at;
	char instant[26];

	if (strchr(text, ':') == NULL || when_instant(text, &at) != NULL)
		return N_("no day and time of day; write 2020-09-15 09:30");
	instant_format(at, instant);
	snprintf(out, size, "%.10s %.5s", instant, instant + 11);
	return NULL;
}

const char *
extra_written(const struct extra_field *f, const char *text, char *out, size_t size)
{
	int64_t n;
	int32_t day;
	char date[11], month[8];
	int yes;

	switch (f->type) {
	case EXTRA_FEN:
		if (extra_fen(text, &n) != 0)
			return N_("not an amount; write 1200 (yuan), 1200.50 or 0.12万元");
		snprintf(out, size, "%lld", (long long)n);
		return NULL;
	case EXTRA_BP:
		if (amount_share(text, AMOUNT_PERCENT, &n) != NULL)
			return N_("not a share; write 85% or 85.5%");
		snprintf(out, size, "%lld", (long long)n);
		return NULL;
	case EXTRA_DATE:
		if (when_day(text, &day) != NULL)
			return N_("not a date YYYY-MM-DD");
		civil_format(day, date);
		snprintf(out, size, "%s", date);
		return NULL;
	case EXTRA_MONTH:
		if (when_month(text, month) != NULL)
			return N_("no such month; write 2020-06");
		snprintf(out, size, "%s", month);
		return NULL;
	case EXTRA_TIME:
		return time_written(text, out, size);
	case EXTRA_BOOL:
		if (amount_yes(text, &yes) != NULL)
			return N_("neither yes nor no");
		snprintf(out, size, "%d", yes);
		return NULL;
	case EXTRA_TEXT: case EXTRA_INT: case EXTRA_TERM: case EXTRA_TYPES:
		break;
	}
	snprintf(out, size, "%s", text);
	return extra_wrong(f, text);
}

/* In the wire's form times sort as texts do. */
const struct extra_field *
extra_early(const struct extra_fields *f, extra_said *said, void *ctx, const struct extra_field **after)
{
	char last[64] = "";

	for (int i = 0; i < f->count; i++) {
		const char *now = f->list[i].type == EXTRA_TIME ? said(ctx, &f->list[i]) : "";
		if (*now == '\0')
			continue;
		if (strcmp(now, last) < 0)
			return &f->list[i];
		snprintf(last, sizeof last, "%s", now);
		*after = &f->list[i];
	}
	return NULL;
}
