/* Hostile CSV: whatever the bytes, a row is refused with a reason or becomes a body that may go over the wire. */
#include "tests/support/test.h"

#include "hub/intake/row.h"
#include "model/text/pinyin.h"
#include "model/text/utf8.h"
#include "net/wire/wire_line.h"
#include "tests/support/mutate.h"

static const char *const files[] = {
	"id,title,status,division,deadline,source,evidence,concealed,acked_at\n"
	"2020-0001,\"姚关,\"\"漏保\"\"\",OPEN,530521103,2020-06-30,SELF,\" [{\"\"kind\"\":\"\"doc\"\",\"\"ref\"\":\"\"一号\"\"}]\",0,2020-06-18T09:00:00+08:00\n",
	"\xEF\xBB\xBF编号,标题,状态,乡镇,期限,来源\r\n1,\"两\n行\",OPEN,姚关,2020/6/8,热线反映\r\n\r\n2,,,,,\r\n",
	"\xB1\xE0\xBA\xC5,\xB1\xEA\xCC\xE2,\xD7\xB4\xCC\xAC,\xCF\xE7\xD5\xF2,\xC6\xDA\xCF\xDE,\xC0\xB4\xD4\xB4\n1,\xD2\xA6\xB9\xD8,OPEN,x,2020-06-30,SELF\n",
};

static FILE *
file_of(const char *bytes, size_t len)
{
	FILE *fp = len > 0 ? fmemopen((char *)(size_t)bytes, len, "rb") : fopen("/dev/null", "rb");

	assert_non_null(fp);
	return fp;
}

/* Written as a cell and read again, a text is the same. */
static void
check_cell(const char *text, size_t len)
{
	struct row_text line = { 0 };
	struct csv again;
	FILE *fp;

	/* Behind an id, as every table is written: a line may not begin as one for people does. */
	assert_int_equal(row_append(&line, "x,", 2), 0);
	assert_int_equal(row_cell(&line, text, len), 0);
	assert_int_equal(row_append(&line, "\n", 1), 0);
	fp = file_of(line.text, line.len);
	assert_int_equal(csv_open(&again, fp), 0);
	assert_int_equal(csv_row(&again), 1);
	assert_int_equal(again.row.count, 2);
	assert_string_equal(again.row.cells[1], text);
	csv_close(&again);
	fclose(fp);
	row_text_clear(&line);
}

static void
check_row(const struct cache_value *values, struct row_text *body)
{
	char why[200];

	assert_non_null(row_body(body, KIND_ISSUE, values));
	if (wire_line_check(body->text, body->len, why, sizeof why) != 0)
		fail_msg("%s: %s", why, body->text);
	if (values[0].type == VALUE_TEXT && strncmp(values[0].text, "\xEF\xBB\xBF", 3) != 0)
		check_cell(values[0].text, values[0].length);
}

/* What is said of a table is text, and about a place in it. */
static void
check_note(void *to, long line, int column, const char *title, const char *words)
{
	(void)to;
	assert_true(line >= 0 && column >= 0 && column <= ROW_CELLS_MAX + 1);
	assert_true(utf8_valid(words, strlen(words)) && (title == NULL || utf8_valid(title, strlen(title))));
}

static void
csv_target(char *data, size_t size)
{
	struct cache_value values[ROW_FIELDS_MAX];
	struct row_text body = { 0 };
	struct row_problem why = { 0 };
	struct faults faults = { 0 };
	struct row_map map;
	const struct reader_notes notes = { check_note, NULL };
	struct reader r;
	const char *id;
	int rc = reader_of(&r, file_of(data, size)), rows = 0;

	if (rc == 0 && (rc = row_header(&map, KIND_ISSUE, &r, &notes, &why)) == 0)
		while ((rc = reader_row(&r)) == 1) {
			assert_true(r.row->line > r.head->line && r.row->count <= ROW_CELLS_MAX && rows++ < 1000000);
			for (int i = 0; i < r.row->count; i++)
				assert_true(utf8_valid(r.row->cells[i], strlen(r.row->cells[i])));
			rc = row_values(&map, r.row, &id, values, &faults);
			assert_true((rc == 0) == (faults.bad.count == 0));
			if (rc >= 0)
				check_row(values, &body);
			faults_clear(&faults);
		}
	if (rc < 0)
		assert_true(*r.error != '\0' || *why.reason != '\0');
	row_text_clear(&body);
	reader_close(&r);
}

static const char *const names[] = { "姚关镇 yg", "水长乡 shuichang", "七〇七 qilingqi", "绿水 lvs" };

/* What is found by a needle is found by its beginning too. */
static void
pinyin_target(char *data, size_t size)
{
	char *needle = strchr(data, ' ');

	(void)size;
	if (needle == NULL)
		return;
	*needle++ = '\0';
	if (pinyin_match(data, needle) && *needle != '\0') {
		needle[utf8_clip(needle, strlen(needle) - 1)] = '\0';
		assert_true(pinyin_match(data, needle));
	}
}

static void
csv__hostile_bytes__refused_or_sound(void **state)
{
	static const char *const words[] = { "sep=;", "\"", "\r", "\n", "\r\n", ",,,,", "编号", "标题", "合计", "# ", "\xEF\xBB\xBF", "\xFF\xFE", "\xE3\x80\x80",
		"\xE2\x80\x8B", "\x81\x30\x81\x30", "（元）", "/万元", "*", "\001", NULL };
	struct mutate_corpus corpus = { .words = words };

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		corpus_add(&corpus, files[i], strlen(files[i]));
	corpus_read(&corpus, "tests/fuzz/csv/*");
	mutate_corpus(csv_target, &corpus, 20000);
	corpus_clear(&corpus);
}

static void
pinyin__hostile_bytes__prefixes_match_too(void **state)
{
	(void)state;
	mutate_run(pinyin_target, names, sizeof names / sizeof *names, 20000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv__hostile_bytes__refused_or_sound),
		cmocka_unit_test(pinyin__hostile_bytes__prefixes_match_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
