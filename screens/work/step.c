#include "screens/work/step.h"

#include "model/room/civil.h"
#include "screens/books/entry_step.h"
#include "store/cache/store.h"
#include "store/read/forms.h"

/* The next line of *text into `out`: true when there was one. */
static bool
next_line(const char **text, char *out, size_t size)
{
	size_t n = strcspn(*text, "\n");

	if (**text == '\0')
		return false;
	snprintf(out, size, "%.*s", (int)n, *text);
	*text += n + ((*text)[n] == '\n');
	return true;
}

int
step_parse(struct step *step, const char *text)
{
	char kind[32];
	int found;

	memset(step, 0, sizeof *step);
	if (!next_line(&text, kind, sizeof kind) || (found = record_kind_find(kind)) < 0)
		return -1;
	step->kind = step->targets.kind = (enum kind)found;
	if (*text == '\n') {
		text++;                              /* no verb: the menu */
	} else if (!next_line(&text, step->verb, sizeof step->verb)) {
		return -1;
	}
	while (step->targets.count < TARGETS_MAX && next_line(&text, step->targets.id[step->targets.count], TARGET_ID))
		step->targets.count++;
	return 0;
}

char *
step_format(enum kind kind, const char *verb, const struct targets *targets)
{
	size_t room = 128 + (size_t)targets->count * (TARGET_ID + 1), n;
	char *text = malloc(room);

	if (text == NULL)
		abort();
	n = (size_t)snprintf(text, room, "%s\n%s", record_kinds[kind].name, verb);
	for (int i = 0; i < targets->count; i++)
		n += (size_t)snprintf(text + n, room - n, "\n%s", targets->id[i]);
	return text;
}

void
step_title(const struct step *step, const char *verb_title, char *out, size_t size)
{
	if (step->targets.count > 1)
		snprintf(out, size, _("%s: %d items"), verb_title, step->targets.count);
	else
		snprintf(out, size, "%s %s", verb_title, step->targets.count == 1 ? step->targets.id[0] : "");
}

bool
step_key_for(enum action act, enum kind kind)
{
	/* `undo` takes back what waits in the outbox, though a batch has a step of that name. */
	if ((actions[act].scope & SCOPE_STEPS) == 0 || act == ACT_UNDO ||
	    flow_verb_find(kind, actions[act].name) != NULL)
		return true;
	for (int v = 0; v < flow_verb_count; v++)
		if (strcmp(flow_verbs[v].name, actions[act].name) == 0)
			return false;
	return true;
}

const char *
step_why(enum kind kind, const char *verb, const char *status, enum flow_answer answer)
{
	static char text[240];
	int state = status != NULL ? flow_state_find(kind, status) : -1;
	const struct verb_def *def = flow_verb_find(kind, verb);

	if (answer != FLOW_NOT_NOW || state < 0 || def == NULL)
		return _(flow_answer_text(answer));
	snprintf(text, sizeof text, _("it is \"%s\" now: %s is not possible"), _(flow_states[state].title),
	         _(def->title));
	return text;
}

int
step_target(struct store *st, const struct env *env, enum kind kind, const char *id, struct target *out)
{
	int rc = store_target(st, kind, id, env->now, env->today, out);
	struct entry_facts *f;

	if (rc != 0 || kind != KIND_ENTRY)
		return rc;
	if ((f = malloc(sizeof *f)) == NULL)
		abort();
	if ((rc = entry_facts(st, id, env->english, f)) == 0)
		entry_bars(f, env, &out->facts.move_lacks, &out->facts.sign_lacks);
	free(f);
	return rc;
}

void
step_days(struct store *st, const struct env *env, enum kind kind, const char *id, struct flow_days *out)
{
	char zero[32], text[64] = "";
	int period = record_field_find(kind, "period", 6), deadline = record_field_find(kind, "deadline", 8);
	int32_t day = civil_parse(store_param(st, "zero_day", env->today, zero, sizeof zero));

	*out = (struct flow_days){ .today = env->today, .zero_day = day == CIVIL_NONE ? 0 : day, .month = -1 };
	if (*id == '\0')
		return;
	if (period >= 0)
		out->month = month_parse(store_field(st, kind, id, period, text, sizeof text));
	if (deadline >= 0 && (day = civil_parse(store_field(st, kind, id, deadline, text, sizeof text))) != CIVIL_NONE)
		out->deadline = day;
}

const char *
step_bar_text(const struct target *t, enum kind kind, const char *verb, enum flow_answer answer)
{
	unsigned lacks = strcmp(verb, "sign") == 0 ? t->facts.sign_lacks : t->facts.move_lacks;

	if (answer == FLOW_STAGE && lacks != 0 && lacks != STAGE_AFTER)
		return _(stage_lack_text(stage_lack_first(lacks)));
	return step_why(kind, verb, t->status, answer);
}

enum step_bar
step_may(const struct env *env, const struct target *t, enum kind kind, const char *verb, const char **why)
{
	enum flow_answer answer;

	*why = "";
	if (env_past(env)) {
		*why = _("a day that is over; Esc returns to today");
		return STEP_BARRED;
	}
	if (t->pending[0] != '\0' && strcmp(t->pending, verb) == 0 && strcmp(verb, "comment") != 0) {
		*why = _("already waits in the outbox");
		return STEP_QUEUED;
	}
	answer = flow_may(kind, verb, env->roles, env->user, &t->facts, NULL);
	if (answer == FLOW_OK)
		return STEP_OK;
	*why = step_bar_text(t, kind, verb, answer);
	return STEP_BARRED;
}
