/*
 * A project's files. All are looked for before one is made, and each is made only if it is not there, so that not even two
 * of us at once could overwrite anything.
 */
#include "scaffold.h"

#include "article-private.h"
#include "new-file-private.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char gitignore[] = "# What a build makes; it can always be made again.\n"
                                "/script.mp4\n/script.vtt\n/script.srt\n/script.jpg\n/script.report.json\n";

static const char placeholder[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1920 1080\" width=\"1920\" height=\"1080\">\n"
    "  <defs>\n"
    "    <linearGradient id=\"sky\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">\n"
    "      <stop offset=\"0\" stop-color=\"#24445c\"/>\n"
    "      <stop offset=\"1\" stop-color=\"#e8b98a\"/>\n"
    "    </linearGradient>\n"
    "  </defs>\n"
    "  <rect width=\"1920\" height=\"1080\" fill=\"url(#sky)\"/>\n"
    "  <circle cx=\"1290\" cy=\"560\" r=\"110\" fill=\"#fbe3b0\"/>\n"
    "  <path d=\"M0 760 Q420 520 820 720 T1920 640 V1080 H0 Z\" fill=\"#3f6470\"/>\n"
    "  <path d=\"M0 880 Q560 700 1080 860 T1920 800 V1080 H0 Z\" fill=\"#2b4a55\"/>\n"
    "  <path d=\"M0 980 Q700 860 1300 970 T1920 940 V1080 H0 Z\" fill=\"#1a3039\"/>\n"
    "</svg>\n";

static const char example[] =
    "---\n"
    "title: \"%s\"\n"
    "language: %s\n"
    "# series: One-minute science   # the line over the title\n"
    "# music: bed.ogg               # a sound file beside this script\n"
    "# aspect: [16:9, 9:16]         # the film's shapes\n"
    "# pace: 150                    # words a minute\n"
    "---\n"
    "\n"
    "<!-- Prose is narration. A picture stands before the words that it is shown with;\n"
    "what stands in its brackets tells those who cannot see it what is there. -->\n"
    "\n"
    "![Hills in the evening, the sun low above them](pictures/placeholder.svg)\n"
    "This is the first sentence of the film. Write over it, and say in a few more what it is about.\n"
    "\n"
    "<!-- A blockquote is a quotation card; its last line is its source.\n"
    "\n"
    "> The words that somebody said.\n"
    "> — Who said them, *where*\n"
    "-->\n"
    "\n"
    "<!-- A heading is a chapter. -->\n"
    "\n"
    "## What comes next\n"
    "\n"
    "Words without a picture are set in motion themselves.\n"
    "\n"
    "<!-- Credits: a role, a bar, names.\n"
    "\n"
    "## Credits\n"
    "\n"
    "Director | Jo Example\n"
    "-->\n";

struct project {
    const struct fms_project_request *request;
    struct fms_diags *diags;
    struct fms_article article;
};

/* ---- what the script is ---- */

/* "why-tides" is called "Why tides" until somebody knows better. */
static char *title_of(TALLOC_CTX *ctx, const char *folder)
{
    char *base = g_path_get_basename(folder);
    char *valid = g_utf8_make_valid(strcmp(base, ".") == 0 || strcmp(base, "..") == 0 ? "A new film" : base, -1);
    g_strdelimit(valid, "-_\"\\\t\r\n", ' ');
    gunichar first = g_unichar_toupper(g_utf8_get_char(valid));
    char letter[7] = "";
    letter[g_unichar_to_utf8(first, letter)] = '\0';
    char *title = talloc_asprintf(ctx, "%s%s", letter, g_utf8_next_char(valid));
    g_free(valid);
    g_free(base);
    return title;
}

static bool read_article(TALLOC_CTX *ctx, struct project *project)
{
    const struct fms_project_request *request = project->request;
    const char *title = title_of(ctx, request->folder);
    struct fms_script_file file;
    if (!request->article) {
        char *text = g_strdup_printf(example, title, request->language ? request->language : "en-GB");
        project->article.text = talloc_strdup(ctx, text);
        g_free(text);
        return true;
    }
    return fms_script_file_read(ctx, request->article, &file, project->diags) &&
           fms_article_read(ctx, &file, title, request->language, &project->article, project->diags);
}

/* ---- files ---- */

static char *inside(TALLOC_CTX *ctx, const struct project *project, const char *name)
{
    return talloc_asprintf(ctx, "%s/%s", project->request->folder, name);
}

static bool all_free(TALLOC_CTX *ctx, struct project *project)
{
    static const char *const names[] = { "script.md", ".gitignore", "pictures/placeholder.svg" };
    bool good = true;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        good &= fms_new_file_is_free(inside(ctx, project, names[i]), project->diags);
    for (size_t i = 0; i < project->article.n_pictures; i++)
        good &= fms_new_file_is_free(
            talloc_asprintf(ctx, "%s/pictures/%s", project->request->folder, project->article.pictures[i].name),
            project->diags);
    return good;
}

/* Clips can be large: a file comes along piece by piece. */
static bool copy_file(struct project *project, const char *from, const char *to)
{
    static const size_t piece = 1 << 16;
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *in = fopen(from, "re"), *out = fd < 0 ? NULL : fdopen(fd, "w");
    char *bytes = g_malloc(piece);
    bool good = in && out;
    for (size_t n = 1; good && n > 0;) {
        n = fread(bytes, 1, piece, in);
        good = fwrite(bytes, 1, n, out) == n && !ferror(in);
    }
    good = (!out || fclose(out) == 0) && good;
    good = good || fms_new_file_failed(to, project->diags);
    if (in)
        fclose(in);
    g_free(bytes);
    return good;
}

static bool put(TALLOC_CTX *ctx, struct project *project, const char *name, const char *text)
{
    return fms_new_file_write(inside(ctx, project, name), text, strlen(text), project->diags);
}

static bool write_files(TALLOC_CTX *ctx, struct project *project)
{
    const struct fms_article *article = &project->article;
    if (!fms_new_folder(inside(ctx, project, "pictures"), project->diags))
        return false;
    for (size_t i = 0; i < article->n_pictures; i++) {
        const char *to = talloc_asprintf(ctx, "%s/pictures/%s", project->request->folder, article->pictures[i].name);
        if (!copy_file(project, article->pictures[i].from, to))
            return false;
    }
    return put(ctx, project, "pictures/placeholder.svg", placeholder) && put(ctx, project, ".gitignore", gitignore) &&
           put(ctx, project, "script.md", article->text);
}

enum fms_outcome fms_project_new(TALLOC_CTX *ctx, const struct fms_project_request *request, const char **script,
                                 struct fms_diags *diags)
{
    struct project project = { .request = request, .diags = diags };
    *script = inside(ctx, &project, "script.md");
    if (!read_article(ctx, &project) || !all_free(ctx, &project))
        return FMS_SCRIPT_AT_FAULT;
    return write_files(ctx, &project) ? FMS_DONE : FMS_MACHINE_AT_FAULT;
}
