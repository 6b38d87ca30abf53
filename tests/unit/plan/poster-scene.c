/*
 * The poster: a picture of the film, the scrim, the title on it, each where it belongs.
 */
#include "stage-rig.h"

#include "poster-scene-private.h"

static struct fms_scene *poster_of(struct fixture *fix, int64_t *frame)
{
    const struct fms_stage stage = { &fix->timeline, fix->theme, &fix->world, &fix->settings, "en", fix->diags };
    return fms_scene_of_poster(fix->ctx, &stage, frame);
}

static void set_picture(struct fixture *fix, size_t shot, struct fms_view *view, struct fms_asset *asset)
{
    *view = (struct fms_view){ .asset = asset, .fit = -1, .focus_x = -1, .focus_y = -1 };
    fix->shots[shot].kind = FMS_SHOT_PICTURE;
    fix->shots[shot].view = view;
}

/* The layer that holds a text; NULL: none does. */
static const struct fms_text_layer *text_of(const struct fms_scene *scene, const char *text)
{
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == FMS_LAYER_TEXT && !strcmp(scene->layers[i].text.text, text))
            return &scene->layers[i].text;
    return NULL;
}

static void a_photograph_goes_before_a_drawing(void)
{
    struct fixture fix;
    struct fms_view drawn, taken;
    struct fms_asset drawing = { .name = "d.svg", .kind = FMS_ASSET_VECTOR, .width_px = 1600, .height_px = 900 },
                     photograph = { .name = "p.jpg", .kind = FMS_ASSET_STILL, .width_px = 3200, .height_px = 1800 };
    const char *const texts[] = { "one two", "two one", "three" };
    int64_t frame;
    set_up(&fix, texts, 3);
    set_picture(&fix, 1, &drawn, &drawing);
    g_assert_cmpstr(poster_of(&fix, &frame)->layers[0].still.asset->name, ==, "d.svg");
    set_picture(&fix, 2, &taken, &photograph);
    fix.board.series = "Tides";
    struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_cmpint(scene->layers[0].kind, ==, FMS_LAYER_STILL);
    g_assert_cmpstr(scene->layers[0].still.asset->name, ==, "p.jpg");
    g_assert_cmpint(frame, ==, 0); /* held, however long the shot is */
    g_assert_cmpint(scene->layers[0].still.move_end, ==, 0);
    g_assert_nonnull(text_of(scene, "Tides"));
    g_assert_cmpint(text_of(scene, "T")->enter_frames, ==, 0);
    talloc_free(fix.ctx);
}

/* A film of one shot, a photograph. */
static void set_up_photograph(struct fixture *fix, struct fms_view *view)
{
    static struct fms_asset photograph = {
        .name = "p.jpg", .kind = FMS_ASSET_STILL, .width_px = 3200, .height_px = 1800
    };
    const char *const texts[] = { "one two" };
    set_up(fix, texts, 1);
    set_picture(fix, 0, view, &photograph);
}

/* Over the words and below them the scrim has its strength; it is for the hardest of their inks; above it nothing of the picture is lost. */
static void words_stand_on_the_scrim(void)
{
    struct fixture fix;
    struct fms_view view;
    int64_t frame;
    set_up_photograph(&fix, &view);
    fix.board.series = "Tides";
    struct fms_scene *scene = poster_of(&fix, &frame);
    const struct fms_text_layer *title = text_of(scene, "T"), *kicker = text_of(scene, "Tides");
    g_assert_nonnull(title);
    g_assert_cmpint(scene->layers[1].kind, ==, FMS_LAYER_SCRIM);
    const struct fms_scrim_layer *scrim = &scene->layers[1].scrim;
    g_assert_cmphex(scrim->rgba, ==, fix.theme->scrim);
    g_assert_cmphex(scrim->ink_rgba, ==, kicker->rgba);
    g_assert_cmpint(scrim->y, <=, title->y + title->h - title->size_px);
    g_assert_cmpint(scrim->y, >, 400);
    g_assert_cmpint(scrim->y + scrim->h, ==, 1080);
    g_assert_cmpint(scrim->words_x, <=, title->x);
    g_assert_cmpint(scrim->words_x + scrim->words_w, >=, title->x + title->w);
    talloc_free(fix.ctx);
}

/* Of words that all have a paper none needs it; the logo, which comes after them, has its own. */
static void words_on_papers_need_no_scrim(void)
{
    struct fixture fix;
    struct fms_view view;
    int64_t frame;
    set_up_photograph(&fix, &view);
    for (size_t i = 0; fms_theme_slot_names()[i]; i++) {
        struct fms_slot *slot = &fix.theme->slots[FMS_SHAPE_LANDSCAPE][i];
        if (g_str_has_prefix(slot->name, "poster.")) {
            slot->paper = "#ffffff";
            slot->paper_rgba = 0xFFFFFFFF;
        }
    }
    const struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_nonnull(text_of(scene, "T"));
    for (size_t i = 0; i < scene->n_layers; i++)
        g_assert_cmpint(scene->layers[i].kind, !=, FMS_LAYER_SCRIM);
    talloc_free(fix.ctx);
}

/* A picture cue over words is a picture to the logo, too. */
static void a_logo_on_a_cues_picture_is_shaded(void)
{
    static const struct fms_asset logo = { .name = "l.svg", .width_px = 40, .height_px = 20, .digest = { "l" } };
    struct fixture fix;
    struct fms_asset photograph = { .name = "p.jpg", .kind = FMS_ASSET_STILL, .width_px = 3200, .height_px = 1800 };
    struct fms_view view = { .asset = &photograph, .fit = -1, .focus_x = -1, .focus_y = -1 };
    struct fms_shot_cue cue = { .kind = FMS_CUE_PICTURE, .view = &view };
    const char *const texts[] = { "one two", "two one" };
    int64_t frame;
    set_up(&fix, texts, 2);
    fix.theme->logo = &logo;
    fix.shots[0].cues = &cue;
    fix.shots[0].n_cues = 1;
    fix.board.poster =
        (struct fms_poster_wish){ .is_named = true, .at = fms_ticks_from_frames(SHOT_FRAMES - 1, fix.timeline.rate) };
    const struct fms_scene *scene = poster_of(&fix, &frame);
    const struct fms_layer *top = &scene->layers[scene->n_layers - 1];
    g_assert_true(top->still.asset == &logo);
    g_assert_true(top->still.style == fix.theme->picture_style);
    g_assert_cmpint(top[-1].kind, ==, FMS_LAYER_SCRIM);
    talloc_free(fix.ctx);
}

/* Of the film's own shape it has been told; of another, the poster tells. */
static void a_card_may_have_no_room(void)
{
    struct fixture fix;
    char *many = g_strnfill(6000, 'm');
    for (size_t i = 5; i < 6000; i += 6)
        many[i] = ' ';
    const char *const texts[] = { many };
    int64_t frame;
    set_up(&fix, texts, 1);
    fix.board.poster = (struct fms_poster_wish){ .is_named = true, .shot = many };
    const struct fms_stage stage = { &fix.timeline, fix.theme, &fix.world, &fix.settings, "en", fix.diags };
    poster_of(&fix, &frame);
    fms_scene_of_other_poster(fix.ctx, &stage, FMS_SHAPE_LANDSCAPE, &frame);
    g_assert_cmpuint(fms_diags_count(fix.diags), ==, 0);
    fms_scene_of_other_poster(fix.ctx, &stage, FMS_SHAPE_PORTRAIT, &frame);
    g_assert_cmpuint(fms_diags_count(fix.diags), ==, 1);
    g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "text.room");
    talloc_free(fix.ctx);
    g_free(many);
}

static void without_pictures_it_is_a_card(void)
{
    struct fixture fix;
    const char *const texts[] = { "one two", "two one" };
    int64_t frame;
    set_up(&fix, texts, 2);
    struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_cmpint(scene->layers[0].kind, ==, FMS_LAYER_GROUND);
    for (size_t i = 0; i < scene->n_layers; i++)
        g_assert_cmpint(scene->layers[i].kind, !=, FMS_LAYER_SCRIM);
    fix.board.title = "";
    g_assert_null(poster_of(&fix, &frame));
    talloc_free(fix.ctx);
}

/* What is named goes before what is seen longest; of what runs, a moment is that very frame. */
static void a_frame_can_be_named(void)
{
    struct fixture fix;
    struct fms_view drawn, taken;
    struct fms_asset clip = { .name = "c.mp4",
                              .kind = FMS_ASSET_CLIP,
                              .width_px = 1600,
                              .height_px = 900,
                              .duration = FMS_MS(9000) },
                     photograph = { .name = "p.jpg", .kind = FMS_ASSET_STILL, .width_px = 3200, .height_px = 1800 };
    const char *const texts[] = { "one two", "two one", "three" };
    int64_t frame;
    set_up(&fix, texts, 3);
    set_picture(&fix, 1, &drawn, &clip);
    set_picture(&fix, 2, &taken, &photograph);
    fix.places[2].end = 400;
    fix.timeline.n_frames = 400;
    g_assert_cmpint(poster_of(&fix, &frame)->layers[0].kind, ==, FMS_LAYER_STILL);
    fix.board.poster = (struct fms_poster_wish){ .is_named = true, .shot = "two one" };
    g_assert_cmpint(poster_of(&fix, &frame)->layers[0].kind, ==, FMS_LAYER_CLIP);
    g_assert_cmpint(frame, ==, (HALF + SHOT_FRAMES + HALF) / 2);
    fix.board.poster = (struct fms_poster_wish){ .is_named = true, .at = FMS_MS(5000) };
    struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_cmpint(scene->layers[0].kind, ==, FMS_LAYER_CLIP);
    g_assert_cmpint(frame, ==, HALF + 50);
    g_assert_nonnull(text_of(scene, "T"));
    fix.board.title = "";
    g_assert_null(text_of(poster_of(&fix, &frame), "T"));
    talloc_free(fix.ctx);
}

/* A card is the poster itself; of a named one all that it says is there. */
static void a_card_can_be_named(void)
{
    struct fixture fix;
    const char *const texts[] = { "one two", "two one", "three" };
    int64_t frame;
    set_up(&fix, texts, 3);
    fix.board.poster = (struct fms_poster_wish){ .is_named = true, .shot = "two one" };
    struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_nonnull(text_of(scene, "two one"));
    g_assert_null(text_of(scene, "T"));
    g_assert_cmpint(frame, ==, HALF + SHOT_FRAMES - HALF - 1);
    fix.board.poster = (struct fms_poster_wish){ .is_named = true, .at = FMS_MS(4000) };
    g_assert_nonnull(text_of(poster_of(&fix, &frame), "two one"));
    g_assert_cmpint(frame, ==, HALF + 20);
    talloc_free(fix.ctx);
}

static void a_card_has_no_captions(void)
{
    struct fixture fix;
    const char *const texts[] = { "one two", "two one" };
    const struct fms_panel panel = { .kind = FMS_BOARD_TEXT, .title = "", .text = "shown" };
    const struct fms_cue cue = { FMS_MS(3400), FMS_MS(6000), "spoken", { 0 } };
    int64_t frame;
    set_up(&fix, texts, 2);
    fix.shots[1].kind = FMS_SHOT_PANEL;
    fix.shots[1].panel = &panel;
    fix.timeline.cues = &cue;
    fix.timeline.n_cues = 1;
    const struct fms_stage stage = { &fix.timeline, fix.theme, &fix.world, &fix.settings, "en", fix.diags };
    g_assert_nonnull(text_of(fms_scene_of_shot(fix.ctx, &stage, 1), "spoken"));
    fix.board.poster = (struct fms_poster_wish){ .is_named = true, .shot = "two one" };
    struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_nonnull(text_of(scene, "shown"));
    g_assert_null(text_of(scene, "spoken"));
    talloc_free(fix.ctx);
}

static void a_moment_can_be_too_late(void)
{
    struct fixture fix;
    const char *const texts[] = { "one two" };
    int64_t frame;
    set_up(&fix, texts, 1);
    fix.board.poster =
        (struct fms_poster_wish){ .is_named = true, .at = fms_ticks_from_frames(SHOT_FRAMES - 1, fix.timeline.rate) };
    poster_of(&fix, &frame);
    g_assert_cmpuint(fms_diags_count(fix.diags), ==, 0);
    fix.board.poster.at = fms_ticks_from_frames(SHOT_FRAMES, fix.timeline.rate);
    poster_of(&fix, &frame);
    g_assert_cmpuint(fms_diags_n_errors(fix.diags), ==, 1);
    g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "poster.time");
    talloc_free(fix.ctx);
}

/* Another shape is another layout: a photograph covers it, a drawing stands whole above the words. */
static void other_shapes_are_composed_anew(void)
{
    struct fixture fix;
    struct fms_view view;
    struct fms_asset drawing = { .name = "d.svg", .kind = FMS_ASSET_VECTOR, .width_px = 1600, .height_px = 900 },
                     photograph = { .name = "p.jpg", .kind = FMS_ASSET_STILL, .width_px = 3200, .height_px = 1800 };
    const char *const texts[] = { "one two" };
    int64_t frame;
    set_up(&fix, texts, 1);
    fix.settings.video.width_px = 1080;
    fix.settings.video.height_px = 1920;
    set_picture(&fix, 0, &view, &photograph);
    struct fms_scene *scene = poster_of(&fix, &frame);
    g_assert_cmpint(scene->layers[0].still.fit, ==, FMS_FIT_COVER);
    g_assert_cmpint(scene->layers[0].still.h, ==, 1920);
    view.fit = FMS_FIT_BLUR; /* as the author says */
    g_assert_cmpint(poster_of(&fix, &frame)->layers[0].still.fit, ==, FMS_FIT_BLUR);
    set_picture(&fix, 0, &view, &drawing);
    scene = poster_of(&fix, &frame);
    const struct fms_still_layer *still = &scene->layers[scene->layers[0].kind == FMS_LAYER_GROUND].still;
    int64_t h = INT64_C(900) * 1080 / 1600, bottom = (1920 + h) / 2 - still->lift_px;
    const struct fms_text_layer *title = text_of(scene, "T");
    g_assert_cmpint(still->fit, !=, FMS_FIT_COVER);
    g_assert_cmpint(bottom, <, title->y + title->h - title->size_px);
    g_assert_cmpint(still->lift_px, >, 100);
    g_assert_cmpint(bottom - h, >=, 0);
    fix.board.title = "";
    const struct fms_stage stage = { &fix.timeline, fix.theme, &fix.world, &fix.settings, "en", fix.diags };
    g_assert_null(poster_of(&fix, &frame));
    g_assert_nonnull(fms_scene_of_other_poster(fix.ctx, &stage, FMS_SHAPE_PORTRAIT, &frame));
    talloc_free(fix.ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/poster/a-photograph-goes-before-a-drawing", a_photograph_goes_before_a_drawing);
    g_test_add_func("/poster/words-stand-on-the-scrim", words_stand_on_the_scrim);
    g_test_add_func("/poster/words-on-papers-need-no-scrim", words_on_papers_need_no_scrim);
    g_test_add_func("/poster/a-logo-on-a-cues-picture-is-shaded", a_logo_on_a_cues_picture_is_shaded);
    g_test_add_func("/poster/a-card-may-have-no-room", a_card_may_have_no_room);
    g_test_add_func("/poster/without-pictures-it-is-a-card", without_pictures_it_is_a_card);
    g_test_add_func("/poster/a-frame-can-be-named", a_frame_can_be_named);
    g_test_add_func("/poster/a-card-can-be-named", a_card_can_be_named);
    g_test_add_func("/poster/a-card-has-no-captions", a_card_has_no_captions);
    g_test_add_func("/poster/a-moment-can-be-too-late", a_moment_can_be_too_late);
    g_test_add_func("/poster/other-shapes-are-composed-anew", other_shapes_are_composed_anew);
    return g_test_run();
}
