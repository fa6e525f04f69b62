/*
 * The interactive console: one loop over the terminal, the signal pipe and
 * the sync socket; a stack of screens; effects carried out.  Screens know
 * nothing of it.  See app_run() for what it needs from outside.
 */
#ifndef GUATU_CONSOLE_APP_H
#define GUATU_CONSOLE_APP_H

#include <stdbool.h>

struct session;

/* One rebinding from the configuration: [keys] close = x F9 */
struct app_binding {
	const char *action;      /* a name of actions.def */
	const char *keys;        /* as in actions.def; "" leaves the action without a key */
};

enum app_width  { WIDTH_AUTO, WIDTH_NARROW, WIDTH_WIDE };               /* ambiguous_width = */
enum app_glyphs { APP_GLYPHS_AUTO, APP_GLYPHS_RICH, APP_GLYPHS_PLAIN, APP_GLYPHS_ASCII };   /* glyphs = */
enum app_theme  { THEME_AUTO, THEME_DARK, THEME_LIGHT, THEME_MONO };    /* theme = */

struct app_options {
	enum app_theme  theme;
	enum app_width  ambiguous_width;
	enum app_glyphs glyphs;
	int             escape_wait;     /* milliseconds; 0: measured */
	bool            mouse;           /* on from the start; off by default */
	bool            mute;            /* bell = off */
	bool            clipboard_off;   /* clipboard = off: never send OSC 52 */
	bool            curses_draws;    /* drawing = curses */
	bool            sync_off;        /* do not start or join a sync process (tests, --no-sync) */
	const struct app_binding *bindings;
	int             binding_count;
	const char     *screen;          /* first screen's name; NULL: map */
	const char     *notice;          /* said on the message line at the start, e.g. a configuration warning; NULL */
};

/* Runs until the officer quits.  Returns an exit status: 0; 2 terminal or locale unusable (said on
 * stderr, with the next step); 129 + n when ended by a signal is not used: SIGHUP and SIGTERM end cleanly with 0. */
int app_run(struct session *session, const struct app_options *options);

/* Checks one binding for the configuration reader: 0; -1 with what is wrong (unknown action, unknown key name). */
int app_binding_check(const char *action, const char *keys, char *error, unsigned error_size);

#endif
