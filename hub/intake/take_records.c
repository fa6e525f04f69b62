#include "hub/intake/batch_in.h"

#include "hub/intake/import.h"
#include "hub/flow/duty_opener.h"
#include "model/room/civil.h"

/* A month or year that is over is what a hand-over is about; a running one may come again. */
static void
find_period(struct batch *b, const struct import *how)
{
	char today[11];

	civil_format(instant_day(batch_came(b)), today);
	if (b->period != NULL || (strlen(how->period) != 7 && strlen(how->period) != 4) ||
	    strncmp(how->period, today, strlen(how->period)) >= 0)
		return;
	snprintf(b->period_found, sizeof b->period_found, "%s", how->period);
	b->period = b->period_found;
}

int
take_table(struct hub_db *db, struct batch *b, const char *path, const struct taken_as *as, FILE *errors)
{
	struct batch_source source;
	char origin[HUB_ID_MAX + 256];
	struct import how = { .errors = errors, .at = b->at, .came = batch_came(b), .by = b->by, .batch = b->id,
		.origin = origin,
		.called = b->called, .json = b->json, .made = b->decided, .keep_old = as->only_new,
		.fill = as->fill, .fills = as->fills };
	int rc, kind;

	if (batch_source(db, b, &source) != 0 || (kind = record_kind_find(source.takes)) < 0)
		return -2;
	snprintf(origin, sizeof origin, "%.200s %s", source.name, b->id);
	if ((how.opener = duty_opener_new(db, b->at)) == NULL)
		return -2;
	rc = import_end(db, &how, import_file(db, (enum kind)kind, path, &how));
	duty_opener_free(how.opener);
	if (rc != 0)
		return rc;
	b->rows = how.rows;
	b->added = how.added;
	b->changed = how.written - how.added;
	b->bad = how.bad;
	b->noted = how.noted;
	b->payload = path;
	find_period(b, &how);
	return 0;
}

int
take_records(struct hub_db *db, struct batch *b, const char *path, FILE *errors)
{
	return take_table(db, b, path, &(struct taken_as){ .only_new = false }, errors);
}
