#include "screens/kit/value.h"

#include "model/text/when.h"

#include "model/room/civil.h"
#include "model/text/utf8.h"
#include "screens/kit/figures.h"
#include "screens/figures/tr.h"

enum paint_role
lamp_role(enum lamp lamp)
{
	return PAINT_LAMP_GREY + (enum paint_role)lamp;
}

static const char *const lamp_codes[LAMP_COUNT] = { "GREY", "BLUE", "GREEN", "YELLOW", "RED", "MAGENTA" };

static void
set(struct value *v, enum value_type type, int64_t n, bool there)
{
	v->type = there ? type : TYPE_NONE;
	v->n = n;
}

void
value_word(struct value *v, const char *text)
{
	set(v, TYPE_TEXT, 0, text != NULL && *text != '\0');
	v->text = text;
}

void
value_coded(struct value *v, const char *code, const char *text)
{
	value_word(v, text);
	v->code = code;
}

static void
own_text(struct value *v, const char *fmt, va_list args)
{
	if (vsnprintf(v->own, sizeof v->own, fmt, args) >= (int)sizeof v->own)
		v->own[utf8_clip(v->own, sizeof v->own - 1)] = '\0';
	v->text = v->own;
}

void
value_clause(struct value *v, const char *clause, bool local)
{
	if (!local) {
		value_word(v, clause);
		return;
	}
	snprintf(v->own, sizeof v->own, "%s%s%s", clause, *clause != '\0' ? " " : "", _("set locally"));
	if (*clause != '\0')
		value_coded(v, clause, v->own);
	else
		value_word(v, v->own);
}

void
value_wordf(struct value *v, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	own_text(v, fmt, args);
	va_end(args);
	set(v, TYPE_TEXT, 0, v->own[0] != '\0');
}

void
value_say(struct value *v, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	own_text(v, fmt, args);
	va_end(args);
}

void
value_number(struct value *v, struct rational number)
{
	set(v, TYPE_NUMBER, 0, !rational_bad(number));
	v->number = number;
}

void
value_iso(struct value *v, const char *day)
{
	value_date(v, civil_parse(day));
}

void value_count(struct value *v, int64_t n)   { set(v, TYPE_COUNT, n, n != INT64_MIN); }
void value_share(struct value *v, int64_t bp)  { set(v, TYPE_SHARE, bp, bp != INT64_MIN); }
void value_fen(struct value *v, int64_t fen)   { set(v, TYPE_FEN, fen, fen != INT64_MIN); }
void value_days(struct value *v, int64_t days) { set(v, TYPE_DAYS, days, days != INT64_MIN); }
void value_date(struct value *v, int32_t day)  { set(v, TYPE_DATE, day, day != CIVIL_NONE); }
void value_instant(struct value *v, int64_t at){ set(v, TYPE_INSTANT, at, at != INT64_MIN); }

void
value_lamp(struct value *v, enum lamp lamp)
{
	set(v, TYPE_LAMP, (int64_t)lamp, true);
	v->role = lamp_role(lamp);
	v->text = _(lamp_word(lamp));
}

void
value_lateness(struct value *v, enum lateness l)
{
	value_coded(v, lateness_defs[l].code, lateness_word(l));
	v->role = l != LATENESS_NONE ? lamp_role(lateness_defs[l].lamp) : PAINT_NORMAL;
}

/* ---- what is made of it ------------------------------------------------------------ */

bool
value_is_right(enum value_type type)
{
	return type == TYPE_COUNT || type == TYPE_NUMBER || type == TYPE_SHARE || type == TYPE_FEN || type == TYPE_DAYS;
}

bool
value_is_number(const struct value *v)
{
	return value_is_right(v->type);
}

/* With four digits behind the point at most, and no more than it needs. */
static void
number_text(struct rational number, char *out, size_t size)
{
	size_t n;

	rational_format(number, number.den == 1 ? 0 : 4, false, out, size);
	n = strlen(out);
	while (number.den != 1 && n > 0 && out[n - 1] == '0')
		out[--n] = '\0';
	if (n > 0 && out[n - 1] == '.')
		out[n - 1] = '\0';
}

static void
instant_words(int64_t at, char *out, size_t size)
{
	char text[26];

	instant_format(at, text);
	text[16] = '\0';
	text[10] = ' ';
	snprintf(out, size, "%s", text);
}

const char *
value_words(const struct value *v, char *out, size_t size)
{
	char text[FIGURE_TEXT] = "";

	if (v->text != NULL || v->type == TYPE_NONE)
		return v->type == TYPE_NONE ? "" : v->text;
	switch (v->type) {
	case TYPE_COUNT: count_text(v->n, text); break;
	case TYPE_SHARE: share_text(v->n, v->n % 100 != 0 ? v->n % 10 != 0 ? 2 : 1 : 0, text); break;
	case TYPE_FEN:   money_text(rational(v->n, 1), false, text); break;
	case TYPE_DAYS:  snprintf(text, sizeof text, "%" PRId64, v->n); break;
	case TYPE_DATE:  civil_format((int32_t)v->n, text); break;
	case TYPE_INSTANT: instant_words(v->n, text, sizeof text); break;
	case TYPE_NUMBER: number_text(v->number, text, sizeof text); break;
	default: break;
	}
	snprintf(out, size, "%s", text);
	return out;
}

/* The number in units of ten thousand, `wan` of them, with as many digits as there is room for. */
static bool
in_wan(int64_t n, int64_t wan, bool sign, int width, char *out, size_t size)
{
	for (int decimals = 2; decimals >= 0; decimals--) {
		char text[FIGURE_TEXT];
		rational_format(rational(n, wan), decimals, sign, text, sizeof text);
		snprintf(out, size, "%s%s", text, _("×10k"));
		if (text_width(out) <= width)
			return true;
	}
	return false;
}

const char *
value_fit(const struct value *v, int width, char *out, size_t size)
{
	const char *words = value_words(v, out, size);

	if (text_width(words) <= width)
		return words;
	if (v->type == TYPE_DATE && v->text == NULL)
		return words + strlen("2020-");
	if (!value_is_right(v->type))
		return words;
	if (v->type == TYPE_COUNT && v->text == NULL && in_wan(v->n, 10000, false, width, out, size))
		return out;
	if (v->type == TYPE_FEN && in_wan(v->n, 1000000, v->text != NULL && *v->text == '+', width, out, size))
		return out;
	if (v->type == TYPE_SHARE && v->text == NULL) {
		char text[FIGURE_TEXT];
		share_text(v->n, 0, text);
		if (text_width(text) <= width) {
			snprintf(out, size, "%s", text);
			return out;
		}
	}
	memset(out, '#', (size_t)width < size ? (size_t)width : size - 1);
	out[(size_t)width < size ? (size_t)width : size - 1] = '\0';
	return out;
}

const char *
value_raw(const struct value *v, char *out, size_t size)
{
	char text[FIGURE_TEXT] = "";

	switch (v->type) {
	case TYPE_NONE: return "";
	case TYPE_TEXT: return v->code != NULL ? v->code : v->text;
	case TYPE_LAMP: return lamp_codes[v->n];
	case TYPE_DATE: civil_format((int32_t)v->n, text); break;
	case TYPE_INSTANT: instant_format(v->n, text); break;
	case TYPE_NUMBER: number_text(v->number, text, sizeof text); break;
	default: snprintf(text, sizeof text, "%" PRId64, v->n); break;
	}
	snprintf(out, size, "%s", text);
	return out;
}

/* A share is said in percent: 95% is 95. */
static struct rational
exact(const struct value *v)
{
	return v->type == TYPE_NUMBER ? v->number : rational(v->n, v->type == TYPE_SHARE ? 100 : 1);
}

/* Nothing, or a word that says so where a number would stand. */
static bool
is_there(const struct value *v)
{
	return v->type != TYPE_NONE && !(v->type == TYPE_TEXT && v->code != NULL && *v->code == '\0');
}

int
value_compare(const struct value *a, const struct value *b)
{
	if (!is_there(a) || !is_there(b))
		return is_there(a) - is_there(b);
	if (a->type == TYPE_TEXT || b->type == TYPE_TEXT) {
		char left[VALUE_OWN], right[VALUE_OWN];
		return strcmp(value_words(a, left, sizeof left), value_words(b, right, sizeof right));
	}
	if (a->type == TYPE_NUMBER || b->type == TYPE_NUMBER)
		return rational_cmp(exact(a), exact(b));
	return (a->n > b->n) - (a->n < b->n);
}

/* ---- conditions ------------------------------------------------------------------------ */

/* "12.5" as 125/10; a sign, digits and separators. */
static bool
parse_decimal(const char *text, struct rational *out, const char **rest)
{
	int64_t n = 0, den = 1;
	bool minus = *text == '-', point = false, any = false;

	for (text += minus; (*text >= '0' && *text <= '9') || *text == ',' || (*text == '.' && !point); text++) {
		if (*text == ',')
			continue;
		if (*text == '.') {
			point = true;
			continue;
		}
		if (n > INT64_MAX / 100 || den > INT64_MAX / 100)
			return false;
		n = n * 10 + (*text - '0');
		den *= point ? 10 : 1;
		any = true;
	}
	*out = rational(minus ? -n : n, den);
	*rest = text;
	return any;
}

/* What a number is times when this stands behind it; 0: nothing that may.  A bare one is what the column shows:
 * percent, yuan. */
static int64_t
unit_times(enum value_type *type, const char *unit)
{
	bool wan = strcmp(unit, "万") == 0 || strcmp(unit, _("×10k")) == 0;

	if (*unit == '\0')
		return *type == TYPE_SHARE || *type == TYPE_FEN ? 100 : 1;
	if (*type == TYPE_FEN)
		return wan ? 1000000 : strcmp(unit, "元") == 0 || strcmp(unit, _("yuan")) == 0 ? 100 :
		       strcmp(unit, "分") == 0 || strcmp(unit, "fen") == 0;
	if (strcmp(unit, "%") == 0 && (*type == TYPE_SHARE || *type == TYPE_NUMBER)) {
		*type = TYPE_SHARE;
		return 100;
	}
	return wan && *type != TYPE_SHARE ? 10000 : 0;
}

static bool
parse_number(enum value_type type, const char *text, struct value *out)
{
	const char *unit;
	struct rational r;
	int64_t times;

	if (!parse_decimal(text, &r, &unit) || (times = unit_times(&type, unit)) == 0)
		return false;
	r = rational_mul(r, rational(times, 1));
	out->number = r;
	out->type = type;
	return type == TYPE_NUMBER || (r.den == 1 ? (out->n = (int64_t)r.num, true) : (out->type = TYPE_NUMBER, true));
}

/* An instant, or a day: its midnight in the room. */
static bool
parse_instant(const char *text, int64_t *out)
{
	char midnight[32];

	snprintf(midnight, sizeof midnight, "%.10sT00:00:00+08:00", text);
	return instant_parse(strlen(text) == 10 ? midnight : text, out) == 0;
}

bool
value_parse(enum value_type type, const char *text, int32_t today, struct value *out)
{
	*out = (struct value){ .type = type };
	switch (type) {
	case TYPE_NONE: case TYPE_TEXT:
		value_word(out, text);
		return true;
	case TYPE_DATE:
		value_date(out, when_typed(text, today));
		return out->type == TYPE_DATE;
	case TYPE_INSTANT:
		return parse_instant(text, &out->n);
	case TYPE_LAMP:
		for (int i = 0; i < LAMP_COUNT; i++)
			if (strcmp(lamp_codes[i], text) == 0 || strcmp(_(lamp_word((enum lamp)i)), text) == 0) {
				value_lamp(out, (enum lamp)i);
				return true;
			}
		return false;
	default:
		return parse_number(type, text, out);
	}
}
