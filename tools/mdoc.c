#include "tools/mdoc.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

void
mdoc_word(const char *s)
{
	fputs("\"\\&", stdout);      /* a lone punctuation mark would not count as a word */
	for (; *s != '\0'; s++)
		fputs(*s == '"' ? "\"\"" : *s == '\\' ? "\\e" : (char[2]){ *s, '\0' }, stdout);
	putchar('"');
}

void
mdoc_sentence(const char *s)
{
	size_t n = strlen(s);

	printf("%c%s%s\n", toupper((unsigned char)*s), s + 1, n > 0 && s[n - 1] == '.' ? "" : ".");
}
