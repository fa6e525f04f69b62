/* Paints one screen of a cache file as text: preview CACHE NOW WxH SCREEN [ARG [ACTION...]].  For whoever writes a screen. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/stage.h"

int
main(int argc, char **argv)
{
	struct stage s;
	int w, h;
	char *text;

	if (argc < 5 || sscanf(argv[3], "%dx%d", &w, &h) != 2)
		return fprintf(stderr, "usage: preview CACHE NOW WxH SCREEN [ARG [ACTION...]]\n"), 2;
	stage_language(getenv("GUATU_ENGLISH") != NULL);
	stage_open_with(&s, argv[1], getenv("GUATU_OUTBOX"), argv[2], h - 4, w);
	stage_enter(&s, argv[4], argc > 5 ? argv[5] : "");
	for (int i = 6; i < argc; i++) {
		struct effect e = stage_act(&s, argv[i]);
		if (e.kind > FX_AHEAD)
			fprintf(stderr, "%s -> effect %d %s %s\n", argv[i], (int)e.kind, e.verb ? e.verb : "", e.text ? e.text : "");
		free(e.text);
	}
	text = stage_text(&s, GLYPHS_RICH);
	fputs(text, stdout);
	free(text);
	stage_close(&s);
	return 0;
}
