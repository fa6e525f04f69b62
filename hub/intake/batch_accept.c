/* A person's word on what waits: taken, in the place of what it corrects where there is such, or dropped. */
#include "hub/intake/batch_in.h"

#include <unistd.h>

#include "hub/authority/db_undo.h"
#include "hub/authority/member.h"
#include "hub/intake/payload.h"
#include "hub/intake/undo.h"
#include "model/room/civil.h"
#include "model/text/language.h"

#pragma weak take_roster
#pragma weak take_claims

batch_taker *
batch_taker_for(const char *takes)
{
	if (strcmp(takes, "roster") == 0)
		return take_roster;
	if (strcmp(takes, "claims") == 0)
		return take_claims;
	if (strcmp(takes, "entry") == 0)
		return take_entries;
	return record_kind_find(takes) >= 0 ? take_records : NULL;
}

/* The errors of a payload that no longer fits, in one line for the answer. */
static int
take_again(struct hub_db *db, struct batch *b, batch_taker *taker, const char *path, char *why, size_t size)
{
	char *said = NULL;
	size_t len = 0;
	FILE *errors = open_memstream(&said, &len);
	int rc = errors == NULL ? -2 : taker(db, b, path, errors);

	if (errors != NULL)
		fclose(errors);
	if (rc == -1)
		snprintf(why, size, "%.*s", (int)strcspn(said != NULL ? said : "", "\n"), said != NULL ? said : "");
	free(said);
	return rc;
}

/* One that came for a month that had come already takes the former's place: what only the former brought goes. */
static int
take_place(struct hub_db *db, struct batch *b, const char *former)
{
	struct undo u = { .db = db, .batch = former, .by = b->by, .at = b->at };

	return *former == '\0' ? 0 : undo_replaced(&u, b->id);
}

static int
take_held(struct hub_db *db, struct batch *b, batch_taker *taker, const char *path, char *why, size_t size)
{
	char former[HUB_ID_MAX + 1];
	struct earlier e;
	int rc = batch_begin(db, b);

	if (rc != 0) {
		snprintf(why, size, "%s", b->why);
		return rc;
	}
	if (batch_earlier(db, b, false, &e) != 0)
		return -2;
	snprintf(former, sizeof former, "%s", b->period != NULL ? e.period : "");
	if (*former != '\0' && db_undo_saying(db) != 0)
		return -2;
	if ((rc = take_again(db, b, taker, path, why, size)) == 0 && (rc = take_place(db, b, former)) == 0)
		rc = batch_finish(db, b);
	return rc;
}

int
batch_accept(struct hub_db *db, const char *id, cJSON *body, int64_t at, const char *by, char *why, size_t size)
{
	const char *period = member_text(body, "period");
	struct batch b = { .source = member_text(body, "source"), .period = *period != '\0' ? period : NULL,
		.sha256 = member_text(body, "sha256"), .at = at, .by = by, .decided = true };
	struct batch_source source;
	batch_taker *taker = batch_source(db, &b, &source) == 0 ? batch_taker_for(source.takes) : NULL;
	long rows = (long)member_number(body, "rows"), bad = (long)member_number(body, "bad");
	char path[4096], file[200];
	int rc;

	snprintf(b.id, sizeof b.id, "%s", id);
	snprintf(file, sizeof file, "%s", member_text(body, "file"));
	b.called = *file != '\0' ? file : NULL;
	if (instant_parse(member_text(body, "received_at"), &b.received) != 0)
		b.received = at;
	/* A pack's sample brings the record without the data: there is nothing to take. */
	rc = payload_get(db, id, path, sizeof path);
	if (rc == 0 && cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(body, "sample")))
		return 0;
	if (rc == 1 && taker == NULL) {
		unlink(path);
		snprintf(why, size, N_("nothing takes this source's data any more"));
		return -1;
	}
	if (rc <= 0) {
		snprintf(why, size, N_("its data was not kept; hand it in again"));
		return rc < 0 ? -2 : -1;
	}
	rc = take_held(db, &b, taker, path, why, size);
	unlink(path);
	if (rc != 0)
		return rc;
	/* What was refused of it when it came is not in what was kept. */
	b.rows = rows > 0 ? rows : b.rows;
	b.bad = bad;
	batch_counts(body, &b);
	return payload_drop(db, id) == 0 ? 0 : -2;
}

int
batch_drop(struct hub_db *db, const char *id)
{
	return payload_drop(db, id) == 0 ? 0 : -2;
}
