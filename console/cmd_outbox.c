/* guatu outbox [list|withdraw|retry|drop|resubmit|to-comment]: what is queued here and what became of it. */
#include <stdlib.h>
#include <string.h>

#include "console/cli.h"
#include "console/deliver.h"
#include "console/records_out.h"
#include "console/verb.h"
#include "store/outbox_list.h"
#include "store/targets.h"

int cmd_outbox(struct cli *cli);

/* ---- the list -------------------------------------------------------------------- */

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV };
struct listing_state { enum format format; bool safe; int count; };

/* The officer's own notes, for a spreadsheet as the screen exports it. */
static void
print_csv(const struct listing_state *l, const struct outbox_entry *e)
{
	char at[26];
	const char *const cells[] = { e->uuid, e->state, e->kind, e->id, e->verb, at, e->title, e->reason };

	instant_format(e->at, at);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_cell(stdout, cells[i], l->safe, i == 0);
	fputs("\r\n", stdout);
}

static int
print_entry(void *with, const struct outbox_entry *e)
{
	struct listing_state *l = with;
	int kind = record_kind_find(e->kind);
	char at[26], line[1200];
	struct canvas c;
	char *text;

	if (l->format == FORMAT_CSV) {
		print_csv(l, e);
		return 0;
	}
	if (l->format == FORMAT_JSON) {
		fputs(l->count++ > 0 ? ",\n" : "\n", stdout);
		outbox_entry_json(stdout, e);
		return 0;
	}
	l->count++;
	instant_format(e->at, at);
	snprintf(line, sizeof line, "%.8s  %.10s %.5s  %s %s  %s: %s", e->uuid + 28, at, at + 11, e->id,
	         kind >= 0 ? verb_title((enum kind)kind, e->verb) : e->verb, e->title, deliver_state_text(e->state));
	if (canvas_init(&c, 1, text_width(line) + 80, GLYPHS_RICH) != 0)
		return -1;
	canvas_put(&c, 0, 0, c.w, PAINT_NORMAL, line);
	if (*e->reason != '\0')
		canvas_putf(&c, 0, text_width(line), 80, PAINT_NORMAL, " (%s)", e->reason);
	text = canvas_text(&c);
	fputs(text != NULL ? text : "\n", stdout);
	free(text);
	canvas_clear(&c);
	return 0;
}

static int
list(struct cli *cli, enum format format, bool excel, bool all)
{
	struct listing_state l = { .format = format, .safe = excel };
	int rc;

	if (format == FORMAT_JSON)
		putchar('[');
	else if (format == FORMAT_CSV)
		printf("%sop,state,kind,id,verb,at,title,reason\r\n", excel ? "\xEF\xBB\xBF" : "");
	rc = outbox_list(cli->session.outbox, all, print_entry, &l);
	if (format == FORMAT_JSON)
		fputs("\n]\n", stdout);
	else if (format == FORMAT_TEXT && rc == 0 && l.count == 0)
		puts(_("nothing is queued"));
	return rc == 0 ? EXIT_OK : cli_fail(EXIT_ERROR, "%s", outbox_error(cli->session.outbox));
}

/* ---- one operation ---------------------------------------------------------------- */

/* Operations are named by their whole number, or by the end of it as the list prints it. */
struct search { const char *typed; int hits; char uuid[37], kind[32], id[128]; };

static int
compare_entry(void *with, const struct outbox_entry *e)
{
	struct search *s = with;
	size_t n = strlen(s->typed), len = strlen(e->uuid);

	if (n < 4 || n > len || (strcmp(e->uuid + len - n, s->typed) != 0 && strncmp(e->uuid + 28, s->typed, n) != 0))
		return 0;
	s->hits++;
	snprintf(s->uuid, sizeof s->uuid, "%s", e->uuid);
	snprintf(s->kind, sizeof s->kind, "%s", e->kind);
	snprintf(s->id, sizeof s->id, "%s", e->id);
	return 0;
}

static int
find(struct cli *cli, const char *typed, struct search *s)
{
	*s = (struct search){ .typed = typed };
	if (outbox_list(cli->session.outbox, true, compare_entry, s) != 0)
		return cli_fail(EXIT_ERROR, "%s", outbox_error(cli->session.outbox));
	if (s->hits == 0)
		return cli_fail(EXIT_NOT_FOUND, _("there is no operation %s in the outbox"), typed);
	return s->hits == 1 ? EXIT_OK : cli_fail(EXIT_USAGE, _("%s could be several; give more of its number"), typed);
}

/* The revision of the record as the cache has it now. */
static int64_t
current_rev(struct cli *cli, const struct search *s)
{
	struct target target;
	int kind = record_kind_find(s->kind);

	if (cli->session.store == NULL || kind < 0 ||
	    store_target(cli->session.store, (enum kind)kind, s->id, cli->session.env.now, cli->session.env.today, &target) != 0)
		return 0;
	return target.rev;
}

enum { DO_WITHDRAW, DO_RETRY, DO_DROP, DO_RESUBMIT, DO_COMMENT };
static const char *const doings[] = { "withdraw", "retry", "drop", "resubmit", "to-comment" };

static int
do_one(struct cli *cli, int what, const struct search *s, const char *note)
{
	struct outbox *box = cli->session.outbox;

	switch (what) {
	case DO_WITHDRAW: return outbox_withdraw(box, s->uuid);
	case DO_RETRY: return outbox_retry(box, *s->uuid != '\0' ? s->uuid : NULL);
	case DO_DROP: return outbox_drop(box, s->uuid);
	case DO_RESUBMIT: return outbox_resubmit(box, s->uuid, current_rev(cli, s), note);
	default: return outbox_to_comment(box, s->uuid, current_rev(cli, s));
	}
}

static int
change(struct cli *cli, int what, const char *typed, const char *note)
{
	struct search s = { 0 };
	int status = EXIT_OK;
	char error[512];

	if (cli->session.read_only)
		return cli_fail(EXIT_FORBIDDEN, "%s", _("read-only: nothing can be queued here"));
	if (typed != NULL)
		status = find(cli, typed, &s);
	else if (what != DO_RETRY)
		return cli_usage(cli, "%s", _("which operation? `guatu outbox' lists them"));
	if (status != EXIT_OK)
		return status;
	if (do_one(cli, what, &s, note) != 0)
		return cli_fail(EXIT_REFUSED, "%s", outbox_error(cli->session.outbox));
	cli->session.queued = true;
	if (what != DO_WITHDRAW && what != DO_DROP)
		deliver(cli, NULL);
	session_refresh(&cli->session, error, sizeof error);
	return list(cli, FORMAT_TEXT, false, false);
}

/* A new outbox out of a damaged one. */
static int
recover(struct cli *cli)
{
	struct session *s = &cli->session;
	char said[sizeof s->outbox_error + PATH_MAX];
	int rc;

	outbox_close(s->outbox);
	s->outbox = NULL;
	rc = outbox_recover(s->outbox_path, said, sizeof said);
	if (rc != 0)
		return cli_fail(EXIT_ERROR, "%s", said);
	puts(said);
	return EXIT_OK;
}

int
cmd_outbox(struct cli *cli)
{
	const char *note = NULL, *what;
	int json = cli_take(cli, "json", NULL), all = cli_take(cli, "all", NULL), status;
	int csv = cli_take(cli, "csv", NULL), excel = cli_take(cli, "excel", NULL);

	if (json < 0 || all < 0 || csv < 0 || excel < 0 || cli_take(cli, "note", &note) < 0)
		return EXIT_USAGE;
	status = cli_words(cli, 2);
	what = cli->argc > 1 ? cli->argv[1] : "list";
	/* only what is made anew has to know the record as it is now */
	if (status == EXIT_OK)
		status = cli_open(cli, strcmp(what, doings[DO_RESUBMIT]) == 0 || strcmp(what, doings[DO_COMMENT]) == 0);
	if (status != EXIT_OK)
		return status;
	if (strcmp(what, "recover") == 0)
		return recover(cli);
	if (cli->session.outbox == NULL)
		return cli_fail(EXIT_ERROR, "%s", cli->session.outbox_error);
	if (strcmp(what, "list") == 0)
		return list(cli, json ? FORMAT_JSON : csv || excel ? FORMAT_CSV : FORMAT_TEXT, excel, all);
	for (size_t i = 0; i < sizeof doings / sizeof *doings; i++)
		if (strcmp(doings[i], what) == 0)
			return change(cli, (int)i, cli->argc > 2 ? cli->argv[2] : NULL, note);
	return cli_usage(cli, _("the outbox has no %s"), what);
}
