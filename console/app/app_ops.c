#include "console/app/app_in.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "screens/work/step.h"
#include "store/read/forms.h"
#include "store/read/targets.h"

extern char **environ;

/* ---- what to act on ------------------------------------------------------ */

bool
app_targets(struct app *a, struct targets *out)
{
	struct layer *l = app_base(a);

	out->count = 0;
	if (l->model == NULL || l->ops->targets == NULL)
		return false;
	l->ops->targets(l->model, out);
	return out->count > 0;
}

/* Nothing is offered on a day that is over: says why. */
bool
app_past_day(struct app *a)
{
	if (env_past(&a->session->env))
		app_refuse(a, "%s", _("you are looking at another day; Esc returns to today, then act"));
	return env_past(&a->session->env);
}

static bool
may_queue(struct app *a)
{
	if (a->session->env.read_only) {
		app_refuse(a, "%s", _("read-only: nothing is queued; start without --read-only"));
		return false;
	}
	if (a->session->outbox == NULL) {
		app_refuse(a, "%s", a->session->outbox_error);
		return false;
	}
	return !app_past_day(a);
}

/* One target: may this be done at all?  What only the form can supply does not count yet. */
static bool
feasible(struct app *a, const struct targets *t, const char *verb)
{
	struct target target;
	enum step_bar bar;
	const char *why;
	const struct env *env = &a->session->env;
	int rc = step_target(a->session->store, env, t->kind, t->id[0], &target);
	if (rc != 0) {
		app_refuse(a, "%s", rc > 0 ? _("the record is gone; refresh with r") : store_error(a->session->store));
		return false;
	}
	bar = step_may(env, &target, t->kind, verb, &why);
	if (bar == STEP_OK)
		return true;
	if (bar == STEP_QUEUED) {
		app_refuse(a, _("%s: this step already waits in the outbox; u takes it back"), t->id[0]);
		return false;
	}
	app_refuse(a, _("%s: %s; F9 shows what can be done"), t->id[0], why);
	return false;
}

void
app_verb(struct app *a, const char *verb)
{
	struct targets *t = malloc(sizeof *t);
	char *arg;

	if (t == NULL)
		abort();
	if (a->session->store == NULL || !app_targets(a, t)) {
		app_refuse(a, "%s", _("nothing is selected to act on"));
	} else if (flow_verb_find(t->kind, verb) == NULL) {
		app_refuse(a, "%s", _("there is no such step here; F9 shows those there are"));
	} else if (may_queue(a) && (t->count > 1 || feasible(a, t, verb))) {
		arg = step_format(t->kind, verb, t);
		app_push(a, t->count > 1 ? SCREEN_BULK : SCREEN_FORM, arg);
		free(arg);
	}
	free(t);
}

void
app_steps(struct app *a)
{
	struct targets *t = malloc(sizeof *t);
	char *arg;

	if (t == NULL)
		abort();
	if (a->session->store == NULL || !app_targets(a, t)) {
		app_refuse(a, "%s", _("nothing is selected to act on"));
	} else {
		arg = step_format(t->kind, "", t);
		app_push(a, SCREEN_MENU, arg);
		free(arg);
	}
	free(t);
}

/* ---- queueing ------------------------------------------------------------ */

static int
queue_one(struct app *a, struct op *op)
{
	struct target target;
	char error[512];

	if (*op->id == '\0' || store_target(a->session->store, op->kind, op->id, op->at, a->session->env.today,
	                                    &target) != 0)
		snprintf(target.title, sizeof target.title, "%s",
		         op_get(op, "title") != NULL ? op_get(op, "title") : op->id);
	if (session_queue(a->session, op, target.title, error, sizeof error) == 0)
		return 0;
	app_refuse(a, "%s%s%s", op->id, *op->id != '\0' ? ": " : "", error);
	return -1;
}

/* Replaces a queued or refused operation that was edited: the new one is safe before the old one goes. */
static int
replace_edited(struct app *a)
{
	int rc = 0;

	if (a->edit_uuid[0] != '\0') {
		rc = outbox_withdraw(a->session->outbox, a->edit_uuid);
		if (rc != 0)
			rc = outbox_drop(a->session->outbox, a->edit_uuid);
		a->edit_uuid[0] = '\0';
	}
	return rc;
}

static void
after_queue(struct app *a, const struct effect *e, int queued)
{
	char error[256];

	session_refresh(a->session, error, sizeof error);
	link_say(&a->link, "poke");
	app_stale(a, TOPIC_OUTBOX | TOPIC(e->op->kind));
	app_tell_queued(a, e, queued);
}

void
app_submit(struct app *a, struct effect *e)
{
	int queued = 0;

	if (e->op == NULL || !may_queue(a))
		return;
	/* A queued close keeps its place from being taken twice, so the edited one leaves first. */
	if (a->edit_uuid[0] != '\0' && replace_edited(a) != 0) {
		app_refuse(a, "%s", outbox_error(a->session->outbox));
		return;
	}
	if (queue_one(a, e->op) != 0)
		return;                              /* the form stays open with what was typed */
	queued++;
	for (int i = 0; e->more != NULL && e->more[i] != NULL; i++)
		queued += queue_one(a, e->more[i]) == 0;
	while (app_top(a)->ops->overlay && a->depth > 1)
		app_pop(a);
	after_queue(a, e, queued);
}

/* ---- the outbox's own commands ------------------------------------------- */

static int
edit(struct app *a, const char *uuid)
{
	struct op *op = outbox_get(a->session->outbox, uuid);
	struct targets t = { .count = 1 };
	char *arg;

	if (op == NULL)
		return -1;
	t.kind = op->kind;
	snprintf(t.id[0], sizeof t.id[0], "%s", op->id);
	arg = step_format(t.kind, op->verb, &t);
	if (app_push(a, SCREEN_FORM, arg) == 0 && app_top(a)->model != NULL && app_top(a)->ops->restore != NULL) {
		app_top(a)->ops->restore(app_top(a)->model, op);
		snprintf(a->edit_uuid, sizeof a->edit_uuid, "%s", uuid);
	}
	free(arg);
	op_free(op);
	return 0;
}

/* The record's revision here, on which an operation is sent anew. */
static int64_t
revision_now(struct app *a, const char *uuid)
{
	struct op *op = outbox_get(a->session->outbox, uuid);
	struct target target = { .rev = 0 };

	if (op != NULL && store_target(a->session->store, op->kind, op->id, 0, 0, &target) != 0)
		target.rev = op->base;
	op_free(op);
	return target.rev;
}

static int
outbox_command(struct app *a, const char *command, const char *uuid, const char *note)
{
	struct outbox *box = a->session->outbox;
	const char *done = NULL;
	int rc = 0;

	if (strcmp(command, "edit") == 0)
		return edit(a, uuid);
	if (strcmp(command, "withdraw") == 0) {
		rc = outbox_withdraw(box, uuid);
		done = _("taken back; nothing was sent");
	} else if (strcmp(command, "retry") == 0) {
		rc = outbox_retry(box, uuid);
		done = _("it will be sent again now");
	} else if (strcmp(command, "retry-all") == 0) {
		rc = outbox_retry(box, NULL);
		done = _("everything that waits will be sent now");
	} else if (strcmp(command, "earlier") == 0 || strcmp(command, "later") == 0) {
		rc = outbox_move(box, uuid, command[0] == 'e' ? -1 : 1);
	} else if (strcmp(command, "resubmit") == 0) {
		rc = outbox_resubmit(box, uuid, revision_now(a, uuid), note);
		done = _("queued again on the hub's newer version");
	} else if (strcmp(command, "to-comment") == 0) {
		rc = outbox_to_comment(box, uuid, revision_now(a, uuid));
		done = _("its note is queued as a comment");
	} else if (strcmp(command, "drop") == 0) {
		rc = outbox_drop(box, uuid);
		done = _("given up; the hub's version stands");
	}
	if (rc == 0 && done != NULL)
		app_say(a, PAINT_OK, "%s", done);
	return rc;
}

void
app_outbox(struct app *a, const char *command, const char *uuid)
{
	char error[256], own[40], note[LINE_MAX_BYTES] = "";
	const char *newline = uuid != NULL ? strchr(uuid, '\n') : NULL;

	if (a->session->outbox == NULL) {
		app_refuse(a, "%s", a->session->outbox_error);
		return;
	}
	if (a->session->env.read_only) {
		app_refuse(a, "%s", _("read-only: the outbox is left alone; start without --read-only"));
		return;
	}
	/* A conflict's answer brings its note on a second line. */
	snprintf(own, sizeof own, "%.*s", newline != NULL ? (int)(newline - uuid) : 39, uuid != NULL ? uuid : "");
	if (newline != NULL)
		snprintf(note, sizeof note, "%s", newline + 1);
	if (app_top(a)->ops->overlay)        /* the conflict dialog has been answered */
		app_pop(a);
	if (outbox_command(a, command, own, note) != 0)
		app_refuse(a, "%s", outbox_error(a->session->outbox));
	link_say(&a->link, "poke");
	session_refresh(a->session, error, sizeof error);
	app_stale(a, TOPIC_OUTBOX);
}

void
app_undo(struct app *a)
{
	struct targets *t = calloc(1, sizeof *t);
	char uuid[40] = "";

	if (t == NULL)
		abort();
	if (a->session->store != NULL && app_targets(a, t))
		store_newest_unsent(a->session->store, t->kind, t->id[0], uuid, sizeof uuid);
	if (uuid[0] != '\0')
		app_outbox(a, "withdraw", uuid);
	else if (t->count > 0)
		app_tell_too_late(a, t->kind, t->id[0]);
	else
		app_refuse(a, "%s", _("nothing is selected to act on"));
	free(t);
}

void
app_keep_drafts(struct app *a)
{
	for (int i = 0; i < a->depth; i++) {
		struct layer *l = &a->layers[i];
		if (l->model == NULL || l->ops->draft == NULL || a->session->outbox == NULL)
			continue;
		struct env env = app_env(a, l);
		struct op *op = l->ops->draft(l->model, &env);
		if (op != NULL && op->arg_count > 0)
			outbox_draft(a->session->outbox, op);
		op_free(op);
	}
}

/* ---- export: the same program as a command, writing a file ---------------- */

void
app_export(struct app *a, const char *noun)
{
	const char *dir = getenv("HOME"), *blank = strchr(noun, ' ');
	char name[64], file[512];
	posix_spawn_file_actions_t files;
	char word[64], day[11];

	if (a->exporter != 0) {
		app_refuse(a, "%s", _("the last export is still being written"));
		return;
	}
	snprintf(word, sizeof word, "%.*s", blank != NULL ? (int)(blank - noun) : (int)strlen(noun), noun);
	civil_format(a->session->env.today, day);
	snprintf(name, sizeof name, "guatu-%.20s-%s-%02d%02d.csv", word, day, instant_minute(a->session->env.now) / 60,
	         instant_minute(a->session->env.now) % 60);
	snprintf(file, sizeof file, "%s/%s", dir != NULL && *dir == '/' ? dir : "/tmp", name);
	char *argv[16];
	int n = 0;
	argv[n++] = (char *)"guatu";
	argv[n++] = (char *)"--profile";
	argv[n++] = a->session->profile;
	argv[n++] = (char *)"list";
	argv[n++] = word;
	if (blank != NULL)
		argv[n++] = (char *)(blank + 1);
	argv[n++] = (char *)"--excel";      /* opened in a spreadsheet: BOM, no formulas, the screen's own rows */
	argv[n++] = (char *)"--titles";
	argv[n++] = (char *)"--screen";
	if (a->session->env.as_of) {
		argv[n++] = (char *)"--as-of";
		argv[n++] = day;
	}
	argv[n] = NULL;
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&a->exporter, "/proc/self/exe", &files, NULL, argv, environ) != 0) {
		a->exporter = 0;
		app_refuse(a, _("cannot write %s; is the directory yours and the disk not full?"), file);
	} else {
		snprintf(a->export_path, sizeof a->export_path, "%s", file);
		app_say(a, PAINT_NORMAL, _("writing %s ..."), file);
	}
	posix_spawn_file_actions_destroy(&files);
}

/* Records below the heading; a newline within quotes ends none. */
static long
rows_in(const char *path)
{
	FILE *file = fopen(path, "re");
	long rows = -1;
	bool quoted = false;

	for (int c; file != NULL && (c = getc(file)) != EOF; ) {
		quoted ^= c == '"';
		rows += c == '\n' && !quoted;
	}
	if (file != NULL)
		fclose(file);
	return rows < 0 ? 0 : rows;
}

void
app_exported(struct app *a)
{
	int status;

	if (a->exporter == 0 || waitpid(a->exporter, &status, WNOHANG) != a->exporter)
		return;
	a->exporter = 0;
	a->dirty = true;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		app_say(a, PAINT_OK, _("written, %ld rows: %s"), rows_in(a->export_path), a->export_path);
	else
		app_refuse(a, _("export failed; try \"guatu list ... --csv\" in a shell to see why (%s)"),
		           a->export_path);
}
