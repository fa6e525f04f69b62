/*
 * Where something stands in JSON: data.result.rows, or /data/rows when a name has a point in it (RFC 6901: ~1 is a
 * slash, ~0 a tilde).  The places of a list are numbers from 0.
 */
#pragma once

#include "model/base.h"
#include "model/text/utf8.h"

enum { JSON_STEPS_MAX = 8, JSON_STEP_MAX = 64 };
struct json_path { int count; char step[JSON_STEPS_MAX][JSON_STEP_MAX]; };

/* For messages: how much of a text, in whole characters. */
#define JSON_SAID(text) (int)utf8_clip(text, 60), text

/* `len` bytes of text: NULL, or what is wrong with it. */
const char *json_path_parse(struct json_path *out, const char *text, size_t len);
/* As it is written; always whole or with … at its end. */
void json_path_text(const struct json_path *path, char *out, size_t size);

/* A source's `map`: their member = our column, parted by ; or line ends; = - keeps a member out. */
#define JSON_KEPT_OUT "-"
enum { JSON_MAP_MAX = 64 };
struct json_pair { struct json_path theirs; char ours[96]; };
struct json_map { int count; struct json_pair pair[JSON_MAP_MAX]; };

/* The map of a source that `takes` that: 0; -1 with what is wrong with it. */
int json_map_read(struct json_map *out, const char *takes, const char *text, char *why, size_t size);
