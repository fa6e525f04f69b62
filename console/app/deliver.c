#include "console/app/deliver.h"

#include <poll.h>
#include <unistd.h>

#include "console/cli/listing.h"
#include "console/app/syncer.h"
#include "console/cli/monotonic.h"
#include "model/flow/flow.h"
#include "store/outbox/outbox_list.h"

/* ---- has it been answered? ------------------------------------------------------ */

const char *
verb_title(enum kind kind, const char *verb)
{
	const struct verb_def *def = flow_verb_find(kind, verb);

	return def != NULL ? _(def->title) : verb;
}

static int
note_state(void *with, const struct outbox_entry *entry)
{
	bool *waits = with;

	if (strcmp(entry->state, "pending") == 0)
		*waits = true;
	return 0;
}

static bool
still_waits(struct cli *cli, const char *uuid)
{
	bool waits = false;

	if (uuid != NULL)
		outbox_show(cli->session.outbox, uuid, note_state, &waits);
	else
		outbox_list(cli->session.outbox, false, note_state, &waits);
	return waits;
}

/* ---- through the running sync process --------------------------------------------- */

/* Did the running process say that it cannot send now? */
static bool
says_offline(const char *text)
{
	static const char *const words[] = { "state offline", "state login", "state tls", "state too-old" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(text, words[i]) != NULL)
			return true;
	return false;
}

/* 0 when it was asked; -1 when none runs. */
static int
ask_running(struct cli *cli, const char *uuid)
{
	int fd = syncer_connect(&cli->session);
	int64_t end = monotonic_ms() + DELIVER_WAIT_MS;
	bool offline = false;
	char text[4096];

	if (fd < 0)
		return -1;
	if (syncer_say(fd, "poke") != 0) {
		close(fd);
		return -1;
	}
	while (!offline && still_waits(cli, uuid) && monotonic_ms() < end) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;
		if (poll(&p, 1, 200) <= 0)
			continue;
		n = read(fd, text, sizeof text - 1);
		if (n <= 0)
			break;
		text[n] = '\0';
		offline = says_offline(text) && still_waits(cli, uuid);
	}
	syncer_say(fd, "bye");
	close(fd);
	return 0;
}

void
deliver(struct cli *cli, const char *uuid)
{
	if (ask_running(cli, uuid) != 0)
		cli_pull(cli);
}

/* ---- the verdict -------------------------------------------------------------------- */

struct verdict { bool json; int status; };

static const struct { const char *state; enum exit_status status; const char *text; } verdicts[] = {
	{ "acked", EXIT_OK, N_("applied") },
	{ "confirmed", EXIT_OK, N_("applied") },
	{ "pending", EXIT_QUEUED, N_("queued; it will be sent when the hub can be reached (`guatu sync')") },
	{ "draft", EXIT_QUEUED, N_("kept as a draft") },
	{ "superseded", EXIT_REFUSED, N_("not needed: it was closed by somebody else meanwhile") },
	{ "conflict", EXIT_REFUSED, N_("in conflict with what happened meanwhile; see `guatu outbox'") },
	{ "refused", EXIT_REFUSED, N_("refused by the hub") },
	{ "withdrawn", EXIT_REFUSED, N_("taken back") },
};

static bool
not_permitted(const char *reason)
{
	return strncmp(reason, "role", 4) == 0 || strncmp(reason, "scope", 5) == 0;
}

static const char *
state_text(const char *state)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		if (strcmp(verdicts[i].state, state) == 0)
			return _(verdicts[i].text);
	return state;
}

static int
say_verdict(void *with, const struct outbox_entry *e)
{
	struct verdict *v = with;
	int kind = record_kind_find(e->kind);
	const char *verb = kind >= 0 ? verb_title((enum kind)kind, e->verb) : e->verb;

	v->status = EXIT_ERROR;
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
		if (strcmp(verdicts[i].state, e->state) == 0)
			v->status = (int)verdicts[i].status;
	if (strcmp(e->state, "refused") == 0 && not_permitted(e->reason))
		v->status = EXIT_FORBIDDEN;
	if (v->json)
		return 0;
	if (*e->reason != '\0' && v->status != EXIT_OK) {
		printf("%s %s: %s: %s\n", e->id, verb, state_text(e->state), _(e->reason));
	} else {
		printf("%s %s: %s\n", e->id, verb, state_text(e->state));
	}
	return 0;
}

/* The operation's row of `guatu list outbox'. */
static void
json_verdict(struct cli *cli, const char *uuid)
{
	struct listing l = { .one = true, .out = { .file = stdout, .format = OUT_JSON } };
	char request[64], error[512];

	snprintf(request, sizeof request, "outbox show=all op=%s", uuid);
	l.request = request;
	if (listing_write(&cli->session, &l, error, sizeof error) < 0)
		cli_fail(EXIT_ERROR, "%s", error);
}

int
deliver_verdict(struct cli *cli, const char *uuid, bool json)
{
	struct verdict v = { .json = json, .status = EXIT_ERROR };
	int rc = outbox_show(cli->session.outbox, uuid, say_verdict, &v);

	if (rc < 0)
		return cli_fail(EXIT_ERROR, "%s", outbox_error(cli->session.outbox));
	if (json && rc == 0)
		json_verdict(cli, uuid);
	return rc == 0 ? v.status : cli_fail(EXIT_NOT_FOUND, _("there is no operation %s in the outbox"), uuid);
}
