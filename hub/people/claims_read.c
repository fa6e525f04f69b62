#include "hub/people/claims_in.h"

#include "hub/people/claims_words.h"
#include "hub/people/columns.h"
#include "model/room/civil.h"
#include "model/text/language.h"

static bool
is_money(int column)
{
	return column >= CLAIM_TOTAL;
}

static int
refuse(struct claim_file *f, int column, struct row_problem *p, const char *why)
{
	return sheet_refuse(&f->columns, f->in.row, column, p, why);
}

/* ---- header --------------------------------------------------------------- */

static int
lacks(const struct claim_file *f, int column, const char *whose, struct row_problem *p)
{
	*p = (struct row_problem){ .line = f->columns.line, .column = 0, .title = claim_columns[column].title };
	snprintf(p->reason, sizeof p->reason, _("the header lacks this column (%s), which %s"),
	         claim_columns[column].name, whose);
	return -1;
}

static int
lacks_for(const struct claim_file *f, const struct watch *w, struct row_problem *p)
{
	char whose[128];
	unsigned wants = watch_columns(w);

	snprintf(whose, sizeof whose, _("the watch %s goes by"), w->id);
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		if ((wants & 1u << i) != 0 && f->columns.cell[i] < 0)
			return lacks(f, i, whose, p);
	if (*w->svc != '\0' && strcmp(w->svc, "ALL") != 0 && f->columns.cell[CLAIM_SVC] < 0)
		return lacks(f, CLAIM_SVC, whose, p);
	if ((*w->pop != '\0' || *w->not_pop != '\0') && f->columns.cell[CLAIM_CATEGORY] < 0)
		return lacks(f, CLAIM_CATEGORY, whose, p);
	if (w->mass && f->columns.cell[CLAIM_VILLAGE] < 0 && f->columns.cell[CLAIM_DIVISION] < 0)
		return lacks(f, CLAIM_VILLAGE, whose, p);
	return 0;
}

int
claim_file_header(struct claim_file *f, const struct watches *w, const struct reader_notes *notes,
                  struct row_problem *p)
{
	int who = f->kept ? CLAIM_KEY : CLAIM_PERSON, never = f->kept ? CLAIM_PERSON : CLAIM_KEY;

	f->columns = (struct sheet){ .defs = claim_columns, .count = CLAIM_COLUMNS, .kind = "claim" };
	if (sheet_header(&f->columns, &f->in, notes, p) != 0)
		return -1;
	if (f->columns.cell[who] < 0)
		return lacks(f, who, _("says whose claim it is"), p);
	if (f->columns.cell[never] >= 0)
		return refuse(f, never, p,
		              _("keys are made here; hand in the identity numbers, they are hashed on the way in"));
	sheet_whose(&f->columns, &f->in, who);
	f->identities = sheet_of_identities(f->in.head->column[f->columns.cell[who]].name);
	if (f->columns.cell[CLAIM_DATE] < 0)
		return lacks(f, CLAIM_DATE, _("says which threshold holds"), p);
	if (f->columns.cell[CLAIM_DIVISION] < 0 && f->columns.cell[CLAIM_VILLAGE] < 0)
		return lacks(f, CLAIM_DIVISION, _("says whose township it is"), p);
	f->told = 0;
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		f->told |= f->columns.cell[i] >= 0 ? 1u << i : 0;
	for (int i = 0; i < w->count; i++)
		if (lacks_for(f, &w->list[i], p) != 0)
			return -1;
	return 0;
}

/* ---- cells ---------------------------------------------------------------- */

static const char *
cell(const struct claim_file *f, int column)
{
	return sheet_text(&f->columns, f->in.row, column);
}

static int
see_person(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *key = cell(f, CLAIM_KEY), *home_key = cell(f, CLAIM_HOUSEHOLD_KEY);

	out->keyed = f->kept;
	if (!f->kept) {
		const char *who = cell(f, CLAIM_PERSON);
		f->unreadable += f->identities && sheet_nobody(who);
		return *who != '\0' ? 0 : refuse(f, CLAIM_PERSON, p, _("empty; every claim is somebody's"));
	}
	if (!hashkey_is(key) || (*home_key != '\0' && !hashkey_is(home_key)))
		return refuse(f, CLAIM_KEY, p, _("no key of this hub"));
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
take_svc(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	const char *text = cell(f, CLAIM_SVC), *code, *why;
	char ours[24], codes[300];

	out->svc[0] = '\0';
	if (*text == '\0')
		return f->kept || f->columns.cell[CLAIM_SVC] < 0
		       ? 0 : refuse(f, CLAIM_SVC, p, _("empty; IP OP CHRONIC, or their names"));
	if (names_code(f->names, KIND_TERM, "svc", text, &code) != 0)
		return -2;
	if (code != NULL) {
		snprintf(out->svc, sizeof out->svc, "%s", code);
		return 0;
	}
	if ((why = alias_value(ALIAS_MED_TYPE, text, ours, sizeof ours)) != NULL) {
		if (names_terms(f->names, "svc", codes, sizeof codes) != 0)
			return -2;
		snprintf(p->reason, sizeof p->reason, _("%s; or of the list svc: %s"), _(why), codes);
		return refuse(f, CLAIM_SVC, p, p->reason);
	}
	snprintf(out->svc, sizeof out->svc, "%s", ours);
	return 0;
}

/* In the hub's own copy: what the file it was copied from had no column for. */
static const char UNTOLD[] = "?";

static void
see_untold(struct claim_file *f, struct claim *out)
{
	out->told = f->told;
	for (int i = 0; f->kept && i < CLAIM_COLUMNS; i++)
		if (f->columns.cell[i] >= 0 && strcmp(cell(f, i), UNTOLD) == 0) {
			f->in.row->cells[f->columns.cell[i]][0] = '\0';
			out->told &= ~(1u << i);
		}
}

/* Codes of lists, for watches that ask. */
static const struct { enum claim_column column; const char *list; size_t at, size; } codes[] = {
#define OF(member) offsetof(struct claim, member), sizeof ((struct claim *)0)->member
	{ CLAIM_CATEGORY, "pop", OF(pops) }, { CLAIM_FLOW, "scope", OF(flow) }, { CLAIM_FILING, "filing", OF(filing) },
	{ CLAIM_REFERRER, "institution_tier", OF(referrer) }, { CLAIM_VERIFIED, "verification", OF(verified) },
#undef OF
};
enum { CODES = sizeof codes / sizeof *codes };

const char *
claim_list(int column)
{
	for (int i = 0; i < CODES; i++)
		if ((int)codes[i].column == column)
			return codes[i].list;
	return column == CLAIM_SVC ? "svc" : NULL;
}

static int
take_codes(const struct cells *c, struct claim *out, struct row_problem *p)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < CODES; i++)
		rc = cells_terms(c, (int)codes[i].column, codes[i].list, (char *)out + codes[i].at, codes[i].size, p);
	return rc;
}

static int
take_money(const struct cells *c, struct claim *out, struct row_problem *p)
{
	int rc = 0;

	out->has = 0;
	for (int i = 0; rc == 0 && i < CLAIM_COLUMNS; i++)
		if (is_money(i) && (rc = cells_yuan(c, i, &out->money[i], p)) == 0 && out->money[i] >= 0)
			out->has |= 1u << i;
	return rc;
}

int
claim_file_row(struct claim_file *f, struct claim *out, struct row_problem *p)
{
	struct cells c = { &f->columns, f->in.row, f->places, f->names, f->today };
	int rc;

	names_breathe(f->names);
	if (sheet_row(&f->columns, f->in.row, p) != 0)
		return -1;
	see_untold(f, out);
	if ((rc = cells_day(&c, CLAIM_DATE, &out->day, p)) != 0)
		return rc;
	if (out->day == CIVIL_NONE)
		return refuse(f, CLAIM_DATE, p, _("empty; it must be filled in"));
	if ((rc = cells_place(&c, CLAIM_DIVISION, CLAIM_VILLAGE, &out->township, &out->village, p)) != 0 ||
	    (rc = take_codes(&c, out, p)) != 0 ||
	    (rc = take_svc(f, out, p)) != 0 || (rc = take_money(&c, out, p)) != 0)
		return rc;
	if (!f->kept && claim_sums(f, out, p) != 0)
		return -1;
	snprintf(out->institution, sizeof out->institution, "%s", cell(f, CLAIM_INSTITUTION));
	snprintf(out->number, sizeof out->number, "%s", cell(f, CLAIM_NUMBER));
	return see_person(f, out, p);
}

/* ---- the hub's own copy ---------------------------------------------------- */

int
claim_copy_header(FILE *out)
{
	fputs("key,household_key,division,village,svc,date,claim,institution", out);
	for (int i = 0; i < CODES; i++)
		fprintf(out, ",%s", claim_columns[codes[i].column].name);
	for (int i = 0; i < CLAIM_COLUMNS; i++)
		if (is_money(i))
			fprintf(out, ",%s", claim_columns[i].name);
	return fputs("\n", out) == EOF ? -1 : 0;
}

int
claim_copy_row(FILE *out, const struct claim *c)
{
	const char *institution = (c->told & 1u << CLAIM_INSTITUTION) == 0 ? UNTOLD : c->institution;
	struct row_text cells = { 0 };
	char day[11];
	int rc;

	civil_format(c->day, day);
	rc = row_cell(&cells, c->number, strlen(c->number)) | row_append(&cells, ",", 1) |
	     row_cell(&cells, institution, strlen(institution));
	fprintf(out, "%s,%s,%s,%s,%s,%s,%s", c->person, c->household, c->township->id,
	        c->village != NULL ? c->village->id : "", (c->told & 1u << CLAIM_SVC) == 0 ? UNTOLD : c->svc, day,
	        rc == 0 ? cells.text : "");
	row_text_clear(&cells);
	for (int i = 0; i < CODES; i++)
		fprintf(out, ",%s", (c->told & 1u << codes[i].column) == 0 ? UNTOLD
		                    : (const char *)c + codes[i].at);
	for (int i = 0; i < CLAIM_COLUMNS; i++) {
		if (!is_money(i))
			continue;
		if ((c->has & 1u << i) != 0)
			fprintf(out, ",%" PRId64 ".%02d", c->money[i] / 100, (int)(c->money[i] % 100));
		else
			fprintf(out, ",%s", (c->told & 1u << i) == 0 ? UNTOLD : "");
	}
	return fputc('\n', out) == EOF || rc != 0 ? -1 : 0;
}
