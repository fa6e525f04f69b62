/* guatu sync [--watch]: one round of pulling and pushing, or the sync process in the foreground. */
#include <poll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "console/cli/cli.h"
#include "console/app/deliver.h"
#include "console/app/syncer.h"

int cmd_sync(struct cli *cli);

extern char **environ;

enum { READ_THROUGH = 64 << 20 };      /* takes well under a second */

static int
watch(struct cli *cli)
{
	char *argv[SYNCER_ARGS];

	syncer_argv(&cli->session, "--watch", argv);
	fflush(stdout);
	session_close(&cli->session);
	execve(cli->session.sync_program, argv, environ);
	return cli_fail(EXIT_ERROR, _("%s cannot be started: %s; install Guatu again"), argv[0], error_words(errno));
}

/* How the round went in words and numbers; what waits to be decided here is no fault of the hub's. */
static int
summary(struct cli *cli, int pulled)
{
	struct session *s = &cli->session;
	char at[17], error[sizeof s->cache_error];
	int undecided;

	session_refresh(s, error, sizeof error);
	session_data_time(s, at);
	printf("%s: %s %s, %s %d, %s %d, %s %d\n", in_step(pulled) ? _("in step with the hub") : cli_meaning(pulled),
	       _("data"), *at != '\0' ? at : "-", _("queued"), s->counts.pending, _("conflicts"), s->counts.conflict,
	       _("refused"), s->counts.refused);
	undecided = s->counts.conflict + s->counts.refused;
	if (undecided > 0)
		printf("%s\n", _("see `guatu outbox'"));
	if (in_step(pulled) && s->outbox == NULL)
		return cli_fail(EXIT_ERROR, "%s", s->outbox_error);
	return !in_step(pulled) ? pulled : undecided > 0 ? EXIT_REFUSED : s->counts.pending > 0 ? EXIT_QUEUED : EXIT_OK;
}

int
cmd_sync(struct cli *cli)
{
	int watching = cli_take(cli, "watch", NULL), status, pulled;
	char error[sizeof cli->session.cache_error];
	struct stat st;

	if (watching < 0)
		return EXIT_USAGE;
	status = cli_words(cli, 0);
	if (status == EXIT_OK)
		status = cli_open(cli, false);
	if (status != EXIT_OK)
		return status;
	if (*cli->session.hub == '\0')
		return cli_fail(EXIT_USAGE, _("no hub is set for the profile %s; give --hub or set hub in guatu.conf"),
		                cli->session.profile);
	if (watching)
		return watch(cli);
	session_distrust(&cli->session, stat(cli->session.cache_path, &st) == 0 && st.st_size <= READ_THROUGH, error,
	                 sizeof error);
	/* When a sync process runs already, this one asks it and waits for its word. */
	pulled = cli_pull(cli);
	return summary(cli, pulled);
}
