#include "hub/intake/xlsx/archive.h"

#include <minizip/unzip.h>
#include <sys/stat.h>

struct entry { char *name; unz64_file_pos at; uint64_t packed, size; unsigned long method, flags; };

struct archive {
	unzFile  zip;
	uint64_t bytes;                       /* of the file */
	struct entry *entry;
	int      entries;
	/* The part being read. */
	int      open;                        /* -1: none */
	uint64_t read;
};

/* As names are compared: / between folders, none before the first, ASCII without case. */
static char
folded(char c)
{
	return c == '\\' ? '/' : (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int
compare_names(const char *a, const char *b)
{
	a += *a == '/' || *a == '\\';
	b += *b == '/' || *b == '\\';
	while (*a != '\0' && folded(*a) == folded(*b))
		a++, b++;
	return (unsigned char)folded(*a) - (unsigned char)folded(*b);
}

static int
compare_entries(const void *a, const void *b)
{
	return compare_names(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int
take_entry(struct archive *a, struct xlsx_why *why)
{
	struct entry *e = &a->entry[a->entries];
	char name[ARCHIVE_NAME_MAX];
	unz_file_info64 info;

	if (unzGetCurrentFileInfo64(a->zip, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
	    unzGetFilePos64(a->zip, &e->at) != UNZ_OK)
		return why_damaged(why, _("its directory cannot be read"));
	if (info.size_filename >= sizeof name || strlen(name) != info.size_filename || info.size_filename == 0)
		return why_damaged(why, _("a part without a sound name"));
	if ((e->name = strdup(name)) == NULL)
		return why_memory(why);
	e->packed = info.compressed_size;
	e->size = info.uncompressed_size;
	e->method = info.compression_method;
	e->flags = info.flag;
	a->entries++;
	return 0;
}

static int
take_entries(struct archive *a, struct xlsx_why *why)
{
	unz_global_info64 all;
	int rc;

	if (unzGetGlobalInfo64(a->zip, &all) != UNZ_OK)
		return why_damaged(why, _("its directory cannot be read"));
	if (all.number_entry > ARCHIVE_ENTRIES_MAX)
		return why_damaged(why, _("more than %d parts"), ARCHIVE_ENTRIES_MAX);
	if ((a->entry = calloc((size_t)all.number_entry + 1, sizeof *a->entry)) == NULL)
		return why_memory(why);
	for (rc = unzGoToFirstFile(a->zip); rc == UNZ_OK; rc = unzGoToNextFile(a->zip)) {
		if ((ZPOS64_T)a->entries >= all.number_entry)
			break;
		if (take_entry(a, why) != 0)
			return -1;
	}
	if ((ZPOS64_T)a->entries != all.number_entry || a->entries == 0)
		return why_damaged(why, _("its directory cannot be read"));
	qsort(a->entry, (size_t)a->entries, sizeof *a->entry, compare_entries);
	for (int i = 1; i < a->entries; i++)
		if (compare_entries(&a->entry[i - 1], &a->entry[i]) == 0)
			return why_damaged(why, _("two parts are called %.80s"), a->entry[i].name);
	return 0;
}

struct archive *
archive_open(const char *path, struct xlsx_why *why)
{
	struct archive *a = calloc(1, sizeof *a);
	struct stat st;

	if (a == NULL) {
		why_memory(why);
		return NULL;
	}
	a->open = -1;
	if (stat(path, &st) != 0) {
		why_file(why, "%s", error_words(errno));
	} else if (!S_ISREG(st.st_mode)) {
		why_file(why, _("not a regular file"));
	} else if ((a->zip = unzOpen64(path)) == NULL) {
		why_damaged(why, _("it is cut off, or no workbook"));
	} else {
		a->bytes = (uint64_t)st.st_size;
		if (take_entries(a, why) == 0)
			return a;
	}
	archive_close(a);
	return NULL;
}

void
archive_close(struct archive *a)
{
	if (a == NULL)
		return;
	if (a->open >= 0)
		unzCloseCurrentFile(a->zip);
	if (a->zip != NULL)
		unzClose(a->zip);
	for (int i = 0; i < a->entries; i++)
		free(a->entry[i].name);
	free(a->entry);
	free(a);
}

int
archive_find(const struct archive *a, const char *name)
{
	struct entry key = { .name = (char *)(uintptr_t)name };
	const struct entry *e = bsearch(&key, a->entry, (size_t)a->entries, sizeof key, compare_entries);

	return e != NULL ? (int)(e - a->entry) : -1;
}

const char *
archive_name(const struct archive *a, int part)
{
	return a->entry[part].name;
}

static int
damaged(const struct archive *a, struct xlsx_why *why)
{
	return why_damaged(why, _("%.80s is not what its directory says"), a->entry[a->open].name);
}

int
part_begin(struct archive *a, int part, struct xlsx_why *why)
{
	const struct entry *e = &a->entry[part];

	if (a->open >= 0)
		unzCloseCurrentFile(a->zip);
	a->open = -1;
	if (e->flags & 1)
		return why_file(why, _("a workbook with a password; take it off and save it as .xlsx or CSV UTF-8"));
	if (e->method != 0 && e->method != 8)
		return why_damaged(why, _("%.80s is packed in a way no spreadsheet program knows (%lu)"), e->name,
		                   e->method);
	if (unzGoToFilePos64(a->zip, &e->at) != UNZ_OK || unzOpenCurrentFile(a->zip) != UNZ_OK)
		return why_damaged(why, _("%.80s cannot be unpacked"), e->name);
	a->open = part;
	a->read = 0;
	return 0;
}

static int
part_end(struct archive *a, struct xlsx_why *why)
{
	int rc = a->read == a->entry[a->open].size ? 0 : damaged(a, why);

	if (unzCloseCurrentFile(a->zip) != UNZ_OK && rc == 0)
		rc = damaged(a, why);
	a->open = -1;
	return rc;
}

int
part_read(struct archive *a, void *bytes, int size, struct xlsx_why *why)
{
	const struct entry *e;
	uint64_t packed;
	int n;

	if (a->open < 0)
		return 0;
	e = &a->entry[a->open];
	packed = e->packed < a->bytes ? e->packed : a->bytes;
	if ((n = unzReadCurrentFile(a->zip, bytes, (unsigned)size)) < 0)
		return damaged(a, why);
	if (n == 0)
		return part_end(a, why);
	a->read += (uint64_t)n;
	if (a->read > PART_MAX)
		return why_file(why, _("%.80s unpacks to more than 1 GiB; split the workbook, or save the sheet as "
		                      "CSV UTF-8"), e->name);
	if (a->read > PART_FREE && a->read / PART_RATIO > packed)
		return why_file(why, _("%.80s unpacks to more than %d times its size, which is made to fill memory; "
		                      "if it is not, save the sheet as CSV UTF-8"), e->name, PART_RATIO);
	return n;
}
