/*
 * A source's `next`: how its other pages are found (guatu-pack(5)).
 *
 *   data.next                  a link stands there, absolute or relative; none on the last page
 *   page=1   offset=0+100      a parameter of the address that counts from there (by 1, or by what stands behind +)
 *   cursor=data.cursor         a parameter of the address that says what stands there, or a link after all; nothing on
 *                              the last page
 *
 * and behind it, parted by blanks: total=PATH (how many records there are in all), pages=N (at most), host=NAME[:PORT]
 * (where links may lead besides the source's own host).
 */
#pragma once

#include "model/base.h"

enum { JSON_PAGES = 1000, JSON_PAGES_MOST = 100000, JSON_HOSTS_MAX = 4 };

struct json_next {
	char link[256];              /* a path: of a link or, with `param`, of what goes there */
	char param[64];
	bool counts;
	long first, step;
	char total[256];
	long pages;
	char host[JSON_HOSTS_MAX][128];
	int  hosts;
};

/* 0; -1 with what is wrong with it. */
int json_next_read(struct json_next *out, const char *text, char *why, size_t size);
