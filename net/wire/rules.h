/*
 * What every transfer of ours keeps to, whoever asks and whomever: HTTP only,
 * no redirects of libcurl's own, no proxy from the environment, TLS 1.2 or
 * newer and verified, an end to waiting.
 */
#pragma once

#include <curl/curl.h>

/* patience: the seconds without any byte that end it; ca_file NULL: the system's. */
void net_rules(CURL *e, const char *ca_file, long patience);
