#include "screens/dialogs/form.h"

/* ---- loading --------------------------------------------------------------- */

static void
form_unload(void *model)
{
	struct form *f = model;

	for (int i = 0; i < f->count; i++)
		free(f->fields[i].choices);
	free(f->fields);
	free(f->items);
	form_book_free(f);
	memset(f, 0, sizeof *f);
}

static int
load_items(struct form *f, struct store *st, const struct env *env)
{
	int n = f->step.targets.count;

	if (n == 0)
		return 0;
	if ((f->items = calloc((size_t)n, sizeof *f->items)) == NULL)
		abort();
	for (int i = 0; i < n; i++) {
		int rc = step_target(st, env, f->step.kind, f->step.targets.id[i], &f->items[i]);
		if (rc < 0)
			return -1;
		f->late |= rc == 0 && f->items[i].facts.deadline != 0 && env->today > f->items[i].facts.deadline;
	}
	return 0;
}

/* A report's subjects by aspects, or an item of the checklist each. */
static int
load_cells(struct form *f, struct form_field *field, struct store *st, const struct env *env)
{
	if (field->def->type == ARG_MATRIX) {
		if (report_axes(st, env->english, &f->axes) != 0)
			return -1;
		field->across = f->axes.aspect_count;
		field->cell_count = f->axes.subject_count * f->axes.aspect_count;
	}
	if (field->def->type == ARG_MARKS) {
		if ((field->choices = calloc(FORM_CELLS, sizeof *field->choices)) == NULL)
			abort();
		field->cell_count = f->items != NULL ? store_mark_items(st, f->step.targets.id[0], env->english,
		                                                        field->choices, FORM_CELLS) : 0;
		field->across = field->cell_count > 8 ? 2 : 1;
	}
	marks_none(field->cells, field->cell_count);
	return field->cell_count < 0 ? -1 : 0;
}

static int
load_choices(struct form *f, struct form_field *field, struct store *st, const struct env *env)
{
	if (field_is_cells(field))
		return load_cells(f, field, st, env);
	if (!field_is_choice(field))
		return 0;
	if ((field->choices = calloc(FORM_CHOICES, sizeof *field->choices)) == NULL)
		abort();
	if ((field->choice_count = form_book_choices(f, field, st, env)) != -2)
		return field->choice_count < 0 ? -1 : 0;
	if (field->def->type == ARG_TERM)
		field->choice_count = store_term_choices(st, field->def->list, env->english, field->choices,
		                                         FORM_CHOICES);
	else if (field->def->type == ARG_POST)
		field->choice_count = store_post_choices(st, env->english, field->choices, FORM_CHOICES);
	else
		field->choice_count = store_township_choices(st, env->today, env->english, field->choices,
		                                             FORM_CHOICES);
	return field->choice_count < 0 ? -1 : 0;
}

/* Who submitted it may not be its verifier, so is not offered. */
static void
omit_submitter(struct form *f, struct form_field *field)
{
	int kept = 0;

	for (int i = 0; i < field->choice_count; i++) {
		bool submitted = false;
		for (int t = 0; t < f->step.targets.count; t++)
			submitted |= strcmp(field->choices[i].code, f->items[t].submitted_by) == 0;
		if (!submitted)
			field->choices[kept++] = field->choices[i];
	}
	field->choice_count = kept;
}

/* A value the list does not have (an older code, a user's name) is offered as it is. */
static void
offer_unlisted(struct form_field *field, const char *value)
{
	field_set(field, value);
	if (field->at >= 0 || field->choice_count >= FORM_CHOICES)
		return;
	struct choice *c = &field->choices[field->choice_count];
	snprintf(c->code, sizeof c->code, "%.60s", value);
	snprintf(c->name, sizeof c->name, "%.60s", value);
	field->at = field->choice_count++;
}

/* What the record says already, where the step continues it; a note is always a new one. */
static void
default_from_record(struct form *f, struct form_field *field, struct store *st, const struct env *env)
{
	char value[LINE_MAX_BYTES];
	const char *name = field->def->name;

	if (f->step.targets.count != 1 || field->def->field < 0 || field->def->type == ARG_EVIDENCE ||
	    field->def->type == ARG_STAGE || strcmp(name, "note") == 0)
		return;
	store_field(st, f->step.kind, f->step.targets.id[0], field->def->field, value, sizeof value);
	if (*value == '\0' || (strcmp(name, "verifier") == 0 && strcmp(value, f->items[0].submitted_by) == 0))
		return;
	if (field->def->type == ARG_DATE && (strcmp(name, "until") == 0 || strcmp(name, "lookback") == 0) &&
	    civil_parse(value) <= env->today)
		return;
	if (field_is_choice(field))
		offer_unlisted(field, value);
	else
		field_set(field, value);
}

/* Ours where the record is silent: look back after 30 days, put off by three workdays. */
static void
default_of_ours(const struct form *f, struct form_field *field, const struct env *env)
{
	char text[11];
	int32_t day = CIVIL_NONE;

	if (field_is_choice(field)) {
		if (field->at < 0 && field->def->type == ARG_TERM && field->def->need == ARG_REQ &&
		    field->choice_count > 0)
			field->at = 0;
		return;
	}
	if (field->def->type != ARG_DATE || field->line.len > 0)
		return;
	if (strcmp(field->def->name, "lookback") == 0)
		day = env->today + 30;
	else if (strcmp(field->def->name, "until") == 0 || strcmp(field->def->name, "review") == 0)
		day = workdays_after(env->cal, env->today, strcmp(f->step.verb, "snooze") == 0 ? 3 : 5);
	else if (strcmp(field->def->name, "deadline") == 0 && f->step.targets.count == 0 &&
	         f->days.zero_day >= env->today)
		day = f->days.zero_day;
	else if (field->def->need == ARG_REQ)
		day = workdays_after(env->cal, env->today, 10);
	if (day != CIVIL_NONE) {
		civil_format(day, text);
		line_set(&field->line, text);
	}
}

static void
default_known(const struct form *f, struct form_field *field)
{
	char key[80], value[128];
	const char *at;

	snprintf(key, sizeof key, "%s=", field->def->name);
	for (at = f->known; *at != '\0'; at += strcspn(at, "\n") + 1)
		if (strncmp(at, key, strlen(key)) == 0) {
			snprintf(value, sizeof value, "%.*s", (int)strcspn(at + strlen(key), "\n"), at + strlen(key));
			field_set(field, value);
		}
}

/* The entry's ledger has columns of its own: a field each. */
static int
load_columns(struct form *f, const struct arg_def *extra, struct store *st, const struct env *env)
{
	int n = form_book_fields(f, extra, env, FORM_FIELDS - f->count);

	for (; n > 0; n--) {
		struct form_field *field = &f->fields[f->count++];
		if (load_choices(f, field, st, env) != 0)
			return -1;
		form_book_default(f, field);
		default_known(f, field);
	}
	return 0;
}

static int
load_fields(struct form *f, struct store *st, const struct env *env)
{
	int n;
	const struct arg_def *args = flow_args(f->step.kind, f->step.verb, &n);

	if ((f->fields = calloc(FORM_FIELDS + 1, sizeof *f->fields)) == NULL)
		abort();
	for (int i = 0; i < n && f->count < FORM_FIELDS; i++) {
		struct form_field *field = &f->fields[f->count];
		if (args[i].need == ARG_LATE && !f->late)
			continue;
		if (args[i].type == ARG_EXTRA) {
			if (load_columns(f, &args[i], st, env) != 0)
				return -1;
			continue;
		}
		field->def = form_book_ledger(f, &args[i]);
		field->at = -1;
		f->count++;
		if (load_choices(f, field, st, env) != 0)
			return -1;
		if (strcmp(args[i].name, "verifier") == 0 && f->items != NULL)
			omit_submitter(f, field);
		default_from_record(f, field, st, env);
		default_of_ours(f, field, env);
		form_book_default(f, field);
		default_known(f, field);
	}
	return 0;
}

/* "entry register LEDGER field=value ...": what is known already, once the targets are told from it. */
static void
take_known(struct form *f)
{
	struct targets *t = &f->step.targets;
	int kept = 0;

	for (int i = 0; i < t->count; i++) {
		size_t n = strlen(f->known);
		if (strchr(t->id[i], '=') != NULL)
			snprintf(f->known + n, sizeof f->known - n, "%s\n", t->id[i]);
		else if (kept++ < i)
			memcpy(t->id[kept - 1], t->id[i], sizeof t->id[i]);
	}
	t->count = kept;
}

static int
form_load(void *model, struct store *st, const struct env *env)
{
	struct form *f = model;

	form_unload(f);
	if (step_parse(&f->step, env->arg) != 0 || (f->verb = flow_verb_find(f->step.kind, f->step.verb)) == NULL)
		return 0;
	for (int i = 0; i < flow_step_count; i++)
		if (flow_steps[i].kind == f->step.kind && strcmp(flow_steps[i].verb, f->step.verb) == 0)
			f->needs |= flow_steps[i].needs;
	take_known(f);
	/* "entry register LEDGER": the one target is where the new one goes. */
	if (flow_step_find(f->step.kind, FLOW_NONE, f->step.verb) != NULL && f->step.targets.count == 1) {
		snprintf(f->ledger, sizeof f->ledger, "%s", f->step.targets.id[0]);
		f->step.targets.count = 0;
	}
	step_days(st, env, f->step.kind, f->step.targets.count > 0 ? f->step.targets.id[0] : "", &f->days);
	if (form_book_load(f, st, env) != 0 || load_items(f, st, env) != 0 || load_fields(f, st, env) != 0)
		return -1;
	form_book_closed(f, env, f->error, sizeof f->error);
	if (f->step.targets.count == 1) {
		int n = store_evidence(st, f->step.kind, f->step.targets.id[0], f->kept, FORM_PIECES);
		f->kept_count = n > 0 ? n : 0;
	}
	/* Some duties ask for no evidence. */
	bool unproved = f->items != NULL;
	for (int i = 0; f->items != NULL && i < f->step.targets.count; i++)
		unproved &= f->items[i].facts.unproved;
	if (unproved)
		f->needs &= ~(unsigned)NEEDS_EVIDENCE;
	/* A step that cannot be taken back lightly starts on Cancel; one that asks nothing on its button. */
	f->careful = strcmp(f->step.verb, "close") == 0 || strcmp(f->step.verb, "cancel") == 0;
	bool asks = false;
	for (int i = 0; i < f->count; i++)
		asks |= field_is_needed(f, &f->fields[i]);
	f->fresh = f->careful;
	f->focus = f->careful ? f->count + BUTTON_CANCEL : asks ? 0 : f->count + BUTTON_CONFIRM;
	return 0;
}

/* ---- moving the focus -------------------------------------------------------- */

/* The first field that must still be filled in; -1 none. */
static int
first_missing(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (field_is_needed(f, &f->fields[i]) && field_is_empty(&f->fields[i]))
			return i;
	return -1;
}

/* Where text typed on a button belongs: what is missing, else the first text. */
static int
first_text(const struct form *f)
{
	int at = first_missing(f);

	for (int i = 0; at < 0 && i < f->count; i++)
		if (f->fields[i].def->type == ARG_LONG || f->fields[i].def->type == ARG_TEXT)
			at = i;
	return at;
}

static struct effect
go(struct form *f, int by, const struct env *env)
{
	int stops = f->count + BUTTONS;

	if (f->focus < f->count)
		field_leave(&f->fields[f->focus], env);
	f->focus = f->fresh && by > 0 && first_missing(f) >= 0 ? first_missing(f) : (f->focus + by + stops) % stops;
	f->fresh = false;
	return fx(FX_PAINT);
}

/* ---- what the buttons do ------------------------------------------------------- */

static bool
touched(const struct form *f)
{
	for (int i = 0; i < f->count; i++)
		if (f->fields[i].touched)
			return true;
	return false;
}

static struct effect
submit(struct form *f, const struct env *env)
{
	struct effect e = fx(FX_SUBMIT);
	int field, n = f->step.targets.count;

	if (form_check(f, env, &field) != 0) {
		if (field >= 0)
			f->focus = field;
		return fx_text(FX_REFUSE, "%s", f->error);
	}
	e.op = form_op(f, 0, env);
	if (n > 1) {
		if ((e.more = calloc((size_t)n, sizeof *e.more)) == NULL)
			abort();
		for (int i = 1; i < n; i++)
			e.more[i - 1] = form_op(f, i, env);
	}
	return e;
}

static struct effect
press(struct form *f, int button, const struct env *env)
{
	switch (button) {
	case BUTTON_CONFIRM: return submit(f, env);
	case BUTTON_DRAFT:   return fx(FX_DRAFT);
	default:             return fx(FX_BACK);
	}
}

static struct effect
form_act(void *model, enum action act, const struct env *env)
{
	struct form *f = model;

	f->asked = f->asked && act == ACT_BACK;
	switch (act) {
	case ACT_CONFIRM: return submit(f, env);
	case ACT_OPEN:    return f->focus >= f->count ? press(f, f->focus - f->count, env) : go(f, 1, env);
	case ACT_DOWN:    return go(f, f->focus >= f->count ? f->count + BUTTONS - f->focus : 1, env);
	case ACT_UP:      return go(f, f->focus >= f->count ? f->count - 1 - f->focus : -1, env);
	case ACT_PANE: case ACT_RIGHT:    return go(f, 1, env);
	case ACT_PANE_BACK: case ACT_LEFT: return go(f, -1, env);
	case ACT_TOP:     return go(f, -f->focus, env);
	default: return fx(FX_NONE);
	}
}

static bool
form_typing(const void *model)
{
	const struct form *f = model;

	return f->count > 0;
}

static struct effect form_type(void *model, const struct typed *in, const struct env *env);

/* On a button: keys move and press; text goes where text is missing, and is never lost. */
static struct effect
type_on_button(struct form *f, const struct typed *in, const struct env *env)
{
	switch (in->key) {
	case EDIT_ENTER:   return form_act(f, ACT_OPEN, env);
	case EDIT_TAB:     return form_act(f, ACT_PANE, env);
	case EDIT_BACKTAB: return form_act(f, ACT_PANE_BACK, env);
	case EDIT_LEFT:    return form_act(f, ACT_LEFT, env);
	case EDIT_RIGHT:   return form_act(f, ACT_RIGHT, env);
	case EDIT_UP:      return form_act(f, ACT_UP, env);
	case EDIT_DOWN:    return form_act(f, ACT_DOWN, env);
	case EDIT_HOME:    return form_act(f, ACT_TOP, env);
	case EDIT_CHAR: case EDIT_PASTE: break;
	default: return fx(FX_NONE);
	}
	if (in->key == EDIT_CHAR && in->cp == ' ')
		return fx_text(FX_SAY, "%s", _("Enter presses the button; Tab goes to the fields"));
	if (first_text(f) < 0)
		return fx_text(FX_REFUSE, "%s", _("no text is asked for here; Tab goes to the fields"));
	f->focus = first_text(f);
	f->fresh = false;
	return form_type(f, in, env);
}

/* Space and Enter on a list of choices: unfold it, take what it offers.  True when that was it. */
static bool
list_key(struct form *f, struct form_field *field, const struct typed *in)
{
	bool space = in->key == EDIT_CHAR && in->cp == ' ' && field->line.len == 0;

	if (!field_is_choice(field) || !field_lists(field))
		return false;
	if (!field->open && (space || (in->key == EDIT_ENTER && field->at < 0 && field->def->need == ARG_REQ)))
		return field->open = true;
	if (space)
		return true;
	if (!field->open)
		return false;
	switch (in->key) {
	case EDIT_DOWN:
		return field_type(f, field, &(struct typed){ .key = EDIT_RIGHT }, NULL);
	case EDIT_UP:
		return field_type(f, field, &(struct typed){ .key = EDIT_LEFT }, NULL);
	case EDIT_ENTER:
		field->touched |= field->at != field_offered(field);
		f->typed |= field->touched;
		field->at = field_offered(field);
		field->open = false;
		return false;                        /* and on to the next field */
	default:
		return false;
	}
}

static struct effect
form_type(void *model, const struct typed *in, const struct env *env)
{
	struct form *f = model;
	struct form_field *field;

	f->asked = false;
	if (f->focus >= f->count)
		return type_on_button(f, in, env);
	field = &f->fields[f->focus];
	if (list_key(f, field, in))
		return fx(FX_PAINT);
	if (field_is_choice(field) && in->key == EDIT_CHAR && in->cp == ' ' && field->line.len == 0)
		return fx_text(FX_SAY, "%s", _("left and right choose, or the first letters"));
	if (field_type(f, field, in, env)) {
		f->typed = true;
		if (field->line.full)
			return fx_text(FX_REFUSE, "%s", _("the field is full"));
		return fx(FX_PAINT);
	}
	switch (in->key) {
	case EDIT_ENTER: case EDIT_TAB: case EDIT_DOWN: return go(f, 1, env);
	case EDIT_BACKTAB: case EDIT_UP: return go(f, -1, env);
	default: return fx(FX_NONE);
	}
}

static const char *
form_enter(const void *model)
{
	const struct form *f = model;

	if (f->focus < f->count)
		return f->fields[f->focus].open ? _("choose") : _("next field");
	return f->focus == f->count + BUTTON_CONFIRM ? _("confirm") : f->focus == f->count + BUTTON_DRAFT
	       ? _("keep draft")
	       : _("cancel");
}

/* Esc folds an open list; with something typed it asks once. */
static bool
form_dirty(void *model)
{
	struct form *f = model;

	if (f->focus < f->count && f->fields[f->focus].open) {
		f->fields[f->focus].open = false;
		return true;
	}
	if (f->asked || !f->typed)
		return false;
	f->asked = true;
	return true;
}

/* ---- drafts ---------------------------------------------------------------------- */

static struct op *
form_draft(const void *model, const struct env *env)
{
	const struct form *f = model;

	if (f->verb == NULL)
		return NULL;
	if (touched(f))
		return form_op(f, 0, env);
	return op_new(f->step.kind, f->items != NULL ? f->step.targets.id[0] : "", f->step.verb, 0, env->now);
}

static void
form_restore(void *model, const struct op *op)
{
	struct form *f = model;

	f->typed |= op->uuid[0] == '\0';            /* kept nowhere else: Esc asks */
	for (int i = 0; i < f->count; i++) {
		struct form_field *field = &f->fields[i];
		if (field->extra != NULL && form_extra_arg(field, op) != NULL) {
			field_set(field, form_extra_arg(field, op));
			field->touched = true;
		}
		for (int a = 0; field->extra == NULL && a < op->arg_count; a++)
			if (strcmp(op->args[a].name, field->def->name) == 0) {
				if (field_is_choice(field))
					offer_unlisted(field, op->args[a].value);
				else
					field_set(field, op->args[a].value);
				field->touched = true;
			}
	}
}

const struct screen_ops form_screen = {
	.name = "form", .title = N_("form"), .scope = SCOPE_MOVE | SCOPE_DIALOG, .overlay = true,
	.model_size = sizeof(struct form), .load = form_load, .unload = form_unload, .act = form_act,
	.paint = form_paint, .typing = form_typing, .type = form_type, .dirty = form_dirty, .size = form_size,
	.draft = form_draft, .restore = form_restore, .enter = form_enter,
};
