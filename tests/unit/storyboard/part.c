/* Shots that are parted: where, and what each part has. */
#include "part.h"

#include "directing.h"

static const struct fms_board *parted(TALLOC_CTX *ctx, const char *script, int rounds)
{
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_board *board = directing_board(ctx, directing_headed(ctx, script), diags);
    g_assert_nonnull(board);
    for (int i = 0; board && i < rounds; i++) {
        bool *all = talloc_array(ctx, bool, board->n_shots);
        memset(all, true, board->n_shots * sizeof *all);
        board = fms_board_part(ctx, board, all);
    }
    return board;
}

static const struct fms_shot *shot_called(const struct fms_board *board, const char *name)
{
    for (size_t i = 0; i < board->n_shots; i++)
        if (!strcmp(board->shots[i].name, name))
            return &board->shots[i];
    g_error("there is no shot %s", name);
}

static void test_quotation(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    const struct fms_board *board =
        parted(ctx, "> The tide comes in by **night**. It goes out by day.\n> — Ada Example", 1);
    const struct fms_shot *a = shot_called(board, "p1.1a"), *b = shot_called(board, "p1.1b");
    g_assert_cmpstr(a->words, ==, "The tide comes in by night.");
    g_assert_cmpstr(b->words, ==, "It goes out by day.");
    g_assert_true(a->opens && !a->closes && !b->opens && b->closes);
    g_assert_cmpuint(a->n_beats, ==, 1);
    g_assert_cmpuint(b->n_beats, ==, 1);
    g_assert_true(b->beats == a->beats + 1); /* the same lines, so the same takes */
    g_assert_cmpuint(a->n_runs, ==, 1);
    g_assert_cmpuint(b->n_runs, ==, 0);
    g_assert_null(parted(ctx, "> The tide comes in.", 1)); /* one breath is one card */
    talloc_free(ctx);
}

/* What happens at a word of the only line goes with that line, on whichever card it is said. */
static void test_cues(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    const struct fms_board *board =
        parted(ctx, "```\none\ntwo\n\nthree\nfour\nfive\n```\n\n(when it: text Here)\n\nThis is it.", 1);
    const struct fms_shot *a = shot_called(board, "p1.1a"), *b = shot_called(board, "p1.1b");
    g_assert_cmpuint(a->n_cues + b->n_cues, ==, 1);
    for (size_t i = 0; i < a->n_cues; i++)
        g_assert_cmpuint(a->cues[i].beat, <, a->n_beats);
    for (size_t i = 0; i < b->n_cues; i++)
        g_assert_cmpuint(b->cues[i].beat, <, b->n_beats);
    talloc_free(ctx);
}

static void test_list(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    const struct fms_board *board = parted(ctx, "What is there:\n\n- sand\n- salt\n- wind\n- weather", 1);
    const struct fms_shot *a = shot_called(board, "p1.1a"), *b = shot_called(board, "p1.1b");
    g_assert_cmpstr(b->panel->title, ==, "What is there");
    g_assert_cmpuint(a->panel->n_rows + b->panel->n_rows, ==, 4);
    g_assert_cmpuint(a->n_beats + b->n_beats, ==, 5);
    g_assert_cmpint(b->panel->rows[0], ==, 0);
    g_assert_cmpstr(b->panel->cells[0], ==, b->beats[0].line.text);
    talloc_free(ctx);
}

static void test_table(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    const struct fms_board *board =
        parted(ctx, "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n| 7 | 8 |\n\nOne word. Two words.", 2);
    const struct fms_panel *last = shot_called(board, "p1.1bb")->panel;
    g_assert_cmpuint(last->n_rows, ==, 2);
    g_assert_cmpstr(last->cells[0], ==, "A"); /* every part has the head */
    g_assert_cmpstr(last->cells[2], ==, "7");
    talloc_free(ctx);
}

static void test_code(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    const struct fms_board *board = parted(ctx, "```\none\ntwo\n\nthree\nfour\nfive\n```\n\nThis is it.", 1);
    g_assert_cmpstr(shot_called(board, "p1.1a")->panel->text, ==, "one\ntwo");
    g_assert_cmpstr(shot_called(board, "p1.1b")->panel->text, ==, "three\nfour\nfive");
    talloc_free(ctx);
}

static void test_whole(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    g_assert_null(parted(ctx, "# A title\n\n![](wide.jpg)\n\nSand. And wind.", 1));
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/part/quotation", test_quotation);
    g_test_add_func("/part/cues", test_cues);
    g_test_add_func("/part/list", test_list);
    g_test_add_func("/part/table", test_table);
    g_test_add_func("/part/code", test_code);
    g_test_add_func("/part/whole", test_whole);
    return g_test_run();
}
