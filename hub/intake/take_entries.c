/*
 * A department's list taken into the ledger its source names: each row opens
 * an entry where the ledger begins, today, with the deadline of that stage.
 * Rows may say any field of an entry themselves; entries that are there
 * already are left as they are, for people have worked on them since.
 */
#include "hub/intake/batch_in.h"

#include "hub/flow/ledger.h"
#include "hub/intake/import.h"
#include "model/room/civil.h"
#include "model/text/language.h"

/* What a row says when the list has no such column: 0; -1 said; -2. */
static int
read_ledger(struct hub_db *db, const struct batch *b, const char *ledger, struct import_fill fill[IMPORT_FILLS],
            FILE *errors)
{
	struct ledger_book book;
	struct calendar cal;
	const struct ledger_stage *begin;
	char today[11], due[11] = "";
	int32_t deadline;
	int found = ledger_read(db, ledger, &book);

	if (found < 0)
		return -2;
	if (found == 0 || (begin = stages_begin(&book.stages)) == NULL) {
		fprintf(errors, found == 0 ? _("there is no ledger %.60s; mend the pack\n")
		                           : _("the ledger %.60s has no stage to begin at; mend the pack\n"), ledger);
		return -1;
	}
	if (hub_calendar(db, &cal) != 0)
		return -2;
	civil_format(instant_day(b->at), today);
	if ((deadline = stage_deadline(begin, instant_day(b->at), &cal)) != CIVIL_NONE)
		civil_format(deadline, due);
	calendar_clear(&cal);
	fill[0] = (struct import_fill){ .field = FIELD_ENTRY_ledger };
	fill[1] = (struct import_fill){ .field = FIELD_ENTRY_stage };
	fill[2] = (struct import_fill){ .field = FIELD_ENTRY_status };
	fill[3] = (struct import_fill){ .field = FIELD_ENTRY_opened_at };
	fill[4] = (struct import_fill){ .field = FIELD_ENTRY_stage_since };
	fill[5] = (struct import_fill){ .field = FIELD_ENTRY_deadline };
	fill[6] = (struct import_fill){ .field = FIELD_ENTRY_source };
	fill[7] = (struct import_fill){ .field = FIELD_ENTRY_stages };
	snprintf(fill[0].text, sizeof fill[0].text, "%.150s", ledger);
	snprintf(fill[1].text, sizeof fill[1].text, "%s", begin->code);
	snprintf(fill[2].text, sizeof fill[2].text, "%s", stage_class_code(begin->class));
	snprintf(fill[3].text, sizeof fill[3].text, "%s", today);
	snprintf(fill[4].text, sizeof fill[4].text, "%s", today);
	snprintf(fill[5].text, sizeof fill[5].text, "%s", due);
	snprintf(fill[6].text, sizeof fill[6].text, "%.150s", b->source);
	snprintf(fill[7].text, sizeof fill[7].text, "[[\"%s\",\"%s\"]]", begin->code, today);
	return 0;
}

int
take_entries(struct hub_db *db, struct batch *b, const char *path, FILE *errors)
{
	struct import_fill fill[IMPORT_FILLS];
	struct batch_source source;
	int rc, fills;

	if (batch_source(db, b, &source) != 0)
		return -2;
	fills = *source.ledger != '\0' ? IMPORT_FILLS : 0;
	if (fills > 0 && (rc = read_ledger(db, b, source.ledger, fill, errors)) != 0)
		return rc;
	return take_table(db, b, path, &(struct taken_as){ .only_new = true, .fill = fill, .fills = fills }, errors);
}
