#include "hub/cmd/commands.h"

#include <time.h>

#include "hub/people/claims.h"
#include "hub/intake/import.h"
#include "hub/flow/duty_opener.h"
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
	printf(_("%s (%s): %ld rows, %ld written, %ld unchanged, %ld bad\n"), path, how->encoding, how->rows,
	       how->written,
	       how->same, how->bad);
	return HUB_EXIT_OK;
}

/* New duties, checklists or places: what they ask for today stands at once. */
static int
open_day(const struct options *o, struct hub_db *db, int64_t now)
{
	struct opened opened;

	if (duty_opener_day_alone(db, now, &opened) != 0)
		return hub_failed(o,
		                  _("%s; the rows were taken, what they call for is opened when the hub next starts"),
		                  hub_db_error(db));
	if (opened.runs + opened.marks > 0)
		printf(_("opened: %ld duty runs, %ld checklists to be filled\n"), opened.runs, opened.marks);
	return HUB_EXIT_OK;
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
	struct import how = { .errors = stderr, .by = "import", .skip_bad = option(o, "skip-bad") != NULL };
	int kind = record_kind_find(o->words[0]), rc;
	struct hub_db *db;

	if (kind < 0) {
		fprintf(stderr, _("guatu-hub import: there is no kind \"%.40s\"; the kinds are"), o->words[0]);
		for (int k = 0; k < KIND_COUNT; k++)
			fprintf(stderr, " %s", record_kinds[k].name);
		fprintf(stderr, "\n");
		return HUB_EXIT_USAGE;
	}
	if ((db = hub_open(o, HUB_DB_WRITE)) == NULL)
		return HUB_EXIT_FAILED;
	how.at = hub_db_room_now(db, (int64_t)time(NULL));
	rc = report(o, db, &how, import_alone(db, (enum kind)kind, o->words[1], &how));
	if (rc == HUB_EXIT_OK)
		rc = open_day(o, db, how.at);
	hub_db_close(db);
	return rc;
}
