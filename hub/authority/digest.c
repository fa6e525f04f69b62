#include "hub/authority/digest.h"

#include "hub/authority/regular.h"

#include <openssl/evp.h>

static void
hex(const unsigned char *bytes, unsigned n, char *out)
{
	for (unsigned i = 0; i < n; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void
digest_bytes(const void *bytes, size_t len, char out[DIGEST_HEX])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_Digest(bytes, len, sum, &n, EVP_sha256(), NULL) != 1)
		abort();    /* no memory for 200 bytes: nothing sensible is left to do */
	hex(sum, n, out);
}

void
digest_fields(const char *const *fields, int count, char out[DIGEST_HEX])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	char length[24];

	if (ctx == NULL || EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) != 1)
		abort();
	for (int i = 0; i < count; i++) {
		int used = snprintf(length, sizeof length, "%zu:", strlen(fields[i]));
		EVP_DigestUpdate(ctx, length, (size_t)used);
		EVP_DigestUpdate(ctx, fields[i], strlen(fields[i]));
	}
	EVP_DigestFinal_ex(ctx, sum, &n);
	EVP_MD_CTX_free(ctx);
	hex(sum, n, out);
}

int
digest_file(const char *path, char out[DIGEST_HEX], long long *bytes)
{
	unsigned char piece[65536], sum[EVP_MAX_MD_SIZE];
	EVP_MD_CTX *ctx;
	FILE *f = regular_open(path);
	unsigned n = 0;
	size_t got;
	int rc;

	if (f == NULL)
		return -1;
	if ((ctx = EVP_MD_CTX_new()) == NULL || EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) != 1)
		abort();
	for (*bytes = 0; (got = fread(piece, 1, sizeof piece, f)) > 0; *bytes += (long long)got)
		EVP_DigestUpdate(ctx, piece, got);
	rc = ferror(f) ? -1 : 0;
	EVP_DigestFinal_ex(ctx, sum, &n);
	EVP_MD_CTX_free(ctx);
	fclose(f);
	hex(sum, n, out);
	return rc;
}
