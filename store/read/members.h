/*
 * Groups and who is in them: one row for each lead and member.
 */
#pragma once

#include "store/cache/store.h"

struct member_row {
	char id[112], group[48], group_name[64], type[32], type_name[48], post[48], name[64], unit[96];
	bool lead;
};
struct members { struct member_row *rows; int count; };

int  store_members(struct store *st, bool english, struct members *out);      /* 0, -1 */
void members_clear(struct members *m);
