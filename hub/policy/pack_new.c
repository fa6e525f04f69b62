#include "hub/policy/pack_new.h"

#include <sys/stat.h>
#include <unistd.h>

#include "hub/policy/pack_files.h"
#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "model/text/language.h"
#include "model/text/pinyin.h"

/* hub/policy/skeleton/: rows of files as they are written, with names in braces.  A row with {t.} is written for each
 * township, with {p.} for each place, with {g.} for each supervision group. */
static const struct file { const char *name, *text; } files[] = {
#include "hub/policy/skeleton.h"
};
enum { FILES = sizeof files / sizeof *files, GROUP_TOWNSHIPS = 5, GROUPS_MOST = 9 };

struct writing {
	struct pack_new          *n;
	const struct places_file *places;
	FILE                     *fp;
	enum kind                 kind;
	int                       groups;
	/* What the names in braces stand for in the row being written. */
	const struct place       *place;
	int                       township;     /* the how many-th */
	int                       group;
};

/* ---- what names in braces stand for ----------------------------------------------------------- */

static void
put_count(int64_t count, FILE *fp)
{
	if (count >= 0)
		fprintf(fp, "%" PRId64, count);
}

static const struct place *
next_township(const struct places_file *p, const struct place *after)
{
	const struct place *at = after == NULL ? p->list : after + 1;

	while (at < p->list + p->count && at->level != PLACE_TOWNSHIP)
		at++;
	return at < p->list + p->count ? at : NULL;
}

/* How posts are called: by initials or pinyin when no other township has them, else with the end of the code. */
static void
put_post(const struct writing *w, FILE *fp)
{
	const struct place *me = w->place;
	int initials = 0, pinyin = 0;

	for (const struct place *t = NULL; (t = next_township(w->places, t)) != NULL; ) {
		initials += strcmp(t->initials, me->initials) == 0;
		pinyin += strcmp(t->pinyin, me->pinyin) == 0;
	}
	if (*me->initials != '\0' && initials == 1)
		fputs(me->initials, fp);
	else if (*me->pinyin != '\0' && pinyin == 1)
		fputs(me->pinyin, fp);
	else
		fprintf(fp, "%s%s", me->pinyin, me->code + 6);
}

static int
group_of(const struct writing *w)
{
	return w->township * w->groups / w->places->townships + 1;
}

static void
put_place(const struct writing *w, const char *name)
{
	const struct place *p = w->place;
	const struct { const char *name, *text; } texts[] = {
		{ "code", p->code }, { "parent", p->parent }, { "name", p->name }, { "short", p->shorter },
		{ "pinyin", p->pinyin }, { "initials", p->initials }, { "type", p->type },
	};
	const struct { const char *name; int64_t number; } numbers[] = {
		{ "level", p->level }, { "population", p->population }, { "poor", p->poor },
		{ "row", p->level == PLACE_TOWNSHIP ? p->row : -1 },
		{ "col", p->level == PLACE_TOWNSHIP ? p->col : -1 },
		{ "villages", p->villages > 0 ? p->villages : -1 }, { "g", group_of(w) },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(texts[i].name, name) == 0)
			fputs(texts[i].text, w->fp);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (strcmp(numbers[i].name, name) == 0)
			put_count(numbers[i].number, w->fp);
	if (strcmp(name, "post") == 0)
		put_post(w, w->fp);
}

static void
put_group(const struct writing *w, const char *name)
{
	static const char *const chinese[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	if (strcmp(name, "cn") == 0)
		fputs(chinese[w->group - 1], w->fp);
	else
		fprintf(w->fp, "%d", w->group);
}

/* Without 县, 市 or 区, when two characters stay. */
static void
short_county(const char *name, char *out, size_t size)
{
	size_t len = strlen(name), cut = len > 6 ? len - 3 : len;

	snprintf(out, size, "%.*s", (int)cut, name);
}

static void
put_county(const struct writing *w, const char *name)
{
	const struct pack_new *n = w->n;
	char pack[64], shorter[128], pinyin[64], initials[16];
	const struct { const char *name, *text; } texts[] = {
		{ "pack", pack }, { "county", n->county }, { "name", n->name }, { "short", shorter },
		{ "pinyin", pinyin }, { "initials", initials }, { "type", place_type(n->name, PLACE_COUNTY) },
		{ "from", n->from }, { "to", n->to },
	};

	pack_dir_name(n->dir, pack, sizeof pack);
	short_county(n->name, shorter, sizeof shorter);
	pinyin_spell(n->name, false, pinyin, sizeof pinyin);
	pinyin_spell(n->name, true, initials, sizeof initials);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(texts[i].name, name) == 0)
			fputs(texts[i].text, w->fp);
	if (strcmp(name, "population") == 0 || strcmp(name, "poor") == 0)
		put_count(strcmp(name, "poor") == 0 ? w->places->poor : w->places->population, w->fp);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static void
put_line(struct writing *w, const char *line, size_t len)
{
	const char *end = line + len, *brace, *close;

	for (; line < end && (brace = memchr(line, '{', (size_t)(end - line))) != NULL; line = close + 1) {
		char name[24];
		close = memchr(brace, '}', (size_t)(end - brace));
		if (close == NULL)
			break;
		fwrite(line, 1, (size_t)(brace - line), w->fp);
		snprintf(name, sizeof name, "%.*s", (int)(close - brace) - 1, brace + 1);
		if (name[1] != '.')
			put_county(w, name);
		else if (*name == 'g')
			put_group(w, name + 2);
		else
			put_place(w, name + 2);
	}
	fwrite(line, 1, (size_t)(end - line), w->fp);
	putc('\n', w->fp);
	w->n->rows++;
}

static bool
says(const char *line, size_t len, const char *what)
{
	return memmem(line, len, what, strlen(what)) != NULL;
}

static void
put_rows(struct writing *w, const char *line, size_t len)
{
	const struct places_file *p = w->places;

	if (says(line, len, "{g."))
		for (w->group = 1; w->group <= w->groups; w->group++)
			put_line(w, line, len);
	else if (says(line, len, "{p."))
		for (w->place = p->list; w->place < p->list + p->count; w->place++)
			put_line(w, line, len);
	else if (says(line, len, "{t."))
		for (w->place = next_township(p, NULL), w->township = 0; w->place != NULL;
		     w->place = next_township(p, w->place), w->township++)
			put_line(w, line, len);
	else
		put_line(w, line, len);
}

/* ---- a word about each column ------------------------------------------------------------------- */

/* CODE title, CODE title. */
static void
put_states(enum kind kind, FILE *fp)
{
	const char *between = "";

	for (int s = 0; s < flow_state_count; s++)
		if (flow_states[s].kind == kind) {
			fprintf(fp, "%s%s %s", between, flow_states[s].code, _(flow_states[s].title));
			between = "、";
		}
}

static void
put_meaning(const struct writing *w, int f)
{
	static const char *const types[] = {
		[FIELD_TEXT] = "文字", [FIELD_INT] = "整数", [FIELD_BOOL] = "1 或 0（是、否）",
		[FIELD_DATE] = "日期，如 2026-06-30",
		[FIELD_MONTH] = "月份，如 2026-06", [FIELD_INSTANT] = "时间，如 2026-06-18 09:00",
		[FIELD_FEN] = "金额，带单位，如 12.34元 或 3.5万元", [FIELD_BP] = "百分比，如 92%",
		[FIELD_JSON] = "JSON", [FIELD_LINES] = "文字，可以分行", [FIELD_CODE] = "代码",
		[FIELD_PERIOD] = "期间，如 2026-06、2026", [FIELD_DAYS] = "期间，如 2026-06、2026、2026-Q2、2026-06-18",
	};
	const struct ref_def *ref = ref_find(f);

	fputs(ref == NULL || ref->how == REF_FORM ? types[record_fields[f].type] : "", w->fp);
	if (ref == NULL)
		return;
	if (ref->how == REF_RECORD || ref->how == REF_ID || ref->how == REF_RECORDS)
		fprintf(w->fp, "%s.csv 里的编号%s", ref->what, ref->how == REF_RECORD ? "或名称"
		        : ref->how == REF_RECORDS ? "，写成列表 [\"...\",\"...\"]" : "");
	else if (ref->how == REF_TERM)
		fprintf(w->fp, "term.csv 里词表 %s 的代码或名称", ref->what);
	else if (ref->how == REF_STATE)
		put_states(w->kind, w->fp);
	else if (ref->how == REF_WORDS)
		fprintf(w->fp, "只能是：%s", ref->what);
	else if (ref->how == REF_POSTS)
		fputs("post.csv 里的岗位（编号或名称）或单位、督战组，或一类岗位如 各乡镇、各乡镇医保办；几个用 、隔开",
		      w->fp);
	else if (ref->how == REF_FORMULA)
		fputs("公式，见 guatu-pack(5) Formulas", w->fp);
	else if (ref->how == REF_FORM)
		fprintf(w->fp, "，如 %s", ref->what);
}

/* The header by its Chinese titles, and before it a line about each column. */
static void
put_header(struct writing *w, const char *line, size_t len)
{
	const char *end = line + len;
	bool first = true;

	fputs("# 编号：必填，全文件不重复，不带空格\n", w->fp);
	for (int round = 0; round < 2; round++)
		for (const char *at = line; at < end; ) {
			size_t n = strcspn(at, ",\n");
			int f = record_field_find(w->kind, at, n);
			if (round == 0 && f >= 0) {
				fprintf(w->fp, "# %s（%s）：%s", record_fields[f].title, record_fields[f].name,
				        record_fields[f].need == FIELD_REQ ? "必填，" : "");
				put_meaning(w, f);
				putc('\n', w->fp);
			} else if (round == 1) {
				fprintf(w->fp, "%s%s", first ? "" : ",", f >= 0 ? record_fields[f].title : "编号");
				first = false;
			}
			at += n + 1;
		}
	putc('\n', w->fp);
}

static void
put_file(struct writing *w, const char *text)
{
	bool header = true;

	for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1) {
		size_t len = (size_t)(end - text);
		if (*text == '#') {
			fwrite(text, 1, len + 1, w->fp);
		} else if (header) {
			put_header(w, text, len);
			header = false;
		} else {
			put_rows(w, text, len);
		}
	}
}

/* ---- all files --------------------------------------------------------------------------------------- */

static int
write_file(struct writing *w, const struct file *file)
{
	char path[4096];
	int rc;

	snprintf(path, sizeof path, "%.3900s/%s.csv", w->n->dir, file->name);
	if ((w->fp = fopen(path, "wex")) == NULL) {
		snprintf(w->n->why, sizeof w->n->why, "%.400s: %s", path, error_words(errno));
		return -1;
	}
	w->kind = (enum kind)record_kind_find(file->name);
	put_file(w, file->text);
	rc = ferror(w->fp) ? -1 : 0;
	if (fclose(w->fp) != 0 || rc != 0) {
		snprintf(w->n->why, sizeof w->n->why, "%.400s: %s", path, error_words(errno));
		rc = -1;
	}
	w->n->files++;
	return rc;
}

static void
take_back(const char *dir)
{
	char path[4096];

	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "%.3900s/%s.csv", dir, files[i].name);
		unlink(path);
	}
	rmdir(dir);
}

static bool
has_holidays(int year)
{
	char start[8];

	snprintf(start, sizeof start, "\n%04d-", year);
	for (int i = 0; i < FILES; i++)
		if (strcmp(files[i].name, "calendar") == 0)
			return strstr(files[i].text, start) != NULL;
	return false;
}

static int
lacking_year(const struct pack_new *n)
{
	for (int year = atoi(n->from); year <= atoi(n->to); year++)
		if (!has_holidays(year))
			return year;
	return 0;
}

int
pack_new_write(struct pack_new *n, const struct places_file *places)
{
	struct writing w = { .n = n, .places = places };
	int rc = 0;

	w.groups = (places->townships + GROUP_TOWNSHIPS - 1) / GROUP_TOWNSHIPS;
	w.groups = w.groups > GROUPS_MOST ? GROUPS_MOST : w.groups;
	if (mkdir(n->dir, 0777) != 0) {
		snprintf(n->why, sizeof n->why, errno == EEXIST
		         ? _("%.300s is there already and nothing is written over; give another name")
		         : "%.300s: %m", n->dir);
		return -1;
	}
	for (int i = 0; rc == 0 && i < FILES; i++)
		rc = write_file(&w, &files[i]);
	n->no_calendar = lacking_year(n);
	if (rc != 0)
		take_back(n->dir);
	return rc;
}
