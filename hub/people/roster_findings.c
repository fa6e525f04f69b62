
#include "hub/authority/db_in.h"
#include "hub/people/roster.sql.h"
#include "hub/people/roster_in.h"

/* Kinds of anomaly, codes of the packs' term list anomaly_kind. */
static const struct { const char *kind, *name; } kinds[] = {
	{ "DUP_ID", "证件号码重复" }, { "BAD_LEN", "证件位数不符" }, { "CHECKSUM", "证件校验位不符" },
	{ "UNTAGGED", "已缴费未标识" },
	{ "SUBSIDY_LOW", "资助未就高" }, { "SUBSIDY_HIGH", "资助超标准" },
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
	struct finding what = { .ledger = "anomaly", .title = title, .about = about, .division = township,
		.period = r->period, .persons = persons, .fen = -1, .seen = r->today, .extra = extra };
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
	int rc = findings_ledger(r->findings, "anomaly");
	struct rows rows;

	if (rc != 1)
		return rc;
	if (rows_run(hub_rows(r->db, SQL_ROSTER_ODD_KEEP, BIND(T(r->b->source), T(r->b->id), T(r->before),
	                                                       T(r->period)))) != 0)
		return -2;
	rows = hub_rows(r->db, SQL_ROSTER_ODDS, BIND(T(r->b->source), T(r->b->id), T(r->period)));
	for (rc = 0; rc == 0 && rows_next(&rows);) {
		char keys[187];
		/* As many whole keys as fit: who they all are the batch's source can tell. */
		row_copy(&rows, 3, keys, sizeof keys);
		rc = take_odd(r, row_text(&rows, 0), row_text(&rows, 1), row_int64(&rows, 2), keys, opened);
	}
	return rows_close(&rows) != 0 ? -2 : rc;
}

/* ---- gaps in cover (A35, A48, D16) ------------------------------------------------ */

static int
take_gap(struct roster *r, const struct rows *row, long *opened)
{
	char title[160], first[64];
	const char *pops = row_text(row, 3);
	cJSON *extra = cJSON_CreateObject();
	struct finding what = { .ledger = r->gaps, .title = title, .about = "GAP", .hash = row_text(row, 0),
		.division = row_text(row, 1), .village = row_text(row, 2), .category = first, .period = r->period,
		.persons = 1, .fen = -1, .seen = r->today, .extra = extra };
	int rc;

	snprintf(first, sizeof first, "%.*s", (int)strcspn(pops, " "), pops);
	snprintf(title, sizeof title, "%s1人未参保且无原因", place_name(r, what.division));
	cJSON_AddStringToObject(extra, "kind", "MISSED");
	rc = take(r, &what, opened);
	cJSON_Delete(extra);
	return rc;
}

/* Entries are written while it is walked, in other tables. */
static int
take_gaps(struct roster *r, long *opened)
{
	int rc = findings_ledger(r->findings, r->gaps);
	struct rows rows;

	if (rc != 1 || !r->has[ROSTER_ENROLLED] || !r->has[ROSTER_REASON] || !r->has[ROSTER_CATEGORY])
		return rc < 0 ? rc : 0;
	rows = hub_rows(r->db, SQL_ROSTER_GAPS, BIND(T(r->b->source), T(r->b->id)));
	for (rc = 0; rc == 0 && rows_next(&rows);)
		rc = take_gap(r, &rows, opened);
	return rows_close(&rows) != 0 ? -2 : rc;
}

int
roster_findings(struct roster *r, long *opened)
{
	int rc = take_odds(r, opened);

	return rc == 0 ? take_gaps(r, opened) : rc;
}
