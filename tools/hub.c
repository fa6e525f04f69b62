#include "tools/hub.h"

#include <stdio.h>
#include <string.h>

#include "hub/cmd/options.h"
#include "tools/mdoc.h"

/* ---- guatu-hub(8) ------------------------------------------------------------ */

static void
flag(const struct hub_option_def *option)
{
	printf("Fl -%s", option->name);
	if (*option->value != '\0') {
		fputs(" Ar ", stdout);
		mdoc_word(option->value);
	}
}

void
hub_synopsis(void)
{
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		printf(".Nm\n.Cm %s\n", hub_commands[c].name);
		if (*hub_commands[c].words != '\0') {
			fputs(".Ar ", stdout);
			mdoc_word(hub_commands[c].words);
			putchar('\n');
		}
		for (int i = 0; i < hub_option_count; i++) {
			const struct hub_option_def *o = &hub_options[i];
			if (!option_belongs(o, c))
				continue;
			fputs(o->need == OPTION_MAY || o->need == OPTION_EACH ? ".Op " : ".", stdout);
			flag(o);
			puts(o->need == OPTION_EACH || o->need == OPTION_SOME ? " ..." : "");
		}
	}
}

static bool
has_options(enum hub_command c)
{
	for (int i = 0; i < hub_option_count; i++)
		if (option_belongs(&hub_options[i], c))
			return true;
	return false;
}

void
hub_option_lists(void)
{
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		printf(".Ss %s\n", hub_commands[c].name);
		mdoc_sentence(hub_commands[c].help);
		if (!has_options(c))
			continue;
		puts(".Bl -tag -width Ds -compact");
		for (int i = 0; i < hub_option_count; i++) {
			const struct hub_option_def *o = &hub_options[i];
			if (!option_belongs(o, c))
				continue;
			fputs(".It ", stdout);
			flag(o);
			putchar('\n');
			mdoc_sentence(o->help);
			if (*o->otherwise != '\0')
				printf("Default: %s.\n", o->otherwise);
		}
		puts(".El");
	}
}

/* ---- completions ----------------------------------------------------------------- */

/* The first words, or the second words after a first one. */
static void
names(const char *first)
{
	size_t n = first != NULL ? strlen(first) : 0;
	const char *last = "";

	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		const char *name = hub_commands[c].name;
		if (first != NULL && (strncmp(name, first, n) != 0 || name[n] != ' '))
			continue;
		name += first != NULL ? n + 1 : 0;
		if (strcspn(name, " ") != strcspn(last, " ") || strncmp(name, last, strcspn(name, " ")) != 0)
			printf(" %.*s", (int)strcspn(name, " "), name);
		last = name;
	}
}

static void
options_of(enum hub_command c)
{
	for (int i = 0; i < hub_option_count; i++)
		if (option_belongs(&hub_options[i], c))
			printf(" --%s", hub_options[i].name);
}

/* A case for each command by its first two words, the longer names first, then one for each first word. */
static void
cases(const char *open, const char *close)
{
	for (int longer = 1; longer >= 0; longer--)
		for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
			const char *name = hub_commands[c].name;
			if ((strchr(name, ' ') != NULL) != longer)
				continue;
			printf("\t'%s%s'*) answers=%s", name, longer ? "" : " ", open);
			options_of(c);
			if (!longer)
				names(name);
			printf("%s ;;\n", close);
		}
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		char first[32];
		snprintf(first, sizeof first, "%.*s", (int)strcspn(hub_commands[c].name, " "), hub_commands[c].name);
		if (strchr(hub_commands[c].name, ' ') == NULL ||
		    (c > 0 && strncmp(hub_commands[c - 1].name, first, strlen(first)) == 0))
			continue;
		printf("\t'%s '*) answers=%s", first, open);
		names(first);
		printf("%s ;;\n", close);
	}
	printf("\t*) answers=%s", open);
	names(NULL);
	printf("%s ;;\n\tesac\n\tcase $last in -h", close);
	for (int i = 0; i < hub_option_count; i++)
		if (hub_options[i].kind == OPTION_FLAG)
			printf("|--%s", hub_options[i].name);
	printf(") ;; --*) answers=%s%s ;; esac\n", open, close);      /* its value is a file, or nobody knows */
}

void
hub_bash(void)
{
	puts("# bash completion for guatu-hub; generated from hub/cmd/options.def\n_guatu_hub() {\n"
	     "\tlocal answers given=\"${COMP_WORDS[*]:1:COMP_CWORD-1} \" last=${COMP_WORDS[COMP_CWORD-1]}");
	puts("\tcase $given in");
	cases("\"", "\"");
	puts("\tmapfile -t COMPREPLY < <(compgen -W \"$answers\" -- \"${COMP_WORDS[COMP_CWORD]}\")\n}");
	puts("complete -o default -F _guatu_hub guatu-hub");
}

void
hub_zsh(void)
{
	puts("#compdef guatu-hub\n# generated from hub/cmd/options.def\n_guatu_hub() {\n\tlocal -a answers\n"
	     "\tlocal given last=${@[-1]}");
	puts("\tgiven=\"${(j: :)${(@)argv}} \"\n\tcase $given in");
	cases("(", ")");
	puts("\t(( ${#answers} > 0 )) && compadd -- $answers || _files\n}\n_guatu_hub \"${(@)words[2,CURRENT-1]}\"");
}

void
hub_fish(void)
{
	puts("# fish completion for guatu-hub; generated from hub/cmd/options.def");
	fputs("complete -c guatu-hub -n __fish_use_subcommand -a '", stdout);
	names(NULL);
	puts("'");
	for (enum hub_command c = 0; c < HUB_COMMANDS; c++) {
		const char *name = hub_commands[c].name, *second = strchr(name, ' ');
		int n = (int)strcspn(name, " ");
		if (second != NULL)
			printf("complete -c guatu-hub -n '__fish_seen_subcommand_from %.*s' -a '%s'\n", n, name,
			       second + 1);
		for (int i = 0; i < hub_option_count; i++) {
			if (!option_belongs(&hub_options[i], c))
				continue;
			printf("complete -c guatu-hub -n '__fish_seen_subcommand_from %.*s", n, name);
			if (second != NULL)
				printf("; and __fish_seen_subcommand_from%s", second);
			printf("' %s-l %s\n", hub_options[i].kind != OPTION_FLAG ? "-r " : "", hub_options[i].name);
		}
	}
}
