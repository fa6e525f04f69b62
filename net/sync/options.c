#include "net/sync/options.h"

#include "model/text/language.h"

static const struct { const char *name; size_t at; bool value; } table[] = {
#define TEXT(name, field) { name, offsetof(struct sync_options, field), true }
#define FLAG(name, field) { name, offsetof(struct sync_options, field), false }
	TEXT("--hub", hub), TEXT("--profile", profile), TEXT("--cache-dir", cache_dir), TEXT("--state-dir", state_dir),
	TEXT("--socket", socket), TEXT("--token-file", token_file), TEXT("--ca-file", ca_file),
	FLAG("--once", once), FLAG("--watch", watch), FLAG("--recover", recover), FLAG("--help", help),
	FLAG("--version", version),
#undef TEXT
#undef FLAG
};

const char *
sync_options_usage(void)
{
	return _("usage: guatu-sync --hub URL|unix:PATH --profile NAME --cache-dir DIR --state-dir DIR --socket PATH\n"
	         "                  [--token-file FILE] [--ca-file FILE] [--once | --watch]\n"
	         "       guatu-sync --state-dir DIR --recover\n"
	         "\n"
	         "Started by the console; keeps its cache and sends its outbox.  Leaves with the last console, with\n"
	         "--watch only when told to; --once pulls and pushes until both sides agree, and says so in one line.\n"
	         "--recover makes a new outbox from what is readable of a damaged one and its journal.\n"
	         "\n"
	         "exit: as of guatu, see guatu(1)\n");
}

int
sync_options_parse(struct sync_options *o, int argc, char **argv, char *error, size_t error_size)
{
	memset(o, 0, sizeof *o);
	for (int i = 1; i < argc; i++) {
		size_t k = 0;
		while (k < sizeof table / sizeof *table && strcmp(argv[i], table[k].name) != 0)
			k++;
		if (k == sizeof table / sizeof *table || (table[k].value && i + 1 >= argc)) {
			snprintf(error, error_size, _("%.60s: not an option, or its value is missing"), argv[i]);
			return -1;
		}
		char *field = (char *)o + table[k].at;
		if (table[k].value)
			memcpy(field, &argv[++i], sizeof argv[i]);
		else
			*(bool *)field = true;
	}
	if (o->help || o->version)
		return 0;
	if (o->state_dir == NULL || (!o->recover && (o->hub == NULL || o->cache_dir == NULL || o->socket == NULL)) ||
	    (o->once && o->watch)) {
		snprintf(error, error_size,
		         _("--hub, --cache-dir, --state-dir and --socket are needed; "
		           "--once and --watch exclude each other"));
		return -1;
	}
	return 0;
}
