/* How a delivery ends: taken, taken with notes, held for a person, or refused, which is said where it was found. */
#include "hub/cmd/commands.h"

#include "hub/intake/batch.h"
#include "hub/intake/difference.h"
#include "model/figures/source_words.h"
#include "model/text/language.h"

static bool
rehearsed(const struct options *o)
{
	return option(o, "dry-run") != NULL;
}

int
hub_settle(const struct options *o, struct hub_db *db, const struct batch *b, int kind)
{
	int rc = 0;

	if (!rehearsed(o))
		return hub_db_commit(db) == 0 ? 0 : -2;
	if (!b->held && difference_say(db, b->id, kind, stdout) < 0)
		rc = -2;
	hub_db_rollback(db);
	return rc;
}

const char *
hub_verdict(const struct options *o, const struct batch *b)
{
	size_t notes = b->noted;
	static char words[96];

	if (rehearsed(o))
		snprintf(words, sizeof words, notes > 0 ? _("would be taken with %zu notes, nothing was written")
		                                        : _("would be taken, nothing was written"), notes);
	else
		snprintf(words, sizeof words, notes > 0 ? _("taken with %zu notes") : _("taken"), notes);
	return words;
}

int
hub_held(const struct options *o, const struct batch *b)
{
	char why[600];

	source_reason_text(b->why, why, sizeof why);
	if (rehearsed(o))
		return hub_failed(o, _("it would be held for a person: %s; nothing was written"), why);
	return hub_failed(o, _("%s is held for a person: %s; guatu accept batch %s --note WHY takes it, "
	                       "guatu reject batch %s --note WHY turns it away"), b->id, why, b->id, b->id);
}
