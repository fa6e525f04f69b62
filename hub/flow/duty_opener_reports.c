#include "hub/authority/db_in.h"
#include "hub/flow/duty_opener.sql.h"
#include "hub/flow/duty_opener_in.h"
#include "model/flow/report.h"
#include "model/room/civil.h"

/* A group and a month of which it has no report. */
struct owing { char group[HUB_ID_MAX + 1]; };

COLUMNS(owing_columns, struct owing, COL(group))

static int
put_report(struct duty_opener *o, const char *group, int month, struct opened *out)
{
	cJSON *body = cJSON_CreateObject();
	char id[HUB_ID_MAX + 16], period[8];
	int rc;

	month_format(month, period);
	cJSON_AddStringToObject(body, "sup_group", group);
	cJSON_AddStringToObject(body, "period", period);
	duty_opener_date(body, "due", report_due_day(month));
	cJSON_AddStringToObject(body, "status", "EXPECTED");
	/* As packs name them, so that a row of sup_report.csv takes its place. */
	if (snprintf(id, sizeof id, "%s-%s", group, period) > DUTY_OPENER_ID_MAX)
		duty_opener_id(group, period, "", id);
	rc = duty_opener_write(o, KIND_SUP_REPORT, id, body);
	out->reports += rc > 0;
	return rc < 0 ? -1 : 0;
}

static int
open_month(struct duty_opener *o, int month, struct opened *out)
{
	struct owing *list = NULL;
	int count = 0, rc;
	char period[8];

	month_format(month, period);
	rc = rows_all(hub_rows(o->db, SQL_DUTY_OPENER_REPORTS, BIND(T(period))), owing_columns, &list, &count);
	for (int i = 0; rc == 0 && i < count; i++)
		rc = put_report(o, list[i].group, month, out);
	free(list);
	return rc;
}

static int
month_of(int32_t day)
{
	char text[11];

	civil_format(day, text);
	text[7] = '\0';
	return month_parse(text);
}

int
duty_opener_reports(struct duty_opener *o, int32_t since, struct opened *out)
{
	int last = month_of(o->today), first = since == CIVIL_NONE || since > o->today ? last : month_of(since);

	for (int month = first; month <= last; month++)
		if (open_month(o, month, out) != 0)
			return -1;
	return 0;
}
