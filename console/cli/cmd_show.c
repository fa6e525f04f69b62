/* guatu show SCREEN [ARG]: the real screen, painted to text. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "console/cli/cli.h"
#include "console/cli/listing.h"
#include "screens/dialogs/lookup.h"
#include "console/app/paint.h"

int cmd_show(struct cli *cli);

/* Rows the terminal screen keeps for its header, tabs, message and hints. */
enum { FRAME_ROWS = 4 };

static void
choose_size(const struct cli *cli, int *h, int *w)
{
	struct winsize ws;

	*w = cli->width;
	*h = cli->height;
	if (*w == 0 && ioctl(1, TIOCGWINSZ, &ws) == 0 && ws.ws_col >= 40 && ws.ws_row >= 12) {
		*w = ws.ws_col;
		*h = ws.ws_row;
	}
	if (*w == 0) {
		*w = 80;
		*h = 24;
	}
}

/* One line above: whose figures these are and how old. */
static void
print_head(const struct session *s, const struct screen_ops *ops)
{
	struct store_untold untold = store_untold(s->store, ops->topics);
	char at[17], day[11];

	session_data_time(s, at);
	civil_format(s->env.today, day);
	printf("%s | %s | ", s->head, _(ops->title));
	printf(s->env.as_of ? _("as of %s") : "%s", day);
	if (untold.records > 0)
		printf(_(" | %ld not known since when (?)"), untold.records);
	if (untold.withdrawn > 0)
		printf(_(" | %ld withdrawn since"), untold.withdrawn);
	if (*at != '\0')
		printf(" | %s %s", _("data"), at);
	if (s->sample)
		printf(" | %s", _("sample data"));
	if (s->counts.pending + s->counts.conflict > 0)
		printf(" | %s %d", _("queued"), s->counts.pending + s->counts.conflict);
	putchar('\n');
}

/* A place is named as people name it. */
static int
resolve_place(struct cli *cli, const char *screen, const char **arg, char code[64])
{
	int level = strcmp(screen, "township") == 0 ? 4 : strcmp(screen, "village") == 0 ? 5 : 0;
	char error[1024];

	if (level == 0 || **arg == '\0')
		return EXIT_OK;
	if (lookup_code(cli->session.store, KIND_DIVISION, NULL, level, *arg, code, 64, error, sizeof error) != 0)
		return cli_fail(EXIT_NOT_FOUND, "%s", error);
	*arg = code;
	return EXIT_OK;
}

static int
show(struct cli *cli, const char *screen, const char *arg)
{
	const struct screen_ops *ops = screen_find(screen);
	char error[512], code[64], *text;
	int h, w;

	if (ops == NULL || ops->overlay)
		return cli_usage(cli, _("no screen is called %s"), screen);
	if (resolve_place(cli, screen, &arg, code) != EXIT_OK)
		return EXIT_NOT_FOUND;
	choose_size(cli, &h, &w);
	cli->session.env.online = *store_meta(cli->session.store, "last_error", error, sizeof error) == '\0';
	text = paint_text(&cli->session, ops, arg, h - FRAME_ROWS, w,
	                  cli->globals[GLOBAL_PLAIN] != NULL ? GLYPHS_ASCII : GLYPHS_RICH, error, sizeof error);
	if (text == NULL)
		return cli_fail(EXIT_ERROR, "%s", error);
	print_head(&cli->session, ops);
	fputs(text, stdout);
	free(text);
	return EXIT_OK;
}

int
show_room(struct cli *cli)
{
	struct listing l = {
		.request = "issues 逾期>0", .sort = "overdue", .out = { .file = stdout },
	};
	char error[512];
	int status = cli_open(cli, true), h, w;

	if (status == EXIT_OK)
		status = show(cli, "map", "");
	if (status != EXIT_OK)
		return status;
	choose_size(cli, &h, &w);
	l.out.width = w;
	printf("\n%s\n", _("overdue"));
	return listing_write(&cli->session, &l, error, sizeof error) >= 0 ? EXIT_OK : cli_fail(EXIT_ERROR, "%s", error);
}

int
cmd_show(struct cli *cli)
{
	int status = cli_words(cli, 100);
	char arg[512] = "";

	if (status != EXIT_OK)
		return status;
	if (cli->argc < 2)
		return cli_usage(cli, "%s", _("which screen?"));
	for (int i = 2; i < cli->argc; i++) {
		size_t n = strlen(arg);
		snprintf(arg + n, sizeof arg - n, "%s%s", i > 2 ? " " : "", cli->argv[i]);
	}
	status = cli_open(cli, true);
	return status == EXIT_OK ? show(cli, cli->argv[1], arg) : status;
}
