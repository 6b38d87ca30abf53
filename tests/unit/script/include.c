/* Included scripts: in their place, of any format, never in a circle. */
#include "files.h"

static const struct story stories[] = {
    { "in its place",
      "p One.\np Two.\nimg <a.jpg>\np Three.\n",
      { { "a.md", "One.\n\n(include: b.md)\n\nThree.\n" }, { "b.md", "Two.\n\n![](a.jpg)\n" } } },
    { "of another format, its title a heading",
      "p One.\nh1 Rivers\np They flow.\np Three.\n",
      { { "a.md", "One.\n\n(include: b.txt)\n\nThree.\n" }, { "b.txt", "Rivers\n\nThey flow.\n" } } },
    { "its first heading is no title",
      "h1 Part\np Two.\n",
      { { "a.md", "(include: b.md)\n" }, { "b.md", "# Part\n\nTwo.\n" } } },
    { "in the middle of a paragraph, twice",
      "p One\np Two.\np Two.\np three.\n",
      { { "a.md", "One\n(include: b.md) (include: b.md)\nthree.\n" }, { "b.md", "Two.\n" } } },
    { "in each other",
      "p One.\np Three.\np Two.\n",
      { { "a.md", "One.\n\n(include: b.md)\n" }, { "b.md", "(include: c.md)\n\nTwo.\n" }, { "c.md", "Three.\n" } } },
    { "front matter says nothing there",
      "p Two.\nwarning b.md:1:1 include.front\n",
      { { "a.md", "(include: b.md)\n" }, { "b.md", "---\ntitle: B\n---\nTwo.\n" } } },
    { "and is no warning without keys",
      "p Two.\n",
      { { "a.md", "(include: b.md)\n" }, { "b.md", "---\n# later\n---\nTwo.\n" } } },
    { "credits under their heading",
      "p One.\nc Director | Jo\nc Music | Kim\n",
      { { "a.md", "One.\n\n## Credits\n\n(include: b.md)\n\n(include: c.txt)\n" },
        { "b.md", "Director: Jo\n" },
        { "c.txt", "Music | Kim\n" } } },
    { "errors point into it",
      "error b.md:2:8 direction.value\n",
      { { "a.md", "One.\n\n(include: b.md)\n" }, { "b.md", "Two.\n(pause:)\n" } } },
    { "missing, forbidden, empty",
      "error 1:11 asset.missing\nerror 2:11 asset.forbidden\nerror 3:10 direction.value\n",
      { { "a.md", "(include: c.md)\n(include: ../c.md)\n(include: )\n" } } },
    { "of itself", "error 3:11 include.cycle\n", { { "a.md", "One.\n\n(include: a.md)\n" } } },
    { "in a circle",
      "error c.md:1:11 include.cycle\n",
      { { "a.md", "(include: b.md)\n" }, { "b.md", "(include: c.md)\n" }, { "c.md", "(include: b.md)\n" } } },
};

static void test_stories(void)
{
    run_stories(stories, G_N_ELEMENTS(stories));
}

static void test_chain(void)
{
    struct fms_source files[] = { { "a.md", "(include: b.md)\n", 16 }, { "b.md", "(include: a.md)\n", 16 }, { 0 } };
    const struct fms_world world = { .user = files, .text = file_text };
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, "a.md", files[0].text, files[0].length, diags);
    g_assert_null(fms_script_read(ctx, source, FMS_FORMAT_MARKDOWN, &world, diags));
    g_assert_cmpuint(fms_diags_count(diags), ==, 1);
    g_assert_cmpstr(fms_diags_get(diags, 0)->message, ==, "this include closes a circle: a.md, b.md, a.md");
    talloc_free(ctx);
}

/* Each file includes the next: 16 deep is well, 17 is not. And a file included 256 times is, once more is not. */
static void test_limits(void)
{
    for (int deep = 16; deep <= 17; deep++) {
        struct file files[19] = { 0 };
        TALLOC_CTX *ctx = talloc_new(NULL);
        for (int i = 0; i <= deep; i++)
            files[i] =
                (struct file){ talloc_asprintf(ctx, "%d.md", i), talloc_asprintf(ctx, "(include: %d.md)\n", i + 1) };
        files[deep].text = "Sea.\n";
        char *got = sketch_files(files, 18);
        g_assert_cmpstr(got, ==, deep == 16 ? "p Sea.\n" : "error 16.md:1:11 include.limit\n");
        g_free(got);
        talloc_free(ctx);
    }
    for (int more = 0; more < 2; more++) {
        GString *script = g_string_new(NULL);
        for (int i = 0; i < 256 + more; i++)
            g_string_append(script, "(include: b.md)\n");
        struct file files[] = { { "a.md", script->str }, { "b.md", "Sea.\n" } };
        char *got = sketch_files(files, 2);
        g_assert_true((strstr(got, "error 257:11 include.limit") != NULL) == (more == 1));
        g_free(got);
        g_string_free(script, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/include/stories", test_stories);
    g_test_add_func("/include/chain", test_chain);
    g_test_add_func("/include/limits", test_limits);
    return g_test_run();
}
