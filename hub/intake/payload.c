#include "hub/intake/payload.h"

#include <unistd.h>

#include "hub/authority/db.sql.h"
#include "hub/authority/db_in.h"
#include "model/text/language.h"

enum { PIECE = 1 << 20 };

static int
fail_file(struct hub_db *db, const char *path)
{
	snprintf(db->error, sizeof db->error, "%.300s: %s", path, error_words(errno));
	return -1;
}

static int
put_piece(struct hub_db *db, const char *batch, int n, const char *bytes, size_t len)
{
	sqlite3_stmt *stmt = hub_db_stmt(db, SQL_HUB_ASIDE_PUT);

	if (stmt == NULL)
		return -1;
	hub_db_bind(stmt, 1, batch);
	sqlite3_bind_int(stmt, 2, n);
	sqlite3_bind_blob64(stmt, 3, bytes, len, SQLITE_STATIC);
	return hub_db_run(db, stmt, "keeping a payload aside");
}

int
payload_put(struct hub_db *db, const char *batch, const char *path)
{
	FILE *f = fopen(path, "rbe");
	char *piece = malloc(PIECE);
	size_t got;
	int rc = 0;

	if (f == NULL || piece == NULL) {
		if (f != NULL)
			fclose(f);
		free(piece);
		return fail_file(db, path);
	}
	for (int n = 0; rc == 0 && (got = fread(piece, 1, PIECE, f)) > 0; n++)
		rc = put_piece(db, batch, n, piece, got);
	if (rc == 0 && ferror(f))
		rc = fail_file(db, path);
	fclose(f);
	free(piece);
	return rc;
}

/* Next to the database: it is as private as that, and there is room for it. */
static FILE *
private_file(struct hub_db *db, char *path, size_t size)
{
	int fd;
	FILE *f;

	if (snprintf(path, size, "%s-aside-XXXXXX", db->path) >= (int)size || (fd = mkstemp(path)) < 0)
		return NULL;
	if ((f = fdopen(fd, "wb")) == NULL) {
		close(fd);
		unlink(path);
	}
	return f;
}

static int
write_pieces(struct hub_db *db, const char *batch, FILE *f)
{
	struct rows r = hub_db_rows(db, SQL_HUB_ASIDE_GET, "reading a payload kept aside", BIND(T(batch)));
	int pieces = 0;

	for (; rows_next(&r); pieces++) {
		size_t len = (size_t)sqlite3_column_bytes(r.stmt, 0);
		if (fwrite(sqlite3_column_blob(r.stmt, 0), 1, len, f) != len) {
			fail_file(db, _("the file beside the database"));
			rows_close(&r);
			return -1;
		}
	}
	return rows_close(&r) != 0 ? -1 : pieces;
}

int
payload_get(struct hub_db *db, const char *batch, char *path, size_t size)
{
	FILE *f = private_file(db, path, size);
	int pieces;

	if (f == NULL)
		return fail_file(db, db->path);
	pieces = write_pieces(db, batch, f);
	if (fclose(f) != 0 && pieces >= 0)
		pieces = fail_file(db, path);
	if (pieces <= 0)
		unlink(path);
	return pieces > 0 ? 1 : pieces;
}

int
payload_drop(struct hub_db *db, const char *batch)
{
	return hub_db_do(db, SQL_HUB_ASIDE_DROP, "dropping a payload kept aside", BIND(T(batch)));
}
