/* One page of several: how many records, and what it says of the others. */
#include "hub/intake/json/json_list.h"
#include "hub/intake/json/json_rows.h"

#include "model/text/language.h"

static int
wrong(struct json_page *page, const struct json_scan *s, const char *why)
{
	if (why != NULL)
		snprintf(page->error, sizeof page->error, "%s", why);
	else
		json_wrong(s, page->error, sizeof page->error);
	return -1;
}

/* To the member or place called so, in the object or list just begun: its first event; the end's when there is none. */
static enum json_event
step_into(struct json_scan *s, enum json_event began, const char *step)
{
	enum json_event event;
	char number[24];

	for (long n = 0; (event = json_next(s, true)) != JSON_OBJECT_END && event != JSON_LIST_END; n++) {
		bool here;
		if (event == JSON_BAD)
			return event;
		snprintf(number, sizeof number, "%ld", n);
		here = strcmp(began == JSON_LIST ? number : s->text.text, step) == 0;
		if (began == JSON_OBJECT)
			event = json_next(s, true);
		if (here || json_skip(s, event) != 0)
			return here ? event : JSON_BAD;
	}
	return event;
}

/* The text or number at a path of the page at `offset`: "" none. */
static int
text_at(struct json_scan *s, int64_t offset, const char *path, char *out, size_t size, struct json_page *page)
{
	struct json_path steps;
	enum json_event event;

	*out = '\0';
	if (path == NULL || *path == '\0')
		return 0;
	if (json_path_parse(&steps, path, strlen(path)) != NULL || json_seek(s, offset, 1) != 0)
		return wrong(page, s, _("no path"));
	event = json_next(s, true);
	for (int i = 0; i < steps.count && (event == JSON_OBJECT || event == JSON_LIST); i++)
		event = step_into(s, event, steps.step[i]);
	if (event == JSON_BAD)
		return wrong(page, s, NULL);
	if (event != JSON_STRING && event != JSON_NUMBER)
		return 0;
	if (s->text.len >= size || s->unsound != NULL) {
		snprintf(page->error, sizeof page->error, _("what stands at %.*s is too long, or no text"),
		         JSON_SAID(path));
		return -1;
	}
	snprintf(out, size, "%s", s->text.text);
	return 0;
}

static int
count_records(struct json_scan *s, const struct json_list *l, struct json_page *page)
{
	enum json_event event = l->empty ? JSON_LIST_END : JSON_LIST;

	if (!l->empty && (json_seek(s, l->spot.offset, l->spot.line) != 0 || json_next(s, false) != JSON_LIST))
		return wrong(page, s, _("it cannot be read"));
	while (event != JSON_LIST_END && (event = json_next(s, false)) != JSON_LIST_END) {
		if (json_skip(s, event) != 0)
			return wrong(page, s, NULL);
		page->records++;
	}
	return 0;
}

static int
look(struct json_scan *s, int64_t offset, struct json_page *page)
{
	struct json_path path, *rows_at = NULL;
	struct json_list l = { 0 };
	char all[32];
	int rc;

	if (page->rows_at != NULL && *page->rows_at != '\0') {
		if (json_path_parse(&path, page->rows_at, strlen(page->rows_at)) != NULL)
			return wrong(page, s, _("rows_at is no path"));
		rows_at = &path;
	}
	if (json_seek(s, offset, 1) != 0)
		return wrong(page, s, NULL);
	rc = json_list_find(s, rows_at, &l, page->error, sizeof page->error);
	if (rc == 0)
		return wrong(page, s, _("empty; a list of records is wanted"));
	if (rc < 0)
		return -1;
	if (l.lines)
		return wrong(page, s, _("there is no list of objects in it"));
	if (l.whole && json_skip(s, JSON_LIST) != 0)
		return wrong(page, s, NULL);
	if (json_next(s, false) != JSON_END)
		return wrong(page, s, s->why == NULL ? _("more stands behind its end") : NULL);
	if (count_records(s, &l, page) != 0 ||
	    text_at(s, offset, page->next, page->link, sizeof page->link, page) != 0 ||
	    text_at(s, offset, page->total, all, sizeof all, page) != 0)
		return -1;
	page->all = *all != '\0' && strspn(all, "0123456789") == strlen(all) ? atol(all) : -1;
	return 0;
}

int
json_page_look(const char *path, int64_t offset, struct json_page *page)
{
	struct json_scan *s = calloc(1, sizeof *s);
	int rc;

	page->records = 0;
	page->all = -1;
	page->link[0] = page->error[0] = '\0';
	if (s == NULL)
		return wrong(page, s, _("out of memory"));
	rc = json_open(s, path) == 0 ? look(s, offset, page) : wrong(page, s, NULL);
	json_close(s);
	free(s);
	return rc;
}
