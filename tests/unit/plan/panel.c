/* Panels, lower thirds and cues: what is laid where and when it comes. */
#include "stage-rig.h"

static const struct fms_scene *scene_of(struct fixture *fix, const char *label)
{
    struct fms_plan *plan =
        fms_plan_film(fix->ctx, &fix->timeline, fix->theme, &fix->world, &fix->settings, fix->diags);
    g_assert_nonnull(plan);
    for (size_t i = 0; i < plan->n_steps; i++)
        if (!strcmp(plan->steps[i].label, label))
            return plan->steps[i].segment.scene;
    g_assert_not_reached();
}

static const char *const texts[] = { "One two.", "Red sea.", "Old man." };

/* A film whose second shot is the panel. */
static const struct fms_scene *panel_scene(struct fixture *fix, const struct fms_panel *panel, const char *language)
{
    set_up(fix, texts, 3);
    fix->board.language = language;
    fix->shots[1].kind = FMS_SHOT_PANEL;
    fix->shots[1].panel = panel;
    fix->shots[1].words = NULL;
    return scene_of(fix, "shot Red sea.");
}

static const struct fms_layer *text_layer(const struct fms_scene *scene, const char *text)
{
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == FMS_LAYER_TEXT && !strcmp(scene->layers[i].text.text, text))
            return &scene->layers[i];
    g_error("nothing says '%s'", text);
}

static size_t count(const struct fms_scene *scene, enum fms_layer_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < scene->n_layers; i++)
        n += scene->layers[i].kind == kind;
    return n;
}

/* No text leaves the frame, and no two texts of a panel lie on one another. */
static void check_places(const struct fms_scene *scene)
{
    for (size_t i = 0; i < scene->n_layers; i++) {
        if (scene->layers[i].kind != FMS_LAYER_TEXT)
            continue;
        const struct fms_text_layer *a = &scene->layers[i].text;
        g_assert_cmpint(a->x, >=, scene->width_px / 25);
        g_assert_cmpint(a->x + a->w, <=, scene->width_px - scene->width_px / 25);
        g_assert_cmpint(a->y, >=, scene->height_px / 25);
        g_assert_cmpint(a->y + a->h, <=, scene->height_px - scene->height_px / 25);
        for (size_t k = 0; k < i; k++) {
            if (scene->layers[k].kind != FMS_LAYER_TEXT)
                continue;
            const struct fms_text_layer *b = &scene->layers[k].text;
            bool apart =
                a->x + a->w <= b->x || b->x + b->w <= a->x || a->y + a->h <= b->y + 4 || b->y + b->h <= a->y + 4;
            if (!apart)
                g_error("'%s' lies on '%s'", a->text, b->text);
        }
    }
}

static const char *const items[] = { "Salt", "Pepper", "A good deal of patience while the water comes to the boil" };

static void list_waits_for_the_voice(void)
{
    static const int32_t numbers[] = { 1, 2, 3 }, rows[] = { 0, -1, 0 };
    const struct fms_panel panel = { .kind = FMS_BOARD_LIST,
                                     .title = "What it needs",
                                     .unit = "",
                                     .n_columns = 1,
                                     .n_rows = 3,
                                     .cells = items,
                                     .numbers = numbers,
                                     .rows = rows };
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "en");
    const struct fms_text_layer *salt = &text_layer(scene, "Salt")->text, *pepper = &text_layer(scene, "Pepper")->text;
    g_assert_cmpint(salt->enter_frame, ==,
                    HALF + 10 - 2); /* the beat is ten frames into the shot; two frames before it */
    g_assert_cmpint(pepper->enter_frame, ==, HALF);
    g_assert_cmpint(pepper->y, >, salt->y);
    g_assert_cmpint(pepper->size_px, ==, salt->size_px);
    g_assert_cmpint(text_layer(scene, "1")->text.x, <, salt->x);
    check_places(scene);
    talloc_free(fix.ctx);
}

/* What lies in an item stands further in and closer to it, at most so far that there is room for its words. */
static void lists_lie_in_lists(void)
{
    static const char *const words[] = { "Salt", "fine", "coarse", "grey", "pink", "Pepper" };
    static const int32_t numbers[] = { 1, 1, 0, 0, 0, 2 }, levels[] = { 0, 1, 2, 3, 30, 0 };
    const struct fms_panel panel = { .kind = FMS_BOARD_LIST,
                                     .title = "",
                                     .unit = "",
                                     .n_columns = 1,
                                     .n_rows = 6,
                                     .cells = words,
                                     .numbers = numbers,
                                     .levels = levels };
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "en");
    const struct fms_text_layer *row[6];
    for (size_t i = 0; i < 6; i++)
        row[i] = &text_layer(scene, words[i])->text;
    int64_t step = row[1]->x - row[0]->x;
    g_assert_cmpint(step, >=, row[0]->size_px);
    g_assert_cmpint(row[2]->x - row[1]->x, ==, step);
    g_assert_cmpint(row[4]->x, ==, row[3]->x);
    g_assert_cmpint(row[5]->x, ==, row[0]->x);
    g_assert_cmpint(row[1]->x + row[1]->w, ==, row[0]->x + row[0]->w);
    g_assert_cmpint(row[1]->y - row[0]->y, <, row[5]->y - row[4]->y);
    check_places(scene);
    talloc_free(fix.ctx);
}

static void long_lists_are_set_smaller(void)
{
    const char *many[14];
    for (size_t i = 0; i < G_N_ELEMENTS(many); i++)
        many[i] = items[2];
    const struct fms_panel panel = {
        .kind = FMS_BOARD_LIST, .title = "", .unit = "", .n_columns = 1, .n_rows = 14, .cells = many
    };
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "en");
    const struct fms_slot *slot = fms_theme_slot(fix.theme, FMS_SHAPE_LANDSCAPE, "list.item");
    g_assert_cmpint(text_layer(scene, items[2])->text.size_px, <, slot->size * 1080 / 1000);
    g_assert_cmpint(text_layer(scene, items[2])->text.size_px, >=, slot->min_size * 1080 / 1000 - 1);
    talloc_free(fix.ctx);
}

static const char *const cells[] = { "City", "Rain", "Bergen", "2250", "London", "690", "Cairo", "25" };

static void tables_have_columns(void)
{
    const struct fms_panel panel = {
        .kind = FMS_BOARD_TABLE, .title = "", .unit = "", .n_columns = 2, .n_rows = 4, .has_head = true, .cells = cells
    };
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "en");
    const struct fms_text_layer *city = &text_layer(scene, "City")->text, *bergen = &text_layer(scene, "Bergen")->text,
                                *rain = &text_layer(scene, "2250")->text;
    g_assert_cmpint(city->x, ==, bergen->x);
    g_assert_cmpint(city->weight, ==, 600);
    g_assert_cmpint(rain->halign, ==, FMS_ALIGN_END);
    g_assert_cmpint(bergen->halign, ==, FMS_ALIGN_START);
    g_assert_cmpint(rain->x, >, bergen->x);
    g_assert_cmpint(text_layer(scene, "25")->text.enter_frame, >, rain->enter_frame);
    check_places(scene);
    talloc_free(fix.ctx);
}

static const int64_t values[] = { INT64_C(2250000000), 690000000, 25000000 };

static const struct fms_panel rain = { .kind = FMS_BOARD_BARS,
                                       .title = "Rain",
                                       .unit = "mm",
                                       .n_columns = 2,
                                       .n_rows = 4,
                                       .has_head = true,
                                       .cells = cells,
                                       .n_series = 1,
                                       .values = values };

static const struct fms_box_layer *bar(const struct fms_scene *scene, size_t i)
{
    for (size_t k = 0; k < scene->n_layers; k++)
        if (scene->layers[k].kind == FMS_LAYER_BOX && i-- == 0)
            return &scene->layers[k].box;
    g_assert_not_reached();
}

static void bars_are_as_long_as_their_values(void)
{
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &rain, "en");
    g_assert_cmpuint(count(scene, FMS_LAYER_BOX), ==, 3);
    const struct fms_box_layer *most = bar(scene, 0);
    g_assert_cmpint(ABS(bar(scene, 1)->w - most->w * 690 / 2250), <=, 1);
    g_assert_cmpint(ABS(bar(scene, 2)->w - most->w * 25 / 2250), <=, 1);
    g_assert_cmpint(bar(scene, 1)->x, ==, most->x);
    g_assert_cmpint(most->growth, ==, FMS_GROW_RIGHTWARD);
    text_layer(scene, "2250\u00a0mm");
    check_places(scene);
    talloc_free(fix.ctx);
}

static void bars_are_mirrored(void)
{
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &rain, "ar");
    const struct fms_box_layer *most = bar(scene, 0), *least = bar(scene, 2);
    g_assert_cmpint(most->x + most->w, ==, least->x + least->w);
    g_assert_cmpint(most->growth, ==, FMS_GROW_LEFTWARD);
    check_places(scene);
    talloc_free(fix.ctx);
}

static void bars_below_zero_grow_the_other_way(void)
{
    static const int64_t frost[] = { -10000000, 5000000, FMS_NO_VALUE };
    struct fms_panel panel = rain;
    panel.values = frost;
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "en");
    g_assert_cmpuint(count(scene, FMS_LAYER_BOX), ==, 2); /* nothing for what is not known */
    g_assert_cmpint(bar(scene, 0)->x + bar(scene, 0)->w, ==, bar(scene, 1)->x);
    g_assert_cmpint(ABS(bar(scene, 0)->w - 2 * bar(scene, 1)->w), <=, 2);
    g_assert_cmpint(bar(scene, 0)->growth, ==, FMS_GROW_LEFTWARD);
    talloc_free(fix.ctx);
}

static void curves_go_through_their_points(void)
{
    struct fms_panel panel = rain;
    panel.kind = FMS_BOARD_LINES;
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "en");
    g_assert_cmpuint(count(scene, FMS_LAYER_CURVE), ==, 1);
    for (size_t i = 0; i < scene->n_layers; i++) {
        const struct fms_curve_layer *curve = &scene->layers[i].curve;
        if (scene->layers[i].kind != FMS_LAYER_CURVE)
            continue;
        g_assert_cmpuint(curve->n_points, ==, 3);
        g_assert_cmpint(ABS(curve->points[1].x * 2 - curve->points[0].x - curve->points[2].x), <=, 10);
        int64_t high = curve->base_y * 10 - curve->points[0].y, low = curve->base_y * 10 - curve->points[1].y;
        g_assert_cmpint(ABS(low - high * 690 / 2250), <=, 20);
    }
    text_layer(scene, "1000\u00a0mm"); /* round steps from zero */
    text_layer(scene, "3000\u00a0mm");
    check_places(scene);
    talloc_free(fix.ctx);
}

static void curves_part_where_a_value_is_missing(void)
{
    static const int64_t gap[] = { 1000000, 2000000, FMS_NO_VALUE, 3000000, 4000000, 4000000 };
    static const char *const labels[] = { "a", "", "b", "", "c", "", "d", "", "e", "", "f", "" };
    const struct fms_panel panel = { .kind = FMS_BOARD_LINES,
                                     .title = "",
                                     .unit = "",
                                     .n_columns = 2,
                                     .n_rows = 6,
                                     .cells = labels,
                                     .n_series = 1,
                                     .values = gap };
    struct fixture fix;
    g_assert_cmpuint(count(panel_scene(&fix, &panel, "en"), FMS_LAYER_CURVE), ==, 2);
    talloc_free(fix.ctx);
}

static void counters_count(void)
{
    const struct fms_panel panel = {
        .kind = FMS_BOARD_NUMBER, .title = "to the Moon", .unit = "", .to = INT64_C(384400000000), .pattern = "{n} km"
    };
    struct fixture fix;
    const struct fms_scene *scene = panel_scene(&fix, &panel, "de");
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == FMS_LAYER_COUNTER) {
            g_assert_cmpstr(scene->layers[i].counter.group, ==, ".");
            g_assert_cmpint(scene->layers[i].counter.count_end, >, scene->layers[i].counter.count_begin);
        }
    g_assert_cmpuint(count(scene, FMS_LAYER_COUNTER), ==, 1);
    text_layer(scene, "to the Moon");
    talloc_free(fix.ctx);
}

static struct fms_asset map = {
    .name = "map.svg", .digest = { "d" }, .kind = FMS_ASSET_VECTOR, .width_px = 1600, .height_px = 900
};

/* Parts come and go as layers of their own that move with the drawing. */
static void parts_come_on_cue(void)
{
    const struct fms_view view = { .asset = &map,
                                   .alt = "",
                                   .focus_x = -1,
                                   .focus_y = -1,
                                   .fit = -1,
                                   .move = "in",
                                   .parts = "coast city",
                                   .speed_permille = 1000 };
    struct fms_shot_cue cues[] = { { .kind = FMS_CUE_REVEAL, .beat = 0, .at = 4, .parts = "coast" },
                                   { .kind = FMS_CUE_HIDE, .beat = 1, .parts = "sun" } };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.shots[1] = (struct fms_shot){ .kind = FMS_SHOT_PICTURE,
                                      .name = "Red sea.",
                                      .view = &view,
                                      .n_beats = 1,
                                      .beats = &fix.beats[1],
                                      .n_cues = 2,
                                      .cues = cues };
    const struct fms_scene *scene = scene_of(&fix, "shot Red sea.");
    g_assert_cmpstr(scene->layers[0].still.without, ==, "coast city sun");
    g_assert_cmpstr(scene->layers[1].still.part, ==, "coast");
    g_assert_cmpint(scene->layers[1].still.enter_frame, ==,
                    HALF + 10 + 10 - 2); /* the word sounds ten frames into its beat */
    g_assert_cmpint(scene->layers[1].still.to_zoom, ==, scene->layers[0].still.to_zoom);
    g_assert_cmpstr(scene->layers[2].still.part, ==, "sun"); /* the city never comes */
    g_assert_cmpint(scene->layers[2].still.leave_frame, ==, HALF);
    g_assert_cmpuint(scene->n_layers, ==, 3);
    talloc_free(fix.ctx);
}

static void names_come_and_go(void)
{
    struct fms_shot_cue cue = { .kind = FMS_CUE_LOWER_THIRD, .third = { "Ada Example", "harbour master" } };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.shots[1].n_cues = 1;
    fix.shots[1].cues = &cue;
    const struct fms_scene *scene = scene_of(&fix, "shot Red sea.");
    const struct fms_text_layer *name = &text_layer(scene, "Ada Example")->text,
                                *role = &text_layer(scene, "harbour master")->text;
    g_assert_cmpint(name->leave_frame, ==, role->leave_frame);
    g_assert_cmpint(name->leave_frame, >, name->enter_frame + 100);
    g_assert_cmpint(role->y, >=, name->y + name->h - 4);
    talloc_free(fix.ctx);
}

/* Two people speak in one shot: the first name has gone when the second comes to the same place. */
static void names_follow_one_another(void)
{
    struct fms_shot_cue cues[] = { { .kind = FMS_CUE_LOWER_THIRD, .third = { "Ada Example", "" } },
                                   { .kind = FMS_CUE_LOWER_THIRD, .at = 4, .third = { "Ben Example", "" } } };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.words[1] = (struct fms_word){ 4, 8, 80000, 88000 }; /* fifty frames later */
    fix.shots[1].n_cues = 2;
    fix.shots[1].cues = cues;
    const struct fms_scene *scene = scene_of(&fix, "shot Red sea.");
    const struct fms_text_layer *first = &text_layer(scene, "Ada Example")->text,
                                *second = &text_layer(scene, "Ben Example")->text;
    g_assert_cmpint(first->leave_frame + first->leave_frames, <=, second->enter_frame);
    fix.words[1].from = 8000; /* five frames later: the second waits until the first could be read */
    scene = scene_of(&fix, "shot Red sea.");
    first = &text_layer(scene, "Ada Example")->text;
    second = &text_layer(scene, "Ben Example")->text;
    g_assert_cmpint(first->leave_frame + first->leave_frames, <=, second->enter_frame);
    g_assert_cmpint(first->leave_frame - first->enter_frame, >, 30);
    talloc_free(fix.ctx);
}

/* Where long lines would make the type small, they go on below, further in; short ones stay, and so does all in a wide frame. */
static void long_code_is_broken(void)
{
    static const char code[] = "def acid(ph):\n    return \"it will not see its hundredth year, nor its fiftieth\"\n";
    struct fms_panel panel = { .kind = FMS_BOARD_CODE, .title = "", .text = code, .unit = "", .pattern = "" };
    struct fixture fix;
    text_layer(panel_scene(&fix, &panel, "en"), code);
    fix.settings.video.width_px = 1080;
    fix.settings.video.height_px = 1920;
    const struct fms_scene *scene = scene_of(&fix, "shot Red sea.");
    const struct fms_text_layer *broken = NULL;
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == FMS_LAYER_TEXT && scene->layers[i].text.verbatim)
            broken = &scene->layers[i].text;
    g_assert_nonnull(broken);
    g_assert_true(g_str_has_prefix(broken->text, "def acid(ph):\n    return \"it"));
    char **lines = g_strsplit(broken->text, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), >, 3);
    g_assert_true(g_str_has_prefix(lines[2], "        ") && lines[2][8] != ' ');
    for (char **line = lines; *line; line++)
        g_assert_cmpuint(strlen(*line), <, 50);
    g_strfreev(lines);
    talloc_free(fix.ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/panel/list", list_waits_for_the_voice);
    g_test_add_func("/panel/nested-list", lists_lie_in_lists);
    g_test_add_func("/panel/long-list", long_lists_are_set_smaller);
    g_test_add_func("/panel/table", tables_have_columns);
    g_test_add_func("/panel/bars", bars_are_as_long_as_their_values);
    g_test_add_func("/panel/bars-mirrored", bars_are_mirrored);
    g_test_add_func("/panel/bars-negative", bars_below_zero_grow_the_other_way);
    g_test_add_func("/panel/lines", curves_go_through_their_points);
    g_test_add_func("/panel/lines-gap", curves_part_where_a_value_is_missing);
    g_test_add_func("/panel/counter", counters_count);
    g_test_add_func("/panel/parts", parts_come_on_cue);
    g_test_add_func("/panel/lower-third", names_come_and_go);
    g_test_add_func("/panel/lower-thirds", names_follow_one_another);
    g_test_add_func("/panel/long-code", long_code_is_broken);
    return g_test_run();
}
