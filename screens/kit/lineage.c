#include "screens/kit/lineage.h"

#include <stdarg.h>

#include "screens/kit/screen.h"
#include "store/read/records.h"
#include "store/read/tasks.h"

static void
say(struct lineage *l, enum lineage_part part, const char *head, const char *fmt, va_list args)
{
	l->said |= 1u << part;
	fputs(head, l->out);
	vfprintf(l->out, fmt, args);
	fputc('\n', l->out);
}

#define SAY(name, part, head) \
	void \
	name(struct lineage *l, const char *fmt, ...) \
	{ \
		va_list args; \
		va_start(args, fmt); \
		say(l, part, head, fmt, args); \
		va_end(args); \
	}
SAY(lineage_what, LINEAGE_WHAT, "")
SAY(lineage_means, LINEAGE_MEANS, _("Definition: "))
SAY(lineage_from, LINEAGE_FROM, _("Source: "))
SAY(lineage_line, LINEAGE_PARTS, "")

static void
say_count(struct lineage *l, const char *head, const char *of, int64_t n)
{
	if (n == INT64_MIN)
		fprintf(l->out, "%s%s\n", head, of);
	else
		fprintf(l->out, "%s%s = %" PRId64 "\n", head, of, n);
}

void
lineage_share(struct lineage *l, const char *part, int64_t n, const char *whole, int64_t of)
{
	l->said |= 1u << LINEAGE_SHARE;
	say_count(l, _("Numerator: "), part, n);
	say_count(l, _("Denominator: "), whole, of);
}

void
lineage_no_share(struct lineage *l, const char *why)
{
	l->said |= 1u << LINEAGE_SHARE;
	fprintf(l->out, _("Denominator: none; %s\n"), why);
}

void
lineage_clause(struct lineage *l, const char *clause)
{
	if (clause == NULL || *clause == '\0')
		fprintf(l->out, "%s\n", _("Clause: none; set here (no document says it)"));
	else
		fprintf(l->out, _("Clause: %s\n"), clause);
}

void
lineage_record(struct lineage *l, enum kind kind, const char *id)
{
	l->said |= 1u << LINEAGE_RECORD;
	l->kind = kind;
	snprintf(l->id, sizeof l->id, "%s", id);
}

/* ---- what the console says itself ------------------------------------------------- */

/* The field of the kind with this name, as text; "" when it has none. */
static const char *
field_text(const struct record *row, const char *name, char number[24])
{
	int field = record_field_find(row->kind, name, strlen(name));

	return field < 0 ? "" : record_text(row, field, number);
}

static void
say_newest(struct lineage *l, struct store *st, const struct env *env)
{
	struct object_event e;
	char at[26];

	if (object_events(st, l->kind, l->id, env->english, &e, 1) <= 0)
		return;
	instant_format(e.at, at);
	fprintf(l->out, _("Last step: %.10s %.5s %s, %s\n"), at, at + 11, e.who,
	        _(flow_event_title(l->kind, e.verb)));
}

static void
say_row(struct lineage *l, const struct record *row)
{
	char number[24];
	const char *batch = field_text(row, "batch", number);

	fprintf(l->out, _("Record: %s %s, revision %" PRId64 "\n"), kind_words(record_kinds[l->kind].name), l->id,
		row->rev);
	if (*batch != '\0')
		fprintf(l->out, _("Hand-over: %s\n"), batch);
	if (strcmp(field_text(row, "sample", number), "1") == 0)
		fprintf(l->out, "%s\n", _("Demonstration data: made up for trying the console."));
}

/* The record as this console has it; one that is queued only, or made by the console, has none. */
static void
say_record(struct lineage *l, struct store *st, const struct env *env)
{
	struct records *r = *l->id != '\0' ? records_open_by_id(st, l->kind) : NULL;

	if (r != NULL && records_at(r, l->id) == 1)
		say_row(l, records_row(r));
	else
		fprintf(l->out, "%s\n", _("Record: none of its own; worked out from the records named"));
	records_close(r);
	if (*l->id != '\0')
		say_newest(l, st, env);
}

static void
say_time(struct lineage *l, struct store *st, const struct env *env)
{
	int64_t shift = store_meta_int(st, "hub_now", 0) - store_meta_int(st, "hub_now_real", 0);
	int64_t synced = store_meta_int(st, "synced_at", 0);
	char day[11], at[26];

	civil_format(env->today, day);
	instant_format(env->now, at);
	if (env->as_of)
		fprintf(l->out, _("As of: %s, the end of the day (set by hand)\n"), day);
	else
		fprintf(l->out, _("As of: %s %.5s, the room's clock\n"), day, at + 11);
	if (synced > 0) {
		instant_format(synced + shift, at);      /* by the room's clock, too */
		fprintf(l->out, _("Data fetched: %.10s %.5s\n"), at, at + 11);
	}
}

struct effect
lineage_ask(const struct screen_ops *ops, const void *model, struct store *st, const struct env *env, unsigned *said)
{
	struct lineage l = { 0 };
	struct effect e = { .kind = FX_SHOW, .verb = N_("where this figure comes from") };
	size_t size;

	if (said != NULL)
		*said = 0;
	if (ops->lineage == NULL || (l.out = open_memstream(&e.text, &size)) == NULL)
		return fx(FX_NONE);
	ops->lineage(model, env, &l);
	if (said != NULL)
		*said = l.said;
	if (l.said != 0) {
		say_record(&l, st, env);
		say_time(&l, st, env);
	}
	fclose(l.out);
	if (l.said != 0)
		return e;
	free(e.text);
	return fx(FX_NONE);
}
