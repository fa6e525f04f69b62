#include "hub/policy/pack.h"

#include <sys/stat.h>
#include <unistd.h>

#include "hub/intake/table.h"
#include "hub/policy/pack_files.h"
#include "hub/policy/rules.h"
#include "model/flow/refs.h"
#include "model/text/installed.h"
#include "model/text/language.h"

/* ---- finding one's way ------------------------------------------------------ */

static void
kind_path(const char *dir, int kind, char *out, size_t size)
{
	snprintf(out, size, "%s/%s.csv", dir, record_kinds[kind].name);
}

typedef void row_taker(void *ctx, const char *id, const struct cache_value *values);

struct reading { struct reader in; struct row_map map; struct row_problem why; };

/* The rows of one file, its own faults left for the import to say: 0; -1 it cannot be opened, `errors` (may be NULL)
 * was told; -2 it has no head, or ends in something else. */
static int
each_row(const char *path, enum kind kind, row_taker *each, void *ctx, FILE *errors)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct reading *r = malloc(sizeof *r);
	const char *id;
	int rc = -2;

	if (r == NULL)
		return -2;
	if (reader_open(&r->in, path, NULL) != 0) {
		if (errors != NULL)
			fprintf(errors,
			        _("%s: %s; a pack is a directory with division.csv and others, see guatu-pack(5)\n"),
			        path, r->in.error);
		rc = -1;
	} else if (row_header(&r->map, kind, &r->in, NULL, &r->why) == 0) {
		while ((rc = reader_row(&r->in)) == 1)
			if (row_values(&r->map, r->in.row, &id, values, NULL) >= 0)
				each(ctx, id, values);
		rc = rc == 0 ? 0 : -2;
	}
	reader_close(&r->in);
	free(r);
	return rc;
}

struct counties { char id[16]; int count; };

static void
take_county(void *ctx, const char *id, const struct cache_value *values)
{
	const struct cache_value *level = &values[FIELD_DIVISION_level - FIELD_FIRST_DIVISION];
	struct counties *c = ctx;

	if (level->type != VALUE_INT || level->number != 3)
		return;
	if (c->count++ == 0)
		snprintf(c->id, sizeof c->id, "%s", id);
}

static int
find_county(const char *dir, struct pack_about *out, FILE *errors)
{
	struct counties found = { .count = 0 };
	char path[4096];
	int rc, read;

	pack_file(dir, KIND_DIVISION, path, sizeof path);
	read = each_row(path, KIND_DIVISION, take_county, &found, errors);
	rc = -1;
	if (read == -2)
		fprintf(errors, _("%s: no header row with the columns of division.csv; see guatu-pack(5)\n"), path);
	else if (read == 0 && found.count != 1)
		fprintf(errors, _("%s: %d divisions of level 3; a pack is about one county\n"), path, found.count);
	else if (read == 0)
		rc = 0;
	memcpy(out->county, found.id, sizeof out->county);
	return rc;
}

struct packs { char id[PACK_NAME_MAX], county[16], clock[32]; int count; };

static void
take_pack(void *ctx, const char *id, const struct cache_value *values)
{
	const struct cache_value *county = &values[FIELD_PACK_county - FIELD_FIRST_PACK];
	const struct cache_value *clock = &values[FIELD_PACK_clock - FIELD_FIRST_PACK];
	struct packs *p = ctx;

	if (p->count++ > 0)
		return;
	snprintf(p->id, sizeof p->id, "%s", id);
	snprintf(p->county, sizeof p->county, "%s", county->type == VALUE_TEXT ? county->text : "");
	snprintf(p->clock, sizeof p->clock, "%s", clock->type == VALUE_TEXT ? clock->text : "");
}

/* pack.csv, if there is one: bad rows in it are said when it is imported. */
static int
find_name(const char *dir, struct pack_about *out, FILE *errors)
{
	struct packs found = { .count = 0 };
	char path[4096];
	int rc = 0;

	pack_dir_name(dir, out->name, sizeof out->name);
	if (!pack_file(dir, KIND_PACK, path, sizeof path))
		return 0;
	each_row(path, KIND_PACK, take_pack, &found, NULL);
	if (found.count == 1 && *found.county != '\0' && strcmp(found.county, out->county) != 0) {
		fprintf(errors, _("%s: its county is %s, but the division of level 3 in division.csv is %s\n"), path,
		        found.county, out->county);
		rc = -1;
	}
	out->named = found.count > 0;
	if (found.count == 1) {
		memcpy(out->name, found.id, sizeof out->name);
		memcpy(out->clock, found.clock, sizeof out->clock);
	}
	return rc;
}

int
pack_about(const char *dir, struct pack_about *out, FILE *errors)
{
	*out = (struct pack_about){ .named = false };
	return find_county(dir, out, errors) == 0 ? find_name(dir, out, errors) : -1;
}

void
pack_find(const char *name, char out[4096])
{
	char beside[80], path[INSTALLED_MAX];

	snprintf(out, 4096, "%s", name);
	if (strchr(name, '/') != NULL || access(name, F_OK) == 0 ||
	    snprintf(beside, sizeof beside, "share/guatu/packs/%s", name) >= (int)sizeof beside)
		return;
	if (installed_path(beside, path) == 0 && access(path, F_OK) == 0)
		snprintf(out, 4096, "%s", path);
}

/* ---- loading ---------------------------------------------------------------- */

/* Kinds so that each comes after those its fields name; what a plan says before what happened, because the
 * fields of entries are the ledger's.  Fields that name things by formula or event are judged at the end. */
static void
add_kind(int kind, int order[KIND_COUNT], int *count, bool seen[KIND_COUNT])
{
	if (seen[kind])
		return;
	seen[kind] = true;
	for (int f = record_first(kind); f < record_first(kind + 1); f++) {
		const struct ref_def *ref = ref_find(f);
		if (ref != NULL && ref->how == REF_TERM)
			add_kind(KIND_TERM, order, count, seen);
		else if (ref != NULL && (ref->how == REF_RECORD || ref->how == REF_ID || ref->how == REF_RECORDS))
			add_kind(record_kind_find(ref->what), order, count, seen);
	}
	order[(*count)++] = kind;
}

void
pack_order(int order[KIND_COUNT])
{
	bool seen[KIND_COUNT] = { [KIND_EVENT] = true };
	int count = 0;

	for (int half = HALF_POLICY; half <= HALF_COUNTY; half++)
		for (int kind = 0; kind < KIND_COUNT; kind++)
			if ((int)record_kinds[kind].half == half)
				add_kind(kind, order, &count, seen);
	order[count] = KIND_EVENT;       /* of records of any kind */
}

int
pack_load(struct hub_db *db, const char *dir, struct import *how)
{
	int order[KIND_COUNT], rc = 0, names = pack_files_check(dir, how->errors);
	char path[4096];

	pack_order(order);
	for (int i = 0; rc == 0 && i < KIND_COUNT; i++)
		if (pack_file(dir, order[i], path, sizeof path))
			rc = import_file(db, (enum kind)order[i], path, how);
	rc = import_end(db, how, rc);
	return rc != 0 ? rc : names;
}

int
pack_silences(struct hub_db *db, const char *dir, FILE *out)
{
	struct faults f = { 0 };
	char path[4096];
	int order[KIND_COUNT], rc = 0;

	pack_order(order);
	for (int i = 0; rc == 0 && i < KIND_COUNT; i++)
		if (pack_file(dir, order[i], path, sizeof path))
			rc = faults_file(&f, order[i], path, NULL, NULL);
	if (rc == 0 && (rc = rules_silences(db, &f)) == 0 && (rc = faults_settle(&f, db)) == 0)
		faults_say(&f, out);
	faults_clear(&f);
	return rc;
}

/* ---- saving ----------------------------------------------------------------- */

static int
save_kind(struct hub_db *db, const char *path, struct table *t)
{
	FILE *fp = fopen(path, "we");
	int rc;

	if (fp == NULL) {
		t->trouble = error_words(errno);
		return -1;
	}
	rc = table_write(db, t, fp);
	if (fclose(fp) != 0 && rc == 0) {
		t->trouble = error_words(errno);
		rc = -1;
	}
	return rc;
}

/* History of what is no more stays where it was: a pack names nothing it has not. */
static bool
about_living(void *ctx, const struct cache_value *values)
{
	const struct cache_value *kind = &values[FIELD_EVENT_object_kind - FIELD_FIRST_EVENT];
	const struct cache_value *object = &values[FIELD_EVENT_object - FIELD_FIRST_EVENT];
	int of = kind->type == VALUE_TEXT ? record_kind_find(kind->text) : -1;
	struct hub_record r;

	return of < 0 || object->type != VALUE_TEXT || hub_db_get(ctx, (enum kind)of, object->text, &r) != 1 ||
	       r.body != NULL;
}

int
pack_save(struct hub_db *db, const char *dir, char *error, size_t size)
{
	if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
		snprintf(error, size, "%s: %s", dir, error_words(errno));
		return -1;
	}
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		struct table t = { .kind = (enum kind)kind, .ctx = db,
			.keep = kind == KIND_EVENT ? about_living : NULL };
		char path[4096];
		int rc;

		kind_path(dir, kind, path, sizeof path);
		rc = table_look(db, &t);
		if (rc == 0 && t.rows > 0)
			rc = save_kind(db, path, &t);
		table_clear(&t);
		if (rc != 0) {
			snprintf(error, size, "%s: %s", path, t.trouble != NULL ? t.trouble : hub_db_error(db));
			return -1;
		}
	}
	return 0;
}
