/* What platforms answer as JSON: any valid document whose kept members are sound is taken, the others are refused with the
 * record and the member named. */
#include "tests/support/test.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hub/intake/json/json_rows.h"
#include "hub/intake/reader/csv.h"

static char from[64], to[64];
static struct json_rows how;

static void
put(const char *bytes, size_t len)
{
	FILE *f = fopen(from, "wb");

	assert_int_equal(fwrite(bytes, 1, len, f), len);
	fclose(f);
}

static int
setup(void **state)
{
	(void)state;
	snprintf(from, sizeof from, "/tmp/guatu-test-json-%ld", (long)getpid());
	snprintf(to, sizeof to, "/tmp/guatu-test-rows-%ld", (long)getpid());
	how = (struct json_rows){ .takes = "settlement" };
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	json_rows_clear(&how);
	unlink(from);
	unlink(to);
	return 0;
}

/* The table, cells parted by | and rows by ;, a cell that says why it holds nothing as <why>; or ! and the error. */
static const char *
table_of(const char *text, size_t len)
{
	static char out[8192];
	struct csv csv;
	FILE *fp;
	size_t n = 0;

	put(text, len);
	json_rows_clear(&how);
	if (json_rows_to_csv(from, to, &how) != 0) {
		snprintf(out, sizeof out, "!%s", how.error);
		return out;
	}
	assert_int_equal(csv_open(&csv, fp = fopen(to, "rb")), 0);
	csv_made(&csv);
	out[0] = '\0';
	for (int rc; (rc = csv_row(&csv)) != 0;) {
		assert_int_equal(rc, 1);
		assert_int_equal(csv.row.count, how.members.count);
		for (int i = 0; i < csv.row.count; i++) {
			const char *cell = csv.row.cells[i];
			bool bad = *cell == CELL_UNSOUND;
			if (cell_absent(cell))
				cell = "~";
			n += (size_t)snprintf(out + n, sizeof out - n, "%s%s%s%s", i > 0 ? "|" : "", bad ? "<" : "", cell + bad,
			                      bad ? ">" : "");
		}
		n += (size_t)snprintf(out + n, sizeof out - n, ";");
	}
	csv_close(&csv);
	fclose(fp);
	return out;
}

static const char *
table(const char *text)
{
	return table_of(text, strlen(text));
}

#define assert_table(text, want) assert_string_equal(table(text), want)
#define assert_says(text, want) \
	do { \
		const char *got_ = table(text); \
		if (strstr(got_, want) == NULL) \
			fail_msg("%s: says \"%s\", not \"%s\"", text, got_, want); \
	} while (0)

static void
json__where_the_list_is__found(void **state)
{
	static const char want[] = "id|cases;a|1;b|2;";
	static const char *const texts[] = {
		"[{\"id\":\"a\",\"cases\":1},{\"id\":\"b\",\"cases\":2}]",
		"\xEF\xBB\xBF [ {\"id\":\"a\",\"cases\":1}\n, {\"id\":\"b\",\"cases\":2} ] \n",
		"{\"data\":[{\"id\":\"a\",\"cases\":1},{\"id\":\"b\",\"cases\":2}]}",
		"{\"code\":0,\"errors\":[],\"data\":{\"page\":{\"rows\":[{\"id\":\"a\",\"cases\":1},{\"id\":\"b\",\"cases\":2}]},"
			"\"tags\":[1,2]},\"deep\":{\"a\":{\"b\":{\"c\":[{\"x\":1}]}}}}",
		"{\"id\":\"a\",\"cases\":1}\n{\"id\":\"b\",\"cases\":2}\n",
		"{\"id\":\"a\",\"cases\":1,\"parts\":[{\"x\":1}],\"more\":[{\"y\":1}]}\r\n\r\n{\"id\":\"b\",\"cases\":2}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_table(texts[i], want);
	assert_table("{\"id\":\"a\",\"cases\":1}", "id|cases;a|1;");
	assert_table("{\"data\":{\"list\":[{\"id\":\"a\"}]},\"data\":{\"list\":[]}}", "!data.list is there 2 times; which of them is meant nobody knows");
}

static void
json__several_lists__refused_naming_them(void **state)
{
	static const char two[] = "{\"head\":[{\"x\":1}],\"data\":{\"a.b\":[{\"id\":\"a\"}],\"none\":[]}}";

	(void)state;
	assert_says(two, "several lists of objects");
	assert_says(two, "head /data/a.b");
	how.rows_at = "/data/a.b";
	assert_table(two, "id;a;");
	how.rows_at = "data.rows";
	assert_says(two, "there is no data.rows (the source's rows_at); lists of objects are at: head /data/a.b");
	how.rows_at = "data";
	assert_says(two, "what stands at data (the source's rows_at) is no list");
	how.rows_at = "a.1.rows";
	assert_table("{\"a\":[{\"rows\":[{\"id\":\"no\"}]},{\"rows\":[{\"id\":\"yes\"}]}]}", "id;yes;");
	how.rows_at = "a.b.c.d.e";
	assert_table("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":[{\"id\":\"far\"}]}}}}}", "id;far;");
	assert_says("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":[{\"id\":\"far\"}],\"e\":[]}}}}}", "is there 2 times");
}

static void
json__nothing__is_not_all_of_them(void **state)
{
	(void)state;
	assert_says("[]", "an empty list");
	assert_says("{\"data\":[]}", "an empty list");
	assert_says("", "empty");
	assert_says(" \n", "empty");
	assert_says("{\"code\":500,\"message\":\"login\"}", "there is no list of objects in it");
	assert_says("[{\"x\":1}]", "no member is a column anybody knows (x)");
	how.rows_at = "data";
	assert_says("{\"data\":null}", "an empty list");
}

static void
json__cut_short_or_wrong__says_record_and_place(void **state)
{
	(void)state;
	assert_says("[{\"id\":\"a\"},\n{\"id\":\"b\",\"per", "record 2: a text has no end; is it cut short?, line 2, byte");
	assert_says("{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"", "record 2: an object has no end");
	assert_says("{\"id\":\"a\"}\n{\"id\":", "record 2: ");
	assert_says("[{\"id\":\"a\"}", "a list has no end");
	assert_says("[{\"id\":\"a\"},7]", "record 2: not an object");
	assert_says("[{\"id\":\"a\"}] x", "no JSON");
	assert_says("[{\"id\":\"a\"}] []", "more stands behind");
	assert_says("{\"data\":[{\"id\":\"a\"}]} x", "no JSON");
	assert_says("<html>", "no JSON but a web page or XML");
	assert_says("7", "is wanted");
}

/* What may be said anywhere but in a member that is kept. */
static void
json__members_nobody_keeps__may_hold_anything(void **state)
{
	static const char *const values[] = {
		"1e400", "-1E-400", "123456789012345678901234567890", "0.1e+1", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800\\n\"",
		"\"\\u0000\"", "\"\\u001b[2J\"", "\"\x7F\xC2\x80\"", "\"\\b\\f\\r\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
		"{\"a\":1,\"a\":2,\"A\":3}", "{\"\":0}", "[1,[2,{\"id\":\"no\"}]]", "{}", "[]", "null", "false", "\"\"", "\" \\\" ] } \"",
		"\"\xF4\x8F\xBF\xBF\"",
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		snprintf(text, sizeof text, "[{\"x\":%s,\"id\":\"a\",\"X\":%s,\"x\":%s}]", values[i], values[i], values[i]);
		assert_table(text, "id;a;");
		assert_string_equal(how.left_out, "x X");
	}
	/* names of them too */
	assert_table("[{\"\":1,\"\\u0000\":2,\"id\\u0000\":3,\"\\ud800\":4,\"id\":\"a\"}]", "id;a;");
}

/* Brackets of a depth no recursion would come back from, a text of megabytes, many members. */
static void
json__large_and_deep__costs_nothing(void **state)
{
	size_t deep = 9000, len = 4 << 20;
	char *text = malloc(len + 64);

	(void)state;
	sprintf(text, "[{\"x\":");
	memset(text + 6, '[', deep);
	memset(text + 6 + deep, ']', deep);
	sprintf(text + 6 + 2 * deep, ",\"id\":\"a\"}]");
	assert_table(text, "id;a;");
	sprintf(text, "[{\"x\":");
	memset(text + 6, '[', 20000);
	text[20006] = '\0';
	assert_says(text, "more than 10000");
	sprintf(text, "[{\"x\":\"");
	memset(text + 7, 'y', len);
	sprintf(text + 7 + len, "\",\"id\":\"a\"}]");
	assert_table(text, "id;a;");
	sprintf(text, "[{\"id\":\"");
	memset(text + 8, 'y', len);
	sprintf(text + 8 + len, "\"}]");
	assert_says(text, "<longer than 1 MiB");
	free(text);
}

/* Each value where each kind of field stands: what the cell then says. */
static void
json__kept_values__become_cells_or_say_why_not(void **state)
{
	static const struct { const char *takes, *field, *value, *cell; } cases[] = {
		{ "issue", "title", "\"姚关\\n\\\"引\\\"\"", "姚关\n\"引\"" }, { "issue", "title", "\"\\ud83d\\ude00\"", "\xF0\x9F\x98\x80" },
		{ "issue", "title", "null", "" }, { "issue", "title", "12", "12" }, { "issue", "title", "-1.5", "-1.5" },
		{ "issue", "title", "123456789012345", "123456789012345" },
		{ "issue", "title", "1234567890123456", "<a number with an exponent or more than 15 digits" },
		{ "issue", "title", "5.30521E+11", "<a number with an exponent" }, { "issue", "id", "530521199001011234", "<a number" },
		{ "issue", "title", "true", "<true or false" }, { "issue", "title", "{\"a\":1}", "<an object" },
		{ "issue", "title", "[\"a\"]", "<a list" }, { "issue", "title", "\"a\\u0000b\"", "<it holds a control" },
		{ "issue", "title", "\"a\\u009bb\"", "<it holds a control" }, { "issue", "title", "\"\\udead\"", "<it holds half a character" },
		{ "issue", "concealed", "true", "1" }, { "issue", "concealed", "false", "0" }, { "issue", "concealed", "1", "1" },
		{ "issue", "returned", "3.0", "3" }, { "issue", "returned", "2e1", "20" }, { "issue", "returned", "-0", "0" },
		{ "issue", "returned", "0e9", "0" }, { "issue", "returned", "1e400", "1e400" }, { "issue", "returned", "true", "<true or false" },
		{ "issue", "evidence", "[{\"kind\": \"doc\"}]", "[{\"kind\": \"doc\"}]" }, { "issue", "evidence", "7", "<a number" },
		{ "issue", "deadline", "1593446400000", "2020-06-30" }, { "issue", "deadline", "1593532799999", "2020-06-30" },
		{ "issue", "deadline", "1593532800", "2020-07-01" }, { "issue", "deadline", "\"1593446400000\"", "2020-06-30" },
		{ "issue", "deadline", "-315648000000", "1960-01-01" }, { "issue", "deadline", "20200630", "20200630" },
		{ "issue", "deadline", "44012", "44012" }, { "issue", "deadline", "\"2020/6/30\"", "2020/6/30" },
		{ "issue", "deadline", "\"2020-06-29T16:00:00Z\"", "2020-06-30" }, { "issue", "deadline", "\"2020-06-29T16:00:00.000+0000\"", "2020-06-30" },
		{ "issue", "deadline", "\"2020-06-30T15:00:00\"", "2020-06-30" }, { "issue", "deadline", "\"/Date(1593446400000+0800)/\"", "2020-06-30" },
		{ "issue", "deadline", "1e12", "<a number" }, { "issue", "deadline", "true", "<true" },
		{ "issue", "acked_at", "1592442000000", "2020-06-18T09:00:00+08:00" }, { "issue", "acked_at", "1592442000.5", "2020-06-18T09:00:00+08:00" },
		{ "issue", "acked_at", "\"2020-06-18 09:00\"", "2020-06-18 09:00" },
		{ "settlement", "period", "1588867200000", "2020-05" }, { "settlement", "period", "202005", "202005" },
		{ "settlement", "period", "\"2020-05\"", "2020-05" }, { "settlement", "setl_time", "1588899600000", "2020-05-08T09:00:00+08:00" },
		{ "settlement", "medfee_sumamt", "1.2345e2", "123.45" }, { "settlement", "medfee_sumamt", "5e-3", "0.005" },
		{ "settlement", "medfee_sumamt", "0.10", "0.1" }, { "settlement", "medfee_sumamt", "1e3", "1000" },
		{ "sup_report", "period", "1588867200000", "2020-05" },
		{ "entry", "extra.beds", "12", "12" }, { "entry", "extra.open", "true", "1" },
		{ "roster", "person", "530521199001011234", "<a number" }, { "roster", "身份证号", "\"53052119900101123X\"", "53052119900101123X" },
		{ "roster", "enrolled", "true", "1" }, { "roster", "paid_on", "1593446400000", "2020-06-30" }, { "roster", "subsidy", "180.00", "180" },
		{ "claims", "total", "4.1e4", "41000" }, { "claims", "setl_time", "1593446400000", "2020-06-30" }, { "claims", "psn_no", "12345678", "12345678" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[256], want[128];
		const char *got, *cell;
		size_t len;
		how.takes = cases[i].takes;
		snprintf(text, sizeof text, "[{\"%s\":%s}]", cases[i].field, cases[i].value);
		snprintf(want, sizeof want, "%s", cases[i].cell);
		got = table(text);
		cell = strchr(got, ';') != NULL ? strchr(got, ';') + 1 : "(none)";
		len = strlen(want);
		if (strncmp(cell, want, len) != 0 || (*want != '<' && strcmp(cell + len, ";") != 0))
			fail_msg("%s %s of %s: %s, not %s", cases[i].field, cases[i].value, cases[i].takes, got, want);
	}
}

static void
json__kept_member_twice__says_which(void **state)
{
	(void)state;
	assert_table("[{\"id\":\"a\",\"cases\":1,\"cases\":2},{\"id\":\"b\",\"cases\":3}]",
	             "id|cases;a|<\"cases\" is there twice in this record>;b|3;");
}

static void
json__map__nested_members_become_our_columns(void **state)
{
	(void)state;
	how.takes = "roster";
	how.map = "person.idNo = person, person.town.name=区划;\n/a.b/c~1d = category ； flags.1=enrolled";
	assert_table("[{\"person\":{\"idNo\":\"x1\",\"name\":\"n\",\"town\":{\"name\":\"姚关\",\"code\":1}},\"a.b\":{\"c/d\":\"FILED\"},"
	             "\"flags\":[0,true],\"division\":\"other\"},{\"person\":null},{\"person\":{\"town\":\"x\"}}]",
	             "person|区划|category|enrolled;x1|姚关|FILED|1;||~|~;~|<the source's map looks into an object here, and it is none>|~|~;");
	assert_string_equal(how.left_out, "person.name person.town.code flags.0 division");
	assert_string_equal(how.members.name[0], "person.idNo");
	assert_string_equal(how.members.name[2], "/a.b/c~1d");
	assert_string_equal(how.missing, "");
	assert_table("[{\"person\":{\"idNo\":\"x1\"}}]", "person;x1;");
	assert_string_equal(how.missing, "person.town.name /a.b/c~1d flags.1");
}

/* What is called like a column of ours and means something else. */
static void
json__map_to_nothing__keeps_a_member_out(void **state)
{
	(void)state;
	how.map = "cases=-; sum.all = cases; sum.note=-";
	assert_table("[{\"id\":\"a\",\"cases\":[\"x\"],\"sum\":{\"all\":3,\"note\":{}}}]", "id|cases;a|3;");
	assert_string_equal(how.left_out, "");
	assert_string_equal(how.missing, "");
	how.map = "cases=-";
	assert_table("[{\"cases\":1,\"id\":\"a\"}]", "id;a;");
}

static void
json__map_that_cannot_be__says_why(void **state)
{
	static const struct { const char *map, *says; } cases[] = {
		{ "x=persen", "\"persen\" is no column of roster; near are: person" }, { "x", "is no pair" }, { "=person", "empty" },
		{ "a..b=person", "empty" }, { "x=person;y=身份证号", "mapped twice" }, { "x=person;x.y=division", "is in" },
		{ "a.b.c.d.e.f.g.h.i=person", "too deep" }, { "x=", "is no column" },
	};

	(void)state;
	how.takes = "roster";
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		how.map = cases[i].map;
		assert_says("[{\"x\":1}]", cases[i].says);
		assert_says("[{\"x\":1}]", "the source's map: ");
	}
	how.map = " ; \n";
	assert_table("[{\"person\":\"x\"}]", "person;x;");
}

static void
json__columns__whatever_they_are_called(void **state)
{
	(void)state;
	assert_table("[{\"编号\":\"a\",\"总费用(元)\":12.5,\"期间\":\"2020-05\",\"medfee_sumamt2\":1}]", "编号|总费用(元)|期间;a|12.5|2020-05;");
	assert_table("[{\"id\":\"a\"},{\"cases\":2},{\"id\":\"c\",\"cases\":null}]", "id|cases;a|~;~|2;c|;");
	how.takes = "division";
	assert_table("[{\"name\":null,\"id\":null},{\"name\":\"# x\",\"id\":\"c\"},{}]", "id|name;|;c|# x;~|~;");
}

/* A document by document, as the public suites of JSON parsers have them: n_ no JSON, y_ JSON; each stands in a member
 * nobody keeps. */
static void
json__no_json__refused_wherever_it_stands(void **state)
{
	static const char *const bad[] = {
		"[1 true]", "[a\xE5]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]", "[\"x\"", "[x", "[3[4]]", "[\xFF]",
		"[1:2]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[1,,]", "[\"\va\"\\f]", "[*]", "[\"\"", "[1,", "[1,\n1\n,1", "[{}",
		"[fals]", "[nul]", "[tru]", "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]",
		"[0.3e]", "[0.e1]", "[0E]", "[0E+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[2.e-3]", "[2.e3]",
		"[9.e+]", "[Inf]", "[NaN]", "[\xEF\xBC\x91]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]", "[0e+-1]", "[-123.123foo]", "[123\xE5]", "[1e1\xE5]",
		"[0\xE5]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1e\xE5]", "[1.]", "[.123]", "[1.2a-3]",
		"[1.8011670033376514H-308]", "[012]", "[\"x\", truth]", "{[: \"x\"}", "{\"x\", null}", "{\"x\"::\"b\"}", "{\xF0\x9F\x87\xA8}", "{\"a\":\"a\" 123}",
		"{key: 'value'}", "{\"\xB9\":\"0\",}", "{\"a\" b}", "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":", "{\"a\"", "{1:1}", "{9999E9999:1}", "{null:null}",
		"{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}#", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a",
		"{\"foo\":\"bar\", \"a\"}", "{\"a\":\"b\"}#{}", " ", "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]", "[\xC3\xA9]",
		"[\"\\\x01\"]", "[\"\\x00\"]", "[\"\\\\\\\"]", "[\"\\\t\"]", "[\"\\\xF0\x9F\x8C\x80\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]",
		"[\"\\uD800\\uD800\\x\"]", "[\"\\u\xE5\"]", "[\"\\a\"]", "[\"\\uqqqq\"]", "[\"\\\xE5\"]", "[\\u0020\"asd\"]", "[\\n]", "\"", "['single quote']",
		"abc", "[\"\\", "[\"a\nb\"]", "[\"\t\"]", "\"\\UA66D\"", "\"\"x", "<.>", "[<null>]", "[1]x", "[1]]", "[\"asd]", "a\xC3\xA5", "[True]", "1]",
		"{\"x\": true,", "[][]", "]", "\xEF\xBB{}", "\xE5", "[", "{\"\":[{\"\":[{\"\":", "{,", "{\"x\":1]", "\xC3\xA5", "[\"\xC0\x80\"]", "[\"\xED\xA0\x80\"]",
		"[\"\xF5\x80\x80\x80\"]", "[\"\xE4\xB8\"]", "[\"\x80\"]", "[\"\xF0\x80\x80\xAF\"]",
	};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(text, sizeof text, "[{\"id\":\"a\",\"x\":%s,\"cases\":1}]", bad[i]);
		if (*table(text) != '!')
			fail_msg("taken: %s", text);
		snprintf(text, sizeof text, "{\"x\":%s,\"data\":[{\"id\":\"a\"}]}", bad[i]);
		if (*table(text) != '!')
			fail_msg("taken: %s", text);
	}
	assert_int_equal(*table_of("[{\"id\":\"a\0\"}]", 14), '!');
	assert_int_equal(*table_of("[{\"id\":\"a\"}]\0", 13), '!');
}

static void
json__json__taken_wherever_it_stands(void **state)
{
	static const char *const good[] = {
		"[[]   ]", "[\"\"]", "[]", "[\"a\"]", "[false]", "[null, 1, \"1\", {}]", "[null]", "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ", "[123e65]",
		"[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]", "[20e1]", "[-0]", "[-123]",
		"[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123]", "[123.456789]",
		"{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"a\":\"b\",\"a\":\"c\"}", "{\"a\":\"b\",\"a\":\"b\"}", "{}", "{\"\":0}", "{\"foo\\u0000bar\": 42}",
		"{ \"min\": -1.0e+28, \"max\": 1.0e+28 }", "{\"a\":[]}", "{\n\"a\": \"b\"\n}", "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]",
		"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]", "[\"\\\"\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\\\n\"]", "[\"\\u0012\"]",
		"[\"\\uFFFF\"]", "[\"asd\"]", "[\"\xF4\x8F\xBF\xBF\"]", "[\"\xEF\xBF\xBF\"]", "[\"\\u0000\"]", "[\"\xE2\x80\xA8\"]", "[\"\\uDBFF\\uDFFE\"]",
		"\"asd\"", "[\"\\u200B\"]", "\" \"", "[\"\\uA66D\"]", "\"\"", "[\"\x7F\"]", "[\"\xE2\x8D\x82\xE3\x88\xB4\"]", "true", "42", "-0.1", "[\"a\"]\n",
		"[\"\\uD800\"]", "[\"\\uDFAA\"]", "[\"\\uD888\\u1234\"]", "[\"\\uDd1ea\"]", "[\"\\uD800\\uD800\\n\"]", "[123.456e-789]", "[0.4e00669999999999]",
		"[-1e+9999]", "[100000000000000000000]", "[1.5e+9999]",
	};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		snprintf(text, sizeof text, "[{\"id\":\"a\",\"x\":%s,\"cases\":1}]", good[i]);
		assert_table(text, "id|cases;a|1;");
		snprintf(text, sizeof text, "{\"x\":{\"y\":{\"z\":{\"v\":%s}}},\"data\":[{\"id\":\"a\"}]}", good[i]);
		assert_table(text, "id;a;");
	}
}

/* What is resident at most while `records` of some 300 bytes are read, in KiB. */
static long
resident_of(long records)
{
	struct rusage used;
	FILE *f = fopen(from, "wb");
	pid_t child;
	int status;

	fprintf(f, "{\"code\":0,\"data\":{\"list\":[");
	for (long i = 0; i < records; i++)
		fprintf(f, "%s{\"id\":\"r%ld\",\"period\":1588867200000,\"cases\":%ld,\"x%ld\":\"%0200ld\"}", i > 0 ? "," : "", i, i, i % 5000, i);
	fprintf(f, "]}}");
	fclose(f);
	if ((child = fork()) == 0) {
		int rc = json_rows_to_csv(from, to, &how);
		_exit(rc == 0 && how.records == records ? 0 : 1);
	}
	assert_int_equal(wait4(child, &status, 0, &used), child);
	assert_int_equal(status, 0);
	return used.ru_maxrss;
}

/* An answer of 25 times the size takes no more memory: nothing of it is kept. */
static void
json__memory__does_not_grow_with_the_answer(void **state)
{
	long little = resident_of(4000), much = resident_of(100000);

	(void)state;
	if (much > little + 2048)
		fail_msg("%ld KiB for 4,000 records, %ld KiB for 100,000", little, much);
}

static void
json__pages__one_list_of_all(void **state)
{
	static const char pages[] = "{\"data\":{\"rows\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"next\":\"/p?n=2\",\"total\":3}}"
	                            "{\"data\":{\"rows\":[{\"id\":\"c\"}],\"next\":null,\"total\":\"3\"}}";
	struct json_page page = { .rows_at = "data.rows", .next = "data.next", .total = "data.total" };

	(void)state;
	how.pages = true;
	assert_table(pages, "id;a;b;c;");
	how.rows_at = "data.rows";
	assert_table(pages, "id;a;b;c;");
	assert_table("[{\"id\":\"a\"}][{\"id\":\"b\"}] []", "!there is no data.rows (the source's rows_at) nor any list of objects");
	how.rows_at = NULL;
	assert_table("\xEF\xBB\xBF[{\"id\":\"a\"}]\xEF\xBB\xBF[{\"id\":\"b\"}] []", "id;a;b;");
	assert_says("[{\"id\":\"a\"}]\xEF\xBB[{\"id\":\"b\"}]", "no JSON");
	put(pages, strlen(pages));
	assert_int_equal(json_page_look(from, strstr(pages, "}{") + 1 - pages, &page), 0);
	assert_int_equal(page.records, 1);
	assert_int_equal(page.all, 3);
	assert_string_equal(page.link, "");
	put(pages, (size_t)(strstr(pages, "}{") + 1 - pages));
	assert_int_equal(json_page_look(from, 0, &page), 0);
	assert_int_equal(page.records, 2);
	assert_string_equal(page.link, "/p?n=2");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(json__where_the_list_is__found), TEST(json__several_lists__refused_naming_them), TEST(json__nothing__is_not_all_of_them),
		TEST(json__cut_short_or_wrong__says_record_and_place), TEST(json__members_nobody_keeps__may_hold_anything),
		TEST(json__large_and_deep__costs_nothing), TEST(json__kept_values__become_cells_or_say_why_not),
		TEST(json__kept_member_twice__says_which), TEST(json__map__nested_members_become_our_columns),
		TEST(json__map_to_nothing__keeps_a_member_out), TEST(json__map_that_cannot_be__says_why), TEST(json__columns__whatever_they_are_called),
		TEST(json__no_json__refused_wherever_it_stands), TEST(json__json__taken_wherever_it_stands),
		TEST(json__pages__one_list_of_all), TEST(json__memory__does_not_grow_with_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
