#include "screens/kit/doc.h"

#include "model/text/utf8.h"

void
doc_start(struct doc *d, int width)
{
	for (int i = 0; i < d->count; i++)
		free(d->lines[i].text);
	d->count = 0;
	d->width = width;
}

void
doc_clear(struct doc *d)
{
	doc_start(d, 0);
	free(d->lines);
	*d = (struct doc){ 0 };
}

static void
add_line(struct doc *d, enum paint_role role, const char *label, int indent, const char *text, size_t n)
{
	struct doc_line *line;

	if (d->count == d->room) {
		int room = d->room + 64;
		struct doc_line *grown = realloc(d->lines, (size_t)room * sizeof *grown);
		if (grown == NULL)
			abort();
		d->lines = grown;
		d->room = room;
	}
	line = &d->lines[d->count++];
	*line = (struct doc_line){ .text = strndup(text, n), .indent = indent, .role = role };
	if (line->text == NULL)
		abort();
	snprintf(line->label, sizeof line->label, "%s", label);
	line->label[utf8_clip(line->label, sizeof line->label - 1)] = '\0';
}

void
doc_add(struct doc *d, enum paint_role role, const char *label, int label_w, const char *text)
{
	int width = d->width - label_w > 8 ? d->width - label_w : 8;

	do {
		size_t n = canvas_line(text, width);
		add_line(d, role, label, label_w, text, n);
		text += n;
		while (*text == ' ')
			text++;
		if (*text == '\n')
			text++;
		label = "";
	} while (*text != '\0');
}

void
doc_addf(struct doc *d, enum paint_role role, const char *label, int label_w, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	text[utf8_clip(text, sizeof text - 1)] = '\0';
	doc_add(d, role, label, label_w, text);
}

void
doc_paint(const struct doc *d, int from, struct canvas *c)
{
	for (int i = 0; i < c->h && from + i < d->count; i++) {
		const struct doc_line *line = &d->lines[from + i];
		canvas_put(c, i, 0, line->indent > 1 ? line->indent - 1 : 0, PAINT_DIM, line->label);
		canvas_put(c, i, line->indent, c->w - line->indent, line->role, line->text);
	}
	if (from + c->h < d->count)
		canvas_put(c, c->h - 1, c->w - 2, 2, PAINT_HINT, " v");
}

int
doc_scroll(const struct doc *d, int from, int by, int h)
{
	int last = d->count > h ? d->count - h : 0;

	from += by;
	return from < 0 ? 0 : from > last ? last : from;
}
