#include "console/app/app_in.h"

#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

/* ---- small things the others use ------------------------------------------ */

static void say(struct app *a, enum paint_role role, const char *fmt, va_list ap) __attribute__((format(printf, 3, 0)));

static void
say(struct app *a, enum paint_role role, const char *fmt, va_list ap)
{
	vsnprintf(a->message, sizeof a->message, fmt, ap);
	a->message_role = role;
	a->dirty = true;
}

void
app_say(struct app *a, enum paint_role role, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(a, role, fmt, ap);
	va_end(ap);
}

void
app_refuse(struct app *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(a, PAINT_ERROR, fmt, ap);
	va_end(ap);
	if (!a->options->mute && a->muted_until <= a->session->env.now)
		term_bell(a->term);
}

/* ---- signals: each becomes one byte in a pipe ------------------------------- */

static int signal_pipe[2] = { -1, -1 };

static void
on_signal(int number)
{
	int was = errno;
	char byte = (char)number;

	if (write(signal_pipe[1], &byte, 1) < 0)
		(void)0;                         /* full: the loop has enough to wake up for */
	errno = was;
}

static const int caught[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGCHLD };

static int
signals_open(void)
{
	struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		sigaction(caught[i], &act, NULL);
	signal(SIGPIPE, SIG_IGN);
	return 0;
}

static void
signals_close(void)
{
	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		signal(caught[i], SIG_DFL);
	close(signal_pipe[0]);
	close(signal_pipe[1]);
}

/* Answers still under way would be typed into the shell. */
static void
await_answers(struct app *a)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	int64_t end = monotonic_ms() + pace_patience(&a->pace), left;
	struct term_event event;

	while (a->pace.asked > 0 && !a->pace.deaf && (left = end - monotonic_ms()) > 0 && poll(&in, 1, (int)left) > 0 &&
	       !(in.revents & (POLLHUP | POLLERR))) {
		term_read(a->term, &event);
		if (event.kind == TERM_STATUS)
			pace_answered(&a->pace, monotonic_ms());
	}
}

static void
suspend(struct app *a)
{
	a->suspend = false;
	await_answers(a);
	term_leave(a->term);
	raise(SIGSTOP);
	term_return(a->term);
	a->dirty = true;
}

static int
frames_init(struct app *a, int h, int w)
{
	struct canvas frame, before;

	if (canvas_init(&frame, h, w, a->tier) != 0)
		return -1;
	if (canvas_init(&before, h, w, a->tier) != 0) {
		canvas_clear(&frame);
		return -1;
	}
	canvas_clear(&a->frame);
	canvas_clear(&a->before);
	a->frame = frame;
	a->before = before;
	a->painted = NULL;
	return 0;
}

static void
resized(struct app *a)
{
	int h, w;

	if (!term_resized(a->term))
		return;
	term_size(a->term, &h, &w);
	if (frames_init(a, h, w) != 0)
		return;
	a->small = h < APP_LEAST_H || w < APP_LEAST_W;
	if (!a->small)
		app_layout(a);
	a->dirty = true;
}

static void
signals_read(struct app *a)
{
	char bytes[64];
	ssize_t n = read(signal_pipe[0], bytes, sizeof bytes);

	for (ssize_t i = 0; i < n; i++) {
		switch (bytes[i]) {
		case SIGWINCH: resized(a); break;
		case SIGHUP: case SIGTERM:
			app_keep_drafts(a);
			a->hung_up = bytes[i] == SIGHUP;
			a->quit = true;
			break;
		case SIGINT:   app_action(a, ACT_QUIT); break;
		case SIGTSTP:  suspend(a); break;
		case SIGCONT:  term_redraw(a->term); resized(a); a->dirty = true; break;
		case SIGCHLD:  app_exported(a); break;
		default: break;
		}
	}
}

/* ---- what sync says ----------------------------------------------------------- */

static void
refresh_session(struct app *a)
{
	char error[512] = "";
	int rc = session_refresh(a->session, error, sizeof error);

	if (rc < 0)
		app_refuse(a, "%s", error);
	if (rc > 0)
		app_stale(a, ~UINT64_C(0));
	a->dirty = true;
}

/* What the hub has said about what was queued here. */
static void
tell_answers(struct app *a, const struct outbox_counts *was)
{
	const struct outbox_counts *is = &a->session->counts;

	if (a->session->outbox != NULL && app_tell_answers(a))
		return;
	if (is->conflict > was->conflict)
		app_refuse(a, _("the hub has a newer version: conflict %d; 7 shows both and asks what to do"),
		           is->conflict);
	else if (is->refused > was->refused)
		app_refuse(a, _("the hub refused an operation: %d; 7 shows why"), is->refused);
	else if (is->pending < was->pending && a->message_role == PAINT_OK && a->message[0] != '\0')
		app_say(a, PAINT_OK, _("accepted by the hub; still unsent: %d"), is->pending);
}

static void
link_news(struct app *a)
{
	struct outbox_counts was = a->session->counts;
	struct link *l = &a->link;
	uint64_t topics = l->topics;

	if (topics != 0 || l->generation || l->outbox)
		topics |= a->session->store != NULL ? store_changes(a->session->store) : 0;
	if (l->generation || l->outbox || (topics & TOPIC_META) || a->session->store == NULL)
		refresh_session(a);
	if (l->outbox)
		topics |= TOPIC_OUTBOX;
	tell_answers(a, &was);
	if (topics != 0)
		app_stale(a, topics);
	/* Not over something the officer has not read yet; the header says the state anyway. */
	if (l->problem && l->text[0] != '\0' && (a->message[0] == '\0' || a->message_role == PAINT_NORMAL))
		app_refuse(a, "%s", l->text);
	a->dirty |= l->changed || topics != 0 || l->generation || l->outbox;
	l->topics = 0;
	l->generation = l->outbox = l->changed = l->problem = false;
}

/* A page that cannot be read: what is on the screen stays until the sync process has fetched everything again. */
static void
distrust(struct app *a)
{
	char error[sizeof a->session->cache_error];
	bool said = a->session->accused;

	if (!session_distrust(a->session, false, error, sizeof error) || said)
		return;
	app_refuse(a, "%s", error);
	link_say(&a->link, "pull");
}

/* ---- the loop -------------------------------------------------------------------- */

/* What was put off while keys came in a run is done this long after the last one; a held key repeats faster. */
enum { PAUSE_MS = 60 };

static void
paint_if_dirty(struct app *a)
{
	int64_t now_ms = monotonic_ms();
	bool ask;
	size_t n;

	if (!a->dirty || app_ask_due(a) >= 0 || !pace_may(&a->pace, now_ms))
		return;
	a->dirty = false;
	app_paint(a);
	ask = pace_asks(&a->pace);
	n = term_show(a->term, &a->frame, ask);
	pace_sent(&a->pace, n, ask, now_ms);
	a->late = a->hurried;
	a->calm = a->hurried = false;
}

/* Another console, or a command, may have queued something meanwhile: looked at behind the frame, not before the
 * key. */
static void
look_around(struct app *a)
{
	uint64_t changed;

	if (!a->unchecked || a->late || a->session->store == NULL)
		return;
	a->unchecked = false;
	if ((changed = store_changes(a->session->store)) == 0)
		return;
	refresh_session(a);
	app_stale(a, changed);
}

static void
keys_read(struct app *a)
{
	struct term_event event;

	for (;;) {
		term_read(a->term, &event);
		if (event.kind == TERM_NONE || a->quit)
			return;
		if (event.kind == TERM_STATUS)
			pace_answered(&a->pace, monotonic_ms());
		else if (!app_answer(a, &event))
			app_key(a, &event);
		if (a->suspend)
			suspend(a);
	}
}

static int
pause_left(const struct app *a, int64_t now_ms)
{
	int64_t left = a->key_ms + PAUSE_MS - now_ms;

	return left > 0 ? (int)left : 0;
}

/* Keys have paused: what was put off is painted now. */
static void
pause_over(struct app *a, int64_t now_ms)
{
	if (!a->late || pause_left(a, now_ms) > 0)
		return;
	a->late = false;
	a->dirty = true;
	look_around(a);
}

/* The clock turned a minute, or a day with everything computed from it. */
static void
clock_turned(struct app *a)
{
	int32_t day = instant_day(a->session->env.now);

	session_clock(a->session);
	if (instant_day(a->session->env.now) != day)
		app_stale(a, ~UINT64_C(0));
	a->dirty = true;
}

static int
wait_ms(struct app *a, int64_t now_ms)
{
	int least = (int)(60 - a->session->env.now % 60) * 1000;
	const int due[] = {
		a->dirty ? pace_wait(&a->pace, now_ms) : link_wait(&a->link, now_ms), term_due(a->term), app_ask_due(a),
		a->late ? pause_left(a, now_ms) : -1,
	};

	if (app_top(a)->ahead)               /* more to load: keys first, then on */
		return 0;
	for (size_t i = 0; i < sizeof due / sizeof *due; i++)
		if (due[i] >= 0 && due[i] < least)
			least = due[i];
	return least;
}

static void
turn(struct app *a)
{
	struct pollfd fds[3] = {
		{ .fd = STDIN_FILENO, .events = POLLIN }, { .fd = signal_pipe[0], .events = POLLIN },
		{ .fd = a->link.fd, .events = POLLIN },
	};
	int64_t minute = a->session->env.now / 60;
	int n = poll(fds, 3, wait_ms(a, monotonic_ms()));

	session_clock(a->session);
	if (a->session->env.now / 60 != minute)
		clock_turned(a);
	if (n > 0 && (fds[1].revents & POLLIN))
		signals_read(a);
	if ((n > 0 && (fds[0].revents & POLLIN)) || term_due(a->term) == 0)
		keys_read(a);
	/* A terminal that went away reads as empty for ever, and SIGHUP may have gone to a shell in between. */
	if (n > 0 && (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))) {
		app_keep_drafts(a);
		a->hung_up = a->quit = true;
	}
	if (n > 0 && fds[2].fd >= 0 && fds[2].revents != 0)
		link_read(&a->link, monotonic_ms());
	pause_over(a, monotonic_ms());
	if (!a->dirty)                       /* what is to be seen first: it may start a process */
		link_tick(&a->link, a->session, monotonic_ms());
	link_news(a);
	distrust(a);
}

/* ---- starting --------------------------------------------------------------------- */

static int
locale_usable(void)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return 0;
	fprintf(stderr,
	        "guatu: \xe7\xbb\x88\xe7\xab\xaf\xe7\x9a\x84\xe8\xaf\xad\xe8\xa8\x80\xe7\x8e\xaf\xe5\xa2\x83"
	        "\xe4\xb8\x8d\xe6\x98\xaf UTF-8\xef\xbc\x8c\xe8\xaf\xb7\xe5\x85\x88 export LC_ALL=C.UTF-8\n"
	        "guatu: the locale is not UTF-8; run: export LC_ALL=C.UTF-8\n");
	return -1;
}

static int
start(struct app *a)
{
	char notice[200], error[300];
	int h, w;

	a->keymap = keymap_new(a->options->bindings, a->options->binding_count);
	a->term = term_open(a->options->curses_draws, notice, sizeof notice, error, sizeof error);
	if (a->term == NULL || a->keymap == NULL) {
		fprintf(stderr, "guatu: %s\n", a->term == NULL ? error : _("the key bindings cannot be used"));
		return -1;
	}
	term_size(a->term, &h, &w);
	if (frames_init(a, h, w) != 0) {
		fprintf(stderr, "guatu: %s\n", _("out of memory; close other programs and start again"));
		return -1;
	}
	a->small = h < APP_LEAST_H || w < APP_LEAST_W;
	if ((a->mouse = a->options->mouse))
		term_mouse(a->term, true);
	app_ask(a);
	if (notice[0] != '\0')
		app_say(a, PAINT_WARN, "%s", notice);
	else if (a->options->notice != NULL)
		app_say(a, PAINT_WARN, "%s", a->options->notice);
	else if (a->session->outbox_error[0] != '\0')
		app_say(a, a->session->outbox != NULL ? PAINT_WARN : PAINT_ERROR, "%s", a->session->outbox_error);
	else if (a->session->store == NULL)
		app_say(a, PAINT_ERROR, "%s", a->session->cache_error);
	return 0;
}

/* The first screen asked for, or the first one this build has. */
static enum screen_id
first_screen(const char *name)
{
	for (int s = 0; name != NULL && s < SCREEN_COUNT; s++)
		if (screen_defs[s].ops != NULL && !screen_defs[s].ops->overlay &&
		    strcmp(screen_defs[s].ops->name, name) == 0)
			return (enum screen_id)s;
	for (int s = 0; s < SCREEN_COUNT; s++)
		if (screen_defs[s].ops != NULL && screen_defs[s].tab > 0)
			return (enum screen_id)s;
	return SCREEN_HELP;
}

static void
finish(struct app *a)
{
	if (a->hung_up)
		fclose(stdout);                      /* nobody is there to see the terminal restored */
	else
		await_answers(a);
	app_close_all(a);
	term_close(a->term);
	link_clear(&a->link);
	canvas_clear(&a->frame);
	canvas_clear(&a->before);
	keymap_free(a->keymap);
	free(a->sent);
	signals_close();
	free(a);
}

int
app_run(struct session *session, const struct app_options *options)
{
	struct app *a;

	if (locale_usable() != 0)
		return 2;
	a = calloc(1, sizeof *a);
	if (a == NULL || signals_open() != 0)
		return 2;
	a->session = session;
	a->options = options;
	link_init(&a->link, options->sync_off);
	if (start(a) != 0) {
		finish(a);
		return 2;
	}
	session_clock(session);
	if (session->store != NULL)
		store_changes(session->store);
	app_switch(a, first_screen(options->screen), NULL);
	a->previous = a->layers[0].id;
	distrust(a);
	paint_if_dirty(a);
	while (!a->quit) {
		paint_if_dirty(a);
		app_load_ahead(a);
		look_around(a);
		paint_if_dirty(a);
		turn(a);
	}
	finish(a);
	return 0;
}
