#include "hub/policy/places_file.h"

#include "model/text/utf8.h"

struct ending { const char *text, *type; int level; };

/* The longest that fits is meant; the last of a level is what anything else is. */
static const struct ending endings[] = {
	{ "街道办事处", "street", 4 }, { "街道", "street", 4 }, { "镇", "town", 4 },
	{ "民族乡", "ethnic_township", 4 }, { "民族苏木", "ethnic_township", 4 }, { "族乡", "ethnic_township", 4 },
	{ "苏木", "township", 4 }, { "乡", "township", 4 }, { "", "zone", 4 },
	{ "社区居民委员会", "community", 5 }, { "居民委员会", "community", 5 }, { "社区居委会", "community", 5 },
	{ "居委会", "community", 5 }, { "社区", "community", 5 }, { "", "village", 5 }, { "自治县", "county", 3 },
	{ "县", "county", 3 }, { "市", "city", 3 }, { "区", "district", 3 }, { "旗", "county", 3 },
	{ "", "county", 3 },
};

/* As they stand in the names of townships. */
static const char *const peoples[] = {
	"阿昌族", "白族", "保安族", "布朗族", "布依族", "朝鲜族", "达斡尔族", "傣族", "德昂族", "东乡族", "侗族",
	"独龙族", "俄罗斯族", "鄂伦春族", "鄂温克族", "高山族", "仡佬族", "哈尼族", "哈萨克族", "赫哲族", "回族",
	"基诺族", "京族", "景颇族", "柯尔克孜族", "拉祜族", "黎族", "傈僳族", "珞巴族", "满族", "毛南族", "门巴族",
	"蒙古族", "苗族", "仫佬族", "纳西族", "怒族", "普米族", "羌族", "撒拉族", "畲族", "水族", "塔吉克族",
	"塔塔尔族", "土家族", "土族", "佤族", "维吾尔族", "乌孜别克族", "锡伯族", "瑶族", "彝族", "裕固族", "藏族",
	"壮族", "各族", "民族", "汉族",
};

static bool
ends(const char *name, size_t len, const char *tail)
{
	size_t n = strlen(tail);

	return len > n && memcmp(name + len - n, tail, n) == 0;
}

static const struct ending *
ending_of(const char *name, int level)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (endings[i].level == level && ends(name, strlen(name), endings[i].text))
			return &endings[i];
	return NULL;
}

const char *
place_type(const char *name, int level)
{
	const struct ending *e = ending_of(name, level);

	return e != NULL ? e->type : "";
}

static size_t
without_peoples(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof peoples / sizeof *peoples; i++)
		if (ends(name, len, peoples[i])) {
			len -= strlen(peoples[i]);
			i = (size_t)-1;
		}
	return len;
}

/* Behind the county's name, with or without its 县, when enough is left. */
static const char *
behind_county(const char *name, const char *county)
{
	size_t whole = strlen(county), bare = whole > 6 ? whole - 3 : whole;

	if (strlen(name) > whole + 6 && strncmp(name, county, whole) == 0)
		return name + whole;
	return strlen(name) > bare + 6 && strncmp(name, county, bare) == 0 ? name + bare : name;
}

void
place_short(const char *name, const char *county, char *out, size_t size)
{
	const char *inside = strcmp(place_type(name, PLACE_TOWNSHIP), "zone") == 0 ? behind_county(name, county) : name;
	const struct ending *e = ending_of(inside, PLACE_TOWNSHIP);
	size_t len = strlen(inside), cut = e != NULL ? len - strlen(e->text) : len, bare;

	if (e != NULL && strcmp(e->text, "族乡") == 0)
		cut += strlen("族");
	bare = without_peoples(inside, cut);
	/* One character is no name: 城镇 stays 城镇. */
	cut = bare > 3 ? bare : cut > 3 ? cut : len;
	snprintf(out, size, "%.*s", (int)utf8_clip(inside, cut < size ? cut : size - 1), inside);
}

/* A name is said in sentences and files: letters and digits, nothing that ends a cell. */
bool
place_name_ok(const char *name)
{
	uint32_t cp;

	if (*name == '\0' || strlen(name) > 120)
		return false;
	for (int n; (n = utf8_decode(name, &cp)) > 0; name += n)
		if (cp == UTF8_BAD || cp < 0x20 || cp == ',' || cp == '"' || cp == '{' || cp == '}')
			return false;
	return true;
}
