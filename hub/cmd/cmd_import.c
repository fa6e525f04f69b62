#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/people/claims.h"
#include "hub/intake/batch.h"
#include "hub/intake/import.h"
#include "hub/intake/json/json_file.h"
#include "hub/people/roster.h"
#include "model/text/language.h"

static int
report(const struct options *o, struct hub_db *db, const struct import *how, int rc)
{
	const char *path = o->words[1];

	if (rc == -2)
		return hub_failed(o, _("%s: %s; nothing was taken"), path, hub_db_error(db));
	if (rc == -1 && how->rows == 0)
		return hub_failed(o, _("nothing was taken; correct the file"));
	if (rc == -1)
		return hub_failed(o, _("%s: %ld bad rows, nothing was taken; "
		                       "correct them, or --skip-bad takes the others"),
		                  path, how->bad);
	printf("%s: %s: ", how->as->id, hub_verdict(o, how->as));
	printf(_("%s (%s): %ld rows, %ld written, %ld unchanged, %ld bad\n"), path, how->encoding, how->rows,
	       how->written, how->same, how->bad);
	/* New duties, checklists or places: what they ask for today stands at once. */
	if (how->opened.runs + how->opened.marks > 0)
		printf(_("opened: %ld duty runs, %ld checklists to be filled\n"), how->opened.runs, how->opened.marks);
	if (how->opened.reports > 0)
		printf(_("opened: %ld supervision reports to be written\n"), how->opened.reports);
	return HUB_EXIT_OK;
}

/* JSON as the table made from it. */
static int
take(const struct options *o, struct hub_db *db, enum kind kind, struct import *how)
{
	struct json_file *f = calloc(1, sizeof *f);
	const char *path = o->words[1];
	int rc;

	if (f == NULL)
		return hub_failed(o, "%s", error_words(errno));
	snprintf(f->takes, sizeof f->takes, "%s", record_kinds[kind].name);
	if (json_file_read(f, db, path) != 0) {
		json_file_say(f, path, stderr);
		rc = report(o, db, how, -1);
	} else {
		how->called = path;
		how->json = json_file_members(f);
		if ((rc = import_alone(db, kind, json_file_path(f), how)) == 0)
			how->as->noted += json_file_note(f, path, stdout);
		rc = report(o, db, how, rc);
	}
	json_file_close(f);
	free(f);
	return rc;
}

/* claims and roster are no kinds: what they bring is judged, not kept. */
int
cmd_import_people(const struct options *o)
{
	return people_file_command(o->command == HUB_IMPORT_CLAIMS ? claims_take : roster_take, o);
}

int
cmd_import(const struct options *o)
{
	int kind = record_kind_called(o->words[0]), rc;
	char sha256[DIGEST_HEX] = "", title[96];
	struct batch b = { .source = BATCH_BY_HAND, .by_hand = true, .sha256 = sha256, .called = o->words[1],
		.title = title };
	struct import how = { .errors = stderr, .skip_bad = option(o, "skip-bad") != NULL, .as = &b,
		.sheet = option(o, "sheet"),
		.dry = option(o, "dry-run") != NULL ? stdout : NULL };
	struct hub_user user;
	struct hub_db *db;
	long long bytes;

	if (kind < 0)
		return hub_no_kind(o, o->words[0]);
	if ((db = hub_open(o, HUB_DB_WRITE)) == NULL)
		return HUB_EXIT_FAILED;
	snprintf(title, sizeof title, "手工导入 %s", record_kinds[kind].title);
	if (digest_file(o->words[1], sha256, &bytes) != 0)
		sha256[0] = '\0';      /* said when it is read */
	b.at = how.at = hub_db_room_now(db, (int64_t)time(NULL));
	b.by = how.by = hub_who(db, how.at, "import", &user);
	rc = take(o, db, (enum kind)kind, &how);
	hub_db_close(db);
	return rc;
}
