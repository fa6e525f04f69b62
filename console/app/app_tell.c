/* What was queued, in words, and what the hub made of it. */
#include "console/app/app_in.h"

#include "screens/work/step.h"
#include "store/read/forms.h"
#include "store/outbox/outbox_list.h"

/* ---- what was queued -------------------------------------------------------- */

/* A code as people call it: a term by its name, a post by its. */
static void
word_of(struct app *a, const struct arg_def *arg, const char *code, char *out, size_t size)
{
	enum { MOST = 60 };
	struct choice *choices;
	int n;

	snprintf(out, size, "%s", code);
	if (arg->type == ARG_POST) {
		store_post_name(a->session->store, code, a->session->env.english, out, size);
	} else if (arg->type == ARG_TERM && (choices = calloc(MOST, sizeof *choices)) != NULL) {
		n = store_term_choices(a->session->store, arg->list, a->session->env.english, choices, MOST);
		for (int i = 0; i < n; i++)
			if (strcmp(choices[i].code, code) == 0)
				snprintf(out, size, "%s", choices[i].name);
		free(choices);
	}
}

/* The choices and days that were asked for; notes are too long for a line. */
static void
details(struct app *a, const struct op *op, char *out, size_t size)
{
	int n;
	const struct arg_def *args = flow_args(op->kind, op->verb, &n);

	*out = '\0';
	for (int i = 0; i < n; i++) {
		const char *value = op_get(op, args[i].name);
		char word[100];
		size_t len = strlen(out);
		if (value == NULL || args[i].need != ARG_REQ ||
		    (args[i].type != ARG_TERM && args[i].type != ARG_POST && args[i].type != ARG_DATE))
			continue;
		word_of(a, &args[i], value, word, sizeof word);
		snprintf(out + len, size - len, "%s%s%s%s", len > 0 ? _("; ") : "",
		         args[i].type == ARG_TERM ? "" : _(args[i].title), args[i].type == ARG_TERM ? "" : " ", word);
	}
}

/* Its number is remembered until the hub has answered. */
static void
remember(struct app *a, const struct op *op)
{
	if (a->sent_count == TARGETS_MAX)
		return;
	if (a->sent == NULL && (a->sent = calloc(TARGETS_MAX, sizeof *a->sent)) == NULL)
		abort();
	snprintf(a->sent[a->sent_count++], sizeof *a->sent, "%s", op->uuid);
}

void
app_tell_queued(struct app *a, const struct effect *e, int queued)
{
	const struct op *op = e->op;
	const struct verb_def *verb = flow_verb_find(op->kind, op->verb);
	const char *title = verb != NULL ? _(verb->title) : op->verb;
	char what[300];

	remember(a, op);
	for (int i = 0; e->more != NULL && e->more[i] != NULL; i++)
		if (e->more[i]->uuid[0] != '\0')
			remember(a, e->more[i]);
	details(a, op, what, sizeof what);
	if (queued > 1)
		app_say(a, PAINT_OK, _("%s: %d queued, %d in the outbox now; u takes the last one back"), title, queued,
		        a->session->counts.pending);
	else if (*what != '\0')
		app_say(a, PAINT_OK, _("queued: %s %s (%s); u takes it back"), title, op->id, what);
	else
		app_say(a, PAINT_OK, _("queued: %s %s; u takes it back"), title, op->id);
}

/* ---- what became of it -------------------------------------------------------- */

struct fate { int waiting, done, conflict, refused; bool mixed; char verb[32], id[160], reason[300]; enum kind kind; };

static int
add_fate(void *with, const struct outbox_entry *entry)
{
	struct fate *f = with;
	int kind = record_kind_find(entry->kind);
	bool done = strcmp(entry->state, "acked") == 0 || strcmp(entry->state, "confirmed") == 0;

	if (strcmp(entry->state, "pending") == 0) {
		f->waiting++;
		return 0;
	}
	f->done += done;
	f->conflict += strcmp(entry->state, "conflict") == 0;
	f->refused += strcmp(entry->state, "refused") == 0;
	if (strcmp(entry->state, "refused") == 0)
		snprintf(f->reason, sizeof f->reason, "%s", entry->reason != NULL ? entry->reason : "");
	if (done || f->id[0] == '\0') {
		f->mixed |= f->verb[0] != '\0' && strcmp(f->verb, entry->verb) != 0;
		snprintf(f->verb, sizeof f->verb, "%s", entry->verb);
		snprintf(f->id, sizeof f->id, "%s", entry->id != NULL && *entry->id != '\0' ? entry->id : entry->title);
		f->kind = kind >= 0 ? (enum kind)kind : KIND_ISSUE;
	}
	return 0;
}

bool
app_tell_answers(struct app *a)
{
	struct fate f = { 0 };
	const struct verb_def *verb;
	const char *title;
	int bad;

	for (int i = 0; i < a->sent_count; i++)
		outbox_show(a->session->outbox, a->sent[i], add_fate, &f);
	if (a->sent_count == 0 || f.waiting > 0)
		return false;
	a->sent_count = 0;
	bad = f.conflict + f.refused;
	verb = flow_verb_find(f.kind, f.verb);
	title = verb != NULL && !f.mixed ? _(verb->title) : _("steps");
	if (f.done == 1 && bad == 0)
		app_say(a, PAINT_OK, _("%s %s: done, accepted by the hub"), title, f.id);
	else if (f.done > 0 && bad == 0)
		app_say(a, PAINT_OK, _("%s: %d done, accepted by the hub"), title, f.done);
	else if (f.done > 0)
		app_refuse(a, _("%s: %d done; %d not (7 shows why)"), title, f.done, bad);
	else if (f.refused == 1 && bad == 1)
		app_refuse(a, _("%s %s was refused: %s; 7 shows it"), title, f.id, f.reason);
	else
		return false;
	return true;
}

/* ---- taking back what cannot be taken back ------------------------------------- */

struct delivered { const char *kind, *id; bool yes; };

static int
is_delivered(void *with, const struct outbox_entry *entry)
{
	struct delivered *d = with;

	d->yes |= strcmp(entry->kind, d->kind) == 0 && strcmp(entry->id, d->id) == 0 &&
	          (strcmp(entry->state, "acked") == 0 || strcmp(entry->state, "confirmed") == 0);
	return 0;
}

/* The steps that move the record on, as the way back. */
void
app_tell_too_late(struct app *a, enum kind kind, const char *id)
{
	struct delivered d = { record_kinds[kind].name, id, false };
	struct target t;
	char list[200] = "";
	const char *why;
	int n = 0;

	if (a->session->outbox != NULL)
		outbox_list(a->session->outbox, true, is_delivered, &d);
	if (!d.yes) {
		app_refuse(a, "%s", _("nothing unsent for this record; 7 shows the outbox"));
		return;
	}
	if (store_target(a->session->store, kind, id, a->session->env.now, a->session->env.today, &t) == 0)
		for (int v = 0; v < flow_verb_count && n < 3; v++) {
			const char *name = flow_verbs[v].name;
			size_t len = strlen(list);
			if (flow_verbs[v].kind != kind || strcmp(name, "comment") == 0 || strcmp(name, "attach") == 0 ||
			    strcmp(name, "urge") == 0 || step_may(&a->session->env, &t, kind, name, &why) != STEP_OK)
				continue;
			snprintf(list + len, sizeof list - len, "%s%s", n++ > 0 ? _(", ") : "", _(flow_verbs[v].title));
		}
	if (n > 0)
		app_refuse(a, _("delivered, it cannot be taken back; possible: %s (F9)"), list);
	else
		app_refuse(a, "%s", _("delivered, it cannot be taken back; F9 shows what can be done"));
}
