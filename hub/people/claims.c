#include "hub/people/claims.h"

#include "hub/people/claims_in.h"
#include "hub/flow/finding.h"
#include "hub/intake/cell.h"
#include "model/room/civil.h"
#include "model/text/language.h"

struct taking {
	struct hub_db        *db;
	struct batch         *b;
	struct people_file *how;
	const char           *path;
	struct watches        watches;
	struct claim_file     file;
	struct claims_db     *kept;
	struct findings      *findings;
	FILE                 *copy;          /* only while a held hand-over's rows are copied */
};

/* ---- rows ------------------------------------------------------------------- */

/* What the watch would go by is not in the row. */
static int
refuse_amount(struct taking *t, const struct watch *w, int rc, enum claim_column column, struct row_problem *p)
{
	if (rc == -1)
		snprintf(p->reason, sizeof p->reason,
		         _("empty, and watch %s goes by it; write 0.00 when there was nothing"), w->id);
	else
		snprintf(p->reason, sizeof p->reason,
		         _("less than what the layers paid of it; "
		         "in-scope costs are at least basic, catastrophic and aid together"));
	return sheet_refuse(&t->file.columns, t->file.in.row, (int)column, p, p->reason);
}

/* One watch, one claim.  A row that is refused is refused before anything of it is kept: see amounts(). */
static int
amount_for(struct taking *t, const struct watch *w, const struct claim *c, int64_t *fen, struct row_problem *p)
{
	enum claim_column column;
	int rc = watch_amount(w, c, fen, &column);

	return rc == 0 ? 0 : refuse_amount(t, w, rc, column, p);
}

/* What is to be kept of a claim that a simple watch sees: 1, 0 nothing. */
static int
part_of(struct watch *w, const struct claim *c, int64_t fen, struct watch_part *out)
{
	int64_t threshold = watch_threshold(w, c->day);

	*out = (struct watch_part){ { fen } };
	w->judged++;
	if (threshold < 0)
		w->unpriced++;
	return fen != 0 && (w->year || (threshold >= 0 && watch_over(w, fen, threshold)));
}

/* Institutions are told apart by their codes; one nobody knows is none. */
static int
institution_code(struct taking *t, struct claim *c)
{
	const char *code = NULL;
	int rc = *c->institution == '\0' ? 0
	         : names_code(t->file.names, KIND_INSTITUTION, NULL, c->institution, &code);

	snprintf(c->institution, sizeof c->institution, "%s", code != NULL ? code : "");
	return rc;
}

static int
keep(struct taking *t, int number, struct claim *c, int64_t fen)
{
	struct watch *w = &t->watches.list[number];
	struct watch_part part;

	if (w->cluster && institution_code(t, c) != 0)
		return -2;
	if (!(w->left != NULL ? watch_part(&t->watches, w, c, &part) : part_of(w, c, fen, &part)))
		return 0;
	claim_file_key(&t->file, c);
	return claims_db_add(t->kept, number, w, c, &part) == 0 ? 0 : -2;
}

/* What each watch goes by, all of it there; -1 where it does not look. */
static int
amounts(struct taking *t, const struct claim *c, int64_t fen[WATCHES_MAX], struct row_problem *p)
{
	int rc;

	for (int i = 0; i < t->watches.count; i++) {
		struct watch *w = &t->watches.list[i];
		fen[i] = -1;
		if (!watch_sees(&t->watches, w, c))
			continue;
		fen[i] = 0;
		if (w->left == NULL && (rc = amount_for(t, w, c, &fen[i], p)) != 0)
			return rc;
	}
	return 0;
}

static int
hold_against(struct taking *t, struct claim *c, const int64_t fen[WATCHES_MAX])
{
	int rc;

	for (int i = 0; i < t->watches.count; i++)
		if (fen[i] >= 0 && (rc = keep(t, i, c, fen[i])) != 0)
			return rc;
	return 0;
}

/* What is taken all the same. */
static void
note_row(struct taking *t, const struct claim *c)
{
	const struct sheet *columns = &t->file.columns;
	long line = t->file.in.row->line;
	int column = columns->hidden;
	const char *doubt;

	if (t->file.kept)      /* said when it came */
		return;
	if (column > 0)
		people_file_note(t->how, line, column, sheet_title(columns, column), "%s", _(cell_did(CELL_HIDDEN)));
	if ((doubt = claim_doubt(&t->file, c, t->b->period, &column)) != NULL)
		people_file_note(t->how, line, column, sheet_title(columns, column), "%s", _(doubt));
}

static int
take_row(struct taking *t, struct claim *c, struct row_problem *p)
{
	int64_t fen[WATCHES_MAX];
	int rc = claim_file_row(&t->file, c, p);

	/* What is refused is in no copy either. */
	if (rc == 0)
		rc = amounts(t, c, fen, p);
	if (rc != 0)
		return rc;
	if (t->copy != NULL) {
		claim_file_key(&t->file, c);
		return claim_copy_row(t->copy, c) == 0 ? 0 : -2;
	}
	note_row(t, c);
	return hold_against(t, c, fen);
}

static int
take_rows(struct taking *t)
{
	struct row_problem why;
	struct claim *c = calloc(1, sizeof *c);
	int rc, done = 0;

	if (c == NULL)
		return -2;
	while (done != -2 && (rc = reader_row(&t->file.in)) == 1) {
		t->how->rows += t->copy == NULL;
		if ((done = take_row(t, c, &why)) == -1 && t->copy == NULL)
			people_file_say(t->how, t->path, &why);
	}
	free(c);
	t->how->encoding = t->file.in.encoding;
	return done == -2 ? -2 : rc < 0 ? people_file_refuse(t->how, t->path, &t->file.in) : 0;
}

static int
take_file(struct taking *t, const char *path)
{
	struct reader_notes notes = people_file_notes(t->how);
	struct row_problem why;
	int rc;

	t->path = path;
	if (people_file_open(t->how, &t->file.in, path) != 0) {
		rc = people_file_refuse(t->how, path, &t->file.in);
	} else if (claim_file_header(&t->file, &t->watches, &notes, &why) != 0) {
		people_file_say(t->how, t->path, &why);
		rc = -1;
	} else {
		rc = take_rows(t);
	}
	reader_close(&t->file.in);
	return rc;
}

static int
take_files(struct taking *t, char *const *paths, int count)
{
	int rc = 0;

	for (int i = 0; rc == 0 && i < count; i++)
		if ((rc = people_file_begin(t->how, i, t->copy != NULL, paths[i])) == 0)
			rc = take_file(t, paths[i]);
	return rc;
}

/* ---- hits -------------------------------------------------------------------- */

/* What an entry can say about a hit, for the columns its ledger has. */
static cJSON *
extra_of(const struct claim_hit *hit)
{
	cJSON *extra = cJSON_CreateObject();
	char day[11];

	cJSON_AddNumberToObject(extra, "claims", (double)hit->claims);
	cJSON_AddNumberToObject(extra, "households", (double)hit->households);
	cJSON_AddNumberToObject(extra, "threshold_fen", (double)hit->threshold);
	cJSON_AddNumberToObject(extra, "threshold", (double)hit->threshold);
	civil_format(hit->first, day);
	cJSON_AddStringToObject(extra, "first_day", day);
	civil_format(hit->last, day);
	cJSON_AddStringToObject(extra, "last_day", day);
	cJSON_AddStringToObject(extra, "scope", hit->watch->mass ? "MASS" : "INDIVIDUAL");
	cJSON_AddStringToObject(extra, "over", hit->watch->year ? "YEAR" : "SINGLE");
	cJSON_AddStringToObject(extra, "watch_name", hit->watch->name);
	return extra;
}

static void
count_made(struct watch *w, enum finding_made made)
{
	w->hits++;
	w->opened += made == FINDING_OPENED;
	w->known += made == FINDING_KNOWN;
	w->raised += made == FINDING_RAISED;
	w->relapsed += made == FINDING_RELAPSED || made == FINDING_LINKED;
}

static int
take_hit(void *ctx, const struct claim_hit *hit)
{
	struct taking *t = ctx;
	const struct watch *w = hit->watch;
	const struct place *place = places_by_id(t->file.places, hit->place);
	bool village = place != NULL && place->level == 5;
	char about[96], title[192], period[8], why[256] = "", institution[HUB_ID_MAX + 1] = "";
	struct finding what = { .ledger = w->ledger, .title = title, .about = about,
		.hash = w->mass ? NULL : hit->subject, .division = village ? place->parent : hit->place,
		.village = village ? place->id : NULL, .period = period, .watch = w->id, .clause = w->clause,
		.persons = hit->persons, .fen = hit->fen, .seen = hit->last, .institution = institution };
	enum finding_made made;
	const char *code = NULL;
	cJSON *extra = extra_of(hit);
	int rc = 0;

	snprintf(period, sizeof period, "%04d", hit->year % 10000);
	snprintf(about, sizeof about, "%.63s-%s%s%s", w->id, period, w->mass ? "-" : "", w->mass ? hit->subject : "");
	snprintf(title, sizeof title, "%s（%s）", w->name, place != NULL ? place->name : hit->place);
	/* One category is the entry's; of several none is. */
	what.category = strchr(hit->category, ' ') == NULL && !w->mass ? hit->category : NULL;
	what.extra = extra;
	if (*hit->institution != '\0')
		rc = names_code(t->file.names, KIND_INSTITUTION, NULL, hit->institution, &code);
	snprintf(institution, sizeof institution, "%s", code != NULL ? code : "");
	if (rc == 0)
		rc = findings_take(t->findings, &what, &made, why, sizeof why);
	cJSON_Delete(extra);
	if (rc == -1)
		fprintf(t->how->errors, _("guatu-hub import: watch %s: %s\n"), w->id, why);
	if (rc == 0)
		count_made(&t->watches.list[hit->number], made);
	return rc;
}

static void
tell(const struct taking *t)
{
	for (int i = 0; t->how->notes != NULL && i < t->watches.count; i++) {
		const struct watch *w = &t->watches.list[i];
		fprintf(t->how->notes,
		        _("%s %s: %ld claims judged, %ld hits: "
		        "%ld opened, %ld brought up to date, %ld known, %ld relapsed\n"),
		        w->id, w->name, w->judged, w->hits, w->opened, w->raised, w->known, w->relapsed);
		if (w->unpriced > 0)
			fprintf(t->how->notes,
			        _("%s: %ld claims are of days on which param %s has no value; "
			        "they were not judged by it\n"),
			        w->id, w->unpriced, w->param);
		if (w->untold > 0)
			fprintf(t->how->notes,
			        _("%s: %ld claims do not tell what it asks; they were not judged by it\n"), w->id,
			        w->untold);
	}
}

/* ---- the whole --------------------------------------------------------------- */

static int
settle(struct taking *t)
{
	int rc;

	if (claims_db_keep(t->kept, &t->watches, t->b) != 0)
		return -2;
	rc = claims_db_hits(t->kept, &t->watches, take_hit, t);
	for (int i = 0; rc == 0 && i < t->watches.count; i++)
		t->b->added += t->watches.list[i].opened;
	for (int i = 0; rc == 0 && i < t->watches.count; i++)
		t->b->changed += t->watches.list[i].raised + t->watches.list[i].relapsed;
	if (rc == 0)
		tell(t);
	return rc;
}

/* Held: the rows once more, with keys for numbers, so that a person can still say yes to them. */
static int
copy_rows(struct taking *t, char *const *paths, int count, FILE *copy)
{
	int rc;

	t->copy = copy;
	rc = claim_copy_header(copy) == 0 ? take_files(t, paths, count) : -2;
	t->copy = NULL;
	return fflush(copy) == 0 ? rc : -2;
}

static int
work(struct taking *t, char *const *paths, int count, FILE *copy)
{
	int rc = take_files(t, paths, count);

	if (rc == 0 && t->how->bad > 0 && !t->how->skip_bad)
		rc = -1;
	if (rc != 0)
		return rc;
	t->b->rows = t->how->rows;
	t->b->bad = t->how->bad + t->how->lost;
	t->b->unreadable = t->file.unreadable + t->how->spoilt;
	if ((rc = batch_judge(t->db, t->b)) == 1 && copy != NULL)
		return copy_rows(t, paths, count, copy);
	return rc < 0 ? -2 : rc == 1 ? 0 : settle(t);
}

int
claims_take(struct hub_db *db, struct batch *b, char *const *paths, int count, struct people_file *how, FILE *copy)
{
	struct taking t = { .db = db, .b = b, .how = how };
	char why[256];
	int rc = watches_load(db, &t.watches, why, sizeof why);

	b->added = b->removed = b->changed = 0;
	how->rows = how->bad = how->lost = how->spoilt = 0;
	if (rc == -1)
		fprintf(how->errors, "guatu-hub import: %s\n", why);
	if (rc == 0) {
		t.file.today = instant_day(batch_came(b));
		t.file.kept = b->decided;
		if ((t.file.places = places_new(db)) == NULL || (t.file.names = names_new(db)) == NULL ||
		    (t.file.keys = hashkey_new(db)) == NULL || (t.kept = claims_db_new(db)) == NULL ||
		    (t.findings = findings_new(db, b->source, b->id, b->at, b->by)) == NULL)
			rc = -2;
		else
			rc = work(&t, paths, count, copy);
	}
	how->odd = t.file.odd;
	findings_free(t.findings);
	claims_db_free(t.kept);
	hashkey_free(t.file.keys);
	names_free(t.file.names);
	places_free(t.file.places);
	watches_clear(&t.watches);
	return rc;
}

int
take_claims(struct hub_db *db, struct batch *b, const char *path, FILE *errors)
{
	return people_file_pull(claims_take, db, b, path, errors);
}
