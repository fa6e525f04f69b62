#include "hub/serve/changes.h"

#include "model/room/civil.h"
#include "model/text/language.h"

struct changes {
	struct readers    *readers;
	struct access      who;
	struct changes_place  place;
	char               epoch[64], county[16];
	int64_t            clock;          /* room time minus real time */
	int64_t            real;
	int64_t            head;           /* as of the page last read */
	char              *page;           /* made and not yet handed out */
	size_t             size, used, given;
	int                since_mark;     /* records since the last bookmark */
	int64_t            records;        /* in all */
	bool               failed;
};

/* ---- writing into the page ---------------------------------------------- */

static void
add(struct changes *f, const char *bytes, size_t len)
{
	if (f->used + len > f->size) {
		size_t size = (f->used + len) * 2;
		char *page = realloc(f->page, size);
		if (page == NULL) {
			f->failed = true;
			return;
		}
		f->page = page;
		f->size = size;
	}
	memcpy(f->page + f->used, bytes, len);
	f->used += len;
}

static void
add_text(struct changes *f, const char *text)
{
	add(f, text, strlen(text));
}

static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == '"' || *s == '\\')
			return false;
	return true;
}

/* As a JSON string; nearly every id is plain. */
static void
add_quoted(struct changes *f, const char *text)
{
	cJSON *item;
	char *quoted;

	if (is_plain(text)) {
		add_text(f, "\"");
		add_text(f, text);
		add_text(f, "\"");
		return;
	}
	item = cJSON_CreateStringReference(text);
	quoted = cJSON_PrintUnformatted(item);
	add_text(f, quoted != NULL ? quoted : "\"\"");
	free(quoted);
	cJSON_Delete(item);
}

static void
add_header(struct changes *f, int64_t as_of, int64_t estimate)
{
	char line[256];

	snprintf(line, sizeof line, "{\"feed\":1,\"epoch\":\"%s\",\"as_of\":%lld,\"estimate\":%lld}\n", f->epoch,
	         (long long)as_of, (long long)estimate);
	add_text(f, line);
}

static void
add_mark(struct changes *f, const char *cursor, bool more)
{
	char line[CURSOR_MAX + 256], now[26];

	instant_format(f->real + f->clock, now);
	snprintf(line, sizeof line, "{\"mark\":\"%s\",\"n\":%d,\"more\":%s,\"now\":\"%s\"}\n", cursor, f->since_mark,
	         more ? "true" : "false", now);
	add_text(f, line);
	f->since_mark = 0;
}

static void
mark_changes(struct changes *f, int64_t seq, bool more)
{
	char cursor[CURSOR_MAX];

	cursor_write_changes(cursor, sizeof cursor, f->epoch, f->county, f->who.hash, seq);
	add_mark(f, cursor, more);
}

static void
mark_snapshot(struct changes *f)
{
	char cursor[CURSOR_MAX];

	cursor_write_snapshot(cursor, sizeof cursor, f->epoch, f->county, f->who.hash, f->place.as_of, &f->place.at);
	add_mark(f, cursor, true);
}

static void
add_record(struct changes *f, const struct hub_record *r, const char *gone)
{
	char numbers[96];

	add_text(f, "{\"kind\":\"");
	add_text(f, record_kinds[r->kind].name);
	add_text(f, "\",\"id\":");
	add_quoted(f, r->id);
	snprintf(numbers, sizeof numbers, ",\"rev\":%lld,\"seq\":%lld,\"%s\":", (long long)r->rev, (long long)r->seq,
	         gone != NULL ? "gone" : "body");
	add_text(f, numbers);
	if (gone != NULL)
		add_quoted(f, gone);
	else
		add(f, r->body, r->body_len);
	add_text(f, "}\n");
	f->since_mark++;
	f->records++;
}

/* What this reader is told about a record: all, that it is gone, or nothing at all. */
static void
show(struct changes *f, const struct hub_record *r)
{
	bool sees = access_sees(&f->who, r->division);

	if (sees && r->gone == NULL && r->body_len > HUB_RECORD_MAX)
		fprintf(stderr, _("guatu-hub: %s %s is too large for the wire and is not sent\n"),
		        record_kinds[r->kind].name, r->id);
	else if (sees)
		add_record(f, r, r->gone);
	else if (f->place.stage == CHANGES_SINCE && access_saw(&f->who, r->former))  /* a snapshot begins empty */
		add_record(f, r, "scope");
}

/* ---- pages -------------------------------------------------------------- */

static int
take_snapshot(void *ctx, const struct hub_record *r)
{
	struct changes *f = ctx;

	if (f->used >= CHANGES_PAGE_BYTES)
		return 1;
	if (r->kind >= 0 && r->kind < KIND_COUNT) {
		show(f, r);
		f->place.at.kind = (int)r->kind;
	}
	snprintf(f->place.at.id, sizeof f->place.at.id, "%s", r->id);
	if (f->since_mark >= CHANGES_MARK_EVERY)
		mark_snapshot(f);
	return 0;
}

/* A bookmark may stand only between two seqs, so it is set when the next one begins. */
static int
take_change(void *ctx, const struct hub_record *r)
{
	struct changes *f = ctx;

	if (r->seq != f->place.at.seq && f->since_mark >= CHANGES_MARK_EVERY / 2)
		mark_changes(f, f->place.at.seq, true);
	if (f->used >= CHANGES_PAGE_BYTES)
		return 1;
	show(f, r);
	f->place.at.seq = r->seq;
	f->place.at.kind = (int)r->kind;
	snprintf(f->place.at.id, sizeof f->place.at.id, "%s", r->id);
	return 0;
}

enum { PAGE_ROWS = 4096 };

static void
next_page(struct changes *f)
{
	struct hub_db *db = readers_take(f->readers);
	bool snapshot = f->place.stage == CHANGES_SNAPSHOT;
	int n = snapshot ? hub_db_walk_id(db, &f->place.at, PAGE_ROWS, take_snapshot, f, &f->head)
	                 : hub_db_walk_seq(db, &f->place.at, PAGE_ROWS, take_change, f, &f->head);

	if (n < 0)
		fprintf(stderr, _("guatu-hub: changes: %s\n"), hub_db_error(db));
	readers_give(f->readers, db);
	if (n < 0)
		f->failed = true;
	else if (n < PAGE_ROWS && f->used < CHANGES_PAGE_BYTES && snapshot)
		f->place = (struct changes_place){ CHANGES_SINCE, { .seq = f->place.as_of, .kind = -1 },
		                                   f->place.as_of };
	else if (n < PAGE_ROWS && f->used < CHANGES_PAGE_BYTES) {
		mark_changes(f, f->head, false);
		f->place.stage = CHANGES_END;
	}
}

static void
fill(struct changes *f)
{
	if (f->given == f->used)
		f->given = f->used = 0;
	while (!f->failed && f->place.stage != CHANGES_END && f->used < CHANGES_PAGE_BYTES)
		next_page(f);
}

/* ---- the changes ----------------------------------------------------------- */

static int
begin(struct changes *f, const struct changes_place *from)
{
	struct hub_db *db = readers_take(f->readers);
	int64_t head = hub_db_head(db), records = hub_db_records(db);
	bool snapshot = from->stage == CHANGES_SNAPSHOT;

	hub_db_meta_get(db, "epoch", f->epoch, sizeof f->epoch);
	snprintf(f->county, sizeof f->county, "%s", hub_db_county(db));
	f->clock = hub_db_room_now(db, f->real) - f->real;
	readers_give(f->readers, db);
	if (head < 0 || records < 0)
		return -1;
	f->place = *from;
	/* For changes every seq has at least one record: how many at most is not known without reading. */
	add_header(f, snapshot ? from->as_of : head, snapshot ? records : head - from->at.seq);
	return 0;
}

struct changes *
changes_new(struct readers *readers, const struct access *who, const struct changes_place *from, int64_t real)
{
	struct changes *f = calloc(1, sizeof *f);

	if (f == NULL)
		return NULL;
	f->readers = readers;
	f->who = *who;
	f->real = real;
	if (begin(f, from) == 0)
		fill(f);
	else
		f->failed = true;
	if (f->failed) {
		changes_free(f);
		return NULL;
	}
	return f;
}

void
changes_free(struct changes *f)
{
	if (f == NULL)
		return;
	free(f->page);
	free(f);
}

long
changes_read(struct changes *f, char *out, size_t max)
{
	size_t n;

	if (f->given == f->used)
		fill(f);
	if (f->failed)
		return -1;
	n = f->used - f->given < max ? f->used - f->given : max;
	memcpy(out, f->page + f->given, n);
	f->given += n;
	return (long)n;
}

bool
changes_is_empty(const struct changes *f)
{
	return f->place.stage == CHANGES_END && f->records == 0;
}

long
changes_whole(const struct changes *f)
{
	return f->place.stage == CHANGES_END ? (long)(f->used - f->given) : -1;
}

int64_t
changes_head(const struct changes *f)
{
	return f->head;
}
