/*
 * A department's list taken into the ledger its source names: each row opens
 * an entry where the ledger begins, today, with the deadline of that stage.
 * Rows may say any field of an entry themselves; entries that are there
 * already are left as they are, for people have worked on them since.
 */
#include "hub/intake/batch_in.h"

#include <fcntl.h>
#include <unistd.h>

#include "hub/intake/csv.h"
#include "hub/flow/ledger.h"
#include "hub/intake/row.h"
#include "model/room/civil.h"

/* What a row says when the list has no such column. */
struct filling { int field; char text[160]; bool wanted; };
enum { FILLINGS = 8 };

struct list {
	struct filling  fill[FILLINGS];
	struct csv      csv;
	struct row_text line;
};

static int
read_ledger(struct hub_db *db, const struct batch *b, const char *ledger, struct list *l, FILE *errors)
{
	struct ledger_book book;
	struct calendar cal;
	const struct ledger_stage *begin;
	char today[11], due[11] = "";
	int32_t deadline;
	int found = ledger_read(db, ledger, &book);

	if (found < 0 || hub_calendar(db, &cal) != 0)
		return -2;
	if (found == 0 || (begin = stages_begin(&book.stages)) == NULL) {
		fprintf(errors, "%s: %s\n", ledger,
		        found == 0 ? "there is no such ledger" : "this ledger has no stage to begin at");
		return -1;
	}
	civil_format(instant_day(b->at), today);
	if ((deadline = stage_deadline(begin, instant_day(b->at), &cal)) != CIVIL_NONE)
		civil_format(deadline, due);
	l->fill[0] = (struct filling){ .field = FIELD_ENTRY_ledger };
	l->fill[1] = (struct filling){ .field = FIELD_ENTRY_stage };
	l->fill[2] = (struct filling){ .field = FIELD_ENTRY_status };
	l->fill[3] = (struct filling){ .field = FIELD_ENTRY_opened_at };
	l->fill[4] = (struct filling){ .field = FIELD_ENTRY_stage_since };
	l->fill[5] = (struct filling){ .field = FIELD_ENTRY_deadline };
	l->fill[6] = (struct filling){ .field = FIELD_ENTRY_source };
	l->fill[7] = (struct filling){ .field = FIELD_ENTRY_stages };
	snprintf(l->fill[0].text, sizeof l->fill[0].text, "%.150s", ledger);
	snprintf(l->fill[1].text, sizeof l->fill[1].text, "%s", begin->code);
	snprintf(l->fill[2].text, sizeof l->fill[2].text, "%s", stage_class_code(begin->class));
	snprintf(l->fill[3].text, sizeof l->fill[3].text, "%s", today);
	snprintf(l->fill[4].text, sizeof l->fill[4].text, "%s", today);
	snprintf(l->fill[5].text, sizeof l->fill[5].text, "%s", due);
	snprintf(l->fill[6].text, sizeof l->fill[6].text, "%.150s", b->source);
	snprintf(l->fill[7].text, sizeof l->fill[7].text, "[[\"%s\",\"%s\"]]", begin->code, today);
	return 0;
}

static bool
has_column(const struct csv *csv, int field)
{
	for (int i = 0; i < csv->row.count; i++)
		if (strcmp(csv->row.cells[i], record_fields[field].name) == 0 ||
		    strcmp(csv->row.cells[i], record_fields[field].title) == 0)
			return true;
	return false;
}

static int
put_row(struct list *l, bool head, FILE *out)
{
	l->line.len = 0;
	for (int i = 0; i < l->csv.row.count; i++)
		if (row_cell_after(&l->line, i > 0, l->csv.row.cells[i]) != 0)
			return -1;
	for (int k = 0; k < FILLINGS; k++) {
		const char *cell = head ? record_fields[l->fill[k].field].name : l->fill[k].text;
		if (l->fill[k].wanted && row_cell_after(&l->line, true, cell) != 0)
			return -1;
	}
	return row_append(&l->line, "\n", 1) == 0 && fwrite(l->line.text, 1, l->line.len, out) == l->line.len ? 0 : -1;
}

/* The list with what it leaves unsaid; line by line the same lines.  0, -1 said, -2. */
static int
fill_in(struct list *l, const struct batch *b, const char *from, FILE *out, FILE *errors)
{
	const char *called = b->called != NULL ? b->called : from;
	int rc;

	if (csv_load(&l->csv, from) != 0 || (rc = csv_row(&l->csv)) < 0) {
		fprintf(errors, "%s:%ld: %s\n", called, l->csv.error_line, l->csv.error);
		return -1;
	}
	if (rc == 0) {
		fprintf(errors, "%s: empty; the first row must name the columns\n", called);
		return -1;
	}
	for (int k = 0; k < FILLINGS; k++)
		l->fill[k].wanted = !has_column(&l->csv, l->fill[k].field);
	for (bool head = true; rc == 1; head = false) {
		if (put_row(l, head, out) != 0)
			return -2;
		rc = csv_row(&l->csv);
	}
	if (rc == 0)
		return 0;
	fprintf(errors, "%s:%ld:%d: %s\n", called, l->csv.error_line, l->csv.error_column, l->csv.error);
	return -1;
}

static int
filled_file(struct hub_db *db, struct batch *b, const char *ledger, const char *from, const char *to, FILE *errors)
{
	struct list l = { 0 };
	int rc = read_ledger(db, b, ledger, &l, errors), fd;
	FILE *out = NULL;

	if (rc == 0 && ((fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0 ||
	                (out = fdopen(fd, "w")) == NULL)) {
		fprintf(errors, "%s: %s\n", to, strerror(errno));
		rc = -1;
	}
	if (rc == 0)
		rc = fill_in(&l, b, from, out, errors);
	if (out != NULL && fclose(out) != 0 && rc == 0)
		rc = -2;
	csv_clear(&l.csv);
	row_text_clear(&l.line);
	return rc;
}

int
take_entries(struct hub_db *db, struct batch *b, const char *path, FILE *errors)
{
	struct batch_source source;
	char filled[4096];
	int rc;

	if (batch_source(db, b, &source) != 0)
		return -2;
	snprintf(filled, sizeof filled, "%.4000s-entries-%ld", hub_db_path(db), (long)getpid());
	b->called = b->called != NULL ? b->called : path;
	rc = *source.ledger == '\0' ? 0 : filled_file(db, b, source.ledger, path, filled, errors);
	if (rc == 0)
		rc = take_table(db, b, *source.ledger == '\0' ? path : filled, true, errors);
	unlink(filled);
	b->payload = path;
	return rc;
}
