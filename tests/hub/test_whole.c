#include "tests/support/test.h"

#include <regex.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "hub/policy/pack_alone.h"
#include "model/text/language.h"
#include "tests/support/tempdir.h"

/* A small pack with everything that refers to something; one file of it is spoiled at a time. */
static const struct { const char *file, *text; } good[] = {
	{ "pack", "id,name,county,signed\nplan,某方案,530521,2020-01-01\n" },
	{ "division", "id,parent,level,name\n530521,,3,某县\n530521101,530521,4,甲镇\n530521102,530521,4,乙镇\n" },
	{ "term", "id,list,code,name,attr\nscope:ALL,scope,ALL,全部,\nscope:COUNTY,scope,COUNTY,县内,\nsvc:IP,svc,IP,住院,\npop:TEKUN,pop,TEKUN,特困,poor\n"
	          "reason:OUT,reason,OUT,外出,\nparty:TAX,party,TAX,税务,\ninstitution_type:HOSPITAL,institution_type,HOSPITAL,医院,\n"
	          "source:SELF,source,SELF,自查,duty\ncheck_subject:COVER,check_subject,COVER,参保,\ncheck_subject:PAY,check_subject,PAY,待遇,\n"
	          "check_aspect:WORK,check_aspect,WORK,工作,\n"
	          "party:NHSA,party,NHSA,医保,\nparty:CIVIL,party,CIVIL,民政,\nassessment:AGREE,assessment,AGREE,同意,\n"
	          "impairment:MENTAL,impairment,MENTAL,精神,\nevidence_kind:doc,evidence_kind,doc,文件,\n" },
	{ "param", "id,key,value,unit,valid_from,valid_to\nline,line,10000,yuan,,\nword,word,max,,,\nrate@1,rate,70,%,2019-01-01,2019-12-31\n"
	           "rate@2,rate,80,%,2020-01-01,\n"
	           "subsidy_tekun,subsidy_tekun,180,yuan,,\nsubsidy_tekun_if,subsidy_tekun_if,category = TEKUN or impairment = MENTAL,,,\n" },
	{ "indicator", "id,name,unit,formula\nenrolled,参保,person,\nshould,应参保,person,\nrate,率,bp,enrolled / should\n"
	               "growth,增,bp,( rate - prev:rate ) / prev:rate\nlate_share,迟,bp,late:book / count:book\n"
	               "recovered,追回,fen,sum:book:money + amount:book:DONE\nready,就绪,bp,met:ready_list / subjects:ready_list\n"
	               "out,外,bp,cases:COUNTY:IP / cases\nfloor,线,fen,param:line\npunctual,按期,bp,ontime:D-1 / runs:D-1\n"
	               "hospitals,医院,count,institutions:HOSPITAL\npoor_share,贫,bp,division:poor / division:population\n" },
	{ "sup_group", "id,name\nG1,一组\n" },
	{ "sup_report", "id,sup_group,period,due,status,matrix\nG1-2020-05,G1,2020-05,2020-06-10,DRAFT,2-\n" },
	{ "figure", "id,indicator,name,period,division,value,unit\nF-1,enrolled,参保,2020-05,530521,10,person\nF-2,should,应,2020-05,530521,12,person\n" },
	{ "rule", "id,title,check,expr,expect,each\nR-1,和,SUM,F-1 + 2,F-2,\nR-2,率,LEAST,rate,95%,TOWNSHIP\nR-3,示,DERIVE,F-1 / F-2,,\n" },
	{ "post", "id,name,unit,division,role\njia-desk,甲镇专员,甲镇医保办,甲镇,township\nyi-desk,乙镇专员,乙镇医保办,530521102,township\n"
	          "tax,县税务局,,,\n" },
	{ "sup_group", "id,name,lead_post,members\nG1,督战一组,jia-desk,\"[\"\"jia-desk\"\"]\"\n" },
	{ "duty", "id,name,rule,day,day_unit,month,date,event,owner_role,recipient,copy_to\nD-1,月报,MONTHLY,10,,,,,duty,tax、督战一组,甲镇医保办\n"
	          "D-2,一次,ONCE,,,,2020-08-10,,,各乡镇医保办,各乡镇、县税务局\n"
	          "D-3,随批,EVENT,2,workday,,,change:poor,,,\nD-4,随步,EVENT,5,day,,,stage:book:SEEN,,G1,乙镇专员\n" },
	{ "checklist", "id,name,subject,every,due_day\nready_list,清单,TOWNSHIP,MONTH,10\n" },
	{ "check_item", "id,checklist,code,name,sort\nready_list:A,ready_list,A,甲,1\nready_list:B,ready_list,B,乙,2\n" },
	{ "check_mark", "id,checklist,period,division,status,marks\nM-1,ready_list,2020-05,甲镇,FILLED,2-\n" },
	{ "ledger", "id,name\nbook,台账\n" },
	{ "stage", "id,ledger,code,name,class,after,roles,needs,days,day_unit,sort\nbook:SEEN,book,SEEN,发现,OPEN,- DONE,,,5,workday,1\n"
	           "book:DONE,book,DONE,办结,CLOSED,SEEN,leader duty,note sign:3 field:money,,,2\n" },
	{ "ledger_field", "id,ledger,key,name,type,list,required,needed_when\nbook:money,book,money,金额,fen,,,\nbook:why,book,why,原因,term,reason,1,\n"
	                  "book:seen,book,seen,日期,date,,,why=OUT\nbook:ok,book,ok,是否,bool,,,\nbook:n,book,n,数,int,,,\n" },
	{ "entry", "id,ledger,title,status,stage,division,amount_fen,stages,extra.why,extra.money,extra.seen,extra.ok,extra.n\n"
	           "E-1,台账,某事,CLOSED,DONE,甲镇,3.5万元,\"[[\"\"SEEN\"\",\"\"2020-05-01\"\"]]\",外出,12.34元,2020/5/1,是,7\n" },
	{ "source", "id,name,takes,ledger,url,format,rows_at,map,next\npoor,扶贫,roster,,,json,,p.id=person,\n"
	            "list,名单,entry,book,https://example.org/a.csv,json,data.rows,a.b=title,page=1 total=n\n" },
	{ "watch", "id,name,over,amount,op,param,ledger,pop,scope,least,condition\nW-1,大额,SINGLE,oop,>,line,book,TEKUN,,,flow = COUNTY or verified = -\n"
	           "W-2,集中,YEAR,oop,>=,line,book,,MASS,3,institution = H1\n" },
};
enum { FILES = sizeof good / sizeof *good };

static void
write_file(const char *file, const char *text, size_t len)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.csv", temp_dir, file);
	assert_non_null(f = fopen(path, "w"));
	assert_int_equal(fwrite(text, 1, len, f), len);
	fclose(f);
}

static void
write_good(void)
{
	for (int i = 0; i < FILES; i++)
		write_file(good[i].file, good[i].text, strlen(good[i].text));
}

/* What a look at the pack says; the answer in *rc. */
static char *
looked(struct pack_alone *alone, int *rc)
{
	struct import how = { .at = 1592442000, .by = "test" };
	char *said = NULL, error[512];
	size_t len;

	how.errors = open_memstream(&said, &len);
	*rc = pack_alone_open(alone, temp_dir, &how, error, sizeof error);
	fclose(how.errors);
	if (*rc == -2)
		fail_msg("%s", error);
	return said;
}

static void
pack__good__everything_in_its_place(void **state)
{
	struct pack_alone alone;
	struct hub_record r;
	int rc;
	char *said;

	(void)state;
	write_good();
	said = looked(&alone, &rc);
	if (rc != 0)
		fail_msg("%s", said);
	free(said);
	assert_int_equal(hub_db_get(alone.db, KIND_ENTRY, "E-1", &r), 1);
	/* Names are codes, texts have the types of the ledger's own fields, money is fen. */
	assert_non_null(strstr(r.body, "\"ledger\":\"book\""));
	assert_non_null(strstr(r.body, "\"amount_fen\":3500000"));
	assert_non_null(strstr(r.body, "\"extra\":{\"why\":\"OUT\",\"money\":1234,\"seen\":\"2020-05-01\",\"ok\":true,\"n\":7}"));
	pack_alone_close(&alone);
}

/* `from` becomes `to` in the file; then the pack is refused and `want` is said. */
static const struct { const char *file, *from, *to, *want; } spoiled[] = {
	{ "pack", "530521", "530522", "pack.csv: its county is 530522, but the division of level 3 in division.csv is 530521" },
	{ "pack", "2020-01-01", "2019-02-30", "pack.csv:2:4 (成文日期): no such date" },
	{ "division", "530521101,530521", "530521101,530599", "division.csv:3:2 (上级区划): there is no division \"530599\"" },
	{ "division", "530521101,530521", "530521101,530521102", "division.csv:3:2 (上级区划): a division is inside one of a higher level" },
	{ "division", "530521102", "530521101", "division.csv:4:1 (id): \"530521101\" is in this file already, in line 3" },
	{ "term", "scope:ALL,scope,ALL", "scope:ALL,scope,ANY", "term.csv:2:1 (id): a term's id is LIST:CODE" },
	{ "term", "特困,poor", "特困,rich", "term.csv:5:5 (属性): \"rich\" is none of: duty poor" },
	{ "term", "特困,poor", "特困,duty", "term.csv:5:5 (属性): \"duty\" is said of the list source, not of pop" },
	{ "term", "自查,duty", "自查,poor", "term.csv:9:5 (属性): \"poor\" is said of the list pop, not of source" },
	{ "term", "reason:OUT,reason,OUT,外出,", "pop:A,pop,A,甲,poor", "term.csv:5:5 (属性): pop:A is already whom the plan is for" },
	{ "sup_report", "DRAFT,2-", "DRAFT,2-1", "sup_report.csv:2:6 (督战清单): \"2-1\" is not one of 0 1 2 - for each of 2 cells: 2 subjects" },
	{ "sup_report", "DRAFT,2-", "DRAFT,2x", "sup_report.csv:2:6 (督战清单): \"2x\" is not one of 0 1 2 -" },
	{ "param", "80,%,2020-01-01", "80,%,2019-01-01", "param.csv:5:5 (生效): rate@1 says the same key from the same day on" },
	{ "param", "2019-12-31", "2018-12-31", "(失效): it ends before it begins (2019-01-01)" },
	{ "indicator", "enrolled / should", "enroled / should", "indicator.csv:4:4 (公式): \"enroled\" is no figure's id, no indicator and no other word" },
	{ "indicator", "enrolled / should", "enrolled /", "indicator.csv:4:4 (公式): no good formula: something is missing at the end" },
	{ "indicator", "enrolled / should", "late_share / growth", "indicator.csv:4:4 (公式): this goes round in a circle: rate uses growth uses rate" },
	{ "indicator", "enrolled / should", "rate + 1", "this goes round in a circle: rate uses rate" },
	{ "indicator", "late:book", "late:books", "\"late:books\": there is no ledger \"books\"" },
	{ "indicator", "count:book", "count:book:LOST", "\"count:book:LOST\": the ledger \"book\" has no \"LOST\"" },
	{ "indicator", "count:book", "count:book:how=OUT", "\"count:book:how=OUT\": the ledger \"book\" has no \"how\"" },
	{ "indicator", "count:book", "open:book:why=IN", "\"open:book:why=IN\": the list \"reason\" has no \"IN\"" },
	{ "indicator", "count:book", "issues:source=AUDIT", "\"issues:source=AUDIT\": the list \"source\" has no \"AUDIT\"" },
	{ "indicator", "count:book", "found:kind=SLOW", "\"found:kind=SLOW\": the list \"issue_kind\" has no \"SLOW\"" },
	{ "indicator", "param:line", "before:lime", "there is no param with the key \"lime\"" },
	{ "indicator", "sum:book:money", "days:book:DONE>gold", "the ledger \"book\" has no \"gold\"" },
	{ "indicator", "sum:book:money", "apart:book:money>DONE", "\"money\" is no day" },
	{ "indicator", "sum:book:money", "sum:book:gold", "the ledger \"book\" has no \"gold\"" },
	{ "indicator", "sum:book:money", "sum:book:why", "\"sum:book:why\" cannot be added up" },
	{ "indicator", "met:ready_list", "met:list", "there is no checklist \"list\"" },
	{ "indicator", "cases:COUNTY:IP", "cases:TOWN", "\"TOWN\" is a code of none of the lists scope, svc, pop and institution_tier" },
	{ "indicator", "param:line", "param:lime", "there is no param with the key \"lime\"" },
	{ "indicator", "param:line", "param:word", "the param's value is not a number" },
	{ "indicator", "ontime:D-1", "ontime:D-9", "there is no duty \"D-9\"" },
	{ "indicator", "institutions:HOSPITAL", "institutions:SPA", "the list \"institution_type\" has no \"SPA\"" },
	{ "indicator", "division:poor", "division:rich", "division:rich is not known; division:population" },
	{ "indicator", "floor,线", "flo:or,线", "indicator.csv:10:1 (id): formulas could not name it" },
	{ "figure", "2020-05,530521,10", "2020-13,530521,10", "figure.csv:2:4 (期间): \"2020-13\" is no period" },
	{ "figure", "F-1,enrolled", "F-1,enroled", "figure.csv:2:2 (指标): there is no indicator \"enroled\"" },
	{ "rule", "F-1 + 2", "F-9 + 2", "rule.csv:2:4 (算式): \"F-9\" is no figure's id" },
	{ "rule", ",F-2,\n", ",,\n", "rule.csv:2:5 (应为): empty; SUM compares with something" },
	{ "rule", "rate,95%", "rates,95%", "rule.csv:3:4 (算式): \"rates\" is no figure's id, no indicator" },
	{ "rule", "F-1 / F-2", "param:line / 2", "rule.csv:4:4 (算式): it is made of numbers and parameters alone" },
	{ "rule", "R-3,示,DERIVE,F-1 / F-2,,", "R-3,示,EQUAL,param:line / 2,50元,", "rule.csv:4:4 (算式): it is made of numbers and parameters alone" },
	{ "rule", "R-3,示,DERIVE,F-1 / F-2,,", "R-3,示,EQUAL,param:line,param:line + 0,", "rule.csv:4:4 (算式): it is made of numbers and parameters alone" },
	{ "rule", "R-3,示,DERIVE,F-1 / F-2,,", "R-3,示,EQUAL,floor,100元,", "rule.csv:4:4 (算式): it is made of numbers and parameters alone" },
	{ "rule", "R-3,示,DERIVE,F-1 / F-2,,", "R-3,示,EQUAL,rate,rate,COUNTY", "rule.csv:4:4 (算式): both sides say the same" },
	{ "rule", "R-3,示,DERIVE,F-1 / F-2,,", "R-3,示,SUM,count:book:SEEN + count:book:DONE,count:book,COUNTY",
	  "rule.csv:4:4 (算式): all stages of a ledger make its entries" },
	{ "figure", "F-2,should,应,2020-05,530521,12", "F-2,enrolled,应,2020-05,530521,12",
	  "figure.csv:3:2 (指标): F-1 says another value for the same place and period" },
	{ "figure", "unit\nF-1,enrolled,参保,2020-05,530521,10,person", "unit,printed,precision\nF-1,,人均,2020-05,530521,2500,fen,25元,100",
	  "figure.csv:2:9 (印制精度): 25元 is exact: a price is not rounded" },
	{ "rule", "TOWNSHIP", "STREET", "rule.csv:3:6 (对象): \"STREET\" is none of: COUNTY TOWNSHIP" },
	{ "duty", "MONTHLY,10", "MONTHLY,32", "duty.csv:2:4 (日): a day of the month is 1 to 31" },
	{ "duty", "2020-08-10", "", "duty.csv:3:7 (日期): empty; a duty that is due ONCE has a date" },
	{ "duty", "2020-08-10", "2020-02-30", "duty.csv:3:7 (日期): no such date" },
	{ "duty", "change:poor", "change:rich", "duty.csv:4:8 (事件): there is no source \"rich\"" },
	{ "duty", "change:poor", "whenever", "\"whenever\" is no event; one of: batch:SOURCE" },
	{ "duty", "stage:book:SEEN", "stage:book:GONE", "there is no stage \"book:GONE\"" },
	{ "duty", "stage:book:SEEN", "entry:booklet", "there is no ledger \"booklet\"" },
	{ "duty", "change:poor", "", "duty.csv:4:8 (事件): empty; write what opens it" },
	{ "duty", "tax、督战一组", "tax、督战二组", "duty.csv:2:10 (接收单位): \"督战二组\" is no post, no unit of posts and no group; near are: 督战一组" },
	{ "duty", "tax、督战一组", "税务局、tax", "(接收单位): \"税务局\" is no post, no unit of posts and no group; near are: 县税务局" },
	{ "duty", "tax、督战一组", "tax 督战一组", "(接收单位): \"tax 督战一组\" is no post" },
	{ "duty", "各乡镇医保办", "各乡镇医保站", "(接收单位): \"各乡镇医保站\": no post of those has a name or a unit that ends in \"医保站\"" },
	{ "duty", "各乡镇、县税务局", "各督战组", "(抄送): \"各督战组\" is no post" },
	{ "duty", "乙镇专员", "乙镇专员、", "duty.csv:5:11 (抄送): \"\" is no post" },
	{ "checklist", "MONTH,10", "WEEK,10", "checklist.csv:2:4 (频度): \"WEEK\" is none of: MONTH YEAR ONCE" },
	{ "check_item", "ready_list:B,ready_list,B", "ready_list:C,ready_list,B", "check_item.csv:3:1 (id): its id is CHECKLIST:CODE: ready_list:B" },
	{ "check_item", "ready_list:A,ready_list", "ready_list:A,ready", "check_item.csv:2:2 (清单): there is no checklist \"ready\"" },
	{ "check_mark", "2-", "2-1", "\"2-1\" is not one of 0 1 2 - for each of the checklist's 2 items" },
	{ "check_mark", "甲镇", "", "check_mark.csv:2:4 (区划): empty; this checklist is about each TOWNSHIP" },
	{ "check_mark", "2-", "", "empty, although it is FILLED" },
	{ "ledger", "book,台账", "bo:ok,台账", "formulas could not name it" },
	{ "stage", "- DONE", "DONE", "ledger.csv:2:1 (id): none of its stages is where entries begin" },
	{ "stage", ",SEEN,leader", ",SEAN,leader", "stage.csv:3:6 (前一环节): \"SEAN\" is no stage of the ledger book; its stages are: DONE SEEN" },
	{ "stage", ",SEEN,leader", ",DONE,leader", "stage.csv:3:6 (前一环节): no entry ever comes to DONE" },
	{ "stage", "leader duty", "leader king", "stage.csv:3:7 (角色): \"king\" is none of" },
	{ "stage", "sign:3", "sign:many", "stage.csv:3:8 (要件): \"many\" is not in the list party" },
	{ "stage", "field:money", "field:gold", "stage.csv:3:8 (要件): field:gold, but ledger_field.csv gives the ledger book no such key" },
	{ "stage", "field:money", "field:money=BIG", "stage.csv:3:8 (要件): field:money=BIG, but the column money has no codes" },
	{ "stage", "field:money", "field:why=OUT|LOST", "stage.csv:3:8 (要件): field:why=OUT|LOST, but the list reason has no code \"LOST\"" },
	{ "stage", "sign:3", "sign:TAXX", "stage.csv:3:8 (要件): \"TAXX\" is not in the list party; near are: TAX" },
	{ "stage", "sign:3", "sign:4", "stage.csv:3:8 (要件): sign:4, but the list party has 3 codes" },
	{ "stage", "sign:3", "sign:3:AGRE", "stage.csv:3:8 (要件): \"AGRE\" is not in the list assessment; near are: AGREE" },
	{ "stage", "sign:3", "sign:NHSA+TAX:XX", "stage.csv:3:8 (要件): \"XX\" is not in the list assessment; its codes are: AGREE" },
	{ "term", "assessment:AGREE,assessment,AGREE", "party:HEALTH,party,HEALTH", "stage.csv:3:8 (要件): \"AGREE\" is not in the list assessment" },
	{ "stage", "sign:3", "sign:NHSA+NHSA", "stage.csv:3:8 (要件): \"NHSA\" would sign twice" },
	{ "stage", "sign:3", "sign:2 sign:3", "stage.csv:3:8 (要件): \"sign:3\" is a second sign:" },
	{ "stage", "field:money", "field:why field:why=", "stage.csv:3:8 (要件): the column why cannot both be filled and say nothing" },
	{ "stage", "field:money", "field:why=OUT field:why=", "stage.csv:3:8 (要件): field:why= stands there twice" },
	{ "stage", "field:money", "evidence:dok", "stage.csv:3:8 (要件): \"dok\" is not in the list evidence_kind; near are: doc" },
	{ "stage", "note sign:3 field:money", "\"field:why=a\"\"b\"", "stage.csv:3:8 (要件): field:why=a\"b, but the list reason has no code \"a\"b\"" },
	{ "stage", "field:money", "field:why=a\\b", "stage.csv:3:8 (要件): field:why=a\\b, but the list reason has no code \"a\\b\"" },
	{ "stage", "note sign:3 field:money", "\"sign:a\"\"b+TAX\"", "stage.csv:3:8 (要件): \"a\"b\" is not in the list party" },
	{ "stage", ",SEEN,leader duty", ",\"SEEN a\"\"b\",leader duty", "stage.csv:3:6 (前一环节): \"a\"b\" is no stage" },
	{ "stage", "field:money", "field:gold=", "stage.csv:3:8 (要件): field:gold=, but ledger_field.csv gives the ledger book no such key" },
	{ "stage", "book:DONE,book", "book:END,book", "stage.csv:3:1 (id): its id is LEDGER:CODE: book:DONE" },
	{ "stage", "办结,CLOSED", "办结,OPEN", "ledger.csv:2:1 (id): its entries never end" },
	{ "ledger_field", "why=OUT", "why=IN", "ledger_field.csv:4:8 (必填条件): the list \"reason\" has no \"IN\"" },
	{ "ledger_field", "why=OUT", "how=OUT", "(必填条件): the ledger book has no column \"how\"" },
	{ "ledger_field", "why=OUT", "OUT", "(必填条件): \"OUT\" is no condition; write KEY=CODE" },
	{ "entry", "2020/5/1,", ",", "the ledger book wants its field seen filled in when why=OUT" },
	{ "ledger_field", "term,reason", "term,", "ledger_field.csv:3:6 (词表名): empty; a field of the type term" },
	{ "ledger_field", "term,reason", "term,reasons", "ledger_field.csv:3:6 (词表名): there is no list \"reasons\"" },
	{ "ledger_field", "金额,fen", "金额,gold", "(数据类型): \"gold\" is none of" },
	{ "entry", "E-1,台账", "E-1,账本", "entry.csv:2:2 (台账): there is no ledger \"账本\"" },
	{ "entry", "DONE,甲镇", "LOST,甲镇", "entry.csv:2:5 (环节): \"LOST\" is no stage of the ledger book; its stages are: DONE SEEN" },
	{ "entry", "CLOSED,DONE", "OPEN,DONE", "entry.csv:2:4 (状态): \"OPEN\", but whoever stands in DONE is CLOSED" },
	{ "entry", "2020-05-01\"\"]]", "2020-02-30\"\"]]", "entry.csv:2:8 (经过): no such date \"2020-02-30\"" },
	{ "entry", "\"\"SEEN\"\"", "\"\"SEAN\"\"", "entry.csv:2:8 (经过): \"SEAN\" is no stage" },
	{ "entry", "extra.n\n", "extra.m\n", "entry.csv:2:13 (extra.m): m: the ledger book has no field \"m\"; its own fields are: money n ok seen why" },
	{ "entry", ",外出,", ",在家,", "entry.csv:2:9 (extra.why): why: \"在家\" is not in the list reason" },
	{ "entry", ",外出,", ",,", "entry.csv:2:9 (extra.why): why: the ledger book wants its field why filled in" },
	{ "entry", "12.34元", "12.345元", "entry.csv:2:10 (extra.money): money: less than a fen" },
	{ "entry", "2020/5/1", "2020/2/30", "entry.csv:2:11 (extra.seen): seen: no such date" },
	{ "entry", "是", "也许", "entry.csv:2:12 (extra.ok): ok: neither yes nor no" },
	{ "entry", ",7\n", ",七\n", "entry.csv:2:13 (extra.n): n: not a whole number" },
	{ "entry", "3.5万元", "3.5万", "entry.csv:2:7 (金额): not a whole number of fen" },
	{ "source", "roster", "rosters", "source.csv:2:3 (内容): \"rosters\" is neither roster nor claims nor a kind" },
	{ "source", "entry,book", "entry,", "source.csv:3:4 (台账): empty; entries go into a ledger" },
	{ "source", "https://", "https://me:secret@", "source.csv:3:5 (地址): no passwords in a pack" },
	{ "source", "https://", "gopher://", "source.csv:3:5 (地址): only http://, https:// and files" },
	{ "source", "data.rows", "data..rows", "source.csv:3:7 (记录位置): a name between two points is empty" },
	{ "source", "p.id=person", "p.id=persno", "source.csv:2:8 (字段对应): \"persno\" is no column of roster; near are: person" },
	{ "source", "a.b=title", "a.b=题", "source.csv:3:8 (字段对应): \"题\" is no column of entry" },
	{ "source", "a.b=title", "title", "source.csv:3:8 (字段对应): \"title\" is no pair" },
	{ "source", "page=1", "page=", "source.csv:3:9 (分页): \"\" is no path to a member" },
	{ "source", "total=n", "all=n", "source.csv:3:9 (分页): \"all=n\" is none of total=PATH pages=N host=NAME[:PORT]" },
	{ "source", "total=n", "pages=0", "source.csv:3:9 (分页): pages=N is how many at most" },
	{ "source", "https://example.org/", "", "source.csv:3:9 (分页): only what is fetched over http has pages" },
	{ "source", "a.csv,json", "a.csv,csv", "source.csv:3:7 (记录位置): only of JSON; write json into its format" },
	{ "source", ",,json", ",,", "source.csv:2:8 (字段对应): only of JSON; write json into its format" },
	{ "watch", ">,line", ">,lime", "watch.csv:2:6 (阈值参数): there is no param with the key \"lime\"" },
	{ "watch", ">,line", ">,word", "watch.csv:2:6 (阈值参数): the param \"word\" is not a number" },
	{ "watch", "TEKUN", "TEKUN RICH", "watch.csv:2:8 (人群): there is no code in the list pop \"RICH\"" },
	{ "watch", "MASS,3", "MASS,", "watch.csv:3:10 (人数下限): a watch of the scope MASS says how many households" },
	{ "watch", "oop,>,line", "oop + rent,>,line", "watch.csv:2:4 (金额口径): \"rent\" is no column, no param:KEY and no number" },
	{ "watch", "flow = COUNTY", "flow = COUNTRY", "watch.csv:2:11 (条件): \"COUNTRY\" is not in the list scope; near are: COUNTY" },
	{ "watch", "flow = COUNTY", "not ( svc <> OPP )", "watch.csv:2:11 (条件): \"OPP\" is not in the list svc; " },
	{ "watch", "flow = COUNTY", "category = RICH", "watch.csv:2:11 (条件): \"RICH\" is not in the list pop; its codes are: TEKUN" },
	{ "watch", "flow = COUNTY", "filing = GONE", "watch.csv:2:11 (条件): \"GONE\" is not in the list filing; there is no such list" },
	{ "param", "category = TEKUN", "category = TEKUNN", "param.csv:7:3 (值): \"TEKUNN\" is not in the list pop; near are: TEKUN" },
	{ "param", "impairment = MENTAL", "impairment = MENTALLY", "param.csv:7:3 (值): \"MENTALLY\" is not in the list impairment; " },
	{ "param", ",180,yuan", ",-5,yuan", "param.csv:6:3 (值): \"-5\" is less than nothing" },
	{ "param", ",180,yuan", ",-0.5元,yuan", "param.csv:6:3 (值): \"-0.5元\" is less than nothing" },
	{ "watch", ">,line", ">,total * param:lime", "watch.csv:2:6 (阈值参数): there is no param with the key \"lime\"" },
	{ "watch", ">,line", ">,total > 1", "watch.csv:2:6 (阈值参数): a comparison, where an amount is wanted" },
};

static const char *
good_text(const char *file)
{
	for (int i = 0; i < FILES; i++)
		if (strcmp(good[i].file, file) == 0)
			return good[i].text;
	fail_msg("no %s", file);
	return NULL;
}

/* The pack with this one thing spoiled. */
static char *
said_of_spoiled(size_t i, int *rc)
{
	const char *text = good_text(spoiled[i].file), *at = strstr(text, spoiled[i].from);
	char bad[2048], *said;
	struct pack_alone alone;

	if (at == NULL)
		fail_msg("%s.csv does not say %s", spoiled[i].file, spoiled[i].from);
	snprintf(bad, sizeof bad, "%.*s%s%s", (int)(at - text), text, spoiled[i].to, at + strlen(spoiled[i].from));
	write_file(spoiled[i].file, bad, strlen(bad));
	said = looked(&alone, rc);
	pack_alone_close(&alone);
	write_file(spoiled[i].file, text, strlen(text));
	return said;
}

static void
pack__each_fault__refused_with_its_place(void **state)
{
	int wrong = 0;

	(void)state;
	write_good();
	for (size_t i = 0; i < sizeof spoiled / sizeof *spoiled; i++) {
		int rc;
		char *said = said_of_spoiled(i, &rc);
		if (rc != -1 || strstr(said, spoiled[i].want) == NULL)
			print_error("%s: %s -> %s\nwant: %s\nsaid: %s\n", spoiled[i].file, spoiled[i].from, spoiled[i].to, spoiled[i].want, said), wrong++;
		free(said);
	}
	assert_int_equal(wrong, 0);
}

/* Every fault is Chinese where the locale does not say English: each line, behind its place, and no word of a sentence is left. */
static void
pack__each_fault__said_in_chinese(void **state)
{
	const char *build = getenv("BUILD");
	char dir[300], *said, *line, *next;
	int wrong = 0, rc;
	regex_t english;

	(void)state;
	setenv("LC_ALL", "C.UTF-8", 1);
	language_choose();
	snprintf(dir, sizeof dir, "%s/share/locale", build != NULL ? build : "build");
	bindtextdomain("guatu", dir);
	assert_int_equal(regcomp(&english, "\\b(the|is|not|of|no|to|it|there|and|one|only|with|nothing|was|has|its|are|write)\\b", REG_EXTENDED), 0);
	write_good();
	for (size_t i = 0; i < sizeof spoiled / sizeof *spoiled; i++) {
		said = said_of_spoiled(i, &rc);
		for (line = said; line != NULL && *line != '\0'; line = next) {
			const char *words;
			if ((next = strchr(line, '\n')) != NULL)
				*next++ = '\0';
			words = strstr(line, "): ") != NULL ? strstr(line, "): ") + 3 : line;
			if (strspn(words, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz{|}~") ==
			    strlen(words) || regexec(&english, words, 0, NULL, 0) == 0)
				print_error("%s\n", line), wrong++;
		}
		free(said);
	}
	regfree(&english);
	assert_int_equal(wrong, 0);
}

/* Everything that is said of the pack, FILE's directory left out. */
static char *
said_of(int *rc)
{
	struct pack_alone alone;
	char *said = looked(&alone, rc), *out = calloc(1, strlen(said) + 1), *to = out;
	size_t dir = strlen(temp_dir) + 1;

	pack_alone_close(&alone);
	assert_non_null(out);
	for (const char *p = said; *p != '\0';) {
		if (strncmp(p, temp_dir, dir - 1) == 0)
			p += dir;
		else
			*to++ = *p++;
	}
	free(said);
	return out;
}

/* `from` becomes `to` in the file as it stands. */
static void
spoil(const char *file, const char *from, const char *to)
{
	char path[128], text[4096], bad[4096];
	const char *at;
	size_t len;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s.csv", temp_dir, file);
	assert_non_null(f = fopen(path, "r"));
	len = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[len] = '\0';
	if ((at = strstr(text, from)) == NULL)
		fail_msg("%s.csv does not say %s", file, from);
	snprintf(bad, sizeof bad, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	write_file(file, bad, strlen(bad));
}

/* Cells and rules, several in one row and one after the other over the files; what names a refused row is not blamed. */
static void
pack__many_faults__each_said_once(void **state)
{
	static const char want[] =
		"indicator.csv:4:3 (单位): empty; it must be filled in\n"
		"indicator.csv:4:4 (公式): \"enroled\" is no figure's id, no indicator and no other word of a formula; see guatu-pack(5)\n"
		"param.csv:3:3 (值): no such date \"2026-13-31\"; write 2020-06-30\n"
		"param.csv:3:5 (生效): no such date; write 2020-06-30\n"
		"stage.csv:3:7 (角色): \"king\" is none of: township group duty leader\n"
		"stage.csv:3:8 (要件): field:gold, but ledger_field.csv gives the ledger book no such key\n"
		"ledger_field.csv:3:1 (whole row): 7 cells where the header has 8; a comma inside a cell needs quotes around the cell\n"
		"watch.csv:2:6 (阈值参数): there is no param with the key \"lime\"\n"
		"watch.csv:2:8 (人群): there is no code in the list pop \"RICH\"\n"
		"division.csv:4:2 (上级区划): there is no division \"530599\", neither in this file nor before it\n"
		"division.csv:4:3 (级别): not a whole number; write 36428, or 36428人\n"
		"division.csv:4:4 (名称): empty; it must be filled in\n"
		"check_mark.csv:2:4 (区划): empty; this checklist is about each TOWNSHIP\n"
		"check_mark.csv:3:6 (勾选): \"2x\" is not one of 0 1 2 - for each of the checklist's 2 items\n"
		"entry.csv:2:4 (状态): \"OPEN\", but whoever stands in DONE is CLOSED\n"
		"entry.csv:2:10 (extra.money): money: less than a fen; two decimals of a yuan at most\n"
		"entry.csv:2:12 (extra.ok): ok: neither yes nor no; write 1 or 0 (是 or 否)\n";
	char *said;
	int rc;

	(void)state;
	write_good();
	spoil("division", "530521102,530521,4,乙镇", "530521102,530599,four,");
	spoil("param", "word,word,max,,,", "word,word,2026-13-31,date,2020-02-30,");
	spoil("indicator", "率,bp,enrolled", "率,,enroled");
	spoil("ledger_field", "term,reason,1", "term,reason");
	spoil("stage", "leader duty,note sign:3 field:money", "leader king,note field:gold");
	spoil("watch", ">,line,book,TEKUN", ">,lime,book,TEKUN RICH");
	spoil("check_mark", "甲镇,FILLED,2-\n", ",FILLED,2-\nM-2,ready_list,2020-05,530521102,FILLED,2x\n");
	spoil("entry", "CLOSED,DONE", "OPEN,DONE");
	spoil("entry", "12.34元", "12.345元");
	spoil("entry", "是", "也许");
	said = said_of(&rc);
	assert_int_equal(rc, -1);
	assert_string_equal(said, want);
	free(said);
	write_good();
}

/* A fault of more than five rows is one line; five of one kind and seven different ones are all said. */
static void
pack__one_fault_in_many_rows__one_line(void **state)
{
	char *text = NULL, *said;
	size_t len;
	FILE *f;
	int rc;

	(void)state;
	write_good();
	f = open_memstream(&text, &len);
	fputs(good_text("figure"), f);
	for (int i = 0; i < 40; i++)
		fprintf(f, "M-%d,enroled,参保,2020-05,530521,10,person\n", i);
	for (int i = 0; i < 5; i++)
		fprintf(f, "N-%d,should,应参保,2020-13,530521,10,person\n", i);
	for (int i = 0; i < 7; i++)
		fprintf(f, "O-%d,should,应参保,2020-%d,530521,10,person\n", i, 20 + i);
	fclose(f);
	write_file("figure", text, len);
	free(text);
	said = said_of(&rc);
	assert_int_equal(rc, -1);
	assert_non_null(strstr(said, "figure.csv:4:2, 5:2, 6:2 and 37 more (指标): there is no indicator \"enroled\""));
	assert_null(strstr(said, "figure.csv:5:2"));
	assert_non_null(strstr(said, "figure.csv:44:4 (期间): \"2020-13\" is no period"));
	assert_non_null(strstr(said, "figure.csv:48:4 (期间): \"2020-13\" is no period"));
	assert_non_null(strstr(said, "figure.csv:55:4 (期间): \"2020-26\" is no period"));
	free(said);
	write_good();
}

/* Accepted before. */
static void
pack__dates_and_stages_without_end__refused(void **state)
{
	static const struct { const char *file, *from, *to, *want; } more[] = {
		{ "param", "word,word,max,,", "zero_day,zero_day,2026-13-31,date,", "param.csv:3:3 (值): no such date \"2026-13-31\"" },
		{ "param", "word,word,max,,", "zero_day,zero_day,2020-02-30,,", "param.csv:3:3 (值): no such date \"2020-02-30\"" },
		{ "stage", "book:DONE,", "book:STUCK,book,STUCK,困住,OPEN,SEEN,,,,,3\nbook:DONE,", "stage.csv:3:5 (归类): OPEN, but no stage follows it: entries never leave STUCK" },
		{ "stage", "book:DONE,", "book:STUCK,book,STUCK,困住,OPEN,SEEN STUCK,,,,,3\nbook:DONE,", "stage.csv:3:5 (归类): OPEN, but no stage follows it" },
		{ "term", "pop:TEKUN,pop,TEKUN,特困,poor\n", "pop:TEKUN,pop,TEKUN,特困,poor\nscope:ALL,scope,ALL,又全部,\n", "term.csv:6:1 (id): \"scope:ALL\" is in this file already, in line 2" },
		{ "duty", "月报", "110101199003074477", "duty.csv:2:2 (名称): an identity number, and none is kept" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		char *said;
		int rc;
		write_good();
		spoil(more[i].file, more[i].from, more[i].to);
		said = said_of(&rc);
		if (rc != -1 || strstr(said, more[i].want) == NULL || strchr(said, '\n') != strrchr(said, '\n'))
			fail_msg("%s\nwant one line: %s\nsaid: %s", more[i].to, more[i].want, said);
		free(said);
	}
	write_good();
}

/* One file into a hub that has the pack: the answer, what is said in *said. */
static int
imported(struct hub_db *db, enum kind kind, const char *text, bool skip_bad, char **said)
{
	struct import how = { .at = 1592442000, .by = "test", .skip_bad = skip_bad };
	char path[128];
	size_t len;
	int rc;

	write_file("one", text, strlen(text));
	snprintf(path, sizeof path, "%s/one.csv", temp_dir);
	assert_non_null(how.errors = open_memstream(said, &len));
	how.called = "one.csv";
	rc = import_alone(db, kind, path, &how);
	fclose(how.errors);
	return rc;
}

static bool
has(struct hub_db *db, enum kind kind, const char *id)
{
	struct hub_record r;

	return hub_db_get(db, kind, id, &r) == 1;
}

/* What a delivery breaks of what was there is a note; what it breaks itself is refused; rows left out take others along. */
static void
import__one_file__judged_against_what_is_there(void **state)
{
	static const char tasks[] = "id,parent,title,due,status\nT3,T2,丙,2020-06-30,TODO\nT2,T1,乙,2020-06-30,TODO\nT1,,甲,soon,TODO\nT4,,丁,2020-06-30,TODO\n";
	struct pack_alone alone;
	char *said, path[128];
	int rc;

	(void)state;
	write_good();
	said = looked(&alone, &rc);
	assert_int_equal(rc, 0);
	assert_int_equal(hub_db_commit(alone.db), 0);
	free(said);
	rc = imported(alone.db, KIND_STAGE, "id,ledger,code,name,class,after,sort\nbook:SEEN,book,SEEN,发现,OPEN,DONE,1\n", false, &said);
	assert_int_equal(rc, 0);
	assert_string_equal(said, "note: ledger book (id): none of its stages is where entries begin; write - as one stage's \"after\"\n");
	free(said);
	rc = imported(alone.db, KIND_STAGE, "id,ledger,code,name,class,after,sort\nbook:SEEN,book,SEEN,发现,OPEN,-,1\nbook:NEW,book,NEW,新,OPEN,SEEN,3\n", false, &said);
	assert_int_equal(rc, -1);
	assert_string_equal(said, "one.csv:3:5 (归类): OPEN, but no stage follows it: entries never leave NEW; make it CLOSED or DROPPED, "
	                          "or name it in another stage's \"after\"\n");
	assert_false(has(alone.db, KIND_STAGE, "book:NEW"));
	free(said);
	assert_int_equal(imported(alone.db, KIND_TASK, tasks, false, &said), -1);
	assert_string_equal(said, "one.csv:4:4 (期限): no such date; write 2020-06-30\n");
	free(said);
	assert_int_equal(imported(alone.db, KIND_TASK, tasks, true, &said), 0);
	assert_string_equal(said, "one.csv:4:4 (期限): no such date; write 2020-06-30\n"
	                          "one.csv:3:2 (上级任务): there is no task \"T1\", neither in this file nor before it\n"
	                          "one.csv:2:2 (上级任务): there is no task \"T2\", neither in this file nor before it\n"
	                          "one.csv:5:1 (责任岗位): empty; nobody answers for the task\n");
	free(said);
	assert_true(has(alone.db, KIND_TASK, "T4"));
	assert_false(has(alone.db, KIND_TASK, "T3"));
	pack_alone_close(&alone);
	snprintf(path, sizeof path, "%s/one.csv", temp_dir);
	unlink(path);
}

/* A circle of many is said as far as there is room; a long chain is none. */
static void
pack__long_chains_of_formulas__end(void **state)
{
	struct pack_alone alone;
	char *text = NULL, *said;
	size_t len;
	FILE *f;
	int rc;

	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		write_good();
		f = open_memstream(&text, &len);
		fputs(good_text("indicator"), f);
		for (int i = 0; i < 150; i++)
			fprintf(f, "step%03d,步,count,step%03d + 1\n", i, closed ? (i + 1) % 150 : i + 1);
		if (!closed)
			fputs("step150,末,count,\n", f);
		fclose(f);
		write_file("indicator", text, len);
		free(text);
		said = looked(&alone, &rc);
		pack_alone_close(&alone);
		assert_int_equal(rc, closed ? -1 : 0);
		assert_true(!closed || strstr(said, "step000 uses step001 uses step002") != NULL);
		free(said);
	}
	write_good();
}

/* Any bytes in any file: an answer, and when it is yes a pack that can be read again. */
static void
pack__mutated_files__never_break_it(void **state)
{
	(void)state;
	srandom(20200618);
	for (int round = 0; round < 150; round++) {
		int which = (int)(random() % FILES);
		size_t len = strlen(good[which].text), at = (size_t)random() % len, n;
		char bad[4096], *said;
		struct pack_alone alone;
		int rc;

		memcpy(bad, good[which].text, len);
		for (n = 1 + (size_t)random() % 3; n > 0; n--, at = (size_t)random() % len)
			bad[at] = (char)(random() % 3 == 0 ? ",\"\n:- /()\\{}[]0%"[random() % 16] : random() % 256);
		write_file(good[which].file, bad, len);
		said = looked(&alone, &rc);
		pack_alone_close(&alone);
		assert_true(rc == 0 || *said != '\0');
		free(said);
		write_file(good[which].file, good[which].text, len);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pack__good__everything_in_its_place),
		cmocka_unit_test(pack__each_fault__refused_with_its_place),
		cmocka_unit_test(pack__many_faults__each_said_once),
		cmocka_unit_test(pack__one_fault_in_many_rows__one_line),
		cmocka_unit_test(pack__dates_and_stages_without_end__refused),
		cmocka_unit_test(import__one_file__judged_against_what_is_there),
		cmocka_unit_test(pack__long_chains_of_formulas__end),
		cmocka_unit_test(pack__mutated_files__never_break_it),
		cmocka_unit_test(pack__each_fault__said_in_chinese),      /* the last: the language stays */
	};
	return cmocka_run_group_tests(tests, temp_make, temp_remove);
}
