/*
 * Rosters of people - the poverty office's, civil affairs', the platform's own
 * - counted, not kept: figures by township and category, what changed since
 * the source's last version, and what must be looked into.
 *
 *   figures    hub/people/roster.def has one row each; a figure whose column the
 *              roster lacks is not written.  A category's figure counts people
 *              who are in it among others; one without category counts
 *              everybody once.  Indicators the packs lack are added as the
 *              table words them.
 *   subsidy    take-the-higher (A39): due is the highest param
 *              subsidy_CATEGORY of what a person has, as he was on the day of
 *              payment and by that day's value.  Who has it is a rule over the
 *              row, param subsidy_CATEGORY_if (A38, A90: age, disability ...),
 *              or else whoever is called so.  What was due for a payment is
 *              never worked out again (A45, A92)
 *   anomalies  the same number twice, one of the wrong length or with a wrong
 *              check character, paid but not tagged, given less or more than
 *              the subsidy: one entry of the ledger
 *              `anomaly` a kind and township, with how many and their keys
 *   gaps       somebody of a category not enrolled and without a reason: an
 *              entry of the source's ledger (else of enrol_gap) that has to be
 *              closed out one by one (D16)
 *
 * Kept outside the records, by key: each source's last version, so that the
 * next can be told from it and two sources compared (hub/compare.h).
 */
#pragma once

#include "hub/people/people_file.h"

/* See people_file_take; take_roster() of hub/intake/batch.h is the same for a fetched source. */
int roster_take(struct hub_db *db, struct batch *b, char *const *paths, int count, struct people_file *how, FILE *copy);
