/*
 * Where the crash tests pull the plug: GUATU_SYNC_FAILPOINT=NAME kills the
 * process with SIGKILL when it passes the point called NAME; NAME:7 the
 * seventh time.  Costs a comparison when unset.
 *
 * Points: before-send, after-send, after-answer, mid-page, before-commit,
 * before-publish, after-publish.
 */
#pragma once

void net_failpoint(const char *name);
