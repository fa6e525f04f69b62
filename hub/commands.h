/*
 * The commands of guatu-hub, one function each: argv[0] is the command's name.
 * They return the exit status: 0 done, 1 failed (said on stderr, with the next
 * step), 2 wrong usage.
 */
#ifndef GUATU_HUB_COMMANDS_H
#define GUATU_HUB_COMMANDS_H

enum { HUB_EXIT_OK = 0, HUB_EXIT_FAILED = 1, HUB_EXIT_USAGE = 2 };

int cmd_init(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_hand_over(int argc, char **argv);
int cmd_pull(int argc, char **argv);
int cmd_pack(int argc, char **argv);
int cmd_user(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_generate(int argc, char **argv);
int cmd_compare(int argc, char **argv);

/* Says on stderr what is wrong and which help to read; returns HUB_EXIT_USAGE. */
int hub_usage(const char *command, const char *what);

#endif
