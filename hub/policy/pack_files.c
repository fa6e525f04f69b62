#include "hub/policy/pack_files.h"

#include <dirent.h>
#include <strings.h>

#include "model/records/record.h"
#include "model/text/language.h"
#include "model/text/nearest.h"

/* What a file is called up to its last point, and behind it. */
struct name { char stem[256]; const char *end; };

static bool
take_apart(const char *file, struct name *out)
{
	const char *point = strrchr(file, '.');

	if (point == NULL || point == file || *file == '.' || (size_t)(point - file) >= sizeof out->stem)
		return false;
	snprintf(out->stem, sizeof out->stem, "%.*s", (int)(point - file), file);
	out->end = point + 1;
	return true;
}

static bool
is_table(const char *end)
{
	return strcasecmp(end, "csv") == 0 || strcasecmp(end, "xlsx") == 0;
}

/* Offices' other forms of a table. */
static bool
is_nearly_table(const char *end)
{
	static const char *const ends[] = { "xls", "xlsm", "xlsb", "et", "ods", "txt", "tsv", "json" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strcasecmp(end, ends[i]) == 0)
			return true;
	return false;
}

static int
kind_of(const char *stem)
{
	for (int kind = 0; kind < KIND_COUNT; kind++)
		if (strcasecmp(record_kinds[kind].name, stem) == 0)
			return kind;
	return -1;
}

void
pack_dir_name(const char *dir, char *out, size_t size)
{
	size_t end = strlen(dir), start;

	while (end > 1 && dir[end - 1] == '/')
		end--;
	for (start = end; start > 0 && dir[start - 1] != '/'; start--)
		;
	snprintf(out, size, "%.*s", (int)(end - start), dir + start);
}

bool
pack_file(const char *dir, int kind, char *out, size_t size)
{
	char own[64];
	DIR *d = opendir(dir);
	struct dirent *e;
	struct name name;
	bool found = false;

	snprintf(own, sizeof own, "%s.csv", record_kinds[kind].name);
	snprintf(out, size, "%s/%s", dir, own);
	while (d != NULL && (e = readdir(d)) != NULL) {
		if (!take_apart(e->d_name, &name) || !is_table(name.end) || kind_of(name.stem) != kind)
			continue;
		if (!found || strcmp(e->d_name, own) == 0)
			snprintf(out, size, "%s/%s", dir, e->d_name);
		found = true;
	}
	if (d != NULL)
		closedir(d);
	return found;
}

/* ---- what is nearly one ---------------------------------------------------------- */

/* issues.csv: the kinds that were meant, perhaps. */
static void
near(const char *stem, char *out, size_t size)
{
	struct nearest words = { .typed = stem };

	for (int kind = 0; kind < KIND_COUNT; kind++)
		nearest_look(&words, record_kinds[kind].name, NULL);
	nearest_list(&words, " ", out, size);
}

static int
check_file(const char *dir, const char *file, char first[KIND_COUNT][256], FILE *errors)
{
	char words[200];
	struct name name, inner;
	int kind;

	if (!take_apart(file, &name))
		return 0;
	if (is_nearly_table(name.end) && take_apart(name.stem, &inner) && is_table(inner.end))
		memmove(name.stem, inner.stem, sizeof name.stem);      /* issue.csv.txt */
	kind = kind_of(name.stem);
	if (is_nearly_table(name.end) && kind >= 0) {
		fprintf(errors, _("%s/%s: not read; save it as %s.csv (CSV UTF-8) or %s.xlsx, or move it away\n"),
		        dir, file, record_kinds[kind].name, record_kinds[kind].name);
		return -1;
	}
	if (!is_table(name.end))
		return 0;
	if (kind >= 0 && *first[kind] == '\0') {
		snprintf(first[kind], sizeof first[kind], "%s", file);
		return 0;
	}
	near(name.stem, words, sizeof words);
	if (kind >= 0)
		fprintf(errors, _("%s/%s: there is %s too, and nobody can tell which of them counts; keep one\n"),
		        dir, file, first[kind]);
	else if (*words != '\0')
		fprintf(errors, _("%s/%s: there is no kind \"%s\"; near are: %s; see guatu-pack(5) for the kinds, "
		                  "or move the file away\n"), dir, file, name.stem, words);
	else
		fprintf(errors, _("%s/%s: there is no kind \"%s\"; "
		                  "see guatu-pack(5) for the kinds, or move the file away\n"), dir, file, name.stem);
	return -1;
}

int
pack_files_check(const char *dir, FILE *errors)
{
	static char first[KIND_COUNT][256];
	struct dirent **list;
	int count = scandir(dir, &list, NULL, alphasort), rc = 0;

	memset(first, 0, sizeof first);
	if (count < 0) {
		fprintf(errors, "%s: %s\n", dir, error_words(errno));
		return -1;
	}
	for (int i = 0; i < count; i++) {
		rc |= check_file(dir, list[i]->d_name, first, errors);
		free(list[i]);
	}
	free(list);
	return rc;
}
