#include "hub/claims_in.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "model/civil.h"

static const struct column_def defs[CLAIM_COLUMNS] = {
#define CLAIM(id, name, title, also) [CLAIM_##id] = { name, title, also, CLAIM_##id == CLAIM_PERSON || CLAIM_##id == CLAIM_HOUSEHOLD },
#define MONEY(id, name, title, also) [CLAIM_##id] = { name, title, also, false },
#include "hub/claims.def"
#undef CLAIM
#undef MONEY
};

static bool
is_money(int column)
{
	return column >= CLAIM_TOTAL;
}

static int
refuse(struct claim_file *f, int column, struct row_problem *p, const char *why)
{
	return columns_refuse(&f->columns, &f->csv.csv, column, p, why);
}

/* ---- header --------------------------------------------------------------- */

static int
lacks(int column, const char *whose, struct row_problem *p)
{
	*p = (struct row_problem){ .line = 1, .column = 0, .title = defs[column].title };
	snprintf(p->reason, sizeof p->reason, "the header lacks this column (%s), which %s", defs[column].name, whose);
	return -1;
}

static int
lacks_for(const struct claim_file *f, const struct watch *w, struct row_problem *p)
{
	char whose[128];
	unsigned wants = watch_columns(w);

	snprintf(whose, sizeof whose, "the watch %s goes by", w->id);
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		if ((wants & 1u << i) != 0 && f->columns.cell[i] < 0)
			return lacks(i, whose, p);
	if (*w->svc != '\0' && strcmp(w->svc, "ALL") != 0 && f->columns.cell[CLAIM_SVC] < 0)
		return lacks(CLAIM_SVC, whose, p);
	if ((*w->pop != '\0' || *w->not_pop != '\0') && f->columns.cell[CLAIM_CATEGORY] < 0)
		return lacks(CLAIM_CATEGORY, whose, p);
	if (w->mass && f->columns.cell[CLAIM_VILLAGE] < 0 && f->columns.cell[CLAIM_DIVISION] < 0)
		return lacks(CLAIM_VILLAGE, whose, p);
	return 0;
}

int
claim_file_header(struct claim_file *f, const struct watches *w, struct row_problem *p)
{
	int who = f->kept ? CLAIM_KEY : CLAIM_PERSON, never = f->kept ? CLAIM_PERSON : CLAIM_KEY;

	f->columns = (struct columns){ .defs = defs, .count = CLAIM_COLUMNS, .kind = "claim" };
	if (columns_header(&f->columns, &f->csv.csv, p) != 0)
		return -1;
	if (f->columns.cell[who] < 0)
		return lacks(who, "says whose claim it is", p);
	if (f->columns.cell[never] >= 0)
		return refuse(f, never, p, "keys are made here; hand in the identity numbers, they are hashed on the way in");
	if (f->columns.cell[CLAIM_DATE] < 0)
		return lacks(CLAIM_DATE, "says which threshold holds", p);
	if (f->columns.cell[CLAIM_DIVISION] < 0 && f->columns.cell[CLAIM_VILLAGE] < 0)
		return lacks(CLAIM_DIVISION, "says whose township it is", p);
	for (int i = 0; i < w->count; i++)
		if (lacks_for(f, &w->list[i], p) != 0)
			return -1;
	return 0;
}

/* ---- cells ---------------------------------------------------------------- */

static const char *
cell(const struct claim_file *f, int column)
{
	return columns_text(&f->columns, &f->csv.csv, column);
}

static int
see_person(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *key = cell(f, CLAIM_KEY), *home_key = cell(f, CLAIM_HOUSEHOLD_KEY);

	out->keyed = f->kept;
	if (!f->kept)
		return *cell(f, CLAIM_PERSON) != '\0' ? 0 : refuse(f, CLAIM_PERSON, p, "empty; every claim is somebody's");
	if (!hashkey_is(key) || (*home_key != '\0' && !hashkey_is(home_key)))
		return refuse(f, CLAIM_KEY, p, "no key of this hub");
	snprintf(out->person, sizeof out->person, "%s", key);
	snprintf(out->household, sizeof out->household, "%s", home_key);
	return 0;
}

void
claim_file_key(struct claim_file *f, struct claim *c)
{
	const char *home = cell(f, CLAIM_HOUSEHOLD);

	if (c->keyed)
		return;
	c->keyed = true;
	f->odd += hashkey_person(f->keys, cell(f, CLAIM_PERSON), c->person) != IDENTITY_OK;
	c->household[0] = '\0';
	if (*home != '\0')
		hashkey_household(f->keys, home, c->household);
}

static int
take_place(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *division = cell(f, CLAIM_DIVISION), *village = cell(f, CLAIM_VILLAGE);
	int rc = places_resolve(f->places, division, village, &out->township, &out->village);
	int column = rc == -2 ? CLAIM_VILLAGE : CLAIM_DIVISION;

	if (rc == 0)
		return 0;
	if (*division == '\0' && *village == '\0')
		return refuse(f, f->columns.cell[CLAIM_DIVISION] >= 0 ? CLAIM_DIVISION : CLAIM_VILLAGE, p, "empty; it must be filled in");
	snprintf(p->reason, sizeof p->reason, "\"%.40s\" is %s of this county, by code or name", columns_quote(cell(f, column)),
	         rc == -2 ? "no village of that township or" : "no division");
	return refuse(f, column, p, p->reason);
}

/* One code; the cell is cut at `n`. */
static int
add_pop(struct claim_file *f, const char *name, size_t n, struct claim *out, struct row_problem *p)
{
	char word[96];
	const char *code;
	size_t len = strlen(out->pops);

	if (n == 0)
		return 0;
	snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), name);
	if (names_code(f->names, KIND_TERM, "pop", word, &code) != 0)
		return -2;
	if (code == NULL || len + strlen(code) + 2 > sizeof out->pops) {
		snprintf(p->reason, sizeof p->reason, "\"%.40s\" is not in the term list pop; several are parted by ; or a blank", columns_quote(word));
		return refuse(f, CLAIM_CATEGORY, p, p->reason);
	}
	snprintf(out->pops + len, sizeof out->pops - len, "%s%s", len > 0 ? " " : "", code);
	return 0;
}

static int
take_pops(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *text = cell(f, CLAIM_CATEGORY);
	int rc = 0;

	out->pops[0] = '\0';
	while (rc == 0 && *text != '\0') {
		const char *stop = strstr(text, "、");
		size_t n = strcspn(text, " ;|,");
		if (stop != NULL && (size_t)(stop - text) < n)
			n = (size_t)(stop - text);
		rc = add_pop(f, text, n, out, p);
		text += n;
		text += stop == text ? strlen("、") : *text != '\0';
	}
	return rc;
}

static int
take_svc(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *text = cell(f, CLAIM_SVC), *code, *why;
	char ours[24];

	out->svc[0] = '\0';
	if (*text == '\0')
		return f->columns.cell[CLAIM_SVC] < 0 ? 0 : refuse(f, CLAIM_SVC, p, "empty; IP OP CHRONIC, or their names");
	if (names_code(f->names, KIND_TERM, "svc", text, &code) != 0)
		return -2;
	if (code != NULL) {
		snprintf(out->svc, sizeof out->svc, "%s", code);
		return 0;
	}
	if ((why = alias_value(ALIAS_MED_TYPE, text, ours, sizeof ours)) != NULL)
		return refuse(f, CLAIM_SVC, p, why);
	snprintf(out->svc, sizeof out->svc, "%s", ours);
	return 0;
}

/* 2021-08-20, 2021/8/20 or 20210820, a time of day behind it or not. */
static int32_t
day_of(const char *text)
{
	int year, month, day, n = 0;
	char sep, sep2;

	if (strspn(text, "0123456789") == 8 && sscanf(text, "%4d%2d%2d%n", &year, &month, &day, &n) == 3)
		;
	else if (sscanf(text, "%4d%c%2d%c%2d%n", &year, &sep, &month, &sep2, &day, &n) != 5 || sep != sep2 || (sep != '-' && sep != '/'))
		return CIVIL_NONE;
	if (text[n] != '\0' && text[n] != ' ' && text[n] != 'T')
		return CIVIL_NONE;
	return year >= 1900 ? civil_day(year, month, day) : CIVIL_NONE;
}

static int
take_day(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *text = cell(f, CLAIM_DATE);
	char today[11];

	out->day = day_of(text);
	if (out->day == CIVIL_NONE)
		return refuse(f, CLAIM_DATE, p, *text == '\0' ? "empty; it must be filled in" : "no such date; write 2021-08-20");
	if (out->day <= f->today)
		return 0;
	civil_format(f->today, today);
	snprintf(p->reason, sizeof p->reason, "in the future; today is %s", today);
	return refuse(f, CLAIM_DATE, p, p->reason);
}

/* Digits, perhaps a point and two more. */
static const char *
take_yuan(const char *text, int64_t *fen)
{
	const char *digits = text + (*text == '-'), *end = digits + strspn(digits, "0123456789");

	if (end == digits || (*end != '\0' && *end != '.') || (*end == '.' && end[1 + strspn(end + 1, "0123456789")] != '\0'))
		return "no amount of yuan; write 1234.50, no commas or units";
	if (*text == '-')
		return "less than 0; net a reversal out against its claim first";
	return money_parse(text, 100, fen);
}

static int
take_money(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *why;

	out->has = 0;
	for (int i = 0; i < CLAIM_COLUMNS; i++) {
		const char *text = is_money(i) ? cell(f, i) : "";
		if (*text == '\0')
			continue;
		if ((why = take_yuan(text, &out->money[i])) != NULL)
			return refuse(f, i, p, why);
		out->has |= 1u << i;
	}
	return 0;
}

int
claim_file_row(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	int rc;

	names_breathe(f->names);
	if (columns_row(&f->columns, &f->csv.csv, p) != 0)
		return -1;
	if ((rc = take_day(f, out, p)) != 0 || (rc = take_place(f, out, p)) != 0 || (rc = take_pops(f, out, p)) != 0 ||
	    (rc = take_svc(f, out, p)) != 0 || (rc = take_money(f, out, p)) != 0)
		return rc;
	snprintf(out->institution, sizeof out->institution, "%s", cell(f, CLAIM_INSTITUTION));
	snprintf(out->number, sizeof out->number, "%s", cell(f, CLAIM_NUMBER));
	return see_person(f, out, p);
}

/* ---- the hub's own copy ---------------------------------------------------- */

int
claim_copy_header(FILE *out)
{
	fputs("key,household_key,division,village,category,svc,date,claim,institution", out);
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		if (is_money(i))
			fprintf(out, ",%s", defs[i].name);
	return fputs("\n", out) == EOF ? -1 : 0;
}

int
claim_copy_row(FILE *out, const struct claim *c)
{
	struct row_text cells = { 0 };
	char day[11];
	int rc;

	civil_format(c->day, day);
	rc = row_cell(&cells, c->number, strlen(c->number)) | row_append(&cells, ",", 1) |
	     row_cell(&cells, c->institution, strlen(c->institution));
	fprintf(out, "%s,%s,%s,%s,%s,%s,%s,%s", c->person, c->household, c->township->id, c->village != NULL ? c->village->id : "",
	        c->pops, c->svc, day, rc == 0 ? cells.text : "");
	row_text_clear(&cells);
	for (int i = 0; i < CLAIM_COLUMNS; i++) {
		if (!is_money(i))
			continue;
		if ((c->has & 1u << i) != 0)
			fprintf(out, ",%" PRId64 ".%02d", c->money[i] / 100, (int)(c->money[i] % 100));
		else
			fputc(',', out);
	}
	return fputc('\n', out) == EOF || rc != 0 ? -1 : 0;
}
