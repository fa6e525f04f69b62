/* Batches: which came, and taking one back. */
#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/authority/db_in.h"
#include "hub/authority/failpoint.h"
#include "hub/authority/member.h"
#include "hub/cmd/batch_list.sql.h"
#include "hub/flow/duty_opener.h"
#include "hub/intake/undo.h"
#include "model/flow/flow.h"
#include "model/room/civil.h"
#include "model/text/language.h"

static const char *
state_title(const char *code)
{
	int state = flow_state_find(KIND_BATCH, code);

	return state >= 0 ? _(flow_states[state].title) : code;
}

static int
list(const struct options *o, struct hub_db *db)
{
	const char *source = o->word_count > 0 ? o->words[0] : "";
	struct rows r = hub_rows(db, SQL_BATCH_LIST, BIND(T(source)));

	while (rows_next(&r))
		printf("%s\t%s\t%s\t%s\t%s\t%ld\t%s\n", row_text(&r, 0), row_text(&r, 1), row_text(&r, 2),
		       row_text(&r, 3), row_text(&r, 6), (long)row_int64(&r, 4), state_title(row_text(&r, 5)));
	return rows_close(&r) == 0 ? HUB_EXIT_OK : hub_failed(o, "%s", hub_db_error(db));
}

/* ---- taking back ------------------------------------------------------------------- */

/* The record and its event stand with what was taken back. */
static int
write_batch(struct undo *u, const struct options *o, cJSON *body)
{
	struct batch b = { .at = u->at, .by = u->by };
	const char *reason = option(o, "reason");
	char note[1000], at[26];

	snprintf(b.id, sizeof b.id, "%s", u->batch);
	snprintf(note, sizeof note, "%s%s%s%s", reason != NULL ? reason : "", reason != NULL && u->left > 0 ? "; " : "",
	         u->left > 0 ? _("left as they are: ") : "", u->named);
	cJSON_DeleteItemFromObjectCaseSensitive(body, "note");
	if (*note != '\0')
		cJSON_AddStringToObject(body, "note", note);
	instant_format(u->at, at);
	cJSON_DeleteItemFromObjectCaseSensitive(body, "decided_by");
	cJSON_DeleteItemFromObjectCaseSensitive(body, "decided_at");
	cJSON_AddStringToObject(body, "decided_by", u->by);
	cJSON_AddStringToObject(body, "decided_at", at);
	return batch_write(u->db, &b, cJSON_Duplicate(body, true)) == 0 &&
	       hub_db_audit(u->db, u->by, "undo", u->batch, u->at) == 0 ? 0 : -2;
}

static int
take_back(struct undo *u, const struct options *o, cJSON *body, char *why, size_t size)
{
	struct opened opened = { 0 };
	int rc;

	if (strcmp(member_text(body, "status"), "ACCEPTED") != 0) {
		snprintf(why, size, _("it is not one that was taken: %s"), state_title(member_text(body, "status")));
		return -1;
	}
	if ((rc = undo_batch(u, body, why, size)) != 0)
		return rc;
	return write_batch(u, o, body) == 0 && duty_opener_day(u->db, u->at, &opened) == 0 ? 0 : -2;
}

static int
run(struct undo *u, const struct options *o)
{
	struct hub_record r;
	char why[512] = "";
	cJSON *body = NULL;
	int rc = hub_db_get(u->db, KIND_BATCH, u->batch, &r);

	if (rc == 1 && r.body != NULL)
		body = cJSON_Parse(r.body);
	if (rc >= 0 && body == NULL)
		snprintf(why, sizeof why, "%s", _("there is no such batch; guatu-hub batch list says which there are"));
	rc = rc < 0 ? -2 : body == NULL ? -1 : take_back(u, o, body, why, sizeof why);
	cJSON_Delete(body);
	if (rc == 0 && option(o, "dry-run") == NULL) {
		failpoint("before-commit");
		rc = hub_db_commit(u->db) == 0 ? 0 : -2;
	}
	if (rc == -2)
		snprintf(why, sizeof why, "%s", hub_db_error(u->db));
	hub_db_rollback(u->db);
	return rc == 0 ? HUB_EXIT_OK : hub_failed(o, _("%s: %s; nothing was changed"), u->batch, why);
}

static int
undo(const struct options *o, struct hub_db *db)
{
	bool dry = option(o, "dry-run") != NULL;
	struct undo u = { .db = db, .batch = o->words[0], .say = dry ? stdout : NULL,
		.at = hub_db_room_now(db, (int64_t)time(NULL)) };
	struct hub_user user;
	int rc;

	u.by = hub_who(db, u.at, "undo", &user);
	if (hub_db_begin(db) != 0)
		return hub_failed(o, "%s", hub_db_error(db));
	if ((rc = run(&u, o)) != HUB_EXIT_OK)
		return rc;
	printf(dry ? _("%s: would be taken back: %ld records, %ld left as they are; nothing was written\n")
	           : _("%s: taken back: %ld records, %ld left as they are\n"), u.batch, u.back, u.left);
	if (u.left > 0 && !dry)
		printf(_("left: %s%s\n"), u.named, u.left > UNDO_NAMED ? " ..." : "");
	return HUB_EXIT_OK;
}

int
cmd_batch(const struct options *o)
{
	struct hub_db *db = hub_open(o, HUB_DB_WRITE);
	int rc;

	if (db == NULL)
		return HUB_EXIT_FAILED;
	rc = o->command == HUB_BATCH_LIST ? list(o, db) : undo(o, db);
	hub_db_close(db);
	return rc;
}
