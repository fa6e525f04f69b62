#include "hub/generate.h"

#include <stdio.h>
#include <string.h>

#include "hub/generate_in.h"

/* Rows in one transaction: its pages must fit the page cache. */
enum { COMMIT_ROWS = 100000 };

uint64_t
dice(struct making *m)
{
	uint64_t z = m->dice += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

int
dice_below(struct making *m, int n)
{
	return (int)((dice(m) >> 33) % (uint64_t)n);
}

void
make_start(struct making *m, enum kind kind)
{
	int fields = record_first((int)kind + 1) - record_first((int)kind);

	m->kind = kind;
	for (int i = 0; i < fields; i++)
		m->values[i].type = VALUE_NULL;
}

void
make_text(struct making *m, int field, const char *text)
{
	struct cache_value *v = &m->values[field - record_first((int)m->kind)];

	v->type = VALUE_TEXT;
	v->text = text;
	v->length = strlen(text);
}

void
make_number(struct making *m, int field, int64_t number)
{
	struct cache_value *v = &m->values[field - record_first((int)m->kind)];

	v->type = VALUE_INT;
	v->number = number;
}

int
make_put(struct making *m, const char *id)
{
	const char *body = row_body(&m->body, m->kind, m->values);
	int rc = -1;

	if (body != NULL && m->kind == KIND_ISSUE)      /* its number is beyond all others */
		rc = hub_db_add(m->db, m->kind, id, body, m->g->at, "generate", m->values[FIELD_ISSUE_division - FIELD_FIRST_ISSUE].text, NULL);
	else if (body != NULL)
		rc = hub_db_put(m->db, m->kind, id, body, m->g->at, "generate", NULL);
	if (rc < 0)
		return -1;
	m->g->records++;
	if (++m->uncommitted < COMMIT_ROWS)
		return 0;
	m->uncommitted = 0;
	return hub_db_commit(m->db) == 0 ? hub_db_begin(m->db) : -1;
}

static int
make_all(struct making *m)
{
	if (hub_db_begin(m->db) != 0)
		return -1;
	if (places_read(m) == 0 && places_add(m, m->g->townships) == 0 && m->places.count > 0 && make_issues(m) == 0)
		return hub_db_commit(m->db);
	hub_db_rollback(m->db);
	return -1;
}

int
generate_county(struct hub_db *db, struct generate *g, char *error, size_t size)
{
	struct making m = { .db = db, .g = g, .dice = g->seed };
	int rc = hub_db_bulk(db, true) == 0 ? make_all(&m) : -1;

	if (rc != 0 && m.places.count == 0)
		snprintf(error, size, "this county has no townships; make it from a pack with guatu-hub init first");
	else if (rc != 0)
		snprintf(error, size, "%s", hub_db_error(db));
	if (hub_db_bulk(db, false) != 0 && rc == 0) {
		snprintf(error, size, "%s", hub_db_error(db));
		rc = -1;
	}
	row_text_clear(&m.body);
	places_clear(&m.places);
	return rc;
}
