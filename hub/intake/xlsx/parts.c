#include "hub/intake/xlsx/parts.h"

#include "model/text/utf8.h"

enum { SHEETS_MAX = 1000, TARGET_MAX = 512 };
enum { LOST = -1, ROWLESS = -2 };             /* in place of a sheet's part */

/* ---- relations ------------------------------------------------------------------ */

/* A part's relations, one by one. */
struct relations {
	void (*found)(void *to, const char *id, const char *type, const char *target);
	void *to;
};

static bool
ends(const char *text, const char *tail)
{
	size_t n = strlen(text), m = strlen(tail);

	return n >= m && strcmp(text + n - m, tail) == 0;
}

static void
on_relation(void *to, int depth, const char *name, const char **attributes)
{
	const struct relations *r = to;
	const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");

	if (depth != 2 || strcmp(name, "Relationship") != 0 || type == NULL || target == NULL)
		return;
	if (mode == NULL || strcmp(mode, "External") != 0)
		r->found(r->to, id != NULL ? id : "", type, target);
}

static void
on_end(void *to, int depth, const char *name)
{
	(void)to, (void)depth, (void)name;
}

/* `from`: the part they belong to, "" is the archive's root.  0, also when it has none, or -1. */
static int
read_relations(struct archive *a, const char *from, const struct relations *r, struct xlsx_why *why)
{
	static const struct xml_handlers handlers = { on_relation, on_end, NULL };
	const char *slash = strrchr(from, '/');
	size_t folder = slash != NULL ? (size_t)(slash - from) + 1 : 0;
	char name[TARGET_MAX];
	int part;

	if (snprintf(name, sizeof name, "%.*s_rels/%s.rels", (int)folder, from, from + folder) >= (int)sizeof name ||
	    (part = archive_find(a, name)) < 0)
		return 0;
	return xml_read(a, part, "Relationships", &handlers, (void *)(uintptr_t)r, why);
}

/* Steps ./ and ../ taken, in place. */
static void
walk(char *path)
{
	char *to = path;

	for (const char *p = path; *p != '\0';) {
		size_t n = strcspn(p, "/");
		if (n == 2 && p[0] == '.' && p[1] == '.') {
			if (to > path)
				to--;
			while (to > path && to[-1] != '/')
				to--;
		} else if (n > 0 && !(n == 1 && *p == '.')) {
			memmove(to, p, n);
			to += n;
			if (p[n] == '/')
				*to++ = '/';
		}
		p += n + (p[n] == '/');
	}
	*to = '\0';
}

/* What `target` means in the part `from`: a part, -1 none. */
static int
resolve(const struct archive *a, const char *from, const char *target)
{
	const char *slash = strrchr(from, '/');
	size_t folder = slash != NULL && *target != '/' && *target != '\\' ? (size_t)(slash - from) + 1 : 0;
	char path[TARGET_MAX];

	if (snprintf(path, sizeof path, "%.*s%s", (int)folder, from, target) >= (int)sizeof path)
		return -1;
	for (char *p = path; (p = strchr(p, '\\')) != NULL;)
		*p = '/';
	walk(path);
	return archive_find(a, path);
}

/* ---- the workbook --------------------------------------------------------------- */

struct finding {
	struct parts *parts;
	struct archive *archive;
	struct xlsx_why *why;
	char  book[TARGET_MAX];               /* the workbook's part */
	bool  in_sheets;
};

static void
find_book(void *to, const char *id, const char *type, const char *target)
{
	struct finding *f = to;
	int part;

	(void)id;
	if (*f->book != '\0' || !ends(type, "/officeDocument"))
		return;
	if ((part = resolve(f->archive, "", target)) >= 0)
		snprintf(f->book, sizeof f->book, "%s", archive_name(f->archive, part));
	for (char *p = f->book; (p = strchr(p, '\\')) != NULL;)
		*p = '/';
}

static void
add_sheet(struct finding *f, const char **attributes)
{
	struct parts *p = f->parts;
	const char *name = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
	const char *relation = xml_attribute(attributes, "|id");
	struct sheet_part *s;

	if (p->sheet == NULL && (p->sheet = calloc(SHEETS_MAX, sizeof *p->sheet)) == NULL) {
		why_memory(f->why);
		return;
	}
	if (p->sheets == SHEETS_MAX) {
		why_damaged(f->why, _("more than %d sheets"), SHEETS_MAX);
		return;
	}
	s = &p->sheet[p->sheets++];
	s->name = strdup(name != NULL ? name : "");
	s->relation = strdup(relation != NULL ? relation : "");
	s->hidden = state != NULL && strcmp(state, "visible") != 0;
	s->part = LOST;
	if (s->name == NULL || s->relation == NULL)
		why_memory(f->why);
}

static void
on_book(void *to, int depth, const char *name, const char **attributes)
{
	struct finding *f = to;

	if (depth == 2) {
		f->in_sheets = strcmp(name, "sheets") == 0;
		if (strcmp(name, "workbookPr") == 0)
			f->parts->since_1904 = xml_true(attributes, "date1904");
	} else if (depth == 3 && f->in_sheets && strcmp(name, "sheet") == 0) {
		add_sheet(f, attributes);
	}
}

static void
find_part(void *to, const char *id, const char *type, const char *target)
{
	struct finding *f = to;
	struct parts *p = f->parts;
	int part = resolve(f->archive, f->book, target);

	if (ends(type, "/sharedStrings"))
		p->strings = part;
	else if (ends(type, "/styles"))
		p->styles = part;
	else
		for (int i = 0; i < p->sheets; i++)
			if (strcmp(p->sheet[i].relation, id) == 0)
				p->sheet[i].part = !ends(type, "/worksheet") ? ROWLESS : part >= 0 ? part : LOST;
}

/* Charts and the like have no rows; a sheet that should be there and is not is a fault. */
static int
keep_sheets(struct finding *f)
{
	struct parts *p = f->parts;
	int kept = 0;

	for (int i = 0; i < p->sheets; i++) {
		struct sheet_part sheet = p->sheet[i];
		if (sheet.part == LOST)
			return why_damaged(f->why, _("its sheet \"%.60s\" is missing"), sheet.name);
		if (sheet.part >= 0) {
			p->sheet[i] = p->sheet[kept];
			p->sheet[kept++] = sheet;
		}
	}
	for (int i = kept; i < p->sheets; i++) {
		free(p->sheet[i].name);
		free(p->sheet[i].relation);
	}
	p->sheets = kept;
	return kept > 0 ? 0 : why_file(f->why, _("a workbook without a sheet that has rows"));
}

static int
find_all(struct finding *f)
{
	static const struct xml_handlers book = { on_book, on_end, NULL };
	const struct relations roots = { find_book, f }, parts = { find_part, f };

	if (read_relations(f->archive, "", &roots, f->why) != 0)
		return -1;
	if (*f->book == '\0' && archive_find(f->archive, "mimetype") >= 0)
		return why_file(f->why, _("an OpenDocument file (.ods); save it as .xlsx or CSV UTF-8"));
	if (*f->book == '\0')
		return why_file(f->why, _("a zip file, but no workbook; save the sheet as .xlsx or CSV UTF-8"));
	if (ends(f->book, ".bin"))
		return why_file(f->why, _("a binary workbook (.xlsb); save it as .xlsx or CSV UTF-8"));
	if (xml_read(f->archive, archive_find(f->archive, f->book), "workbook", &book, f, f->why) != 0 ||
	    read_relations(f->archive, f->book, &parts, f->why) != 0)
		return -1;
	return keep_sheets(f);
}

int
parts_find(struct parts *p, struct archive *a, struct xlsx_why *why)
{
	struct finding f = { .parts = p, .archive = a, .why = why };

	*p = (struct parts){ .strings = -1, .styles = -1 };
	return find_all(&f);
}

void
parts_clear(struct parts *p)
{
	for (int i = 0; i < p->sheets; i++) {
		free(p->sheet[i].name);
		free(p->sheet[i].relation);
	}
	free(p->sheet);
	*p = (struct parts){ 0 };
}
