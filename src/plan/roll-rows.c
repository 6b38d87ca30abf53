/*
 * The credit roll: the author's credits first, then what the film itself knows and owes: its sources, its pictures'
 * makers, its music, its voice, its typefaces. Each appears once. Labels are in the film's language.
 */
#include "language-tag.h"
#include "scenes-private.h"
#include "typeset-private.h"

#include <string.h>

enum label { LABEL_SOURCES, LABEL_PICTURES, LABEL_MUSIC, LABEL_VOICE, LABEL_TYPE, LABEL_MADE, N_LABELS };

struct labels {
    const char *language;
    const char *label[N_LABELS];
};

static const struct labels labels[] = {
    { "en", { "Sources", "Pictures", "Music", "Narration", "Typefaces", "Made with Filmset" } },
    { "de", { "Quellen", "Bilder", "Musik", "Sprecher", "Schriften", "Hergestellt mit Filmset" } },
    { "fr", { "Sources", "Images", "Musique", "Narration", "Caractères", "Réalisé avec Filmset" } },
    { "es", { "Fuentes", "Imágenes", "Música", "Narración", "Tipografía", "Hecho con Filmset" } },
    { "it", { "Fonti", "Immagini", "Musica", "Narrazione", "Caratteri", "Realizzato con Filmset" } },
    { "pt", { "Fontes", "Imagens", "Música", "Narração", "Tipografia", "Feito com Filmset" } },
    { "nl", { "Bronnen", "Beelden", "Muziek", "Verteller", "Lettertypen", "Gemaakt met Filmset" } },
    { "ru", { "Источники", "Изображения", "Музыка", "Текст читает", "Шрифты", "Сделано в Filmset" } },
    { "zh", { "资料来源", "图片", "音乐", "旁白", "字体", "由 Filmset 制作" } },
    { "ja", { "出典", "画像", "音楽", "ナレーション", "書体", "Filmset で制作" } },
    { "ko", { "출처", "그림", "음악", "내레이션", "글꼴", "Filmset으로 제작" } },
    { "ar", { "المصادر", "الصور", "الموسيقى", "التعليق الصوتي", "الخطوط", "أُنتج باستخدام Filmset" } },
    { "hi", { "स्रोत", "चित्र", "संगीत", "वाचन", "अक्षर", "Filmset से निर्मित" } },
};

static const char *label_in(const char *language, enum label label)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (fms_language_is(language, labels[i].language))
            return labels[i].label[label];
    return labels[0].label[label];
}

/* Rows in the making, and what has been said already. */
struct rows {
    TALLOC_CTX *ctx;
    const char *language;
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

static void add_credits(struct rows *rows, const struct fms_board *board)
{
    for (size_t i = 0; i < board->n_credits; i++) {
        const struct fms_credit *credit = &board->credits[i];
        if (*credit->role)
            add_row(rows, FMS_ROLL_PAIR, credit->role, keep_names(rows->ctx, credit->names));
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
    char *all = fms_families(NULL, families, stage->language);
    const char *own = fms_language_in(stage->language, eastern) ? strstr(all, "CJK") : NULL;
    while (own && own > all && own[-1] != ',')
        own--;
    char *family = g_strstrip(g_strndup(own ? own : all, strcspn(own ? own : all, ",")));
    talloc_free(all);
    return family;
}

/* The families of the theme that are set, each once. */
static char *type_names(TALLOC_CTX *ctx, const struct fms_stage *stage)
{
    enum fms_shape shape = fms_shape_of(stage->settings->video.width_px, stage->settings->video.height_px);
    static const char *const slots[] = { "title.heading", "words.text", "caption.text" };
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(slots); i++) {
        char *first = main_family(stage, fms_theme_slot(stage->theme, shape, slots[i])->family);
        if (!strstr(names->str, first))
            g_string_append_printf(names, "%s%s", names->len ? " · " : "", first);
        g_free(first);
    }
    char *result = talloc_strdup(ctx, names->str);
    g_string_free(names, TRUE);
    return result;
}

static void add_house(struct rows *rows, const struct fms_board *board, const struct fms_stage *stage)
{
    add_pictures(rows, board);
    add_music(rows, board);
    if (stage->settings->voice_title)
        add_row(rows, FMS_ROLL_PAIR, label_in(board->language, LABEL_VOICE), stage->settings->voice_title);
    add_row(rows, FMS_ROLL_PAIR, label_in(board->language, LABEL_TYPE), type_names(rows->ctx, stage));
}

static char *all_text(TALLOC_CTX *ctx, const GArray *rows)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        const struct fms_roll_row *row = &g_array_index(rows, struct fms_roll_row, i);
        g_string_append_printf(text, "%s\n%s\n", row->left, row->right ? row->right : "");
    }
    char *result = talloc_strdup(ctx, text->str);
    g_string_free(text, TRUE);
    return result;
}

/* A whole number of pixels a frame, as near as it gets to the theme's speed at 1080 lines and 30 frames a second. */
static int64_t roll_speed(const struct fms_stage *stage)
{
    const struct fms_video_settings *video = &stage->settings->video;
    int64_t shorter = MIN(video->width_px, video->height_px);
    int64_t speed = (stage->theme->roll_px * shorter * 30 * video->rate.den + 540 * video->rate.num) /
                    (1080 * (int64_t) video->rate.num);
    return MAX(speed, 1);
}

struct fms_roll_layer *fms_roll_of_board(TALLOC_CTX *ctx, const struct fms_board *board, const struct fms_stage *stage)
{
    const struct fms_video_settings *video = &stage->settings->video;
    const struct fms_slot *slot =
        fms_theme_slot(stage->theme, fms_shape_of(video->width_px, video->height_px), "credits.column");
    struct fms_roll_layer *roll = talloc_zero(ctx, struct fms_roll_layer);
    struct rows rows = { roll, stage->language, g_array_new(FALSE, FALSE, sizeof(struct fms_roll_row)),
                         g_hash_table_new(g_str_hash, g_str_equal) };
    if (*board->title)
        add_row(&rows, FMS_ROLL_TITLE, board->title, NULL);
    add_credits(&rows, board);
    add_house(&rows, board, stage);
    add_sources(&rows, board);
    add_row(&rows, FMS_ROLL_HEADING, label_in(board->language, LABEL_MADE), NULL);
    int64_t size = fms_stage_px(stage, slot->size);
    roll->language = stage->language;
    roll->family = fms_families(roll, slot->family, stage->language);
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
    roll->speed_px = roll_speed(stage);
    roll->n_rows = rows.array->len;
    roll->rows = talloc_memdup(roll, rows.array->data, rows.array->len * sizeof(struct fms_roll_row));
    g_array_free(rows.array, TRUE);
    g_hash_table_destroy(rows.said);
    return roll;
}
