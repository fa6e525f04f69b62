/*
 * Whom a paper goes to (A54): words parted by 、, each of which names a post by its id or its name,
 * the posts of a unit, or those of a class:
 *
 *   各乡镇        every post of the role township
 *   各乡镇医保办  those of them whose name or unit ends so
 *   各督战组      every post of the role group
 *
 * A supervision group, which is no post, is looked up beside.
 */
#pragma once

#include "model/base.h"

struct addressee { const char *id, *name, *unit, *role; };   /* of a post; "" or NULL unset */

/* Is the post one that `word` names? */
bool addressee_named(const char *word, const struct addressee *post);
/* What follows the class's own word, NULL when `word` names no class; *role whose posts these are. */
const char *addressee_class(const char *word, const char **role);
