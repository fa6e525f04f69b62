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
