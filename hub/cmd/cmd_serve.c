#include "hub/cmd/commands.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "hub/serve/server.h"

/* Every console holds a connection; the default of 1024 is soon too few. */
static void
raise_limits(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0)
		return;
	files.rlim_cur = files.rlim_max > 16384 ? 16384 : files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
}

int
cmd_serve(const struct options *o)
{
	struct server_config config = {
		.db = option(o, "db"), .listen = option(o, "listen"), .proxied = option(o, "behind-tls-proxy") != NULL,
		.ops_per_second = (int)option_number(o, "ops-per-second"), .threads = (int)option_number(o, "threads"),
	};
	struct server *server;
	char error[512];
	sigset_t ends;
	int got;

	signal(SIGPIPE, SIG_IGN);
	/* Before the threads start, so that all of them leave these to sigwait(). */
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	raise_limits();
	if ((server = server_start(&config, error, sizeof error)) == NULL)
		return hub_failed(o, "%s", error);
	printf("listening %s\n", server_address(server));
	fflush(stdout);
	while (sigwait(&ends, &got) == 0 && got == SIGHUP)
		;
	server_stop(server);
	return HUB_EXIT_OK;
}
