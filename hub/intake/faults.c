#include "hub/intake/faults_in.h"

#include "model/text/language.h"
#include "model/text/visible.h"

/* A file with so many faults is not the file that was meant; of notes the later ones are only counted. */
enum { FAULTS_MAX = 500000, NOTES_MAX = 5000, WORDS_ROOM = 16384, SAME_MAX = 5, SAME_SAID = 3 };

/* ---- gathering ------------------------------------------------------------------------ */

int
faults_file(struct faults *f, int kind, const char *path, const char *called, const struct row_members *json)
{
	free((char *)f->file[kind].path);
	free((char *)f->file[kind].called);
	f->file[kind].path = strdup(path);
	f->file[kind].called = strdup(called != NULL ? called : path);
	f->file[kind].json = json;
	f->file[kind].order = ++f->files;
	return f->file[kind].path != NULL && f->file[kind].called != NULL ? 0 : -2;
}

int
faults_sheet(struct faults *f, int kind, const char *sheet)
{
	free((char *)f->file[kind].sheet);
	f->file[kind].sheet = sheet != NULL ? strdup(sheet) : NULL;
	return sheet == NULL || f->file[kind].sheet != NULL ? 0 : -2;
}

static void
drop_titles(struct faults *f, int kind)
{
	for (int i = 0; i < f->file[kind].title_count; i++)
		free(f->file[kind].titles[i]);
	free(f->file[kind].titles);
	f->file[kind].titles = NULL;
	f->file[kind].title_count = 0;
}

int
faults_titles(struct faults *f, int kind, const struct head *head)
{
	drop_titles(f, kind);
	if ((f->file[kind].titles = calloc((size_t)head->count + 1, sizeof *f->file[kind].titles)) == NULL)
		return -2;
	for (int i = 0; i < head->count; i++) {
		f->file[kind].titles[i] = strdup(head->column[i].title);
		f->file[kind].title_count++;
		if (f->file[kind].titles[i] == NULL)
			return -2;
	}
	return 0;
}

static struct fault *
new_fault(struct fault_list *l)
{
	if (l->count == l->room) {
		size_t room = l->room == 0 ? 64 : 2 * l->room;
		struct fault *more = realloc(l->at, room * sizeof *more);
		if (more == NULL)
			return NULL;
		l->at = more;
		l->room = room;
	}
	return &l->at[l->count++];
}

/* 0, -1 out of memory. */
static int
gather(struct fault_list *l, const struct fault *at, const char *format, va_list args)
{
	struct fault *fault = new_fault(l);
	char reason[1024];

	if (fault == NULL)
		return -1;
	vsnprintf(reason, sizeof reason, format, args);
	*fault = *at;
	fault->id = strdup(at->id != NULL ? at->id : "");
	fault->title = at->title != NULL ? strdup(at->title) : NULL;
	fault->named = at->named != NULL ? strdup(at->named) : NULL;
	fault->unless = at->named != NULL ? at->unless : -1;
	fault->reason = strdup(reason);
	fault->n = l->count;
	return fault->id == NULL || fault->reason == NULL || (at->named != NULL && fault->named == NULL) ||
	       (at->title != NULL && fault->title == NULL) ? -1 : 0;
}

int
faults_add(struct faults *f, const struct fault *at, const char *format, ...)
{
	va_list args;

	if (f == NULL)
		return -1;
	f->many = f->many || f->bad.count >= FAULTS_MAX;
	if (f->many)
		return -1;
	va_start(args, format);
	f->many = gather(&f->bad, at, format, args) != 0;
	va_end(args);
	if (at->field == ROW_FILE)
		f->unread = f->file[at->kind].unread = true;
	return -1;
}

static const char *
own_title(const struct fault *x)
{
	return x->title != NULL ? x->title : "";
}

static bool
same_words(const struct fault *a, const struct fault *b)
{
	return a->kind == b->kind && a->field == b->field && strcmp(own_title(a), own_title(b)) == 0 &&
	       strcmp(a->reason, b->reason) == 0;
}

static size_t
hash_words(const struct fault *x)
{
	size_t h = (size_t)(x->kind * 1000 + x->field);

	for (const char *p = own_title(x); *p != '\0'; p++)
		h = h * 31 + (unsigned char)*p;
	for (const char *p = x->reason; *p != '\0'; p++)
		h = h * 31 + (unsigned char)*p;
	return h ^ h >> 17;
}

static void
drop(struct fault *fault)
{
	free((char *)fault->id);
	free((char *)fault->title);
	free((char *)fault->named);
	free(fault->reason);
	free(fault->more);
	*fault = (struct fault){ .kind = -1 };
}

/* The newest note, once more than are said have its words, is only counted: 1; 0; -1 out of memory. */
static int
count_same(struct fault_list *l)
{
	struct fault *new = &l->at[l->count - 1], *first;
	size_t at = hash_words(new) % WORDS_ROOM, *place;

	if (l->by_words == NULL && (l->by_words = calloc(WORDS_ROOM, sizeof *l->by_words)) == NULL)
		return -1;
	while (*(place = &l->by_words[at]) != 0 && !same_words(&l->at[*place - 1], new))
		at = (at + 1) % WORDS_ROOM;
	if (*place == 0) {
		*place = l->count;
		new->same = 1;
		return 0;
	}
	first = &l->at[*place - 1];
	if (first->same++ >= SAME_MAX) {
		drop(new);
		l->count--;
		return 1;
	}
	return 0;
}

void
faults_note(struct faults *f, const struct fault *at, const char *format, ...)
{
	va_list args;
	int rc = 0;

	if (f == NULL || f->many)
		return;
	if (f->notes.count == NOTES_MAX) {
		f->unsaid++;
		return;
	}
	va_start(args, format);
	rc = gather(&f->notes, at, format, args);
	va_end(args);
	rc = rc != 0 ? -1 : count_same(&f->notes);
	f->many = rc < 0;
	f->alike += rc == 1;
}

static void
close_up(struct fault_list *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].kind >= 0)
			l->at[kept++] = l->at[i];
	l->count = kept;
}

static void
clear(struct fault_list *l)
{
	for (size_t i = 0; i < l->count; i++)
		drop(&l->at[i]);
	free(l->at);
	free(l->by_words);
}

static void
sort(struct fault_list *l, int (*by)(const void *, const void *))
{
	if (l->count > 1)
		qsort(l->at, l->count, sizeof *l->at, by);
}

size_t
faults_noted(const struct faults *f)
{
	return f->notes.count + f->unsaid + f->alike;
}

void
faults_clear(struct faults *f)
{
	clear(&f->bad);
	clear(&f->notes);
	for (int kind = 0; kind < FAULTS_FILES; kind++) {
		free((char *)f->file[kind].path);
		free((char *)f->file[kind].called);
		free((char *)f->file[kind].sheet);
		drop_titles(f, kind);
		ids_free(f->file[kind].ids);
	}
	*f = (struct faults){ 0 };
}

/* ---- what stands ------------------------------------------------------------------------- */

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

bool
fault_unplaced(const struct fault *x)
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

bool
faults_of(const struct fault_list *l, int kind, const char *id)
{
	struct fault key = { .kind = kind, .id = id };

	return l->count > 0 && bsearch(&key, l->at, l->count, sizeof key, by_record) != NULL;
}

/* 1 what the row names is there by now, or in a row that is refused itself; 0, -2. */
static int
named_came(const struct faults *f, struct hub_db *db, const struct fault *fault)
{
	struct hub_record r;
	int rc;

	if (f->file[fault->unless].unread || faults_of(&f->bad, fault->unless, fault->named))
		return 1;
	rc = strlen(fault->named) > HUB_ID_MAX ? 0 : hub_db_get(db, (enum kind)fault->unless, fault->named, &r);
	return rc < 0 ? -2 : rc == 1 && r.body != NULL;
}

static int
drop_references(struct faults *f, struct hub_db *db)
{
	struct fault_list *l = &f->bad;
	int rc = 0;

	for (size_t i = 0; i < l->count && rc >= 0; i++)
		if (l->at[i].unless >= 0)
			l->at[i].n = (rc = named_came(f, db, &l->at[i])) == 1 ? 0 : l->at[i].n;
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].n == 0)
			drop(&l->at[i]);
	close_up(l);
	return rc < 0 ? -2 : 0;
}

/* What a rule found of a row that was not read as it stands, or in a cell that has a fault, follows from that. */
static void
drop_followers(struct fault_list *l)
{
	const struct fault *before = NULL;
	bool whole = false;

	for (size_t i = 0; i < l->count; i++) {
		struct fault *fault = &l->at[i];
		bool same = before != NULL && by_record(before, fault) == 0;
		whole = (same && whole) || fault->field == ROW_WHOLE;
		if (fault_unplaced(fault) && same && (whole || before->field == fault->field))
			drop(fault);
		else
			before = fault;
	}
	close_up(l);
}

int
faults_stand(struct faults *f, struct hub_db *db)
{
	sort(&f->notes, by_cell);
	sort(&f->bad, by_cell);
	if (f->bad.count == 0)
		return 0;
	if (drop_references(f, db) != 0)
		return -2;
	drop_followers(&f->bad);
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
	rc = rc != 0 ? rc : strcmp(own_title(x), own_title(y));
	rc = rc != 0 ? rc : strcmp(x->reason, y->reason);
	return rc != 0 ? rc : compare((int64_t)x->n, (int64_t)y->n);
}

/* LINE:COLUMN, or the record.  A whole row begins at its first column, as editors count. */
static int
place(const struct faults *f, const struct fault *x, char *out, size_t size)
{
	if (f->file[x->kind].json != NULL)
		return snprintf(out, size, _("record %ld"), x->line - 1);
	return snprintf(out, size, "%ld:%d", x->line, x->column > 0 ? x->column : 1);
}

/* `count` faults that differ in nothing but their rows become one of `all`. */
static void
make_one(const struct faults *f, struct fault *same, size_t count, size_t all)
{
	char text[3 * HUB_ID_MAX + 96] = "";
	size_t len = 0;

	for (size_t i = 1; i < SAME_SAID; i++) {
		const struct fault *x = &same[i];
		len += (size_t)snprintf(text + len, sizeof text - len, ", ");
		len += (size_t)(fault_unplaced(x) ? snprintf(text + len, sizeof text - len, "%s", x->id)
		                                  : place(f, x, text + len, sizeof text - len));
	}
	snprintf(text + len, sizeof text - len, _(" and %zu more"), all - SAME_SAID);
	same->more = strdup(text);
	for (size_t i = 1; i < count; i++)
		drop(&same[i]);
}

/* What is wrong with the head is said there. */
static void
make_heads(struct fault *same, size_t count)
{
	same->line = same->once;
	same->column = 0;
	for (size_t i = 1; i < count; i++)
		drop(&same[i]);
}

static void
put_together(const struct faults *f, struct fault_list *l)
{
	size_t end, all;

	sort(l, by_reason);
	for (size_t i = 0; i < l->count; i = end) {
		all = l->at[i].same;
		for (end = i + 1; end < l->count && l->at[i].order == l->at[end].order &&
		                  same_words(&l->at[i], &l->at[end]); end++)
			all += l->at[end].same;
		all = all > end - i ? all : end - i;
		if (l->at[i].once > 0)
			make_heads(&l->at[i], end - i);
		else if (all > SAME_MAX)
			make_one(f, &l->at[i], end - i, all);
	}
	close_up(l);
}

/* A field in our own writing goes by its title. */
static bool
is_machine(const struct fault *x, const char *title)
{
	return strcmp(title, x->field >= 0 ? record_fields[x->field].name : "id") == 0;
}

/* As the sheet has it. */
static const char *
title_of(const struct faults *f, const struct fault *x)
{
	const char *own = x->line > 0 && x->column > 0 && x->column <= f->file[x->kind].title_count
	                  ? visible_trim(f->file[x->kind].titles[x->column - 1]) : "";
	const struct row_members *json = f->file[x->kind].json;

	if (json != NULL && x->line > 0 && x->column > 0 && x->column <= json->count)
		return json->name[x->column - 1];
	if (x->title == NULL && *own != '\0' && x->kind < KIND_COUNT && !is_machine(x, own))
		return own;
	return x->title != NULL ? x->title : x->field == ROW_ID ? _("id") : x->field < 0 ? _("whole row")
	                                                           : record_fields[x->field].title;
}

static void
say(const struct faults *f, const struct fault *x, FILE *out)
{
	const char *more = x->more != NULL ? x->more : "", *file = f->file[x->kind].called, *title = title_of(f, x);
	char where[64];

	place(f, x, where, sizeof where);
	if (fault_unplaced(x))
		visible_print(out, _("note: %s %s%s (%s): %s\n"), kind_words(record_kinds[x->kind].name), x->id,
		              more, title, x->reason);
	else if (x->line == 0)
		visible_print(out, "%s: %s\n", file, x->reason);
	else if (f->file[x->kind].json != NULL && x->line == 1)      /* of no record: what all of them lack */
		visible_print(out, "%s: %s: %s\n", file, title, x->reason);
	else if (x->field == ROW_FILE && x->title == NULL)
		visible_print(out, "%s:%s%s: %s\n", file, where, more, x->reason);
	else
		visible_print(out, "%s:%s%s (%s): %s\n", file, where, more, title, x->reason);
}

/* By place, as what came counts its lines: how many rows have one. */
static long
count_rows(const struct faults *f, struct fault_list *l)
{
	const struct fault *before = NULL;
	long rows = 0;

	for (size_t i = 0; i < l->count; i++) {
		struct fault *x = &l->at[i];
		x->order = fault_unplaced(x) ? INT32_MAX : f->file[x->kind].order;
	}
	sort(l, by_place);
	for (size_t i = 0; i < l->count && !fault_unplaced(&l->at[i]); i++) {
		rows += before == NULL || before->kind != l->at[i].kind || before->line != l->at[i].line;
		before = &l->at[i];
		l->at[i].n = i;
	}
	return rows;
}

static void
say_all(const struct faults *f, struct fault_list *l, bool unplaced, FILE *out)
{
	put_together(f, l);
	sort(l, by_place);
	for (size_t i = 0; i < l->count; i++)
		if (unplaced || !fault_unplaced(&l->at[i]))
			say(f, &l->at[i], out);
}

/* What is refused is told with which sheet of the file was read. */
static void
say_files(const struct faults *f, FILE *out)
{
	for (size_t i = 0; i < f->notes.count; i++)
		if (f->notes.at[i].field == ROW_FILE && f->notes.at[i].line == 0 && f->notes.at[i].title == NULL)
			say(f, &f->notes.at[i], out);
}

long
faults_say(struct faults *f, FILE *out)
{
	long rows = count_rows(f, &f->bad);

	if (rows == 0 && !f->many) {
		count_rows(f, &f->notes);
		say_all(f, &f->notes, true, out);
	}
	else if (!f->many)
		say_files(f, out);
	say_all(f, &f->bad, rows == 0, out);
	if (rows == 0 && f->unsaid > 0)
		fprintf(out, _("and %zu more notes\n"), f->unsaid);
	if (f->many)
		fprintf(out, _("more than %d faults, or no memory for them; nothing behind was looked at\n"),
		        FAULTS_MAX);
	return rows + f->many;
}
