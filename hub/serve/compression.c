#include "hub/serve/compression.h"

#include <zlib.h>
#include <zstd.h>

enum { RAW = 32768, ZSTD_LEVEL = 3, ZSTD_WINDOW_LOG = 18, GZIP_LEVEL = 4, GZIP_WINDOW = 15 + 16 };

struct compression {
	struct changes    *changes;
	enum compression_kind kind;
	ZSTD_CCtx      *zstd;
	z_stream        gzip;
	bool            gzip_open, ended, done;      /* the stream has ended; the compressor has */
	size_t          raw_len, raw_at;
	char            raw[RAW];
};

/* ---- what the client takes ---------------------------------------------- */

/* Is `name` among the codings, without q=0? */
static bool
accepts(const char *header, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = header; p != NULL && *p != '\0'; p = strchr(p, ',') != NULL ? strchr(p, ',') + 1 : NULL) {
		p += strspn(p, " \t");
		if (strncasecmp(p, name, len) == 0 && strchr(" \t;,", p[len]) != NULL) {
			const char *q = strstr(p, "q="), *end = strchr(p, ',');
			return q == NULL || (end != NULL && q > end) || strtod(q + 2, NULL) > 0;
		}
	}
	return false;
}

enum compression_kind
compression_choose(const char *accept)
{
	if (accept == NULL)
		return COMPRESSION_NONE;
	return accepts(accept, "zstd") ? COMPRESSION_ZSTD
	       : accepts(accept, "gzip") ? COMPRESSION_GZIP : COMPRESSION_NONE;
}

const char *
compression_name(enum compression_kind kind)
{
	return kind == COMPRESSION_ZSTD ? "zstd" : kind == COMPRESSION_GZIP ? "gzip" : "identity";
}

/* ---- the compressors: what there is in raw goes in, out comes what fits --- */

static long
run_zstd(struct compression *p, char *out, size_t max)
{
	ZSTD_inBuffer in = { p->raw, p->raw_len, p->raw_at };
	ZSTD_outBuffer to = { out, max, 0 };
	size_t left = ZSTD_compressStream2(p->zstd, &to, &in, p->ended ? ZSTD_e_end : ZSTD_e_continue);

	if (ZSTD_isError(left))
		return -1;
	p->raw_at = in.pos;
	p->done = p->ended && left == 0;
	return (long)to.pos;
}

static long
run_gzip(struct compression *p, char *out, size_t max)
{
	int rc;

	p->gzip.next_in = (Bytef *)p->raw + p->raw_at;
	p->gzip.avail_in = (uInt)(p->raw_len - p->raw_at);
	p->gzip.next_out = (Bytef *)out;
	p->gzip.avail_out = (uInt)max;
	rc = deflate(&p->gzip, p->ended ? Z_FINISH : Z_NO_FLUSH);
	if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
		return -1;
	p->raw_at = p->raw_len - p->gzip.avail_in;
	p->done = rc == Z_STREAM_END;
	return (long)(max - p->gzip.avail_out);
}

static int
more_raw(struct compression *p)
{
	long n = changes_read(p->changes, p->raw, RAW);

	if (n < 0)
		return -1;
	p->raw_at = 0;
	p->raw_len = (size_t)n;
	p->ended = n == 0;
	return 0;
}

long
compression_read(struct compression *p, char *out, size_t max)
{
	long n = 0;

	if (p->kind == COMPRESSION_NONE)
		return changes_read(p->changes, out, max);
	while (n == 0 && !p->done) {
		if (p->raw_at == p->raw_len && !p->ended && more_raw(p) != 0)
			return -1;
		n = p->kind == COMPRESSION_ZSTD ? run_zstd(p, out, max) : run_gzip(p, out, max);
	}
	return n;
}

struct compression *
compression_new(struct changes *changes, enum compression_kind kind)
{
	struct compression *p = calloc(1, sizeof *p);

	if (p == NULL) {
		changes_free(changes);
		return NULL;
	}
	p->changes = changes;
	p->kind = kind;
	if (kind == COMPRESSION_ZSTD && (p->zstd = ZSTD_createCCtx()) != NULL) {
		ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL);
		ZSTD_CCtx_setParameter(p->zstd, ZSTD_c_windowLog, ZSTD_WINDOW_LOG);
	}
	if (kind == COMPRESSION_GZIP)
		p->gzip_open = deflateInit2(&p->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8,
		                            Z_DEFAULT_STRATEGY) == Z_OK;
	if ((kind == COMPRESSION_ZSTD && p->zstd == NULL) || (kind == COMPRESSION_GZIP && !p->gzip_open)) {
		compression_free(p);
		return NULL;
	}
	return p;
}

void
compression_free(struct compression *p)
{
	if (p == NULL)
		return;
	ZSTD_freeCCtx(p->zstd);
	if (p->gzip_open)
		deflateEnd(&p->gzip);
	changes_free(p->changes);
	free(p);
}
