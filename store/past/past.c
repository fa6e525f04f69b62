#include "store/past/past.h"

#include "model/room/civil.h"
#include "model/text/language.h"
#include "store/past/past.sql.h"

struct past {
	sqlite3 *db;
	int32_t  day;
	char     text[11];
	struct calendar cal;
	uint64_t made;           /* kinds that have tables of their own */
	uint64_t done;           /* and those that are worked out */
	uint64_t seen;           /* read by what is being prepared */
	bool     working;
	int64_t  version;        /* of the cache they were worked out of */
	sqlite3_stmt *ask;
};

#define BIT(kind) (UINT64_C(1) << (kind))

/* ---- which tables a statement reads ----------------------------------------------- */

/* Views come apart into what they are made of; counts go with their kind. */
static int
reads(void *ctx, int action, const char *table, const char *column, const char *schema, const char *from)
{
	struct past *p = ctx;
	int kind;

	(void)column;
	(void)from;
	/* A table of which no column is read comes by the name it was called by. */
	if (action != SQLITE_READ || p->working || (schema != NULL && strcmp(schema, "temp") != 0))
		return SQLITE_OK;
	if (strncmp(table, "then_", 5) == 0)
		table += 5;
	kind = strcmp(table, "issue_tally") == 0 || strcmp(table, "issue_day") == 0 ? KIND_ISSUE
	       : record_kind_find(table);
	if (kind >= 0)
		p->seen |= BIT(kind) & p->made;
	return SQLITE_OK;
}

void
past_watch(struct past *p)
{
	p->seen = 0;
}

uint64_t
past_watched(struct past *p)
{
	return p->seen;
}

char *
past_text(const char *sql)
{
	static const char index[] = " INDEXED BY ";
	char *text = strdup(sql), *at = text;

	while (at != NULL && (at = strstr(at, index)) != NULL) {
		char *end = at + strlen(index);
		end += strcspn(end, " \n");
		memmove(at, end, strlen(end) + 1);
	}
	return text;
}

/* ---- making ---------------------------------------------------------------------------- */

static int
run(struct past *p, char *sql)
{
	int rc = sql != NULL ? sqlite3_exec(p->db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;

	free(sql);
	return rc;
}

/* A list of the cache's indexes of the table, as statements about ours; heap. */
static char *
index_statements(struct past *p, const char *table)
{
	sqlite3_stmt *stmt = NULL;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL)
		return NULL;
	if (sqlite3_prepare_v2(p->db, SQL_PAST_INDEXES, -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			static const char create[] = "CREATE INDEX ";
			const char *sql = (const char *)sqlite3_column_text(stmt, 0);
			if (strncmp(sql, create, strlen(create)) == 0)
				fprintf(f, "%stemp.%s;\n", create, sql + strlen(create));
		}
	}
	sqlite3_finalize(stmt);
	fclose(f);
	return text;
}

static int
make(struct past *p, enum kind kind)
{
	int rc = run(p, past_make(kind, p->text));

	if (rc == SQLITE_OK && kind != KIND_ISSUE)
		rc = run(p, index_statements(p, record_kinds[kind].name));
	p->made |= BIT(kind);
	return rc;
}

static bool
since(struct past *p, sqlite3_stmt *stmt, enum kind kind)
{
	bool any;

	sqlite3_bind_text(stmt, 1, record_kinds[kind].name, -1, SQLITE_STATIC);
	any = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0) == 1;
	sqlite3_reset(stmt);
	(void)p;
	return any;
}

/* Kinds whose records move by themselves, and those of which an event since may tell what they were. */
static int
make_all(struct past *p)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(p->db, SQL_PAST_EVENTS_SINCE, -1, &stmt, NULL);

	for (int kind = 0; rc == SQLITE_OK && kind < KIND_COUNT; kind++)
		if (kind != KIND_EVENT && (past_moves((enum kind)kind) || since(p, stmt, (enum kind)kind)))
			rc = make(p, (enum kind)kind);
	sqlite3_finalize(stmt);
	return rc;
}

/* past_deadline(day, days, unit): when a stage that was entered then had to be left. */
static void
deadline(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct past *p = sqlite3_user_data(context);
	const char *from = (const char *)sqlite3_value_text(values[0]);
	const char *unit = (const char *)sqlite3_value_text(values[2]);
	int32_t day = civil_parse(from != NULL ? from : "");
	int days = sqlite3_value_int(values[1]);
	char text[11];

	(void)count;
	if (day == CIVIL_NONE || sqlite3_value_type(values[1]) == SQLITE_NULL || days < 0 || days > 36600)
		return;
	day = unit != NULL && strcmp(unit, "workday") == 0 ? workdays_after(&p->cal, day, days) : day + days;
	civil_format(day, text);
	sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static int
begin(struct past *p)
{
	int rc = sqlite3_create_function(p->db, "past_deadline", 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC, p, deadline,
	                                 NULL, NULL);
	sqlite3_stmt *stmt = NULL;

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(p->db, SQL_PAST_BEGIN, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(p->db, SQL_PAST_SET, -1, &stmt, NULL);
	if (rc == SQLITE_OK) {
		sqlite3_bind_text(stmt, 1, p->text, -1, SQLITE_STATIC);
		rc = sqlite3_step(stmt) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
	}
	sqlite3_finalize(stmt);
	return rc != SQLITE_OK ? rc : make_all(p);
}

/* ---- ending ------------------------------------------------------------------------------ */

/* Everything temporary goes; nothing else is kept there. */
static void
clear(sqlite3 *db)
{
	static const char *const types[] = { "view", "table" };

	for (int i = 0; i < 2; i++) {
		sqlite3_stmt *stmt = NULL;
		char *sql = NULL;
		size_t size;
		FILE *f = open_memstream(&sql, &size);
		if (f == NULL)
			return;
		sqlite3_prepare_v2(db, "SELECT name FROM temp.sqlite_schema WHERE type = ?1", -1, &stmt, NULL);
		sqlite3_bind_text(stmt, 1, types[i], -1, SQLITE_STATIC);
		while (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW)
			fprintf(f, "DROP %s temp.\"%s\";\n", types[i], (const char *)sqlite3_column_text(stmt, 0));
		sqlite3_finalize(stmt);
		fclose(f);
		sqlite3_exec(db, sql, NULL, NULL, NULL);
		free(sql);
	}
}

void
past_free(struct past *p)
{
	if (p == NULL)
		return;
	sqlite3_finalize(p->ask);
	sqlite3_set_authorizer(p->db, NULL, NULL);
	clear(p->db);
	sqlite3_create_function(p->db, "past_deadline", 3, SQLITE_UTF8, NULL, NULL, NULL, NULL);
	calendar_clear(&p->cal);
	free(p);
}

struct past *
past_new(sqlite3 *db, int32_t day, struct calendar *cal, char *error, size_t size)
{
	struct past *p = calloc(1, sizeof *p);

	if (p == NULL) {
		calendar_clear(cal);
		snprintf(error, size, "%s", _("out of memory"));
		return NULL;
	}
	*p = (struct past){ .db = db, .day = day, .cal = *cal, .version = -1 };
	*cal = (struct calendar){ 0 };
	civil_format(day, p->text);
	if (begin(p) != SQLITE_OK || sqlite3_prepare_v2(db, SQL_PAST_VERSION, -1, &p->ask, NULL) != SQLITE_OK) {
		snprintf(error, size, "as of %s: %s", p->text, sqlite3_errmsg(db));
		past_free(p);
		return NULL;
	}
	sqlite3_set_authorizer(db, reads, p);
	return p;
}

int32_t
past_day(const struct past *p)
{
	return p->day;
}

/* ---- working out ---------------------------------------------------------------------------- */

static int64_t
version(struct past *p)
{
	int64_t n = sqlite3_step(p->ask) == SQLITE_ROW ? sqlite3_column_int64(p->ask, 0) : -1;

	sqlite3_reset(p->ask);
	return n;
}

int
past_ready(struct past *p, uint64_t kinds)
{
	int64_t now = version(p);
	int rc = SQLITE_OK;

	if (now != p->version)
		p->done = 0;
	p->version = now;
	p->working = true;
	for (int kind = 0; rc == SQLITE_OK && kind < KIND_COUNT; kind++)
		if ((kinds & ~p->done & BIT(kind)) != 0) {
			rc = run(p, past_fill((enum kind)kind, p->text));
			p->done |= rc == SQLITE_OK ? BIT(kind) : 0;
		}
	p->working = false;
	return rc;
}

void
past_count(struct past *p, uint64_t kinds, long *untold, long *withdrawn)
{
	sqlite3_stmt *stmt = NULL;

	*untold = *withdrawn = 0;
	if (sqlite3_prepare_v2(p->db, SQL_PAST_SAID, -1, &stmt, NULL) != SQLITE_OK)
		return;
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if ((kinds & p->done & BIT(kind)) != 0) {
			sqlite3_bind_int(stmt, 1, kind);
			if (sqlite3_step(stmt) == SQLITE_ROW) {
				*untold += sqlite3_column_int64(stmt, 0);
				*withdrawn += sqlite3_column_int64(stmt, 1);
			}
			sqlite3_reset(stmt);
		}
	sqlite3_finalize(stmt);
}
