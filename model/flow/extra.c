#include "model/flow/extra.h"

#include "model/room/civil.h"
#include "model/figures/rational.h"
#include "model/text/language.h"

#define NUMBER_MOST 9007199254740992LL      /* 2^53, as everywhere on the wire */

static const char *const type_words[EXTRA_TYPES] = { "text", "int", "fen", "bp", "date", "bool", "term" };

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

int
extra_add(struct extra_fields *f, const struct extra_row *row, char *error, size_t size)
{
	struct extra_field one = { .required = row->required, .total = row->total, .sort = row->sort };
	const char *key = text_of(row->key), *list = text_of(row->list);
	int type = extra_type_find(text_of(row->type)), at;

	*error = '\0';
	if (f->count == EXTRA_FIELDS_MAX)
		snprintf(error, size, "a ledger has at most %d columns of its own", EXTRA_FIELDS_MAX);
	else if (!key_ok(key))
		snprintf(error, size, "key: small letters, digits and _, beginning with a letter, at most %d",
		         EXTRA_KEY - 1);
	else if (extra_find(f, key) != NULL)
		snprintf(error, size, "key: the ledger has a column %s already", key);
	else if (type < 0)
		snprintf(error, size, "type: \"%.40s\" is none of: text int fen bp date bool term", text_of(row->type));
	else if (type == EXTRA_TERM && (*list == '\0' || strlen(list) >= sizeof one.list))
		snprintf(error, size, "list: a column of type term names its term list");
	else if (type != EXTRA_TERM && *list != '\0')
		snprintf(error, size, "list: only a column of type term has one");
	if (*error != '\0')
		return -1;
	one.type = (enum extra_type)type;
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

const char *
extra_wrong(const struct extra_field *f, const char *text)
{
	switch (f->type) {
	case EXTRA_INT: case EXTRA_FEN: case EXTRA_BP:
		return number_wrong(f->type, text);
	case EXTRA_DATE:
		return civil_parse(text) == CIVIL_NONE ? N_("not a date YYYY-MM-DD") : NULL;
	case EXTRA_BOOL:
		return strcmp(text, "0") == 0 || strcmp(text, "1") == 0 ? NULL : N_("neither yes nor no");
	case EXTRA_TEXT: case EXTRA_TERM: case EXTRA_TYPES:
		break;
	}
	return text_wrong(text);
}

/* ---- as people write ---------------------------------------------------------- */

struct unit { const char *text; int64_t times; };

/* 12, 12.34 or -3 with one of the units behind it, as a whole number of what `base` of it are. */
static int
read_amount(const char *text, const struct unit *units, int64_t base, int64_t *out)
{
	bool minus = *text == '-', point = false;
	int64_t num = 0, den = 1;
	struct rational value;
	int digits = 0;

	for (text += minus; (*text >= '0' && *text <= '9') || *text == ',' || (*text == '.' && !point); text++) {
		if (*text == '.') {
			point = true;
		} else if (*text != ',') {
			if (++digits > 16)
				return -1;
			num = num * 10 + (*text - '0');
			den *= point ? 10 : 1;
		}
	}
	while (*text == ' ')
		text++;
	for (; units->text != NULL && strcmp(units->text, text) != 0; units++)
		;
	if (digits == 0 || (units->text == NULL && *text != '\0'))
		return -1;
	value = rational_mul(rational(minus ? -num : num, den), rational(units->text != NULL ? units->times : base, 1));
	if (rational_bad(value) || value.den != 1 || !rational_whole(value, out))
		return -1;
	return *out <= NUMBER_MOST && *out >= -NUMBER_MOST ? 0 : -1;
}

int
extra_fen(const char *text, int64_t *out)
{
	static const struct unit units[] = { { "元", 100 }, { "万元", 1000000 }, { "万", 1000000 }, { "分", 1 },
		{ NULL, 0 } };

	return read_amount(text, units, 100, out);
}

static int
read_date(const char *text, char *out, size_t size)
{
	int year, month, day, end = 0;
	char day_text[11];

	if (sscanf(text, "%4d%*[-/.]%2d%*[-/.]%2d%n", &year, &month, &day, &end) != 3 || text[end] != '\0' ||
	    civil_day(year, month, day) == CIVIL_NONE)
		return -1;
	civil_format(civil_day(year, month, day), day_text);
	snprintf(out, size, "%s", day_text);
	return 0;
}

static int
read_yes(const char *text, char *out, size_t size)
{
	static const char *const yes[] = { "1", "true", "yes", "y", "是", "有" };
	static const char *const no[] = { "0", "false", "no", "n", "否", "无" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (strcmp(text, yes[i]) == 0 || strcmp(text, no[i]) == 0) {
			snprintf(out, size, "%s", strcmp(text, yes[i]) == 0 ? "1" : "0");
			return 0;
		}
	return -1;
}

const char *
extra_written(const struct extra_field *f, const char *text, char *out, size_t size)
{
	static const struct unit shares[] = { { "%", 100 }, { "％", 100 }, { NULL, 0 } };
	int64_t n;

	switch (f->type) {
	case EXTRA_FEN:
		if (extra_fen(text, &n) != 0)
			return N_("not an amount; write 1200 (yuan), 1200.50 or 0.12万元");
		snprintf(out, size, "%lld", (long long)n);
		return NULL;
	case EXTRA_BP:
		if (read_amount(text, shares, 100, &n) != 0)
			return N_("not a share; write 85% or 85.5%");
		snprintf(out, size, "%lld", (long long)n);
		return NULL;
	case EXTRA_DATE:
		return read_date(text, out, size) == 0 ? NULL : N_("not a date YYYY-MM-DD");
	case EXTRA_BOOL:
		return read_yes(text, out, size) == 0 ? NULL : N_("neither yes nor no");
	case EXTRA_TEXT: case EXTRA_INT: case EXTRA_TERM: case EXTRA_TYPES:
		break;
	}
	snprintf(out, size, "%s", text);
	return extra_wrong(f, text);
}
