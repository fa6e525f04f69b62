/*
 * Enrolment by township for one category and one period (A04, A42-A49, B04-B06,
 * D16): counts, the rate with its named denominators, what explains those who
 * are not enrolled, and the close-out of gaps one by one.  Everything is an
 * indicator's figure or a word of a formula: another pack's reasons are its
 * own indicators reason_* and unpaid_*.
 */
#pragma once

#include "store/measure/measure.h"

enum enrol_column {
#define ENROL(id, words, role) ENROL_##id,
#include "store/measure/enrolment.def"
#undef ENROL
	ENROL_COLUMNS
};
enum enrol_role { ENROL_ROLE_COUNT, ENROL_ROLE_SHARE, ENROL_ROLE_WEAK };
enum enrol_role enrol_role(enum enrol_column column);
const char     *enrol_words(enum enrol_column column);

enum { ENROL_PLACES = 65, ENROL_CATEGORIES = 24, ENROL_TREND = 12, ENROL_PARTS = 16, ENROL_RATES = 4 };

struct enrol_row {
	char    code[16], name[64];
	const struct enrolment *of;
	int64_t value[ENROL_COLUMNS];            /* bp for a share; MEASURE_NONE missing */
	/* entries of the close-out ledger, today; MEASURE_NONE: there is none */
	int64_t gap_open, gap_closed;
};
struct enrol_part { char id[64], name[96]; int64_t value; };
struct enrol_rate { char denominator[96]; int64_t should, bp; };

struct enrolment {
	char   period[8];                        /* "" when nothing is known of any */
	char   now[8];                           /* the month looked from: entries are counted as they stand today */
	char   ledger[64];                       /* of gaps; "" none */
	/* first: everybody, code "" */
	struct enrol_category { char code[48], name[64]; } categories[ENROL_CATEGORIES];
	int    category_count, category;         /* the one it is of */
	struct enrol_row rows[ENROL_PLACES];     /* the county first */
	int    count;
};
/* `category` "" for everybody.  0, -1. */
int enrolment_load(struct store *st, const char *county, const char *county_name, int32_t today, bool english,
                   const char *category, struct enrolment *out);

/* Of one place: reasons, unpaid and untagged by kind, rates by each denominator published, the rate's last months. */
struct enrol_detail {
	struct enrol_part parts[ENROL_PARTS];
	int    part_count;
	struct enrol_rate rates[ENROL_RATES];
	int    rate_count;
	int64_t trend[ENROL_TREND], unexplained[ENROL_TREND];       /* bp; persons; MEASURE_NONE missing */
};
int enrolment_detail(struct store *st, const char *county, int32_t today, bool english, const struct enrolment *e,
                     const char *category, const char *place, struct enrol_detail *out);
