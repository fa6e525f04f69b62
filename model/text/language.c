#include <locale.h>

#include "model/text/language.h"

#include "model/text/installed.h"

/* Those that people meet; the rest stay English. */
static const char *const errors[] = {
	N_("No such file or directory"), N_("Permission denied"), N_("Is a directory"),
	N_("Not a directory"), N_("File exists"), N_("No space left on device"),
	N_("Read-only file system"), N_("File name too long"), N_("Too many open files"),
	N_("Cannot allocate memory"), N_("Input/output error"), N_("Operation not permitted"),
	N_("Address already in use"), N_("Cannot assign requested address"), N_("Connection refused"),
	N_("Broken pipe"), N_("Too many levels of symbolic links"), N_("Invalid argument"),
	N_("File too large"), N_("Disk quota exceeded"), N_("Device or resource busy"),
	N_("Resource temporarily unavailable"),
};

const char *
error_words(int error)
{
	const char *words = strerrordesc_np(error);

	for (size_t i = 0; words != NULL && i < sizeof errors / sizeof *errors; i++)
		if (strcmp(errors[i], words) == 0)
			return gettext(errors[i]);
	return words != NULL ? words : _("unknown error");
}

static bool chinese;

bool
language_english(void)
{
	return !chinese;
}

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
	chinese = !names_english();
	setenv("LANGUAGE", chinese ? "zh_CN" : "en", 1);
	if (installed_path("share/locale", dir) == 0)
		bindtextdomain("guatu", dir);
	bind_textdomain_codeset("guatu", "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8");
	textdomain("guatu");
}
