#include "hub/intake/json/json_next.h"

#include "hub/intake/json/json_path.h"
#include "model/text/language.h"

static int
take_path(char *to, size_t room, const char *text, char *why, size_t size)
{
	struct json_path path;
	const char *bad = json_path_parse(&path, text, strlen(text));

	if (bad == NULL && strlen(text) < room) {
		snprintf(to, room, "%s", text);
		return 0;
	}
	snprintf(why, size, _("\"%.*s\" is no path to a member: %s"), JSON_SAID(text),
	         bad != NULL ? bad : _("it is too long"));
	return -1;
}

/* Digits, up to 9 of them; -1 anything else. */
static long
count_of(const char *text, const char *end)
{
	size_t n = strspn(text, "0123456789");

	return n > 0 && n < 10 && text + n == end ? strtol(text, NULL, 10) : -1;
}

/* 1, 0+100 */
static bool
take_count(struct json_next *out, const char *text)
{
	const char *plus = strchr(text, '+'), *end = text + strlen(text);

	out->first = count_of(text, plus != NULL ? plus : end);
	out->step = plus != NULL ? count_of(plus + 1, end) : 1;
	out->counts = out->first >= 0 && out->step > 0;
	return out->counts;
}

static int
take_rule(struct json_next *out, char *word, char *why, size_t size)
{
	char *equals = strchr(word, '=');

	if (equals == NULL)
		return take_path(out->link, sizeof out->link, word, why, size);
	*equals = '\0';
	if (equals == word || strlen(word) >= sizeof out->param || strpbrk(word, "&?#%") != NULL) {
		snprintf(why, size, _("\"%.*s\" is no parameter of an address"), JSON_SAID(word));
		return -1;
	}
	snprintf(out->param, sizeof out->param, "%s", word);
	return take_count(out, equals + 1) ? 0 : take_path(out->link, sizeof out->link, equals + 1, why, size);
}

static int
take_option(struct json_next *out, const char *word, char *why, size_t size)
{
	if (strncmp(word, "total=", 6) == 0)
		return take_path(out->total, sizeof out->total, word + 6, why, size);
	if (strncmp(word, "pages=", 6) == 0) {
		out->pages = count_of(word + 6, word + strlen(word));
		if (out->pages > 0 && out->pages <= JSON_PAGES_MOST)
			return 0;
		snprintf(why, size, _("pages=N is how many at most, 1 to %d"), JSON_PAGES_MOST);
		return -1;
	}
	if (strncmp(word, "host=", 5) == 0 && word[5] != '\0' && strpbrk(word, "/@") == NULL &&
	    out->hosts < JSON_HOSTS_MAX && strlen(word + 5) < sizeof out->host[0]) {
		snprintf(out->host[out->hosts++], sizeof out->host[0], "%s", word + 5);
		return 0;
	}
	snprintf(why, size, _("\"%.*s\" is none of total=PATH pages=N host=NAME[:PORT] (up to %d hosts)"),
	         JSON_SAID(word), JSON_HOSTS_MAX);
	return -1;
}

int
json_next_read(struct json_next *out, const char *text, char *why, size_t size)
{
	char words[1024], *rest = words, *word;
	int n = 0;

	*out = (struct json_next){ .pages = JSON_PAGES };
	if (snprintf(words, sizeof words, "%s", text) >= (int)sizeof words) {
		snprintf(why, size, _("too long"));
		return -1;
	}
	for (; (word = strtok_r(rest, " \t\n", &rest)) != NULL; n++)
		if ((n == 0 ? take_rule(out, word, why, size) : take_option(out, word, why, size)) != 0)
			return -1;
	if (n > 0)
		return 0;
	snprintf(why, size, _("empty; write where the next page is, like data.next, page=1 or cursor=data.cursor"));
	return -1;
}
