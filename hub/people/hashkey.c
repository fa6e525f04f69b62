#include "hub/people/hashkey.h"

#include <sys/random.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

enum { SALT = 32, KEY = 16, TEXT_MAX = 64 };
static const char SALT_NAME[] = "hash_salt";

struct hashkey { EVP_MAC *mac; EVP_MAC_CTX *ctx; };

static void
to_hex(const unsigned char *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * n] = '\0';
}

/* The county's salt as stored text, made when there is none. */
static int
salt_of(struct hub_db *db, char out[2 * SALT + 1])
{
	unsigned char fresh[SALT];

	if (hub_db_meta_get(db, SALT_NAME, out, 2 * SALT + 1) != 0)
		return -1;
	if (*out != '\0')
		return 0;
	if (getrandom(fresh, sizeof fresh, 0) != (ssize_t)sizeof fresh)
		abort();    /* cannot happen for 32 bytes once the machine is up */
	to_hex(fresh, sizeof fresh, out);
	return hub_db_meta_set(db, SALT_NAME, out);
}

int
hashkey_ready(struct hub_db *db)
{
	char salt[2 * SALT + 1];
	int rc = salt_of(db, salt);

	OPENSSL_cleanse(salt, sizeof salt);
	return rc;
}

struct hashkey *
hashkey_new(struct hub_db *db)
{
	OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string("digest", (char[]){ "SHA256" }, 0),
		OSSL_PARAM_construct_end() };
	struct hashkey *k;
	char salt[2 * SALT + 1];

	if (salt_of(db, salt) != 0)
		return NULL;
	if ((k = calloc(1, sizeof *k)) == NULL || (k->mac = EVP_MAC_fetch(NULL, "HMAC", NULL)) == NULL ||
	    (k->ctx = EVP_MAC_CTX_new(k->mac)) == NULL ||
	    EVP_MAC_init(k->ctx, (const unsigned char *)salt, 2 * SALT, params) != 1)
		abort();    /* no memory for a hash: nothing sensible is left to do */
	OPENSSL_cleanse(salt, sizeof salt);
	return k;
}

void
hashkey_free(struct hashkey *k)
{
	if (k == NULL)
		return;
	EVP_MAC_CTX_free(k->ctx);
	EVP_MAC_free(k->mac);
	free(k);
}

static void
key_of(struct hashkey *k, const char *what, const char *text, char out[HASHKEY_HEX])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	size_t n = 0;

	/* Without a key init starts the same one over. */
	if (EVP_MAC_init(k->ctx, NULL, 0, NULL) != 1 ||
	    EVP_MAC_update(k->ctx, (const unsigned char *)what, strlen(what) + 1) != 1 ||
	    EVP_MAC_update(k->ctx, (const unsigned char *)text, strlen(text)) != 1 ||
	    EVP_MAC_final(k->ctx, sum, &n, sizeof sum) != 1)
		abort();
	to_hex(sum, KEY, out);
}

/* Without blanks, letters large: as far as spellings of something unknown can be brought together. */
static void
plain(const char *text, char out[TEXT_MAX + 1])
{
	size_t n = 0;

	for (; *text != '\0' && n < TEXT_MAX; text++)
		if ((unsigned char)*text > ' ')
			out[n++] = (char)toupper((unsigned char)*text);
	out[n] = '\0';
}

enum identity_fault
hashkey_person(struct hashkey *k, const char *text, char out[HASHKEY_HEX])
{
	char number[TEXT_MAX + 1];
	enum identity_fault fault = identity_normal(text, strlen(text), number);

	if (fault != IDENTITY_OK)
		plain(text, number);
	key_of(k, "person", number, out);
	OPENSSL_cleanse(number, sizeof number);
	return fault;
}

void
hashkey_household(struct hashkey *k, const char *text, char out[HASHKEY_HEX])
{
	char number[TEXT_MAX + 1];

	plain(text, number);
	key_of(k, "household", number, out);
	OPENSSL_cleanse(number, sizeof number);
}

bool
hashkey_is(const char *text)
{
	return strspn(text, "0123456789abcdef") == HASHKEY_HEX - 1 && text[HASHKEY_HEX - 1] == '\0';
}
