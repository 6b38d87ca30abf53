/*
 * Pieces of a shot: that they follow one another without a gap, where they are cut, and that none is too short or too long.
 */
#include "pieces-private.h"

#include "stage-rig.h"

enum { BEGIN = 300, FROM = 6 }; /* the shot's first frame in the film, and the first that no transition takes */

struct captions {
    struct fms_cue cues[4];
    size_t n;
    enum fms_layer_kind picture;
    enum fms_entrance entrance;
};

static fms_ticks at(int64_t frame)
{
    return fms_ticks_from_frames(frame, (struct fms_rate){ 30, 1 });
}

/* The ends of the pieces, as "66 120"; `captions` count their frames from the scene's begin, of which FROM..`to` is cut. */
static void expect(const struct captions *captions, int64_t to, const char *ends)
{
    struct fms_layer layers[5] = { { .kind = captions->picture } };
    if (captions->picture == FMS_LAYER_CLIP)
        layers[0].clip.speed_permille = 1000;
    struct fms_cue cues[4];
    for (size_t i = 0; i < captions->n; i++) {
        const struct fms_cue *cue = &captions->cues[i];
        cues[i] = (struct fms_cue){ at(BEGIN - FROM + cue->begin), at(BEGIN - FROM + cue->end), "c", { 0 } };
        layers[i + 1] = (struct fms_layer){ .kind = FMS_LAYER_TEXT,
                                            .text = { .entrance = captions->entrance, .enter_frame = cue->begin } };
    }
    const struct fms_timeline timeline = { .rate = { 30, 1 }, .n_cues = captions->n, .cues = cues };
    const struct fms_stage stage = { .timeline = &timeline };
    const struct fms_place_shot place = { .begin = BEGIN, .head = FROM };
    const struct fms_scene scene = { .rate = { 30, 1 }, .n_layers = captions->n + 1, .layers = layers };
    GArray *found = fms_pieces_of(&stage, &place, &scene, FROM, to);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++)
        g_string_append_printf(text, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index(found, int64_t, i));
    g_assert_cmpstr(text->str, ==, ends);
    g_string_free(text, TRUE);
    g_array_unref(found);
}

/* The next caption comes at once, so that there is one cut between them; the third comes after a while. */
static void at_captions(void)
{
    const struct captions three = { .cues = { { 20, 60, "", { 0 } }, { 62, 100, "", { 0 } }, { 130, 160, "", { 0 } } },
                                    .n = 3,
                                    .picture = FMS_LAYER_STILL };
    expect(&three, 180, "62 100 130 160 180");
}

/* What is left at the end, or between two, is too short to stand alone. */
static void none_is_short(void)
{
    const struct captions two = { .cues = { { 40, 100, "", { 0 } }, { 110, 170, "", { 0 } } },
                                  .n = 2,
                                  .picture = FMS_LAYER_STILL };
    expect(&two, 180, "40 110 180");
    expect(&two, 30, "30");
}

static void none_is_long(void)
{
    const struct captions none = { .picture = FMS_LAYER_GROUND };
    expect(&none, 186, "186");
    expect(&none, 187, "96 187");
    expect(&none, 606, "156 306 456 606");
}

/* Where nobody knows how far back a keyframe lies, it is not far to the beginning. */
static void clips_are_cut_early(void)
{
    const struct captions early = { .cues = { { 40, 100, "", { 0 } }, { 310, 350, "", { 0 } } },
                                    .n = 2,
                                    .picture = FMS_LAYER_CLIP };
    const struct captions none = { .picture = FMS_LAYER_CLIP };
    expect(&early, 606, "40 100 606");
    expect(&none, 606, "606");
}

/* Words that come one by one are no caption, whatever captions a player shows meanwhile. */
static void cards_are_not_cut(void)
{
    const struct captions words = {
        .cues = { { 40, 100, "", { 0 } } }, .n = 1, .picture = FMS_LAYER_GROUND, .entrance = FMS_ENTER_WORDS
    };
    expect(&words, 180, "180");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/pieces/captions", at_captions);
    g_test_add_func("/plan/pieces/short", none_is_short);
    g_test_add_func("/plan/pieces/long", none_is_long);
    g_test_add_func("/plan/pieces/clips", clips_are_cut_early);
    g_test_add_func("/plan/pieces/cards", cards_are_not_cut);
    return g_test_run();
}
