/*
 * A cache file straight from a pack's CSV files, without a hub: what golden
 * screens are painted from.  And an authority with a pack in it.
 */
#pragma once

struct hub_db;
struct sqlite3;

/* Builds a cache at `cache_path` (replaced) from every KIND.csv in `pack_dir`.  Exits on failure. */
void stage_cache_from_pack(const char *pack_dir, const char *cache_path);

/* Path of a cache of packs/NAME, built once for this process and removed when it ends. */
const char *stage_pack(const char *name);

/* An empty cache in memory with what the statements of `fill` (may be NULL) put there.  Exits on failure. */
struct sqlite3 *stage_memory(const char *fill);

/* A new authority at `path` with the pack of this directory in it, loaded on 2020-06-18.  Exits on failure. */
struct hub_db *stage_hub(const char *path, const char *pack_dir);
