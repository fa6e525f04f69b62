/* What people and spreadsheets write, cell by cell: days, months, periods, moments, money, shares, counts, yes and no. */
#include "tests/support/test.h"

#include "model/room/civil.h"
#include "model/text/amount.h"
#include "model/text/plain.h"
#include "model/text/when.h"

enum what { DAY, MONTH, PERIOD, DAYS, INSTANT, FEN, YUAN, WAN, BARE, SHARE, PERCENT, BP, COUNT, YES, UNIT, ABSENT };

/* `want` beginning with ! is a part of what is said. */
static const struct { enum what what; const char *text, *want; } rows[] = {
	{ DAY, "2020-06-30", "2020-06-30" }, { DAY, "2020-6-30", "2020-06-30" }, { DAY, "2020/6/30", "2020-06-30" },
	{ DAY, "2020.6.30", "2020-06-30" }, { DAY, "20200630", "2020-06-30" }, { DAY, "2020年6月30日", "2020-06-30" },
	{ DAY, "2020年06月30号", "2020-06-30" }, { DAY, "2020 年 6 月 30 日", "2020-06-30" }, { DAY, "2020年6月30", "2020-06-30" },
	{ DAY, "2020/6/30 0:00", "2020-06-30" }, { DAY, "2020-06-30 00:00:00", "2020-06-30" }, { DAY, "2020-06-30T00:00:00", "2020-06-30" },
	{ DAY, "2020/6/30 17:05", "2020-06-30" }, { DAY, "2020/6/30 上午 12:00:00", "2020-06-30" }, { DAY, "2020/6/30 12:00:00 AM", "2020-06-30" },
	{ DAY, "20200630000000", "2020-06-30" }, { DAY, "2020/6/30 星期二", "2020-06-30" },
	{ DAY, "2020年6月30日周二 9:00", "2020-06-30" }, { DAY, "2020/6/30 星期", "!no such date" }, { DAY, "2020-06-29T16:00:00.000Z", "2020-06-30" }, { DAY, "2020-06-29T16:00:00Z", "2020-06-30" },
	{ DAY, "44012", "2020-06-30" }, { DAY, "44012.5", "2020-06-30" }, { DAY, "44012.0", "2020-06-30" },
	{ DAY, "２０２０－０６－３０", "2020-06-30" }, { DAY, "２０２０／６／３０", "2020-06-30" }, { DAY, "\u00a02020-06-30\u3000", "2020-06-30" },
	{ DAY, "2020-\u200b06-30", "2020-06-30" }, { DAY, "'2020-06-30", "2020-06-30" }, { DAY, "=\"2020-06-30\"", "2020-06-30" },
	{ DAY, "2020—06—30", "2020-06-30" }, { DAY, "2020-02-29", "2020-02-29" }, { DAY, "1900-01-01", "1900-01-01" },
	{ DAY, "2020-06-31", "!no such date" }, { DAY, "2021-02-29", "!no such date" }, { DAY, "2020-13-01", "!no such date" },
	{ DAY, "6/30/2020", "!four digits" }, { DAY, "6/30/20", "!four digits" }, { DAY, "20-6-30", "!four digits" }, { DAY, "20.6.30", "!four digits" },
	{ DAY, "6月30日", "!four digits" }, { DAY, "2020/+6/30", "!no such date" }, { DAY, "2020-05-30 至 2020-06-02", "!two of them" },
	{ DAY, "2020-05-30~2020-06-02", "!two of them" }, { DAY, "2020.5.30—2020.6.2", "!two of them" }, { DAY, "2020年5月30日、2020年6月2日", "!two of them" },
	{ DAY, "2020-6/30", "!no such date" }, { DAY, "2020-06-30 25:00", "!no such date" }, { DAY, "2020-06-30x", "!no such date" },
	{ DAY, "1899-12-31", "!no such date" }, { DAY, "soon", "!no such date" }, { DAY, "", "!no such date" }, { DAY, "18263", "!no such date" },
	{ DAY, "73051", "!no such date" }, { DAY, "4401", "!no such date" }, { DAY, "200630", "!no such date" }, { DAY, "2020-06", "!no such date" },
	{ DAY, "20200631", "!no such date" }, { DAY, "2020-06-30 13:00 PM", "!no such date" },
	{ MONTH, "2020-06", "2020-06" }, { MONTH, "2020-6", "2020-06" }, { MONTH, "2020/6", "2020-06" }, { MONTH, "2020.6", "2020-06" },
	{ MONTH, "202006", "2020-06" }, { MONTH, "2020年6月", "2020-06" }, { MONTH, "2020年6月份", "2020-06" }, { MONTH, "２０２０年６月", "2020-06" },
	{ MONTH, "2020-06-01", "2020-06" }, { MONTH, "2020/6/1 0:00", "2020-06" }, { MONTH, "43983", "2020-06" }, { MONTH, "2020年6月1日", "2020-06" },
	{ MONTH, "20200601", "2020-06" }, { MONTH, "2020-06-15", "!not the first" }, { MONTH, "44012", "!not the first" },
	{ MONTH, "2020-13", "!no such month" }, { MONTH, "2020-00", "!no such month" }, { MONTH, "202013", "!no such month" },
	{ MONTH, "6月", "!four digits" }, { MONTH, "2020", "!no such month" }, { MONTH, "2020.1", "!January or October" }, { MONTH, "2020.10", "2020-10" },
	{ MONTH, "20-06", "!four digits" }, { MONTH, "2020-06-01 08:00", "!not the first" },
	{ PERIOD, "2020", "2020" }, { PERIOD, "2020年", "2020" }, { PERIOD, "2020年度", "2020" }, { PERIOD, "2020-Q2", "2020-Q2" },
	{ PERIOD, "2020q2", "2020-Q2" }, { PERIOD, "2020年第二季度", "2020-Q2" }, { PERIOD, "2020年2季度", "2020-Q2" }, { PERIOD, "2020年6月", "2020-06" },
	{ PERIOD, "2020-06-01", "2020-06" }, { PERIOD, "2020-06-15", "!not the first" }, { PERIOD, "2020-W25", "!no period" },
	{ PERIOD, "2020-", "!no period" }, { PERIOD, "2020-Q5", "!no period" }, { PERIOD, "2020-13", "!no period" }, { PERIOD, "2020-06 至 2020-08", "!no period" },
	{ DAYS, "2020-W25", "2020-W25" }, { DAYS, "2020年第25周", "2020-W25" }, { DAYS, "2020-W54", "!no period" }, { DAYS, "2020-06-15", "2020-06-15" },
	{ DAYS, "2020年6月1日", "2020-06-01" }, { DAYS, "2020-13", "!no period" },
	{ INSTANT, "2020-06-18T09:00:00+08:00", "2020-06-18T09:00:00+08:00" }, { INSTANT, "2020-06-18T01:00:00Z", "2020-06-18T09:00:00+08:00" },
	{ INSTANT, "2020/6/18 9:00", "2020-06-18T09:00:00+08:00" }, { INSTANT, "2020年6月18日9时05分", "2020-06-18T09:05:00+08:00" },
	{ INSTANT, "2020年6月18日 下午3时", "2020-06-18T15:00:00+08:00" }, { INSTANT, "44000.375", "2020-06-18T09:00:00+08:00" },
	{ INSTANT, "20200618090001", "2020-06-18T09:00:01+08:00" }, { INSTANT, "2020-06-18", "2020-06-18T00:00:00+08:00" },
	{ INSTANT, "2020-06-18 24:00", "!no such time" }, { INSTANT, "9:00", "!no such time" }, { INSTANT, "2020-06-18 09:00:61", "!no such time" },
	{ BARE, "41000.00元", "4100000" }, { BARE, "41,000.00元", "4100000" }, { BARE, "４１０００元", "4100000" }, { BARE, "4.1万元", "4100000" },
	{ BARE, "4.1 万元", "4100000" }, { BARE, "¥41,000.00", "4100000" }, { BARE, "￥41000", "4100000" }, { BARE, "41000.00 元", "4100000" },
	{ BARE, "0.00041亿元", "4100000" }, { BARE, "4100000分", "4100000" }, { BARE, "41千元", "4100000" }, { BARE, "¥4.1万", "4100000" },
	{ BARE, "人民币41000元", "4100000" }, { BARE, "-5元", "-500" }, { BARE, "(5.00元)", "-500" }, { BARE, "（5.00）元", "!no amount" }, { BARE, "¥-5", "-500" },
	{ BARE, "41000", "!yuan or fen" }, { BARE, "41,000.00", "!yuan or fen" }, { BARE, "41000.005元", "!less than a fen" }, { BARE, "1,00元", "!thousands" },
	{ BARE, "1,0000元", "!thousands" }, { BARE, "10,00,000元", "!thousands" }, { BARE, "1234,567元", "!thousands" }, { BARE, "4.1E+04元", "!no amount" },
	{ BARE, "4.1E+04", "!a spreadsheet" }, { BARE, "####", "!a spreadsheet" }, { BARE, "#N/A", "!a spreadsheet" }, { BARE, "41000美元", "!no amount" },
	{ BARE, "四万元", "!no amount" }, { BARE, "元", "!no amount" }, { BARE, "41..0元", "!no amount" }, { BARE, "99999999999999999元", "!too big" },
	{ YUAN, "41000", "4100000" }, { YUAN, "41,000.5", "4100050" }, { YUAN, "4.1万", "4100000" }, { YUAN, "4.1万元", "4100000" }, { YUAN, "0", "0" },
	{ YUAN, "0.05", "5" }, { YUAN, "(300.00)", "-30000" }, { YUAN, "12.345", "!less than a fen" }, { WAN, "4.1", "4100000" }, { WAN, "41000元", "4100000" },
	{ FEN, "4100000", "4100000" }, { FEN, "41000.00", "!whole number of fen" }, { FEN, "3.5万", "!whole number of fen" }, { FEN, "41000元", "4100000" },
	{ SHARE, "99.1%", "9910" }, { SHARE, "99.1 %", "9910" }, { SHARE, "９９．１％", "9910" }, { SHARE, "0.991", "!a share of what" }, { SHARE, "99.1", "!a share of what" },
	{ SHARE, "99.125%", "!hundredth" }, { SHARE, "百分之九十", "!not a share" }, { SHARE, "99.1元", "!not a share" }, { PERCENT, "99.1", "9910" },
	{ PERCENT, "100%", "10000" }, { BP, "9910", "9910" }, { BP, "99.1%", "9910" }, { BP, "99.1", "!basis points" },
	{ COUNT, "10", "10" }, { COUNT, "1,234", "1234" }, { COUNT, "1，234", "1234" }, { COUNT, "１２", "12" }, { COUNT, "10.0", "10" }, { COUNT, "1 234", "1234" },
	{ COUNT, "-3", "-3" }, { COUNT, "(3)", "-3" }, { COUNT, "1.5", "!not a whole number" }, { COUNT, "1,00", "!thousands" }, { COUNT, "3人", "3" }, { COUNT, "10人次", "10" },
	{ COUNT, "300 人", "300" }, { COUNT, "5户", "5" }, { COUNT, "3个", "3" }, { COUNT, "36,428 人", "36428" }, { COUNT, "3.6万人", "36000" },
	{ COUNT, "3万", "30000" }, { COUNT, "3.6人", "!not a whole number" }, { COUNT, "3元", "!not a whole number" }, { COUNT, "3万元", "!not a whole number" },
	{ COUNT, "3人5户", "!not a whole number" },
	{ COUNT, "1.2E+05", "!a spreadsheet" }, { COUNT, "80%", "!not a whole number" }, { COUNT, "七", "!not a whole number" }, { COUNT, "9007199254740993", "!too big" },
	{ YES, "是", "1" }, { YES, "TRUE", "1" }, { YES, "√", "1" }, { YES, " 已参保 ", "1" }, { YES, "０", "0" }, { YES, "否", "0" }, { YES, "未缴费", "0" }, { YES, "也许", "!neither" },
	{ UNIT, "元", "3" }, { UNIT, "单位：万元", "6" }, { UNIT, "%", "9" }, { UNIT, "％", "9" }, { UNIT, "分", "1" },
	{ UNIT, "人次", "12" }, { UNIT, "万", "6" }, { UNIT, "万人", "6" }, { UNIT, "千", "5" }, { UNIT, "十万元", "11" }, { UNIT, "美元", "11" }, { UNIT, "自负部分", "12" }, { UNIT, "亿元", "8" },
	{ ABSENT, "-", "1" }, { ABSENT, "—", "1" }, { ABSENT, "－", "1" }, { ABSENT, "——", "1" }, { ABSENT, " / ", "1" }, { ABSENT, "无", "1" }, { ABSENT, "0", "0" },
	{ ABSENT, "-1", "0" }, { ABSENT, "", "0" },
};

static const char *
number(const char *why, int64_t n, char out[40])
{
	if (why == NULL)
		snprintf(out, 40, "%lld", (long long)n);
	return why;
}

static const char *
read_row(enum what what, const char *text, char out[40])
{
	const char *why;
	int64_t n = 0;
	int32_t day = CIVIL_NONE;
	int yes = 0;

	switch (what) {
	case DAY: why = when_day(text, &day); civil_format(day, out); return why;
	case MONTH: return when_month(text, out);
	case PERIOD: return when_period(text, false, out);
	case DAYS: return when_period(text, true, out);
	case INSTANT: if ((why = when_instant(text, &n)) == NULL) instant_format(n, out); return why;
	case FEN: why = amount_money(text, AMOUNT_FEN, &n); break;
	case YUAN: why = amount_money(text, AMOUNT_YUAN, &n); break;
	case WAN: why = amount_money(text, AMOUNT_WAN, &n); break;
	case BARE: why = amount_money(text, AMOUNT_NONE, &n); break;
	case SHARE: why = amount_share(text, AMOUNT_NONE, &n); break;
	case PERCENT: why = amount_share(text, AMOUNT_PERCENT, &n); break;
	case BP: why = amount_share(text, AMOUNT_BP, &n); break;
	case COUNT: why = amount_count(text, AMOUNT_NONE, false, &n); break;
	case YES: why = amount_yes(text, &yes); n = yes; break;
	case UNIT: why = NULL; n = amount_unit_of(text); break;
	default: why = NULL; n = amount_absent(text); break;
	}
	return number(why, n, out);
}

static void
written__each_row__its_value_or_what_is_wrong(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[40] = "";
		const char *why = read_row(rows[i].what, rows[i].text, out), *want = rows[i].want;
		if (*want == '!' ? why == NULL || strstr(why, want + 1) == NULL : why != NULL || strcmp(out, want) != 0)
			print_error("row %zu \"%s\": %s, not %s\n", i, rows[i].text, why != NULL ? why : out, want), wrong++;
	}
	assert_int_equal(wrong, 0);
	assert_true(sizeof rows / sizeof *rows > 100);
}

static void
plain__codes__nothing_but_themselves(void **state)
{
	static const struct { const char *cell, *code; unsigned fell; } codes[] = {
		{ "2020-7001", "2020-7001", 0 }, { "'2020-7001", "2020-7001", 0 }, { "=\"2020-7001\"", "2020-7001", 0 }, { "＇2020-7001", "2020-7001", 0 },
		{ "\u20182020-7001", "2020-7001", 0 }, { " 2020-7001\u3000", "2020-7001", 0 }, { "2020\u200b-7001", "2020-7001", PLAIN_HIDDEN },
		{ "2020 7001", "20207001", PLAIN_BLANK }, { "２０２０－Ａｂ：７", "2020-Ab:7", 0 }, { "530521\u00a0199003\u200d071234", "530521199003071234", PLAIN_BLANK | PLAIN_HIDDEN },
		{ "=\"\"", "", 0 }, { "=\"a\"\"b\"", "a\"b", 0 }, { "''", "'", 0 }, { "乡镇\u3000一", "乡镇一", PLAIN_BLANK },
	};
	char cell[96], *start;

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		snprintf(cell, sizeof cell, "%s", codes[i].cell);
		start = plain_cell(cell, true);
		assert_int_equal(plain_code(start), codes[i].fell);
		assert_string_equal(start, codes[i].code);
	}
}

static void
plain__texts__as_they_were_meant(void **state)
{
	static const struct { const char *cell, *text; bool lines; } texts[] = {
		{ "\u3000姚关 卫生院\u00a0", "姚关 卫生院", false }, { "'姚关", "姚关", false }, { "'甲'与'乙'", "'甲'与'乙'", false },
		{ "=\"标题\"", "标题", false }, { "两行\r\n标题", "两行 标题", true }, { "一\n\n二", "一 二", true }, { "一\n", "一", false }, { "一\u2028二\xc2\x85三", "一 二 三", true },
	};
	char cell[96], *start;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		snprintf(cell, sizeof cell, "%s", texts[i].cell);
		start = plain_cell(cell, false);
		assert_int_equal(plain_line(start), texts[i].lines);
		assert_string_equal(start, texts[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written__each_row__its_value_or_what_is_wrong),
		cmocka_unit_test(plain__codes__nothing_but_themselves),
		cmocka_unit_test(plain__texts__as_they_were_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
