/*
 * The credit roll: the author's credits first, then what the film itself knows and owes: its sources, its pictures'
 * makers, its music, its voice, its typefaces. Each appears once. Labels are in the film's language.
 */
#include "language-tag.h"
#include "roll-private.h"
#include "typeset-private.h"

#include <string.h>

enum label {
    LABEL_SOURCES,
    LABEL_PICTURES,
    LABEL_MUSIC,
    LABEL_VOICE,
    LABEL_CAST,
    LABEL_TYPE,
    LABEL_SOFTWARE,
    LABEL_MADE,
    N_LABELS
};

struct labels {
    const char *language;
    const char *label[N_LABELS];
};

/* clang-format off */
static const struct labels labels[] = {
    { "en", { "Sources", "Pictures", "Music", "Narration", "Cast", "Typefaces", "Software", "Made with Filmset" } },
    { "de", { "Quellen", "Bilder", "Musik", "Sprecher", "Mitwirkende", "Schriften", "Software", "Hergestellt mit Filmset" } },
    { "fr", { "Sources", "Images", "Musique", "Narration", "Voix", "Caractères", "Logiciels", "Réalisé avec Filmset" } },
    { "es", { "Fuentes", "Imágenes", "Música", "Narración", "Voces", "Tipografía", "Programas", "Hecho con Filmset" } },
    { "it", { "Fonti", "Immagini", "Musica", "Narrazione", "Voci", "Caratteri", "Software", "Realizzato con Filmset" } },
    { "pt", { "Fontes", "Imagens", "Música", "Narração", "Vozes", "Tipografia", "Software", "Feito com Filmset" } },
    { "nl", { "Bronnen", "Beelden", "Muziek", "Verteller", "Stemmen", "Lettertypen", "Software", "Gemaakt met Filmset" } },
    { "sv", { "Källor", "Bilder", "Musik", "Berättare", "Medverkande", "Typsnitt", "Program", "Gjord med Filmset" } },
    { "fi", { "Lähteet", "Kuvat", "Musiikki", "Kertoja", "Äänet", "Kirjasimet", "Ohjelmat", "Tehty Filmsetillä" } },
    { "pl", { "Źródła", "Zdjęcia", "Muzyka", "Lektor", "Głosy", "Kroje pisma", "Programy", "Wykonano w Filmset" } },
    { "el", { "Πηγές", "Εικόνες", "Μουσική", "Αφήγηση", "Φωνές", "Γραμματοσειρές", "Λογισμικό", "Φτιάχτηκε με το Filmset" } },
    { "ru", { "Источники", "Изображения", "Музыка", "Текст читает", "Голоса", "Шрифты", "Программы", "Сделано в Filmset" } },
    { "uk", { "Джерела", "Зображення", "Музика", "Текст читає", "Голоси", "Шрифти", "Програми", "Зроблено у Filmset" } },
    { "tr", { "Kaynaklar", "Görseller", "Müzik", "Anlatım", "Sesler", "Yazı tipleri", "Yazılım", "Filmset ile yapıldı" } },
    { "vi", { "Nguồn", "Hình ảnh", "Âm nhạc", "Lời đọc", "Giọng nói", "Phông chữ", "Phần mềm", "Làm bằng Filmset" } },
    { "th", { "แหล่งที่มา", "ภาพ", "ดนตรี", "เสียงบรรยาย", "เสียงพากย์", "แบบอักษร", "ซอฟต์แวร์", "สร้างด้วย Filmset" } },
    { "zh-hant", { "資料來源", "圖片", "音樂", "旁白", "配音", "字體", "軟體", "由 Filmset 製作" } },
    { "zh-tw", { "資料來源", "圖片", "音樂", "旁白", "配音", "字體", "軟體", "由 Filmset 製作" } },
    { "zh-hk", { "資料來源", "圖片", "音樂", "旁白", "配音", "字體", "軟件", "由 Filmset 製作" } },
    { "zh", { "资料来源", "图片", "音乐", "旁白", "配音", "字体", "软件", "由 Filmset 制作" } },
    { "ja", { "出典", "画像", "音楽", "ナレーション", "声の出演", "書体", "ソフトウェア", "Filmset で制作" } },
    { "ko", { "출처", "그림", "음악", "내레이션", "목소리", "글꼴", "소프트웨어", "Filmset으로 제작" } },
    { "ar", { "المصادر", "الصور", "الموسيقى", "التعليق الصوتي", "الأصوات", "الخطوط", "البرمجيات", "أُنتج باستخدام Filmset" } },
    { "fa", { "منابع", "تصاویر", "موسیقی", "گوینده", "صداها", "قلم‌ها", "نرم‌افزار", "ساخته‌شده با Filmset" } },
    { "he", { "מקורות", "תמונות", "מוזיקה", "קריינות", "קולות", "גופנים", "תוכנה", "נוצר ב־Filmset" } },
    { "hi", { "स्रोत", "चित्र", "संगीत", "वाचन", "स्वर", "अक्षर", "सॉफ़्टवेयर", "Filmset से निर्मित" } },
    { "bn", { "সূত্র", "ছবি", "সঙ্গীত", "পাঠ", "কণ্ঠ", "হরফ", "সফটওয়্যার", "Filmset দিয়ে তৈরি" } },
    { "ta", { "ஆதாரங்கள்", "படங்கள்", "இசை", "வாசிப்பு", "குரல்கள்", "எழுத்துருக்கள்", "மென்பொருள்", "Filmset மூலம் உருவானது" } },
};
/* clang-format on */

/** What draws and sounds, beside Filmset itself and the voice. */
#define SOFTWARE "FFmpeg, x264, Pango, HarfBuzz, Cairo, librsvg"

static const char *label_in(const char *language, enum label label)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (fms_language_is(language, labels[i].language))
            return labels[i].label[label];
    return labels[0].label[label];
}

/** Of a film's words, to find its fonts by. */
#define TYPE_BYTES_MAX 60000

/* Rows in the making, and what has been said already. */
struct rows {
    TALLOC_CTX *ctx;
    const char *language;
    bool wide; /* there is room for names in two columns */
    GArray *array;
    GHashTable *said;
};

static void add_row(struct rows *rows, enum fms_roll_row_kind kind, const char *left, const char *right)
{
    struct fms_typewritten written = { .text = left, .language = rows->language };
    struct fms_roll_row row = { .kind = kind,
                                .left = talloc_strdup(rows->ctx, fms_typeset(rows->ctx, &written, NULL)) };
    written.text = right;
    if (right)
        row.right = talloc_strdup(rows->ctx, fms_typeset(rows->ctx, &written, NULL));
    g_array_append_val(rows->array, row);
}

/** A longer name may be broken. */
#define NAME_CHARACTERS_MAX 28

static bool parts_names(gunichar c)
{
    return c == ',' || c == ';' || c == 0x60C || c == 0x61B || c == 0x3001 || c == 0xFF0C || c == 0xB7;
}

/* Names in a row, "Ada Example, Ben Test", are broken between them and not inside one. */
static const char *keep_names(TALLOC_CTX *ctx, const char *names)
{
    GString *kept = g_string_new(NULL);
    bool several = false;
    for (const char *at = names, *begin = names;; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c && !parts_names(c))
            continue;
        bool whole = g_utf8_pointer_to_offset(begin, at) <= NAME_CHARACTERS_MAX;
        for (const char *p = begin; p < at; p++)
            g_string_append(kept, *p == ' ' && p > begin && whole ? "\u00A0" : (char[]){ *p, '\0' });
        if (!c)
            break;
        several = true;
        g_string_append_unichar(kept, c);
        begin = g_utf8_next_char(at);
    }
    const char *result = several ? talloc_strndup(ctx, kept->str, kept->len) : names;
    g_string_free(kept, TRUE);
    return result;
}

/** So many names or more stand in two columns, if none is wider than so many half cells. */
enum { COLUMN_NAMES_LEAST = 6, COLUMN_HALVES_MAX = 18 };

static bool is_narrow(const char *name)
{
    int halves = 0;
    for (const char *at = name; *at; at = g_utf8_next_char(at))
        halves += g_unichar_iszerowidth(g_utf8_get_char(at)) ? 0 : g_unichar_iswide(g_utf8_get_char(at)) ? 2 : 1;
    return halves > 0 && halves <= COLUMN_HALVES_MAX;
}

/* The names of a row; NULL where they do not stand in columns. Free with g_strfreev(). */
static char **columns_of(const struct rows *rows, const char *names)
{
    GString *parted = g_string_new(NULL);
    for (const char *at = names; *at; at = g_utf8_next_char(at))
        g_string_append_unichar(parted, parts_names(g_utf8_get_char(at)) ? '\n' : g_utf8_get_char(at));
    char **each = g_strsplit(parted->str, "\n", -1);
    bool fit = rows->wide && g_strv_length(each) >= COLUMN_NAMES_LEAST;
    for (char **name = each; *name && fit; name++)
        fit = is_narrow(g_strstrip(*name));
    g_string_free(parted, TRUE);
    if (fit)
        return each;
    g_strfreev(each);
    return NULL;
}

static void add_names(struct rows *rows, const char *role, const char *names)
{
    char **each = columns_of(rows, names);
    if (!each)
        add_row(rows, FMS_ROLL_PAIR, role, keep_names(rows->ctx, names));
    for (char **name = each; name && *name; name += name[1] ? 2 : 1) {
        add_row(rows, FMS_ROLL_PAIR, name == each ? role : "", *name);
        struct fms_roll_row *row = &g_array_index(rows->array, struct fms_roll_row, rows->array->len - 1);
        row->beside = name[1] ? talloc_strdup(rows->ctx, name[1]) : NULL;
    }
    g_strfreev(each);
}

static void add_credits(struct rows *rows, const struct fms_board *board)
{
    for (size_t i = 0; i < board->n_credits; i++) {
        const struct fms_credit *credit = &board->credits[i];
        if (*credit->role)
            add_names(rows, credit->role, credit->names);
        else
            add_row(rows, FMS_ROLL_TEXT, credit->names, NULL);
    }
}

/* "Creator (licence)" under a label, once. */
static void add_once(struct rows *rows, const char *label, const char *text)
{
    if (!g_hash_table_add(rows->said, talloc_asprintf(rows->ctx, "%s\n%s", label, text)))
        return;
    bool first = g_hash_table_add(rows->said, talloc_strdup(rows->ctx, label));
    add_row(rows, FMS_ROLL_PAIR, first ? label : "", text);
}

static void add_maker(struct rows *rows, const char *label, const struct fms_asset *asset)
{
    if (!asset || !asset->creator)
        return;
    const char *text =
        asset->licence ? talloc_asprintf(rows->ctx, "%s (%s)", asset->creator, asset->licence) : asset->creator;
    add_once(rows, label, text);
}

/* What the script says of a picture goes before what is known of the file. */
static void add_view(struct rows *rows, const char *label, const struct fms_view *view)
{
    if (view && view->credit && *view->credit)
        add_once(rows, label, view->credit);
    else if (view)
        add_maker(rows, label, view->asset);
}

static void add_pictures(struct rows *rows, const struct fms_board *board)
{
    const char *label = label_in(board->language, LABEL_PICTURES);
    for (size_t i = 0; i < board->n_shots; i++) {
        add_view(rows, label, board->shots[i].view);
        for (size_t k = 0; k < board->shots[i].n_cues; k++)
            add_view(rows, label, board->shots[i].cues[k].view);
    }
}

/* Has the author a line of this role? */
static bool is_credited(const struct fms_board *board, const char *role)
{
    for (size_t i = 0; i < board->n_credits; i++)
        if (g_ascii_strcasecmp(board->credits[i].role, role) == 0)
            return true;
    return false;
}

/* Music is always named: by its file where nobody has said who made it. */
static void add_piece(struct rows *rows, const struct fms_board *board, const struct fms_asset *music)
{
    const char *label = label_in(board->language, LABEL_MUSIC);
    if (music && music->creator)
        add_maker(rows, label, music);
    else if (music && !is_credited(board, label))
        add_once(rows, label, music->name);
}

static void add_music(struct rows *rows, const struct fms_board *board)
{
    add_piece(rows, board, board->music.asset);
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t k = 0; k < board->shots[i].n_cues; k++)
            add_piece(rows, board, board->shots[i].cues[k].music.asset);
}

static void add_sources(struct rows *rows, const struct fms_board *board)
{
    if (board->n_citations)
        add_row(rows, FMS_ROLL_HEADING, label_in(board->language, LABEL_SOURCES), NULL);
    for (size_t i = 0; i < board->n_citations; i++)
        add_row(rows, FMS_ROLL_TEXT, board->citations[i].text, NULL);
}

/* Of a list of families, the one that sets most of a language: Chinese, Japanese and Korean have theirs, others the first. */
static char *main_family(const struct fms_stage *stage, const char *families)
{
    static const char *const eastern[] = { "zh", "yue", "ja", "ko", NULL };
    char *all = fms_theme_families(NULL, families, stage->language);
    const char *own = fms_language_in(stage->language, eastern) ? strstr(all, "CJK") : NULL;
    while (own && own > all && own[-1] != ',')
        own--;
    char *family = g_strstrip(g_strndup(own ? own : all, strcspn(own ? own : all, ",")));
    talloc_free(all);
    return family;
}

static void append_words(GString *words, const char *text)
{
    if (text && words->len < TYPE_BYTES_MAX)
        g_string_append_printf(words, "%s\n", text);
}

/* What is set in a film, about; enough to know which fonts draw it. */
static char *words_of(TALLOC_CTX *ctx, const struct fms_board *board)
{
    GString *words = g_string_new(NULL);
    append_words(words, board->title);
    for (size_t i = 0; i < board->n_shots; i++) {
        const struct fms_shot *shot = &board->shots[i];
        append_words(words, shot->heading);
        append_words(words, shot->speaker);
        append_words(words, shot->work);
        for (size_t k = 0; k < shot->n_beats; k++)
            append_words(words, shot->beats[k].line.text);
        for (size_t k = 0; shot->panel && k < shot->panel->n_rows * shot->panel->n_columns; k++)
            append_words(words, shot->panel->cells[k]);
    }
    char *result = talloc_strndup(ctx, words->str, words->len);
    g_string_free(words, TRUE);
    return result;
}

/* The fonts of titles, of words and of captions, each once. Where nobody can tell, the families of the theme. */
static void add_type(struct rows *rows, const struct fms_board *board, const struct fms_stage *stage)
{
    enum fms_shape shape = fms_shape_of(stage->settings->video.width_px, stage->settings->video.height_px);
    static const char *const slots[] = { "title.heading", "words.text", "caption.text" };
    const struct fms_world *world = stage->world;
    const char *label = label_in(board->language, LABEL_TYPE), *words = words_of(rows->ctx, board);
    for (size_t i = 0; i < G_N_ELEMENTS(slots); i++) {
        const struct fms_slot *slot = fms_theme_slot(stage->theme, shape, slots[i]);
        const char *families = fms_theme_families(rows->ctx, slot->family, stage->language);
        char *own = main_family(stage, slot->family);
        char *titles = world->font_titles ? world->font_titles(world->user, rows->ctx, families, slot->weight,
                                                               stage->language, i ? words : board->title)
                                          : talloc_strdup(rows->ctx, own);
        char **each = g_strsplit(titles, "\n", -1);
        for (char **title = each; *title; title++)
            if (**title)
                add_once(rows, label, *title);
        g_strfreev(each);
        g_free(own);
    }
}

/* Those who speak beside the narrator, in the order in which they are heard. */
static void add_cast(struct rows *rows, const struct fms_board *board)
{
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t k = 0; k < board->shots[i].n_beats; k++)
            if (board->shots[i].beats[k].speaker)
                add_once(rows, label_in(board->language, LABEL_CAST), board->shots[i].beats[k].speaker);
}

static void add_house(struct rows *rows, const struct fms_board *board, const struct fms_stage *stage)
{
    add_pictures(rows, board);
    add_music(rows, board);
    if (stage->settings->voice_title)
        add_row(rows, FMS_ROLL_PAIR, label_in(board->language, LABEL_VOICE), stage->settings->voice_title);
    add_cast(rows, board);
    add_type(rows, board, stage);
    add_row(rows, FMS_ROLL_PAIR, label_in(board->language, LABEL_SOFTWARE), SOFTWARE);
}

static char *all_text(TALLOC_CTX *ctx, const GArray *rows)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        const struct fms_roll_row *row = &g_array_index(rows, struct fms_roll_row, i);
        g_string_append_printf(text, "%s\n%s\n%s\n", row->left, row->right ? row->right : "",
                               row->beside ? row->beside : "");
    }
    char *result = talloc_strdup(ctx, text->str);
    g_string_free(text, TRUE);
    return result;
}

struct fms_roll_layer *fms_roll_of_board(TALLOC_CTX *ctx, const struct fms_board *board, const struct fms_stage *stage)
{
    const struct fms_video_settings *video = &stage->settings->video;
    const struct fms_slot *slot =
        fms_theme_slot(stage->theme, fms_shape_of(video->width_px, video->height_px), "credits.column");
    struct fms_roll_layer *roll = talloc_zero(ctx, struct fms_roll_layer);
    struct rows rows = { roll, stage->language, video->width_px >= video->height_px,
                         g_array_new(FALSE, FALSE, sizeof(struct fms_roll_row)),
                         g_hash_table_new(g_str_hash, g_str_equal) };
    if (*board->title)
        add_row(&rows, FMS_ROLL_TITLE, board->title, NULL);
    add_credits(&rows, board);
    add_house(&rows, board, stage);
    add_sources(&rows, board);
    add_row(&rows, FMS_ROLL_HEADING, label_in(board->language, LABEL_MADE), NULL);
    int64_t size = fms_stage_px(stage, slot->size);
    roll->language = stage->language;
    roll->family = fms_theme_families(roll, slot->family, stage->language);
    roll->fonts =
        fms_stage_fonts(stage, (struct fms_span){ 0 }, roll->family, slot->weight, false, all_text(roll, rows.array));
    roll->weight = slot->weight;
    roll->x = (int64_t) slot->x * video->width_px / 1000;
    roll->w = (int64_t) slot->w * video->width_px / 1000;
    roll->title_px = size * 3 / 2;
    roll->size_px = size;
    roll->small_px = size * 4 / 5;
    roll->line_permille = slot->line;
    roll->rgba = slot->rgba;
    roll->muted_rgba = stage->theme->muted;
    roll->leave_frame = -1;
    roll->n_rows = rows.array->len;
    roll->rows = talloc_memdup(roll, rows.array->data, rows.array->len * sizeof(struct fms_roll_row));
    g_array_free(rows.array, TRUE);
    g_hash_table_destroy(rows.said);
    return roll;
}
