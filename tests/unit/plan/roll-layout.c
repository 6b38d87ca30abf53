/*
 * How long credits take: what is asked for, in whole pixels a frame; and whether anybody can read them then.
 */
#include "stage-rig.h"

#include "roll-private.h"

static int64_t world_roll_height(void *user, const struct fms_roll_layer *roll, int32_t width, int32_t height,
                                 GError **error)
{
    return (int64_t) roll->n_rows * 60;
}

static int64_t frames_in(struct fixture *fix, int64_t seconds, bool as_cards)
{
    static const struct fms_credit credits[] = { { "Pictures", "Ada Example" },
                                                 { "Words", "Jo Example" },
                                                 { "Sound", "Kim" } };
    talloc_free(fix->diags);
    fix->diags = fms_diags_new(fix->ctx);
    fix->shots[0].kind = FMS_SHOT_CREDITS;
    fix->world.roll_height = world_roll_height;
    fix->board.credits = credits;
    fix->board.n_credits = G_N_ELEMENTS(credits);
    fix->board.credits_cards = as_cards;
    fix->board.credits_length = FMS_MS(1000 * seconds);
    return fms_plan_credits_frames(&fix->board, fix->theme, &fix->world, &fix->settings, fix->diags);
}

/* A length in which they can be read is met to the frame, and nothing is said; one second less than they need is told. */
static void test_quick(void)
{
    struct fixture fix;
    const char *const texts[] = { "one" };
    for (int as_cards = 0; as_cards < 2; as_cards++) {
        int64_t need = 1;
        set_up(&fix, texts, 1);
        for (; need < 60 && (frames_in(&fix, need, as_cards), fms_diags_count(fix.diags) > 0); need++)
            g_assert_cmpstr(fms_diags_get(fix.diags, 0)->code, ==, "credits.quick");
        g_assert_cmpint(need, >, 3);
        g_assert_cmpint(need, <, 20);
        g_assert_cmpint(frames_in(&fix, need, as_cards), ==, 30 * need);
        char *said = g_strdup_printf("they need %d s", (int) need);
        frames_in(&fix, need - 1, as_cards);
        g_assert_cmpstr(fms_diags_get(fix.diags, 0)->hint, ==, said);
        g_free(said);
        frames_in(&fix, 0, as_cards);
        g_assert_cmpuint(fms_diags_count(fix.diags), ==, 0); /* nobody asked */
        talloc_free(fix.ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roll-layout/quick", test_quick);
    return g_test_run();
}
