/*
 * Whose name may stand on a card. What stands before a verb of saying is not always somebody: "Nobody said", "He didn't
 * say", "The report, which few have read, says". Where there is any doubt the card has no name, and the words that
 * introduce it are narrated: a wrong name is an untruth, a lacking one is not.
 */
#include "sources-private.h"

#include <string.h>

#define MOST_PHRASE_WORDS 6 /* of a noun phrase: "the mayor of the old town" */
#define MOST_NAME_WORDS 8   /* where all but little words are upper-case: a title and a name */
#define MOST_LITTLE 3       /* characters of "of", "von", "des" */
#define MOST_NAME_CJK 16
#define MOST_NAME_CHARS 80

static const struct naming {
    const char *language;
    const char *denials;  /* beside the verb: it was not said */
    const char *vague;    /* in the subject: nobody in particular, a pronoun, a relative clause */
    const char *articles; /* may begin a subject in lower case; "" where languages have none before the noun */
} table[] = {
    { "en", "not never no none nobody nothing neither nor hardly scarcely cannot",
      "nobody noone everyone everybody someone somebody anyone anybody nothing something everything one which who whom "
      "whose that what whoever whatever whichever i you he she it we they him them us me all some many few others most "
      "both there where when while because if although though",
      "the a an my your his her its our their this these those" },
    { "de", "nicht nie niemals niemand nichts keiner keine kein keinen weder kaum",
      "niemand jemand jeder jede jedermann alle viele einige manche keiner keine welcher welche welches ich du er wir "
      "ihr man wer was etwas nichts es wo wenn weil obwohl dass daß andere",
      "der die das ein eine mein meine sein seine ihr ihre unser unsere dieser diese dieses" },
    { "fr", "ne n' pas jamais rien personne aucun aucune ni n'a n'ont n'avait",
      "personne quelqu'un chacun chacune tous toutes tout certains plusieurs qui que dont lequel laquelle où je tu il "
      "elle on nous vous ils elles rien aucun aucune",
      "le la les un une mon ma mes son sa ses notre nos votre leur leurs ce cet cette ces l' d'" },
    { "es", "no nunca jamás nadie nada ninguno ninguna ni tampoco",
      "nadie alguien todos todas todo cada algunos muchos quien que cual cuyo donde yo él ella nosotros ellos ellas "
      "usted nada ninguno ninguna",
      "el la los las un una mi su sus nuestro nuestra este esta ese esa" },
    { "it", "non mai nessuno nulla niente né",
      "nessuno qualcuno tutti tutte ognuno ciascuno alcuni molti chi che cui quale dove io tu lui lei egli ella noi "
      "voi "
      "loro nulla niente",
      "il lo la i gli le un uno una mio mia suo sua nostro nostra questo questa l' un'" },
    { "pt", "não nunca jamais ninguém nada nenhum nenhuma nem",
      "ninguém alguém todos todas cada alguns muitos quem que qual cujo onde eu tu ele ela nós eles elas você nada "
      "nenhum nenhuma",
      "o a os as um uma meu minha seu sua nosso nossa este esta esse essa" },
    { "nl", "niet nooit niemand niets geen noch nauwelijks",
      "niemand iemand iedereen allen velen sommigen wie die dat wat waar ik jij je hij zij ze wij we jullie men niets "
      "geen",
      "de het een mijn zijn haar ons onze hun deze dit" },
    { "sv", "inte aldrig ingen inget ingenting varken knappast",
      "ingen någon alla många vissa vilken som vem jag du han hon vi ni de man ingenting", "" },
    { "da nb no nn", "ikke aldri aldrig ingen intet ingenting hverken verken",
      "ingen nogen noen alle mange som der hvem jeg du han hun vi i dere de man ingenting", "" },
    { "fi", "ei eivät en emme koskaan kukaan mitään",
      "kukaan joku kaikki jokainen monet jotkut joka jotka kuka minä sinä hän me te he", "" },
    { "pl", "nie nigdy nikt nic ani żaden",
      "nikt ktoś wszyscy każdy wielu niektórzy który która które kto ja ty on ona my wy oni one nic żaden", "" },
    { "cs sk", "ne nikdy nikdo nic ani žádný nikto nikdy nič",
      "nikdo někdo všichni každý mnozí který která které kdo nikto niekto všetci ktorý ktorá já ja ty on ona my vy oni",
      "" },
    { "hu", "nem soha senki semmi sem", "senki valaki mindenki sokan aki ami ki én te ő mi ti ők", "" },
    { "ro", "nu niciodată nimeni nimic nici", "nimeni cineva toți fiecare mulți care cine eu tu el ea noi voi ei ele",
      "" },
    { "tr", "değil asla hiç hiçbir kimse", "kimse hiçkimse herkes biri birisi kim ben sen o biz siz onlar", "" },
    { "ru", "не никогда никто ничего ни нет",
      "никто кто-то все каждый многие некоторые который которая которые кто я ты он она мы вы они", "" },
    { "uk", "не ніколи ніхто нічого ні", "ніхто хтось усі всі кожен багато який яка які хто я ти він вона ми ви вони",
      "" },
    { "bg", "не никога никой нищо нито", "никой някой всички всеки много който която които кой аз ти той тя ние вие те",
      "" },
    { "ar", "لا لم لن ما ليس", "لا أحد كل الجميع الذي التي الذين من هو هي هم نحن أنا أنت", "" },
    { "fa", "نه هرگز هیچ هیچکس نگفت", "هیچ هیچکس کسی همه که او من تو ما شما آنها", "" },
    { "he", "לא אף מעולם", "איש אף מישהו כולם כל אשר מי הוא היא הם הן אני אנחנו אתה", "" },
    { "hi", "नहीं न मत", "कोई किसी सब सभी हर जो जिसने मैं तू तुम आप वह वे", "" },
    { "el", "δεν μην ποτέ κανείς κανένας τίποτα",
      "κανείς κανένας κάποιος όλοι καθένας πολλοί που οποίος οποία εγώ εσύ αυτός αυτή εμείς εσείς αυτοί", "" },
    { "id ms", "tidak bukan tak belum jangan",
      "siapa seseorang semua setiap yang saya aku kamu dia ia kami kita mereka", "" },
    { "vi", "không chưa chẳng", "ai mọi không tôi nó họ chúng", "" },
};

bool fms_listed(const char *list, const char *word)
{
    size_t length = strlen(word);
    if (length == 0)
        return false;
    for (const char *at = strstr(list, word); at; at = strstr(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static const struct naming *naming_of(const struct fms_saying_words *row)
{
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].language, row->language) == 0)
            return &table[i];
    return NULL;
}

bool fms_word_denies(const struct fms_saying_words *row, const char *lower)
{
    const struct naming *naming = naming_of(row);
    return naming && (fms_listed(naming->denials, lower) || g_str_has_suffix(lower, "n't"));
}

bool fms_word_is_vague(const struct fms_saying_words *row, const char *lower)
{
    const struct naming *naming = naming_of(row);
    return naming && (fms_listed(naming->vague, lower) || fms_listed(naming->denials, lower));
}

/* "l'homme": the article is the word's beginning. */
static bool begins_with_article(const char *articles, const char *lower)
{
    const char *mark = strchr(lower, '\'');
    char *elided = mark ? g_strndup(lower, (gsize) (mark - lower) + 1) : NULL;
    bool found = fms_listed(articles, lower) || (elided && fms_listed(articles, elided));
    g_free(elided);
    return found;
}

bool fms_word_begins_name(const struct fms_saying_words *row, const char *word, const char *lower)
{
    const struct naming *naming = naming_of(row);
    return !naming || naming->articles[0] == '\0' || !g_unichar_islower(g_utf8_get_char(word)) ||
           begins_with_article(naming->articles, lower);
}

/* A full stop inside a name belongs to a title or an initial; anything else parts sentences, notes or lists. */
static bool is_broken(const char *words, size_t length)
{
    for (size_t at = 0; at < length; at = (size_t) (g_utf8_next_char(words + at) - words)) {
        gunichar c = g_utf8_get_char(words + at);
        size_t after = (size_t) (g_utf8_next_char(words + at) - words);
        if (c < 128 && strchr("[]{}<>|/\\=*_#!?;:\"", (int) c))
            return true;
        bool ends = fms_char_ends_sentence(c) && after < length && !g_unichar_isalnum(g_utf8_get_char(words + after));
        if (ends && (c != '.' || !fms_is_short_form(words, 0, at)))
            return true;
    }
    return false;
}

struct extent {
    size_t words, plain, cjk, chars; /* `plain`: words in lower case that are not little */
};

static struct extent extent_of(const char *words, size_t length)
{
    struct extent extent = { 0 };
    size_t in_word = 0;
    bool lower = false;
    for (const char *at = words; at <= words + length; at = g_utf8_next_char(at)) {
        gunichar c = at < words + length ? g_utf8_get_char(at) : ' ';
        if (g_unichar_isspace(c)) {
            extent.words += in_word > 0;
            extent.plain += lower && in_word > MOST_LITTLE;
            in_word = 0;
            lower = false;
        } else {
            lower = in_word++ == 0 ? g_unichar_islower(c) : lower;
        }
        extent.cjk += fms_char_is_cjk(c);
        extent.chars += at < words + length;
    }
    return extent;
}

/* A book says it: 《…》中, and “…” में where the mark that opens was left outside: what is behind the title is not of the name. */
static size_t without_place(const char *words, size_t length)
{
    static const char *const places[] = { "》中", "》里", "》裡" };
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        if (length >= strlen(places[i]) && !memcmp(words + length - strlen(places[i]), places[i], strlen(places[i])))
            return length - strlen("中");
    const char *close = g_strstr_len(words, (gssize) length, "”"), *open = g_strstr_len(words, (gssize) length, "“");
    return close > words && !open ? (size_t) (close - words) : length;
}

const char *fms_speaker_name(TALLOC_CTX *ctx, const char *words, size_t length)
{
    length = without_place(words, length);
    struct extent extent = extent_of(words, length);
    if (length == 0 || extent.words > (extent.plain > 0 ? MOST_PHRASE_WORDS : MOST_NAME_WORDS) ||
        extent.cjk > MOST_NAME_CJK || extent.chars > MOST_NAME_CHARS || is_broken(words, length))
        return NULL;
    char first[8] = "";
    g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(words)), first);
    size_t skip = (size_t) (g_utf8_next_char(words) - words);
    return talloc_asprintf(ctx, "%s%.*s", first, (int) (length - skip), words + skip);
}
