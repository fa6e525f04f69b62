#include "tools/completion.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "console/cli/cli.h"
#include "console/cli/listing.h"
#include "screens/kit/list.h"
#include "model/flow/flow.h"
#include "screens/kit/screen.h"

/* ---- the words --------------------------------------------------------------- */

static bool
first_verb(int v)
{
	for (int u = 0; u < v; u++)
		if (strcmp(flow_verbs[u].name, flow_verbs[v].name) == 0)
			return false;
	return true;
}

static void
command_words(void)
{
	for (int c = 0; c < command_def_count; c++)
		printf(" %s", command_defs[c].name);
	for (int v = 0; v < flow_verb_count; v++)
		if (first_verb(v))
			printf(" %s", flow_verbs[v].name);
}

static void
global_words(void)
{
	for (int g = 0; g < GLOBAL_COUNT; g++)
		printf(" --%s", global_defs[g].name);
}

static void
list_words(void)
{
	for (int i = 0; i < listing_noun_count; i++)
		if (list_find(listing_nouns[i].noun) == NULL)
			printf(" %s", listing_nouns[i].noun);
	for (int i = 0; i < list_all_count; i++)
		printf(" %s", list_all[i]->noun);
	for (int k = 0; k < KIND_COUNT; k++)
		printf(" %s", record_kinds[k].name);
}

static void
screen_words(void)
{
	for (int s = 0; s < SCREEN_COUNT; s++)
		if (screen_defs[s].ops != NULL && !screen_defs[s].ops->overlay)
			printf(" %s", screen_defs[s].ops->name);
}

static void
dashed(const char *name)
{
	for (; *name != '\0'; name++)
		putchar(*name == '_' ? '-' : *name);
}

/* The options of a verb, of whatever kind; each once. */
static void
verb_words(const char *verb)
{
	const char *seen[64];
	int count = 0;

	for (int k = 0; k < KIND_COUNT; k++) {
		int n;
		const struct arg_def *args = flow_args((enum kind)k, verb, &n);
		for (int i = 0; i < n && count < 64; i++) {
			bool again = false;
			for (int j = 0; j < count; j++)
				again = again || strcmp(seen[j], args[i].name) == 0;
			if (again)
				continue;
			seen[count++] = args[i].name;
			fputs(" --", stdout);
			dashed(args[i].name);
		}
	}
	fputs(" --dry-run --json", stdout);
}

/* Options that stand in a command's own usage line. */
static void
usage_words(const char *args)
{
	for (const char *p = strstr(args, "--"); p != NULL; p = strstr(p, "--")) {
		size_t n = 2 + strspn(p + 2, "abcdefghijklmnopqrstuvwxyz-");
		printf(" %.*s", (int)n, p);
		p += n;
	}
}

static void
outbox_words(void)
{
	fputs(" list withdraw retry drop resubmit to-comment", stdout);
}

/* ---- bash ------------------------------------------------------------------------ */

static void
bash_case(const char *name, void (*words)(void), const char *args)
{
	printf("\t%s) words=\"", name);
	if (words != NULL)
		words();
	usage_words(args);
	puts("\" ;;");
}

/* What may follow the command, or NULL. */
static void
(*command_arguments(const char *name))(void)
{
	if (strcmp(name, "show") == 0)
		return screen_words;
	if (strcmp(name, "list") == 0)
		return list_words;
	if (strcmp(name, "outbox") == 0)
		return outbox_words;
	return strcmp(name, "help") == 0 ? command_words : NULL;
}

void
completion_bash(void)
{
	puts("# bash completion for guatu; generated from the tables");
	puts("_guatu() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} cmd= words= i");
	puts("\tfor ((i = 1; i < COMP_CWORD; i++)); do");
	puts("\t\tcase ${COMP_WORDS[i]} in");
	puts("\t\t--hub|--profile|--as-of|--size|--config) i=$((i + 1)) ;;\n\t\t-*) ;;\n"
	     "\t\t*) cmd=${COMP_WORDS[i]}; break ;;\n\t\tesac\n\tdone");
	puts("\tcase $cmd in");
	fputs("\t'') words=\"", stdout);
	command_words();
	puts("\" ;;");
	for (int c = 0; c < command_def_count; c++)
		bash_case(command_defs[c].name, command_arguments(command_defs[c].name), command_defs[c].args);
	for (int v = 0; v < flow_verb_count; v++)
		if (first_verb(v)) {
			printf("\t%s) words=\"", flow_verbs[v].name);
			verb_words(flow_verbs[v].name);
			puts("\" ;;");
		}
	puts("\tesac");
	fputs("\tcase $cur in -*) words=\"$words", stdout);
	global_words();
	puts("\" ;; esac");
	puts("\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}");
	puts("complete -F _guatu guatu");
}

/* ---- zsh ----------------------------------------------------------------------------- */

static void
zsh_quoted(const char *name, const char *help)
{
	printf("\t\t'%s:", name);
	for (; *help != '\0'; help++)
		fputs(*help == '\'' ? "'\\''" : (char[2]){ *help, '\0' }, stdout);
	puts("'");
}

void
completion_zsh(void)
{
	puts("#compdef guatu\n# generated from the tables");
	puts("_guatu() {\n\tlocal -a commands\n\tlocal cmd i\n\tcommands=(");
	for (int c = 0; c < command_def_count; c++)
		zsh_quoted(command_defs[c].name, command_defs[c].help);
	for (int v = 0; v < flow_verb_count; v++)
		if (first_verb(v))
			zsh_quoted(flow_verbs[v].name, flow_verbs[v].title);
	puts("\t)");
	puts("\tcmd=\n\tfor ((i = 2; i < CURRENT; i++)); do");
	puts("\t\tcase ${words[i]} in\n\t\t--hub|--profile|--as-of|--size|--config) ((i++)) ;;\n\t\t-*) ;;\n"
	     "\t\t*) cmd=${words[i]}; break ;;\n\t\tesac\n\tdone");
	puts("\tlocal -a answers\n\tcase $cmd in");
	puts("\t'') _describe command commands ;;");
	for (int c = 0; c < command_def_count; c++) {
		void (*words)(void) = command_arguments(command_defs[c].name);
		printf("\t%s) answers=(", command_defs[c].name);
		if (words != NULL)
			words();
		usage_words(command_defs[c].args);
		puts(") ;;");
	}
	for (int v = 0; v < flow_verb_count; v++)
		if (first_verb(v)) {
			printf("\t%s) answers=(", flow_verbs[v].name);
			verb_words(flow_verbs[v].name);
			puts(") ;;");
		}
	fputs("\tesac\n\t[[ $PREFIX != -* ]] || answers+=(", stdout);
	global_words();
	puts(")\n\t(( ${#answers} == 0 )) || compadd -- $answers\n}");
	puts("_guatu \"$@\"");
}

/* ---- fish ------------------------------------------------------------------------------ */

static void
fish_quoted(const char *text)
{
	putchar('\'');
	for (; *text != '\0'; text++)
		fputs(*text == '\'' ? "\\'" : (char[2]){ *text, '\0' }, stdout);
	putchar('\'');
}

static void
fish_arguments(const char *name, void (*words)(void))
{
	printf("complete -c guatu -n '__fish_seen_subcommand_from %s' -a '", name);
	words();
	puts("'");
}

static void
fish_verb(const char *verb)
{
	for (int k = 0; k < KIND_COUNT; k++) {
		int n;
		const struct arg_def *args = flow_args((enum kind)k, verb, &n);
		for (int i = 0; i < n; i++) {
			printf("complete -c guatu -n '__fish_seen_subcommand_from %s' -r -l ", verb);
			dashed(args[i].name);
			fputs(" -d ", stdout);
			fish_quoted(args[i].title);
			putchar('\n');
		}
	}
}

void
completion_fish(void)
{
	puts("# fish completion for guatu; generated from the tables\ncomplete -c guatu -f");
	for (int g = 0; g < GLOBAL_COUNT; g++) {
		printf("complete -c guatu -l %s%s -d ", global_defs[g].name,
		       *global_defs[g].value != '\0' ? " -r" : "");
		fish_quoted(global_defs[g].help);
		putchar('\n');
	}
	for (int c = 0; c < command_def_count; c++) {
		printf("complete -c guatu -n __fish_use_subcommand -a %s -d ", command_defs[c].name);
		fish_quoted(command_defs[c].help);
		putchar('\n');
		if (command_arguments(command_defs[c].name) != NULL)
			fish_arguments(command_defs[c].name, command_arguments(command_defs[c].name));
	}
	for (int v = 0; v < flow_verb_count; v++) {
		if (!first_verb(v))
			continue;
		printf("complete -c guatu -n __fish_use_subcommand -a %s -d ", flow_verbs[v].name);
		fish_quoted(flow_verbs[v].title);
		putchar('\n');
		fish_verb(flow_verbs[v].name);
	}
}
