/*
 * A profile opened for use: where its files are, the cache (read-only), the
 * outbox, who the user is at the hub, the room's clock.  Used by the screens'
 * loop and by the commands alike.  The only reader of the system clock besides
 * the loop.
 */
#pragma once

#include "model/flow/op.h"
#include "model/room/room.h"
#include "screens/kit/screen.h"
#include "store/outbox/outbox.h"
#include "store/cache/store.h"

struct session {
	/* set by whoever parses options and configuration, before session_open() */
	char profile[64];
	char hub[512];                 /* URL or unix:PATH; "" none configured */
	char token_file[PATH_MAX], ca_file[PATH_MAX];     /* "" none */
	bool read_only;
	int32_t as_of;                 /* CIVIL_NONE: the room's today */

	/* filled by session_open() */
	char cache_dir[PATH_MAX], state_dir[PATH_MAX], outbox_path[PATH_MAX];
	char socket_path[108];
	char sync_program[PATH_MAX];   /* guatu-sync, found relative to /proc/self/exe */
	struct store  *store;       /* empty at the first start: session_pulled(); NULL when the cache cannot be used */
	char cache_error[PATH_MAX + 512];  /* why, "" when there is one */
	struct outbox *outbox;         /* NULL when it could not be opened; the cache can be read all the same */
	char outbox_error[PATH_MAX + 256]; /* why, and what to do; with an outbox what was done to have it, or "" */
	bool accused;                  /* the open generation, as damaged */
	bool queued;                   /* something was, since it was opened */
	char cache_path[PATH_MAX];     /* the generation that is open */

	/* filled by session_refresh() from the cache's meta */
	struct env env;              /* now, today, user, post, roles, county ...; h, w, arg, online are the caller's */
	int64_t skew;                  /* room time minus real time; days when the room's clock was set by hand */
	int64_t synced_at;             /* real time of the last good pull; 0 never */
	bool    sample;                /* the pack is demonstration data: header says 演示数据 */
	char    campaign[128];         /* param campaign_name */
	struct outbox_counts counts;
	char    state[32];             /* online offline login tls too-old, "" unknown: as sync last wrote it */

	/* what env points into */
	char post_name[96];            /* the post as people call it */
	char user[64], post[64], county[16], county_name[64];
	char head[160];           /* whose figures these are: the county, and the part of it that this reader is sent */
	struct calendar   calendar;
	struct room_rules rules;
};

/* Makes directories, opens outbox and cache.  0; -1 with a sentence naming the next step.
 * An outbox or a cache that cannot be opened is no failure: outbox or store is NULL, outbox_error or
 * cache_error says why, and the sync process is told what is damaged. */
int  session_open(struct session *s, char *error, size_t error_size);
void session_close(struct session *s);
/* Only the cache, and only if there is one (store is NULL otherwise): makes nothing, opens no outbox, says nothing. */
void session_peek(struct session *s);

/* Reads the clock and fills env.now and (unless looked at as of another day) env.today. Cheap. */
void session_clock(struct session *s);
/* Meta, parameters, calendar, counts into env; opens the new generation when there is one.
 * 1 when the store was replaced (every model is stale), 0, -1 with a sentence. */
int  session_refresh(struct session *s, char *error, size_t error_size);

/* Was the cache found damaged since the last call, or is it when read through?  Then word is left for the sync
 * process, and `error` says so. */
bool session_distrust(struct session *s, bool read_through, char *error, size_t error_size);

/* Was anything ever pulled? */
bool session_pulled(const struct session *s);

/* When the data were pulled, on the room's clock: "2020-06-18 09:00", "" never. */
void session_data_time(const struct session *s, char out[17]);

/* Queues `op` durably under `title` (what the officer saw).  The one place that says no to a read-only
 * session.  -1 with a sentence; nothing was accepted then. */
int  session_queue(struct session *s, struct op *op, const char *title, char *error, size_t error_size);
