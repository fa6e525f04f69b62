/* guatu outbox [list|withdraw|retry|drop|resubmit|to-comment]: what is queued here and what became of it. */

#include "console/cli/cli.h"
#include "console/app/deliver.h"
#include "console/cli/listing.h"
#include "store/outbox/outbox_list.h"
#include "store/cache/store.h"
#include "store/read/targets.h"

int cmd_outbox(struct cli *cli);

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
	    store_target(cli->session.store, (enum kind)kind, s->id, cli->session.env.now, cli->session.env.today,
	                 &target) != 0)
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

/* Without a cache codes stand for names; the operations are all there. */
static int
list(struct cli *cli, struct listing *l, bool all)
{
	struct session *s = &cli->session;
	char error[512];

	if (s->store == NULL && (s->store = store_open(":memory:", s->outbox_path, error, sizeof error)) == NULL)
		return cli_fail(EXIT_ERROR, "%s", error);
	return cli_list_write(cli, l, all ? "outbox show=all" : "outbox", 2);
}

static int
change(struct cli *cli, struct listing *l, int what, const char *typed, const char *note)
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
	return list(cli, l, false);
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
	struct listing l;
	int all = cli_take(cli, "all", NULL), status;

	if (all < 0 || cli_list_options(cli, &l) != 0 || cli_take(cli, "note", &note) < 0)
		return EXIT_USAGE;
	what = cli->argc > 1 ? cli->argv[1] : "list";
	status = cli_words(cli, strcmp(what, "list") == 0 ? 100 : 2);
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
		return list(cli, &l, all);
	for (size_t i = 0; i < sizeof doings / sizeof *doings; i++)
		if (strcmp(doings[i], what) == 0)
			return change(cli, &l, (int)i, cli->argc > 2 ? cli->argv[2] : NULL, note);
	return cli_usage(cli, _("the outbox has no %s"), what);
}
