#include "hub/authority/db_in.h"

#include "hub/authority/db.sql.h"
#include "hub/authority/member.h"
#include "model/flow/refs.h"

/* ---- where a record belongs --------------------------------------------- */

/* What does not narrow the county: nothing, the county, or what the county lies in. */
static bool
is_wide(const struct hub_db *db, const char *place)
{
	return strncmp(db->county, place, strlen(place)) == 0;
}

static int
take(struct db_scope *out, const char *place)
{
	snprintf(out->place, sizeof out->place, "%s", place);
	return 1;
}

/* A record everybody reads lends the division it stands in, another one its own place. */
static int
lend(struct hub_db *db, int kind, sqlite3_stmt *stmt, struct db_scope *out)
{
	const char *place = (const char *)sqlite3_column_text(stmt, 0);
	const char *text = (const char *)sqlite3_column_text(stmt, 1);
	cJSON *body = record_kinds[kind].scope == SCOPED_COMMON && text != NULL ? cJSON_Parse(text) : NULL;
	const char *division = member_text(body, "division");
	int rc = 0;

	if (record_kinds[kind].scope != SCOPED_COMMON)
		rc = take(out, place != NULL ? place : "");
	else if (!is_wide(db, division))
		rc = take(out, division);
	cJSON_Delete(body);
	return rc;
}

static int
ask_record(struct hub_db *db, int kind, const char *id, struct db_scope *out)
{
	sqlite3_stmt *stmt = kind < 0 ? NULL : hub_db_stmt(db, SQL_HUB_SCOPE_GET);
	int rc;

	if (kind < 0 || snprintf(out->via, sizeof out->via, "%s/%s", record_kinds[kind].name,
	                         id) >= (int)sizeof out->via)
		return 0;
	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, db->county);
	hub_db_bind(stmt, 2, record_kinds[kind].name);
	hub_db_bind(stmt, 3, id);
	if ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		rc = lend(db, kind, stmt, out);
	else
		rc = rc == SQLITE_DONE ? 0 : hub_db_fail(db, "reading a record's place");
	sqlite3_reset(stmt);
	return rc;
}

/* "entry:LX-1": the event a run was opened by. */
static int
ask_written(struct hub_db *db, const char *text, struct db_scope *out)
{
	const char *colon = strchr(text, ':');
	char kind[64];

	if (colon == NULL || snprintf(kind, sizeof kind, "%.*s", (int)(colon - text), text) >= (int)sizeof kind)
		return 0;
	return ask_record(db, record_kind_find(kind), colon + 1, out);
}

/* 1 that is its place, 0 it does not say less than the county, -1. */
static int
ask(struct hub_db *db, int field, const cJSON *body, struct db_scope *out)
{
	const struct ref_def *ref = ref_find(field);
	const char *text = member_text(body, record_fields[field].name);

	if (*text == '\0')
		return 0;
	if (ref == NULL)
		return ask_written(db, text, out);
	if (ref->how == REF_OBJECT)
		return ask_record(db, record_kind_find(member_text(body, "object_kind")), text, out);
	if (strcmp(ref->what, "division") == 0)
		return is_wide(db, text) ? 0 : take(out, text);
	if (strcmp(ref->what, "sup_group") == 0)
		return snprintf(out->place, sizeof out->place, "@%s", text) > 0;
	return ask_record(db, record_kind_find(ref->what), text, out);
}

int
db_scope_of(struct hub_db *db, enum kind kind, const cJSON *body, struct db_scope *out)
{
	const struct kind_def *k = &record_kinds[kind];
	int rc = 0;
	size_t n;

	*out = (struct db_scope){ "", "" };
	for (const char *by = k->by; rc == 0 && *by != '\0'; by += n + (by[n] == ' ')) {
		n = strcspn(by, " ");
		rc = ask(db, record_field_find(kind, by, n), body, out);
	}
	if (rc == 0 && k->scope == SCOPED_OWN)
		take(out, db->county);
	return rc < 0 ? -1 : 0;
}

char *
db_scope_former(const char *was, const char *before, const char *now)
{
	const char *had = was != NULL ? was : "*";
	char *out;

	if (strcmp(had, *now != '\0' ? now : "*") == 0 || (before != NULL && ref_word(before, had)))
		return before != NULL ? strdup(before) : NULL;
	if (asprintf(&out, "%s%s%s", before != NULL ? before : "", before != NULL ? " " : "", had) < 0)
		return NULL;
	return out;
}

/* ---- records that go where another goes --------------------------------- */

struct ids { struct { enum kind kind; char id[HUB_ID_MAX + 1]; } *at; int count, room; };

static int
add_id(struct ids *ids, int kind, const char *id)
{
	if (kind < 0)
		return 0;
	if (ids->count == ids->room) {
		int room = ids->room > 0 ? ids->room * 2 : 16;
		void *at = realloc(ids->at, (size_t)room * sizeof *ids->at);
		if (at == NULL)
			return -1;
		ids->at = at;
		ids->room = room;
	}
	ids->at[ids->count].kind = (enum kind)kind;
	snprintf(ids->at[ids->count++].id, sizeof ids->at->id, "%s", id);
	return 0;
}

static int
who_goes_by(struct hub_db *db, enum kind kind, const char *id, struct ids *out)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_SCOPE_VIA);
	char via[HUB_ID_MAX + 64];
	int rc;

	if (stmt == NULL)
		return -1;
	snprintf(via, sizeof via, "%s/%s", record_kinds[kind].name, id);
	hub_db_bind(stmt, 1, db->county);
	hub_db_bind(stmt, 2, via);
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (add_id(out, record_kind_find((const char *)sqlite3_column_text(stmt, 0)),
		           (const char *)sqlite3_column_text(stmt, 1)) != 0)
			break;
	sqlite3_reset(stmt);
	return rc == SQLITE_DONE ? 0 : rc == SQLITE_ROW ? -1 : hub_db_fail(db, "reading who goes by a record's place");
}

/* Told to the readers it leaves and to those it comes to; the record itself is what it was, and so is its revision. */
static int
write_place(struct hub_db *db, const struct hub_record *r, const struct db_scope *scope, bool tell)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_SCOPE_PUT);
	int64_t seq = tell ? hub_db_seq(db) : r->seq;
	char *former = tell ? db_scope_former(r->division, r->former, scope->place) : NULL;
	int rc = -1;

	if (stmt != NULL && seq >= 0) {
		hub_db_bind(stmt, 1, db->county);
		hub_db_bind(stmt, 2, record_kinds[r->kind].name);
		hub_db_bind(stmt, 3, r->id);
		sqlite3_bind_int64(stmt, 4, seq);
		hub_db_bind(stmt, 5, *scope->place != '\0' ? scope->place : NULL);
		hub_db_bind(stmt, 6, tell ? former : r->former);
		hub_db_bind(stmt, 7, *scope->via != '\0' ? scope->via : NULL);
		rc = hub_db_run(db, stmt, "writing a record's place");
	}
	free(former);
	return rc;
}

/* 1 it has another place now, 0 the same, -1. */
static int
settle(struct hub_db *db, const struct hub_record *r, bool tell)
{
	cJSON *body = cJSON_ParseWithLength(r->body, r->body_len);
	struct db_scope scope;
	int rc = db_scope_of(db, r->kind, body, &scope);

	cJSON_Delete(body);
	if (rc != 0 || (strcmp(scope.place, r->division != NULL ? r->division : "") == 0 &&
	                strcmp(scope.via, r->via != NULL ? r->via : "") == 0))
		return rc;
	return write_place(db, r, &scope, tell) == 0 ? 1 : -1;
}

int
db_scope_follow(struct hub_db *db, enum kind kind, const char *id)
{
	struct ids ids = { 0 };
	struct hub_record r;
	int rc = db->bulk || kind == KIND_EVENT ? 0 : who_goes_by(db, kind, id, &ids);

	for (int i = 0; rc == 0 && i < ids.count; i++) {
		int found = hub_db_get(db, ids.at[i].kind, ids.at[i].id, &r);
		int moved = found == 1 && r.body != NULL ? settle(db, &r, true) : found < 0 ? -1 : 0;
		/* Its own followers are looked at after it: what is reached through a chain is reached, however
		 * long. */
		rc = moved == 1 ? who_goes_by(db, ids.at[i].kind, ids.at[i].id, &ids) : moved;
	}
	free(ids.at);
	return rc;
}

/* ---- all of them -------------------------------------------------------- */

struct sweep { struct hub_db *db; bool lent_only; long moved; };

static int
sweep_one(void *ctx, const struct hub_record *r)
{
	struct sweep *s = ctx;
	int rc = s->lent_only && r->via == NULL ? 0 : settle(s->db, r, false);

	s->moved += rc == 1;
	return rc < 0 ? -1 : 0;
}

/* Until nothing moves: a run goes by an entry, its events go by the run. */
int
db_scope_all(struct hub_db *db, bool lent_only)
{
	struct sweep s = { db, lent_only, 1 };
	int rc = 0;

	for (int round = 0; rc == 0 && s.moved > 0 && round < KIND_COUNT; round++) {
		s.moved = 0;
		for (int kind = 0; rc == 0 && kind < KIND_COUNT; kind++)
			if (record_kinds[kind].scope != SCOPED_COMMON)
				rc = hub_db_each(db, (enum kind)kind, sweep_one, &s);
	}
	return rc;
}
