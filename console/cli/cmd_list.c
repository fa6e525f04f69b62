/* guatu list NOUN [CONDITION...], guatu issue ID, guatu entry ID. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "console/cli/cli.h"
#include "console/app/deliver.h"
#include "console/cli/entry_words.h"
#include "console/cli/list_out.h"
#include "console/cli/listing.h"
#include "console/cli/record_list.h"
#include "console/cli/record_words.h"
#include "model/room/civil.h"

int cmd_list(struct cli *cli);
int cmd_issue(struct cli *cli);
int cmd_entry(struct cli *cli);

static int
table_width(const struct cli *cli)
{
	struct winsize ws;

	if (cli->width > 0)
		return cli->width;
	return ioctl(1, TIOCGWINSZ, &ws) == 0 && ws.ws_col >= 40 ? ws.ws_col : 120;
}

int
cli_list_options(struct cli *cli, struct listing *l)
{
	const char *limit = NULL;
	int json = cli_take(cli, "json", NULL), csv = cli_take(cli, "csv", NULL), excel = cli_take(cli, "excel", NULL);
	int bom = cli_take(cli, "bom", NULL), titles = cli_take(cli, "titles", NULL);
	int screen = cli_take(cli, "screen", NULL);
	int raw = cli_take(cli, "raw", NULL);
	char *end;

	*l = (struct listing){ .out = { .file = stdout } };
	if (json < 0 || csv < 0 || excel < 0 || bom < 0 || titles < 0 || screen < 0 || raw < 0 ||
	    cli_take(cli, "sort", &l->sort) < 0 ||
	    cli_take(cli, "fields", &l->fields) < 0 || cli_take(cli, "limit", &limit) < 0)
		return -1;
	if (json && (csv || excel))
		return cli_usage(cli, "%s", _("--json or --csv, not both")), -1;
	l->out.format = json ? OUT_JSON : csv || excel ? OUT_CSV : OUT_TABLE;
	l->out.bom = bom || excel;
	l->out.safe = excel;
	l->out.titles = titles;
	l->as_on_screen = screen;
	l->raw = raw;
	if (limit == NULL)
		return 0;
	l->limit = strtol(limit, &end, 10);
	if (*end != '\0' || end == limit || l->limit <= 0)
		return cli_usage(cli, _("--limit %s: give a number from 1 on"), limit), -1;
	return 0;
}

static int
append(char *text, size_t size, const char *word)
{
	size_t n = strlen(text);

	return snprintf(text + n, size - n, "%s%s", n > 0 ? " " : "", word) < (int)(size - n) ? 0 : -1;
}

/* Of a past day, what nothing tells: to people, not into the file. */
static void
cli_say_untold(struct cli *cli)
{
	struct store_untold n = store_untold(cli->session.store, ~UINT64_C(0));

	if (n.records > 0)
		fprintf(stderr,
		        _("of %ld records nothing tells since when they stand as they do; their state is \"?\" "
		          "(status=? lists them)\n"),
		        n.records);
	if (n.withdrawn > 0)
		fprintf(stderr, _("%ld records there were then are withdrawn since and not listed\n"), n.withdrawn);
}

int
cli_list_write(struct cli *cli, struct listing *l, const char *first, int from)
{
	char request[1024] = "", error[1024];

	append(request, sizeof request, first);
	for (int i = from; i < cli->argc; i++)
		if (append(request, sizeof request, cli->argv[i]) != 0)
			return cli_usage(cli, "%s", _("the conditions are too long"));
	l->request = request;
	l->out.width = table_width(cli);
	l->whole = cli->width == 0 && !isatty(1);
	if (listing_write(&cli->session, l, error, sizeof error) < 0)
		return cli_fail(EXIT_USAGE, "%s", error);
	cli_say_untold(cli);
	return EXIT_OK;
}

int
cmd_list(struct cli *cli)
{
	struct listing l;
	int status;

	if (cli_list_options(cli, &l) != 0)
		return EXIT_USAGE;
	status = cli_words(cli, 100);
	if (status != EXIT_OK)
		return status;
	if (cli->argc < 2)
		return cli_usage(cli, "%s", _("list what? for example: issues"));
	status = cli_open(cli, true);
	return status == EXIT_OK ? cli_list_write(cli, &l, cli->argv[1], 2) : status;
}

/* ---- one record ------------------------------------------------------------------ */

static void
print_field(struct cli *cli, const char *title, const char *text)
{
	struct canvas c;
	char *shown;
	int width = table_width(cli), rows;

	if (canvas_init(&c, 1, width, GLYPHS_RICH) != 0)
		return;
	rows = canvas_wrap(&c, 0, 14, 1, width - 14, PAINT_NORMAL, text);
	canvas_clear(&c);
	if (canvas_init(&c, rows > 0 ? rows : 1, width, GLYPHS_RICH) != 0)
		return;
	canvas_put(&c, 0, 0, 13, PAINT_NORMAL, title);
	canvas_wrap(&c, 0, 14, rows, width - 14, PAINT_NORMAL, text);
	shown = canvas_text(&c);
	fputs(shown != NULL ? shown : "", stdout);
	free(shown);
	canvas_clear(&c);
}

static void
print_record(struct cli *cli, const struct record *row, struct entry_words *words)
{
	char text[8192];

	print_field(cli, _("id"), row->id);
	for (int f = record_first((int)row->kind); f < record_first((int)row->kind + 1); f++) {
		if (words == NULL || !entry_words_field(words, f, text, sizeof text))
			record_words(&cli->session, row, f, text, sizeof text);
		if (*text != '\0')
			print_field(cli, cli->session.env.english ? record_fields[f].name : record_fields[f].title,
			            text);
	}
}

static struct records *
timeline(struct cli *cli, enum kind kind, const char *id)
{
	struct record_query q = {
		.kind = KIND_EVENT, .test_count = 2, .sort_count = 1,
		.tests = { { FIELD_EVENT_object_kind, FILTER_IS, record_kinds[kind].name },
			{ FIELD_EVENT_object, FILTER_IS, id } },
		.sorts = { { FIELD_EVENT_at, false } },
	};
	return records_open(cli->session.store, &q);
}

static void
record_json(struct cli *cli, const struct record *record, bool rev)
{
	struct list list;
	const void *row = record_list_one(&list, &cli->session, record, rev);

	list_out_json(stdout, &list, row);
	list_unload(&list);
}

static void
print_json(struct cli *cli, const struct record *row, struct records *events)
{
	int count = 0;

	printf("{\"%s\":", record_kinds[row->kind].name);
	record_json(cli, row, true);
	fputs(",\n\"events\":[", stdout);
	while (events != NULL && records_next(events) == 1) {
		fputs(count++ > 0 ? ",\n" : "\n", stdout);
		record_json(cli, records_row(events), false);
	}
	fputs("\n]}\n", stdout);
}

static void
print_timeline(struct cli *cli, enum kind kind, struct records *events, const struct entry_words *words)
{
	char at[64], who[96], line[1024], number[24], number2[24], moved[256];

	printf("\n%s\n", _("timeline"));
	while (events != NULL && records_next(events) == 1) {
		const struct record *e = records_row(events);
		record_words(&cli->session, e, FIELD_EVENT_at, at, sizeof at);
		record_words(&cli->session, e, *record_text(e, FIELD_EVENT_post, number) != '\0'
		                ? FIELD_EVENT_post : FIELD_EVENT_actor, who, sizeof who);
		*moved = '\0';
		if (words != NULL && strcmp(record_text(e, FIELD_EVENT_from_status, number),
		                            record_text(e, FIELD_EVENT_to_status, number2)) != 0)
			snprintf(moved, sizeof moved, " %s > %s",
			         entry_words_stage(words, record_text(e, FIELD_EVENT_from_status, number)),
			         entry_words_stage(words, record_text(e, FIELD_EVENT_to_status, number2)));
		snprintf(line, sizeof line, "%s %s%s %s", who,
		         verb_title(kind, record_text(e, FIELD_EVENT_verb, number)), moved,
		         record_text(e, FIELD_EVENT_note, number2));
		print_field(cli, at + 5, line);
	}
}

/* On a day that is over: is there such a record today? */
static bool
came_later(struct cli *cli, enum kind kind, const char *id)
{
	struct store *st = cli->session.store;
	struct records *now;
	bool is;

	if (!env_past(&cli->session.env) || store_look(st, CIVIL_NONE) != 0)
		return false;
	now = records_open_by_id(st, kind);
	is = now != NULL && records_at(now, id) == 1;
	records_close(now);
	return is;
}

static int
not_there(struct cli *cli, enum kind kind, const char *id, const char *none)
{
	char day[11];

	civil_format(cli->session.env.today, day);
	if (came_later(cli, kind, id))
		return cli_fail(EXIT_NOT_FOUND, _("%s came later: it was not there yet on %s; leave --as-of out"), id,
		                day);
	return cli_fail(EXIT_NOT_FOUND, "%s: %s", id, none);
}

static int
print_one(struct cli *cli, enum kind kind, const char *which, const char *none)
{
	int json = cli_take(cli, "json", NULL), status = json < 0 ? EXIT_USAGE : cli_words(cli, 1), got;
	struct records *issue, *events;

	if (status != EXIT_OK)
		return status;
	if (cli->argc < 2)
		return cli_usage(cli, "%s", which);
	status = cli_open(cli, true);
	if (status != EXIT_OK)
		return status;
	issue = records_open_by_id(cli->session.store, kind);
	got = issue != NULL ? records_at(issue, cli->argv[1]) : -1;
	if (got == 1) {
		events = timeline(cli, kind, cli->argv[1]);
		if (json)
			print_json(cli, records_row(issue), events);
		else {
			struct entry_words *words = kind == KIND_ENTRY ? entry_words_new(&cli->session, cli->argv[1])
			                                               : NULL;
			print_record(cli, records_row(issue), words);
			print_timeline(cli, kind, events, words);
			entry_words_free(words);
		}
		records_close(events);
	}
	records_close(issue);
	if (got == 1)
		return EXIT_OK;
	return got == 0 ? not_there(cli, kind, cli->argv[1], none)
	                : cli_fail(EXIT_ERROR, "%s", store_error(cli->session.store));
}

int
cmd_issue(struct cli *cli)
{
	return print_one(cli, KIND_ISSUE, _("which issue? for example: 2020-0143"),
	                 _("there is no such issue here; `guatu list issues' lists them"));
}

int
cmd_entry(struct cli *cli)
{
	return print_one(cli, KIND_ENTRY, _("which entry? for example: 2021-0007"),
	                 _("there is no such entry here; `guatu list entries' lists them"));
}
