/* guatu sync [--watch]: one round of pulling and pushing, or the sync process in the foreground. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "console/cli.h"
#include "console/deliver.h"
#include "console/syncer.h"

int cmd_sync(struct cli *cli);

extern char **environ;

static int
watch(struct cli *cli)
{
	char *argv[SYNCER_ARGS];

	syncer_argv(&cli->session, "--watch", argv);
	fflush(stdout);
	session_close(&cli->session);
	execve(cli->session.sync_program, argv, environ);
	return cli_fail(EXIT_ERROR, _("%s cannot be started: %s; install Guatu again"), argv[0], strerror(errno));
}

/* The pull of a process that runs already: until its time of the last good pull moves. */
static int
pull_running(struct cli *cli)
{
	struct session *s = &cli->session;
	int64_t before = s->synced_at;
	char error[512];
	int fd = syncer_connect(s);

	if (fd < 0)
		return -1;
	syncer_say(fd, "pull");
	for (int turns = 0; turns < DELIVER_WAIT_MS / 200 && s->synced_at == before; turns++) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		char text[4096];
		if (poll(&p, 1, 200) > 0) {
			ssize_t n = read(fd, text, sizeof text - 1);
			if (n <= 0)
				break;
		}
		if (session_refresh(s, error, sizeof error) < 0)
			break;
	}
	syncer_say(fd, "bye");
	close(fd);
	return s->synced_at != before ? EXIT_OK : EXIT_QUEUED;
}

static int
summary(struct cli *cli, int pulled)
{
	struct session *s = &cli->session;
	char at[17], error[512];

	session_refresh(s, error, sizeof error);
	session_data_time(s, at);
	printf("%s: %s %s, %s %d, %s %d, %s %d\n", pulled == EXIT_OK ? _("in step with the hub") : _("not in step with the hub"),
	       _("data"), *at != '\0' ? at : "-", _("queued"), s->counts.pending, _("conflicts"), s->counts.conflict,
	       _("refused"), s->counts.refused);
	if (s->counts.conflict + s->counts.refused > 0)
		printf("%s\n", _("see `guatu outbox'"));
	if (pulled != EXIT_OK || s->counts.pending > 0)
		return EXIT_QUEUED;
	return s->counts.conflict > 0 ? EXIT_REFUSED : EXIT_OK;
}

int
cmd_sync(struct cli *cli)
{
	int watching = cli_take(cli, "watch", NULL), status, pulled;

	if (watching < 0)
		return EXIT_USAGE;
	status = cli_words(cli, 0);
	if (status == EXIT_OK)
		status = cli_open(cli, false);
	if (status != EXIT_OK)
		return status;
	if (*cli->session.hub == '\0')
		return cli_fail(EXIT_USAGE, _("no hub is set for the profile %s; give --hub or set hub in guatu.conf"), cli->session.profile);
	if (watching)
		return watch(cli);
	pulled = pull_running(cli);
	if (pulled < 0)
		pulled = cli_pull(cli);
	else if (cli->session.outbox != NULL)
		deliver(cli, NULL);
	return summary(cli, pulled);
}
