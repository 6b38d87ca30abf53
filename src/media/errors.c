/**
 * What holds for FFmpeg's libraries as a whole: how they are set up, which of them are installed, how their failures are told.
 */
#include "installed-libraries.h"
#include "media-private.h"

#include <libavutil/cpu.h>

/*
 * The libraries pick their inner loops by processor, and those with floats (AAC, MP3, resampling) round differently
 * from one to the next. Held to what every x86-64 machine of the last fifteen years has, they give the same samples on any
 * node of a cluster. Decoding gets a little slower by it; x264 picks its own loops, which agree.
 */
#if defined(__x86_64__)
#define COMMON_CPU                                                                                                     \
    (AV_CPU_FLAG_CMOV | AV_CPU_FLAG_MMX | AV_CPU_FLAG_MMXEXT | AV_CPU_FLAG_SSE | AV_CPU_FLAG_SSE2 | AV_CPU_FLAG_SSE3 | \
     AV_CPU_FLAG_SSSE3 | AV_CPU_FLAG_SSE4 | AV_CPU_FLAG_SSE42)
#endif

static void set_up(void)
{
    av_log_set_level(AV_LOG_QUIET);
#ifdef COMMON_CPU
    av_force_cpu_flags(av_get_cpu_flags() & COMMON_CPU);
#endif
}

void fms_av_init(void)
{
    static gsize once;
    if (g_once_init_enter(&once)) {
        set_up();
        g_once_init_leave(&once, 1);
    }
}

bool fms_av_fail(GError **error, enum fms_world_error kind, int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    char why[AV_ERROR_MAX_STRING_SIZE];
    if (code < 0 && av_strerror(code, why, sizeof why) == 0)
        g_set_error(error, FMS_WORLD_ERROR, kind, "%s: %s", what, why);
    else
        g_set_error_literal(error, FMS_WORLD_ERROR, kind, what);
    return false;
}

/* libx264 may be replaced under libavcodec without a change of either's number: its file is told, too. */
const char *fms_media_version(void)
{
    static const char *const stems[] = { "avformat", "avcodec", "avutil", "swresample", "swscale",
                                         "avfilter", "x264",    "lcms2",  "heif",       NULL };
    static gsize version;
    if (g_once_init_enter(&version)) {
        char *libraries = fms_installed_libraries(NULL, stems);
        char *text = g_strconcat("media 4, ", libraries, NULL);
        talloc_free(libraries);
        g_once_init_leave(&version, (gsize) text);
    }
    return (const char *) version;
}
