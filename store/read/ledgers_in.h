/*
 * Inside the store's ledger files only.
 */
#pragma once

#include "store/cache/db.h"
#include "store/read/ledgers.h"

/* The columns that entries_read and entry_one begin with, of the entry at member path `m`. */
#define ENTRY_COLS(m) COL(m id), COL(m title), COL(m status), COL(m stage), COL(m division), COL_NAME(m place), \
	COL_DAY(m deadline), COL_DAY(m since), COL_DAY(m opened), COL_OR_NONE(m persons), COL_OR_NONE(m amount), \
	COL(m returned), COL(m relapses), COL(m evidence)
