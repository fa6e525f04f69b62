#include "console/cli/verb.h"

#include "console/app/deliver.h"
#include "console/cli/entry_args.h"
#include "screens/dialogs/lookup.h"
#include "model/room/civil.h"
#include "model/flow/duty.h"
#include "model/flow/flow.h"
#include "model/flow/stage.h"
#include "model/text/identity.h"
#include "model/text/visible.h"
#include "screens/kit/canvas.h"
#include "screens/work/step.h"
#include "store/read/forms.h"
#include "store/read/reports.h"
#include "store/read/targets.h"

/* The kinds that have a flow, and what people call them in a command. */
static const struct { enum kind kind; const char *noun; } flow_kinds[] = {
	{ KIND_ISSUE, "issue" }, { KIND_TASK, "task" }, { KIND_SUP_REPORT, "report" },
	{ KIND_DUTY_RUN, "duty" }, { KIND_CHECK_MARK, "mark" }, { KIND_ENTRY, "entry" },
	{ KIND_BATCH, "batch" }, { KIND_SETTLEMENT, "settlement" }, { KIND_FIGURE, "figure" },
};
enum { FLOW_KINDS = sizeof flow_kinds / sizeof *flow_kinds };

bool
verb_exists(const char *verb)
{
	for (int k = 0; k < FLOW_KINDS; k++)
		if (flow_verb_find(flow_kinds[k].kind, verb) != NULL)
			return true;
	return false;
}

/* The first kind that has the verb: for its title when the record is not there to say. */
static enum kind
verb_kind(const char *verb)
{
	int k = 0;

	while (k < FLOW_KINDS - 1 && flow_verb_find(flow_kinds[k].kind, verb) == NULL)
		k++;
	return flow_kinds[k].kind;
}

/* Does the verb make a new record? Then it takes no id. */
static bool
makes_record(enum kind kind, const char *verb)
{
	return flow_step_find(kind, FLOW_NONE, verb) != NULL;
}

/* ---- usage ------------------------------------------------------------------- */

static const char *
type_word(const struct arg_def *arg)
{
	switch (arg->type) {
	case ARG_DATE: return "YYYY-MM-DD";
	case ARG_INT: return "N";
	case ARG_MATRIX: return "012-...";
	case ARG_EVIDENCE: return "[photo:|file:|receipt:]REF";
	case ARG_POST: return "POST";
	case ARG_DIVISION: return "PLACE";
	case ARG_STAGE: return "STAGE";
	case ARG_MARKS: return "MARKS";
	case ARG_FEN: return "YUAN";
	case ARG_EXTRA: return "COLUMN=VALUE";
	case ARG_TERM: return "CODE";
	default: return "TEXT";
	}
}

static const char *
need_word(enum arg_need need)
{
	return need == ARG_REQ ? _("required") : need == ARG_LATE ? _("required when overdue") : "";
}

/* --late-reason for late_reason; both are taken. */
enum { OPTION_SIZE = 48 };

static void
option_name(const struct arg_def *arg, char out[OPTION_SIZE])
{
	snprintf(out, OPTION_SIZE, "--%s", arg->name);
	for (char *c = out; *c != '\0'; c++)
		if (*c == '_')
			*c = '-';
}

/* The codes of a list with their names, as the cache has them. */
static void
print_terms(const struct session *s, const char *list, FILE *out)
{
	struct choice terms[64];
	int n = s->store != NULL ? store_term_choices(s->store, list, s->env.english, terms, 64) : 0;

	for (int i = 0; i < n && i < 64; i++) {
		struct canvas line;
		char *text;
		if (canvas_init(&line, 1, 80, GLYPHS_RICH) != 0)
			return;
		canvas_put(&line, 0, 6, 18, PAINT_NORMAL, terms[i].code);
		canvas_put(&line, 0, 25, 55, PAINT_NORMAL, terms[i].name);
		text = canvas_text(&line);
		fputs(text != NULL ? text : "", out);
		free(text);
		canvas_clear(&line);
	}
}

void
verb_print_options(const struct cli *cli, enum kind kind, const char *verb, FILE *out)
{
	int count;
	const struct arg_def *args = flow_args(kind, verb, &count);

	for (int i = 0; i < count; i++) {
		char option[OPTION_SIZE];
		option_name(&args[i], option);
		fprintf(out, "  %s %s  %s %s\n", option, type_word(&args[i]), _(args[i].title),
		        need_word(args[i].need));
		if (args[i].type == ARG_TERM)
			print_terms(&cli->session, args[i].list, out);
	}
}

int
verb_print_usage(const struct cli *cli, const char *verb, FILE *out)
{
	if (!verb_exists(verb))
		return -1;
	for (int k = 0; k < FLOW_KINDS; k++) {
		enum kind kind = flow_kinds[k].kind;
		if (flow_verb_find(kind, verb) == NULL)
			continue;
		/* Without an id the first kind that makes records is meant, so that the others have to be named. */
		fprintf(out, makes_record(kind, verb) && kind != verb_kind(verb)
		        ? _("usage: %s %s %s%s [options]: %s\n")
		        : _("usage: %s %s [%s]%s [options]: %s\n"), cli->program, verb, flow_kinds[k].noun,
		        makes_record(kind, verb) ? "" : " ID", verb_title(kind, verb));
		verb_print_options(cli, kind, verb, out);
	}
	fprintf(out, "  --dry-run  %s\n  --json  %s\n", _("only check, queue nothing"), _("the verdict as JSON"));
	return 0;
}

/* ---- what was typed ------------------------------------------------------------- */

struct request {
	const char *verb;
	int         kind;            /* -1: to be found from the id */
	const char *id;
	bool        dry_run, json;
	struct { const char *name, *value; } given[64];
	int         given_count;
};

static int
kind_named(const char *word)
{
	for (int k = 0; k < FLOW_KINDS; k++)
		if (strcmp(flow_kinds[k].noun, word) == 0 || strcmp(record_kinds[flow_kinds[k].kind].name, word) == 0)
			return (int)flow_kinds[k].kind;
	return -1;
}

/* Takes every --ARG VALUE that the verb has for any kind. */
static int
take_args(struct cli *cli, struct request *r)
{
	for (int k = 0; k < FLOW_KINDS; k++) {
		int count;
		const struct arg_def *args = flow_args(flow_kinds[k].kind, r->verb, &count);
		for (int i = 0; i < count; i++) {
			const char *value;
			int taken;
			while ((taken = cli_take(cli, args[i].name, &value)) == 1) {
				if (r->given_count == 64)
					return cli_usage(cli, "%s", _("too many options"));
				r->given[r->given_count].name = args[i].name;
				r->given[r->given_count++].value = value;
			}
			if (taken < 0)
				return EXIT_USAGE;
		}
	}
	return EXIT_OK;
}

static int
parse(struct cli *cli, struct request *r)
{
	int at = 1, dry, json, status;

	*r = (struct request){ .verb = cli->argv[0], .kind = -1, .id = "" };
	dry = cli_take(cli, "dry-run", NULL);
	json = cli_take(cli, "json", NULL);
	if (dry < 0 || json < 0)
		return EXIT_USAGE;
	r->dry_run = dry;
	r->json = json;
	status = take_args(cli, r);
	if (status == EXIT_OK)
		status = cli_words(cli, 2);
	if (status != EXIT_OK)
		return status;
	if (at < cli->argc && kind_named(cli->argv[at]) >= 0)
		r->kind = kind_named(cli->argv[at++]);
	if (r->kind >= 0 && flow_verb_find((enum kind)r->kind, r->verb) == NULL)
		return cli_usage(cli, _("there is no step %s for %s"), r->verb, cli->argv[at - 1]);
	for (int k = 0; k < FLOW_KINDS && r->kind < 0 && at >= cli->argc; k++)
		if (makes_record(flow_kinds[k].kind, r->verb))
			r->kind = (int)flow_kinds[k].kind;
	if (at < cli->argc)
		r->id = cli->argv[at++];
	if (at < cli->argc)
		return cli_usage(cli, _("one word too many: %s"), cli->argv[at]);
	if (*r->id == '\0' && (r->kind < 0 || !makes_record((enum kind)r->kind, r->verb)))
		return cli_usage(cli, "%s", _("of which record? give its number"));
	return EXIT_OK;
}

/* ---- the record -------------------------------------------------------------------- */

/* Finds the record among the kinds that have the verb.  EXIT_OK, or said what is wrong. */
static int
find_target(struct cli *cli, struct request *r, struct target *target)
{
	struct session *s = &cli->session;
	struct target found;
	int hits = 0;

	for (int k = 0; k < FLOW_KINDS; k++) {
		enum kind kind = flow_kinds[k].kind;
		int got;
		if ((r->kind >= 0 && (int)kind != r->kind) || flow_verb_find(kind, r->verb) == NULL)
			continue;
		got = step_target(s->store, &s->env, kind, r->id, &found);
		if (got < 0)
			return cli_fail(EXIT_ERROR, "%s", store_error(s->store));
		if (got > 0)
			continue;
		hits++;
		r->kind = (int)kind;
	}
	if (hits == 0)
		return cli_fail(EXIT_NOT_FOUND,
		                _("there is no %s here that can take the step %s; `guatu list' shows what there is"),
		                r->id, verb_title(r->kind >= 0 ? (enum kind)r->kind : verb_kind(r->verb), r->verb));
	if (hits > 1)
		return cli_usage(cli, _("%s is more than one thing; say which kind: guatu %s KIND %s"), r->id,
		                 r->verb, r->id);
	/* once more into its final place: the facts point into the struct */
	return step_target(s->store, &s->env, (enum kind)r->kind, r->id, target) == 0
		? EXIT_OK : cli_fail(EXIT_ERROR, "%s", store_error(s->store));
}

/* ---- the arguments -------------------------------------------------------------------- */

static bool
is_count(const char *value)
{
	size_t n = strlen(value);

	return n > 0 && n < 10 && strspn(value, "0123456789") == n;
}

/* One cell an item; the items are named in their order. */
static const char *
check_marks(struct store *st, const char *mark, const char *value, bool english, char *error, size_t size)
{
	struct choice items[CHECK_ITEMS_MAX];
	int n = store_mark_items(st, mark, english, items, CHECK_ITEMS_MAX), used;

	if (marks_ok(value, n > 0 ? n : 0))
		return NULL;
	used = snprintf(error, size, _("%d cells of 0 (no) 1 (partly) 2 (yes) - (unseen):"), n > 0 ? n : 0);
	for (int i = 0; i < n && used < (int)size; i++)
		used += snprintf(error + used, size - (size_t)used, " %s", items[i].name);
	return error;
}

/* One cell an aspect of each subject, subject by subject. */
static const char *
check_matrix(struct store *st, const char *value, bool english, char *error, size_t size)
{
	struct report_axes axes;
	int cells = report_axes(st, english, &axes) == 0 ? axes.subject_count * axes.aspect_count : 0, used;

	if (report_matrix_ok(value, cells))
		return NULL;
	used = snprintf(error, size, _("%d cells of 0 (no) 1 (partly) 2 (yes) - (unseen):"), cells);
	for (int i = 0; i < cells && used < (int)size; i++)
		used += snprintf(error + used, size - (size_t)used, " %s·%s", axes.subjects[i / axes.aspect_count].name,
		                 axes.aspects[i % axes.aspect_count].name);
	return error;
}

static const char *
check_day(struct cli *cli, const struct op *op, const struct arg_def *arg, const char *value, char *error, size_t size)
{
	int32_t day = civil_parse(value);
	struct flow_days days;
	const char *wrong;

	if (day == CIVIL_NONE)
		return _("a date like 2020-06-18");
	step_days(cli->session.store, &cli->session.env, op->kind, op->id, &days);
	if ((wrong = flow_day_wrong(op->kind, op->verb, arg->name, day, &days)) == NULL)
		return NULL;
	snprintf(error, size, "%s: %s", value, _(wrong));
	return error;
}

/* The value as the hub wants it, into `out`; NULL, or what is allowed (in `error`). */
static const char *
resolve(struct cli *cli, const struct op *op, const struct arg_def *arg, const char *value, char *out, size_t size,
        char *error, size_t error_size)
{
	struct store *st = cli->session.store;
	int rc = 0;

	snprintf(out, size, "%s", value);
	if (identity_find(value, NULL)) {
		snprintf(error, error_size, "%s",
		         _("holds an identity number, and none is kept; "
		           "say how many people, or the document's number"));
		return error;
	}
	if (entry_resolves(arg))
		return entry_resolve(&cli->session, op, arg, value, out, size, error, error_size) == 0 ? NULL : error;
	switch (arg->type) {
	case ARG_DATE: return check_day(cli, op, arg, value, error, error_size);
	case ARG_INT: return is_count(value) ? NULL : _("a whole number");
	case ARG_MATRIX: return check_matrix(st, value, cli->session.env.english, error, error_size);
	case ARG_MARKS: return check_marks(st, op->id, value, cli->session.env.english, error, error_size);
	case ARG_TERM: rc = lookup_code(st, KIND_TERM, arg->list, 0, value, out, size, error, error_size); break;
	case ARG_POST: rc = lookup_code(st, KIND_POST, NULL, 0, value, out, size, error, error_size); break;
	case ARG_DIVISION: rc = lookup_code(st, KIND_DIVISION, NULL, 0, value, out, size, error, error_size); break;
	default: return visible_any(value) ? NULL : _("some text");
	}
	return rc == 0 ? NULL : error;
}

static const struct arg_def *
arg_find(enum kind kind, const char *verb, const char *name)
{
	int count;
	const struct arg_def *args = flow_args(kind, verb, &count);

	for (int i = 0; i < count; i++)
		if (strcmp(args[i].name, name) == 0)
			return &args[i];
	return NULL;
}

static int
fill_op(struct cli *cli, const struct request *r, struct op *op)
{
	for (int i = 0; i < r->given_count; i++) {
		const struct arg_def *arg = arg_find(op->kind, r->verb, r->given[i].name);
		char code[700], error[1024];
		const char *value = r->given[i].value, *wrong;
		char option[OPTION_SIZE];
		bool coded;
		if (arg == NULL)
			return cli_usage(cli, _("unknown option: %s"), r->given[i].name);
		wrong = resolve(cli, op, arg, value, code, sizeof code, error, sizeof error);
		option_name(arg, option);
		if (wrong == error)
			return cli_fail(EXIT_USAGE, "%s: %s", option, error);
		if (wrong != NULL)
			return cli_fail(EXIT_USAGE, _("%s %s: allowed: %s"), option, value, wrong);
		coded = arg->type == ARG_TERM || arg->type == ARG_POST || arg->type == ARG_DIVISION ||
		        entry_resolves(arg);
		if (arg->type != ARG_EVIDENCE && arg->type != ARG_EXTRA && op_get(op, arg->name) != NULL)
			return cli_usage(cli, _("%s is given twice"), option);
		if (op_add(op, arg->name, coded ? code : value) != 0)
			return cli_fail(EXIT_ERROR, _("out of memory"));
	}
	return EXIT_OK;
}

/* What is required and not there: said all at once. */
static int
check_missing(struct cli *cli, const struct op *op, bool late)
{
	int count, missing = 0;
	const struct arg_def *args = flow_args(op->kind, op->verb, &count);

	for (int i = 0; i < count; i++) {
		bool needed = args[i].need == ARG_REQ || (args[i].need == ARG_LATE && late);
		if (needed && op_get(op, args[i].name) == NULL) {
			char option[OPTION_SIZE];
			option_name(&args[i], option);
			cli_fail(EXIT_USAGE, _("%s is missing: %s (%s)"), option, _(args[i].title),
			         need_word(args[i].need));
			missing++;
		}
	}
	if (missing > 0)
		cli_print_usage(cli, op->verb, stderr);
	return missing > 0 ? EXIT_USAGE : EXIT_OK;
}

/* First without the arguments: what cannot be done at all is not asked for. */
static int
check_flow(struct cli *cli, const struct op *op, struct target *target, bool args_known)
{
	struct flow_facts *f = &target->facts;
	const char *until = op_get(op, "until");
	const struct env *env = &cli->session.env;
	enum flow_answer answer;
	bool barred;
	int state;

	f->now = env->now;
	f->today = env->today;
	f->verifier = op_get(op, "verifier");
	f->evidence = target->evidence + op_count(op, "evidence");
	f->args_known = args_known;
	if (until != NULL)
		f->ext_until = civil_parse(until);
	answer = flow_may(op->kind, op->verb, env->roles, env->user, f, NULL);
	if (answer == FLOW_OK)
		return EXIT_OK;
	state = f->status != NULL ? flow_state_find(op->kind, f->status) : -1;
	if (answer == FLOW_EVIDENCE || answer == FLOW_VERIFIER)
		return cli_usage(cli, "%s: %s", verb_title(op->kind, op->verb), _(flow_answer_text(answer)));
	if (answer == FLOW_NOT_NOW)
		return cli_fail(EXIT_REFUSED, "%s: %s", op->id, step_why(op->kind, op->verb, f->status, answer));
	barred = answer == FLOW_ROLE || (answer == FLOW_STAGE && stage_lack_first(f->move_lacks) == STAGE_ROLE);
	return cli_fail(barred ? EXIT_FORBIDDEN : EXIT_REFUSED, _("%s (now: %s): %s: %s"), op->id,
	                state >= 0 ? _(flow_states[state].title) : "-", verb_title(op->kind, op->verb),
	                step_bar_text(target, op->kind, op->verb, answer));
}

/* ---- doing it ----------------------------------------------------------------------------- */

static void
print_dry(const struct op *op, const struct target *target)
{
	printf("%s %s %s %s\n", _("would queue:"), op->id, verb_title(op->kind, op->verb), target->title);
	for (int i = 0; i < op->arg_count; i++)
		printf("  %s = %s\n", op->args[i].name, op->args[i].value);
}

/* What only the entry's ledger can say of it. */
static int
check_ledger(struct cli *cli, const struct op *op)
{
	bool fresh = strcmp(op->verb, "register") == 0;
	char error[1024];
	int rc;

	if (op->kind != KIND_ENTRY || (!fresh && strcmp(op->verb, "move") != 0 && strcmp(op->verb, "sign") != 0))
		return EXIT_OK;
	rc = fresh ? entry_required(&cli->session, op, error, sizeof error)
	     : strcmp(op->verb, "sign") == 0 ? entry_may_sign(&cli->session, op, error, sizeof error)
	                                     : entry_may_move(&cli->session, op, error, sizeof error);
	if (rc == 0)
		return EXIT_OK;
	return cli_fail(fresh ? EXIT_USAGE : rc == -2 ? EXIT_FORBIDDEN : EXIT_REFUSED, "%s: %s",
	                verb_title(op->kind, op->verb), error);
}

static int
submit(struct cli *cli, const struct request *r, struct op *op, const struct target *target)
{
	char error[512];
	const char *title = *target->title != '\0' ? target->title : op_get(op, "title");

	if (r->dry_run) {
		print_dry(op, target);
		return EXIT_OK;
	}
	if (session_queue(&cli->session, op, title, error, sizeof error) != 0)
		return cli_fail(cli->session.read_only ? EXIT_FORBIDDEN : EXIT_ERROR, "%s", error);
	deliver(cli, op->uuid);
	return deliver_verdict(cli, op->uuid, r->json);
}

static int
act(struct cli *cli, struct request *r)
{
	struct target target = { 0 };
	struct op *op;
	int status = *r->id != '\0' ? find_target(cli, r, &target) : EXIT_OK;

	if (status != EXIT_OK)
		return status;
	op = op_new((enum kind)r->kind, r->id, r->verb, target.rev, cli->session.env.now);
	if (op == NULL)
		return cli_fail(EXIT_ERROR, _("out of memory"));
	status = check_flow(cli, op, &target, false);
	if (status == EXIT_OK)
		status = fill_op(cli, r, op);
	if (status == EXIT_OK)
		status = check_missing(cli, op, target.facts.deadline != 0 &&
		                       target.facts.deadline < cli->session.env.today);
	if (status == EXIT_OK)
		status = check_flow(cli, op, &target, true);
	if (status == EXIT_OK)
		status = check_ledger(cli, op);
	if (status == EXIT_OK)
		status = submit(cli, r, op, &target);
	op_free(op);
	return status;
}

int
verb_run(struct cli *cli)
{
	struct request r;
	int status;

	if (cli->argv[0][0] == '-' && cli->argv[0][1] != '\0')
		return cli_usage(cli, _("unknown option: %s"), cli->argv[0]);
	if (!verb_exists(cli->argv[0]))
		return cli_usage(cli, _("unknown command: %s; `guatu help' lists them"), cli->argv[0]);
	status = parse(cli, &r);
	if (status != EXIT_OK)
		return status;
	if (cli->as_of != NULL)
		return cli_usage(cli, "%s", _("--as-of is for looking; leave it out to act"));
	status = cli_open(cli, true);
	/* A step is taken on the record as it was seen: without a cache nobody has seen it. */
	return status == EXIT_OK ? act(cli, &r) : cli_fail((enum exit_status)status, "%s", _("nothing was queued"));
}
