#include "tests/support/towns.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/packs.h"

const char *const towns_huoqiu[] = { "城关镇", "河口镇", "周集镇", "临水镇", "新店镇", "石店镇", "马店镇", "孟集镇", "花园镇",
	"扈胡镇", "长集镇", "乌龙镇", "高塘镇", "龙潭镇", "岔路镇", "冯井镇", "众兴集镇", "夏店镇", "曹庙镇", "范桥镇", "潘集镇",
	"彭塔镇", "宋店镇", "临淮岗镇", "冯瓴镇", "王截流乡", "城西湖乡", "三流乡", "邵岗乡", "白莲乡", "安徽霍邱经济开发区", NULL };
const char *const towns_huining[] = { "会师镇", "郭城驿镇", "河畔镇", "头寨子镇", "太平店镇", "甘沟驿镇", "侯家川镇",
	"柴家门镇", "汉家岔镇", "刘家寨子镇", "白草塬镇", "大沟镇", "四房吴镇", "中川镇", "老君坡镇", "平头川镇", "丁家沟镇",
	"杨崖集镇", "翟家所镇", "韩家集镇", "土门岘镇", "新塬镇", "草滩镇", "新庄镇", "新添堡回族乡", "党家岘乡", "八里湾乡",
	"土高山乡", NULL };

/* ?1 the new code, ?2 whose rows are copied, ?3 the name. */
static void
must_run(sqlite3 *db, const char *sql, const char *code, const char *from, const char *name)
{
	for (const char *rest = sql; *rest != '\0';) {
		sqlite3_stmt *q = NULL;
		const char *const values[] = { code, from, name };
		if (sqlite3_prepare_v2(db, rest, -1, &q, &rest) != SQLITE_OK) {
			fprintf(stderr, "towns: %s: %s\n", rest, sqlite3_errmsg(db));
			exit(1);
		}
		if (q == NULL)
			return;
		for (int i = 1; i <= 3; i++)
			if (sqlite3_bind_parameter_index(q, (const char *[]){ "?1", "?2", "?3" }[i - 1]) > 0)
				sqlite3_bind_text(q, i, values[i - 1], -1, SQLITE_STATIC);
		if (sqlite3_step(q) != SQLITE_DONE) {
			fprintf(stderr, "towns: %s\n", sqlite3_errmsg(db));
			exit(1);
		}
		sqlite3_finalize(q);
	}
}

static void
copy(sqlite3 *db, const char *code, const char *from)
{
	static const char *const kinds[] = { "division", "task", "issue", "settlement", "figure", "sup_assign", "duty_run",
	                                     "check_mark", "entry" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const char *place = strcmp(kinds[i], "division") == 0 ? "id" : "division";
		char sql[512];
		snprintf(sql, sizeof sql, "CREATE TEMP TABLE one AS SELECT * FROM main.%s WHERE %s = ?2", kinds[i], place);
		must_run(db, sql, code, from, "");
		must_run(db, i > 0 ? "UPDATE one SET pk = NULL, id = id || '+' || ?1, division = ?1"
		                   : "UPDATE one SET pk = NULL, id = ?1, pinyin = NULL, initials = NULL", code, from, "");
		snprintf(sql, sizeof sql, "INSERT INTO main.%s SELECT * FROM one", kinds[i]);
		must_run(db, sql, code, from, "");
		must_run(db, "DROP TABLE one", code, from, "");
	}
}

void
stage_towns(const char *path, const char *const *names, bool grid)
{
	static const char *const first[] = { "530521101", "530521102", "530521103", "530521104", "530521105", "530521201",
		"530521202", "530521203", "530521204", "530521205", "530521206", "530521207", "530521208" };
	enum { FIRST = sizeof first / sizeof *first };
	sqlite3 *db = NULL;

	stage_cache_from_pack("packs/shidian-2020", path);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	must_run(db, "BEGIN", "", "", "");
	for (int i = 0; names[i] != NULL; i++) {
		char code[32], at[128];
		const char *id = i < FIRST ? first[i] : code;
		snprintf(code, sizeof code, "5305213%02d", i);
		if (i >= FIRST)
			copy(db, code, first[i % FIRST]);
		snprintf(at, sizeof at, grid ? "UPDATE division SET grid_row = %d, grid_col = %d WHERE id = ?1"
		         : "UPDATE division SET grid_row = NULL, grid_col = NULL WHERE id = ?1", i / 6, i % 6);
		must_run(db, at, id, "", "");
		/* short: without what kind of place it is */
		must_run(db, "UPDATE division SET name = ?3, short = rtrim(replace(?3, '经济开发区', '区'), '镇乡') WHERE id = ?1", id, "",
		         names[i]);
	}
	must_run(db, "COMMIT", "", "", "");
	sqlite3_close(db);
}
