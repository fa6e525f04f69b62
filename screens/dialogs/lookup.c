#include "screens/dialogs/lookup.h"

#include "screens/kit/screen.h"
#include "store/read/records.h"

/* How well a record answers to what was typed; the best one wins if it is alone. */
enum fit { FIT_NONE, FIT_PART, FIT_BEGIN, FIT_EXACT };

static enum fit
fit_text(const char *have, const char *typed)
{
	if (*have == '\0')
		return FIT_NONE;
	if (strcasecmp(have, typed) == 0)
		return FIT_EXACT;
	if (strncasecmp(have, typed, strlen(typed)) == 0)
		return FIT_BEGIN;
	return strstr(have, typed) != NULL ? FIT_PART : FIT_NONE;
}

static enum fit
better(enum fit a, enum fit b)
{
	return a > b ? a : b;
}

/* Fields that name a record, per kind; initials and pinyin only when whole or at the beginning. */
static enum fit
fit_record(const struct record *row, const char *typed)
{
	static const char *const names[] = { "code", "name", "short", "name_en", "pinyin", "initials" };
	enum fit best = row->kind == KIND_TERM ? FIT_NONE : fit_text(row->id, typed);
	char number[24];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int field = record_field_find(row->kind, names[i], strlen(names[i]));
		if (field >= 0)
			best = better(best, fit_text(record_text(row, field, number), typed));
	}
	return best;
}

struct finding {
	enum fit best;
	int      count;
	char     code[64];
	char     could[512];       /* what it could mean, or what there is */
};

static const char *
code_of(const struct record *row, char number[24])
{
	return row->kind == KIND_TERM ? record_text(row, FIELD_TERM_code, number) : row->id;
}

static void
mention(char *list, size_t size, const struct record *row)
{
	char a[24], b[24];
	int name = record_field_find(row->kind, "name", 4);
	size_t n = strlen(list);

	if (n + 64 < size)
		snprintf(list + n, size - n, "%s%s %s", n > 0 ? ", " : "", code_of(row, a),
		         name >= 0 ? record_text(row, name, b) : "");
	else if (n + 8 < size && n > 3 && strcmp(list + n - 3, "...") != 0)
		snprintf(list + n, size - n, ", ...");
}

static void
consider(struct finding *f, const struct record *row, const char *typed, char *all, size_t all_size)
{
	enum fit fit = fit_record(row, typed);
	char number[24];

	mention(all, all_size, row);
	if (fit == FIT_NONE || fit < f->best)
		return;
	if (fit > f->best) {
		*f->could = '\0';
		f->count = 0;
	}
	f->best = fit;
	f->count++;
	snprintf(f->code, sizeof f->code, "%s", code_of(row, number));
	mention(f->could, sizeof f->could, row);
}

int
lookup_code(struct store *st, enum kind kind, const char *list, int level, const char *typed,
            char *out, size_t size, char *error, size_t error_size)
{
	struct record_query q = { .kind = kind };
	struct finding f = { .best = FIT_NONE };
	struct records *records;
	char wanted[16], all[512] = "";
	int got = -1;

	snprintf(wanted, sizeof wanted, "%d", level);
	if (kind == KIND_TERM && list != NULL)
		q.tests[q.test_count++] = (struct record_test){ FIELD_TERM_list, FILTER_IS, list };
	if (kind == KIND_DIVISION && level > 0)
		q.tests[q.test_count++] = (struct record_test){ FIELD_DIVISION_level, FILTER_IS, wanted };
	records = records_open(st, &q);
	while (records != NULL && (got = records_next(records)) == 1)
		consider(&f, records_row(records), typed, all, sizeof all);
	records_close(records);
	if (got < 0)
		snprintf(error, error_size, "%s", store_error(st));
	else if (f.count == 0)
		snprintf(error, error_size, _("%s is unknown; allowed: %s"), typed, all);
	else if (f.count > 1)
		snprintf(error, error_size, _("%s could be: %s"), typed, f.could);
	else
		snprintf(out, size, "%s", f.code);
	return got == 0 && f.count == 1 ? 0 : -1;
}
