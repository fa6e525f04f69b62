/* The newest period in which a value is known. */

#include "model/room/civil.h"
#include "store/measure/measure_in.h"

enum { MONTHS_BACK = 13, YEARS_BACK = 6 };

/* Is it known there; for the county, or for one of its townships?  Without a place: for one of the townships. */
static bool
known_at(struct measures *m, const struct measure_indicator *ind, const char *formula, const char *division,
         const char *category, const char *period)
{
	struct measure_at at = { division, period, category };
	struct measure v;

	for (int i = division != NULL ? -1 : 0;
	     i < (division == NULL || measure_is_county(m, division) ? m->place_count : 0); i++) {
		if (i >= 0)
			at.division = m->places[i].code;
		if (ind != NULL)
			measure_indicator(m, ind->id, &at, &v);
		else
			measure_formula(m, formula, &at, &v);
		if (v.state != MEASURE_MISSING || v.nowhere)
			return v.state != MEASURE_MISSING;
	}
	return false;
}

static bool
latest(struct measures *m, const struct measure_indicator *ind, const char *formula, const char *division,
       const char *category, char period[8])
{
	int year, month, day;
	bool yearly = ind != NULL && strcmp(ind->every, "YEAR") == 0;

	category = category != NULL && strcmp(category, "ALL") != 0 ? category : "";
	civil_split(m->today, &year, &month, &day);
	for (int back = 0; back < MONTHS_BACK && !yearly; back++) {
		month_format(year * 12 + month - 1 - back, period);
		if (known_at(m, ind, formula, division, category, period))
			return true;
	}
	for (int back = 0; back < YEARS_BACK; back++) {
		snprintf(period, 8, "%04d", year - back);
		if (known_at(m, ind, formula, division, category, period))
			return true;
	}
	*period = '\0';
	return false;
}

bool
measure_latest(struct measures *m, const char *id, const char *division, const char *category, char period[8])
{
	const struct measure_indicator *ind = measures_indicator(m, id);

	*period = '\0';
	return ind != NULL && latest(m, ind, NULL, division, category, period);
}

bool
measure_latest_formula(struct measures *m, const char *formula, const char *division, const char *category,
                       char period[8])
{
	return latest(m, NULL, formula, division, category, period);
}
