#include "model/base.h"
#include <locale.h>

#include "model/text/language.h"

#include "model/text/installed.h"

static bool
names_english(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		if (value != NULL && *value != '\0')
			return strncmp(value, "en", 2) == 0;
	}
	return false;
}

void
language_choose(void)
{
	char dir[INSTALLED_MAX];

	setlocale(LC_MESSAGES, "C.UTF-8");      /* always there; in "C" nothing is translated */
	setenv("LANGUAGE", names_english() ? "en" : "zh_CN", 1);
	if (installed_path("share/locale", dir) == 0)
		bindtextdomain("guatu", dir);
	bind_textdomain_codeset("guatu", "UTF-8");
	textdomain("guatu");
}
