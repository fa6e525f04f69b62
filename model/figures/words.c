#include "model/figures/words.h"

#include "model/text/language.h"

const struct word_def word_defs[WORD_DEFS] = {
#define WORD_REQ true
#define WORD_OPT false
#define WORD(id, prefix, name, need, more, more_need, text) \
	[WORD_##id] = { prefix, WORD_OF_##name, WORD_##need, WORD_MORE_##more, WORD_##more_need, text },
#include "model/figures/words.def"
#undef WORD
};

static const enum field columns[] = { FIELD_DIVISION_population, FIELD_DIVISION_poor, FIELD_DIVISION_villages };

/* What of a settlement can be counted or added up. */
static bool
is_measure(int field)
{
	enum field_type type = record_fields[field].type;

	return (type == FIELD_INT || type == FIELD_FEN) && field != FIELD_SETTLEMENT_precision_fen;
}

/* ---- parts between colons ---------------------------------------------------- */

struct parts { const char *at[2 + WORD_CODES_MAX]; size_t len[2 + WORD_CODES_MAX]; int count; };

/* -1: too many, too long, or an empty one. */
static int
cut(const char *text, struct parts *out)
{
	out->count = 0;
	for (;;) {
		size_t len = strcspn(text, ":");
		if (out->count == (int)(sizeof out->at / sizeof *out->at) || len == 0 || len >= WORD_TEXT_MAX)
			return -1;
		out->at[out->count] = text;
		out->len[out->count++] = len;
		if (text[len] == '\0')
			return 0;
		text += len + 1;
	}
}

static void
copy(char out[WORD_TEXT_MAX], const struct parts *p, int i)
{
	if (i < p->count)
		snprintf(out, WORD_TEXT_MAX, "%.*s", (int)p->len[i], p->at[i]);
}

static bool
part_is(const struct parts *p, int i, const char *text)
{
	return strlen(text) == p->len[i] && strncmp(text, p->at[i], p->len[i]) == 0;
}

/* ---- the forms ---------------------------------------------------------------- */

/* "ledger", "ledger:STAGE" ... for messages. */
static const char *
form(const struct word_def *def, char out[64])
{
	static const char *const names[] = {
		[WORD_OF_INDICATOR] = "INDICATOR", [WORD_OF_LEDGER] = "LEDGER", [WORD_OF_CHECKLIST] = "CHECKLIST",
		[WORD_OF_DUTY] = "DUTY", [WORD_OF_KEY] = "KEY", [WORD_OF_TYPE] = "TYPE",
		[WORD_OF_COLUMN] = "population|poor|villages",
		[WORD_OF_LEVEL] = "TOWNSHIP|VILLAGE",
		[WORD_OF_CODE] = "source|kind|category=CODE",
	};
	static const char *const mores[] = {
		[WORD_MORE_NONE] = "", [WORD_MORE_SPAN] = "FROM>TO",
		[WORD_MORE_STAGE] = "STAGE", [WORD_MORE_WHERE] = "KEY=CODE",
		[WORD_MORE_FIELD] = "KEY[:KEY=CODE]",
		[WORD_MORE_ITEM] = "ITEM", [WORD_MORE_CATEGORY] = "CATEGORY",
	};
	const char *more = mores[def->more];

	snprintf(out, 64, "%s%s%s%s%s%s%s", def->prefix, def->name_needed ? ":" : "[:", names[def->name],
	         def->name_needed ? "" : "]",
	         *more == '\0' ? "" : def->more_needed ? ":" : "[:", more,
	         *more == '\0' || def->more_needed ? "" : "]");
	return out;
}

static int
take_column(struct word *out, char *why, size_t size)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (strcmp(record_fields[columns[i]].name, out->name) == 0) {
			out->field = columns[i];
			return 0;
		}
	snprintf(why, size, _("division:%.40s is not known; division:population, division:poor or division:villages"),
	         out->name);
	return -1;
}

/* KEY=CODE, FROM>TO: both there. */
static int
cut_where(char key[WORD_TEXT_MAX], char value[WORD_TEXT_MAX], char sign)
{
	char *equals = strchr(key, sign);

	if (equals == NULL)
		return -1;
	snprintf(value, WORD_TEXT_MAX, "%s", equals + 1);
	*equals = '\0';
	return *key != '\0' && *value != '\0' ? 0 : -1;
}

static int
take_where(const struct word_def *def, struct word *out)
{
	static const char *const fields[] = { "source", "kind", "category" };
	bool known = false;

	if (def->name == WORD_OF_CODE && out->name[0] != '\0') {
		if (cut_where(out->name, out->value, '=') != 0)
			return -1;
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
			known |= strcmp(fields[i], out->name) == 0;
		return known ? 0 : -1;
	}
	if (def->more == WORD_MORE_SPAN)
		return cut_where(out->more, out->value, '>');
	if (def->more == WORD_MORE_FIELD)
		return out->key[0] != '\0' ? cut_where(out->key, out->value, '=') : 0;
	if (out->more[0] == '\0' || (def->more == WORD_MORE_STAGE && strchr(out->more, '=') == NULL) ||
	    (def->more != WORD_MORE_STAGE && def->more != WORD_MORE_WHERE))
		return 0;
	snprintf(out->key, sizeof out->key, "%s", out->more);
	out->more[0] = '\0';
	return cut_where(out->key, out->value, '=');
}

static int
take_def(const struct word_def *def, const struct parts *p, struct word *out, char *why, size_t size)
{
	char shape[64];
	bool short_of = p->count < 1 + def->name_needed + def->more_needed;

	out->what = (enum word_what)(def - word_defs);
	if (short_of || p->count > 2 + (def->more != WORD_MORE_NONE) + (def->more == WORD_MORE_FIELD)) {
		snprintf(why, size, _("\"%.60s\" is not whole; write %s"), p->at[0], form(def, shape));
		return -1;
	}
	copy(out->name, p, 1);
	copy(out->more, p, 2);
	copy(out->key, p, 3);
	if (take_where(def, out) != 0 || (def->name == WORD_OF_LEVEL && strcmp(out->name, "TOWNSHIP") != 0 &&
	                                  strcmp(out->name, "VILLAGE") != 0)) {
		snprintf(why, size, _("\"%.60s\" is not whole; write %s"), p->at[0], form(def, shape));
		return -1;
	}
	return def->name == WORD_OF_COLUMN ? take_column(out, why, size) : 0;
}

static int
take_measure(int field, const struct parts *p, struct word *out, char *why, size_t size)
{
	out->what = WORD_MEASURE;
	out->field = (enum field)field;
	out->codes = p->count - 1;
	if (out->codes > WORD_CODES_MAX) {
		snprintf(why, size, _("\"%.60s\" has too many codes; a scope, a service and a population at most"),
		         p->at[0]);
		return -1;
	}
	for (int i = 0; i < out->codes; i++)
		copy(out->code[i], p, i + 1);
	return 0;
}

int
word_parse(const char *text, struct word *out, char *why, size_t size)
{
	int measure;
	struct parts p;

	memset(out, 0, sizeof *out);
	if (cut(text, &p) != 0) {
		snprintf(why, size,
		         _("\"%.60s\" is no word of a formula; parts stand between colons, up to %d bytes each"), text,
		         WORD_TEXT_MAX - 1);
		return -1;
	}
	measure = record_field_find(KIND_SETTLEMENT, p.at[0], p.len[0]);
	if (measure >= 0 && is_measure(measure) && (p.count == 1 || measure != FIELD_SETTLEMENT_persons))
		return take_measure(measure, &p, out, why, size);
	/* A name alone is an indicator's even when it looks like a prefix: closed, open. */
	for (int i = 0; i < WORD_DEFS; i++)
		if (part_is(&p, 0, word_defs[i].prefix) && (p.count > 1 || !word_defs[i].name_needed))
			return take_def(&word_defs[i], &p, out, why, size);
	out->what = WORD_NAME;
	if (p.count > 2) {
		snprintf(why, size, _("\"%.60s\" is no word of a formula: \"%.*s\" is no prefix; see guatu-pack(5)"),
		         text,
		         (int)p.len[0], p.at[0]);
		return -1;
	}
	copy(out->name, &p, 0);
	copy(out->more, &p, 1);
	return 0;
}

/* ---- a formula's words ---------------------------------------------------------- */

int
word_next(const char **at, char out[WORD_TEXT_MAX])
{
	const char *p = *at;

	for (;;) {
		size_t len;
		p += strspn(p, " \t()+-*/");
		len = strcspn(p, " \t()");
		*at = p + len;
		if (len == 0)
			return 0;
		if ((*p < '0' || *p > '9') && *p != '.') {
			snprintf(out, WORD_TEXT_MAX, "%.*s", (int)len, p);
			return 1;
		}
		p += len;
	}
}
