#include "tests/support/room.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROFILE "room"

static const char *
build(void)
{
	const char *dir = getenv("BUILD");

	return dir != NULL && *dir != '\0' ? dir : "build";
}

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "room: %s: %s\n", what, why);
	abort();
}

static char *
format(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		die("format", "out of memory");
	va_end(ap);
	return text;
}

/* The shell line with the room's environment in front; its exit status, -1 when killed. */
static int
run(struct room *r, const char *line, char **out)
{
	char *full = format("exec 2>&1; export", ""), *grown;
	size_t n = 0, cap = 0;
	FILE *pipe;
	int status;

	for (int i = 0; r->env[i] != NULL; i++) {
		grown = format("%s '%s'", full, r->env[i]);
		free(full);
		full = grown;
	}
	grown = format("%s; %s", full, line);
	free(full);
	pipe = popen(grown, "r");
	if (pipe == NULL)
		die(line, "popen");
	if (out != NULL)
		*out = NULL;
	for (char buffer[4096]; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0; )
		if (out != NULL) {
			*out = realloc(*out, cap + n + 1);
			memcpy(*out + cap, buffer, n);
			cap += n;
			(*out)[cap] = '\0';
		}
	if (out != NULL && *out == NULL)
		*out = strdup("");
	status = pclose(pipe);
	free(grown);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
run_must(struct room *r, char *line)
{
	char *out;

	if (run(r, line, &out) != 0)
		die(line, out);
	free(out);
	free(line);
}

void
room_init(struct room *r, const char *pack, const char *clock)
{
	static const char *const dirs[] = { "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };
	int n = 0;

	memset(r, 0, sizeof *r);
	strcpy(r->dir, "/tmp/guatu-room-XXXXXX");
	if (mkdtemp(r->dir) == NULL)
		die(r->dir, "mkdtemp");
	snprintf(r->db, sizeof r->db, "%s/hub.db", r->dir);
	snprintf(r->socket, sizeof r->socket, "%s/hub.sock", r->dir);
	snprintf(r->hub_url, sizeof r->hub_url, "unix:%s", r->socket);
	snprintf(r->outbox, sizeof r->outbox, "%s/state/guatu/" PROFILE "/outbox.db", r->dir);
	r->env[n++] = format("HOME=%s", r->dir);
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		static const char *const names[] = { "config", "cache", "state", "run" };
		r->env[n++] = format("%s=%s/%s", dirs[i], r->dir, names[i]);
	}
	r->env[n++] = format("LC_ALL=C.UTF-8");
	r->env[n++] = format("LANG=C.UTF-8");
	r->env[n++] = format("TERM=xterm-256color");
	r->env[n++] = format("TZ=UTC");
	run_must(r, format("mkdir -m 700 %s/config %s/cache %s/state %s/run", r->dir, r->dir, r->dir, r->dir));
	run_must(r, format("%s/bin/guatu-hub init --db %s --pack packs/%s --clock %s", build(), r->db, pack, clock));
	run_must(r, format("%s/bin/guatu-hub user add duty-a --db %s --post duty-a --role duty "
	                   "--scope $(sqlite3 %s \"SELECT DISTINCT county FROM record LIMIT 1\") --uid $(id -u)",
	                   build(), r->db, r->db));
}

void
room_clear(struct room *r)
{
	if (r->hub > 0)
		room_hub_stop(r, SIGKILL);
	run_must(r, format("pkill -KILL -f '[s]ocket %s/' || true; rm -rf %s", r->dir, r->dir));
	for (int i = 0; r->env[i] != NULL; i++)
		free(r->env[i]);
}

/* ---- the hub -------------------------------------------------------------------- */

void
room_hub_start(struct room *r, const char *failpoint)
{
	int out[2];
	char line[256] = "", *program = format("%s/bin/guatu-hub", build());
	ssize_t n;

	if (pipe(out) != 0)
		die("hub", "pipe");
	r->hub = fork();
	if (r->hub == 0) {
		dup2(out[1], 1);
		close(out[0]);
		close(out[1]);
		if (failpoint != NULL)
			setenv("GUATU_HUB_FAILPOINT", failpoint, 1);
		execl(program, program, "serve", "--db", r->db, "--listen", r->hub_url, (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	n = read(out[0], line, sizeof line - 1);     /* its first line: it listens */
	close(out[0]);
	free(program);
	if (n <= 0)
		die("hub", "did not start");
}

int
room_hub_stop(struct room *r, int signal)
{
	double end = pty_now() + 20000;
	int status = 0;

	if (signal != 0)
		kill(r->hub, signal);
	while (waitpid(r->hub, &status, WNOHANG) == 0) {
		if (pty_now() > end)
			die("hub", "did not end");
		nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
	}
	r->hub = 0;
	return status;
}

/* ---- the console ------------------------------------------------------------------ */

int
room_guatu(struct room *r, const char *args, char **out)
{
	char *line = format("%s/bin/guatu --profile " PROFILE " --hub %s %s </dev/null", build(), r->hub_url, args);
	int status = run(r, line, out);

	free(line);
	return status;
}

struct pty *
room_console(struct room *r, int rows, int cols)
{
	return room_console_in(r, rows, cols, "exec %s");
}

struct pty *
room_console_in(struct room *r, int rows, int cols, const char *line)
{
	const char *at = strstr(line, "%s");
	char *whole = format("%.*s%s/bin/guatu --profile " PROFILE " --hub %s%s", (int)(at - line), line, build(), r->hub_url, at + 2);
	char *argv[] = { (char *)"sh", (char *)"-c", whole, NULL };
	struct pty *p = pty_start(argv, r->env, rows, cols);

	free(whole);
	return p;
}

bool
room_sync_gone(struct room *r, int ms)
{
	double end = pty_now() + ms;

	for (;;) {
		char *line = format("! pgrep -f '[s]ocket %s/' >/dev/null", r->dir);
		int status = run(r, line, NULL);
		free(line);
		if (status == 0 || pty_now() >= end)
			return status == 0;
		nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
	}
}

/* ---- looking into the files --------------------------------------------------------- */

static char *
sql(const char *path, const char *query)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	char *answer = NULL;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK) {
		sqlite3_busy_timeout(db, 5000);
		if (sqlite3_prepare_v2(db, query, -1, &stmt, NULL) != SQLITE_OK)
			die(query, sqlite3_errmsg(db));
		if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0) != NULL)
			answer = strdup((const char *)sqlite3_column_text(stmt, 0));
	}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return answer != NULL ? answer : strdup("");
}

char *
room_hub_sql(struct room *r, const char *query)
{
	return sql(r->db, query);
}

char *
room_outbox_sql(struct room *r, const char *query)
{
	return sql(r->outbox, query);
}

bool
room_hub_wait(struct room *r, const char *query, const char *want, int ms)
{
	double end = pty_now() + ms;

	for (;;) {
		char *got = sql(r->db, query);
		bool same = strcmp(got, want) == 0;
		free(got);
		if (same || pty_now() >= end)
			return same;
		nanosleep(&(struct timespec){ 0, 5000000 }, NULL);
	}
}
