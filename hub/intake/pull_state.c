#include "hub/intake/pull.h"

#include "hub/authority/db_in.h"
#include "hub/intake/pull.sql.h"

COLUMNS(state, struct pull_state, COL(url), COL(etag), COL(modified), COL(digest), COL(tried), COL(ok), COL(tries),
	COL(due), COL(error))

int
pull_state_get(struct hub_db *db, const char *source, struct pull_state *out)
{
	memset(out, 0, sizeof *out);
	return rows_one(hub_db_rows(db, SQL_HUB_PULL_GET, "reading a source's schedule", BIND(T(source))), state,
	                out) < 0 ? -1 : 0;
}

int
pull_state_put(struct hub_db *db, const char *source, const struct pull_state *s)
{
	return hub_db_do(db, SQL_HUB_PULL_PUT, "writing a source's schedule",
	                 BIND(T(source), T(s->url), T(s->etag), T(s->modified), T(s->digest), I(s->tried), I(s->ok),
	                      I(s->tries), I(s->due), T(s->error)));
}

void
pull_state_url(const struct pull_source *s, char out[2048])
{
	const char *fields[] = { s->rows_at, s->map, s->next };
	char digest[DIGEST_HEX];

	snprintf(out, 2048, "%s", s->url);
	if (*s->rows_at == '\0' && *s->map == '\0' && *s->next == '\0')
		return;
	digest_fields(fields, 3, digest);
	snprintf(out, 2048, "%.1980s %.16s", s->url, digest);
}

/* ---- the sources ---------------------------------------------------------- */

COLUMNS(source, struct pull_source, COL(id), COL(url), COL(takes), COL(json), COL(every),
	COL(rows_at), COL(map), COL(next))

int
pull_sources(struct hub_db *db, struct pull_source **out)
{
	int count = 0;

	*out = NULL;
	if (rows_all(hub_rows(db, SQL_HUB_PULL_SOURCES, BIND(I(PULL_EVERY_MINUTES))), source, out, &count) == 0)
		return count;
	free(*out);
	*out = NULL;
	return -1;
}
