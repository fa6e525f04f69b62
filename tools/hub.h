/* hub/cmd/options.def as parts of guatu-hub(8) and as completions. */
#pragma once

void hub_synopsis(void);
void hub_option_lists(void);
void hub_bash(void);
void hub_zsh(void);
void hub_fish(void);
