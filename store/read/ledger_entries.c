
#include <cjson/cJSON.h>

#include "model/flow/refs.h"
#include "store/read/ledgers.h"
#include "store/read/ledgers.sql.h"
#include "store/read/ledgers_in.h"

/* ---- all of a ledger ----------------------------------------------------------------- */

COLUMNS(row, struct entry_row, ENTRY_COLS(), COL(ledger), COL(extra))

/* What is queued for them: of several for one the last. */
static int
read_pending(struct store *st, struct entry_rows *e)
{
	struct rows r = rows_open(st, SQL_ENTRIES_PENDING, NULL);

	while (rows_next(&r))
		for (int i = 0; i < e->count; i++)
			if (strcmp(e->rows[i].id, row_text(&r, 0)) == 0)
				row_copy(&r, 1, e->rows[i].pending, sizeof e->rows[i].pending);
	return rows_close(&r);
}

int
entries_read(struct store *st, const char *ledger, const struct ledgers_when *when, struct entry_rows *out)
{
	if (rows_all(rows_open(st, SQL_ENTRIES_READ, BIND(T(ledger), ENGLISH(when->english))), row, &out->rows,
	             &out->count) != 0)
		return -1;
	return store_has_outbox(st) && !store_looks_back(st) ? read_pending(st, out) : 0;
}

void
entries_clear(struct entry_rows *entries)
{
	for (int i = 0; i < entries->count; i++) {
		free(entries->rows[i].extra);
		cJSON_Delete(entries->rows[i].values);
	}
	free(entries->rows);
	*entries = (struct entry_rows){ 0 };
}

/* Read when first asked for: most are never. */
const char *
entry_value(struct entry_row *r, const char *key, char *out, size_t size)
{
	const cJSON *value;

	*out = '\0';
	if (r->values == NULL && r->extra != NULL) {
		r->values = cJSON_Parse(r->extra);
		free(r->extra);
		r->extra = NULL;
	}
	value = cJSON_GetObjectItemCaseSensitive(r->values, key);
	if (cJSON_IsString(value))
		snprintf(out, size, "%s", value->valuestring);
	else if (cJSON_IsBool(value))
		snprintf(out, size, "%d", cJSON_IsTrue(value));
	else if (cJSON_IsNumber(value) && value->valuedouble > -1e15 && value->valuedouble < 1e15)
		snprintf(out, size, "%lld", (long long)value->valuedouble);
	return out;
}

int
entries_by_stage(struct store *st, const struct ledger_info *info, int32_t today, struct stage_count out[STAGES_MAX])
{
	struct rows r = rows_open(st, SQL_ENTRIES_BY_STAGE, BIND(T(info->id), DAY(today)));

	memset(out, 0, STAGES_MAX * sizeof *out);
	while (rows_next(&r)) {
		const struct ledger_stage *stage = stages_find(&info->stages, row_text(&r, 0));
		if (stage != NULL)
			out[stage - info->stages.list] = (struct stage_count){ row_int64(&r, 1), row_int64(&r, 2) };
	}
	return rows_close(&r);
}

/* ---- one entry ---------------------------------------------------------------------- */

COLUMNS(page, struct entry_page, ENTRY_COLS(row.), COL(ledger), COL(village), COL(institution), COL(category),
	COL(period), COL(resp_post), COL(moved_by), COL(source), COL(watch), COL(clause), COL(note), COL(hash),
	COL(rev), COL_INSTANT(urged_at))
COLUMNS(step, struct entry_step_row, COL(code), COL_DAY(day))
COLUMNS(sign, struct entry_sign_row, COL(party), COL(post), COL(verdict), COL(at))

/* The newest are kept when there are too many. */
static int
read_trail(struct store *st, const char *id, struct entry_page *p)
{
	struct rows r = rows_open(st, SQL_ENTRY_TRAIL, BIND(T(id)));

	while (rows_next(&r)) {
		if (p->trail_count == ENTRY_TRAIL_MAX)
			memmove(&p->trail[1], &p->trail[2], (ENTRY_TRAIL_MAX - 2) * sizeof *p->trail), p->trail_count--;
		row_fill(&r, step, &p->trail[p->trail_count++]);
	}
	return rows_close(&r);
}

static int
read_signs(struct store *st, const char *id, struct entry_sign_row *rows, int *count)
{
	*count = rows_fill(rows_open(st, SQL_ENTRY_SIGNS, BIND(T(id))), sign, rows, ENTRY_SIGNS_MAX);
	return *count < 0 ? -1 : 0;
}

static int
read_evidence(struct store *st, const char *id, struct entry_page *p)
{
	struct rows r = rows_open(st, SQL_ENTRY_EVIDENCE, BIND(T(id)));

	while (p->evidence_count < ENTRY_EVIDENCE_MAX && rows_next(&r))
		snprintf(p->evidence[p->evidence_count++], sizeof *p->evidence, "%.20s %.170s", row_text(&r, 0),
		         row_text(&r, 1));
	return rows_close(&r);
}

static int
read_values(struct store *st, const char *id, const struct extra_fields *fields, struct entry_page *p)
{
	for (int i = 0; i < fields->count; i++)
		if (rows_text(rows_open(st, SQL_ENTRY_VALUE, BIND(T(id), T(fields->list[i].key))), p->values[i],
		              sizeof p->values[i]) < 0)
			return -1;
	return 0;
}

int
entry_page(struct store *st, const char *id, const struct ledgers_when *when, struct ledger_info *info,
           struct entry_page *out)
{
	int rc;

	memset(out, 0, sizeof *out);
	memset(info, 0, sizeof *info);
	if ((rc = rows_one(rows_open(st, SQL_ENTRY_ONE, BIND(T(id), ENGLISH(when->english))), page, out)) != 0)
		return rc;
	if (ledger_info(st, out->ledger, when->english, info) < 0 || read_trail(st, id, out) != 0 ||
	    read_signs(st, id, out->signs, &out->sign_count) != 0 || read_evidence(st, id, out) != 0 ||
	    read_values(st, id, &info->fields, out) != 0)
		return -1;
	store_pending_verb(st, KIND_ENTRY, id, out->row.pending, sizeof out->row.pending);
	return 0;
}

static int
read_facts(struct store *st, const char *id, struct entry_facts *out)
{
	struct rows r = rows_open(st, SQL_ENTRY_ONE, BIND(T(id)));
	bool found = rows_next(&r);

	if (found) {
		row_copy(&r, 3, out->stage, sizeof out->stage);
		row_copy(&r, 15, out->ledger, sizeof out->ledger);
		row_copy(&r, 29, out->moved_by, sizeof out->moved_by);
		row_copy(&r, 30, out->owner, sizeof out->owner);
		row_copy(&r, 31, out->filled, sizeof out->filled);
		out->facts.amount = row_or_none(&r, 11) != INT64_MIN;
		out->facts.evidence = row_int(&r, 14);
	}
	return rows_close(&r) != 0 ? -1 : !found;
}

static int
read_kinds(struct store *st, const char *id, char *out, size_t size)
{
	struct rows r = rows_open(st, SQL_ENTRY_EVIDENCE, BIND(T(id)));
	size_t n = 0;

	while (rows_next(&r))
		if (!ref_word(out, row_text(&r, 0)) && n + strlen(row_text(&r, 0)) + 2 < size)
			n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? " " : "", row_text(&r, 0));
	return rows_close(&r);
}

int
entry_facts(struct store *st, const char *id, bool english, struct entry_facts *out)
{
	struct ledger_info info;
	int rc;

	memset(out, 0, sizeof *out);
	if ((rc = read_facts(st, id, out)) != 0)
		return rc;
	if (ledger_info(st, out->ledger, english, &info) < 0 ||
	    read_kinds(st, id, out->kinds, sizeof out->kinds) != 0 ||
	    read_signs(st, id, out->sign_rows, &out->facts.sign_count) != 0)
		return -1;
	out->stages = info.stages;
	out->facts.from = out->stage;
	out->facts.moved_by = out->moved_by;
	out->facts.owner = out->owner;
	out->facts.filled = out->filled;
	out->facts.kinds = out->kinds;
	for (int i = 0; i < out->facts.sign_count; i++)
		out->signs[i] = (struct stage_sign){ out->sign_rows[i].post, out->sign_rows[i].party,
		                                     out->sign_rows[i].verdict };
	out->facts.signs = out->signs;
	return 0;
}
