/* Completions of bash, zsh and fish for guatu, printed from the tables. */
#ifndef GUATU_TOOLS_COMPLETION_H
#define GUATU_TOOLS_COMPLETION_H

void completion_bash(void);
void completion_zsh(void);
void completion_fish(void);

#endif
