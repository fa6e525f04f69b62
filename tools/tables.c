/*
 * Prints the tables (*.def) as parts of the manual pages and as shell
 * completions, so that neither can drift: tables NAME.
 */
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "console/cli/cli.h"
#include "console/cli/listing.h"
#include "screens/kit/list.h"
#include "model/flow/aliases.h"
#include "model/room/lateness.h"
#include "model/text/filter.h"
#include "model/flow/flow.h"
#include "model/flow/refs.h"
#include "model/figures/words.h"
#include "tools/completion.h"
#include "tools/hub.h"
#include "tools/mdoc.h"

static void
commands(void)
{
	for (int c = 0; c < command_def_count; c++) {
		printf(".It Cm %s", command_defs[c].name);
		if (*command_defs[c].args != '\0') {
			fputs(" Ar ", stdout);
			mdoc_word(command_defs[c].args);
		}
		putchar('\n');
		mdoc_sentence(command_defs[c].help);
	}
}

static void
globals(void)
{
	for (int g = 0; g < GLOBAL_COUNT; g++) {
		printf(".It Fl -%s", global_defs[g].name);
		if (*global_defs[g].value != '\0')
			printf(" Ar %s", global_defs[g].value);
		putchar('\n');
		mdoc_sentence(global_defs[g].help);
	}
}

static void
exits(void)
{
	for (int e = 0; e < exit_def_count; e++) {
		printf(".It %d\n", exit_defs[e].code);
		mdoc_sentence(exit_defs[e].meaning);
	}
}

static void
step_arg(const struct arg_def *arg)
{
	static const char *const values[] = {
		[ARG_TEXT] = "TEXT", [ARG_LONG] = "TEXT", [ARG_DATE] = "DATE", [ARG_INT] = "N", [ARG_FEN] = "YUAN",
		[ARG_MATRIX] = "MATRIX", [ARG_EVIDENCE] = "REF", [ARG_POST] = "POST", [ARG_DIVISION] = "PLACE",
		[ARG_STAGE] = "STAGE", [ARG_MARKS] = "MARKS", [ARG_EXTRA] = "COLUMN=VALUE", [ARG_TERM] = "CODE",
	};
	char name[48];

	snprintf(name, sizeof name, "%s", arg->name);
	for (char *c = name; *c != '\0'; c++)
		*c = *c == '_' ? '-' : *c;
	printf("%s -%s Ar %s\n", arg->need == ARG_REQ ? ".Fl" : ".Op Fl", name, values[arg->type]);
}

static void
steps(enum kind kind)
{
	for (int v = 0; v < flow_verb_count; v++) {
		const struct verb_def *verb = &flow_verbs[v];
		int count;
		const struct arg_def *args;
		if (verb->kind != kind)
			continue;
		/* What makes a record has no number to tell the kind by: an issue is meant unless it is named. */
		bool makes = flow_step_find(kind, FLOW_NONE, verb->name) != NULL;
		printf(".It Cm %s%s%s\n", verb->name, makes && kind != KIND_ISSUE ? " " : "",
		       !makes ? " Ar ID" : kind != KIND_ISSUE ? record_kinds[kind].name : "");
		args = flow_args(kind, verb->name, &count);
		for (int i = 0; i < count; i++)
			step_arg(&args[i]);
		if (count > 0)
			puts(".Pp");
		mdoc_sentence(verb->title);
	}
}

static void
keys(void)
{
	for (int a = 1; a < ACT_COUNT; a++) {
		printf(".It Ic %s Pq Li ", actions[a].name);
		mdoc_word(actions[a].keys);
		putchar('\n');
		mdoc_sentence(actions[a].help);
	}
}

static void
options(void)
{
	for (int o = 0; o < OPTION_COUNT; o++) {
		const struct option_def *option = &option_defs[o];
		char *allowed = option_allowed(option);
		printf(".It Ic %s Pq ", option->name);
		mdoc_word(option->section == OPTION_IN_GUATU ? "guatu" : "guatu, profile");
		putchar('\n');
		mdoc_sentence(option->help);
		printf("Allowed: %s.\n", allowed);
		if (*option->otherwise != '\0')
			printf("Default: %s.\n", option->otherwise);
		free(allowed);
	}
}

/* What a list says and by which names it is asked for. */
static void
list_columns(const struct list_ops *ops)
{
	printf(".It Cm %s\n", ops->noun);
	mdoc_sentence(ops->about);
	printf("Columns:");
	for (int c = 0; ops->columns[c].name != NULL; c++)
		if (!column_is_picture(&ops->columns[c]))
			printf(" %s", ops->columns[c].name);
	printf(".\n");
}

static void
lists(void)
{
	for (int i = 0; i < list_all_count; i++)
		list_columns(list_all[i]);
	for (int i = 0; i < listing_noun_count; i++) {
		if (list_find(listing_nouns[i].noun) != NULL)
			continue;
		printf(".It Cm %s\n", listing_nouns[i].noun);
		printf("Records of the kind %s%s%s.\n", record_kinds[listing_nouns[i].kind].name,
		       *listing_nouns[i].test != '\0' ? " with " : "", listing_nouns[i].test);
	}
}

static void
filters(void)
{
	for (int f = 0; f < FILTER_FIELDS; f++) {
		if (filter_fields[f].en == NULL)
			continue;
		printf(".It Cm %s Pq %s\n", filter_fields[f].en, filter_fields[f].zh);
		mdoc_sentence(filter_fields[f].help != NULL ? filter_fields[f].help : filter_fields[f].en);
	}
}

static void
lateness(void)
{
	for (int l = LATENESS_NONE + 1; l < LATENESSES; l++) {
		printf(".It %s Pq Li %s , %s\n", lateness_defs[l].word, lateness_defs[l].code, lateness_defs[l].zh);
		mdoc_sentence(lateness_defs[l].set);
	}
}

/* What a field of a pack may hold, beyond its type. */
static void
allowed(int field)
{
	static const char *const types[] = {
		[FIELD_TEXT] = "Text", [FIELD_INT] = "A whole number", [FIELD_BOOL] = "1 or 0", [FIELD_DATE] = "A date",
		[FIELD_MONTH] = "A month", [FIELD_INSTANT] = "A time", [FIELD_FEN] = "An amount in fen",
		[FIELD_BP] = "Basis points", [FIELD_JSON] = "JSON", [FIELD_LINES] = "Text, several lines",
		[FIELD_CODE] = "A code", [FIELD_PERIOD] = "A year, quarter or month",
		[FIELD_DAYS] = "A year, quarter, month, week or day",
	};
	const struct ref_def *ref = ref_find(field);

	if (ref == NULL)
		fputs(types[record_fields[field].type], stdout);
	else if (ref->how == REF_RECORD || ref->how == REF_ID)
		printf("A %s, by its id%s", ref->what, ref->how == REF_RECORD ? " or its name" : "");
	else if (ref->how == REF_RECORDS)
		printf("A JSON list of ids of the kind %s", ref->what);
	else if (ref->how == REF_OBJECT)
		fputs("The id of a record of the kind in object_kind", stdout);
	else if (ref->how == REF_FORMULA)
		fputs("A formula", stdout);
	else if (ref->how == REF_TERM)
		printf("A code of the list %s, or its name", ref->what);
	else if (ref->how == REF_WORDS)
		printf("One of: %s", ref->what);
	else if (ref->how == REF_POSTS)
		fputs("Posts, units, groups or a class of posts, parted by 、", stdout);
	else if (ref->how == REF_FORM) {
		fputs("JSON, like\n.Li ", stdout);
		mdoc_word(ref->what);
		putchar(' ');
	} else
		fputs("A state of the flow", stdout);
}

static void
readers(const struct kind_def *k)
{
	if (k->scope == SCOPED_COMMON)
		puts("Everybody may read it.");
	else
		printf("Read by those who see its place\n.Pq %s%s\n", k->by,
		       k->scope == SCOPED_SHARED ? " ;\nthe county's own by everybody." : " .");
}

static void
pack(void)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		printf(".Ss %s (%s)%s\n", record_kinds[kind].name, record_kinds[kind].title,
		       record_kinds[kind].half == HALF_COUNTY ? ", county" : "");
		readers(&record_kinds[kind]);
		puts(".Bl -tag -width Ds -compact");
		for (int f = record_first(kind); f < record_first(kind + 1); f++) {
			printf(".It Cm %s Pq ", record_fields[f].name);
			mdoc_word(record_fields[f].title);
			putchar('\n');
			allowed(f);
			puts(record_fields[f].need == FIELD_REQ ? "; required." : ".");
		}
		puts(".El");
	}
}

/* `line` becomes what one catalogue has for `msgid`, if it stands on one line. */
static bool
translated(const char *path, const char *msgid, char *line, size_t size)
{
	FILE *fp = fopen(path, "re");
	char want[512];
	bool next = false, found = false;

	snprintf(want, sizeof want, "msgid \"%s\"\n", msgid);
	while (fp != NULL && !found && fgets(line, (int)size, fp) != NULL) {
		found = next && strncmp(line, "msgstr \"", 8) == 0;
		next = strcmp(line, want) == 0;
	}
	if (fp != NULL)
		fclose(fp);
	return found;
}

static const char *
chinese(const char *msgid)
{
	static char line[512];
	bool found = false;
	glob_t po;

	if (glob("po/zh_CN/*.po", 0, NULL, &po) != 0) {
		fputs("tables: run it where po/ is\n", stderr);
		exit(1);
	}
	for (size_t i = 0; i < po.gl_pathc && !found; i++)
		found = translated(po.gl_pathv[i], msgid, line, sizeof line);
	globfree(&po);
	if (!found) {
		fprintf(stderr, "tables: no catalogue has \"%s\"\n", msgid);
		exit(1);
	}
	line[strcspn(line, "\n") - 1] = '\0';
	return line + 8;
}

/* Every state a record can be in, by the code a file says and the name a person reads. */
static void
states(void)
{
	static const char *const classes[] = { "open", "suspended", "closed", "cancelled" };
	int kind = -1;

	for (int s = 0; s < flow_state_count; s++) {
		const struct state_def *state = &flow_states[s];
		if ((int)state->kind != kind) {
			puts(kind < 0 ? ".Bl -tag -width Ds" : ".El");
			kind = (int)state->kind;
			printf(".It Cm %s Pq ", record_kinds[kind].name);
			mdoc_word(record_kinds[kind].title);
			puts("\n.Bl -tag -width RETURNED_ASSIGN -compact");
		}
		printf(".It Cm %s Pq ", state->code);
		mdoc_word(chinese(state->title));
		printf("\n%s; counts as %s.\n", state->title, classes[state->class]);
	}
	puts(".El\n.El");
}

static void
list_fields(const char *list)
{
	const char *between = "";

	for (int f = 0; f < FIELD_COUNT; f++) {
		const struct ref_def *ref = ref_find(f);
		if (ref == NULL || ref->how != REF_TERM || strcmp(ref->what, list) != 0)
			continue;
		printf("%s%s of %s", between, record_fields[f].name, record_kinds[record_fields[f].kind].name);
		between = ", ";
	}
	puts(".");
}

/* The code lists that fields take their codes from. */
static void
term_lists(void)
{
	puts(".Bl -tag -width Ds -compact");
	for (int f = 0; f < FIELD_COUNT; f++) {
		const struct ref_def *ref = ref_find(f);
		bool first = ref != NULL && ref->how == REF_TERM;
		for (int before = 0; first && before < f; before++) {
			const struct ref_def *other = ref_find(before);
			first = other == NULL || other->how != REF_TERM || strcmp(other->what, ref->what) != 0;
		}
		if (!first)
			continue;
		printf(".It Cm %s\n", ref->what);
		list_fields(ref->what);
	}
	puts(".El");
}

static void steps_issue(void) { steps(KIND_ISSUE); }
static void steps_task(void) { steps(KIND_TASK); }
static void steps_report(void) { steps(KIND_SUP_REPORT); }
static void steps_duty(void) { steps(KIND_DUTY_RUN); }
static void steps_checklist(void) { steps(KIND_CHECK_MARK); }
static void steps_entry(void) { steps(KIND_ENTRY); }
static void steps_batch(void) { steps(KIND_BATCH); }

/* prefix:NAME:MORE, what may be left out in brackets. */
static void
word_form(const struct word_def *def)
{
	static const char *const names[] = {
		[WORD_OF_INDICATOR] = "INDICATOR", [WORD_OF_LEDGER] = "LEDGER", [WORD_OF_CHECKLIST] = "CHECKLIST",
		[WORD_OF_DUTY] = "DUTY", [WORD_OF_KEY] = "KEY", [WORD_OF_TYPE] = "TYPE", [WORD_OF_COLUMN] = "COLUMN",
		[WORD_OF_CODE] = "FIELD=CODE", [WORD_OF_LEVEL] = "LEVEL",
	};
	static const char *const mores[] = {
		[WORD_MORE_NONE] = "", [WORD_MORE_SPAN] = "FROM>TO",
		[WORD_MORE_STAGE] = "STAGE|KEY=CODE", [WORD_MORE_WHERE] = "KEY=CODE",
		[WORD_MORE_FIELD] = "KEY[:KEY=CODE]", [WORD_MORE_ITEM] = "ITEM", [WORD_MORE_CATEGORY] = "CATEGORY",
	};

	printf(".It %s%s:%s%s", def->prefix, def->name_needed ? "" : "[", names[def->name],
	       def->name_needed ? "" : "]");
	if (def->more != WORD_MORE_NONE)
		printf("%s:%s%s", def->more_needed ? "" : "[", mores[def->more], def->more_needed ? "" : "]");
	putchar('\n');
}

static void
words(void)
{
	puts(".Bl -tag -width Ds -compact");
	for (int i = 0; i < WORD_DEFS; i++) {
		word_form(&word_defs[i]);
		mdoc_sentence(word_defs[i].text);
	}
	puts(".El");
}

/* Those of records; a claim's are its importer's. */
static void
aliases(void)
{
	static const char *const units[] = {
		[ALIAS_SAME] = "", [ALIAS_YUAN] = ", there in yuan", [ALIAS_MONTH] = ", there a time",
		[ALIAS_MED_TYPE] = ", there a care type",
	};

	puts(".Bl -tag -width Ds -compact");
	for (int i = 0; i < alias_def_count; i++)
		if (record_kind_find(alias_defs[i].kind) >= 0 || strcmp(alias_defs[i].kind, "any") == 0)
			printf(".It Cm %s\n%s of %s%s.\n", alias_defs[i].name, alias_defs[i].field,
			       strcmp(alias_defs[i].kind, "any") == 0 ? "every kind that has it" : alias_defs[i].kind,
			       units[alias_defs[i].unit]);
	puts(".El");
}

static const struct { const char *name; void (*print)(void); } tables[] = {
	{ "commands", commands }, { "globals", globals }, { "exits", exits }, { "steps-issue", steps_issue },
	{ "steps-task", steps_task }, { "steps-report", steps_report },
	{ "steps-duty", steps_duty }, { "steps-checklist", steps_checklist }, { "steps-entry", steps_entry },
	{ "steps-batch", steps_batch },
	 { "keys", keys }, { "options", options },
	{ "lists", lists }, { "filters", filters }, { "lateness", lateness }, { "pack", pack }, { "words", words },
	{ "states", states }, { "term-lists", term_lists }, { "aliases", aliases },
	{ "bash", completion_bash }, { "zsh", completion_zsh }, { "fish", completion_fish },
	{ "hub-synopsis", hub_synopsis }, { "hub-options", hub_option_lists }, { "hub-bash", hub_bash },
	{ "hub-zsh", hub_zsh }, { "hub-fish", hub_fish },
};

int
main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof tables / sizeof *tables; i++)
		if (strcmp(tables[i].name, argv[1]) == 0) {
			tables[i].print();
			return fflush(stdout) == 0 ? 0 : 1;
		}
	fputs("usage: tables NAME, one of:", stderr);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		fprintf(stderr, " %s", tables[i].name);
	fputc('\n', stderr);
	return 2;
}
