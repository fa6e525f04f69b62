#include "store/issue_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/issue_page.sql.h"
#include "store/records.h"

static int
done(struct store *st, sqlite3_stmt *q, int rc)
{
	sqlite3_reset(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : store_fail(st, "issue page");
}

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
read_people(struct store *st, const char *id, struct issue_page *page)
{
	sqlite3_stmt *q = store_stmt(st, SQL_PAGE_PEOPLE);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	if ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		column_copy(q, 0, page->submitted_by, sizeof page->submitted_by);
		column_copy(q, 1, page->verified_by, sizeof page->verified_by);
		column_copy(q, 2, page->closed_by, sizeof page->closed_by);
	}
	return done(st, q, rc);
}

static int
read_events(struct store *st, const char *id, struct issue_page *page)
{
	sqlite3_stmt *q = store_stmt(st, SQL_PAGE_EVENTS);
	int rc;

	if (q == NULL || (page->events = calloc(ISSUE_EVENTS_MAX, sizeof *page->events)) == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 2, ISSUE_EVENTS_MAX);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && page->event_count < ISSUE_EVENTS_MAX) {
		struct issue_event *e = &page->events[page->event_count++];
		column_copy(q, 0, e->at, sizeof e->at);
		column_copy(q, 1, e->actor, sizeof e->actor);
		column_copy(q, 2, e->post, sizeof e->post);
		column_copy(q, 3, e->verb, sizeof e->verb);
		column_copy(q, 4, e->from, sizeof e->from);
		column_copy(q, 5, e->to, sizeof e->to);
		column_copy(q, 6, e->note, sizeof e->note);
	}
	return done(st, q, rc);
}

static int
read_ops(struct store *st, const char *id, struct issue_page *page)
{
	sqlite3_stmt *q;
	int rc;

	if (sqlite3_db_filename(store_db(st), "box") == NULL)
		return 0;
	if ((q = store_stmt(st, SQL_PAGE_OPS)) == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, page->row.rev);
	sqlite3_bind_int(q, 3, ISSUE_OPS_MAX);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && page->op_count < ISSUE_OPS_MAX) {
		struct issue_op *o = &page->ops[page->op_count++];
		column_copy(q, 0, o->uuid, sizeof o->uuid);
		column_copy(q, 1, o->verb, sizeof o->verb);
		column_copy(q, 2, o->state, sizeof o->state);
		column_copy(q, 3, o->note, sizeof o->note);
		column_copy(q, 4, o->reason, sizeof o->reason);
		o->at = sqlite3_column_int64(q, 5);
		o->attempts = sqlite3_column_int(q, 6);
	}
	return done(st, q, rc);
}

static int
read_evidence(struct store *st, const char *id, struct issue_page *page)
{
	sqlite3_stmt *q = store_stmt(st, SQL_PAGE_EVIDENCE);
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_text(q, 1, id, -1, SQLITE_STATIC);
	sqlite3_bind_int(q, 2, ISSUE_EVIDENCE_MAX);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && page->proof_count < ISSUE_EVIDENCE_MAX) {
		struct issue_proof *p = &page->proofs[page->proof_count++];
		column_copy(q, 0, p->kind, sizeof p->kind);
		column_copy(q, 1, p->ref, sizeof p->ref);
	}
	return done(st, q, rc);
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
	    (rc = read_values(st, id, page)) == 0 && (rc = read_people(st, id, page)) == 0 && (rc = read_events(st, id, page)) == 0 &&
	    (rc = read_ops(st, id, page)) == 0)
		rc = read_evidence(st, id, page);
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
