/*
 * A long-lived process: an editor checks the same script at every key, and nothing may pile up.
 */
#include "film.h"

#include <malloc.h>
#include <string.h>

#define N_SCRIPTS 24000
#define N_ROUNDS 12 /* it takes some until allocators have what they hold back */
#define ROUND (N_SCRIPTS / N_ROUNDS)
#define SMALLEST_BLOCK 32 /* bytes that one lost g_malloc(1) takes */

/* Scripts of every kind: good ones, wrong ones, no text at all. */
static const char *const scripts[] = {
    "---\ntitle: A\nlanguage: en-GB\n---\n\nThe sea comes and and goes.\n\n> It is.\n> — Jo\n\n## B\n\nSea.\n",
    "---\ntitel: A\npace: fast\n---\n\n![a](nosuch.jpg){mvoe=in}\nThe sea comes and goes.\n",
    "Series丨Title\n\nThe master said: \"Never trust a flat sea.\"\n\nDirector丨Jo\n",
    "---\ntheme: nosuch\nvoice: nobody\n---\nSea.\n",
    "caf\xe9",
    "",
};

static void check_once(const char *script)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_script_file file = {
        .name = "a.md", .folder = ".", .piped = true, .bytes = script, .length = strlen(script)
    };
    const struct fms_source *source = NULL;
    fms_film_check(ctx, &file, NULL, &source, diags);
    FILE *out = fopen("/dev/null", "w");
    fms_diags_print(diags, FMS_DIAG_JSON, out);
    fms_diags_print(diags, FMS_DIAG_TEXT, out);
    fclose(out);
    size_t n_fixed;
    if (source)
        fms_fixes_apply(ctx, diags, source, &n_fixed);
    talloc_free(ctx);
}

static size_t in_use(void)
{
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

/* By how many bytes memory grows while a round of scripts is checked. */
static size_t growth_of_round(void)
{
    size_t before = in_use();
    for (size_t i = 0; i < ROUND; i++)
        check_once(scripts[i % G_N_ELEMENTS(scripts)]);
    size_t after = in_use();
    g_test_message("%zu bytes before, %zu after", before, after);
    return after > before ? after - before : 0;
}

/*
 * What allocators hold back comes and goes; what is lost comes in every round. So the round with the least growth tells: it
 * must lose less than one block for every second script of one kind.
 */
static void many_scripts(void)
{
    size_t least = growth_of_round(); /* what is made once and for all is made in the first */
    size_t n_blocks = talloc_total_blocks(NULL);
    for (size_t i = 1; i < N_ROUNDS; i++) {
        size_t growth = growth_of_round(); /* MIN would run the smaller round twice, and take the second */
        least = MIN(least, growth);
    }
    g_assert_cmpuint(talloc_total_blocks(NULL), ==, n_blocks);
    g_assert_cmpuint(least, <, SMALLEST_BLOCK * (ROUND / G_N_ELEMENTS(scripts)) / 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/film/many-scripts", many_scripts);
    return g_test_run();
}
