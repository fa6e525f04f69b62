#include "screens/work/outbox.h"

const char *
outbox_verb_title(const struct outbox_row *row)
{
	int kind = record_kind_find(row->kind);
	const struct verb_def *v = kind >= 0 ? flow_verb_find((enum kind)kind, row->verb) : NULL;

	return v != NULL ? _(v->title) : row->verb;
}

static const struct outbox_arg *
argument(const struct outbox_row *row, const char *name)
{
	for (int i = 0; i < row->arg_count; i++)
		if (strcmp(row->args[i].name, name) == 0)
			return &row->args[i];
	return NULL;
}

void
outbox_content(const struct outbox_row *row, char *out, size_t size)
{
	const struct outbox_arg *until = argument(row, "until"), *post = argument(row, "post"),
	*note = argument(row, "note");
	const struct outbox_arg *to = argument(row, "to"), *party = argument(row, "party"),
	*verdict = argument(row, "verdict");

	if (to != NULL)
		snprintf(out, size, "> %s  %s", to->value, row->title);
	else if (party != NULL && verdict != NULL)
		snprintf(out, size, "%s %s  %s", party->value, verdict->value, row->title);
	else if (until != NULL && strlen(until->value) == 10)
		snprintf(out, size, _("until %s %s"), until->value + 5, note != NULL ? note->value : row->title);
	else if (post != NULL)
		snprintf(out, size, "-> %s %s", post->value, row->title);
	else if (note != NULL && strcmp(row->verb, "comment") == 0)
		snprintf(out, size, "%s", note->value);
	else
		snprintf(out, size, "%s", row->title);
}

void
outbox_arguments(const struct outbox_row *row, char *out, size_t size)
{
	int kind = record_kind_find(row->kind), n = 0;
	const struct arg_def *defs = kind >= 0 ? flow_args((enum kind)kind, row->verb, &n) : NULL;
	size_t used = 0;

	*out = '\0';
	for (int i = 0; i < row->arg_count && used < size; i++) {
		const char *title = row->args[i].name;
		for (int k = 0; k < n; k++)
			if (strcmp(defs[k].name, row->args[i].name) == 0)
				title = _(defs[k].title);
		used += (size_t)snprintf(out + used, size - used, "%s%s %s", i > 0 ? "; " : "", title,
		                         row->args[i].value);
	}
}

const char *
outbox_reason(const struct outbox_row *row)
{
	static const struct { const char *type, *text; } types[] = {
		{ "stale-rev", N_("the record has changed since you saw it") },
		{ "not-allowed-now", N_("the record's state no longer allows this step") },
		{ "invalid", N_("the hub finds something missing or wrong in it") },
		{ "role", N_("your role may not do this") },
		{ "scope", N_("the record is outside your scope") },
		{ "no-such-record", N_("the hub has no such record") },
		{ "too-large", N_("it is too large") },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(row->reason, types[i].type) == 0)
			return _(types[i].text);
	return row->reason;
}

const char *
outbox_time(int64_t at, int32_t today, char out[20])
{
	char text[26];

	instant_format(at, text);
	if (instant_day(at) == today)
		snprintf(out, 20, "%.5s", text + 11);
	else
		snprintf(out, 20, "%.5s %.5s", text + 5, text + 11);
	return out;
}

const char *
outbox_short_key(const struct outbox_row *row)
{
	size_t n = strlen(row->uuid);

	return n > 8 ? row->uuid + n - 8 : row->uuid;
}
