#include "net/sync/sync_in.h"

#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "model/text/language.h"

enum { FIRST_CONSOLE = 15000, LAST_CONSOLE = 5000, TOKEN_LOOK = 2000, HOUSE_EVERY = 24 * 3600 * 1000, SHOW_UP = 5 };

/* ---- signals and clocks ----------------------------------------------------------- */

static struct {
	int                    pipe[2];
	volatile sig_atomic_t  stop;
	struct cache *volatile building;
} signals = { { -1, -1 }, 0, NULL };

static void
on_signal(int number)
{
	int saved = errno;

	(void)number;
	signals.stop = 1;
	if (signals.building != NULL)          /* indexes of a million rows must not hold the end up */
		cache_interrupt(signals.building);
	if (write(signals.pipe[1], "x", 1) < 0)
		signals.stop = 1;
	errno = saved;
}

static int
catch_signals(void)
{
	struct sigaction end = { .sa_handler = on_signal, .sa_flags = SA_RESTART }, ignore = { .sa_handler = SIG_IGN };

	if (pipe2(signals.pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
	sigaction(SIGHUP, &ignore, NULL);      /* a dropped line ends the console, not what it has queued */
	return 0;
}

static void
read_clocks(struct sync *s)
{
	struct timespec mono;

	clock_gettime(CLOCK_MONOTONIC, &mono);
	s->now = (int64_t)mono.tv_sec * 1000 + mono.tv_nsec / 1000000;
	s->real = (int64_t)time(NULL);
}

/* ---- settling ------------------------------------------------------------------------- */

/* Somebody waits: a held request would hold them too. */
static void
hurry(struct sync *s)
{
	if (s->step == PULL_CHANGES) {
		http_abort(&s->http, &s->pull);
		changes_end(&s->changes);
		s->step = PULL_IDLE;
	}
	s->hurry = true;
	state_retry(s);
}

static void
settle(struct sync *s)
{
	s->settling = true;
	s->wanted++;
	s->idle_pulls = 0;
	s->push_idle = false;
	hurry(s);
}

static void
settled(struct sync *s, int status)
{
	struct outbox_counts counts = { 0 };
	bool failed = status != EXIT_OK;
	char line[900];

	if (s->box != NULL)
		outbox_counts(s->box, &counts);
	if (status == EXIT_OK && counts.conflict + counts.refused > 0)
		status = EXIT_REFUSED;
	snprintf(line, sizeof line,
	         _("%lld records pulled, %d operations sent, %d waiting, %d in conflict, %d refused%s%s"),
	         (long long)s->pulled, s->sent, counts.pending, counts.conflict, counts.refused,
	         *s->words != '\0' ? "; " : "", s->words);
	s->settling = false;
	failed = failed && s->trouble != EXIT_ERROR && *s->words != '\0';      /* a failure here has been said */
	if (s->opt->once && failed)
		fprintf(stderr, "guatu-sync: %s\n", s->words);
	if (s->opt->once) {
		printf("%s\n", line);
		s->status = status;
		s->stop = true;
		return;
	}
	for (int i = 0; i < CONTROL_CONSOLES; i++)
		if (s->control.consoles[i].fd >= 0 && s->control.consoles[i].settling) {
			s->control.consoles[i].settling = false;
			if (failed)
				control_tell(&s->control, &s->control.consoles[i], "problem %s", s->words);
			control_tell(&s->control, &s->control.consoles[i], "done %d %s", status, line);
		}
}

static void
settle_turn(struct sync *s)
{
	if (!s->settling)
		return;
	if (!state_tries(s))
		settled(s, (int)state_exit(s));
	else if (s->trouble == EXIT_ERROR)
		settled(s, EXIT_ERROR);
	else if (s->pull_backoff.failures >= SETTLE_TRIES || s->push_backoff.failures >= SETTLE_TRIES ||
	         (s->pull_at != NEVER && s->pull_at - s->now > 10000) ||
	         (s->push_at != NEVER && s->push_at - s->now > 10000))
		settled(s, (int)(s->state != STATE_ONLINE ? state_exit(s)
		                                          : s->trouble != EXIT_OK ? s->trouble : EXIT_QUEUED));
	else if (s->state == STATE_ONLINE && s->reached == s->wanted && !s->push.running &&
	         (s->push_idle || s->box == NULL) && (s->acked == 0 || s->idle_pulls >= SHOW_UP))
		settled(s, EXIT_OK);
}

/* ---- consoles -------------------------------------------------------------------------- */

static void
on_joined(void *with, struct control_console *who)
{
	struct sync *s = with;

	s->leave_at = NEVER;           /* first: a console that has gone already is told so while being told */
	control_tell(&s->control, who, "hello 1");
	state_tell(s, who);
}

static void
on_said(void *with, struct control_console *who, enum control_word word)
{
	struct sync *s = with;

	pull_distrust(s);
	switch (word) {
	case CONTROL_POKE:
		s->push_idle = false;
		s->push_at = s->now;
		if ((s->state == STATE_OFFLINE || s->state == STATE_NO_HUB) && s->now - s->began > 1000 &&
		    s->step == PULL_IDLE)
			s->pull_at = s->now;
		break;
	case CONTROL_PULL:
		if (s->now - s->began > 1000 || !state_tries(s))
			hurry(s);
		break;
	case CONTROL_SETTLE:
		who->settling = true;
		settle(s);
		break;
	case CONTROL_BYE:
		if (control_count(&s->control) == 0 && !s->opt->watch)
			s->leave_at = s->now + LAST_CONSOLE;
		break;
	}
}

/* ---- the loop ------------------------------------------------------------------------------ */

static void
timers(struct sync *s)
{
	if (state_waits(s) && s->opt->token_file != NULL && s->now >= s->look_at) {
		s->look_at = s->now + TOKEN_LOOK;
		if (token_changed(s->opt->token_file, &s->http.token))
			state_retry(s);
	}
	if (s->now >= s->house_at) {
		s->house_at = s->now + HOUSE_EVERY;
		if (s->box != NULL)
			outbox_purge(s->box, s->real);
	}
	if (s->now >= s->leave_at) {
		if (s->push.running && s->postponed++ < 10)
			s->leave_at = s->now + 1000;
		else
			s->stop = true;
	}
}

static int
patience(const struct sync *s)
{
	int64_t next = s->now + 60000;
	const int64_t times[] = { s->pull.running ? NEVER : s->pull_at,
		s->push.running || !s->greeted ? NEVER : s->push_at,
	                          s->leave_at, s->house_at, state_waits(s) ? s->look_at : NEVER };

	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		if (times[i] < next)
			next = times[i];
	return next <= s->now ? 0 : (int)(next - s->now);
}

static void
finish_transfers(struct sync *s)
{
	struct transfer *t;
	enum http_end how;

	while (!s->stop && (t = http_ended(&s->http, &how)) != NULL) {
		if (t == &s->push) {
			push_ended(s, how);
		} else {
			signals.building = s->build;
			pull_ended(s, how);
			signals.building = NULL;
		}
	}
}

static void
loop(struct sync *s)
{
	struct curl_waitfd fds[CONTROL_CONSOLES + 2];
	char drain[16];
	int running;

	while (!s->stop && !signals.stop) {
		int n;
		fds[0] = (struct curl_waitfd){ signals.pipe[0], CURL_WAIT_POLLIN, 0 };
		n = 1 + control_waits(&s->control, fds + 1, CONTROL_CONSOLES + 1);
		curl_multi_poll(s->http.multi, fds, (unsigned)n, patience(s), NULL);
		read_clocks(s);
		while (read(signals.pipe[0], drain, sizeof drain) > 0)
			;
		control_turn(&s->control);
		timers(s);
		pull_turn(s);
		push_turn(s);
		curl_multi_perform(s->http.multi, &running);
		read_clocks(s);
		finish_transfers(s);
		settle_turn(s);
	}
}

/* ---- beginning and end ----------------------------------------------------------------------- */

/* 0 ready, else an exit status. */
static int
prepare(struct sync *s)
{
	char error[2 * PATH_MAX + 512], path[PATH_MAX];

	if (http_address(&s->http, s->opt->hub, error, sizeof error) != 0) {
		fprintf(stderr, "guatu-sync: %s\n", error);
		return EXIT_USAGE;
	}
	s->http.ca_file = s->opt->ca_file;
	s->cache = cache_open(s->opt->cache_dir, error, sizeof error);
	if (s->cache == NULL) {
		if (cache_taken(s->opt->cache_dir))
			return EXIT_TAKEN;
		fprintf(stderr, "guatu-sync: %s\n", error);
		return EXIT_ERROR;
	}
	if (*error != '\0')
		fprintf(stderr, "guatu-sync: %s\n", error);
	snprintf(path, sizeof path, "%s/outbox.db", s->opt->state_dir);
	s->box = outbox_open(path, error, sizeof error);
	if (s->box == NULL)                    /* pulling goes on: what is known stays readable and fresh */
		fprintf(stderr, "guatu-sync: %s\n", error);
	if (http_open(&s->http, error, sizeof error) != 0 || catch_signals() != 0)
		return EXIT_ERROR;
	pull_feed_init(s);
	if (!s->opt->once && control_open(&s->control, s->opt->socket, error, sizeof error) != 0) {
		fprintf(stderr, "guatu-sync: %s\n", error);
		return EXIT_ERROR;
	}
	return EXIT_OK;
}

static void
end(struct sync *s)
{
	control_close(&s->control);
	http_forget(&s->http, &s->pull);
	http_forget(&s->http, &s->push);
	changes_end(&s->changes);
	changes_clear(&s->changes);
	outbox_item_clear(&s->item);
	if (s->cache != NULL) {
		state_leave(s);
		cache_checkpoint(s->cache, s->build == NULL && !signals.stop);
	}
	cache_close(s->build);
	cache_close(s->cache);
	outbox_close(s->box);
	if (s->http.multi != NULL)
		http_close(&s->http);
	curl_global_cleanup();
}

int
sync_run(const struct sync_options *options)
{
	struct sync *s = calloc(1, sizeof *s);
	struct outbox_counts counts;
	int status;

	if (s == NULL)
		return EXIT_ERROR;
	s->opt = options;
	s->control = (struct control){ .listening = -1, .said = on_said, .joined = on_joined, .with = s };
	read_clocks(s);
	s->leave_at = options->watch || options->once ? NEVER : s->now + FIRST_CONSOLE;
	s->house_at = s->now;
	status = prepare(s);
	if (status == EXIT_OK) {
		s->pull_at = s->push_at = s->now;
		if (s->box != NULL && outbox_counts(s->box, &counts) == 0)
			s->acked = counts.acked;
		state_start(s);
		if (options->once)
			settle(s);
		loop(s);
		status = s->status;
		if (options->once && !s->stop)
			status = EXIT_QUEUED;
	}
	end(s);
	free(s);
	return status;
}
