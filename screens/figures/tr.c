#include "model/base.h"
#include "screens/figures/tr.h"

#include <libintl.h>

enum { KEPT = 1024 };

/* Of the linker: where the program's own constants begin and end.  Of libintl: changes with every catalogue chosen. */
extern const char __executable_start[], _edata[];
extern int _nl_msg_cat_cntr;

const char *
tr(const char *text)
{
	static struct { const char *text, *said; } kept[KEPT];
	static int catalogue;
	uintptr_t at = (uintptr_t)text;

	if (at < (uintptr_t)__executable_start || at >= (uintptr_t)_edata)
		return gettext(text);
	if (catalogue != _nl_msg_cat_cntr) {
		memset(kept, 0, sizeof kept);
		catalogue = _nl_msg_cat_cntr;
	}
	/* the golden ratio scatters */
	size_t slot = (size_t)((uint64_t)at * UINT64_C(0x9E3779B97F4A7C15) >> 54) % KEPT;
	if (kept[slot].text != text) {
		kept[slot].said = gettext(text);
		kept[slot].text = text;
	}
	return kept[slot].said;
}
