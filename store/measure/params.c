#include "store/measure/params.h"

#include "model/figures/rational.h"
#include "model/room/civil.h"
#include "model/text/language.h"
#include "store/cache/db.h"
#include "store/measure/params.sql.h"

const char *
params_change_text(enum param_change change)
{
	static const char *const texts[] = {
		"", N_("parameter changes inside the campaign"), N_("parameter differs from the province's"),
	};

	return texts[change];
}

COLUMNS(param, struct param_row, COL(id), COL(key), COL(name), COL(value), COL(unit), COL(valid_from), COL(valid_to),
	COL(clause), COL(local))

void
params_value_text(const char *unit, const char *value, char *out, size_t size)
{
	char *end;
	long long n = strtoll(value, &end, 10);

	snprintf(out, size, "%s", value);
	if (strcmp(unit, "bp") != 0 || *value == '\0' || *end != '\0')
		return;
	rational_format(rational(n, 100), n % 100 == 0 ? 0 : n % 10 == 0 ? 1 : 2, false, out, size);
	snprintf(out + strlen(out), size - strlen(out), "%%");
}

/* `newer`: that value of the key which comes after, NULL none.  Many a value has no last day but what follows it. */
static void
judge_standing(struct param_row *r, const struct param_row *newer, const char *today)
{
	r->standing = r->valid_from[0] != '\0' && strcmp(r->valid_from, today) > 0 ? PARAM_TO_COME :
	              r->valid_to[0] != '\0' && strcmp(r->valid_to, today) < 0 ? PARAM_PAST : PARAM_IN_FORCE;
	if (newer != NULL && newer->held && r->standing == PARAM_IN_FORCE)
		r->standing = PARAM_PAST;
	r->held = r->standing == PARAM_IN_FORCE || (newer != NULL && newer->held);
}

/* Rows of one key stand together, newest first: the one after is the value before. */
static void
judge_change(struct params *p, int i, const char *start, const char *end)
{
	struct param_row *r = &p->rows[i];
	const struct param_row *before = i + 1 < p->count && strcmp(p->rows[i + 1].key, r->key) == 0 ? &p->rows[i + 1]
	                                 : NULL;

	r->older = before != NULL ? before->older + 1 : 0;
	if (before == NULL || strcmp(before->value, r->value) == 0 || *start == '\0' || *end == '\0')
		return;
	if (strcmp(r->valid_from, start) > 0 && strcmp(r->valid_from, end) <= 0) {
		r->change = PARAM_IN_CAMPAIGN;
		snprintf(r->before, sizeof r->before, "%s", before->value);
		p->changed++;
	}
}

static void
judge_level(struct params *p, struct param_row *r)
{
	size_t n = strlen(r->key);

	if (r->standing != PARAM_IN_FORCE || r->change != PARAM_STEADY)
		return;
	for (int i = 0; i < p->count; i++) {
		const struct param_row *higher = &p->rows[i];
		if (higher->standing != PARAM_IN_FORCE || strncmp(higher->key, r->key, n) != 0 ||
		    higher->key[n] != '@' || strcmp(higher->value, r->value) == 0)
			continue;
		r->change = PARAM_DEVIATES;
		snprintf(r->before, sizeof r->before, "%s", higher->value);
		p->deviating++;
		return;
	}
}

int
params_read(struct store *st, int32_t today, struct params *out)
{
	char start[16], end[16], date[11];

	memset(out, 0, sizeof *out);
	if (rows_all(rows_open(st, SQL_PARAMS_ALL, NULL), param, &out->rows, &out->count) != 0) {
		params_clear(out);
		return -1;
	}
	civil_format(today, date);
	store_param(st, "campaign_start", today, start, sizeof start);
	store_param(st, "zero_day", today, end, sizeof end);
	for (int i = 0; i < out->count; i++) {
		struct param_row *r = &out->rows[i];
		judge_standing(r, i > 0 && strcmp(r[-1].key, r->key) == 0 ? r - 1 : NULL, date);
	}
	for (int i = out->count - 1; i >= 0; i--)
		judge_change(out, i, start, end);
	for (int i = 0; i < out->count; i++)
		judge_level(out, &out->rows[i]);
	return 0;
}

void
params_clear(struct params *p)
{
	free(p->rows);
	*p = (struct params){ 0 };
}
