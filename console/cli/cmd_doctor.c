/* guatu doctor: everything that may be wrong on this machine, one line each, with what to do about it. */
#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "console/app/app_in.h"
#include "console/cli/cli.h"
#include "console/app/syncer.h"
#include "store/measure/params.h"
#include "store/read/place.h"

int cmd_doctor(struct cli *cli);

enum { FREE_SPACE_WANTED = 64, SKEW_SECONDS = 120, DAY = 24 * 3600 };

struct doctor { int ailing; };

static void ok(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static void ail(struct doctor *d, const char *todo, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static void
ok(const char *fmt, ...)
{
	va_list ap;

	fputs("ok  ", stdout);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/* `todo` is the next step; "" when the sentence says it. */
static void
ail(struct doctor *d, const char *todo, const char *fmt, ...)
{
	va_list ap;

	d->ailing++;
	fputs("!!  ", stdout);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	if (*todo != '\0')
		printf("    -> %s\n", todo);
}

/* Worth knowing, though nothing is wrong with this machine. */
static void note(const char *todo, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void
note(const char *todo, const char *fmt, ...)
{
	va_list ap;

	fputs("*   ", stdout);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n    -> %s\n", todo);
}

/* ---- terminal ------------------------------------------------------------------ */

static void
check_locale(struct doctor *d)
{
	const char *set = getenv("LC_ALL");

	if (set == NULL || *set == '\0')
		set = getenv("LC_CTYPE");
	if (set == NULL || *set == '\0')
		set = getenv("LANG");
	if (set != NULL && (strstr(set, "GB") != NULL || strstr(set, "gb") != NULL || strstr(set, "Big5") != NULL))
		ail(d, _("let the terminal speak UTF-8 and set LANG=zh_CN.UTF-8 or C.UTF-8"),
		    _("locale %s is not UTF-8"), set);
	else
		ok(_("locale %s, language %s"), setlocale(LC_CTYPE, NULL), getenv("LANGUAGE"));
}

/* terminfo keeps descriptions in these directories, by first letter or its code. */
static bool
terminal_known(const char *term)
{
	static const char *const dirs[] = { "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo",
		"/usr/lib/terminfo" };
	char path[512];

	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
		snprintf(path, sizeof path, "%s/%c/%s", dirs[i], *term, term);
		if (access(path, R_OK) == 0)
			return true;
		snprintf(path, sizeof path, "%s/%x/%s", dirs[i], (unsigned char)*term, term);
		if (access(path, R_OK) == 0)
			return true;
	}
	return false;
}

static void
check_terminal(struct doctor *d)
{
	const char *term = getenv("TERM");
	struct winsize ws;

	if (!isatty(0) || !isatty(1)) {
		ok("%s", _("no terminal here: the commands print text"));
		return;
	}
	if (term == NULL || *term == '\0' || strchr(term, '/') != NULL || strcmp(term, "dumb") == 0)
		ail(d, _("set TERM to what the terminal is, for example xterm-256color"), _("TERM is %s"),
		    term != NULL ? term : _("not set"));
	else if (!terminal_known(term))
		ail(d, _("apt-get install ncurses-term, or TERM=xterm-256color"),
		    _("no description of the terminal %s"), term);
	else
		ok("TERM %s", term);
	if (ioctl(1, TIOCGWINSZ, &ws) != 0 || ws.ws_col == 0)
		ail(d, _("stty cols 80 rows 24"), "%s", _("the terminal does not say its size"));
	else if (ws.ws_col < 80 || ws.ws_row < 24)
		ail(d, _("make the window at least 80x24; 120x36 shows more"), _("terminal %dx%d"), ws.ws_col,
		    ws.ws_row);
	else
		ok(_("terminal %dx%d"), ws.ws_col, ws.ws_row);
}

static void
check_answers(struct doctor *d)
{
	struct probe p;
	struct theme theme;

	if (!isatty(0) || !isatty(1))
		return;
	fflush(stdout);
	probe_once(&p, 2000);
	theme = theme_resolve(THEME_AUTO, NULL, &p.ground);
	if (p.round_trip < 0)
		ail(d, _("on a slow line, set escape_wait = 1000 in guatu.conf"), "%s",
		    _("the terminal answers nothing within 2 s"));
	else
		ok(_("the terminal answers in %d ms; Esc waits %d ms"), p.round_trip, probe_escape_wait(&p));
	if (p.ground.known)
		ok(_("its background is %s"), theme.scheme == SCHEME_DARK ? _("dark") : _("light"));
	else
		ok("%s", _("its background is not told: Guatu paints its own, dark unless theme = light"));
	if (p.columns == 0)
		ail(d, _("if lines are crooked, set ambiguous_width = wide and glyphs = plain in guatu.conf"), "%s",
		    _("the terminal does not say how wide it draws ambiguous characters"));
	else
		ok(_("ambiguous characters are %s"), p.columns == 1 ? _("narrow") : _("wide"));
}

/* ---- configuration and files ------------------------------------------------------ */

static void
check_config(struct doctor *d, const struct config *config)
{
	if (config->faults != NULL) {
		ail(d, _("correct these lines; `guatu help config' and `guatu help keys' say what is allowed"), "%s",
		    config->path);
		fputs(config->faults, stdout);
	} else if (config->found) {
		ok("%s", config->path);
	} else {
		ok(_("%s: none, the defaults hold"), config->path);
	}
	ok(_("profile %s"), config->profile);
}

static void
check_program(struct doctor *d, const struct session *s)
{
	if (access(s->sync_program, X_OK) != 0)
		ail(d, _("install Guatu again"), "%s: %s", s->sync_program, error_words(errno));
	else
		ok("%s", s->sync_program);
}

static void
check_space(struct doctor *d, const char *dir)
{
	struct statvfs fs;
	unsigned long long mb;

	if (statvfs(dir, &fs) != 0) {
		ail(d, "", "%s: %s", dir, error_words(errno));
		return;
	}
	mb = (unsigned long long)fs.f_bavail * fs.f_frsize / (1024 * 1024);
	if (mb < FREE_SPACE_WANTED)
		ail(d, _("free some space: without it nothing can be queued"), _("%s: only %llu MB free"), dir, mb);
	else
		ok(_("%s: private, %llu MB free"), dir, mb);
}

static void
check_secret(struct doctor *d, const char *path)
{
	char error[512];

	if (*path == '\0')
		return;
	if (access(path, R_OK) != 0)
		ail(d, _("put the token into this file, or correct token_file in guatu.conf"), "%s: %s", path,
		    error_words(errno));
	else if (place_private(path, error, sizeof error) != 0)
		ail(d, "", "%s", error);
	else
		ok(_("%s: yours alone"), path);
}

static void
check_outbox(struct doctor *d, const struct session *s)
{
	const struct outbox_counts *n = &s->counts;

	if (s->outbox_error[0] != '\0')
		ail(d, "", "%s", s->outbox_error);
	else if (n->conflict + n->refused > 0)
		ail(d, _("decide them: `guatu outbox', or screen 7"),
		    _("outbox: %d in conflict, %d refused, %d waiting"), n->conflict, n->refused, n->pending);
	else
		ok(_("outbox: %d waiting"), n->pending);
}

/* ---- hub, cache, clock --------------------------------------------------------------- */

/* The next step after a round with the hub that ended like this. */
static const char *
remedy(int status)
{
	switch (status) {
	case EXIT_ERROR: return _("free some space, or do what is said above");
	case EXIT_LOGIN: case EXIT_FORBIDDEN:
		return _("the hub does not know you: ask for a new token, "
		         "or have your user id added (guatu-hub user add)");
	case EXIT_UNTRUSTED: return _("check the hub's certificate and ca_file");
	case EXIT_TOO_OLD: return _("install a newer Guatu");
	default: return _("check the address, the line and that guatu-hub runs; "
	                  "meanwhile everything can be read and queued");
	}
}

static void
check_hub(struct doctor *d, struct cli *cli)
{
	struct session *s = &cli->session;
	char why[600] = "";
	int pulled;

	if (*s->hub == '\0') {
		ail(d, _("set hub in guatu.conf, or give --hub"), _("no hub is set for the profile %s"), s->profile);
		return;
	}
	fflush(stdout);
	pulled = cli_pull(cli);
	if (s->store != NULL)
		store_meta(s->store, "last_error", why, sizeof why);
	if (in_step(pulled))
		ok(_("hub %s answers"), s->hub);
	else
		ail(d, remedy(pulled), "%s: %s: %s", s->hub, cli_meaning(pulled), why);
}

static void
check_identity(struct doctor *d, const struct session *s)
{
	if (s->env.roles == 0)
		ail(d, _("ask the hub's keeper for a role"), _("the hub gives %s no role"),
		    *s->user != '\0' ? s->user : "?");
	else
		ok(_("you are %s, %s, at %s"), s->user, s->post, s->county_name);
}

static void
check_cache(struct doctor *d, const struct session *s, int64_t real_now)
{
	char at[17];
	int64_t age = real_now - s->synced_at;

	if (!session_pulled(s)) {
		ail(d, _("when the hub answers, run `guatu sync'"), "%s", _("cache: nothing has been pulled yet"));
		return;
	}
	session_data_time(s, at);
	if (s->synced_at == 0 || age > DAY)
		ail(d, _("run `guatu sync'"), _("cache: data of %s are more than a day old"), at);
	else
		ok(_("cache: data of %s"), at);
}

static void
check_clock(struct doctor *d, const struct session *s)
{
	int64_t skew = s->skew < 0 ? -s->skew : s->skew;

	if (!session_pulled(s))
		return;
	if (skew >= DAY)
		ok("%s", _("the room's clock was set by hand (demonstration)"));
	else if (skew > SKEW_SECONDS)
		ail(d, _("set this machine's clock (timedatectl set-ntp true)"),
		    _("clock: %lld seconds from the hub's"), (long long)skew);
	else
		ok("%s", _("clock agrees with the hub's"));
}

/* Policy numbers that change while the campaign runs (A05), or are not the province's (A50). */
static void
check_params(const struct session *s)
{
	struct params p;

	if (s->store == NULL || params_read(s->store, s->env.today, &p) != 0)
		return;
	for (int i = 0; i < p.count; i++)
		if (p.rows[i].change != PARAM_STEADY)
			note(_("guatu show params"), "%s: %s %s  %s -> %s", _(params_change_text(p.rows[i].change)),
			     p.rows[i].name, p.rows[i].valid_from, p.rows[i].before, p.rows[i].value);
	params_clear(&p);
}

/* Days off by the moon, and the weekends worked for them, are told each year anew. */
static void
check_calendar(const struct session *s)
{
	int year = s->store != NULL && session_pulled(s) ? calendar_lacks(&s->calendar, s->env.today) : 0;

	if (year != 0)
		note(_("guatu-hub import calendar, when the State Council's notice is out"),
		     _("no calendar for %d: every Monday to Friday counts as a workday, but 1 January, May day and "
		       "1 to 3 October"), year);
}

int
cmd_doctor(struct cli *cli)
{
	struct doctor d = { 0 };
	struct session *s = &cli->session;
	char error[sizeof s->cache_error];
	int status = cli_words(cli, 0);

	if (status != EXIT_OK)
		return status;
	ok("guatu %s", GUATU_VERSION);
	check_locale(&d);
	check_terminal(&d);
	check_answers(&d);
	check_config(&d, &cli->config);
	if (session_open(s, error, sizeof error) != 0) {
		ail(&d, "", "%s", error);
		return EXIT_ERROR;
	}
	if (s->store == NULL)
		ail(&d, "", "%s", s->cache_error);
	else if (session_distrust(s, true, error, sizeof error))
		ail(&d, "", "%s", error);
	check_program(&d, s);
	check_space(&d, s->cache_dir);
	check_space(&d, s->state_dir);
	check_secret(&d, s->token_file);
	check_outbox(&d, s);
	check_hub(&d, cli);
	if (session_pulled(s))
		check_identity(&d, s);
	check_cache(&d, s, (int64_t)time(NULL));
	check_params(s);
	check_calendar(s);
	check_clock(&d, s);
	return d.ailing > 0 ? EXIT_ERROR : EXIT_OK;
}
