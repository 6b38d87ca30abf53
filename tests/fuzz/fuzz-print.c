/*
 * The printer: what a script's canonical form is read as means the same film, and is canonical: printed again, it stays as it
 * is.
 */
#include "fuzz-world.h"
#include "print.h"

static char *fuzz_meaning(const struct fms_script *script, const struct fms_board *board)
{
    GString *out = g_string_new(NULL);
    fms_script_dump_meaning(script, out);
    if (board)
        fms_board_dump_meaning(board, out);
    return g_string_free(out, FALSE);
}

static char *fuzz_direct(TALLOC_CTX *ctx, const struct fms_script *script, const struct fms_world *world)
{
    struct fms_diags *diags = fms_diags_new(ctx);
    return fuzz_meaning(script, fms_board_direct(ctx, script, world, diags));
}

static const struct fms_script *fuzz_reread(TALLOC_CTX *ctx, const char *name, const struct fms_printed *printed,
                                            enum fms_script_format format, const struct fms_world *world)
{
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, name, printed->text, printed->length, diags);
    const struct fms_script *script = source ? fms_script_read(ctx, source, format, world, diags) : NULL;
    if (!script)
        g_error("no script any more:\n%s", printed->text);
    return script;
}

static void fuzz_print(TALLOC_CTX *ctx, const struct fms_script *script, enum fms_script_format format,
                       const struct fms_world *world)
{
    struct fms_printed first, second;
    if (!fms_script_print(ctx, script, format, world, &first))
        return;
    const struct fms_script *again = fuzz_reread(ctx, script->source->name, &first, format, world);
    char *before = fuzz_direct(ctx, script, world), *after = fuzz_direct(ctx, again, world);
    g_assert_cmpstr(before, ==, after);
    g_assert_true(fms_script_print(ctx, again, format, world, &second));
    g_assert_cmpstr(first.text, ==, second.text);
    g_free(before);
    g_free(after);
}

static void fuzz_as(const char *name, const char *text)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fuzz_folder folder;
    fuzz_unpack(ctx, &folder, name, text);
    const struct fms_world world = {
        .user = &folder, .asset = fuzz_asset, .text = fuzz_file, .has_part = fuzz_has_part
    };
    const struct fms_source *source = folder.sources->pdata[0];
    enum fms_script_format format = fms_script_format_of(source);
    const struct fms_script *script = fms_script_read(ctx, source, format, &world, diags);
    if (script)
        fuzz_print(ctx, script, format, &world);
    g_ptr_array_free(folder.sources, TRUE);
    talloc_free(ctx);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const names[] = { "a.md", "a.txt", "a.fountain" };
    if (length > FUZZ_MAX_BYTES)
        return -1;
    char *folder = fuzz_text(bytes, length);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        fuzz_as(names[i], folder);
    g_free(folder);
    return 0;
}
