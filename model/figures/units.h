/*
 * What figures, indicators and parameters are counted in (their field unit).
 */
#pragma once

#include "model/base.h"

/* The word for people (msgid; % as it is), or NULL for a unit nobody knows. */
const char *unit_known(const char *unit);
