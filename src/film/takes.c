/*
 * Takes as things that a person can list, hear, keep and replace.
 */
#include "film.h"

#include "guest-take-private.h"
#include "house-private.h"
#include "takes-private.h"
#include "voice.h"

#include <glib/gstdio.h>
#include <string.h>

/* A take of the script's own edition, where it is first said. */
struct held {
    const struct fms_beat *beat;
    const struct fms_take *take;
};

struct desk {
    TALLOC_CTX *ctx;
    struct fms_house *house;
    const struct fms_takes_order *order;
    GArray *held; /* struct held */
};

/* ---- what there is ---- */

static bool gather(struct desk *desk)
{
    struct fms_house *house = desk->house;
    const struct fms_board *board = house->editions[0].board;
    GHashTable *seen = g_hash_table_new(NULL, NULL); /* the same take is the same pointer */
    GError *error = NULL;
    for (size_t i = 0; i < board->n_shots && !error; i++)
        for (size_t b = 0; b < board->shots[i].n_beats && !error; b++) {
            struct held held = { &board->shots[i].beats[b], NULL };
            held.take = house->world.take(house, &held.beat->line, &error);
            if (held.take && g_hash_table_add(seen, (gpointer) held.take))
                g_array_append_val(desk->held, held);
        }
    g_hash_table_destroy(seen);
    if (!error)
        return true;
    fms_error(house->diags, fms_nowhere, "machine.failed", NULL, "%s", error->message);
    g_error_free(error);
    return false;
}

static const char *state_of(const struct fms_house *house, const struct fms_line *line)
{
    const struct fms_pinned *pinned = g_hash_table_lookup(house->pins, line);
    const struct fms_cut *cut = fms_house_cut(house, line);
    if (pinned && cut && cut->words == pinned->words)
        return pinned->recorded ? "replaced" : "pinned";
    return cut ? "recorded" : "spoken";
}

static void list(const struct desk *desk, struct fms_film_take **takes, size_t *n)
{
    *n = desk->held->len;
    *takes = talloc_zero_array(desk->ctx, struct fms_film_take, desk->held->len + 1);
    for (guint i = 0; i < desk->held->len; i++) {
        const struct held *held = &g_array_index(desk->held, struct held, i);
        const struct fms_line *line = &held->beat->line;
        const char *title = fms_house_voice_title(desk->house, line->language, line->voice);
        struct fms_place place = fms_source_place(held->beat->span.source, held->beat->span.begin);
        (*takes)[i] = (struct fms_film_take){ i + 1,
                                              place.line,
                                              state_of(desk->house, line),
                                              talloc_strdup(*takes, title ? title : line->voice),
                                              talloc_strdup(*takes, line->text),
                                              (double) held->take->n_samples / FMS_SAMPLE_RATE };
    }
}

/* The take of a number, from 1; NULL with "takes.number" added. */
static const struct held *find(const struct desk *desk, size_t number)
{
    if (number >= 1 && number <= desk->held->len)
        return &g_array_index(desk->held, struct held, number - 1);
    fms_error(desk->house->diags, fms_nowhere, "takes.number", "`filmset takes list` lists them",
              "there is no take %zu, but %u of them", number, desk->held->len);
    return NULL;
}

/* ---- writing ---- */

static bool fail(const struct desk *desk, GError *error)
{
    fms_error(desk->house->diags, fms_nowhere, "machine.output", NULL, "%s", error->message);
    g_error_free(error);
    return false;
}

static bool write_take(const struct desk *desk, const struct fms_take *take, const char *path)
{
    float *samples = g_new(float, take->n_samples);
    GError *error = NULL;
    bool good = fms_take_samples(take->path, 0, take->n_samples, samples, &error) &&
                fms_wav_write(path, samples, take->n_samples, &error);
    g_free(samples);
    return good || fail(desk, error);
}

static bool export_take(struct desk *desk, const struct held *held, size_t number)
{
    bool is_file = g_str_has_suffix(desk->order->path, ".wav");
    char *path =
        is_file ? g_strdup(desk->order->path) : g_strdup_printf("%s/take-%03zu.wav", desk->order->path, number);
    if (!is_file)
        g_mkdir_with_parents(desk->order->path, 0777);
    bool good = write_take(desk, held->take, path);
    g_free(path);
    return good;
}

/* A link that came with the script could lead anywhere. */
static bool may_write(const struct desk *desk)
{
    char *folder = g_build_filename(desk->house->folder, "takes", NULL);
    GStatBuf stat;
    bool leads_away = g_lstat(folder, &stat) == 0 && !S_ISDIR(stat.st_mode);
    g_free(folder);
    return !leads_away || fms_error(desk->house->diags, fms_nowhere, "takes.folder", "take it away",
                                    "'takes' beside the script is no folder of its own; nothing is written through it");
}

/* Where a line's take is kept: its name for the lock, and its path for us. */
static char *place_of(const struct desk *desk, const struct fms_digest *line, char **path)
{
    char *name = talloc_asprintf(desk->ctx, "takes/%.12s.wav", line->hex);
    char *folder = g_build_filename(desk->house->folder, "takes", NULL);
    g_mkdir_with_parents(folder, 0777);
    g_free(folder);
    *path = talloc_asprintf(desk->ctx, "%s/%s", desk->house->folder, name);
    g_unlink(*path); /* what lies there may be a link to somewhere */
    return name;
}

static char *one_line(TALLOC_CTX *ctx, const char *text)
{
    char *line = talloc_strdup(ctx, text);
    for (char *at = line; *at; at++)
        *at = *at == '\n' || *at == '\r' ? ' ' : *at;
    return line;
}

static bool put(const struct desk *desk, const struct fms_line *line, struct fms_pinned *pinned, const char *path)
{
    GError *error = NULL;
    char *name = g_path_get_basename(desk->house->request->script);
    pinned->script = talloc_strdup(desk->ctx, name);
    pinned->text = one_line(desk->ctx, line->text);
    g_free(name);
    if (!fms_digest_of_file(path, &pinned->digest, &error))
        return fail(desk, error);
    fms_lock_put(desk->house->lock, pinned);
    return true;
}

/* What somebody has recorded is kept as it is; what another voice has said for a guest is not the guest's take. */
static bool pin_take(struct desk *desk, const struct held *held, size_t number)
{
    const struct fms_line *line = &held->beat->line;
    const struct fms_take_order order = fms_house_order(desk->house, line, held->beat->span);
    if (fms_house_cut(desk->house, line) || order.line != line)
        return true;
    struct fms_pinned pinned = { .line = fms_lock_key(line, false),
                                 .n_samples = held->take->n_samples,
                                 .n_words = held->take->n_words,
                                 .words = held->take->words };
    char *path;
    const char *title = fms_house_voice_title(desk->house, line->language, line->voice);
    pinned.voice = title ? title : "";
    pinned.take = place_of(desk, &pinned.line, &path);
    return write_take(desk, held->take, path) && put(desk, line, &pinned, path);
}

static bool unpin_take(struct desk *desk, const struct held *held, size_t number)
{
    const struct fms_pinned *pinned = fms_lock_find(desk->house->lock, &held->beat->line);
    if (pinned) {
        char *path = g_build_filename(desk->house->folder, pinned->take, NULL);
        g_unlink(path);
        g_free(path);
        fms_lock_drop(desk->house->lock, pinned);
    }
    return true;
}

static bool replace_take(struct desk *desk, const struct held *held, size_t number)
{
    const struct fms_line *line = &held->beat->line;
    GError *error = NULL;
    GArray *sound = fms_read_sound(desk->order->path, &error);
    if (!sound) {
        g_prefix_error(&error, "'%s': ", desk->order->path);
        return fail(desk, error);
    }
    int64_t from, n = fms_voice_trim((float *) (void *) sound->data, sound->len, FMS_SAMPLE_RATE, &from);
    const float *samples = (const float *) (const void *) sound->data + from;
    struct fms_pinned pinned = { .line = fms_lock_key(line, true), .n_samples = n, .recorded = true, .voice = "" };
    bool good = n > 0 || fms_error(desk->house->diags, fms_nowhere, "takes.silent", NULL,
                                   "nothing can be heard in '%s'", desk->order->path);
    if (good) {
        char *path;
        pinned.take = place_of(desk, &pinned.line, &path);
        pinned.words = fms_place_words(desk->ctx, line, samples, n, &pinned.n_words);
        good = (fms_wav_write(path, samples, n, &error) || fail(desk, error)) && put(desk, line, &pinned, path);
    }
    g_array_unref(sound);
    return good;
}

static const struct {
    bool (*run)(struct desk *desk, const struct held *held, size_t number);
    bool writes;
} TASKS[] = {
    [FMS_TAKES_LIST] = { NULL, false },           [FMS_TAKES_EXPORT] = { export_take, false },
    [FMS_TAKES_PIN] = { pin_take, true },         [FMS_TAKES_UNPIN] = { unpin_take, true },
    [FMS_TAKES_REPLACE] = { replace_take, true },
};

static bool write_lock(const struct desk *desk)
{
    char *path = g_build_filename(desk->house->folder, FMS_LOCK_FILE, NULL);
    GError *error = NULL;
    bool good = fms_lock_write(desk->house->lock, path, &error) || fail(desk, error);
    g_free(path);
    return good;
}

/* The numbers that were said, or all. */
static bool work(struct desk *desk)
{
    const struct fms_takes_order *order = desk->order;
    size_t n = order->n_numbers ? order->n_numbers : desk->held->len;
    bool good = !TASKS[order->task].writes || may_write(desk);
    for (size_t i = 0; good && TASKS[order->task].run && i < n; i++) {
        size_t number = order->n_numbers ? order->numbers[i] : i + 1;
        const struct held *held = find(desk, number);
        good = held && TASKS[order->task].run(desk, held, number);
    }
    return good && (!TASKS[order->task].writes || write_lock(desk));
}

enum fms_outcome fms_film_takes(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                const struct fms_takes_order *order, struct fms_film_take **takes, size_t *n,
                                struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    struct desk desk = { ctx, house, order, g_array_new(FALSE, FALSE, sizeof(struct held)) };
    *n = 0;
    house->mending = order->task != FMS_TAKES_LIST && order->task != FMS_TAKES_EXPORT;
    bool good = fms_house_run_stages(house, "timeline") && !house->editions[0].failed && gather(&desk) && work(&desk);
    if (good)
        list(&desk, takes, n);
    g_array_unref(desk.held);
    return fms_house_outcome(house, good);
}
