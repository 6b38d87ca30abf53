/* What has no room in its slot: parted where it can be, told where it cannot. */
#include "stage-rig.h"

static const char *const texts[] = { "One two.", "Red sea.", "Old man." };

static const struct fms_timeline *rooms(struct fixture *fix)
{
    return fms_plan_rooms(fix->ctx, &fix->timeline, fix->theme, &fix->world, &fix->settings, 0, fix->diags);
}

static char *filled(struct fixture *fix, size_t n)
{
    char *text = talloc_zero_array(fix->ctx, char, n + 1);
    memset(text, 'x', n);
    return text;
}

static void test_enough(void)
{
    struct fixture fix;
    set_up(&fix, texts, 3);
    g_assert_true(rooms(&fix) == &fix.timeline);
    g_assert_cmpuint(fms_diags_count(fix.diags), ==, 0);
    talloc_free(fix.ctx);
}

/* One breath of a great many letters is one card. */
static void test_told(void)
{
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.shots[1].words = fix.beats[1].line.text = filled(&fix, 2000);
    g_assert_true(rooms(&fix) == &fix.timeline);
    g_assert_cmpuint(fms_diags_count(fix.diags), ==, 1);
    g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "text.room");
    talloc_free(fix.ctx);
}

static const struct fms_take *world_take(void *user, const struct fms_line *line, GError **error)
{
    return &((struct fixture *) user)->take;
}

static void test_parted(void)
{
    struct fixture fix;
    char lines[31][4];
    const char *cells[30];
    struct fms_panel panel = {
        .kind = FMS_BOARD_TABLE, .title = "", .text = "", .unit = "", .pattern = "", .n_columns = 1, .n_rows = 30
    };
    for (int i = 0; i < 30; i++) {
        g_snprintf(lines[i], sizeof lines[i], "%d", i);
        cells[i] = lines[i];
    }
    panel.cells = cells;
    set_up(&fix, texts, 3);
    fix.world.take = world_take;
    fix.shots[1].kind = FMS_SHOT_PANEL;
    fix.shots[1].panel = &panel;
    const struct fms_timeline *timeline = rooms(&fix);
    g_assert_cmpuint(fms_diags_count(fix.diags), ==, 0);
    g_assert_cmpuint(timeline->n_shots, >, 3);
    size_t n_rows = 0;
    for (size_t i = 0; i < timeline->n_shots; i++)
        n_rows += timeline->shots[i].shot->kind == FMS_SHOT_PANEL ? timeline->shots[i].shot->panel->n_rows : 0;
    g_assert_cmpuint(n_rows, ==, 30);
    talloc_free(fix.ctx);
}

/* What appears at a word: a lower third that fits at a smaller size is set so, one that never does is told, and so is a panel. */
static void test_cues(void)
{
    const struct {
        enum fms_cue_kind kind;
        size_t letters;
        guint told;
    } rows[] = { { FMS_CUE_LOWER_THIRD, 20, 0 },
                 { FMS_CUE_LOWER_THIRD, 130, 0 },
                 { FMS_CUE_LOWER_THIRD, 900, 1 },
                 { FMS_CUE_PANEL, 40, 0 },
                 { FMS_CUE_PANEL, 3000, 1 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fixture fix;
        set_up(&fix, texts, 3);
        const struct fms_panel panel = {
            .kind = FMS_BOARD_TEXT, .title = "", .text = filled(&fix, rows[i].letters), .unit = "", .pattern = ""
        };
        const struct fms_shot_cue cue = { .kind = rows[i].kind,
                                          .third = { panel.text, "keeper of the lighthouse" },
                                          .panel = &panel };
        fix.shots[1].cues = &cue;
        fix.shots[1].n_cues = 1;
        g_assert_true(rooms(&fix) == &fix.timeline);
        g_assert_cmpuint(fms_diags_count(fix.diags), ==, rows[i].told);
        g_assert_true(rows[i].told == 0 || !strcmp(fms_diags_get(fix.diags, 0)->code, "text.room"));
        talloc_free(fix.ctx);
    }
}

/* A line of code that is too long for anything. */
static void test_code(void)
{
    struct fixture fix;
    set_up(&fix, texts, 3);
    const struct fms_panel panel = {
        .kind = FMS_BOARD_CODE, .title = "", .text = filled(&fix, 9000), .unit = "", .pattern = ""
    };
    fix.shots[1].kind = FMS_SHOT_PANEL;
    fix.shots[1].panel = &panel;
    g_assert_true(rooms(&fix) == &fix.timeline);
    g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "text.room");
    talloc_free(fix.ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/card-room/enough", test_enough);
    g_test_add_func("/card-room/told", test_told);
    g_test_add_func("/card-room/parted", test_parted);
    g_test_add_func("/card-room/cues", test_cues);
    g_test_add_func("/card-room/code", test_code);
    return g_test_run();
}
