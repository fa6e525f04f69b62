#include "hub/intake/json_rows.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "hub/intake/csv.h"
#include "hub/intake/row.h"
#include "net/wire/wire_line.h"

struct rows {
	char   *data;
	const char *at, *end;
	bool    array;                   /* else one object after the other */
	long    record;
	char   *columns[ROW_CELLS_MAX];
	int     count;
	bool  (*keep)(void *ctx, const char *member);
	void   *ctx;
	char   *error;
	size_t  size;
};

static int
wrong(struct rows *r, const char *why)
{
	if (r->record > 0)
		snprintf(r->error, r->size, "record %ld: %s", r->record, why);
	else
		snprintf(r->error, r->size, "%s", why);
	return -1;
}

/* ---- cutting ----------------------------------------------------------------- */

static void
skip_blanks(struct rows *r)
{
	while (r->at < r->end && strchr(" \t\r\n", *r->at) != NULL && *r->at != '\0')
		r->at++;
}

/* The end of the value that begins at `at`, by its brackets and strings; NULL when it has none. */
static const char *
value_end(const char *at, const char *end)
{
	int depth = 0;
	bool quoted = false;

	for (; at < end; at++) {
		if (quoted) {
			quoted = *at != '"';
			at += *at == '\\';
		} else if (*at == '"') {
			quoted = true;
		} else if (*at == '{' || *at == '[') {
			depth++;
		} else if (*at == '}' || *at == ']') {
			if (--depth == 0)
				return at + 1;
			if (depth < 0)
				return NULL;
		}
	}
	return NULL;
}

/* The next record: 1, 0 no more, -1. */
static int
next(struct rows *r, cJSON **out)
{
	const char *end;
	char why[160];

	skip_blanks(r);
	if (r->array && r->record > 0 && r->at < r->end && *r->at == ',') {
		r->at++;
		skip_blanks(r);
	} else if (r->array && r->record > 0 && (r->at == r->end || *r->at != ']')) {
		return wrong(r, "no comma or ] after it; is the file cut short?");
	}
	if (r->at == r->end || (r->array && *r->at == ']'))
		return r->array && r->at == r->end ? wrong(r, "the list has no end; is the file cut short?") : 0;
	r->record++;
	if (*r->at != '{')
		return wrong(r, "not an object {..}");
	if ((end = value_end(r->at, r->end)) == NULL)
		return wrong(r, "it has no end; is the file cut short?");
	if (wire_line_check(r->at, (size_t)(end - r->at), why, sizeof why) != 0)
		return wrong(r, why);
	if ((*out = cJSON_ParseWithLength(r->at, (size_t)(end - r->at))) == NULL)
		return wrong(r, "not JSON");
	r->at = end;
	return 1;
}

/* {"data":[...]}: where the one list of objects begins, or NULL. */
static const char *
list_inside(const struct rows *r)
{
	const char *end = value_end(r->at, r->end), *found = NULL;
	const char *p = r->at + 1;

	for (const char *rest = end; rest != NULL && rest < r->end; rest++)
		if (strchr(" \t\r\n", *rest) == NULL)
			return NULL;               /* something follows: NDJSON */
	for (; end != NULL && p < end; p++) {
		if (*p == '"') {
			for (p++; p < end && *p != '"'; p++)
				p += *p == '\\';
		} else if (*p == '{') {
			const char *inner = value_end(p, end);
			p = inner != NULL ? inner - 1 : end;
		} else if (*p == '[') {
			const char *first = p + 1, *inner = value_end(p, end);
			while (first < end && strchr(" \t\r\n", *first) != NULL)
				first++;
			if (found != NULL || inner == NULL)
				return NULL;
			if (*first == '{' || *first == ']')
				found = p;
			p = inner - 1;
		}
	}
	return found;
}

static int
begin(struct rows *r)
{
	const char *inside;

	r->at = r->data;
	r->record = 0;
	if (r->end - r->at >= 3 && memcmp(r->at, "\xEF\xBB\xBF", 3) == 0)
		r->at += 3;
	skip_blanks(r);
	if (r->at == r->end)
		return wrong(r, "empty; a list of records is wanted");
	if (*r->at == '{' && (inside = list_inside(r)) != NULL)
		r->at = inside;
	r->array = *r->at == '[';
	if (!r->array && *r->at != '{')
		return wrong(r, "not JSON: a list [..] of objects, or an object {..} a line, is wanted");
	r->at += r->array;
	return 0;
}

/* ---- writing ------------------------------------------------------------------ */

static int
column_of(struct rows *r, const char *name)
{
	for (int i = 0; i < r->count; i++)
		if (strcmp(r->columns[i], name) == 0)
			return i;
	return -1;
}

static int
find_columns(struct rows *r)
{
	cJSON *record;
	int rc = begin(r);

	while (rc == 0 && (rc = next(r, &record)) == 1) {
		const cJSON *member;
		rc = 0;
		cJSON_ArrayForEach(member, record) {
			if (column_of(r, member->string) >= 0 || (r->keep != NULL && !r->keep(r->ctx, member->string)))
				continue;
			if (r->count == ROW_CELLS_MAX || (r->columns[r->count] = strdup(member->string)) == NULL) {
				rc = wrong(r, "too many different members");
				break;
			}
			r->count++;
		}
		cJSON_Delete(record);
	}
	if (rc == 0 && r->record == 0)
		return wrong(r, "an empty list; no records are not taken for all of them");
	return rc == 0 && r->count == 0 ? wrong(r, "no member is a column anybody knows; see guatu-pack(5)") : rc;
}

static int
write_cell(struct row_text *out, const cJSON *value)
{
	char *text = NULL;
	int rc;

	if (value == NULL || cJSON_IsNull(value))
		return 0;
	if (cJSON_IsString(value))
		return row_cell(out, value->valuestring, strlen(value->valuestring));
	if (cJSON_IsBool(value))
		return row_append(out, cJSON_IsTrue(value) ? "1" : "0", 1);
	if ((text = cJSON_PrintUnformatted(value)) == NULL)
		return -1;
	rc = row_cell(out, text, strlen(text));
	free(text);
	return rc;
}

static int
write_rows(struct rows *r, FILE *out)
{
	struct row_text line = { 0 };
	cJSON *record;
	int rc = 0, got;

	for (int i = 0; rc == 0 && i < r->count; i++)
		rc = row_cell_after(&line, i > 0, r->columns[i]);
	if (begin(r) != 0)
		rc = -1;
	for (got = 1; rc == 0 && got == 1;) {
		if (fwrite(line.text, 1, line.len, out) != line.len || fputc('\n', out) == EOF) {
			rc = wrong(r, strerror(errno));
			break;
		}
		line.len = 0;
		if ((got = next(r, &record)) != 1)
			break;
		for (int i = 0; rc == 0 && i < r->count; i++)
			if ((i > 0 && row_append(&line, ",", 1) != 0) ||
			    write_cell(&line, cJSON_GetObjectItemCaseSensitive(record, r->columns[i])) != 0)
				rc = wrong(r, "out of memory");
		cJSON_Delete(record);
	}
	row_text_clear(&line);
	return rc;
}

static int
load(struct rows *r, const char *from)
{
	int fd = open(from, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t have = 0;
	ssize_t got = 1;

	if (fd < 0 || fstat(fd, &st) != 0 || (r->data = malloc((size_t)st.st_size + 1)) == NULL) {
		if (fd >= 0)
			close(fd);
		return wrong(r, strerror(errno));
	}
	while (have < (size_t)st.st_size && (got = read(fd, r->data + have, (size_t)st.st_size - have)) > 0)
		have += (size_t)got;
	close(fd);
	r->data[have] = '\0';
	r->end = r->data + have;
	return got < 0 ? wrong(r, strerror(errno)) : 0;
}

int
json_rows_to_csv(const char *from, const char *to, bool (*keep)(void *ctx, const char *member), void *ctx, char *error,
                 size_t size)
{
	struct rows r = { .keep = keep, .ctx = ctx, .error = error, .size = size };
	FILE *out = NULL;
	int fd, rc = -1;

	if (load(&r, from) != 0 || find_columns(&r) != 0)
		goto out;
	if ((fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0 ||
	    (out = fdopen(fd, "w")) == NULL) {
		wrong(&r, strerror(errno));
		goto out;
	}
	rc = write_rows(&r, out);
	if (fclose(out) != 0 && rc == 0)
		rc = wrong(&r, strerror(errno));
out:
	free(r.data);
	for (int i = 0; i < r.count; i++)
		free(r.columns[i]);
	return rc;
}
