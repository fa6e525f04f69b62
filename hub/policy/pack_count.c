#include "hub/policy/pack_count.h"

#include "hub/authority/db_in.h"
#include "hub/policy/pack.h"
#include "model/text/language.h"

/* What there is nothing to be seen of without the kind; "" what the hub writes itself as time goes by. */
static const char *const shows[KIND_COUNT] = {
	[KIND_DIVISION] = N_("everything"), [KIND_FRONT] = N_("fronts beside tasks and issues"),
	[KIND_POST] = N_("posts that work is given to"), [KIND_TASK] = N_("the tasks and the pace line"),
	[KIND_SUP_GROUP] = N_("supervision"), [KIND_SUP_ASSIGN] = N_("who supervises whom"),
	[KIND_SUP_REPORT] = N_("supervision's months"),
	[KIND_ISSUE] = N_("the issues"), [KIND_EVENT] = "",
	[KIND_SETTLEMENT] = N_("the settlements, and the rates of the map"), [KIND_INDICATOR] = N_("the catalogue"),
	[KIND_FIGURE] = N_("the figures of the catalogue and of enrolment"), [KIND_RULE] = N_("the checks"),
	[KIND_PARAM] = N_("the header and the parameters"), [KIND_TERM] = N_("the choices of forms"),
	[KIND_CALENDAR] = N_("days off: every Monday to Friday is a workday"), [KIND_PACK] = N_("the plan's own line"),
	[KIND_DUTY] = N_("the duties"), [KIND_DUTY_RUN] = "",
	[KIND_INSTITUTION] = N_("designated institutions"),
	[KIND_CHECKLIST] = N_("the checklists"), [KIND_CHECK_ITEM] = N_("the checklists"), [KIND_CHECK_MARK] = "",
	[KIND_LEDGER] = N_("the ledgers"), [KIND_STAGE] = N_("the ledgers"),
	[KIND_LEDGER_FIELD] = N_("columns of the ledgers' own"), [KIND_ENTRY] = N_("the entries of ledgers"),
	[KIND_SOURCE] = N_("the sources of data"), [KIND_BATCH] = "",
	[KIND_WATCH] = N_("warnings from claims"),
};

static int
read_counts(struct hub_db *db, int64_t counts[KIND_COUNT])
{
	struct rows rows = hub_rows(db, "SELECT kind, count(*) FROM living GROUP BY kind", NULL);

	while (rows_next(&rows)) {
		int kind = record_kind_find(row_text(&rows, 0));
		if (kind >= 0)
			counts[kind] = row_int64(&rows, 1);
	}
	return rows_close(&rows) == 0 ? 0 : -2;
}

int
pack_count_say(struct hub_db *db, FILE *out)
{
	int64_t counts[KIND_COUNT] = { 0 };
	int order[KIND_COUNT];
	char file[32];

	if (read_counts(db, counts) != 0)
		return -2;
	pack_order(order);
	for (int i = 0; i < KIND_COUNT; i++)
		if (counts[order[i]] > 0) {
			snprintf(file, sizeof file, "%s.csv", record_kinds[order[i]].name);
			fprintf(out, "  %-18s %7" PRId64 "  %s\n", file, counts[order[i]],
			        record_kinds[order[i]].title);
		}
	for (int i = 0; i < KIND_COUNT; i++)
		if (counts[order[i]] == 0 && *shows[order[i]] != '\0')
			fprintf(out, _("  %s.csv (%s) has nothing; empty stays: %s\n"), record_kinds[order[i]].name,
			        record_kinds[order[i]].title, _(shows[order[i]]));
	return 0;
}
