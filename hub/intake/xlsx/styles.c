#include "hub/intake/xlsx/styles.h"

/* A format of the workbook, by its id; also those without a code that are used. */
struct numbered { long id; struct format format; };

struct styles {
	struct xlsx_why *why;
	struct numbered *format;
	size_t  formats, formats_room;
	long   *used;                         /* the id of each style's format */
	size_t  styles, styles_room;
	size_t *style;                        /* once all is read: which of format[] */
	bool    in_formats, in_cells;
	struct format general;
};

static int
room_for(struct styles *s, void **list, size_t count, size_t *room, size_t size)
{
	size_t more = *room == 0 ? 32 : 2 * *room;
	void *grown;

	if (count < *room)
		return 0;
	if (count >= STYLES_MAX)
		return why_damaged(s->why, _("more than %d formats"), STYLES_MAX);
	if ((grown = realloc(*list, more * size)) == NULL)
		return why_memory(s->why);
	*list = grown;
	*room = more;
	return 0;
}

static struct numbered *
add_format(struct styles *s, long id)
{
	void *list = s->format;

	if (room_for(s, &list, s->formats, &s->formats_room, sizeof *s->format) != 0)
		return NULL;
	s->format = list;
	s->format[s->formats].id = id;
	return &s->format[s->formats++];
}

static void
take_code(struct styles *s, const char **attributes)
{
	const char *code = xml_attribute(attributes, "formatCode");
	long id = xml_number(attributes, "numFmtId");
	struct numbered *f;

	if (code != NULL && id >= 0 && (f = add_format(s, id)) != NULL)
		format_parse(&f->format, code);
}

static void
take_style(struct styles *s, const char **attributes)
{
	void *list = s->used;
	long id = xml_number(attributes, "numFmtId");

	if (room_for(s, &list, s->styles, &s->styles_room, sizeof *s->used) != 0)
		return;
	s->used = list;
	s->used[s->styles++] = id >= 0 ? id : 0;
}

static void
on_start(void *to, int depth, const char *name, const char **attributes)
{
	struct styles *s = to;

	if (depth == 2) {
		s->in_formats = strcmp(name, "numFmts") == 0;
		s->in_cells = strcmp(name, "cellXfs") == 0;
	} else if (depth == 3 && s->in_formats && strcmp(name, "numFmt") == 0) {
		take_code(s, attributes);
	} else if (depth == 3 && s->in_cells && strcmp(name, "xf") == 0) {
		take_style(s, attributes);
	}
}

static void
on_end(void *to, int depth, const char *name)
{
	(void)to, (void)depth, (void)name;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static size_t
find(const struct styles *s, size_t formats, long id)
{
	struct numbered key = { .id = id };
	const struct numbered *f = formats > 0 ? bsearch(&key, s->format, formats, sizeof key, compare_ids) : NULL;

	return f != NULL ? (size_t)(f - s->format) : SIZE_MAX;
}

/* Of the ids without a code one format each, of which there are few; then which style has which. */
static int
resolve(struct styles *s)
{
	size_t coded = s->formats;
	size_t builtin[256];

	memset(builtin, 0xFF, sizeof builtin);
	if (coded > 1)
		qsort(s->format, coded, sizeof *s->format, compare_ids);
	if (s->styles > 0 && (s->style = calloc(s->styles, sizeof *s->style)) == NULL)
		return why_memory(s->why);
	for (size_t i = 0; i < s->styles; i++) {
		long id = s->used[i] < 256 ? s->used[i] : 0;
		struct numbered *f;
		if ((s->style[i] = find(s, coded, s->used[i])) != SIZE_MAX)
			continue;
		if (builtin[id] == SIZE_MAX) {
			if ((f = add_format(s, id)) == NULL)
				return -1;
			format_builtin(&f->format, id);
			builtin[id] = s->formats - 1;
		}
		s->style[i] = builtin[id];
	}
	return 0;
}

struct styles *
styles_load(struct archive *a, int part, struct xlsx_why *why)
{
	static const struct xml_handlers handlers = { on_start, on_end, NULL };
	struct styles *s = calloc(1, sizeof *s);

	if (s == NULL) {
		why_memory(why);
		return NULL;
	}
	s->why = why;
	format_builtin(&s->general, 0);
	if (part < 0 || (xml_read(a, part, "styleSheet", &handlers, s, why) == 0 && resolve(s) == 0))
		return s;
	styles_free(s);
	return NULL;
}

void
styles_free(struct styles *s)
{
	if (s == NULL)
		return;
	free(s->format);
	free(s->used);
	free(s->style);
	free(s);
}

const struct format *
styles_format(const struct styles *s, long style)
{
	return style >= 0 && (size_t)style < s->styles ? &s->format[s->style[style]].format : &s->general;
}
