/*
 * The strip that names the screens of one tab, the shown one in brackets:
 * `[台账] 监测 交接   Tab 换`.  The top row of every screen that has siblings.
 */
#pragma once

#include "screens/kit/screen.h"

/* Row `y`; returns the columns taken (0: no tab's), so that the screen can say more to the right of it. */
int siblings_paint(struct canvas *c, int y, const struct screen_ops *shown);
