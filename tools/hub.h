/* hub/cmd/options.def as parts of guatu-hub(8) and as completions. */
#ifndef GUATU_TOOLS_HUB_H
#define GUATU_TOOLS_HUB_H

void hub_synopsis(void);
void hub_option_lists(void);
void hub_bash(void);
void hub_zsh(void);
void hub_fish(void);

#endif
