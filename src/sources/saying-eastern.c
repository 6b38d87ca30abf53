/*
 * Who says it, in Chinese, Japanese and Korean. Chinese sets the verb right before the colon, without blanks; Japanese
 * and Korean set a particle behind the subject and the verb behind the quotation.
 */
#include "sources-private.h"

#include <string.h>

#define REACH 600 /* bytes looked at */

struct eastern {
    const char *language;
    const char *before;    /* what the words before a colon end in, longest first, between blanks */
    const char *trailing;  /* between the subject and the verb */
    const char *particles; /* behind a subject; NULL where there are none */
    const char *quoting;   /* right behind the closing mark */
    const char *verbs;     /* somewhere behind that, up to the full stop */
    const char *pronouns;
    const char *nobody;  /* a subject that begins so is nobody in particular */
    const char *denials; /* a subject that ends so did not say it */
};

static const struct eastern table[] = {
    { "zh",
      "这样说道 这样写道 这样说 这样写 如是说 說過 说过 说道 說道 写道 寫道 问道 問道 答道 喊道 曾说 曾說 说 說 指出 "
      "表示 强调 強調 "
      "认为 認為 回答 谈到 談到 提出 宣布 宣佈 写 寫 问 問 云 曰 称 稱 讲 講 讲到 讲道 补充 補充 提到 告诉我们 "
      "告訴我們 告诫 呼吁",
      "曾经 曾經 曾 也 还 還 又 再次 多次 反复 深刻 明确 明確 进一步 经常 常常 常 后来 就 都 总是 在这里 这样 這樣 "
      "早就 特别 特別 "
      "郑重 总结 所 对此 向记者 笑着 一再 先后",
      NULL, NULL, NULL, "他 她 它 他们 她们 我 我们 你 您 有人 人们 其 书中 文中 古人 他們 她們 我們",
      "没有人 没人 沒有人 沒人 无人 無人 谁 誰 大家 所有人 每个人 每個人 任何人 有些人 有的人 某人",
      "没有 没 沒有 沒 不 未 从未 從未 从不 從不 不曾 未曾" },
    { "ja",
      "述べた 述べている 語った 語っている 言った 言っている 書いた 書いている 話した 指摘した 強調した 答えた 説いた "
      "訴えた 宣言した 記した",
      "次のように こう このように かつて また さらに 後に のちに", "は が も", "と って",
      "述べ 語っ 語る 言っ 言う 話し 話す 書い 書く 指摘 強調 答え 説い 説く 訴え 表明 説明 問い 問う 叫ん 記し 宣言 "
      "発言",
      "彼 彼女 私 僕 彼ら これ それ", "誰 だれ みんな 皆 全員 ある人 何", "" },
    { "ko", "말했다 말한다 썼다 밝혔다 강조했다 지적했다 답했다 물었다 선언했다 전했다",
      "이렇게 다음과 같이 일찍이 또 다시 한때", "께서는 은 는 께서 이 가 도",
      "이라고 라고 하고 이라며 라며 고 이라는 라는", "말 밝 강조 지적 썼 답 덧붙 물 선언 전했 했 외쳤",
      "그 그녀 그들 나 저 우리 이것", "아무도 누구 누군가 모두 모든", "" },
};

static const struct eastern *row_of(const char *language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (g_ascii_strncasecmp(language, table[i].language, 2) == 0 && strchr("-_", language[2]))
            return &table[i];
    return NULL;
}

bool fms_saying_is_eastern(const char *language)
{
    return row_of(language) != NULL;
}

/* The longest entry of `list` that [begin, end) ends in (or begins with): its length in bytes, 0 if none. */
static size_t listed_end(const char *list, const char *text, size_t begin, size_t end, bool at_begin)
{
    size_t longest = 0;
    for (const char *at = list; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        const char *there = at_begin ? text + begin : text + end - length;
        if (length <= end - begin && length > longest && memcmp(there, at, length) == 0)
            longest = length;
        at += length;
    }
    return longest;
}

static bool holds_one_of(const char *list, const char *text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at = (size_t) (g_utf8_next_char(text + at) - text))
        if (listed_end(list, text, at, end, true) > 0)
            return true;
    return false;
}

static bool parts_clauses(gunichar c)
{
    return c == 0xFF0C || c == ',' || c == 0x3001 || c == 0xFF1B || c == ';';
}

static size_t strip_end(const char *list, const char *text, size_t begin, size_t end)
{
    for (size_t length = 1; length > 0; end -= length) {
        end = fms_trim_blanks(text, begin, end);
        while (end > begin && parts_clauses(fms_char_before(text, end)))
            end = (size_t) (g_utf8_prev_char(text + end) - text);
        length = listed_end(list, text, begin, end, false);
    }
    return end;
}

/* "…在报告中指出": place and time stand between the subject and the verb. */
static size_t cut_place(const char *text, size_t begin, size_t end)
{
    const char *place = g_strstr_len(text + begin, (gssize) (end - begin), "在");
    return place && place > text + begin ? (size_t) (place - text) : end;
}

static struct fms_saying subject(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const struct eastern *row)
{
    struct fms_saying saying = { .found = true };
    end = strip_end(row->trailing, text, begin, end);
    size_t from = end;
    while (from > begin && !parts_clauses(fms_char_before(text, from)))
        from = (size_t) (g_utf8_prev_char(text + from) - text);
    from = fms_skip_blanks(text, from, end);
    if (row->particles)
        end -= listed_end(row->particles, text, from, end, false);
    else
        end = strip_end(row->trailing, text, from, cut_place(text, from, end));
    saying.nameless = listed_end(row->pronouns, text, from, end, true) == end - from;
    saying.nameless |= listed_end(row->nobody, text, from, end, true) > 0 ||
                       (!row->particles && listed_end(row->denials, text, from, end, false) > 0);
    if (!saying.nameless && !g_str_has_prefix(text + from, "在") && !g_str_has_prefix(text + from, "正如"))
        saying.speaker = fms_speaker_name(ctx, text + from, end - from);
    return saying;
}

struct fms_saying fms_eastern_before(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const char *language)
{
    const struct eastern *row = row_of(language);
    end = fms_trim_blanks(text, begin, end);
    size_t verb = end - begin > REACH ? 0 : listed_end(row->before, text, begin, end, false);
    if (verb == 0)
        return (struct fms_saying){ 0 };
    end -= verb;
    if (row->particles) {
        end = strip_end(row->trailing, text, begin, end);
        if (listed_end(row->particles, text, begin, end, false) == 0)
            return (struct fms_saying){ .found = true };
    }
    return subject(ctx, text, begin, end, row);
}

struct fms_saying fms_eastern_around(TALLOC_CTX *ctx, const char *text, const size_t at[4], const char *language)
{
    const struct eastern *row = row_of(language);
    if (!row->particles || at[1] - at[0] > REACH || at[3] - at[2] > REACH)
        return (struct fms_saying){ 0 };
    size_t quoting = listed_end(row->quoting, text, at[2], at[3], true);
    if (quoting == 0 || !holds_one_of(row->verbs, text, at[2] + quoting, at[3]))
        return (struct fms_saying){ 0 };
    size_t end = strip_end(row->trailing, text, at[0], at[1]);
    if (listed_end(row->particles, text, at[0], end, false) == 0)
        return (struct fms_saying){ 0 };
    return subject(ctx, text, at[0], end, row);
}
