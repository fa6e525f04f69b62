/*
 * guatu-sync: the only part that speaks to the network.
 */
#include <locale.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "model/text/language.h"
#include "net/sync/ask.h"
#include "net/sync/options.h"
#include "net/sync/sync.h"
#include "store/cache/cache.h"
#include "store/outbox/outbox.h"

enum { ASK_TRIES = 20 };

/* What other programs' settings would change about where bytes go, or tell others what they are. */
static void
clean_environment(void)
{
	static const char *const names[] = {
		"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
		"SSLKEYLOGFILE", "CURL_CA_BUNDLE", "CURL_HOME", "CURL_SSL_BACKEND", "OPENSSL_CONF", "SSL_CERT_FILE",
		"SSL_CERT_DIR", "NETRC",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
}

static void
keep_secrets(void)
{
#ifndef __SANITIZE_ADDRESS__
	const struct rlimit none = { 0, 0 };

	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &none);
#endif
}

static int
recover(const struct sync_options *o)
{
	char path[4096], said[5000];
	int rc;

	snprintf(path, sizeof path, "%s/outbox.db", o->state_dir);
	rc = outbox_recover(path, said, sizeof said);
	fprintf(rc == 0 ? stdout : stderr, "%s\n", said);
	return rc == 0 ? EXIT_OK : EXIT_ERROR;
}

int
main(int argc, char **argv)
{
	struct sync_options o;
	char error[512];
	int status;

	umask(077);
	close_range(3, ~0u, 0);        /* we outlive who started us: hold none of their files and locks */
	keep_secrets();
	clean_environment();
	setlocale(LC_CTYPE, "C.UTF-8");
	language_choose();
	if (sync_options_parse(&o, argc, argv, error, sizeof error) != 0) {
		fprintf(stderr, "guatu-sync: %s\n%s", error, sync_options_usage());
		return EXIT_USAGE;
	}
	if (o.help || o.version) {
		fputs(o.help ? sync_options_usage() : "guatu-sync " GUATU_VERSION "\n", stdout);
		return EXIT_OK;
	}
	if (o.recover)
		return recover(&o);
	if (!o.once)
		setsid();              /* a dropped line is the console's affair */
	cache_one_thread();
	status = sync_run(&o);
	/* Another one works here: it is asked; should it be leaving, the turn is ours. */
	for (int tries = 0; status == EXIT_TAKEN && o.once && tries < ASK_TRIES; tries++) {
		status = ask_settle(o.socket, 120);
		if (status == EXIT_TAKEN) {
			nanosleep(&(struct timespec){ 0, 200 * 1000000L }, NULL);
			status = sync_run(&o);
		}
	}
	if (status == EXIT_TAKEN)
		fprintf(stderr, "guatu-sync: %s\n", _("another guatu-sync works on this profile"));
	return status;
}
