#include <stdio.h>
#include <string.h>

#include "hub/db_in.h"
#include "hub/roster.sql.h"
#include "hub/roster_in.h"

/* Kinds of anomaly, codes of the packs' term list anomaly_kind. */
static const struct { const char *kind, *name; } kinds[] = {
	{ "DUP_ID", "证件号码重复" }, { "BAD_LEN", "证件位数不符" }, { "CHECKSUM", "证件校验位不符" }, { "UNTAGGED", "已缴费未标识" },
};

static const char *
kind_name(const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].name;
	return kind;
}

static const char *
place_name(const struct roster *r, const char *id)
{
	const struct place *place = places_by_id(r->cells.places, id);

	return place != NULL ? place->name : id;
}

static int
take(struct roster *r, const struct finding *what, long *opened)
{
	enum finding_made made;
	char why[256];
	int rc = findings_take(r->findings, what, &made, why, sizeof why);

	if (rc == -1)
		fprintf(r->how->errors, "guatu-hub import roster: %s\n", why);
	*opened += rc == 0 && made != FINDING_KNOWN && made != FINDING_RAISED;
	return rc;
}

/* ---- anomalies (A31, A47) ------------------------------------------------------ */

static int
take_odd(struct roster *r, const char *kind, const char *township, long persons, const char *keys, long *opened)
{
	char about[96], title[160];
	cJSON *extra = cJSON_CreateObject();
	struct finding what = { .ledger = "anomaly", .title = title, .about = about, .division = township, .period = r->period,
		.persons = persons, .fen = -1, .seen = r->today, .extra = extra };
	int rc;

	snprintf(about, sizeof about, "%.30s-%s-%s-%s", r->b->source, r->period, township, kind);
	snprintf(title, sizeof title, "%s%ld人%s", place_name(r, township), persons, kind_name(kind));
	cJSON_AddStringToObject(extra, "kind", kind);
	cJSON_AddStringToObject(extra, "hash", keys);
	rc = take(r, &what, opened);
	cJSON_Delete(extra);
	return rc;
}

static int
take_odds(struct roster *r, long *opened)
{
	sqlite3_stmt *stmt;
	int rc = findings_ledger(r->findings, "anomaly"), step = SQLITE_DONE;

	if (rc != 1)
		return rc;
	if (sqlite3_prepare_v2(r->scratch, SQL_ROSTER_ODDS, -1, &stmt, NULL) != SQLITE_OK)
		return -2;
	rc = 0;
	while (rc == 0 && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
		char keys[200];
		const char *all = (const char *)sqlite3_column_text(stmt, 3);
		/* As many whole keys as fit: who they all are the batch's source can tell. */
		snprintf(keys, sizeof keys, "%.*s", (int)(strlen(all) > 186 ? 186 : strlen(all)), all);
		rc = take_odd(r, (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1),
		              (long)sqlite3_column_int64(stmt, 2), keys, opened);
	}
	sqlite3_finalize(stmt);
	return rc == 0 && step != SQLITE_DONE ? -2 : rc;
}

/* ---- gaps in cover (A35, A48, D16) ------------------------------------------------ */

static int
take_gap(struct roster *r, sqlite3_stmt *stmt, long *opened)
{
	char title[160], hash[HASHKEY_HEX];
	const char *township = (const char *)sqlite3_column_text(stmt, 1), *pops = (const char *)sqlite3_column_text(stmt, 3);
	cJSON *extra = cJSON_CreateObject();
	struct finding what = { .ledger = r->gaps, .title = title, .about = "GAP", .hash = hash, .division = township,
		.village = (const char *)sqlite3_column_text(stmt, 2), .period = r->period, .persons = 1, .fen = -1, .seen = r->today, .extra = extra };
	char first[64];
	int rc;

	snprintf(hash, sizeof hash, "%s", (const char *)sqlite3_column_text(stmt, 0));
	snprintf(first, sizeof first, "%.*s", (int)strcspn(pops, " "), pops);
	snprintf(title, sizeof title, "%s1人未参保且无原因", place_name(r, township));
	what.category = first;
	cJSON_AddStringToObject(extra, "kind", "MISSED");
	rc = take(r, &what, opened);
	cJSON_Delete(extra);
	return rc;
}

/* A statement of its own: entries are written while it is walked, in other tables. */
static int
take_gaps(struct roster *r, long *opened)
{
	sqlite3_stmt *stmt;
	int rc = findings_ledger(r->findings, r->gaps), step = SQLITE_DONE;

	if (rc != 1 || !r->has[ROSTER_ENROLLED] || !r->has[ROSTER_REASON] || !r->has[ROSTER_CATEGORY])
		return rc < 0 ? rc : 0;
	if ((stmt = hub_db_stmt(r->db, SQL_ROSTER_GAPS)) == NULL)
		return -2;
	hub_db_bind(stmt, 1, r->b->source);
	hub_db_bind(stmt, 2, r->b->id);
	rc = 0;
	while (rc == 0 && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *pops = (const char *)sqlite3_column_text(stmt, 3);
		/* Those the plan is about, not everybody. */
		if (*pops != '\0' && strcmp(pops, "OTHER") != 0)
			rc = take_gap(r, stmt, opened);
	}
	sqlite3_reset(stmt);
	return rc == 0 && step != SQLITE_DONE ? -2 : rc;
}

int
roster_findings(struct roster *r, long *opened)
{
	int rc = take_odds(r, opened);

	return rc == 0 ? take_gaps(r, opened) : rc;
}
