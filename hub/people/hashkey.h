/*
 * Keys in place of identity numbers (A31, decision 3 of the domain): the same
 * person gives the same key in every hand-over of this county, and nobody can
 * go back from a key to a number, not even by trying all of them, without the
 * county's salt.  The salt is random, made on first use, and lives in the
 * authority's meta table, which no console, pack or export ever sees.
 *
 * HMAC-SHA256 under the salt, the first 128 bits in hexadecimal.
 */
#pragma once

#include "hub/authority/db.h"
#include "model/text/identity.h"

enum { HASHKEY_HEX = 33 };

struct hashkey;

/* Makes the salt when there is none yet; inside a transaction. 0, -1 hub_db_error(). */
int             hashkey_ready(struct hub_db *db);

/* Inside a transaction (the salt may have to be written).  NULL: hub_db_error(). */
struct hashkey *hashkey_new(struct hub_db *db);
void            hashkey_free(struct hashkey *k);
/* A person's key from an identity number in any spelling; what is no good number is keyed as it stands. */
enum identity_fault hashkey_person(struct hashkey *k, const char *text, char out[HASHKEY_HEX]);
void            hashkey_household(struct hashkey *k, const char *text, char out[HASHKEY_HEX]);
/* Is this a key as written here? */
bool            hashkey_is(const char *text);
