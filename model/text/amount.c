#include "model/text/amount.h"

#include "model/text/language.h"
#include "model/text/plain.h"
#include "model/text/spreadsheet.h"

/* Longer ones are no amount; what is stored is exact up to 2^53. */
enum { WRITTEN_MAX = 96 };
#define MOST INT64_C(9007199254740992)

static const char no_thousands[] =
	N_("no good thousands: each comma has three digits behind it, as in 41,000.00; or leave the commas out");
static const char no_unit[] =
	N_("yuan or fen? write the unit behind the number, 12.34元, or into the column's title, as (元)");
static const char too_big[] = N_("too big; at most 9007199254740992");
static const char spoilt[] =
	N_("a spreadsheet turned the number into this; widen the column, or format it as text, and export again");

/* Behind a number, or in a title. */
static const struct { const char *word; enum amount_unit unit; } words[] = {
	{ "分", AMOUNT_FEN }, { "角", AMOUNT_JIAO }, { "元", AMOUNT_YUAN }, { "圆", AMOUNT_YUAN },
	{ "元整", AMOUNT_YUAN }, { "人民币元", AMOUNT_YUAN }, { "百元", AMOUNT_HUNDRED }, { "千元", AMOUNT_THOUSAND },
	{ "万元", AMOUNT_WAN }, { "百万元", AMOUNT_MILLION }, { "亿元", AMOUNT_YI }, { "%", AMOUNT_PERCENT },
	{ "‱", AMOUNT_BP },
};

/* How many fen, or basis points, one is. */
static const int64_t sizes[] = {
	[AMOUNT_FEN] = 1, [AMOUNT_JIAO] = 10, [AMOUNT_YUAN] = 100, [AMOUNT_HUNDRED] = 10000, [AMOUNT_THOUSAND] = 100000,
	[AMOUNT_WAN] = 1000000, [AMOUNT_MILLION] = 100000000, [AMOUNT_YI] = INT64_C(10000000000),
	[AMOUNT_PERCENT] = 100, [AMOUNT_BP] = 1,
};

static bool
is_money(enum amount_unit unit)
{
	return unit >= AMOUNT_FEN && unit <= AMOUNT_YI;
}

/* In a title only: behind a number 万 may be of fen as well. */
static const struct { const char *word; enum amount_unit unit; } tens[] = {
	{ "百", AMOUNT_HUNDRED }, { "千", AMOUNT_THOUSAND }, { "万", AMOUNT_WAN }, { "百万", AMOUNT_MILLION },
	{ "亿", AMOUNT_YI },
};

/* What is counted; the longer ones first. */
static const char *const counted[] = {
	"人次", "户次", "件次", "人", "户", "个", "件", "例", "次", "名", "位", "家", "所", "条", "笔", "项", "份",
	"起", "宗", "处", "村", "天", "日",
};

static char *
copied(const char *text, char out[WRITTEN_MAX])
{
	char *start;

	if (strlen(text) >= WRITTEN_MAX)
		return NULL;
	memcpy(out, text, strlen(text) + 1);
	start = plain_cell(out, true);
	plain_code(start);
	return start;
}

static enum amount_unit
find_word(const char *text)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, text) == 0)
			return words[i].unit;
	return AMOUNT_NONE;
}

/* 万, 万人: so many of what is counted. */
static enum amount_unit
find_tens(const char *text)
{
	for (size_t i = 0; i < sizeof tens / sizeof *tens; i++) {
		size_t n = strlen(tens[i].word);
		if (strncmp(text, tens[i].word, n) != 0)
			continue;
		if (text[n] == '\0')
			return tens[i].unit;
		for (size_t k = 0; k < sizeof counted / sizeof *counted; k++)
			if (strcmp(text + n, counted[k]) == 0)
				return tens[i].unit;
	}
	return AMOUNT_NONE;
}

/* Nobody says such words but of amounts; 分 is in 部分 too. */
static enum amount_unit
find_other(const char *text)
{
	static const char *const signs[] = { "元", "圆", "角", "厘", "美", "百", "千", "万", "亿", "十", "000", "$" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(text, signs[i]) != NULL)
			return AMOUNT_OTHER;
	return AMOUNT_REMARK;
}

static enum amount_unit
title_word(const char *text)
{
	enum amount_unit unit = find_word(text);

	unit = unit != AMOUNT_NONE ? unit : find_tens(text);
	return unit != AMOUNT_NONE ? unit : find_other(text);
}

enum amount_unit
amount_unit_of(const char *word)
{
	static const char *const before[] = { "金额单位:", "单位:", "单位", "计量单位:" };
	char copy[WRITTEN_MAX];
	const char *s = copied(word, copy);

	if (s == NULL)
		return AMOUNT_OTHER;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (strncmp(s, before[i], strlen(before[i])) == 0)
			return title_word(s + strlen(before[i]));
	if (strcasecmp(s, "yuan") == 0 || strcasecmp(s, "rmb") == 0 || strcasecmp(s, "cny") == 0 ||
	    strcmp(s, "¥") == 0)
		return AMOUNT_YUAN;
	if (strcmp(s, "百分比") == 0 || strcasecmp(s, "percent") == 0)
		return AMOUNT_PERCENT;
	return strcasecmp(s, "fen") == 0 ? AMOUNT_FEN : title_word(s);
}

bool
amount_absent(const char *text)
{
	char copy[WRITTEN_MAX];
	const char *s;

	if (*text >= '0' && *text <= '9')
		return false;
	if ((s = copied(text, copy)) == NULL || *s == '\0')
		return false;
	return s[strspn(s, "-")] == '\0' || strcmp(s, "/") == 0 || strcmp(s, "无") == 0;
}

/* ---- digits -------------------------------------------------------------------- */

/* A number taken apart: its digits without commas, how many of them stand behind the point, what follows. */
struct number { bool minus, yuan, point; char digits[40]; int count, behind; const char *tail; };

/* Of thousands each group but the first has three digits. */
static const char *
read_whole(const char **s, struct number *n)
{
	const char *p = *s;
	int group = 0;
	bool commas = false;

	for (; (*p >= '0' && *p <= '9') || (*p == ',' && group > 0); p++)
		if (*p == ',') {
			if (commas ? group != 3 : group > 3)
				return no_thousands;
			commas = true;
			group = 0;
		} else {
			group++;
			if (n->count > 0 || *p != '0') {
				if (n->count >= 20)
					return too_big;
				n->digits[n->count++] = *p;
			}
		}
	if (commas && group != 3)
		return no_thousands;
	if (p == *s)
		return "";
	*s = p;
	return NULL;
}

static const char *
read_part(const char **s, struct number *n)
{
	size_t digits = **s == '.' ? strspn(*s + 1, "0123456789") : 0;
	const char *p = *s + 1;

	if (**s != '.')
		return NULL;
	if (digits == 0)
		return "";
	*s += 1 + digits;
	while (digits > 0 && p[digits - 1] == '0')
		digits--;
	if (n->count + (int)digits >= (int)sizeof n->digits)
		return "";
	memcpy(n->digits + n->count, p, digits);
	n->count += (int)digits;
	n->behind = (int)digits;
	n->point = true;
	return NULL;
}

static bool
take(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

/* `s` is plain and stays; a copy of what stands between brackets is in it.  "": it is no number. */
static const char *
read_number(char *s, struct number *n)
{
	const char *why, *p = s;
	size_t len = strlen(s);

	*n = (struct number){ .minus = false };
	if (spreadsheet_spoilt(s) == SPOILT_FORM && (strpbrk(s, "Ee#") != NULL))
		return spoilt;
	/* Bookkeepers put what is less than nothing in brackets. */
	if (len > 2 && s[0] == '(' && s[len - 1] == ')') {
		s[len - 1] = '\0';
		n->minus = true;
		p++;
	}
	n->yuan = take(&p, "¥") || take(&p, "RMB") || take(&p, "CNY") || take(&p, "人民币");
	if (!n->minus && *p == '-') {
		n->minus = true;
		p++;
	}
	n->yuan = take(&p, "¥") || n->yuan;
	if ((why = read_whole(&p, n)) != NULL || (why = read_part(&p, n)) != NULL)
		return why;
	n->tail = p;
	return NULL;
}

/* Times `size`; `finer` is said when something is left over. */
static const char *
whole_of(const struct number *n, int64_t size, const char *finer, int64_t *out)
{
	int64_t value = 0;
	int behind = n->behind;

	for (; behind > 0 && size % 10 == 0; behind--)
		size /= 10;
	if (behind > 0)
		return finer;
	for (int i = 0; i < n->count; i++) {
		if (value > MOST / 10)
			return too_big;
		value = value * 10 + (n->digits[i] - '0');
	}
	if (value > MOST / size)
		return too_big;
	*out = (n->minus ? -1 : 1) * value * size;
	return NULL;
}

/* Most numbers are digits, a point and digits: read as they stand. */
static bool
read_digits(const char *text, struct number *n)
{
	const char *p = text;

	*n = (struct number){ .tail = "" };
	for (; *p >= '0' && *p <= '9' && n->count < 15; p++)
		if (n->count > 0 || *p != '0')
			n->digits[n->count++] = *p;
	if (p == text)
		return false;
	if (*p == '.' && p[1] != '\0')
		for (p++, n->point = true; *p >= '0' && *p <= '9' && n->behind < 4; p++) {
			n->digits[n->count++] = *p;
			n->behind++;
		}
	if (*p != '\0')
		return false;
	for (; n->behind > 0 && n->digits[n->count - 1] == '0'; n->behind--)
		n->count--;
	return true;
}

/* ---- what they mean ---------------------------------------------------------------- */

static const char *
no_money(enum amount_unit bare)
{
	return bare == AMOUNT_FEN ? N_("not a whole number of fen; 12.34 yuan is written 1234, or 12.34元, or 3.5万元")
	                          : N_("no amount of money; write 12.34元 or 3.5万元");
}

const char *
amount_money(const char *text, enum amount_unit bare, int64_t *fen)
{
	char copy[WRITTEN_MAX], *s;
	enum amount_unit unit;
	struct number n;
	const char *why = NULL;

	if (!read_digits(text, &n))
		why = (s = copied(text, copy)) != NULL ? read_number(s, &n) : "";
	if (why != NULL)
		return *why != '\0' ? why : no_money(bare);
	unit = *n.tail != '\0' ? find_word(n.tail) : n.yuan ? AMOUNT_YUAN : is_money(bare) ? bare : AMOUNT_NONE;
	/* 4.1万: of what, the sign or the title says. */
	if (unit == AMOUNT_NONE && (n.yuan || bare == AMOUNT_YUAN))
		unit = strcmp(n.tail, "万") == 0 ? AMOUNT_WAN : strcmp(n.tail, "亿") == 0 ? AMOUNT_YI : AMOUNT_NONE;
	if (*n.tail == '\0' && unit == AMOUNT_NONE)
		return no_unit;
	if (!is_money(unit))
		return no_money(bare);
	if (*n.tail == '\0' && unit == AMOUNT_FEN && n.point)      /* most likely yuan */
		return no_money(bare);
	return whole_of(&n, sizes[unit], N_("less than a fen; two decimals of a yuan at most"), fen);
}

const char *
amount_share(const char *text, enum amount_unit bare, int64_t *bp)
{
	static const char no_share[] = N_("not a share; write 85% or 85.5%");
	static const char no_bp[] = N_("not a whole number of basis points; 92% is written 9200");
	char copy[WRITTEN_MAX], *s = copied(text, copy);
	enum amount_unit unit;
	struct number n;
	const char *why = s != NULL ? read_number(s, &n) : "";

	if (why != NULL)
		return *why != '\0' ? why : bare == AMOUNT_BP ? no_bp : no_share;
	unit = *n.tail != '\0' ? find_word(n.tail) : bare;
	if (*n.tail == '\0' && unit != AMOUNT_PERCENT && unit != AMOUNT_BP)
		return N_("a share of what? write 99.1% for 0.991, or % into the column's title");
	if (n.yuan || (unit != AMOUNT_PERCENT && unit != AMOUNT_BP))
		return no_share;
	return whole_of(&n, sizes[unit], unit == AMOUNT_BP ? no_bp
	                                 : N_("less than a hundredth of a per cent; two decimals at most"), bp);
}

/* How many one is of what stands behind a number, or in the title: 0 for no such word. */
static int64_t
count_size(const char *tail, enum amount_unit bare, bool percent)
{
	enum amount_unit tens_of = find_tens(tail);

	if (percent)
		return *tail == '\0' || strcmp(tail, "%") == 0;
	if (*tail == '\0')
		return bare >= AMOUNT_HUNDRED && bare <= AMOUNT_YI ? sizes[bare] / 100 : bare != AMOUNT_OTHER;
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
		if (strcmp(tail, counted[i]) == 0)
			return count_size("", bare, false);
	return tens_of != AMOUNT_NONE ? sizes[tens_of] / 100 : 0;
}

const char *
amount_count(const char *text, enum amount_unit bare, bool percent, int64_t *out)
{
	static const char no_part[] =
		N_("not a whole number: something stands behind the point; people and cases are counted whole");
	static const char no_count[] = N_("not a whole number; write 36428, or 36428人");
	char copy[WRITTEN_MAX], *s;
	struct number n;
	const char *why = NULL;
	int64_t size;

	if (!read_digits(text, &n))
		why = (s = copied(text, copy)) != NULL ? read_number(s, &n) : "";
	if (why != NULL)
		return *why == '\0' ? no_count : why;
	size = count_size(n.tail, bare, percent);
	return n.yuan || size == 0 ? no_count : whole_of(&n, size, percent ? no_count : no_part, out);
}

const char *
amount_yes(const char *text, int *yes)
{
	static const char *const yeses[] = { "1", "true", "yes", "y", "是", "有", "已", "√", "✓", "✔", "对",
		"已参保", "已缴费", "已标识", "已资助" };
	static const char *const noes[] = { "0", "false", "no", "n", "否", "无", "未", "×", "✗", "✘", "没有", "不是",
		"未参保", "未缴费", "未标识", "未资助" };
	char copy[WRITTEN_MAX];
	const char *s = copied(text, copy);

	for (size_t i = 0; s != NULL && i < sizeof yeses / sizeof *yeses; i++)
		if (strcasecmp(s, yeses[i]) == 0) {
			*yes = 1;
			return NULL;
		}
	for (size_t i = 0; s != NULL && i < sizeof noes / sizeof *noes; i++)
		if (strcasecmp(s, noes[i]) == 0) {
			*yes = 0;
			return NULL;
		}
	return N_("neither yes nor no; write 1 or 0 (是 or 否)");
}
