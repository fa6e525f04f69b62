/*
 * Shared by the list of checklists and the page of one.
 */
#ifndef GUATU_SCREENS_CHECKLISTS_H
#define GUATU_SCREENS_CHECKLISTS_H

#include "screens/kit/screen.h"
#include "store/read/checklists.h"

/* What its figures count. */
struct effect checklist_lineage(const struct checklist_row *r);

#endif
