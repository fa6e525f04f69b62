/* Completions of bash, zsh and fish for guatu, printed from the tables. */
#pragma once

void completion_bash(void);
void completion_zsh(void);
void completion_fish(void);
