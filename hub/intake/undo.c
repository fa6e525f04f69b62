#include "hub/intake/undo.h"

#include "hub/authority/db_in.h"
#include "hub/authority/db_undo.h"
#include "hub/authority/member.h"
#include "hub/authority/undo.sql.h"
#include "hub/flow/rests.h"
#include "hub/intake/batch.sql.h"
#include "hub/intake/difference.h"
#include "model/text/language.h"

#pragma weak undo_roster
#pragma weak undo_claims

/* ---- one record ----------------------------------------------------------------- */

static void
leave(struct undo *u, enum kind kind, const char *id, const char *why)
{
	size_t len = strlen(u->named);

	if (u->left++ < UNDO_NAMED)
		snprintf(u->named + len, sizeof u->named - len, "%s%s %s (%s)", len > 0 ? ", " : "",
		         kind_words(record_kinds[kind].name), id, why);
	if (u->say != NULL)
		fprintf(u->say, _("%s %s: left, %s\n"), kind_words(record_kinds[kind].name), id, why);
}

/* Whether it stands as the batch left it: 1, its body copied to *body (NULL: gone already); 0 not; -1. */
static int
untouched(struct undo *u, const struct db_undo *row, char **body)
{
	struct hub_record r;
	int found = hub_db_get(u->db, row->kind, row->id, &r);
	int64_t rev = found == 1 ? r.rev : 0;

	*body = found == 1 && r.body != NULL ? strdup(r.body) : NULL;
	return found < 0 ? -1 : found == 0 ? row->was == NULL : db_undo_same(u->db, row, rev);
}

/* A later batch may be taken back first; what a person has done stays. */
static int
leave_changed(struct undo *u, const struct db_undo *row)
{
	char later[HUB_ID_MAX + 1] = "", why[HUB_ID_MAX + 128];

	if (u->left < UNDO_NAMED && db_undo_later(u->db, row, later) < 0)
		return -1;
	snprintf(why, sizeof why, *later != '\0' ? _("%s changed it since; take that one back first")
	                                         : _("somebody has worked on it since"), later);
	leave(u, row->kind, row->id, why);
	return 0;
}

/* said: only what another batch, which takes its place, does not say. */
struct taking { struct undo *u; struct change_teller tell; bool said; };

/* Of those there were not, what nobody has touched may go. */
static int
mark(void *ctx, const struct db_undo *row)
{
	struct taking *t = ctx;
	struct undo *u = t->u;
	char *body;
	int said = t->said ? db_undo_said(u->db, row->kind, row->id) : 0, same;

	if (said != 0 || row->was != NULL)
		return said < 0 ? -1 : 0;
	same = untouched(u, row, &body);
	if (same == 1 && body != NULL)
		same = rests_going(u->db, row->kind, row->id) == 0 ? 1 : -1;
	free(body);
	return same < 0 ? -1 : 0;
}

static int
tell(struct undo *u, struct change_teller *t, const struct db_undo *row, const char *body)
{
	char words[DIFFERENCE_MAX];

	if (u->say != NULL) {
		if (row->was == NULL)
			fprintf(u->say, _("%s %s: goes\n"), kind_words(record_kinds[row->kind].name), row->id);
		else if (difference_words(row->kind, body, row->was, words) > 0)
			fprintf(u->say, "%s %s: %s\n", kind_words(record_kinds[row->kind].name), row->id, words);
	}
	return row->was != NULL && body != NULL ? change_tell(t, row->kind, row->id, body, row->was, 0) : 0;
}

static int
take_back(void *ctx, const struct db_undo *row)
{
	struct taking *t = ctx;
	struct undo *u = t->u;
	char *body, by[HUB_ID_MAX + 64];
	int said = t->said ? db_undo_said(u->db, row->kind, row->id) : 0, same, rc, goes = 1;

	if (said != 0)
		return said < 0 ? -1 : 0;
	same = untouched(u, row, &body);
	rc = same < 0 ? -1 : 0;

	if (same == 1 && row->was == NULL && body != NULL)
		goes = rests_goes(u->db, row->kind, row->id, by, sizeof by);
	if (rc == 0 && same == 0)
		rc = leave_changed(u, row);
	else if (rc == 0 && goes == 0) {
		char why[HUB_ID_MAX + 128];
		snprintf(why, sizeof why, _("%s rests on it"), by);
		leave(u, row->kind, row->id, why);
	} else if (rc == 0 && (body != NULL || row->was != NULL)) {
		rc = goes < 0 || db_undo_one(u->db, u->batch, row, u->at, u->by) != 0 ||
		     tell(u, &t->tell, row, body) != 0;
		u->back++;
	}
	free(body);
	return rc != 0 ? -1 : 0;
}

/* ---- the batch ------------------------------------------------------------------- */

/* What stood before it may be forgotten. */
static int
remembered(struct undo *u, const cJSON *body, char *why, size_t size)
{
	int64_t any = rows_number(hub_rows(u->db, SQL_UNDO_ANY, BIND(T(u->batch))), -1);

	if (any < 0)
		return -2;
	if (any == 1 || (cJSON_HasObjectItem(body, "added") &&
	                 member_number(body, "added") + member_number(body, "changed") == 0))
		return 0;
	snprintf(why, size, _("what was before %s is not remembered: it came before this version of guatu-hub, from a "
	                      "pack, or too long ago"), u->batch);
	return -1;
}

static int
people(struct undo *u, const cJSON *body, char *why, size_t size)
{
	int rc = undo_roster != NULL ? undo_roster(u->db, member_text(body, "source"), u->batch, why, size) : 0;

	return rc != 0 || undo_claims == NULL ? rc : undo_claims(u->db, u->batch);
}

static int
records(struct undo *u, bool said)
{
	struct taking t = { u, { .db = u->db, .batch = u->batch, .by = u->by, .at = u->at, .undo = true }, said };

	if (rests_begin(u->db) != 0 || db_undo_each(u->db, u->batch, mark, &t) != 0 || rests_settle(u->db) != 0 ||
	    db_undo_each(u->db, u->batch, take_back, &t) != 0 || rests_end(u->db) != 0)
		return -2;
	return 0;
}

static void
set(cJSON *body, const char *name, cJSON *item)
{
	cJSON_DeleteItemFromObjectCaseSensitive(body, name);
	cJSON_AddItemToObject(body, name, item);
}

/* ---- a month that came twice -------------------------------------------------------- */

static cJSON *
load(struct undo *u, const char *id)
{
	struct hub_record r;

	return hub_db_get(u->db, KIND_BATCH, id, &r) == 1 && r.body != NULL ? cJSON_Parse(r.body) : NULL;
}

static int
write_state(struct undo *u, const char *id, cJSON *body, const char *status, const char *note)
{
	struct batch b = { .at = u->at, .by = u->by };

	if (body == NULL)
		return -2;
	snprintf(b.id, sizeof b.id, "%s", id);
	set(body, "status", cJSON_CreateString(status));
	cJSON_DeleteItemFromObjectCaseSensitive(body, "note");
	if (*note != '\0')
		set(body, "note", cJSON_CreateString(note));
	return batch_write(u->db, &b, body);
}

int
undo_replaced(struct undo *u, const char *by)
{
	cJSON *body = load(u, u->batch);
	char note[800];
	int rc = body != NULL ? records(u, true) : -2;

	if (rc != 0) {
		cJSON_Delete(body);
		return rc;
	}
	snprintf(note, sizeof note, u->left > 0 ? _("replaced by %s; left as they are: %s") : _("replaced by %s"), by,
	         u->named);
	set(body, "replaced_by", cJSON_CreateString(by));
	set(body, "undone", cJSON_CreateNumber((double)u->back));
	set(body, "kept", cJSON_CreateNumber((double)u->left));
	return write_state(u, u->batch, body, "REPLACED", note);
}

/* What this one took the place of stands again. */
static int
give_place(struct undo *u)
{
	char id[HUB_ID_MAX + 1];
	int found = rows_text(hub_rows(u->db, SQL_BATCH_REPLACED, BIND(T(u->batch))), id, sizeof id);
	cJSON *body = found == 0 ? load(u, id) : NULL;
	char note[HUB_ID_MAX + 64];

	if (found != 0)
		return found < 0 ? -2 : 0;
	cJSON_DeleteItemFromObjectCaseSensitive(body, "replaced_by");
	cJSON_DeleteItemFromObjectCaseSensitive(body, "undone");
	cJSON_DeleteItemFromObjectCaseSensitive(body, "kept");
	snprintf(note, sizeof note, _("%s was taken back"), u->batch);
	return db_undo_again(u->db, id) != 0 ? -2 : write_state(u, id, body, "ACCEPTED", note);
}

int
undo_batch(struct undo *u, cJSON *body, char *why, size_t size)
{
	int rc;

	if ((rc = remembered(u, body, why, size)) != 0 || (rc = people(u, body, why, size)) != 0 ||
	    (rc = records(u, false)) != 0)
		return rc;
	if (u->back == 0 && u->left > 0) {      /* it stays one that was taken, to be taken back once that is done */
		snprintf(why, size, _("nothing of it can be taken back: %s"), u->named);
		return -1;
	}
	if ((rc = give_place(u)) != 0)
		return rc;
	set(body, "status", cJSON_CreateString("UNDONE"));
	set(body, "undone", cJSON_CreateNumber((double)u->back));
	set(body, "kept", cJSON_CreateNumber((double)u->left));
	return 0;
}
