#include "tests/support/zip.h"

#include <minizip/zip.h>

struct zip { zipFile file; };

static void
must(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "zip: %s\n", what);
	abort();
}

static void
begin_part(struct zip *z, const char *name, int method)
{
	zip_fileinfo info = { .tmz_date = { .tm_mday = 1, .tm_year = 1980 } };

	must(zipOpenNewFileInZip64(z->file, name, &info, NULL, 0, NULL, 0, NULL, method, 1, 0) == ZIP_OK, name);
}

struct zip *
zip_begin(const char *path)
{
	struct zip *z = calloc(1, sizeof *z);

	must(z != NULL && (z->file = zipOpen64(path, APPEND_STATUS_CREATE)) != NULL, path);
	return z;
}

void
zip_open(struct zip *z, const char *name)
{
	begin_part(z, name, Z_DEFLATED);
}

void
zip_write(struct zip *z, const char *bytes, size_t len)
{
	must(zipWriteInFileInZip(z->file, bytes, (unsigned)len) == ZIP_OK, "write");
}

void
zip_close(struct zip *z)
{
	must(zipCloseFileInZip(z->file) == ZIP_OK, "close");
}

void
zip_part(struct zip *z, const char *name, const char *bytes, size_t len, int method)
{
	begin_part(z, name, method);
	zip_write(z, bytes, len);
	zip_close(z);
}

void
zip_end(struct zip *z)
{
	must(zipClose(z->file, NULL) == ZIP_OK, "end");
	free(z);
}

/* The file's bytes, to be freed. */
static char *
slurp(const char *path, size_t *len)
{
	FILE *fp = fopen(path, "rbe");
	char *bytes = NULL;
	FILE *to = open_memstream(&bytes, len);
	char piece[4096];

	must(fp != NULL && to != NULL, path);
	for (size_t n; (n = fread(piece, 1, sizeof piece, fp)) > 0;)
		fwrite(piece, 1, n, to);
	fclose(fp);
	fclose(to);
	return bytes;
}

int
zip_files(const char *path, char *const *parts)
{
	struct zip *z = zip_begin(path);

	for (; *parts != NULL; parts++) {
		char *equals = strchr(*parts, '='), *bytes;
		size_t len;
		must(equals != NULL, *parts);
		*equals = '\0';
		bytes = slurp(equals + 1, &len);
		zip_part(z, *parts, bytes, len, Z_DEFLATED);
		free(bytes);
	}
	zip_end(z);
	return 0;
}

/* ---- a hostile hand ------------------------------------------------------------- */

static uint32_t
number_at(const char *p, int size)
{
	uint32_t n = 0;

	for (int i = size; i-- > 0;)
		n = n << 8 | (unsigned char)p[i];
	return n;
}

/* Where the fields lie in a local header and in one of the directory. */
static const struct { int local, central, size; } places[] = {
	[ZIP_FLAGS] = { 6, 8, 2 }, [ZIP_METHOD] = { 8, 10, 2 }, [ZIP_CRC] = { 14, 16, 4 },
	[ZIP_PACKED] = { 18, 20, 4 }, [ZIP_SIZE] = { 22, 24, 4 },
};

static int
spoil_header(char *p, const char *end, const char *name, enum zip_field field, uint32_t flip, bool local)
{
	int head = local ? 30 : 46;
	size_t len = strlen(name);

	if (end - p < head + (long)len || number_at(p, 4) != (local ? 0x04034b50 : 0x02014b50))
		return 0;
	if (number_at(p + (local ? 26 : 28), 2) != len || memcmp(p + head, name, len) != 0)
		return 0;
	p += local ? places[field].local : places[field].central;
	flip ^= number_at(p, places[field].size);
	for (int i = 0; i < places[field].size; i++)
		p[i] = (char)(flip >> (8 * i));
	return 1;
}

void
zip_spoil(const char *path, const char *name, enum zip_field field, uint32_t flip, enum zip_header where)
{
	size_t len;
	char *bytes = slurp(path, &len);
	int done = 0;
	FILE *fp;

	for (char *p = bytes; p < bytes + len; p++) {
		if (where != ZIP_CENTRAL)
			done += spoil_header(p, bytes + len, name, field, flip, true);
		if (where != ZIP_LOCAL)
			done += spoil_header(p, bytes + len, name, field, flip, false);
	}
	must(done == (where == ZIP_BOTH ? 2 : 1), name);
	must((fp = fopen(path, "wbe")) != NULL && fwrite(bytes, 1, len, fp) == len && fclose(fp) == 0, path);
	free(bytes);
}
