/*
 * Shared by the list of checklists and the page of one.
 */
#pragma once

#include "screens/kit/screen.h"
#include "store/read/checklists.h"

/* What its figures count. */
struct lineage;
void checklist_lineage(const struct checklist_row *r, const char *mark, struct lineage *out);
