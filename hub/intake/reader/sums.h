/*
 * Rows that add up those above them, as people write them: 合计, 小计：, 本页合计, 总计（元）, 姚关镇小计,
 * Total.
 */
#pragma once

#include "model/base.h"

/* Does a cell say so?  `id`: it stands where an id would; an English word might be one. */
bool sum_word(const char *cell, bool id);
/* Is it only a number of rows or people: 300, 300人? */
bool sum_count(const char *cell);
