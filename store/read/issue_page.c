#include "store/read/issue_page.h"

#include "store/cache/db.h"
#include "store/read/issue_page.sql.h"
#include "store/read/records.h"

COLUMNS(people, struct issue_page, COL(submitted_by), COL(verified_by), COL(closed_by))
COLUMNS(event, struct issue_event, COL(at), COL(actor), COL(post), COL(verb), COL(from), COL(to), COL(note))
COLUMNS(op, struct issue_op, COL(uuid), COL(verb), COL(state), COL(note), COL(reason), COL(at), COL(attempts))
COLUMNS(proof, struct issue_proof, COL(kind), COL(ref))

static int
read_values(struct store *st, const char *id, struct issue_page *page)
{
	struct records *r = records_open_by_id(st, KIND_ISSUE);
	int rc = r != NULL ? records_at(r, id) : -1;

	for (int i = 0; rc == 1 && i < ISSUE_FIELDS; i++) {
		char number[24];
		page->values[i] = strdup(record_text(records_row(r), FIELD_FIRST_ISSUE + i, number));
		if (page->values[i] == NULL)
			rc = -1;
	}
	if (r != NULL)
		records_close(r);
	return rc == 1 ? 0 : rc == 0 ? 1 : -1;
}

static int
read_parts(struct store *st, const char *id, struct issue_page *p)
{
	p->events = calloc(ISSUE_EVENTS_MAX, sizeof *p->events);
	if (p->events == NULL || rows_one(rows_open(st, SQL_PAGE_PEOPLE, BIND(T(id))), people, p) < 0)
		return -1;
	p->event_count = rows_fill(rows_open(st, SQL_PAGE_EVENTS, BIND(T(id), I(ISSUE_EVENTS_MAX))), event, p->events,
	                           ISSUE_EVENTS_MAX);
	if (store_has_outbox(st) && !store_looks_back(st))
		p->op_count = rows_fill(rows_open(st, SQL_PAGE_OPS, BIND(T(id), I(p->row.rev), I(ISSUE_OPS_MAX))), op,
		                        p->ops, ISSUE_OPS_MAX);
	p->proof_count = rows_fill(rows_open(st, SQL_PAGE_EVIDENCE, BIND(T(id), I(ISSUE_EVIDENCE_MAX))), proof,
	                           p->proofs, ISSUE_EVIDENCE_MAX);
	return p->event_count < 0 || p->op_count < 0 || p->proof_count < 0 ? -1 : 0;
}

int
issue_page_read(struct store *st, const struct issues_view *view, int64_t now, const char *id, struct issue_page *page)
{
	struct issues q = { .view = *view };
	int rc;

	*page = (struct issue_page){ 0 };
	snprintf(page->row.key.id, sizeof page->row.key.id, "%s", id);
	if ((rc = issues_reread(st, &q, &page->row)) != 0)
		return rc;
	if ((rc = store_target(st, KIND_ISSUE, id, now, view->today, &page->target)) == 0 &&
	    (rc = read_values(st, id, page)) == 0)
		rc = read_parts(st, id, page);
	if (rc != 0)
		issue_page_clear(page);
	return rc;
}

void
issue_page_clear(struct issue_page *page)
{
	for (int i = 0; i < ISSUE_FIELDS; i++)
		free(page->values[i]);
	free(page->events);
	*page = (struct issue_page){ 0 };
}

int
issue_page_siblings(struct store *st, const struct issues *q, const char *id, char before[64], char behind[64])
{
	struct issue_row *row = malloc(sizeof *row);
	char *const out[2] = { before, behind };
	int rc = row != NULL ? issues_locate(st, q, id, row) : -1;

	if (rc == 1) {
		struct issue_key key = row->key;
		for (int i = 0; i < 2 && rc >= 0; i++) {
			struct issue_key at = key;
			bool end;
			rc = issues_fetch(st, q, &at, i == 0 ? -1 : 1, row, 1, &end);
			memcpy(out[i], rc > 0 ? row->key.id : "", rc > 0 ? 64 : 1);
		}
		rc = rc < 0 ? -1 : 1;
	}
	free(row);
	return rc < 0 ? -1 : rc == 0;
}
