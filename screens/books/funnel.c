/*
 * The funnel of a ledger that is watched through stages (E14-E19): at each
 * stage how many have been there, by entries (households) and by persons,
 * never mixed; the share of a named stage before it, the days between, what
 * stands there now and overdue; below by township.  J and K change the ledger,
 * left and right the township.
 */

#include "screens/kit/lineage.h"
#include "screens/kit/bar.h"
#include "screens/kit/figures.h"
#include "screens/kit/list.h"
#include "store/read/ledgers.h"
#include "store/cache/sight.h"

/* A ledger, for a place. */
struct book {
	struct ledger_info info;
	struct funnel      funnel;
	char place[256], place_name[64];       /* its code, or those of all there is */
};

struct line {
	const struct book *book;
	int  stage;
	char id[128];
};

struct funnel_data {
	struct ledger_board board;             /* all ledgers */
	int    chosen;                         /* among its funnels, on the screen */
	char   wanted[64], division[16];       /* opened on; "" all there is */
	struct book *books;
	struct line *lines;
	int    book_count, line_count;
};

/* ---- reading ------------------------------------------------------------------------- */

static int
opened(struct list *l, struct store *st, const struct env *env, char base[LIST_TEXT], char filter[LIST_TEXT])
{
	struct funnel_data *d = l->data;

	(void)st;
	(void)env;
	(void)filter;
	if (l->whole)
		return 0;
	snprintf(d->wanted, sizeof d->wanted, "%.63s", base);
	base[0] = '\0';
	return 0;
}

/* The ledgers that are funnels, packed to the front of the board. */
static void
keep_funnels(struct funnel_data *d)
{
	int n = 0;

	for (int i = 0; i < d->board.count; i++)
		if (d->board.rows[i].funnel)
			d->board.rows[n++] = d->board.rows[i];
	d->board.count = n;
	for (int i = 0; i < n; i++)
		if (strcmp(d->board.rows[i].id, d->wanted) == 0)
			d->chosen = i;
	d->wanted[0] = '\0';
	d->chosen = d->chosen < n ? d->chosen : 0;
}

static int
place_of(const struct funnel *f, const char *said)
{
	for (int i = 0; i < f->place_count; i++)
		if (strcmp(f->places[i].code, said) == 0 || strcmp(f->places[i].name, said) == 0)
			return i;
	return -1;
}

/* `said`: a township's code or name, "" all there is. */
static int
read_book(struct store *st, const struct env *env, const char *id, const char *said, struct book *b)
{
	int at;

	if (ledger_info(st, id, env->english, &b->info) < 0 ||
	    funnel_read(st, &b->info, "", env->today, env->english, &b->funnel) != 0)
		return -1;
	snprintf(b->place_name, sizeof b->place_name, "%s", env_whole(env));
	store_sight_codes(st, b->place, sizeof b->place);
	if (*said == '\0')
		return 0;
	at = place_of(&b->funnel, said);
	snprintf(b->place, sizeof b->place, "%s", at >= 0 ? b->funnel.places[at].code : said);
	snprintf(b->place_name, sizeof b->place_name, "%.63s", at >= 0 ? b->funnel.places[at].name : said);
	return funnel_read(st, &b->info, b->place, env->today, env->english, &b->funnel);
}

static void
add_lines(struct funnel_data *d, const struct book *b)
{
	for (int i = 0; i < b->info.stages.count; i++) {
		struct line *line = &d->lines[d->line_count++];
		*line = (struct line){ .book = b, .stage = i };
		snprintf(line->id, sizeof line->id, "%s %s", b->info.id, b->info.stages.list[i].code);
	}
}

/* On the screen one ledger, for scripts all. */
static int
rows(struct list *l, struct store *st, const struct env *env)
{
	struct funnel_data *d = l->data;
	struct ledgers_when when = { env->today, env->cal, env->rules, env->english };
	const char *said = list_take(l, "place");
	int first, last;

	ledger_board_clear(&d->board);
	if (ledger_board(st, &when, &d->board) != 0)
		return -1;
	keep_funnels(d);
	first = l->whole ? 0 : d->chosen;
	last = l->whole || d->board.count == 0 ? d->board.count : d->chosen + 1;
	free(d->books);
	free(d->lines);
	d->book_count = last - first;
	d->line_count = 0;
	d->books = calloc((size_t)d->book_count + 1, sizeof *d->books);
	d->lines = calloc((size_t)d->book_count * STAGES_MAX + 1, sizeof *d->lines);
	if (d->books == NULL || d->lines == NULL)
		abort();
	for (int i = first; i < last; i++) {
		struct book *b = &d->books[i - first];
		if (read_book(st, env, d->board.rows[i].id, *said != '\0' ? said : d->division, b) != 0)
			return -1;
		add_lines(d, b);
	}
	list_rows(l, d->lines, d->line_count);
	return 0;
}

static void
clear(void *data)
{
	struct funnel_data *d = data;

	ledger_board_clear(&d->board);
	free(d->books);
	free(d->lines);
}

/* ---- columns ------------------------------------------------------------------------------ */

#define LINE const struct line *line = row; const struct funnel *f = &line->book->funnel; \
	const struct funnel_stage *s = &f->stages[line->stage]; \
	const struct ledger_stage *stages = line->book->info.stages.list, *stage = &stages[line->stage]; \
	(void)env; (void)s; (void)stage

static void
bar_picture(const void *row, const struct env *env, struct canvas *c, enum paint_role role)
{
	LINE;
	(void)role;
	bar_paint(c, 0, 0, c->w, f->entries > 0 ? (int)(s->reached * 100 / f->entries) : 0, BAR_NO_PACE,
	          stage->class == STAGE_CLOSED ? PAINT_LAMP_BLUE :
	          stage->class == STAGE_DROPPED ? PAINT_LAMP_GREY : PAINT_BAR);
}

static void
share_value(struct value *v, int64_t n, int64_t of)
{
	char text[FIGURE_TEXT];

	if (of <= 0)
		return;
	value_share(v, ratio_bp(n, of));
	share_text(v->n, 1, text);
	value_say(v, "%s", text);
}

static void
days_value(struct value *v, int days)
{
	if (days < 0)
		return;
	value_days(v, days);
	value_say(v, _("%dd"), days);
}

static void
overdue_value(const void *row, const struct env *env, struct value *v)
{
	LINE;
	value_count(v, s->overdue);
	v->role = s->overdue > 0 ? PAINT_LAMP_RED : PAINT_NORMAL;
}

/* Rates are of those that reached the stage before. */
#define BASE (s->base >= 0 ? &f->stages[s->base] : NULL)
#define SAYS(name, says) \
	static void \
	name ## _value(const void *row, const struct env *env, struct value *v) \
	{ \
		LINE; \
		says; \
	}
SAYS(stage_name, value_word(v, stage->name))
SAYS(entries, value_count(v, s->reached))
SAYS(persons, value_count(v, s->reached_persons))
SAYS(entries_bp, share_value(v, s->reached, BASE != NULL ? BASE->reached : 0))
SAYS(persons_bp, share_value(v, s->reached_persons, BASE != NULL ? BASE->reached_persons : 0))
SAYS(base, value_coded(v, BASE != NULL ? stages[s->base].code : "", BASE != NULL ? stages[s->base].name : ""))
SAYS(median, days_value(v, s->median))
SAYS(worst, days_value(v, s->worst))
SAYS(here, value_count(v, s->here))
SAYS(here_persons, value_count(v, s->here_persons))
SAYS(moves, value_count(v, s->moves))
SAYS(relapsed, value_count(v, f->relapsed))
SAYS(ledger, value_coded(v, line->book->info.id, line->book->info.name))
SAYS(place, value_coded(v, line->book->place, line->book->place_name))
SAYS(code, value_word(v, stage->code))
SAYS(class, value_word(v, stage_class_code(stage->class)))

static const struct column columns[] = {
	{ "stage_name",  N_("stage"),            10, 1, 0,   WORKED_OUT(TYPE_TEXT, stage_name_value), .most = 24 },
	{ "bar",         " ",                    18, 0, 110, PICTURE(bar_picture) },
	{ "entries",     N_("entries reached"),   6, 0, 0,   WORKED_OUT(TYPE_COUNT, entries_value),
	  .means = N_("entries whose way through the stages has this one in it, each once") },
	{ "persons",     N_("persons"),           6, 0, 0,   WORKED_OUT(TYPE_COUNT, persons_value),
	  .means = N_("persons in them, as far as they say how many") },
	{ "entries_bp",  N_("rate by entries"),   7, 0, 0,   WORKED_OUT(TYPE_SHARE, entries_bp_value),
	  .means = N_("entries that reached it, of those that reached the stage the rate goes by") },
	{ "persons_bp",  N_("rate by persons"),   7, 0, 0,   WORKED_OUT(TYPE_SHARE, persons_bp_value),
	  .means = N_("the same in persons") },
	{ "base",        N_("rate of"),           8, 0, 0,   WORKED_OUT(TYPE_TEXT, base_value) },
	{ "median_days", N_("middle"),            5, 0, 0,   WORKED_OUT(TYPE_DAYS, median_value),
	  .means = N_("days from the stage before to this one, the middle of all moves") },
	{ "worst_days",  N_("longest"),           5, 0, 0,   WORKED_OUT(TYPE_DAYS, worst_value),
	  .means = N_("the same, the longest") },
	{ "here",        N_("here"),              5, 0, 0,   WORKED_OUT(TYPE_COUNT, here_value), .dash = true,
	  .means = N_("entries that stand at it now") },
	{ "overdue",     N_("overdue"),           5, 0, 0,   WORKED_OUT(TYPE_COUNT, overdue_value), .dash = true,
	  .means = N_("of those, past the deadline of the stage") },
	{ "ledger",      N_("ledger"),           16, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, ledger_value),
	  OF_RECORDS(KIND_LEDGER) },
	{ "place",       N_("place"),            10, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, place_value),
	  OF_RECORDS(KIND_DIVISION) },
	{ "stage",       N_("stage code"),       12, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, code_value) },
	{ "class",       N_("class"),             8, 0, LIST_HIDDEN, WORKED_OUT(TYPE_TEXT, class_value) },
	{ "moves",       N_("moves to it"),       6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, moves_value),
	  .means = N_("how many moves the days are of") },
	{ "here_persons", N_("persons here"),     6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, here_persons_value),
	  .means = N_("persons in those that stand at it now") },
	{ "relapsed",    N_("relapsed"),          6, 0, LIST_HIDDEN, WORKED_OUT(TYPE_COUNT, relapsed_value),
	  .means = N_("entries that came back after they had ended") },
	{ 0 }
};

/* ---- above and below ---------------------------------------------------------------------- */

/* The one on the screen; NULL: no ledger is watched. */
static const struct book *
shown(const struct list *l)
{
	const struct funnel_data *d = l->data;

	return d->book_count > 0 ? &d->books[0] : NULL;
}

static void
summary(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct funnel_data *d = l->data;

	(void)env;
	if (shown(l) != NULL)
		canvas_putf(c, 0, 0, c->w, PAINT_TITLE, d->board.count > 1 ? "%s (%d/%d)" : "%s", shown(l)->info.name,
		            d->chosen + 1, d->board.count);
}

static int head_rows(const struct list *l, const struct env *env) { (void)env; return shown(l) != NULL; }

static void
head(const struct list *l, const struct env *env, struct canvas *c)
{
	const struct book *b = shown(l);
	const struct funnel *f = &b->funnel;
	int x = 1 + canvas_putf(c, 0, 1, c->w - 2, PAINT_TAB_ACTIVE, "[%s]", b->place_name) + 2;

	(void)env;
	x += canvas_putf(c, 0, x, c->w - x, PAINT_NORMAL, _("%lld %s, %lld persons"), (long long)f->entries,
	                 b->info.unit, (long long)f->persons) + 2;
	if (f->unsaid > 0)
		x += canvas_putf(c, 0, x, c->w - x, PAINT_WARN, _("%lld do not say how many"),
		                 (long long)f->unsaid) + 2;
	canvas_putf(c, 0, x, c->w - x, f->relapsed > 0 ? PAINT_ERROR : PAINT_OK, _("relapsed %lld, %lld times"),
	            (long long)f->relapsed, (long long)f->relapses);
}

static void
place_overdue_value(const void *row, const struct env *env, struct value *v)
{
	const struct funnel_place *p = row;

	(void)env;
	value_count(v, p->overdue);
	v->role = p->overdue > 0 ? PAINT_LAMP_RED : PAINT_NORMAL;
}

static void
place_cleared_value(const void *row, const struct env *env, struct value *v)
{
	const struct funnel_place *p = row;

	(void)env;
	share_value(v, p->closed, p->entries);
}

static const struct column place_columns[] = {
	{ "name",     N_("township"), 10, 1, 0, TEXT_AT(funnel_place, name), .most = 24 },
	{ "entries",  N_("entries"),   7, 0, 0, COUNT64_AT(funnel_place, entries),
	  .means = N_("entries of the ledger in this place") },
	{ "persons",  N_("persons"),   7, 0, 0, COUNT64_AT(funnel_place, persons),
	  .means = N_("persons in them, as far as they say how many") },
	{ "open",     N_("going on"),   7, 0, 0, COUNT64_AT(funnel_place, open), .dash = true,
	  .means = N_("entries at a stage of the class OPEN") },
	{ "overdue",  N_("overdue"),   7, 0, 0, WORKED_OUT(TYPE_COUNT, place_overdue_value), .dash = true,
	  .means = N_("open ones past the deadline of the stage they stand at") },
	{ "closed",   N_("ended"),     7, 0, 0, COUNT64_AT(funnel_place, closed), .dash = true,
	  .means = N_("entries at a stage of the class CLOSED") },
	{ "relapsed", N_("relapsed"),  7, 0, 0, COUNT64_AT(funnel_place, relapsed), .dash = true,
	  .means = N_("entries that came back after they had ended") },
	{ "cleared",  N_("cleared"),   8, 0, 0, WORKED_OUT(TYPE_SHARE, place_cleared_value),
	  .means = N_("ended, of all that are not dropped") },
	{ 0 }
};

/* The townships and their heads, when the stages leave room for them. */
static int
detail_height(const struct list *l, const struct env *env)
{
	const struct book *b = shown(l);
	int left = b != NULL ? env->h - 4 - b->info.stages.count : 0, all = b != NULL ? b->funnel.place_count + 1 : 0;

	return left < 3 || all < 2 ? 0 : all < left ? all : left;
}

static void
detail(const struct list *l, const void *row, const struct env *env, struct canvas *c)
{
	const struct book *b = shown(l);
	struct table_layout k;
	int at = place_of(&b->funnel, b->place), rows = c->h - 2, first = at >= rows ? at - rows + 1 : 0;
	int used;

	(void)row;
	table_lay_out(place_columns, c->w, &k);
	used = canvas_put(c, 0, 1, c->w - 2, PAINT_SECTION, _(" by township "));
	if (rows < b->funnel.place_count)
		canvas_putf(c, 0, 1 + used, c->w - 2 - used, PAINT_DIM, _("%d to %d of %d "), first + 1, first + rows,
		            b->funnel.place_count);
	table_head_paint(place_columns, &k, TABLE_UNSORTED, c, 1);
	for (int i = first; i < first + rows && i < b->funnel.place_count; i++) {
		bool here = i == at;
		enum paint_role role = here ? PAINT_SELECTED : PAINT_NORMAL;
		int y = 2 + i - first;
		canvas_fill(c, y, 0, 1, c->w, role, " ");
		canvas_put(c, y, 0, 1, role, here ? ">" : " ");
		table_row_paint(place_columns, &k, &b->funnel.places[i], env, c, y, role, here);
	}
}

/* ---- the list ------------------------------------------------------------------------------- */

static struct effect
choose_place(struct list *l, int by)
{
	struct funnel_data *d = l->data;
	const struct funnel *f = shown(l) != NULL ? &shown(l)->funnel : NULL;
	int n = f != NULL ? f->place_count : 0, at = f != NULL ? place_of(f, d->division) + by : -1;

	at = at < -1 ? n - 1 : at >= n ? -1 : at;
	snprintf(d->division, sizeof d->division, "%s", at >= 0 ? f->places[at].code : "");
	return fx(FX_LOAD);
}

static struct effect
choose_book(struct list *l, int by)
{
	struct funnel_data *d = l->data;

	if (d->board.count < 2)
		return fx_text(FX_SAY, "%s", _("this county watches one ledger as a funnel"));
	d->chosen = (d->chosen + by + d->board.count) % d->board.count;
	d->division[0] = '\0';
	list_rewind(l);
	return fx(FX_LOAD);
}

static void
lineage(const struct list *l, const void *row, const struct env *env, struct lineage *out)
{
	LINE;
	const struct book *b = line->book;

	(void)l;
	lineage_what(out, "%s, %s: %s", b->info.name, b->place_name, stage->name);
	lineage_means(out, _("reached: entries whose way through the stages has %s in it, each once: %lld entries, "
			     "%lld "
	                     "persons; %lld entries do not say how many persons and are in the entries only"),
	              stage->name, (long long)s->reached, (long long)s->reached_persons, (long long)f->unsaid);
	if (BASE != NULL)
		lineage_share(out, stage->name, s->reached, stages[s->base].name, BASE->reached);
	else
		lineage_no_share(out, _("the stage the ledger begins at"));
	lineage_line(out, _("Days: from the stage before to this one, %lld times; the middle one and the longest."),
	             (long long)s->moves);
	lineage_from(out, _("the entries of this ledger; `guatu list entries ledger=%s stage=%s' lists who is there"),
	             b->info.id, stage->code);
	lineage_record(out, KIND_LEDGER, b->info.id);
}

static struct effect
act(struct list *l, const void *row, enum action act, const struct env *env)
{
	const struct line *line = row;

	(void)env;
	switch (act) {
	case ACT_LEFT:         return choose_place(l, -1);
	case ACT_RIGHT:        return choose_place(l, 1);
	case ACT_NEXT_SIBLING: return choose_book(l, 1);
	case ACT_PREV_SIBLING: return choose_book(l, -1);
	case ACT_NEW_ENTRY:
		return line != NULL ? fx_open(SCREEN_FORM, "entry\nregister\n%s", line->book->info.id) : fx(FX_NONE);
	default:               return fx(FX_NONE);
	}
}

static struct effect
open(const struct list *l, const void *row, const struct env *env)
{
	LINE;
	return fx_open(SCREEN_LEDGER, "%s %s %s", line->book->info.id, stage->code,
	               ((const struct funnel_data *)l->data)->division);
}

static void
base(const struct list *l, char *out, size_t size)
{
	const struct funnel_data *d = l->data;

	snprintf(out, size, "ledger=%s%s%s", shown(l) != NULL ? shown(l)->info.id : "",
	         d->division[0] != '\0' ? " place=" : "", d->division);
}

static enum paint_role
role(const void *row, const struct env *env)
{
	LINE;
	return s->reached == 0 ? PAINT_DIM : PAINT_NORMAL;
}

static const char *enter(const void *row) { (void)row; return _("entries"); }

const struct list_ops funnel_list = {
	.noun = "funnel", .columns = columns,
	.about = N_("stages of the ledgers watched as funnels, by entries and by persons; ledger=ID place=CODE"),
	.script = "ledger,place,stage,stage_name,class,entries,persons,base,entries_bp,persons_bp,moves,"
	          "median_days,worst_days,here,here_persons,overdue,relapsed",
	.row_size = sizeof(struct line), .id_at = offsetof(struct line, id), .data_size = sizeof(struct funnel_data),
	.opened = opened, .rows = rows, .clear = clear, .role = role,
	.summary = summary, .head_rows = head_rows, .head = head,
	.detail_height = detail_height, .detail = detail, .act = act, .lineage = lineage, .open = open,
	.base = base, .enter = enter,
	.empty = N_("No ledger of this county is watched as a funnel (ledger.csv, column funnel)."),
};

const struct screen_ops funnel_screen = {
	.name = "funnel", .title = N_("funnel"), .scope = SCOPE_MOVE | SCOPE_LIST | SCOPE_LEDGERS,
	.topics = TOPIC(KIND_LEDGER) | TOPIC(KIND_STAGE) | TOPIC(KIND_ENTRY) | TOPIC(KIND_DIVISION) |
	        TOPIC(KIND_CALENDAR),
	LIST_SCREEN(funnel_list),
};
