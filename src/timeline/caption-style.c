/*
 * What captions look like in a language. Widths and speeds follow the guides of the streaming houses (a line of 42, 16 in
 * Chinese and Korean, 13 in Japanese …); the small words are those that lean on the word after them, so that a line that
 * ends with one reads as if it had stumbled.
 */
#include "captions-private.h"

#include <string.h>

static const struct fms_caption_style styles[] = {
    { "ar", 42, 20, false, " من في على إلى عن مع أو ثم أن إن لا ما هذا هذه كل " },
    { "cs", 42, 17, false, " a i k o s u v z do ke na od po se ve za ze nad pod pro při nebo ale že by " },
    { "cmn", 32, 18, true, NULL },
    { "da", 42, 17, false, " en et den det de af at i og på til fra med om for som men eller ved " },
    { "de", 42, 17, false,
      " der die das den dem des ein eine einen einem einer eines und oder aber denn dass ob wenn als wie in im an am "
      "auf "
      "aus bei beim bis durch für gegen mit nach ohne seit über um unter von vom vor zu zum zur zwischen kein keine "
      "sein "
      "seine ihr ihre mein meine nicht sehr " },
    { "en", 42, 20, false,
      " a an the and or but nor if as at by for from in into of off on onto out over per so than that to up upon via "
      "with "
      "which who whose when where while because my your his her its our their this these those no not very mr mrs ms "
      "dr "
      "prof st " },
    { "es", 42, 17, false,
      " el la los las un una unos unas y e o u ni a al ante con de del desde en entre hacia hasta para por según sin "
      "sobre tras que si como pero su sus mi tu lo se no muy " },
    { "fr", 42, 17, false,
      " le la les un une des du de d' l' à au aux en dans par pour sur sous avec sans chez vers et ou mais ni car que "
      "qui "
      "dont où si ce cet cette ces mon ma mes son sa ses leur leurs ne pas très plus " },
    { "he", 42, 17, false, " של את על אל עם או כי לא זה כל אם גם " },
    { "hi", 42, 22, false, " और या कि जो यह वह एक न नहीं " },
    { "it", 42, 17, false,
      " il lo la i gli le un uno una e ed o ma né a al allo alla ai agli alle da dal dalla dei delle di del della in "
      "nel "
      "nella con su sul sulla per tra fra che se come non suo sua più " },
    { "ja", 26, 8, true, NULL },
    { "ko", 32, 24, true, " 그 이 저 한 두 세 네 또 및 더 안 못 " },
    { "nb", 42, 17, false, " en ei et den det de av at i og på til fra med om for som men eller ved " },
    { "nl", 42, 17, false,
      " de het een en of maar want dat die als in op aan bij door met naar om onder over te ten ter tot uit van voor "
      "zijn "
      "haar hun niet geen " },
    { "no", 42, 17, false, " en ei et den det de av at i og på til fra med om for som men eller ved " },
    { "pl", 42, 17, false,
      " a i o u w z do ku na od po ze we za nad pod przed przez przy dla bez lub ale że się nie to " },
    { "pt", 42, 17, false,
      " o a os as um uma uns umas e ou mas nem que se como de do da dos das em no na nos nas por pelo pela para com "
      "sem "
      "sob sobre entre até ao à aos às seu sua não muito " },
    { "ru", 39, 17, false,
      " и а но или да не ни в во на с со к ко о об от до из у за по под над при про для без через между перед что как "
      "если чтобы когда его её их это эта этот мы " },
    { "sv", 42, 17, false, " en ett den det de av att i och på till från med om för som men eller vid " },
    { "th", 35, 17, false, NULL },
    { "tr", 42, 17, false, " bir ve veya ya ile ama için gibi kadar çok daha en bu şu o " },
    { "uk", 39, 17, false,
      " і й та а але або не ні в у на з із зі до від по під над при про для без через між перед що як якщо щоб коли "
      "його "
      "її їх це ця цей " },
    { "yue", 32, 18, true, NULL },
    { "zh", 32, 18, true, NULL },
};

static const struct fms_caption_style general = { "", 42, 17, false, NULL };

const struct fms_caption_style *fms_caption_style_of(const char *language)
{
    size_t length = strcspn(language, "-_");
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++)
        if (strlen(styles[i].language) == length && !g_ascii_strncasecmp(styles[i].language, language, length))
            return &styles[i];
    return &general;
}

/* Longer words are never small; the bound keeps a hostile one from being folded whole. */
enum { SMALL_MAX_BYTES = 24 };

bool fms_caption_is_small(const struct fms_caption_style *style, const char *word, size_t length)
{
    if (!style->small || length == 0 || length > SMALL_MAX_BYTES)
        return false;
    char *folded = g_utf8_strdown(word, (gssize) length);
    char *framed = g_strconcat(" ", folded, " ", NULL);
    bool found = strstr(style->small, framed);
    g_free(framed);
    g_free(folded);
    return found;
}

int32_t fms_caption_halves(const struct fms_caption_style *style, gunichar c)
{
    if (g_unichar_iszerowidth(c))
        return 0;
    if (g_unichar_iswide(c))
        return 2;
    return style->ideographic && g_unichar_ispunct(c) && g_unichar_iswide_cjk(c) ? 2 : 1;
}

bool fms_caption_is_blank(gunichar c)
{
    if (g_unichar_iscntrl(c))
        return true;
    return g_unichar_isspace(c) && g_unichar_break_type(c) != G_UNICODE_BREAK_NON_BREAKING_GLUE;
}
