#include "console/term/probe.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "console/cli/monotonic.h"

/* UNKNOWN: a line that has not answered is slow. */
enum { ESCAPE_LEAST = 25, ESCAPE_MOST = 1000, ESCAPE_UNKNOWN = 500 };

size_t
probe_ask(struct probe *p, bool colours, const char *place, char question[PROBE_QUESTION], int64_t now)
{
	*p = (struct probe){ .asked = now, .round_trip = -1 };
	/* A line piece and a circled figure at the line's start, a report; a line piece twice repeated, a report;
	 * wiped. */
	return (size_t)snprintf(question, PROBE_QUESTION,
	                        "%s%s\xe2\x94\x82\xe2\x91\xa0\033[6n\r\xe2\x94\x80\033[2b\033[6n\r\033[K",
	                        colours ? "\033]10;?\033\\\033]11;?\033\\" : "", place);
}

/* One to four hexadecimal digits, of full scale 255; behind them, NULL when there are none. */
static const char *
scaled(const char *s, double *out)
{
	static const double full[] = { 1, 0xF, 0xFF, 0xFFF, 0xFFFF };
	size_t n = strspn(s, "0123456789abcdefABCDEF");

	if (n < 1 || n > 4)
		return NULL;
	*out = (double)strtol(s, NULL, 16) / full[n] * 255;
	return s + n;
}

/* "rgb:R/G/B" as X writes it, or "rgba:R/G/B/A"; anything else is no colour. */
static bool
read_colour(const char *s, struct rgb *out)
{
	double v[4] = { 0 };
	int parts = strncmp(s, "rgba:", 5) == 0 ? 4 : 3;

	if (strncmp(s, parts == 4 ? "rgba:" : "rgb:", (size_t)parts + 1) != 0)
		return false;
	s += parts + 1;
	for (int i = 0; i < parts; i++)
		if ((s = scaled(s, &v[i])) == NULL || *s != (i < parts - 1 ? '/' : '\0'))
			return false;
		else
			s++;
	*out = (struct rgb){ v[0], v[1], v[2] };
	return true;
}

bool
probe_take(struct probe *p, const struct term_event *event, int64_t now)
{
	bool knew = p->ground.known;

	if (event->kind == TERM_SAYS && strncmp(event->text, "10;", 3) == 0 && !p->fg)
		p->fg = read_colour(event->text + 3, &p->ground.fg);
	else if (event->kind == TERM_SAYS && strncmp(event->text, "11;", 3) == 0 && !p->bg)
		p->bg = read_colour(event->text + 3, &p->ground.bg);
	p->ground.known = p->fg && p->bg;
	if (event->kind != TERM_CURSOR || p->reports == 2)
		return p->reports == 2 && p->ground.known && !knew;
	if (p->reports++ == 0) {
		p->round_trip = (int)(now - p->asked);
		/* Two characters were drawn: the cursor is in column 3 when narrow, 5 when wide. */
		p->columns = event->x == 3 ? 1 : event->x > 3 ? 2 : 0;
		return false;
	}
	p->repeats = event->x == 1 + 3 * (p->columns == 2 ? 2 : 1);
	return true;
}

int
probe_escape_wait(const struct probe *p)
{
	int twice = 2 * p->round_trip;

	if (p->round_trip < 0)
		return ESCAPE_UNKNOWN;
	return twice < ESCAPE_LEAST ? ESCAPE_LEAST : twice < ESCAPE_MOST ? twice : ESCAPE_MOST;
}

void
probe_once(struct probe *p, int ms)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	struct termios was, raw;
	struct term_event event;
	struct input in;
	char bytes[PROBE_QUESTION];
	int left;
	ssize_t n = (ssize_t)probe_ask(p, true, "\r", bytes, monotonic_ms());
	bool done = tcgetattr(STDIN_FILENO, &was) != 0 || input_init(&in) != 0;

	if (done)
		return;
	raw = was;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	done = write(STDOUT_FILENO, bytes, (size_t)n) != n;
	while (!done && (left = (int)(p->asked + ms - monotonic_ms())) > 0 && poll(&fd, 1, left) > 0) {
		size_t room = input_room(&in) < sizeof bytes ? input_room(&in) : sizeof bytes;
		if ((n = read(STDIN_FILENO, bytes, room)) <= 0)
			break;
		input_add(&in, bytes, (size_t)n, monotonic_ms());
		while (!done && input_next(&in, monotonic_ms(), &event))
			done = probe_take(p, &event, monotonic_ms());
	}
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);      /* what comes now answers nobody */
	input_clear(&in);
}
