#include "hub/people/roster.h"

#include "hub/authority/db_in.h"
#include "hub/people/roster.sql.h"
#include "hub/people/roster_in.h"
#include "hub/intake/cell.h"
#include "model/room/civil.h"
#include "model/text/language.h"

/* ---- what the packs say ----------------------------------------------------------- */

COLUMNS(source_columns, struct roster, COL(source_name), COL(gaps))

static int
read_packs(struct roster *r)
{
	char why[300];
	int rc;

	if (rows_one(hub_rows(r->db, SQL_ROSTER_SOURCE, BIND(T(r->b->source))), source_columns, r) != 0)
		return -2;
	if (hub_params_read(r->db, NULL, &r->params) != 0)
		return -2;
	if ((rc = roster_rules(r, why, sizeof why)) == -1)
		fprintf(r->how->errors, "guatu-hub import roster: %s\n", why);
	return rc;
}

/* ---- rows --------------------------------------------------------------------------- */

static int
note_fault(struct roster *r, const struct roster_row *row)
{
	const char *kind = roster_fault(row->fault);

	if (*kind == '\0')
		return 0;
	r->how->odd++;
	return roster_note(r, kind, row);
}

static int
take_row(struct roster *r, struct row_cells *cells, struct row_problem *p)
{
	struct roster_row row;
	int rc = roster_read_row(r, cells, &row, p);

	if (rc != 0)
		return rc;
	if (r->copy != NULL)
		return roster_copy_row(r->copy, r->had, &row) == 0 ? 0 : -2;
	r->b->unreadable += row.nobody;
	if (r->columns.hidden > 0)
		people_file_note(r->how, cells->line, r->columns.hidden, sheet_title(&r->columns, r->columns.hidden),
		                 "%s", _(cell_did(CELL_HIDDEN)));
	return roster_add(r, &row) != 0 || note_fault(r, &row) != 0 ? -2 : 0;
}

static int
take_rows(struct roster *r, struct reader *in)
{
	struct row_problem why;
	int rc, done = 0;

	while (done != -2 && (rc = reader_row(in)) == 1) {
		r->how->rows += r->copy == NULL;
		if ((done = take_row(r, in->row, &why)) == -1 && r->copy == NULL)
			people_file_say(r->how, r->path, &why);
	}
	r->how->encoding = in->encoding;
	return done == -2 ? -2 : rc < 0 ? people_file_refuse(r->how, r->path, in) : 0;
}

static int
take_file(struct roster *r, const char *path)
{
	struct reader *in = malloc(sizeof *in);
	struct reader_notes notes = people_file_notes(r->how);
	struct row_problem why;
	int rc = -2;

	r->path = path;
	if (in == NULL)
		return -2;
	if (people_file_open(r->how, in, path) != 0) {
		rc = people_file_refuse(r->how, path, in);
	} else if (roster_header(r, in, &notes, &why) != 0) {
		people_file_say(r->how, path, &why);
		rc = -1;
	} else {
		rc = take_rows(r, in);
	}
	reader_close(in);
	free(in);
	return rc;
}

static int
take_files(struct roster *r, char *const *paths, int count)
{
	int rc = 0;

	for (int i = 0; i < ROSTER_COLUMNS; i++)
		r->has[i] = true;
	for (int i = 0; rc == 0 && i < count; i++)
		if ((rc = people_file_begin(r->how, i, r->copy != NULL, paths[i])) == 0)
			rc = take_file(r, paths[i]);
	return rc;
}

/* ---- the whole ------------------------------------------------------------------------ */

static int
settle(struct roster *r)
{
	long written = 0, opened = 0;
	int rc;

	if ((rc = roster_keep(r)) != 0 || (rc = roster_figures(r, &written)) != 0 ||
	    (rc = roster_findings(r, &opened)) != 0 || (rc = roster_forget_old(r)) != 0)
		return rc;
	if (r->how->notes != NULL && r->untold > 0)
		fprintf(r->how->notes,
		        _("%s %s: of %ld people a rule for subsidies asks what the roster does not tell; "
		          "their category decides\n"), r->source_name, r->period, r->untold);
	if (r->how->notes != NULL)
		fprintf(r->how->notes, _("%s %s: %ld figures, %ld entries opened\n"), r->source_name, r->period,
		        written, opened);
	return 0;
}

static int
copy_rows(struct roster *r, char *const *paths, int count, FILE *copy)
{
	int rc;

	r->copy = copy;
	memcpy(r->had, r->has, sizeof r->had);
	r->had[ROSTER_FAULT] = r->had[ROSTER_AGE] = true;      /* how old, never when born */
	r->had[ROSTER_BIRTH] = false;
	rc = roster_copy_header(copy, r->had) == 0 ? take_files(r, paths, count) : -2;
	r->copy = NULL;
	return fflush(copy) == 0 ? rc : -2;
}

static int
work(struct roster *r, char *const *paths, int count, FILE *copy)
{
	int rc = take_files(r, paths, count);

	if (rc == 0 && r->how->bad > 0 && !r->how->skip_bad)
		rc = -1;
	if (rc != 0)
		return rc;
	r->b->rows = r->how->rows;
	r->b->bad = r->how->bad + r->how->lost;
	r->b->unreadable += r->how->spoilt;
	if (roster_people(r) != 0)
		return -2;
	if ((rc = batch_judge(r->db, r->b)) == 1 && copy != NULL)
		return copy_rows(r, paths, count, copy);
	return rc < 0 ? -2 : rc == 1 ? 0 : settle(r);
}

int
roster_take(struct hub_db *db, struct batch *b, char *const *paths, int count, struct people_file *how, FILE *copy)
{
	struct roster r = { .db = db, .b = b, .how = how, .kept = b->decided, .today = instant_day(batch_came(b)) };
	char today[11];
	int rc = -2;

	b->added = b->removed = b->changed = b->unreadable = 0;
	how->rows = how->bad = how->odd = how->lost = how->spoilt = 0;
	civil_format(r.today, today);
	if (b->period == NULL) {
		snprintf(b->period_found, sizeof b->period_found, "%.7s", today);
		b->period = b->period_found;
	}
	snprintf(r.period, sizeof r.period, "%.7s", b->period);
	r.cells.today = r.today;
	if ((r.cells.places = places_new(db)) != NULL && (r.cells.names = names_new(db)) != NULL &&
	    (r.keys = hashkey_new(db)) != NULL &&
	    (r.findings = findings_new(db, b->source, b->id, b->at, b->by)) != NULL && roster_open(&r) == 0 &&
	    (rc = read_packs(&r)) == 0)
		rc = work(&r, paths, count, copy);
	roster_close(&r);
	findings_free(r.findings);
	hashkey_free(r.keys);
	names_free(r.cells.names);
	places_free(r.cells.places);
	return rc;
}

int
take_roster(struct hub_db *db, struct batch *b, const char *path, FILE *errors)
{
	return people_file_pull(roster_take, db, b, path, errors);
}
