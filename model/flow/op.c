#include "model/flow/op.h"

struct op *
op_new(enum kind kind, const char *id, const char *verb, int64_t base, int64_t at)
{
	struct op *op = calloc(1, sizeof *op);

	if (op == NULL)
		return NULL;
	op->kind = kind;
	op->base = base;
	op->at = at;
	op->id = strdup(id);
	op->verb = strdup(verb);
	if (op->id == NULL || op->verb == NULL) {
		op_free(op);
		return NULL;
	}
	return op;
}

int
op_add(struct op *op, const char *name, const char *value)
{
	struct op_arg *grown = realloc(op->args, ((size_t)op->arg_count + 1) * sizeof *grown);
	struct op_arg arg;

	if (grown == NULL)
		return -1;
	op->args = grown;
	arg = (struct op_arg){ strdup(name), strdup(value) };
	if (arg.name == NULL || arg.value == NULL) {
		free(arg.name);
		free(arg.value);
		return -1;
	}
	op->args[op->arg_count++] = arg;
	return 0;
}

int
op_set(struct op *op, const char *name, const char *value)
{
	for (int i = 0; i < op->arg_count; i++)
		if (strcmp(op->args[i].name, name) == 0) {
			char *copy = strdup(value);
			if (copy == NULL)
				return -1;
			free(op->args[i].value);
			op->args[i].value = copy;
			return 0;
		}
	return op_add(op, name, value);
}

const char *
op_get(const struct op *op, const char *name)
{
	for (int i = 0; i < op->arg_count; i++)
		if (strcmp(op->args[i].name, name) == 0)
			return op->args[i].value;
	return NULL;
}

int
op_count(const struct op *op, const char *name)
{
	int n = 0;

	for (int i = 0; i < op->arg_count; i++)
		n += strcmp(op->args[i].name, name) == 0;
	return n;
}

void
op_free(struct op *op)
{
	if (op == NULL)
		return;
	for (int i = 0; i < op->arg_count; i++) {
		free(op->args[i].name);
		free(op->args[i].value);
	}
	free(op->args);
	free(op->seen);
	free(op->id);
	free(op->verb);
	free(op);
}

void
uuid7_format(int64_t unix_ms, const uint8_t random[10], char out[37])
{
	uint8_t b[16];

	for (int i = 0; i < 6; i++)
		b[i] = (uint8_t)(unix_ms >> (8 * (5 - i)));
	memcpy(b + 6, random, 10);
	b[6] = (uint8_t)(0x70 | (b[6] & 0x0F));
	b[8] = (uint8_t)(0x80 | (b[8] & 0x3F));
	snprintf(out, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
	         b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

const char *
op_evidence_kind(const char *piece, const char **ref)
{
	static const char *const kinds[] = { "doc", "photo", "file", "receipt" };
	size_t n = strcspn(piece, ":");

	*ref = piece;
	for (size_t i = 0; piece[n] == ':' && i < sizeof kinds / sizeof *kinds; i++)
		if (strlen(kinds[i]) == n && strncmp(kinds[i], piece, n) == 0) {
			*ref = piece + n + 1;
			return kinds[i];
		}
	return kinds[0];
}
