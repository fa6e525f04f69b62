/*
 * Claims watched for who is being crushed by them (D19, E10-E12, B35): one
 * pass over files of any size, each claim held against the packs' watches, an
 * entry opened for each hit in the ledger the watch names.
 *
 *   SINGLE  a claim's amount over the threshold valid on its day
 *   YEAR    a person's sum of a calendar year, claim by claim in the order of
 *           days, over the threshold valid on the day it got there
 *   MASS    either, counted: so many persons of one village (E03, E06, B26)
 *
 * What stays in the hub, outside the records: per person's key, day and watch
 * the amount, so that a year's sum goes on from one month's file to the next.
 * A claim that comes in two files is one where the files number their claims,
 * and twice in a sum where they do not; a hand-over that takes the place of
 * another (same source and period, or same bytes) takes the other's out.
 * Identity numbers are hashed on the way in (hub/people/hashkey.h) and nowhere kept.
 *
 * An entry is one per watch, calendar year and subject: the person, or the
 * household where the ledger counts households (unit 户).  Seen again it is not
 * opened again: an open one's amount and persons are brought up to date; a
 * closed one relapses when there is a claim dated after it was closed - back
 * to the open stage that the pack lets follow, or, when there is none, a new
 * entry that names the old one.  One that was dropped stays dropped, unless a
 * later claim reopens it in the same way.
 *
 * Memory does not grow with rows: scratch tables are in a file of their own, SQLite's caches capped.
 */
#pragma once

#include "hub/people/people_file.h"

/* See people_file_take; take_claims() of hub/intake/batch.h is the same for a fetched source. */
int claims_take(struct hub_db *db, struct batch *b, char *const *paths, int count, struct people_file *how, FILE *copy);
