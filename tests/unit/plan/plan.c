/*
 * Plans: what a key depends on and what it does not, and that segments cover the film exactly.
 */
#include "stage-rig.h"

static struct fms_plan *plan_of(struct fixture *fix)
{
    return fms_plan_film(fix->ctx, &fix->timeline, fix->theme, &fix->world, &fix->settings, fix->diags);
}

static const struct fms_step *step_called(const struct fms_plan *plan, const char *label)
{
    for (size_t i = 0; i < plan->n_steps; i++)
        if (!strcmp(plan->steps[i].label, label))
            return &plan->steps[i];
    g_assert_not_reached();
}

static const char *const four[] = { "One two.", "Red sea.", "Old man.", "Big cat." };

static void segments_cover_the_film(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    struct fms_plan *plan = plan_of(&fix);
    int64_t frames = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == FMS_STEP_SEGMENT)
            frames += plan->steps[i].segment.n;
    g_assert_cmpint(frames, ==, fix.timeline.n_frames);
    const struct fms_step *dissolve = step_called(plan, "dissolve to Red sea.");
    g_assert_cmpint(dissolve->segment.n, ==, 2 * HALF);
    g_assert_cmpint(dissolve->segment.from, ==, SHOT_FRAMES - HALF);
    g_assert_cmpint(dissolve->segment.into_from, ==, 0);
    const struct fms_step *body = step_called(plan, "shot Red sea.");
    g_assert_cmpint(body->segment.from, ==, 2 * HALF);
    g_assert_cmpint(body->segment.n, ==, SHOT_FRAMES - 2 * HALF);
    talloc_free(fix.ctx);
}

/* A wipe, a dip, a cut, each as long as its neighbours' head and tail say. */
static void transitions_are_segments(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    fix.places[1].how = FMS_TRANSITION_WIPE_LEFT;
    fix.places[0].tail = fix.places[1].head = 10;
    fix.places[2].how = FMS_TRANSITION_DIP;
    fix.places[3].how = FMS_TRANSITION_CUT;
    fix.places[2].tail = fix.places[3].head = 0;
    struct fms_plan *plan = plan_of(&fix);
    const struct fms_segment *wipe = &step_called(plan, "wipe-left to Red sea.")->segment;
    g_assert_cmpint(wipe->how, ==, FMS_TRANSITION_WIPE_LEFT);
    g_assert_cmpint(wipe->n, ==, 20);
    g_assert_cmpint(wipe->from, ==, SHOT_FRAMES - 10);
    g_assert_cmpint(wipe->into_from, ==, 0);
    g_assert_cmpint(wipe->dip_rgba, ==, 0);
    const struct fms_segment *dip = &step_called(plan, "dip to Old man.")->segment;
    g_assert_cmpint(dip->n, ==, 2 * HALF);
    g_assert_cmpint(dip->dip_rgba, ==, fix.theme->ground_bottom);
    int64_t frames = 0;
    size_t n_segments = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == FMS_STEP_SEGMENT) {
            frames += plan->steps[i].segment.n;
            n_segments++;
        }
    g_assert_cmpint(frames, ==, fix.timeline.n_frames);
    g_assert_cmpuint(n_segments, ==, 4 + 2);
    talloc_free(fix.ctx);
}

/* An excerpt is covered exactly; what is whole in it has the key that it has in the film, and what is cut another. */
static void excerpts_share_what_is_whole(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    struct fms_plan *whole = plan_of(&fix);
    fix.timeline = *fms_timeline_excerpt(fix.ctx, talloc_memdup(fix.ctx, &fix.timeline, sizeof fix.timeline), 97, 150);
    struct fms_plan *plan = plan_of(&fix);
    int64_t frames = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == FMS_STEP_SEGMENT)
            frames += plan->steps[i].segment.n;
    g_assert_cmpint(frames, ==, 150);
    const struct fms_step *cut = step_called(plan, "dissolve to Red sea.");
    g_assert_cmpint(cut->segment.n, ==, 2 * HALF - 3);
    g_assert_cmpint(cut->segment.before, ==, 3);
    g_assert_cmpint(cut->segment.from, ==, SHOT_FRAMES - HALF + 3);
    g_assert_cmpint(cut->segment.into_from, ==, 3);
    g_assert_cmpstr(cut->key.hex, !=, step_called(whole, "dissolve to Red sea.")->key.hex);
    g_assert_cmpstr(step_called(plan, "shot Red sea.")->key.hex, ==, step_called(whole, "shot Red sea.")->key.hex);
    g_assert_cmpstr(step_called(plan, "shot Old man.")->key.hex, !=, step_called(whole, "shot Old man.")->key.hex);
    g_assert_cmpint(step_called(plan, "sound")->cuesheet->n_samples, ==, 400 * 1600);
    g_assert_cmpint(step_called(plan, "sound")->cuesheet->heard_from, ==, 97 * 1600);
    g_assert_cmpint(step_called(plan, "sound")->cuesheet->heard_to, ==, 247 * 1600);
    g_assert_cmpint(step_called(plan, "check")->settings->loudness_clufs, ==, 0);
    talloc_free(fix.ctx);
}

/* Of two transitions that are alike but for their kind, the segments differ, and those beside them do not. */
static void keys_know_the_transition(void)
{
    struct fixture a, b;
    set_up(&a, four, 4);
    set_up(&b, four, 4);
    a.places[2].how = FMS_TRANSITION_PUSH_LEFT;
    b.places[2].how = FMS_TRANSITION_PUSH_RIGHT;
    struct fms_plan *p = plan_of(&a), *q = plan_of(&b);
    g_assert_cmpstr(step_called(p, "shot Old man.")->key.hex, ==, step_called(q, "shot Old man.")->key.hex);
    g_assert_cmpstr(step_called(p, "dissolve to Red sea.")->key.hex, ==,
                    step_called(q, "dissolve to Red sea.")->key.hex);
    g_assert_cmpstr(step_called(p, "push-left to Old man.")->key.hex, !=,
                    step_called(q, "push-right to Old man.")->key.hex);
    talloc_free(a.ctx);
    talloc_free(b.ctx);
}

/* A shot added in front re-times the film and changes no segment that looks the same. */
static void keys_do_not_know_the_place(void)
{
    static const char *const five[] = { "New one.", "One two.", "Red sea.", "Old man.", "Big cat." };
    struct fixture a, b;
    set_up(&a, four, 4);
    set_up(&b, five, 5);
    struct fms_plan *p = plan_of(&a), *q = plan_of(&b);
    static const char *const same[] = { "shot Red sea.", "shot Old man.", "dissolve to Old man.",
                                        "dissolve to Big cat.", "shot Big cat." };
    for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
        g_assert_cmpstr(step_called(p, same[i])->key.hex, ==, step_called(q, same[i])->key.hex);
    g_assert_cmpstr(step_called(p, "sound")->key.hex, !=, step_called(q, "sound")->key.hex);
    g_assert_cmpstr(step_called(p, "film")->key.hex, !=, step_called(q, "film")->key.hex);
    talloc_free(a.ctx);
    talloc_free(b.ctx);
}

static void change_preset(struct fixture *fix)
{
    fix->settings.video.preset = "slow";
}

static void change_crf(struct fixture *fix)
{
    fix->settings.video.crf_tenths++;
}

static void change_compositor(struct fixture *fix)
{
    fix->settings.compositor = "c2";
}

static void change_credit(struct fixture *fix)
{
    static const struct fms_credit credit = { "Role", "Name" };
    fix->board.credits = &credit;
    fix->board.n_credits = 1;
}

static void change_chapter(struct fixture *fix)
{
    static const struct fms_chapter chapter = { 0, 1, "C" };
    fix->timeline.chapters = &chapter;
    fix->timeline.n_chapters = 1;
}

static void change_caption(struct fixture *fix)
{
    static const struct fms_cue cue = { 0, 1, "c", { 0 } };
    fix->timeline.cues = &cue;
    fix->timeline.n_cues = 1;
}

static void change_language(struct fixture *fix)
{
    fix->board.language = "en-us";
}

static void change_encoder(struct fixture *fix)
{
    fix->settings.encoder = "e2";
}

static void change_colour(struct fixture *fix)
{
    fix->theme->ground_top ^= 0x100;
}

static void change_size(struct fixture *fix)
{
    fix->settings.video.width_px = 1080;
}

static void change_word_time(struct fixture *fix)
{
    fix->words[1].from += 3200;
}

static void change_loudness(struct fixture *fix)
{
    fix->settings.loudness_clufs = -1400;
}

static void change_take(struct fixture *fix)
{
    strcpy(fix->take.sound.hex, "l");
}

static void change_title(struct fixture *fix)
{
    fix->board.title = "U";
}

/* What each change touches: a segment, the sound, the film. */
static void keys_know_what_they_read(void)
{
    static const struct {
        void (*change)(struct fixture *fix);
        bool segment, sound, film;
    } rows[] = {
        { change_preset, true, false, true },    { change_encoder, true, true, true },
        { change_colour, true, false, true },    { change_size, true, false, true },
        { change_word_time, true, false, true }, { change_loudness, false, true, true },
        { change_crf, true, false, true },       { change_compositor, true, false, true },
        { change_credit, false, false, true },   { change_chapter, false, false, true },
        { change_caption, false, false, true },  { change_language, true, false, true },
        { change_take, false, true, true },      { change_title, false, false, true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture a, b;
        set_up(&a, four, 4);
        set_up(&b, four, 4);
        rows[i].change(&b);
        struct fms_plan *p = plan_of(&a), *q = plan_of(&b);
        g_assert_cmpint(strcmp(step_called(p, "shot Red sea.")->key.hex, step_called(q, "shot Red sea.")->key.hex) != 0,
                        ==, rows[i].segment);
        g_assert_cmpint(strcmp(step_called(p, "sound")->key.hex, step_called(q, "sound")->key.hex) != 0, ==,
                        rows[i].sound);
        g_assert_cmpint(strcmp(step_called(p, "film")->key.hex, step_called(q, "film")->key.hex) != 0, ==,
                        rows[i].film);
        talloc_free(a.ctx);
        talloc_free(b.ctx);
    }
}

static const struct fms_text_layer *text_of(const struct fms_scene *scene)
{
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == FMS_LAYER_TEXT)
            return &scene->layers[i].text;
    g_assert_not_reached();
}

/* A word appears two frames before it sounds, counted from the scene's own start. */
static void words_enter_when_spoken(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    const struct fms_text_layer *text = text_of(step_called(plan_of(&fix), "shot Red sea.")->segment.scene);
    g_assert_cmpuint(text->n_cues, ==, 2);
    g_assert_cmpint(text->cues[0].begin, ==, 0);
    g_assert_cmpint(text->cues[0].frame, ==, HALF + 10 - 2);
    g_assert_cmpint(text->cues[1].begin, ==, 4);
    g_assert_cmpint(text->cues[1].frame, ==, HALF + 10 + 10 - 2);
    talloc_free(fix.ctx);
}

/* What is mute comes with its beat, makes no sound and no room in the music; music comes and goes as the house has it. */
static void mute_words_come_with_their_beat(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    struct fms_asset music = { .name = "bed", .digest = { "d" } };
    struct fms_take empty = { .path = "", .sound = { "m" }, .n_samples = FMS_EMPTY_TAKE_SAMPLES };
    fix.board.music.asset = &music;
    fix.place_beats[1].take = &empty;
    const struct fms_plan *plan = plan_of(&fix);
    const struct fms_text_layer *text = text_of(step_called(plan, "shot Red sea.")->segment.scene);
    g_assert_cmpuint(text->n_cues, ==, 1);
    g_assert_cmpint(text->cues[0].begin, ==, 0);
    g_assert_cmpint(text->cues[0].frame, ==, HALF + 10 - 2);
    const struct fms_cuesheet *sheet = step_called(plan, "sound")->cuesheet;
    g_assert_cmpuint(sheet->n_voices, ==, 3);
    g_assert_cmpint(sheet->voices[1].at, ==, fix.place_beats[2].at);
    g_assert_cmpuint(sheet->n_music, ==, 1);
    g_assert_cmpint(sheet->music[0].to, ==, sheet->n_samples);
    g_assert_cmpint(sheet->music[0].fade_in, ==, FMS_MUSIC_FADE_IN);
    g_assert_cmpint(sheet->music[0].fade_out, ==, FMS_MUSIC_FADE_OUT);
    g_assert_cmpint(sheet->music[0].gain_cdb, ==, 0);
    g_assert_true(sheet->music[0].ducked);
    g_assert_cmpuint(sheet->n_sounds, ==, 0);
    talloc_free(fix.ctx);
}

static void quotation_has_its_marks_and_speaker(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    fix.board.language = "de";
    fix.shots[1].kind = FMS_SHOT_QUOTE;
    fix.shots[1].speaker = "Ada";
    fix.shots[1].opens = true;
    const struct fms_scene *scene = step_called(plan_of(&fix), "shot Red sea.")->segment.scene;
    g_assert_cmpstr(text_of(scene)->text, ==, "„Red sea.");
    g_assert_cmpint(text_of(scene)->cues[0].begin, ==, 3);
    g_assert_cmpstr(scene->layers[scene->n_layers - 1].text.text, ==, "Ada");
    talloc_free(fix.ctx);
}

/* The frame is 16:9. */
/* In a tall film, captions lie under a picture that leaves room for that; where there are none, it stands in the middle. */
static void pictures_make_room(void)
{
    static const struct {
        const char *captions;
        int32_t width, height;
        bool lifted, clear;
    } rows[] = {
        { "burned", 1600, 900, true, true },    { "highlight", 1600, 1200, true, true },
        { "burned", 1000, 1000, true, false }, /* too high to stand clear */
        { "track", 1600, 900, false, false },   { "off", 1600, 900, false, false },
        { "burned", 1080, 1920, false, false }, /* fills the frame */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fix;
        set_up(&fix, four, 4);
        fix.settings.video.width_px = 1080;
        fix.settings.video.height_px = 1920;
        fix.picture = (struct fms_asset){ .name = "a.jpg", .kind = FMS_ASSET_STILL };
        fix.picture.width_px = rows[i].width;
        fix.picture.height_px = rows[i].height;
        fix.board.captions = rows[i].captions;
        struct fms_view view = { .asset = &fix.picture, .fit = FMS_FIT_CONTAIN, .parts = "", .speed_permille = 1000 };
        view.focus_x = view.focus_y = -1;
        fix.shots[1].kind = FMS_SHOT_PICTURE;
        fix.shots[1].view = &view;
        const struct fms_still_layer *still =
            &step_called(plan_of(&fix), "shot Red sea.")->segment.scene->layers[0].still;
        int64_t height = 1080 * rows[i].height / rows[i].width, top = (1920 - height) / 2 - still->lift_px;
        g_assert_cmpint(still->lift_px > 0, ==, rows[i].lifted);
        g_assert_cmpint(top, >=, rows[i].lifted ? 96 : 0);
        g_assert_true(!rows[i].clear || top + height <= 1920 * 590 / 1000);
        talloc_free(fix.ctx);
    }
}

static void pictures_fit(void)
{
    static const struct {
        int32_t w, h;
        enum fms_asset_kind kind;
        int said;
        int32_t focus;
        enum fms_fit fit;
    } rows[] = {
        { 4000, 3000, FMS_ASSET_STILL, -1, -1, FMS_FIT_COVER },
        { 1000, 2000, FMS_ASSET_STILL, -1, -1, FMS_FIT_BLUR },
        { 1000, 2000, FMS_ASSET_STILL, -1, 400000, FMS_FIT_COVER }, /* a focus says what may be cut off */
        { 1000, 2000, FMS_ASSET_STILL, FMS_FIT_COVER, -1, FMS_FIT_COVER },
        { 1920, 1080, FMS_ASSET_VECTOR, -1, -1, FMS_FIT_COVER },
        { 4000, 3000, FMS_ASSET_VECTOR, -1, -1, FMS_FIT_BLUR },
        { 1920, 1080, FMS_ASSET_STILL, FMS_FIT_CONTAIN, -1, FMS_FIT_CONTAIN },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fix;
        set_up(&fix, four, 4);
        fix.picture = (struct fms_asset){
            .name = "p", .digest = { "d" }, .kind = rows[i].kind, .width_px = rows[i].w, .height_px = rows[i].h
        };
        fix.shots[1].kind = FMS_SHOT_PICTURE;
        struct fms_view view = { .asset = &fix.picture, .fit = rows[i].said, .parts = "", .speed_permille = 1000 };
        view.focus_x = view.focus_y = rows[i].focus;
        fix.shots[1].view = &view;
        const struct fms_scene *scene = step_called(plan_of(&fix), "shot Red sea.")->segment.scene;
        bool ground = scene->layers[0].kind == FMS_LAYER_GROUND; /* around drawings that do not fill the frame */
        const struct fms_still_layer *still = &scene->layers[ground].still;
        g_assert_true(ground == (rows[i].kind == FMS_ASSET_VECTOR && rows[i].fit != FMS_FIT_COVER));
        g_assert_cmpint(still->over, ==, ground);
        g_assert_cmpint(still->fit, ==, rows[i].fit);
        g_assert_cmpint(still->to_zoom, >, still->from_zoom);
        talloc_free(fix.ctx);
    }
}

/* A colour table comes into a scene with its digest, of a still and of a clip, so that another one is another key. */
static void colour_tables_are_in_scenes(void)
{
    static const enum fms_asset_kind kinds[] = { FMS_ASSET_STILL, FMS_ASSET_CLIP };
    static const struct fms_asset lut = { .name = "look.cube", .digest = { "e" }, .kind = FMS_ASSET_LUT };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(kinds); i++) {
        struct fixture fix;
        set_up(&fix, four, 4);
        fix.picture = (struct fms_asset){ .name = "p",
                                          .digest = { "d" },
                                          .kind = kinds[i / 2],
                                          .width_px = 1920,
                                          .height_px = 1080,
                                          .duration = 1 << 20 };
        struct fms_view view = { .asset = &fix.picture, .fit = -1, .focus_x = -1, .focus_y = -1, .parts = "" };
        view.speed_permille = 1000;
        view.lut = i % 2 ? &lut : NULL;
        fix.shots[1].kind = FMS_SHOT_PICTURE;
        fix.shots[1].view = &view;
        const struct fms_layer *layer = &step_called(plan_of(&fix), "shot Red sea.")->segment.scene->layers[0];
        bool is_clip = layer->kind == FMS_LAYER_CLIP;
        g_assert_true(is_clip == (kinds[i / 2] == FMS_ASSET_CLIP));
        g_assert_true((is_clip ? layer->clip.lut : layer->still.lut) == view.lut);
        g_assert_cmpstr(is_clip ? layer->clip.lut_digest : layer->still.lut_digest, ==, i % 2 ? "e" : NULL);
        talloc_free(fix.ctx);
    }
}

/* A picture enlarged more than twice is told of once, drawings and clips never. The film is 1920 × 1080. */
static void small_pictures_are_told_of(void)
{
    static const struct {
        enum fms_asset_kind kind;
        int32_t w, h;
        int fit;
        size_t n;
    } rows[] = {
        { FMS_ASSET_STILL, 960, 540, FMS_FIT_COVER, 0 },   { FMS_ASSET_STILL, 959, 539, FMS_FIT_COVER, 1 },
        { FMS_ASSET_STILL, 300, 540, FMS_FIT_CONTAIN, 0 }, { FMS_ASSET_STILL, 300, 540, FMS_FIT_COVER, 1 },
        { FMS_ASSET_VECTOR, 64, 36, FMS_FIT_COVER, 0 },    { FMS_ASSET_CLIP, 640, 360, FMS_FIT_COVER, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fix;
        set_up(&fix, four, 4);
        fix.picture = (struct fms_asset){
            .name = "p", .digest = { "d" }, .kind = rows[i].kind, .width_px = rows[i].w, .height_px = rows[i].h
        };
        struct fms_view view = {
            .asset = &fix.picture, .fit = rows[i].fit, .focus_x = -1, .focus_y = -1, .parts = "", .speed_permille = 1000
        };
        for (int shot = 1; shot < 3; shot++) {
            fix.shots[shot].kind = FMS_SHOT_PICTURE;
            fix.shots[shot].view = &view;
        }
        g_assert_nonnull(plan_of(&fix));
        g_assert_cmpuint(fms_diags_count(fix.diags), ==, rows[i].n);
        if (rows[i].n)
            g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "asset.small");
        talloc_free(fix.ctx);
    }
}

static const char *any_fonts(void *user, const struct fms_text_layer *layer, GError **error)
{
    return "f1";
}

/* A highlighted caption is a row of texts without a gap: none of its words marked, then one after the other as they sound. */
static void spoken_words_are_marked_in_captions(void)
{
    struct fixture fix;
    set_up(&fix, four, 4);
    const struct fms_rate rate = { 30, 1 };
    const struct fms_view view = {
        .asset = &fix.picture, .alt = "", .fit = -1, .focus_x = -1, .focus_y = -1, .parts = ""
    };
    const struct fms_cue cue = {
        fms_ticks_from_frames(SHOT_FRAMES + 8, rate), fms_ticks_from_frames(SHOT_FRAMES + 50, rate), "Red\nsea.", { 0 }
    };
    fix.picture = (struct fms_asset){ .name = "a.jpg", .width_px = 3840, .height_px = 2160, .digest = { "p" } };
    fix.shots[1].kind = FMS_SHOT_PICTURE;
    fix.shots[1].view = &view;
    fix.board.captions = "highlight";
    fix.timeline.cues = &cue;
    fix.timeline.n_cues = 1;
    fix.world.text_fonts = any_fonts;
    const struct fms_plan *plan = plan_of(&fix);
    const struct fms_scene *scene = step_called(plan, "shot Red sea./1")->segment.scene;
    for (size_t i = 0; i < step_called(plan, "shot Red sea./2")->segment.scene->n_layers; i++) /* it has gone by then */
        g_assert_cmpint(step_called(plan, "shot Red sea./2")->segment.scene->layers[i].kind, !=, FMS_LAYER_TEXT);
    static const struct {
        int from, to, begin, end;
    } rows[] = { { 8, 10, 0, 0 }, { 10, 20, 0, 3 }, { 20, 50, 4, 8 } };
    size_t n = 0;
    for (size_t i = 0; i < scene->n_layers; i++) {
        const struct fms_text_layer *text = &scene->layers[i].text;
        if (scene->layers[i].kind != FMS_LAYER_TEXT)
            continue;
        g_assert_cmpuint(n, <, G_N_ELEMENTS(rows));
        g_assert_cmpint(text->enter_frame, ==, HALF + rows[n].from);
        g_assert_cmpint(text->leave_frame, ==, HALF + rows[n].to);
        g_assert_cmpuint(text->n_runs, ==, rows[n].end > 0);
        g_assert_cmpint(text->n_runs ? text->runs[0].begin : 0, ==, rows[n].begin);
        g_assert_cmpint(text->n_runs ? text->runs[0].end : 0, ==, rows[n].end);
        n++;
    }
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(rows));
    talloc_free(fix.ctx);
}

/* A picture with two captions and a logo over it. */
static void set_up_captioned(struct fixture *fix, struct fms_view *view, struct fms_cue cues[2])
{
    static const struct fms_asset logo = { .name = "l.svg", .width_px = 40, .height_px = 20, .digest = { "l" } };
    const struct fms_rate rate = { 30, 1 };
    set_up(fix, four, 4);
    *view =
        (struct fms_view){ .asset = &fix->picture, .alt = "", .fit = -1, .focus_x = -1, .focus_y = -1, .parts = "" };
    for (int i = 0; i < 2; i++)
        cues[i] = (struct fms_cue){
            fms_ticks_from_frames(40 * i + 8, rate), fms_ticks_from_frames(40 * i + 46, rate), i ? "sea." : "One", { 0 }
        };
    fix->picture = (struct fms_asset){ .name = "a.jpg", .width_px = 3840, .height_px = 2160, .digest = { "p" } };
    fix->shots[0].kind = FMS_SHOT_PICTURE;
    fix->shots[0].view = view;
    fix->theme->logo = &logo;
    fix->timeline.cues = cues;
    fix->timeline.n_cues = 2;
    fix->world.text_fonts = any_fonts;
}

/* A caption that is put right is in the key of its own piece alone, also where a logo looks at what is beneath it. */
static void captions_are_in_their_piece(void)
{
    struct fixture fix;
    struct fms_view view;
    struct fms_cue cues[2];
    set_up_captioned(&fix, &view, cues);
    struct fms_plan *plan = plan_of(&fix);
    cues[1].text = "lake.";
    struct fms_plan *other = plan_of(&fix);
    g_assert_cmpstr(step_called(plan, "shot One two./1")->key.hex, ==, step_called(other, "shot One two./1")->key.hex);
    g_assert_cmpstr(step_called(plan, "shot One two./2")->key.hex, !=, step_called(other, "shot One two./2")->key.hex);
    talloc_free(fix.ctx);
}

/* A film without a title shows its first shot as it ends, in however many pieces that is made. */
static void untitled_poster_is_a_whole_shots_end(void)
{
    struct fixture fix;
    struct fms_view view;
    struct fms_cue cues[2];
    set_up_captioned(&fix, &view, cues);
    fix.board.title = "";
    const struct fms_segment *poster = &step_called(plan_of(&fix), "poster")->segment;
    g_assert_cmpint(poster->n, ==, 1);
    g_assert_cmpint(poster->from, ==, SHOT_FRAMES - HALF - 1);
    talloc_free(fix.ctx);
}

static void missing_glyph_is_the_scripts_fault(void)
{
    static const char *const texts[] = { "Fine.", "Not \1." };
    struct fixture fix;
    set_up(&fix, texts, 2);
    g_assert_null(plan_of(&fix));
    g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "font.glyph");
    talloc_free(fix.ctx);
}

static void same_line_is_one_take(void)
{
    struct fms_line a = { .text = "Yes.", .language = "en", .voice = "", .pace_wpm = 155 },
                    b = { .text = "No.", .language = "en", .voice = "", .pace_wpm = 155 },
                    c = { .text = "Yes.", .language = "en", .voice = "", .pace_wpm = 155 };
    const struct fms_take_order orders[] = { { &a, NULL, "v" }, { &b, NULL, "v" }, { &c, NULL, "v" } };
    const struct fms_take_order other = { &c, NULL, "w" };
    struct fms_plan *plan = fms_plan_takes(NULL, orders, 3);
    g_assert_cmpuint(plan->n_steps, ==, 2);
    g_assert_cmpstr(plan->steps[0].key.hex, ==, fms_plan_take_key(&orders[2]).hex);
    g_assert_cmpstr(plan->steps[0].key.hex, !=, fms_plan_take_key(&other).hex);
    talloc_free(plan);
}

/* A cut's key knows the recording and the place, and not the voice that would have spoken. */
static void cut_is_a_take_of_its_own(void)
{
    struct fms_line line = { .text = "Yes.", .language = "en", .voice = "", .pace_wpm = 155 };
    struct fms_word word = { 0, 4, 0, 4000 };
    struct fms_cut cut = { .digest = { "a" }, .from = 100, .to = 4100, .n_words = 1, .words = &word }, other = cut;
    const struct fms_take_order orders[] = { { &line, &cut, "v" }, { &line, NULL, "v" }, { &line, &other, "v" } };
    const struct fms_take_order elsewhere = { &line, &cut, "w" };
    struct fms_digest first = fms_plan_take_key(&orders[0]);
    other.from = 200;
    g_assert_cmpstr(first.hex, !=, fms_plan_take_key(&orders[1]).hex);
    g_assert_cmpstr(first.hex, ==, fms_plan_take_key(&elsewhere).hex);
    g_assert_cmpstr(first.hex, !=, fms_plan_take_key(&orders[2]).hex);
    struct fms_plan *plan = fms_plan_takes(NULL, orders, 3);
    g_assert_cmpuint(plan->n_steps, ==, 3);
    talloc_free(plan);
}

static void alignment_knows_its_lines(void)
{
    struct fms_line a = { .text = "Yes.", .language = "en", .voice = "" }, b = { .text = "No.", .language = "en" };
    const struct fms_line *lines[] = { &a, &b };
    struct fms_asset recording = { .name = "a.wav", .digest = { "a" } };
    struct fms_session sessions[] = { { &recording, 1, lines }, { &recording, 2, lines } };
    struct fms_plan *plan = fms_plan_alignments(NULL, sessions, 2, "v"), *again;
    g_assert_cmpuint(plan->n_steps, ==, 2);
    g_assert_cmpstr(plan->steps[0].key.hex, !=, plan->steps[1].key.hex);
    a.text = "Yes!";
    again = fms_plan_alignments(NULL, sessions, 2, "v");
    g_assert_cmpstr(plan->steps[0].key.hex, !=, again->steps[0].key.hex);
    talloc_free(plan);
    talloc_free(again);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/cut", cut_is_a_take_of_its_own);
    g_test_add_func("/plan/alignment", alignment_knows_its_lines);
    g_test_add_func("/plan/cover", segments_cover_the_film);
    g_test_add_func("/plan/transitions", transitions_are_segments);
    g_test_add_func("/plan/excerpts", excerpts_share_what_is_whole);
    g_test_add_func("/plan/transition-keys", keys_know_the_transition);
    g_test_add_func("/plan/place", keys_do_not_know_the_place);
    g_test_add_func("/plan/keys", keys_know_what_they_read);
    g_test_add_func("/plan/words", words_enter_when_spoken);
    g_test_add_func("/plan/mute", mute_words_come_with_their_beat);
    g_test_add_func("/plan/quotation", quotation_has_its_marks_and_speaker);
    g_test_add_func("/plan/fit", pictures_fit);
    g_test_add_func("/plan/room", pictures_make_room);
    g_test_add_func("/plan/colour-tables", colour_tables_are_in_scenes);
    g_test_add_func("/plan/small", small_pictures_are_told_of);
    g_test_add_func("/plan/glyph", missing_glyph_is_the_scripts_fault);
    g_test_add_func("/plan/captions-marked", spoken_words_are_marked_in_captions);
    g_test_add_func("/plan/captions-pieces", captions_are_in_their_piece);
    g_test_add_func("/plan/poster-untitled", untitled_poster_is_a_whole_shots_end);
    g_test_add_func("/plan/takes", same_line_is_one_take);
    return g_test_run();
}
