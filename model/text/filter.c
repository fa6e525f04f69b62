#include "model/text/filter.h"

#include "model/room/civil.h"
#include "model/room/lateness.h"
#include "model/text/language.h"
#include "model/text/utf8.h"
#include "model/text/when.h"

const struct filter_field_def filter_fields[FILTER_FIELDS] = {
	[FILTER_WORD]     = { FILTER_WORD, "标题", "title", false,
		N_("words of the title; "
		   "a word alone means the same when no place, state, source, post ... is called so") },
	[FILTER_DIVISION] = { FILTER_DIVISION, "乡镇", "township", false, N_("name, pinyin, initials or code") },
	[FILTER_OVERDUE]  = { FILTER_OVERDUE, "逾期", "overdue", true, N_("calendar days overdue") },
	[FILTER_SOURCE]   = { FILTER_SOURCE, "来源", "source", false, N_("who found it") },
	[FILTER_STATUS]   = { FILTER_STATUS, "状态", "status", false, N_("a state; or live, unclosed, all") },
	[FILTER_POST]     = { FILTER_POST, "责任人", "post", false, N_("responsible post or unit") },
	[FILTER_FRONT]    = { FILTER_FRONT, "战线", "front", false, N_("front or pillar") },
	[FILTER_LAMP]     = { FILTER_LAMP, "灯", "lamp", false, N_("red, yellow, green, blue, magenta or grey") },
	[FILTER_GROUP]    = { FILTER_GROUP, "督战组", "group", false, N_("supervision group") },
	[FILTER_KIND]     = { FILTER_KIND, "类别", "kind", false, N_("kind of issue") },
	[FILTER_DUE]      = { FILTER_DUE, "期限", "due", true, N_("days until the deadline, or a date") },
	[FILTER_RETURNED] = { FILTER_RETURNED, "退回", "returned", true, N_("times returned") },
	[FILTER_LATENESS] = { FILTER_LATENESS, "时限", "lateness", false,
		N_("due soon (DUE_SOON) or overdue (OVERDUE)") },
};

/* What people also call them. */
static const struct { const char *name; enum filter_field field; } aliases[] = {
	{ "题", FILTER_WORD }, { "word", FILTER_WORD },
	{ "区划", FILTER_DIVISION }, { "镇", FILTER_DIVISION }, { "村", FILTER_DIVISION },
	{ "division", FILTER_DIVISION }, { "town", FILTER_DIVISION }, { "village", FILTER_DIVISION },
	{ "late", FILTER_OVERDUE }, { "state", FILTER_STATUS },
	{ "resp_post", FILTER_POST }, { "resp_unit", FILTER_POST }, { "sup_group", FILTER_GROUP },
	{ "编号", FILTER_WORD }, { "id", FILTER_WORD }, { "岗位", FILTER_POST }, { "责任", FILTER_POST },
	{ "责任岗位", FILTER_POST }, { "责任单位", FILTER_POST }, { "unit", FILTER_POST }, { "落实", FILTER_FRONT },
	{ "pillar", FILTER_FRONT }, { "组", FILTER_GROUP }, { "类型", FILTER_KIND }, { "到期", FILTER_DUE },
	{ "deadline", FILTER_DUE }, { "退回次数", FILTER_RETURNED }, { "returns", FILTER_RETURNED },
};

/* ---- characters ------------------------------------------------------------ */

/* The ASCII twin of punctuation, digits and letters as a Chinese input method types them. */
static uint32_t
twin(uint32_t cp)
{
	switch (cp) {
	case 0x3000: case '\t': return ' ';
	case 0x300A: return '<';
	case 0x300B: return '>';
	case 0x201C: case 0x201D: case 0x300C: case 0x300D: return '"';
	default: return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFF01 + '!' : cp;
	}
}

static uint32_t
peek(const char *at, int *length)
{
	uint32_t cp;

	*length = utf8_decode(at, &cp);
	return *length > 0 ? twin(cp) : 0;
}

/* The comparison written at `at`: its length in bytes, or 0 when there is none. */
static int
comparison(const char *at, enum filter_cmp *cmp)
{
	int n, m;
	uint32_t cp = peek(at, &n), next = n > 0 ? peek(at + n, &m) : 0;

	switch (cp) {
	case 0x2264: *cmp = FILTER_LE; return n;
	case 0x2265: *cmp = FILTER_GE; return n;
	case 0x2260: *cmp = FILTER_NOT; return n;
	case ':': case '=': *cmp = FILTER_IS; return next == '=' ? n + m : n;
	case '<': *cmp = next == '=' ? FILTER_LE : FILTER_LT; return next == '=' ? n + m : n;
	case '>': *cmp = next == '=' ? FILTER_GE : FILTER_GT; return next == '=' ? n + m : n;
	case '!':
		*cmp = FILTER_NOT;
		return next == '=' || next == ':' ? n + m : 0;
	default: return 0;
	}
}

/* ---- one term --------------------------------------------------------------- */

struct parser {
	const char *at;
	char       *error;
	unsigned    error_size;
};

static int fail(struct parser *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int
fail(struct parser *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(p->error, p->error_size, fmt, ap);
	va_end(ap);
	if (p->error_size > 0)
		p->error[utf8_clip(p->error, p->error_size - 1)] = '\0';
	return -1;
}

/* Copies one word up to a blank, or up to a comparison when `name`; quotes keep both.  -1: too long. */
static int
word(struct parser *p, bool name, char *out, size_t size, bool *quoted)
{
	size_t used = 0;
	bool inside = false;
	enum filter_cmp cmp;
	uint32_t cp;
	int n;

	*quoted = false;
	*out = '\0';
	for (; (cp = peek(p->at, &n)) != 0; p->at += n) {
		if (cp == '"') {
			inside = !inside;
			*quoted = true;
			continue;
		}
		if (!inside && (cp == ' ' || (name && !*quoted && comparison(p->at, &cmp) > 0)))
			break;
		if (used + (size_t)n >= size)
			return fail(p, _("\"%s…\" is too long; at most %d bytes"), out, (int)size - 1);
		memcpy(out + used, p->at, (size_t)n);
		used += (size_t)n;
		out[used] = '\0';
	}
	return inside ? fail(p, _("the quote before \"%s\" is not closed"), out) : 0;
}

/* Full-width letters and digits of a name or number become ASCII. */
static void
narrow(char *text)
{
	char *out = text;
	uint32_t cp;

	for (int n; (cp = peek(text, &n)) != 0; text += n) {
		if (cp < 0x80) {
			*out++ = (char)cp;
		} else {
			memmove(out, text, (size_t)n);
			out += n;
		}
	}
	*out = '\0';
}

static int
field_named(const char *name)
{
	for (int f = 0; f < FILTER_FIELDS; f++)
		if (strcmp(name, filter_fields[f].zh) == 0 || strcasecmp(name, filter_fields[f].en) == 0)
			return f;
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcasecmp(name, aliases[i].name) == 0)
			return (int)aliases[i].field;
	return -1;
}

static int
unknown_field(struct parser *p, const char *name)
{
	/* The names are the catalogue's, so that they are in the reader's language, and short: all in one line. */
	return fail(p, _("no \"%.*s\"; use township overdue source status post front lamp group kind due "
	               "returned lateness"),
	            (int)utf8_clip(name, 12), name);
}

/* A whole number with an optional 天, 日 or d; or, for a deadline, a date kept as text. */
static int
number_value(struct parser *p, struct filter_term *term)
{
	const char *name = filter_fields[term->field].zh;
	char *end;

	narrow(term->text);
	/* what its year is, is known where it is resolved */
	if (term->field == FILTER_DUE && strpbrk(term->text, "-./") != NULL &&
	    when_typed(term->text, civil_day(2020, 1, 1)) != CIVIL_NONE)
		return 0;
	term->number = strtol(term->text, &end, 10);
	if (end == term->text ||
	    (*end != '\0' && strcmp(end, "天") != 0 && strcmp(end, "日") != 0 && strcmp(end, "d") != 0))
		return fail(p, term->field == FILTER_DUE
		            ? _("\"%s\" after %s: a number of days or a date like 2020-06-30 is wanted")
		            : _("\"%s\" after %s: a whole number is wanted, as in %s>7"), term->text, name, name);
	if (term->number < -99999 || term->number > 99999)
		return fail(p, _("\"%s\" after %s: at most five digits"), term->text, name);
	term->text[0] = '\0';
	return 0;
}

static int
value(struct parser *p, struct filter_term *term)
{
	const struct filter_field_def *def = &filter_fields[term->field];
	bool quoted;

	if (word(p, false, term->text, sizeof term->text, &quoted) != 0)
		return -1;
	if (*term->text == '\0')
		return fail(p, _("%s: a value is missing, as in %s"), def->zh,
		            def->numeric ? "逾期>7" : "乡镇:姚关 来源:\"回头看\"");
	if (def->numeric)
		return number_value(p, term);
	if (term->cmp != FILTER_IS && term->cmp != FILTER_NOT)
		return fail(p, _("%s takes : and != only; < and > go with 逾期, 期限 and 退回"), def->zh);
	return 0;
}

static void
skip_blanks(struct parser *p)
{
	for (int n; peek(p->at, &n) == ' ';)
		p->at += n;
}

/* The comparison behind a field's name, blanks allowed when it really is a field: 逾期 > 7. */
static int
comparison_after(struct parser *p, char *name, enum filter_cmp *cmp)
{
	const char *before = p->at;
	int n = comparison(p->at, cmp);
	char narrowed[sizeof ((struct filter_term *)0)->text];

	memcpy(narrowed, name, sizeof narrowed);
	narrow(narrowed);
	if (n == 0 && field_named(narrowed) >= 0) {
		skip_blanks(p);
		if ((n = comparison(p->at, cmp)) == 0)
			p->at = before;
	}
	if (n > 0)
		memcpy(name, narrowed, sizeof narrowed);
	return n;
}

static bool
joins(const char *text)
{
	return strcmp(text, "且") == 0 || strcmp(text, "并且") == 0 || strcasecmp(text, "and") == 0;
}

/* A word alone that says how late an issue is; in quotes it is looked for in titles. */
static bool
is_lateness(const char *word)
{
	enum lateness l = lateness_find(word);

	return l == LATENESS_SOON || l == LATENESS_OVERDUE;
}

/* 1 a term, 0 nothing (a joining word), -1. */
static int
term_parse(struct parser *p, struct filter_term *term)
{
	char name[sizeof term->text];
	bool quoted, negated = false;
	int n, found;

	*term = (struct filter_term){ .field = FILTER_WORD };
	if (peek(p->at, &n) == '!' ) {
		negated = true;
		p->at += n;
	}
	if (word(p, true, name, sizeof name, &quoted) != 0)
		return -1;
	n = quoted ? 0 : comparison_after(p, name, &term->cmp);
	if (n == 0) {
		if (!quoted && !negated && joins(name))
			return 0;
		if (*name == '\0')
			return fail(p, _("an empty word; write what the title should contain"));
		term->cmp = negated ? FILTER_NOT : FILTER_IS;
		memcpy(term->text, name, sizeof name);
		term->bare = quoted || negated || !is_lateness(name);
		term->field = term->bare ? FILTER_WORD : FILTER_LATENESS;
		return 1;
	}
	p->at += n;
	skip_blanks(p);
	if ((found = field_named(name)) < 0)
		return unknown_field(p, name);
	term->field = (enum filter_field)found;
	if (value(p, term) != 0)
		return -1;
	if (negated && term->cmp != FILTER_IS)
		return fail(p, _("\"!%s\" already says not; write %s:value after it"), name, name);
	if (negated)
		term->cmp = FILTER_NOT;
	return 1;
}

int
filter_parse(struct filter *out, const char *text, char *error, unsigned error_size)
{
	struct parser p = { text, error, error_size };
	struct filter_term term;
	int got;

	out->count = 0;
	if (error_size > 0)
		*error = '\0';
	if (!utf8_valid(text, strlen(text)))
		return fail(&p, _("the filter is not valid UTF-8"));
	for (;;) {
		skip_blanks(&p);
		if (*p.at == '\0')
			return 0;
		if ((got = term_parse(&p, &term)) < 0)
			return -1;
		if (got == 0)
			continue;
		if (out->count == FILTER_TERMS_MAX)
			return fail(&p, _("too many conditions; at most %d"), FILTER_TERMS_MAX);
		out->terms[out->count++] = term;
	}
}

bool
filter_asks_empty(const char *text)
{
	return *text == '\0' || strcmp(text, "空") == 0 || strcmp(text, "-") == 0;
}

bool
filter_asks_unknown(const char *text)
{
	return strcmp(text, "?") == 0 || strcmp(text, "？") == 0 || strcmp(text, "不详") == 0;
}

/* ---- back to text ------------------------------------------------------------- */

static bool
needs_quotes(const char *text)
{
	enum filter_cmp cmp;
	uint32_t cp;

	if (joins(text) || peek(text, &(int){ 0 }) == '!')
		return true;
	for (int n; (cp = peek(text, &n)) != 0; text += n)
		if (cp == ' ' || comparison(text, &cmp) > 0)
			return true;
	return false;
}

static const char *
sign(const struct filter_term *t)
{
	static const char *const signs[] = {
		[FILTER_NOT] = "!=", [FILTER_LT] = "<", [FILTER_LE] = "<=", [FILTER_GT] = ">", [FILTER_GE] = ">=" };

	if (t->cmp != FILTER_IS)
		return signs[t->cmp];
	return filter_fields[t->field].numeric ? "=" : ":";
}

void
filter_format(const struct filter *filter, char *out, unsigned size)
{
	unsigned used = 0;

	if (size > 0)
		*out = '\0';
	for (int i = 0; i < filter->count && used < size; i++) {
		const struct filter_term *t = &filter->terms[i];
		const char *quote = t->text[0] != '\0' && needs_quotes(t->text) ? "\"" : "";
		const char *gap = i > 0 ? " " : "";
		int n;

		if (t->bare)
			n = snprintf(out + used, size - used, "%s%s%s%s%s", gap, t->cmp == FILTER_NOT ? "!" : "", quote,
			             t->text, quote);
		else if (filter_fields[t->field].numeric && t->text[0] == '\0')
			n = snprintf(out + used, size - used, "%s%s%s%ld", gap, filter_fields[t->field].zh, sign(t),
			             t->number);
		else
			n = snprintf(out + used, size - used, "%s%s%s%s%s%s", gap, filter_fields[t->field].zh, sign(t),
			             quote, t->text, quote);
		used += (unsigned)n;
	}
	if (size > 0)
		out[utf8_clip(out, size - 1)] = '\0';
}
