/*
 * What the configuration says of the interactive console.
 */
#pragma once

#include "model/base.h"

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
