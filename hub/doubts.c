#include "hub/doubts.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "hub/whole.h"
#include "net/wire_record.h"

enum { SAID_MAX = 20 };

struct row { char *id, *body; };
struct rows { struct row *list; size_t count, room; };

/* Judging a row reads others, so the rows are taken out first. */
static int
keep(void *ctx, const struct hub_record *r)
{
	struct rows *rows = ctx;

	if (rows->count == rows->room) {
		size_t room = rows->room == 0 ? 256 : 2 * rows->room;
		struct row *more = realloc(rows->list, room * sizeof *more);
		if (more == NULL)
			return 1;
		rows->list = more;
		rows->room = room;
	}
	rows->list[rows->count] = (struct row){ strdup(r->id), strdup(r->body) };
	rows->count++;
	return 0;
}

static void
clear(struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		free(rows->list[i].id);
		free(rows->list[i].body);
	}
	free(rows->list);
}

/* 1 a doubt, 0 none, -1 failed. */
static int
judge(struct whole *w, enum kind kind, const struct row *row, struct whole_fault *fault)
{
	struct cache_value values[WIRE_FIELDS_MAX];
	cJSON *body = row->body != NULL ? cJSON_Parse(row->body) : NULL;
	char why[160];
	int rc = -1;

	if (row->id != NULL && wire_record_values(kind, body, values, why, sizeof why) == 0)
		rc = whole_row(w, kind, row->id, values, fault);
	else
		rc = -2;
	cJSON_Delete(body);
	return rc == -1 ? 1 : rc == 0 ? 0 : -1;
}

static long
doubts_of(struct hub_db *db, enum kind kind, FILE *out, long before)
{
	struct whole *w = whole_new(db);
	struct rows rows = { 0 };
	struct whole_fault fault;
	long count = w != NULL && hub_db_each(db, kind, keep, &rows) == 0 ? 0 : -1;

	for (size_t i = 0; count >= 0 && i < rows.count; i++) {
		int rc = judge(w, kind, &rows.list[i], &fault);
		if (rc == 1 && before + ++count <= SAID_MAX)
			fprintf(out, "note: %s %s: %s\n", record_kinds[kind].name, rows.list[i].id, fault.reason);
		count = rc < 0 ? -1 : count;
	}
	clear(&rows);
	whole_free(w);
	return count;
}

long
doubts_say(struct hub_db *db, FILE *out)
{
	long all = 0, some;

	for (int kind = 0; kind < KIND_COUNT; kind++) {
		if (record_kinds[kind].half != HALF_POLICY || !whole_needed((enum kind)kind))
			continue;
		if ((some = doubts_of(db, (enum kind)kind, out, all)) < 0)
			return -1;
		all += some;
	}
	if (all > SAID_MAX)
		fprintf(out, "note: and %ld more\n", all - SAID_MAX);
	return all;
}
