#include "hub/people/columns.h"
#include "hub/people/roster_in.h"
#include "model/room/civil.h"
#include "model/text/language.h"

static int
lacks(const struct roster *r, int column, const char *why, struct row_problem *p)
{
	*p = (struct row_problem){ .line = r->columns.line, .column = 0, .title = roster_columns[column].title };
	snprintf(p->reason, sizeof p->reason, _("the header lacks this column (%s), which %s"),
	         roster_columns[column].name, why);
	return -1;
}

int
roster_header(struct roster *r, struct reader *in, const struct reader_notes *notes, struct row_problem *p)
{
	int who = r->kept ? ROSTER_KEY : ROSTER_PERSON, never = r->kept ? ROSTER_PERSON : ROSTER_KEY;

	r->columns = (struct sheet){ .defs = roster_columns, .count = ROSTER_COLUMNS, .kind = "roster" };
	r->cells.columns = &r->columns;
	r->cells.row = in->row;
	if (sheet_header(&r->columns, in, notes, p) != 0)
		return -1;
	if (r->columns.cell[who] < 0)
		return lacks(r, who, _("says who it is"), p);
	if (r->columns.cell[never] >= 0)
		return cells_refuse(&r->cells, never, p,
		                    _("keys are made here; hand in the identity numbers, "
		                      "they are hashed on the way in"));
	sheet_whose(&r->columns, in, who);
	r->identities = sheet_of_identities(in->head->column[r->columns.cell[who]].name);
	if (r->columns.cell[ROSTER_DIVISION] < 0 && r->columns.cell[ROSTER_VILLAGE] < 0)
		return lacks(r, ROSTER_DIVISION, _("says whose township it is"), p);
	for (int i = 0; i < ROSTER_COLUMNS; i++)
		r->has[i] = r->has[i] && r->columns.cell[i] >= 0;
	return 0;
}

/* ---- a row ----------------------------------------------------------------- */

static const char *
cell(const struct roster *r, int column)
{
	return sheet_text(&r->columns, r->cells.row, column);
}

const char *
roster_fault(enum identity_fault fault)
{
	return fault == IDENTITY_OK || fault == IDENTITY_EMPTY ? "" : fault == IDENTITY_LENGTH ? "BAD_LEN" : "CHECKSUM";
}

static int
take_person(struct roster *r, struct roster_row *out, struct row_problem *p)
{
	const char *who = cell(r, ROSTER_PERSON), *key = cell(r, ROSTER_KEY);

	out->fault = IDENTITY_OK;
	out->nobody = false;
	if (r->kept) {
		if (!hashkey_is(key))
			return cells_refuse(&r->cells, ROSTER_KEY, p, _("no key of this hub"));
		snprintf(out->person, sizeof out->person, "%s", key);
		for (enum identity_fault fault = IDENTITY_LENGTH; fault <= IDENTITY_CHECKSUM; fault++)
			if (strcmp(cell(r, ROSTER_FAULT), roster_fault(fault)) == 0)
				out->fault = fault;
		return 0;
	}
	if (*who == '\0')
		return cells_refuse(&r->cells, ROSTER_PERSON, p, _("empty; every row is somebody"));
	out->nobody = r->identities && sheet_nobody(who);
	out->fault = hashkey_person(r->keys, who, out->person);
	return 0;
}

static int
take_arrival(struct roster *r, struct roster_row *out, struct row_problem *p)
{
	static const char *const words[][3] = {
		{ "NORMAL", "正常", "normal" }, { "NEWBORN", "新生儿", "newborn" }, { "MOVEIN", "新迁入", "movein" },
	};
	const char *text = cell(r, ROSTER_ARRIVAL);

	snprintf(out->arrival, sizeof out->arrival, "NORMAL");
	if (*text == '\0')
		return 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (int k = 0; k < 3; k++)
			if (strcmp(words[i][k], text) == 0) {
				snprintf(out->arrival, sizeof out->arrival, "%s", words[i][0]);
				return 0;
			}
	return cells_refuse(&r->cells, ROSTER_ARRIVAL, p, _("none of NORMAL NEWBORN MOVEIN (正常 新生儿 新迁入)"));
}

static int
take_flags(struct roster *r, struct roster_row *out, struct row_problem *p)
{
	const struct { int column, *to; } flags[] = {
		{ ROSTER_ENROLLED, &out->enrolled }, { ROSTER_PAID, &out->paid }, { ROSTER_TAG, &out->tag },
		{ ROSTER_FLAGGED, &out->flagged }, { ROSTER_ELSEWHERE, &out->elsewhere },
		{ ROSTER_DIBAO, &out->dibao }, { ROSTER_UNABLE, &out->unable },
	};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof flags / sizeof *flags; i++)
		rc = cells_yes(&r->cells, flags[i].column, flags[i].to, p);
	return rc;
}

/* 1 to 4, or 一级 二级 三级 四级. */
static int
take_grade(struct roster *r, struct roster_row *out, struct row_problem *p)
{
	static const char *const words[][4] = {
		{ "1", "1级", "一级", "一" }, { "2", "2级", "二级", "二" }, { "3", "3级", "三级", "三" },
		{ "4", "4级", "四级", "四" },
	};
	const char *text = cell(r, ROSTER_DISABILITY);

	out->disability = -1;
	if (*text == '\0' || strcmp(text, "0") == 0 || strcmp(text, "无") == 0)
		return 0;
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 4; k++)
			if (strcmp(words[i][k], text) == 0)
				out->disability = i + 1;
	return out->disability > 0
	       ? 0 : cells_refuse(&r->cells, ROSTER_DISABILITY, p, _("none of 1 2 3 4 (一级 to 四级)"));
}

static int
take_age(struct roster *r, struct roster_row *out, struct row_problem *p)
{
	const char *text = cell(r, ROSTER_AGE), *why;
	int32_t born;
	int64_t age;
	int rc = cells_day(&r->cells, ROSTER_BIRTH, &born, p);

	if (rc != 0)
		return rc;
	out->age = roster_age(r, r->kept ? "" : cell(r, ROSTER_PERSON), born, out);
	if (out->age >= 0 || *text == '\0')
		return 0;
	if ((why = amount_count(text, AMOUNT_NONE, false, &age)) != NULL)
		return cells_refuse(&r->cells, ROSTER_AGE, p, _(why));
	if (age < 0 || age > 150)
		return cells_refuse(&r->cells, ROSTER_AGE, p, _("no age; whole years, 0 to 150"));
	out->age = (int)age;
	return 0;
}

/* What a subsidy may go by. */
static int
take_condition(struct roster *r, struct roster_row *out, struct row_problem *p)
{
	int rc = cells_terms(&r->cells, ROSTER_IMPAIRMENT, "impairment", out->impairment, sizeof out->impairment, p);

	return rc != 0 || (rc = take_grade(r, out, p)) != 0 ? rc : take_age(r, out, p);
}

/* What cannot both be true. */
static int
contradicts(struct roster *r, const struct roster_row *out, struct row_problem *p)
{
	if (r->has[ROSTER_ENROLLED] && out->enrolled < 0)
		return cells_refuse(&r->cells, ROSTER_ENROLLED, p, _("empty; write 1 or 0 (是 or 否)"));
	if (out->enrolled == 1 && *out->reason != '\0')
		return cells_refuse(&r->cells, ROSTER_REASON, p,
		                    _("a reason for not being enrolled, of somebody who is"));
	if (out->paid == 1 && *out->unpaid != '\0')
		return cells_refuse(&r->cells, ROSTER_UNPAID, p,
		                    _("a reason for not having paid, of somebody who has"));
	if (out->paid == 0 && *out->paid_on != '\0')
		return cells_refuse(&r->cells, ROSTER_PAID_ON, p, _("a day of payment, of somebody who has not paid"));
	return 0;
}

int
roster_read_row(struct roster *r, struct row_cells *row, struct roster_row *out, struct row_problem *p)
{
	const struct place *township, *village;
	int32_t day;
	int rc;

	names_breathe(r->cells.names);
	if (sheet_row(&r->columns, row, p) != 0)
		return -1;
	if ((rc = take_person(r, out, p)) != 0 ||
	    (rc = cells_place(&r->cells, ROSTER_DIVISION, ROSTER_VILLAGE, &township, &village, p)) != 0 ||
	    (rc = cells_terms(&r->cells, ROSTER_CATEGORY, "pop", out->pops, sizeof out->pops, p)) != 0 ||
	    (rc = take_flags(r, out, p)) != 0 || (rc = cells_day(&r->cells, ROSTER_PAID_ON, &day, p)) != 0 ||
	    (rc = cells_yuan(&r->cells, ROSTER_SUBSIDY, &out->subsidy, p)) != 0 ||
	    (rc = take_arrival(r, out, p)) != 0 ||
	    (rc = cells_terms(&r->cells, ROSTER_REASON, "not_enrolled_reason", out->reason, sizeof out->reason,
	                      p)) != 0 ||
	    (rc = cells_terms(&r->cells, ROSTER_UNPAID, "unpaid_reason", out->unpaid, sizeof out->unpaid, p)) != 0)
		return rc;
	civil_format(day, out->paid_on);
	if ((rc = take_condition(r, out, p)) != 0)
		return rc;
	snprintf(out->township, sizeof out->township, "%s", township->id);
	snprintf(out->village, sizeof out->village, "%s", village != NULL ? village->id : "");
	return contradicts(r, out, p);
}

/* ---- the hub's own copy -------------------------------------------------------- */

/* Only the columns the roster had: what it did not say stays unsaid. */
int
roster_copy_header(FILE *out, const bool *has)
{
	fputs("key,division,village", out);
	for (int i = ROSTER_CATEGORY; i < ROSTER_COLUMNS; i++)
		if (has[i])
			fprintf(out, ",%s", roster_columns[i].name);
	return fputc('\n', out) == EOF ? -1 : 0;
}

static const char *
flag(int yes)
{
	return yes < 0 ? "" : yes ? "1" : "0";
}

int
roster_copy_row(FILE *out, const bool *has, const struct roster_row *row)
{
	char subsidy[32] = "", age[16] = "", grade[16] = "";
	const char *cells[ROSTER_COLUMNS] = {
		[ROSTER_CATEGORY] = row->pops, [ROSTER_ENROLLED] = flag(row->enrolled), [ROSTER_PAID] = flag(row->paid),
		[ROSTER_PAID_ON] = row->paid_on, [ROSTER_SUBSIDY] = subsidy, [ROSTER_TAG] = flag(row->tag),
		[ROSTER_FLAGGED] = flag(row->flagged), [ROSTER_ARRIVAL] = row->arrival,
		[ROSTER_ELSEWHERE] = flag(row->elsewhere), [ROSTER_REASON] = row->reason, [ROSTER_UNPAID] = row->unpaid,
		[ROSTER_AGE] = age, [ROSTER_DIBAO] = flag(row->dibao), [ROSTER_DISABILITY] = grade,
		[ROSTER_IMPAIRMENT] = row->impairment, [ROSTER_UNABLE] = flag(row->unable),
		[ROSTER_FAULT] = roster_fault(row->fault),
	};

	if (row->age >= 0)
		snprintf(age, sizeof age, "%d", row->age);
	if (row->disability > 0)
		snprintf(grade, sizeof grade, "%d", row->disability);
	if (row->subsidy >= 0)
		snprintf(subsidy, sizeof subsidy, "%lld.%02d", (long long)(row->subsidy / 100),
		         (int)(row->subsidy % 100));
	fprintf(out, "%s,%s,%s", row->person, row->township, row->village);
	for (int i = ROSTER_CATEGORY; i < ROSTER_COLUMNS; i++)
		if (has[i])
			fprintf(out, ",%s", cells[i]);
	return fputc('\n', out) == EOF ? -1 : 0;
}
