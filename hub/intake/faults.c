#include "hub/intake/faults_in.h"

/* A file with so many faults is not the file that was meant. */
enum { FAULTS_MAX = 500000, SAME_MAX = 5, SAME_SAID = 3 };

/* ---- gathering ------------------------------------------------------------------------ */

int
faults_file(struct faults *f, enum kind kind, const char *path, const char *called, int ahead)
{
	free((char *)f->file[kind].path);
	free((char *)f->file[kind].called);
	f->file[kind].path = strdup(path);
	f->file[kind].called = strdup(called != NULL ? called : path);
	f->file[kind].ahead = ahead;
	f->file[kind].order = ++f->files;
	return f->file[kind].path != NULL && f->file[kind].called != NULL ? 0 : -2;
}

static struct fault *
new_fault(struct faults *f)
{
	if (f->count == f->room) {
		size_t room = f->room == 0 ? 64 : 2 * f->room;
		struct fault *more = realloc(f->list, room * sizeof *more);
		if (more == NULL)
			return NULL;
		f->list = more;
		f->room = room;
	}
	return &f->list[f->count++];
}

int
faults_add(struct faults *f, const struct fault *at, const char *format, ...)
{
	struct fault *fault;
	char reason[1024];
	va_list args;

	if (f == NULL)
		return -1;
	f->many = f->many || f->count >= FAULTS_MAX;
	if (f->many || (fault = new_fault(f)) == NULL) {
		f->many = true;
		return -1;
	}
	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	*fault = *at;
	fault->id = strdup(at->id != NULL ? at->id : "");
	fault->named = at->named != NULL ? strdup(at->named) : NULL;
	fault->unless = at->named != NULL ? at->unless : -1;
	fault->reason = strdup(reason);
	fault->n = f->count;
	if (fault->id == NULL || fault->reason == NULL || (at->named != NULL && fault->named == NULL))
		f->many = true;
	if (at->field == ROW_FILE)
		f->unread = f->file[at->kind].unread = true;
	return -1;
}

static void
drop(struct fault *fault)
{
	free((char *)fault->id);
	free((char *)fault->named);
	free(fault->reason);
	free(fault->more);
	*fault = (struct fault){ .kind = -1 };
}

static void
close_up(struct faults *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].kind >= 0)
			f->list[kept++] = f->list[i];
	f->count = kept;
}

void
faults_clear(struct faults *f)
{
	for (size_t i = 0; i < f->count; i++)
		drop(&f->list[i]);
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		free((char *)f->file[kind].path);
		free((char *)f->file[kind].called);
	}
	free(f->list);
	*f = (struct faults){ 0 };
}

/* ---- what stands ------------------------------------------------------------------------- */

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

bool
fault_is_note(const struct fault *x)
{
	return x->line == 0 && x->field != ROW_FILE;
}

static int
by_record(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	int rc = compare(x->kind, y->kind);

	return rc != 0 ? rc : strcmp(x->id, y->id);
}

static int
by_cell(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	int rc = by_record(a, b);

	rc = rc != 0 ? rc : compare(x->field, y->field);
	return rc != 0 ? rc : compare((int64_t)x->n, (int64_t)y->n);
}

struct fault *
faults_of(const struct faults *f, int kind, const char *id)
{
	struct fault key = { .kind = kind, .id = id }, *at = NULL;

	if (f->count > 0)
		at = bsearch(&key, f->list, f->count, sizeof key, by_record);

	while (at != NULL && at > f->list && by_record(at - 1, &key) == 0)
		at--;
	return at;
}

/* 1 what the row names is there by now, or in a row that is refused itself; 0, -2. */
static int
named_came(const struct faults *f, struct hub_db *db, const struct fault *fault)
{
	struct hub_record r;
	int rc;

	if (f->file[fault->unless].unread || faults_of(f, fault->unless, fault->named) != NULL)
		return 1;
	rc = strlen(fault->named) > HUB_ID_MAX ? 0 : hub_db_get(db, (enum kind)fault->unless, fault->named, &r);
	return rc < 0 ? -2 : rc == 1 && r.body != NULL;
}

static int
drop_references(struct faults *f, struct hub_db *db)
{
	int rc = 0;

	for (size_t i = 0; i < f->count && rc >= 0; i++)
		if (f->list[i].unless >= 0)
			f->list[i].n = (rc = named_came(f, db, &f->list[i])) == 1 ? 0 : f->list[i].n;
	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].n == 0)
			drop(&f->list[i]);
	close_up(f);
	return rc < 0 ? -2 : 0;
}

/* What a rule found of a row that was not read as it stands, or in a cell that has a fault, follows from that. */
static void
drop_followers(struct faults *f)
{
	const struct fault *before = NULL;
	bool whole = false;

	for (size_t i = 0; i < f->count; i++) {
		struct fault *fault = &f->list[i];
		bool same = before != NULL && by_record(before, fault) == 0;
		whole = (same && whole) || fault->field == ROW_WHOLE;
		if (fault_is_note(fault) && same && (whole || before->field == fault->field))
			drop(fault);
		else
			before = fault;
	}
	close_up(f);
}

int
faults_stand(struct faults *f, struct hub_db *db)
{
	if (f->count == 0)
		return 0;
	if (f->count > 1)
		qsort(f->list, f->count, sizeof *f->list, by_cell);
	if (drop_references(f, db) != 0)
		return -2;
	drop_followers(f);
	return 0;
}

/* ---- saying ---------------------------------------------------------------------------------- */

static int
by_place(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	int rc = compare(x->order, y->order);

	rc = rc != 0 ? rc : compare(x->kind, y->kind);
	rc = rc != 0 ? rc : compare(x->line, y->line);
	rc = rc != 0 ? rc : compare(x->column, y->column);
	return rc != 0 ? rc : compare((int64_t)x->n, (int64_t)y->n);
}

static int
by_reason(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	int rc = compare(x->order, y->order);

	rc = rc != 0 ? rc : compare(x->kind, y->kind);
	rc = rc != 0 ? rc : compare(x->field, y->field);
	rc = rc != 0 ? rc : strcmp(x->reason, y->reason);
	return rc != 0 ? rc : compare((int64_t)x->n, (int64_t)y->n);
}

/* `count` faults that differ in nothing but their rows become one. */
static void
make_one(struct fault *same, size_t count)
{
	char text[3 * HUB_ID_MAX + 96] = "";
	size_t len = 0;

	for (size_t i = 1; i < SAME_SAID; i++) {
		const struct fault *x = &same[i];
		len += (size_t)(fault_is_note(x) ? snprintf(text + len, sizeof text - len, ", %s", x->id)
		                           : snprintf(text + len, sizeof text - len, ", %ld:%d", x->line, x->column));
	}
	snprintf(text + len, sizeof text - len, " and %zu more", count - SAME_SAID);
	same->more = strdup(text);
	for (size_t i = 1; i < count; i++)
		drop(&same[i]);
}

static bool
same(const struct fault *a, const struct fault *b)
{
	return a->order == b->order && a->kind == b->kind && a->field == b->field && strcmp(a->reason, b->reason) == 0;
}

static void
put_together(struct faults *f)
{
	size_t end;

	if (f->count > 1)
		qsort(f->list, f->count, sizeof *f->list, by_reason);
	for (size_t i = 0; i < f->count; i = end) {
		for (end = i + 1; end < f->count && same(&f->list[i], &f->list[end]); end++)
			;
		if (end - i > SAME_MAX)
			make_one(&f->list[i], end - i);
	}
	close_up(f);
}

static void
say(const struct faults *f, const struct fault *x, FILE *out)
{
	const char *title = x->field == ROW_ID ? "id" : x->field < 0 ? "whole row" : record_fields[x->field].title;
	const char *more = x->more != NULL ? x->more : "", *file = f->file[x->kind].called;

	if (fault_is_note(x))
		fprintf(out, "note: %s %s%s (%s): %s\n", record_kinds[x->kind].name, x->id, more, title, x->reason);
	else if (x->field != ROW_FILE)
		fprintf(out, "%s:%ld:%d%s (%s): %s\n", file, x->line, x->column, more, title, x->reason);
	else if (x->line > 0)
		fprintf(out, "%s:%ld:%d%s\n", file, x->line, x->column, x->reason);
	else
		fprintf(out, "%s: %s\n", file, x->reason);
}

/* How many rows have one; afterwards they stand by place. */
static long
count_rows(struct faults *f)
{
	const struct fault *before = NULL;
	long rows = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct fault *x = &f->list[i];
		x->order = fault_is_note(x) ? INT32_MAX : f->file[x->kind].order;
		x->line -= x->line > f->file[x->kind].ahead ? f->file[x->kind].ahead : 0;
	}
	if (f->count > 1)
		qsort(f->list, f->count, sizeof *f->list, by_place);
	for (size_t i = 0; i < f->count && !fault_is_note(&f->list[i]); i++) {
		rows += before == NULL || before->kind != f->list[i].kind || before->line != f->list[i].line;
		before = &f->list[i];
		f->list[i].n = i;
	}
	return rows;
}

long
faults_say(struct faults *f, FILE *out)
{
	long rows;

	if (f->count == 0)
		return f->many;
	rows = count_rows(f);
	put_together(f);
	if (f->count > 1)
		qsort(f->list, f->count, sizeof *f->list, by_place);
	for (size_t i = 0; i < f->count; i++)
		if (!fault_is_note(&f->list[i]) || rows == 0)
			say(f, &f->list[i], out);
	if (f->many)
		fprintf(out, "more than %d faults, or no memory for them; nothing behind was looked at\n", FAULTS_MAX);
	return rows + f->many;
}
