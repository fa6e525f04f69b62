#include "hub/intake/json/json_file.h"

#include <unistd.h>

#include "hub/authority/db_in.h"
#include "hub/intake/json/json_next.h"
#include "hub/intake/pull.sql.h"
#include "model/text/language.h"

COLUMNS(columns, struct json_file, COL(takes), COL(rows_at), COL(map), COL(next))

int
json_file_source(struct hub_db *db, const char *source, struct json_file *f)
{
	memset(f, 0, sizeof *f);
	return rows_one(hub_rows(db, SQL_HUB_JSON_SOURCE, BIND(T(source))), columns, f) < 0 ? -2 : 0;
}

/* Does the page say that there are more? */
static bool
one_of_several(const struct json_file *f)
{
	struct json_page page = { .rows_at = f->rows_at };
	struct json_next next;
	char why[300];

	if (*f->next == '\0' || json_next_read(&next, f->next, why, sizeof why) != 0)
		return false;
	page.next = next.link;
	page.total = next.total;
	return json_page_look(f->given, 0, &page) == 0 && (*page.link != '\0' || page.all > page.records);
}

int
json_file_read(struct json_file *f, struct hub_db *db, const char *path)
{
	static _Thread_local int n;

	f->given = path;
	f->made[0] = '\0';
	f->rows = (struct json_rows){ .takes = f->takes, .rows_at = f->rows_at, .map = f->map };
	if (!json_rows_likely(path))
		return 0;
	snprintf(f->made, sizeof f->made, "%.4000s-json-%ld-%d", hub_db_path(db), (long)getpid(), n++);
	if (json_rows_to_csv(path, f->made, &f->rows) != 0)
		return -1;
	f->more = one_of_several(f);
	return 0;
}

const char *
json_file_path(const struct json_file *f)
{
	return f->made[0] != '\0' ? f->made : f->given;
}

const struct row_members *
json_file_members(const struct json_file *f)
{
	return f->made[0] != '\0' ? &f->rows.members : NULL;
}

size_t
json_file_note(const struct json_file *f, const char *called, FILE *out)
{
	if (f->rows.left_out[0] != '\0')
		fprintf(out, _("%s: members left out: %s\n"), called, f->rows.left_out);
	if (f->rows.missing[0] != '\0')
		fprintf(out, _("%s: no record has what the source's map names: %s\n"), called, f->rows.missing);
	if (f->more)
		fprintf(out, _("%s: this is one page of several; the others are not in this file\n"), called);
	return (size_t)(f->rows.left_out[0] != '\0') + (f->rows.missing[0] != '\0') + f->more;
}

void
json_file_say(const struct json_file *f, const char *called, FILE *out)
{
	fprintf(out, f->rows.in_record ? "%s:%s\n" : "%s: %s\n", called, f->rows.error);
}

void
json_file_close(struct json_file *f)
{
	if (f->made[0] != '\0')
		unlink(f->made);
	f->made[0] = '\0';
	json_rows_clear(&f->rows);
}
