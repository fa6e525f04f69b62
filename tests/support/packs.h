/*
 * A cache file straight from a pack's CSV files, without a hub: what golden
 * screens are painted from.
 */
#ifndef GUATU_TESTS_PACKS_H
#define GUATU_TESTS_PACKS_H

/* Builds a cache at `cache_path` (replaced) from every KIND.csv in `pack_dir`.  Exits on failure. */
void stage_cache_from_pack(const char *pack_dir, const char *cache_path);

/* Path of a cache of hub/packs/NAME, built once for this process and removed when it ends. */
const char *stage_pack(const char *name);

#endif
