/* A list as a model: reading, which lines there are, the cursor, folding, keys. */
#include "screens/kit/list.h"

#include "screens/kit/list_in.h"
#include "store/cache/store.h"

/* ---- rows and values --------------------------------------------------------------- */

void
list_rows(struct list *l, const void *rows, int count)
{
	l->rows = rows;
	l->count = count;
	l->none[0] = '\0';
}

int
list_want(const struct list *l)
{
	bool all = l->whole || l->sort_count > 0;

	for (int i = 0; i < l->condition_count; i++)
		all |= !l->conditions[i].taken;
	return all ? INT_MAX : l->want > LIST_PIECE ? l->want : LIST_PIECE;
}

const void *
list_row(const struct list *l, int i)
{
	return l->rows + (size_t)i * l->ops->row_size;
}

int
list_refuse(struct list *l, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(l->error, sizeof l->error, fmt, args);
	va_end(args);
	list_rows(l, NULL, 0);
	return 0;
}

int
list_none(struct list *l, const char *fmt, ...)
{
	va_list args;

	list_rows(l, NULL, 0);
	va_start(args, fmt);
	vsnprintf(l->none, sizeof l->none, fmt, args);
	va_end(args);
	return 0;
}

void
list_rewind(struct list *l)
{
	l->cursor = l->top = 0;
	l->held[0] = '\0';
}

const char *
list_id(const struct list *l, const void *row)
{
	return (const char *)row + l->ops->id_at;
}

void
list_value(const struct list *l, const void *row, int column, const struct env *env, struct value *out)
{
	column_value(&l->columns[column], row, env, out);
}

int
list_level(const struct list *l, int i)
{
	bool flat = l->ops->level == NULL || (l->ops->parents && (l->whole || l->sort_count > 0));

	return flat ? 0 : l->ops->level(list_row(l, i));
}

/* ---- what is folded ------------------------------------------------------------------ */

static int
toggled_at(const struct list *l, const char *id)
{
	for (int i = 0; i < l->toggled_count; i++)
		if (strcmp(l->toggled[i], id) == 0)
			return i;
	return -1;
}

static void
toggle(struct list *l, const char *id)
{
	int at = toggled_at(l, id);
	void *grown;

	if (at >= 0) {
		memmove(l->toggled[at], l->toggled[at + 1], sizeof *l->toggled * (size_t)(--l->toggled_count - at));
		return;
	}
	if ((grown = realloc(l->toggled, sizeof *l->toggled * (size_t)(l->toggled_count + 1))) == NULL)
		abort();
	l->toggled = grown;
	snprintf(l->toggled[l->toggled_count++], sizeof *l->toggled, "%s", id);
}

static const char *
line_id(const struct list *l, const struct list_line *line, const struct env *env, char out[160])
{
	struct value ignored;

	if (line->heading)
		snprintf(out, 160, "=%s", l->ops->group(list_row(l, line->row), env, &ignored));
	else
		snprintf(out, 160, "%s", list_id(l, list_row(l, line->row)));
	return out;
}

static bool
row_closed(const struct list *l, int i)
{
	const void *row = list_row(l, i);
	bool asked = l->ops->parents && l->condition_count > 0;        /* what was asked for is not folded away */
	bool closed = l->ops->closed != NULL && !asked && l->ops->closed(row);

	return closed != (toggled_at(l, list_id(l, row)) >= 0);
}

/* ---- which rows, in which order ------------------------------------------------------- */

struct sorting { const struct list *l; const struct env *env; };

static int
compare_rows(const void *pa, const void *pb, void *arg)
{
	const struct sorting *s = arg;
	int a = *(const int *)pa, b = *(const int *)pb;

	for (int k = 0; k < s->l->sort_count; k++) {
		bool down = s->l->sorts[k] < 0;
		int column = down ? ~s->l->sorts[k] : s->l->sorts[k], by;
		struct value va, vb;
		list_value(s->l, list_row(s->l, a), column, s->env, &va);
		list_value(s->l, list_row(s->l, b), column, s->env, &vb);
		if ((by = value_compare(&va, &vb)) != 0)
			return down ? -by : by;
	}
	if (s->l->sort_count == 0) {
		int ra = s->l->ops->rank(list_row(s->l, a)), rb = s->l->ops->rank(list_row(s->l, b));
		if (ra != rb)
			return ra - rb;
	}
	return (a > b) - (a < b);
}

/* Rows that pass, and those above them that they belong to. */
static void
pass_rows(struct list *l, const struct env *env, bool *passes)
{
	l->shown = l->all = 0;
	for (int i = 0; i < l->count; i++) {
		bool counts = list_counts(l, list_row(l, i));
		passes[i] = list_passes(l, list_row(l, i), env);
		l->all += counts;
		l->shown += passes[i] && counts;
	}
	for (int i = l->count - 1, need = 0; i >= 0 && l->ops->level != NULL; i--) {
		int depth = list_level(l, i);
		passes[i] = passes[i] || depth < need;
		need = passes[i] ? depth : need;
	}
}

/* Rows of the top level are sorted; what belongs to one stays with it. */
static void
order_rows(struct list *l, const struct env *env)
{
	bool *passes = calloc((size_t)l->count + 1, sizeof *passes);
	int *heads = calloc((size_t)l->count + 1, sizeof *heads), head_count = 0, n = 0;
	struct sorting s = { l, env };

	free(l->order);
	l->order = calloc((size_t)l->count + 1, sizeof *l->order);
	if (passes == NULL || heads == NULL || l->order == NULL)
		abort();
	list_settle(l, env);
	pass_rows(l, env, passes);
	for (int i = 0; i < l->count; i++)
		if (passes[i] && list_level(l, i) == 0)
			heads[head_count++] = i;
	if (l->sort_count > 0 || l->ops->rank != NULL)
		qsort_r(heads, (size_t)head_count, sizeof *heads, compare_rows, &s);
	for (int h = 0; h < head_count; h++) {
		l->order[n++] = heads[h];
		for (int i = heads[h] + 1; i < l->count && list_level(l, i) > 0; i++)
			if (passes[i])
				l->order[n++] = i;
	}
	l->ordered = n;
	free(passes);
	free(heads);
}

/* ---- lines ----------------------------------------------------------------------------- */

static void
add_line(struct list *l, int row, bool heading)
{
	l->lines[l->line_count++] = (struct list_line){ .row = row, .heading = heading };
}

/* Puts the heading of the group that begins at order[at]; true when it is folded. */
static bool
add_heading(struct list *l, const struct env *env, int at)
{
	struct list_line line = { .row = l->order[at], .heading = true };
	char id[160];

	add_line(l, line.row, true);
	return toggled_at(l, line_id(l, &line, env, id)) >= 0;
}

static void
add_lines(struct list *l, const struct env *env)
{
	char title[160] = "", now[160];
	bool folded = false;
	int head = 0;
	struct value ignored;

	for (int k = 0, depth, skip = -1; k < l->ordered; k++) {
		if (l->ops->group != NULL && l->sort_count == 0) {
			snprintf(now, sizeof now, "%s", l->ops->group(list_row(l, l->order[k]), env, &ignored));
			if (k == 0 || strcmp(now, title) != 0) {
				folded = add_heading(l, env, k);
				head = l->line_count - 1;
				skip = -1;
			}
			memcpy(title, now, sizeof title);
		}
		depth = list_level(l, l->order[k]);
		l->lines[head].count += l->lines[head].heading &&
		                        (l->ops->heads != NULL ? l->ops->heads(list_row(l, l->order[k])) : depth == 0);
		if (folded || (skip >= 0 && depth > skip)) {
			l->lines[l->line_count - 1].hidden++;
			continue;
		}
		add_line(l, l->order[k], false);
		skip = row_closed(l, l->order[k]) ? depth : -1;
	}
}

static bool
is_stop(const struct list *l, int line)
{
	return !l->lines[line].heading || l->lines[line].hidden > 0;
}

/* To a line the cursor may stand on, further down first. */
static int
settle_on(const struct list *l, int at)
{
	at = at >= l->line_count ? l->line_count - 1 : at;
	at = at < 0 ? 0 : at;
	for (int down = at; down < l->line_count; down++)
		if (is_stop(l, down))
			return down;
	for (; at > 0 && !is_stop(l, at); at--)
		;
	return at;
}

static void
hold(struct list *l, const struct env *env)
{
	if (l->cursor < l->line_count)
		line_id(l, &l->lines[l->cursor], env, l->held);
}

static void
find_held(struct list *l, const struct env *env)
{
	char id[160];

	for (int i = 0; i < l->line_count && l->held[0] != '\0'; i++)
		if (strcmp(line_id(l, &l->lines[i], env, id), l->held) == 0) {
			l->cursor = i;
			break;
		}
	l->cursor = settle_on(l, l->cursor);
	hold(l, env);
}

int
list_above(const struct list *l, const struct env *env)
{
	return LIST_HEAD + (l->ops->head_rows != NULL ? l->ops->head_rows(l, env) : 0);
}

int
list_detail_rows(const struct list *l, const struct env *env)
{
	return l->ops->detail_height != NULL ? l->ops->detail_height(l, env) : l->ops->detail_rows;
}

int
list_page(const struct list *l, const struct env *env)
{
	int below = list_detail_rows(l, env), n = env->h - list_above(l, env) - below - (below > 0);

	return n > 1 ? n : 1;
}

/* The view moves only when the cursor would leave it; a first row brings its heading. */
static void
scroll(struct list *l, const struct env *env)
{
	int page = list_page(l, env), low = l->cursor, most = l->line_count > page ? l->line_count - page : 0;

	if (low > 0 && l->lines[low - 1].heading && page > 1)
		low--;
	if (low < l->top)
		l->top = low;
	if (l->cursor >= l->top + page)
		l->top = l->cursor - page + 1;
	l->top = l->top > most ? most : l->top;
}

void
list_lay(struct list *l, const struct env *env)
{
	order_rows(l, env);
	free(l->lines);
	l->line_count = 0;
	if ((l->lines = calloc((size_t)l->count * 2 + 1, sizeof *l->lines)) == NULL)
		abort();
	add_lines(l, env);
	find_held(l, env);
	scroll(l, env);
}

/* ---- as a screen: reading ----------------------------------------------------------------- */

/* Where the filter begins that Esc takes away: behind a ? that is no value (status=?); of a list that is no screen all
 * is what was typed.  NULL: nowhere. */
static const char *
filter_of(const struct list *l, const char *arg)
{
	const char *at = l->whole ? NULL : strchr(arg, '?');

	while (at != NULL && at > arg && strchr("=:<>,", at[-1]) != NULL)
		at = strchr(at + 1, '?');
	return at;
}

/* What it was opened on is a filter that Esc does not take away. */
static int
start(struct list *l, struct store *st, const struct env *env)
{
	char base[LIST_TEXT], filter[LIST_TEXT] = "";
	const char *behind = filter_of(l, env->arg);

	if (l->started)
		return 0;
	if (l->data == NULL && l->ops->data_size > 0 && (l->data = calloc(1, l->ops->data_size)) == NULL)
		abort();
	snprintf(base, sizeof base, "%.*s", behind != NULL ? (int)(behind - env->arg) : (int)sizeof base - 1, env->arg);
	if (l->ops->opened != NULL && l->ops->opened(l, st, env, base, filter) != 0)
		return -1;
	l->started = true;
	if (*base != '\0' && list_parse(l, base, l->error, sizeof l->error) == 0) {
		memcpy(l->base_text, l->filter_text, sizeof l->base_text);
		l->filter_text[0] = '\0';
	}
	if (behind != NULL && strlen(filter) + strlen(behind) + 1 < sizeof filter)
		sprintf(filter + strlen(filter), "%s%s", *filter != '\0' ? " " : "", behind + 1);
	if (*filter != '\0')
		list_parse(l, filter, l->error, sizeof l->error);
	return 0;
}

static int
read_detail(struct list *l, struct store *st, const struct env *env)
{
	const void *row = list_here(l);

	return l->ops->detail_read != NULL && row != NULL && !list_more(l) ? l->ops->detail_read(l, st, env, row) : 0;
}

int
list_load(void *model, struct store *st, const struct env *env)
{
	struct list *l = model;
	bool more = l->ops->more != NULL && l->started && l->ops->more(l);

	l->today = env->today;
	if (start(l, st, env) != 0)
		return -1;
	if (l->keep && !more && l->rows != NULL) {
		l->keep = false;
		return read_detail(l, st, env);
	}
	l->keep = false;
	if (l->ops->rows(l, st, env) != 0) {
		list_rows(l, NULL, 0);       /* what there was is half gone: no key may act on it */
		l->line_count = l->ordered = 0;
		return -1;
	}
	if (l->error[0] == '\0' && list_check_words(l, st, env) != 0)
		return -1;
	list_lay(l, env);
	list_tally(l, env);
	return read_detail(l, st, env);
}

void
list_init(void *model, const struct list_ops *ops)
{
	*(struct list *)model = (struct list){ .ops = ops, .columns = ops->columns };
}

void
list_unload(void *model)
{
	struct list *l = model;

	if (l->data != NULL && l->ops->clear != NULL)
		l->ops->clear(l->data);
	free(l->data);
	free(l->lines);
	free(l->order);
	free(l->toggled);
}

bool
list_more(const void *model)
{
	const struct list *l = model;

	return l->ops->more != NULL && l->ops->more(l);
}

const void *
list_here(const struct list *l)
{
	return l->cursor < l->line_count && !l->lines[l->cursor].heading ? list_row(l, l->lines[l->cursor].row) : NULL;
}

void
list_each(const struct list *l, bool (*take)(void *arg, const void *row), void *arg)
{
	for (int k = 0; k < l->ordered; k++)
		if (!take(arg, list_row(l, l->order[k])))
			return;
}

/* ---- keys ------------------------------------------------------------------------------------ */

struct effect
list_go(struct list *l, const struct env *env, int at)
{
	if (l->line_count == 0)
		return fx(FX_NONE);
	l->cursor = settle_on(l, at);
	hold(l, env);
	scroll(l, env);
	if (l->partial && l->cursor + 2 * list_page(l, env) >= l->line_count) {
		l->want = l->count < INT_MAX / 2 ? 2 * l->count : INT_MAX;
		return fx(l->cursor + 1 < l->line_count ? FX_AHEAD : FX_LOAD);
	}
	if (l->ops->detail_read == NULL)
		return fx(FX_PAINT);
	l->keep = true;
	return fx(FX_AHEAD);
}

/* Upwards over a heading that is no stop. */
static struct effect
go_up(struct list *l, const struct env *env, int by)
{
	int at = l->cursor - by;

	while (at > 0 && at < l->line_count && !is_stop(l, at))
		at--;
	return list_go(l, env, at < 0 ? 0 : at);
}

static struct effect
relaid(struct list *l, const struct env *env)
{
	list_lay(l, env);
	l->keep = l->ops->detail_read != NULL;
	return fx(l->keep ? FX_AHEAD : FX_PAINT);
}

/* Is there anything below the line that folds away? */
bool
list_has_below(const struct list *l, int at)
{
	const struct list_line *line = &l->lines[at];

	if (line->heading || line->hidden > 0)
		return true;
	return at + 1 < l->line_count && !l->lines[at + 1].heading &&
	       list_level(l, l->lines[at + 1].row) > list_level(l, line->row);
}

static struct effect
fold(struct list *l, const struct env *env)
{
	int at = l->cursor;
	char id[160];

	if (at >= l->line_count || (l->lines[at].hidden > 0 && l->lines[at].heading))
		return fx(FX_NONE);
	/* From a row with nothing to fold below it to the one it belongs to: its parent, else its heading. */
	if (l->lines[at].hidden > 0 || !list_has_below(l, at)) {
		int depth = list_level(l, l->lines[at].row);
		while (at > 0 && !l->lines[at].heading && (depth == 0 || list_level(l, l->lines[at].row) >= depth))
			at--;
		if (!list_has_below(l, at) || l->lines[at].heading != (depth == 0))
			return fx(FX_NONE);
	}
	l->cursor = at;
	hold(l, env);
	toggle(l, line_id(l, &l->lines[at], env, id));
	return relaid(l, env);
}

static struct effect
unfold(struct list *l, const struct env *env)
{
	char id[160];

	if (l->cursor >= l->line_count || !list_has_below(l, l->cursor))
		return fx(FX_NONE);
	if (l->lines[l->cursor].hidden == 0)
		return list_go(l, env, l->cursor + 1);      /* into what is open */
	toggle(l, line_id(l, &l->lines[l->cursor], env, id));
	return relaid(l, env);
}

static bool
enter_folds(const struct list *l)
{
	return l->cursor < l->line_count && list_has_below(l, l->cursor) &&
	       (!l->ops->parents || l->lines[l->cursor].heading);
}

/* The next row as deep as this one, past what is below it. */
static struct effect
sibling(struct list *l, const struct env *env, int step)
{
	int at = l->cursor, depth = at < l->line_count ? list_level(l, l->lines[at].row) : 0;

	do
		at += step;
	while (at >= 0 && at < l->line_count && !l->lines[at].heading && list_level(l, l->lines[at].row) > depth);
	if (at < 0 || at >= l->line_count || list_level(l, l->lines[at].row) < depth)
		return fx_text(FX_REFUSE, "%s", step > 0 ? _("that was the last one") : _("that was the first one"));
	return step > 0 ? list_go(l, env, at) : go_up(l, env, l->cursor - at);
}

static struct effect
open_here(struct list *l, const struct env *env)
{
	const void *row = list_here(l);

	if (enter_folds(l))
		return l->lines[l->cursor].hidden > 0 ? unfold(l, env) : fold(l, env);
	if (row == NULL)
		return fx_text(FX_REFUSE, "%s", _("nothing is listed here"));
	return l->ops->open != NULL ? l->ops->open(l, row, env) : fx(FX_NONE);
}

static struct effect
copy_row(const struct list *l, const struct env *env)
{
	const void *row = list_here(l);
	char text[2048] = "", words[VALUE_OWN];
	size_t n = 0;
	struct env whole = *env;
	struct value v;

	whole.w = LIST_WHOLE;
	if (row == NULL)
		return fx_text(FX_REFUSE, "%s", _("nothing is listed here"));
	for (int c = 0; l->columns[c].name != NULL && n < sizeof text; c++) {
		if (l->columns[c].from == LIST_HIDDEN)
			continue;
		list_value(l, row, c, &whole, &v);
		if (v.type != TYPE_NONE)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n > 0 ? " " : "",
			                      value_words(&v, words, sizeof words));
	}
	return fx_text(FX_COPY, "%s", text);
}

/* The list's own order, then by each column that is painted. */
static struct effect
next_sort(struct list *l, const struct env *env)
{
	int c = l->sort_count == 0 ? -1 : l->sorts[0] < 0 ? ~l->sorts[0] : l->sorts[0];

	do
		c++;
	while (l->columns[c].name != NULL && (l->columns[c].from > env->w || column_is_picture(&l->columns[c])));
	l->sort_count = l->columns[c].name != NULL;
	l->sorts[0] = value_is_right(l->columns[c].type) ? ~c : c;
	return l->partial ? fx(FX_LOAD) : relaid(l, env);
}

static struct effect
turn_sort(struct list *l, const struct env *env)
{
	if (l->sort_count == 0)
		return fx_text(FX_REFUSE, "%s",
		               _("the list stands in its own order; s sorts by a column, then S turns it"));
	l->sorts[0] = ~l->sorts[0];
	return l->partial ? fx(FX_LOAD) : relaid(l, env);
}

/* The last row of all; those not read yet are read first. */
static struct effect
to_end(struct list *l, const struct env *env)
{
	if (!l->partial)
		return go_up(l, env, l->cursor - l->line_count + 1);
	l->want = l->cursor = INT_MAX;
	l->held[0] = '\0';
	return fx(FX_LOAD);
}


static struct effect
generic_act(struct list *l, enum action act, const struct env *env)
{
	int page = list_page(l, env);

	switch (act) {
	case ACT_DOWN:      return list_go(l, env, l->cursor + 1);
	case ACT_UP:        return go_up(l, env, 1);
	case ACT_NEXT_SIBLING: return sibling(l, env, 1);
	case ACT_PREV_SIBLING: return sibling(l, env, -1);
	case ACT_PAGE_DOWN: return list_go(l, env, l->cursor + page);
	case ACT_PAGE_UP:   return go_up(l, env, page);
	case ACT_TOP:       return list_go(l, env, 0);
	case ACT_BOTTOM:    return to_end(l, env);
	case ACT_LEFT:      return fold(l, env);
	case ACT_RIGHT:     return unfold(l, env);
	case ACT_OPEN:      return open_here(l, env);
	case ACT_COPY:      return copy_row(l, env);
	case ACT_SORT:      return next_sort(l, env);
	case ACT_SORT_TURN: return turn_sort(l, env);
	case ACT_METRIC:    return list_next_total(l, env);
	case ACT_EXPORT: {
		char request[LIST_REQUEST];
		return fx_text(FX_EXPORT, "%s", list_request(l, request));
	}
	default: return fx(FX_NONE);
	}
}

struct effect
list_act(void *model, enum action act, const struct env *env)
{
	struct list *l = model;
	struct effect own = l->ops->act != NULL ? l->ops->act(l, list_here(l), act, env) : fx(FX_NONE);

	return own.kind != FX_NONE ? own : generic_act(l, act, env);
}

void
list_targets(const void *model, struct targets *out)
{
	const struct list *l = model;
	const void *row = list_here(l);

	out->count = 0;
	if (l->ops->targets != NULL && row != NULL)
		l->ops->targets(l, row, out);
}

const char *
list_enter(const void *model)
{
	const struct list *l = model;
	const void *row = list_here(l);

	if (enter_folds(l))
		return l->lines[l->cursor].hidden > 0 ? _("unfold") : _("fold");
	if (row == NULL)
		return "";
	return l->ops->enter != NULL ? l->ops->enter(row) : l->ops->open != NULL ? _("open") : "";
}

/* ---- searching ----------------------------------------------------------------------------------- */

/* Unfolds what hides the row at order[k] and stands on it. */
static struct effect
reveal(struct list *l, const struct env *env, int k)
{
	int depth = list_level(l, l->order[k]);
	struct list_line heading = { .row = l->order[k], .heading = true };
	char id[160];

	for (int i = k - 1; i >= 0 && depth > 0; i--)
		if (list_level(l, l->order[i]) < depth) {
			depth = list_level(l, l->order[i]);
			if (row_closed(l, l->order[i]))
				toggle(l, list_id(l, list_row(l, l->order[i])));
		}
	if (l->ops->group != NULL && l->sort_count == 0 && toggled_at(l, line_id(l, &heading, env, id)) >= 0)
		toggle(l, id);
	snprintf(l->held, sizeof l->held, "%s", list_id(l, list_row(l, l->order[k])));
	return relaid(l, env);
}

/* `from`: how many rows on it begins. */
static struct effect
seek(struct list *l, const struct env *env, int from, int step, bool (*is)(const void *, const struct env *,
                                                                           const void *), const void *arg)
{
	int at = 0, row = l->cursor < l->line_count ? l->lines[l->cursor].row : 0;

	for (int k = 0; k < l->ordered; k++)
		if (l->order[k] == row)
			at = k;
	for (int k = from; k <= l->ordered && l->ordered > 0; k++) {
		int i = ((at + step * k) % l->ordered + l->ordered) % l->ordered;
		if (is(list_row(l, l->order[i]), env, arg))
			return reveal(l, env, i);
	}
	return fx(FX_NONE);
}

struct effect
list_seek(struct list *l, const struct env *env, int step, bool (*is)(const void *, const struct env *, const void *),
          const void *arg)
{
	return seek(l, env, 1, step, is, arg);
}

struct sought { const struct list *l; const char *needle; };

static bool
says(const void *row, const struct env *env, const void *arg)
{
	const struct sought *s = arg;

	return list_says(s->l, row, env, s->needle);
}

struct effect
list_search(void *model, struct store *st, const struct env *env, const char *needle, int direction)
{
	struct list *l = model;
	struct sought sought = { l, needle };
	struct effect e;
	char looked[200];

	if (l->partial) {
		l->want = INT_MAX;
		if (list_load(l, st, env) != 0)
			return fx_text(FX_REFUSE, "%s", store_error(st));
	}
	e = seek(l, env, direction != 0, direction < 0 ? -1 : 1, says, &sought);
	return e.kind != FX_NONE ? e : fx_text(FX_REFUSE, _("no row has \"%s\" in %s"), needle,
	                                       list_looked_in(l, looked, sizeof looked));
}
