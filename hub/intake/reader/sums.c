#include "hub/intake/reader/sums.h"

#include <strings.h>

#include "model/text/plain.h"
#include "model/text/utf8.h"

static const char *const words[] = { "合计", "小计", "总计", "总和", "共计", "累计", "总数", "汇总" };
static const char *const units[] = { "人", "人次", "户", "条", "件", "个", "项", "元", "万元" };

/* Behind a number and its unit, or where it was. */
static const char *
behind_count(const char *s)
{
	const char *end = s + strspn(s, "0123456789,.");
	size_t longest = 0;

	for (size_t i = 0; end > s && i < sizeof units / sizeof *units; i++)
		if (strncmp(end, units[i], strlen(units[i])) == 0 && strlen(units[i]) > longest)
			longest = strlen(units[i]);
	return end + longest;
}

static bool
is_english(const char *s)
{
	static const char *const english[] = { "total", "subtotal", "grandtotal", "sum" };
	size_t len = strcspn(s, ":");

	for (size_t i = 0; i < sizeof english / sizeof *english; i++)
		if (strncasecmp(s, english[i], len) == 0 && strlen(english[i]) == len)
			return true;
	return false;
}

/* Nothing but a count, a unit in brackets, a colon follows the word. */
static bool
ends(const char *s)
{
	s += *s == ':';
	s = behind_count(s);
	if (*s == '(' && (s = strchr(s, ')')) != NULL)
		s++;
	return s != NULL && (*s == '\0' || strcmp(s, ":") == 0);
}

bool
sum_word(const char *cell, bool id)
{
	enum { LONGEST = 8 * 4 };      /* bytes of the place before it: 姚关镇小计 */
	char plain[96];
	const char *s;

	/* Most cells begin with a digit, or are long. */
	if ((*cell >= '0' && *cell <= '9') || strlen(cell) >= sizeof plain)
		return false;
	snprintf(plain, sizeof plain, "%s", cell);
	plain_code(plain);
	if (!id && is_english(plain))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if ((s = strstr(plain, words[i])) != NULL && s - plain < LONGEST && ends(s + strlen(words[i])) &&
		    (s == plain || s[strlen(words[i])] == '\0' || s[strlen(words[i])] == ':'))
			return true;
	return false;
}

bool
sum_count(const char *cell)
{
	char plain[32];

	if (strlen(cell) >= sizeof plain)
		return false;
	snprintf(plain, sizeof plain, "%s", cell);
	plain_code(plain);
	return strspn(plain, "0123456789,.") < 9 && *behind_count(plain) == '\0' && *plain != '\0';
}
