/*
 * The floor: the least an ncursesw list can do.  A thousand Chinese rows in
 * memory, only what changed is drawn, one write a frame.  Keys: j k PgDn PgUp
 * g, Tab to a second screen and back, q.  Everything else is measured against it.
 */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 1000 };
static char *rows[ROWS];
static int top, cur, page, second;

static void
draw_row(int i)
{
	attrset(top + i == cur ? A_REVERSE : A_NORMAL);
	mvaddstr(i + 1, 0, rows[top + i]);
	printw("%*s", COLS - getcurx(stdscr), "");
}

static void
draw_all(void)
{
	erase();
	attrset(A_REVERSE);
	mvprintw(0, 0, "%-*s", COLS, second ? " floor: second" : " floor: list");
	attrset(A_NORMAL);
	for (int i = 0; i < page; i++)
		if (second)
			mvprintw(i + 1, 0, "%02d: %s", i, rows[(cur * 31 + i * 7) % ROWS]);
		else
			draw_row(i);
}

static void
draw(void)
{
	static int old_top = -1, old_cur, old_second;
	int by = top - old_top;

	if (old_top < 0 || second || old_second || by >= page || -by >= page) {
		draw_all();
	} else {
		if (by != 0) {
			scrollok(stdscr, TRUE);
			setscrreg(1, page);
			scrl(by);
			scrollok(stdscr, FALSE);
			for (int i = by > 0 ? page - by : 0; i < (by > 0 ? page : -by); i++)
				draw_row(i);
		}
		if (old_cur >= top && old_cur < top + page)
			draw_row(old_cur - top);
		draw_row(cur - top);
	}
	attrset(A_BOLD);
	mvprintw(LINES - 1, 0, "%d/%d", cur + 1, ROWS);
	clrtoeol();
	move(cur - top + 1, 0);
	refresh();
	old_top = top;
	old_cur = cur;
	old_second = second;
}

static int
clamp(int v, int least, int most)
{
	return v < least ? least : v > most ? most : v;
}

int
main(void)
{
	/* Neighbours differ as they do in a real list, or curses would send digits only. */
	static const char *const titles[] = {
		"贫困人口参保标识与税务缴费信息不一致", "外出务工人员未提供异地参保凭证", "新生儿出生九十日未办理参保登记",
		"死亡人员仍在享受参保资助名单内", "资助资金滞留乡镇财政专户超三十日", "转诊备案手续缺少医院盖章材料",
		"慢性病卡未发放到本人手中", "住院费用一站式结算未覆盖县外医院", "村级台账与系统参保人数相差较大", "重复参保待本人选择保留一处",
	};
	static const char *const towns[] = { "姚关镇", "甸阳镇", "由旺镇", "仁和镇", "酒房乡", "老麦乡", "木老元乡" };
	static const char *const states[] = { "整改中", "待核验", "待派单", "待销号" };
	unsigned seed = 1;

	setlocale(LC_ALL, "");
	for (int i = 0; i < ROWS; i++) {
		seed = seed * 1664525u + 1013904223u;
		if (asprintf(&rows[i], "%07d  %s  %s  2020-%02u-%02u  逾期 %2u 天  %s", i + 1,
		             towns[(seed >> 24) % 7], titles[(seed >> 20) % 10], 1 + (seed >> 5) % 12, 1 + (seed >> 9) % 28,
		             (seed >> 16) % 90, states[(seed >> 13) % 4]) < 0)
			return 1;
	}
	initscr();
	raw();
	noecho();
	nonl();
	endwin();            /* ncurses 6.4 writes at every cursor movement until the first endwin() + refresh() */
	refresh();
	keypad(stdscr, TRUE);
	set_escdelay(25);
	page = LINES - 2;
	for (;;) {
		draw();
		switch (getch()) {
		case 'j': cur++; break;
		case 'k': cur--; break;
		case KEY_NPAGE: cur += page; top += page; break;
		case KEY_PPAGE: cur -= page; top -= page; break;
		case 'g': cur = 0; break;
		case '\t': second = !second; break;
		case KEY_RESIZE: page = LINES - 2; draw_all(); break;
		case 'q': case ERR: endwin(); return 0;
		}
		cur = clamp(cur, 0, ROWS - 1);
		top = clamp(top, cur - page + 1, cur);
		top = clamp(top, 0, ROWS - page);
	}
}
