#include "hub/commands.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "hub/server.h"

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

static int
read_options(int argc, char **argv, struct server_config *c)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "listen", required_argument, NULL, 'l' },
		{ "behind-tls-proxy", no_argument, NULL, 'p' }, { "ops-per-second", required_argument, NULL, 'o' },
		{ "threads", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 }
	};
	int o;

	optind = 1;
	opterr = 0;
	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (o) {
		case 'd': c->db = optarg; break;
		case 'l': c->listen = optarg; break;
		case 'p': c->proxied = true; break;
		case 'o': c->ops_per_second = atoi(optarg); break;
		case 't': c->threads = atoi(optarg); break;
		default: return hub_usage("serve", "an option it does not have");
		}
	}
	if (optind < argc)
		return hub_usage("serve", "an argument too many");
	if (c->db == NULL || c->listen == NULL)
		return hub_usage("serve", "--db FILE and --listen HOST:PORT|unix:PATH are needed");
	if (c->ops_per_second < 0)
		return hub_usage("serve", "--ops-per-second takes a number, 0 for no limit");
	return 0;
}

int
cmd_serve(int argc, char **argv)
{
	struct server_config config = { .ops_per_second = 200 };
	struct server *server;
	char error[512];
	sigset_t ends;
	int rc, got;

	if ((rc = read_options(argc, argv, &config)) != 0)
		return rc;
	signal(SIGPIPE, SIG_IGN);
	/* Before the threads start, so that all of them leave these to sigwait(). */
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	raise_limits();
	if ((server = server_start(&config, error, sizeof error)) == NULL) {
		fprintf(stderr, "guatu-hub serve: %s\n", error);
		return HUB_EXIT_FAILED;
	}
	printf("listening %s\n", server_address(server));
	fflush(stdout);
	while (sigwait(&ends, &got) == 0 && got == SIGHUP)
		;
	server_stop(server);
	return HUB_EXIT_OK;
}
