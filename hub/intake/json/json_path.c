#include "hub/intake/json/json_path.h"

#include "hub/intake/json/json_columns.h"
#include "model/text/language.h"
#include "model/text/utf8.h"

/* ---- a path -------------------------------------------------------------------------- */

static const char *
add_step(struct json_path *out, const char *text, size_t len, bool pointer)
{
	char *to;

	if (len == 0)
		return _("a name between two points is empty");
	if (out->count == JSON_STEPS_MAX)
		return _("too deep; at most 8 names");
	if (len >= JSON_STEP_MAX)
		return _("a name of more than 63 bytes");
	to = out->step[out->count++];
	for (size_t i = 0; i < len; i++) {
		bool escaped = pointer && text[i] == '~' && i + 1 < len && (text[i + 1] == '0' || text[i + 1] == '1');
		*to++ = escaped ? text[i + 1] == '0' ? '~' : '/' : text[i];
		i += escaped;
	}
	*to = '\0';
	return NULL;
}

const char *
json_path_parse(struct json_path *out, const char *text, size_t len)
{
	bool pointer = len > 0 && *text == '/';
	const char *end = text + len, *why = NULL;

	out->count = 0;
	text += pointer;
	do {
		const char *stop = memchr(text, pointer ? '/' : '.', (size_t)(end - text));
		if (stop == NULL)
			stop = end;
		why = add_step(out, text, (size_t)(stop - text), pointer);
		text = stop + 1;
	} while (why == NULL && text <= end);
	return why;
}

void
json_path_text(const struct json_path *path, char *out, size_t size)
{
	bool pointer = false;
	size_t len = 0;

	for (int i = 0; i < path->count; i++)
		pointer = pointer || strpbrk(path->step[i], "./") != NULL;
	*out = '\0';
	for (int i = 0; i < path->count && len < size; i++) {
		if (!pointer) {
			len += (size_t)snprintf(out + len, size - len, "%s%s", i > 0 ? "." : "", path->step[i]);
			continue;
		}
		len += (size_t)snprintf(out + len, size - len, "/");
		for (const char *c = path->step[i]; *c != '\0' && len < size; c++)
			len += (size_t)(*c == '/' || *c == '~'
			                ? snprintf(out + len, size - len, "~%c", *c == '/' ? '1' : '0')
			                : snprintf(out + len, size - len, "%c", *c));
	}
	out[utf8_clip(out, size - 1)] = '\0';
}

/* ---- a map ----------------------------------------------------------------------------- */

static void
trim(const char **from, const char **to)
{
	while (*from < *to && strchr(" \t\r", **from) != NULL)
		++*from;
	while (*to > *from && strchr(" \t\r", (*to)[-1]) != NULL)
		--*to;
}

static int
refuse_ours(const char *takes, const char *ours, char *why, size_t size)
{
	char near[200];

	json_column_nearest(takes, ours, near, sizeof near);
	if (*near != '\0')
		snprintf(why, size, _("\"%.*s\" is no column of %.20s; near are: %s"), JSON_SAID(ours), takes, near);
	else
		snprintf(why, size, _("\"%.*s\" is no column of %.20s; see guatu-pack(5) for its columns"),
		         JSON_SAID(ours), takes);
	return -1;
}

/* One path is the other, or leads to it. */
static bool
overlap(const struct json_path *a, const struct json_path *b)
{
	int n = a->count < b->count ? a->count : b->count;

	for (int i = 0; i < n; i++)
		if (strcmp(a->step[i], b->step[i]) != 0)
			return false;
	return true;
}

static int
judge(const struct json_map *m, const char *takes, char *why, size_t size)
{
	const struct json_pair *last = &m->pair[m->count - 1];
	struct json_column ours = { JSON_MANY, JSON_WANTS_ANY }, other;

	if (strcmp(last->ours, JSON_KEPT_OUT) != 0 && !json_column(takes, last->ours, &ours))
		return refuse_ours(takes, last->ours, why, size);
	for (int i = 0; i < m->count - 1; i++) {
		if (json_column(takes, m->pair[i].ours, &other) && ours.of != JSON_MANY && other.of == ours.of)
			snprintf(why, size, _("\"%.*s\" is mapped twice; keep one of them"), JSON_SAID(last->ours));
		else if (overlap(&m->pair[i].theirs, &last->theirs))
			snprintf(why, size, _("what goes into \"%.*s\" is, or is in, what goes into \"%.*s\""),
			         JSON_SAID(last->ours), JSON_SAID(m->pair[i].ours));
		else
			continue;
		return -1;
	}
	return 0;
}

static int
take_pair(struct json_map *m, const char *takes, const char *from, const char *to, char *why, size_t size)
{
	const char *equals = memchr(from, '=', (size_t)(to - from)), *theirs_end = equals, *ours, *bad;
	struct json_pair *pair = &m->pair[m->count];

	if (equals == NULL) {
		snprintf(why, size, _("\"%.*s\" is no pair; write THEIR.MEMBER = OUR COLUMN, several parted by ;"),
		         (int)utf8_clip(from, (size_t)(to - from < 60 ? to - from : 60)), from);
		return -1;
	}
	if (m->count == JSON_MAP_MAX) {
		snprintf(why, size, _("too many members; at most %d"), JSON_MAP_MAX);
		return -1;
	}
	trim(&from, &theirs_end);
	ours = equals + 1;
	trim(&ours, &to);
	if ((bad = json_path_parse(&pair->theirs, from, (size_t)(theirs_end - from))) != NULL) {
		snprintf(why, size, _("\"%.*s\" is no path to a member: %s"),
		         (int)utf8_clip(from, (size_t)(theirs_end - from < 60 ? theirs_end - from : 60)), from, bad);
		return -1;
	}
	snprintf(pair->ours, sizeof pair->ours, "%.*s", (int)(to - ours), ours);
	m->count++;
	return judge(m, takes, why, size);
}

/* The end of a pair: ; , or a line's, also as Chinese keyboards write them; *width bytes of it. */
static const char *
pair_end(const char *text, size_t *width)
{
	static const char *const wide[] = { "；", "，", "、" };
	const char *end = text + strcspn(text, ";,\n");

	*width = *end != '\0';
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		const char *at = strstr(text, wide[i]);
		if (at != NULL && at < end) {
			end = at;
			*width = strlen(wide[i]);
		}
	}
	return end;
}

int
json_map_read(struct json_map *out, const char *takes, const char *text, char *why, size_t size)
{
	size_t width;

	out->count = 0;
	for (const char *end; *text != '\0'; text = end + width) {
		const char *from = text, *to = end = pair_end(text, &width);
		trim(&from, &to);
		if (from < to && take_pair(out, takes, from, to, why, size) != 0)
			return -1;
	}
	return 0;
}
