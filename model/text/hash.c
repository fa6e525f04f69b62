#include "model/text/hash.h"

size_t
text_hash(const char *text)
{
	size_t h = 14695981039346656037u;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h ^ h >> 29;
}
