#include "store/measure/enrolment.h"

#include "model/room/civil.h"
#include "store/cache/db.h"
#include "store/measure/enrolment.sql.h"

static const struct { const char *words; enum enrol_role role; } columns[ENROL_COLUMNS] = {
#define ENROL(id, words, role) [ENROL_##id] = { words, ENROL_ROLE_##role },
#include "store/measure/enrolment.def"
#undef ENROL
};

enum enrol_role
enrol_role(enum enrol_column column)
{
	return columns[column].role;
}

const char *
enrol_words(enum enrol_column column)
{
	return columns[column].words;
}

/* ---- one cell --------------------------------------------------------------------- */

static bool
begins(const char *id, const char *word)
{
	size_t n = strlen(word);

	return n > 0 && word[n - 1] == '*' ? strncmp(id, word, n - 1) == 0 : strcmp(id, word) == 0;
}

/* What is known of the indicators a word names, added up; MEASURE_NONE when nothing is. */
static int64_t
sum_of(struct measures *ms, const char *word, const struct measure_at *at)
{
	const struct measure_indicator *all;
	int count = measures_indicators(ms, &all);
	int64_t sum = MEASURE_NONE;

	for (int i = 0; i < count; i++) {
		struct measure v;
		if (!begins(all[i].id, word) || strcmp(all[i].unit, "bp") == 0)
			continue;
		measure_indicator(ms, all[i].id, at, &v);
		if (v.state == MEASURE_KNOWN)
			sum = (sum == MEASURE_NONE ? 0 : sum) + measure_whole(&v);
	}
	return sum;
}

static int64_t
cell_of(struct measures *ms, enum enrol_column column, const struct measure_at *at)
{
	const char *words = columns[column].words;
	int64_t sum = MEASURE_NONE, more;
	struct measure v;
	char word[64];

	if (strchr(words, '/') != NULL) {
		measure_formula(ms, words, at, &v);
		if (v.state != MEASURE_KNOWN)
			return MEASURE_NONE;
		return rational_whole(rational_mul(v.range.mid, rational(10000, 1)), &sum) ? sum : MEASURE_NONE;
	}
	for (; *words != '\0'; words += strcspn(words, " "), words += *words == ' ') {
		snprintf(word, sizeof word, "%.*s", (int)strcspn(words, " "), words);
		if ((more = sum_of(ms, word, at)) != MEASURE_NONE)
			sum = (sum == MEASURE_NONE ? 0 : sum) + more;
	}
	return sum;
}

static int64_t
entries_of(struct measures *ms, const char *how, const char *ledger, const struct measure_at *at)
{
	struct measure v;
	char word[96];

	if (*ledger == '\0')
		return MEASURE_NONE;
	snprintf(word, sizeof word, "%s:%s", how, ledger);
	measure_word(ms, word, at, &v);
	return measure_whole(&v);
}

static void
fill_row(struct measures *ms, const struct enrolment *e, const char *category, const char *code, const char *name,
         struct enrol_row *out)
{
	struct measure_at at = { code, e->period, category }, now = { code, e->now, category };

	out->of = e;
	snprintf(out->code, sizeof out->code, "%s", code);
	snprintf(out->name, sizeof out->name, "%s", name);
	for (int c = 0; c < ENROL_COLUMNS; c++)
		out->value[c] = cell_of(ms, (enum enrol_column)c, &at);
	out->gap_open = entries_of(ms, "open", e->ledger, &now);
	out->gap_closed = entries_of(ms, "closed", e->ledger, &now);
}

/* ---- the board ---------------------------------------------------------------------- */

COLUMNS(category_columns, struct enrol_category, COL(code), COL(name))
COLUMNS(rate, struct enrol_rate, COL(denominator), COL(should))

static int
read_board(struct store *st, bool english, struct enrolment *e)
{
	int n = rows_fill(rows_open(st, SQL_ENROL_CATEGORIES, BIND(I(english))), category_columns, &e->categories[1],
	                  ENROL_CATEGORIES - 1);

	e->category_count = 1 + n;
	return n < 0 || rows_text(rows_open(st, SQL_ENROL_LEDGER, NULL), e->ledger, sizeof e->ledger) < 0 ? -1 : 0;
}

int
enrolment_load(struct store *st, const char *county, const char *county_name, int32_t today, bool english,
               const char *category, struct enrolment *out)
{
	struct measures *ms = measures_open(st, county, today);
	const struct measure_place *places;
	int count, rc;
	char day[11];

	memset(out, 0, sizeof *out);
	if (ms == NULL || read_board(st, english, out) != 0) {
		measures_close(ms);
		return -1;
	}
	for (int i = 0; i < out->category_count; i++)
		if (strcmp(out->categories[i].code, category) == 0)
			out->category = i;
	/* Counted people first; a pack may publish only the rate. */
	if (!measure_latest(ms, "enrolled", county, category, out->period) &&
	    !measure_latest(ms, "should", county, category, out->period))
		measure_latest(ms, "enrol_rate", county, category, out->period);
	civil_format(today, day);
	snprintf(out->now, sizeof out->now, "%.7s", day);
	count = measures_places(ms, &places);
	fill_row(ms, out, category, county, county_name, &out->rows[out->count++]);
	for (int i = 0; i < count && out->count < ENROL_PLACES; i++)
		fill_row(ms, out, category, places[i].code, english ? places[i].name_en : places[i].name,
		         &out->rows[out->count++]);
	rc = measures_failed(ms);
	measures_close(ms);
	return rc;
}

/* ---- one place ---------------------------------------------------------------------- */

static void
add_parts(struct measures *ms, const char *word, const struct measure_at *at, bool english, struct enrol_detail *out)
{
	const struct measure_indicator *all;
	int count = measures_indicators(ms, &all);

	for (int i = 0; i < count && out->part_count < ENROL_PARTS; i++) {
		struct enrol_part *p = &out->parts[out->part_count];
		struct measure v;
		if (!begins(all[i].id, word) || strcmp(all[i].unit, "bp") == 0)
			continue;
		measure_indicator(ms, all[i].id, at, &v);
		snprintf(p->id, sizeof p->id, "%s", all[i].id);
		snprintf(p->name, sizeof p->name, "%s", english ? all[i].name_en : all[i].name);
		p->value = measure_whole(&v);
		out->part_count++;
	}
}

static int
read_rates(struct store *st, const struct measure_at *at, int64_t enrolled, struct enrol_detail *out)
{
	out->rate_count = rows_fill(rows_open(st, SQL_ENROL_DENOMINATORS,
	                                      BIND(T(at->division), T(at->period), T(at->category))), rate, out->rates,
	                            ENROL_RATES);
	for (int i = 0; i < out->rate_count; i++) {
		struct enrol_rate *r = &out->rates[i];
		r->bp = MEASURE_NONE;
		if (r->should > 0 && enrolled != MEASURE_NONE)
			rational_whole(rational_mul(rational(enrolled, r->should), rational(10000, 1)), &r->bp);
	}
	return out->rate_count < 0 ? -1 : 0;
}

int
enrolment_detail(struct store *st, const char *county, int32_t today, bool english, const struct enrolment *e,
                 const char *category, const char *place, struct enrol_detail *out)
{
	static const char *const words[] = { "other_in_city", "reason_*", "unpaid_*", "tag_normal", "tag_newborn",
	                                     "tag_movein" };
	struct measures *ms = measures_open(st, county, today);
	struct measure_at at = { place, e->period, category };
	int rc;

	memset(out, 0, sizeof *out);
	if (ms == NULL)
		return -1;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		add_parts(ms, words[i], &at, english, out);
	for (int i = 0; i < ENROL_TREND; i++) {
		char period[8];
		struct measure_at then = { place, period, category };
		measure_period_back(e->period, ENROL_TREND - 1 - i, period);
		out->trend[i] = cell_of(ms, ENROL_RATE, &then);
		out->unexplained[i] = cell_of(ms, ENROL_UNEXPLAINED, &then);
	}
	rc = read_rates(st, &at, cell_of(ms, ENROL_ENROLLED, &at), out) != 0 || measures_failed(ms) != 0 ? -1 : 0;
	measures_close(ms);
	return rc;
}
