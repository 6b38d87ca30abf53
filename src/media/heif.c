/**
 * HEIC and AVIF stills, by libheif, in a process of their own: a header of a few bytes can ask its decoders for gigabytes, and they
 * have no limit that would hold. Nothing else of this program calls libheif, so the child finds it at rest.
 *
 * The child leaves the planes in memory that both share; the raster keeps that as its own. The container's turns and crops
 * are libheif's to apply, and its EXIF orientation, as the standard says, is not.
 */
#include "confine.h"
#include "media-private.h"

#include <libheif/heif.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_PROFILE_BYTES (4 << 20)
#define MOST_SIDE 32768
#define MOST_MEMORY_BYTES (600u << 20) /* above what the process has when it begins */
#define MOST_CPU_SECONDS 4
#define ALIGN 64

/* What the child leaves. Planes and profile are offsets into `bytes`. */
struct answer {
    bool done, good; /* `done` is written last */
    char why[200];
    struct fms_raster raster; /* but for its planes */
    size_t plane[4];
    bool alpha;
    size_t profile, profile_length, used;
    _Alignas(ALIGN) uint8_t bytes[];
};

static size_t answer_bytes(void)
{
    return sizeof(struct answer) + (size_t) FMS_MAX_FRAME_BYTES + MOST_PROFILE_BYTES;
}

bool fms_heif_sniff(const uint8_t *bytes, size_t length)
{
    static const char brands[][5] = { "heic", "heix", "heim", "heis", "mif1", "avif" };
    for (size_t i = 0; length >= 12 && i < G_N_ELEMENTS(brands); i++)
        if (memcmp(bytes + 4, "ftyp", 4) == 0 && memcmp(bytes + 8, brands[i], 4) == 0)
            return true;
    return false;
}

static bool refuse(struct answer *answer, const char *why)
{
    g_strlcpy(answer->why, why, sizeof answer->why);
    return false;
}

/* Room for `n` bytes; 0 where there is none, for the first byte is never given away. */
static size_t take(struct answer *answer, size_t n)
{
    size_t at = (answer->used + ALIGN - 1) / ALIGN * ALIGN;
    if (n > (size_t) FMS_MAX_FRAME_BYTES + MOST_PROFILE_BYTES - at - ALIGN)
        return 0;
    answer->used = at + n;
    return at;
}

/* H.273's numbers for light and primaries; the matrix libheif has dealt with. */
static void describe_colour(const struct heif_image_handle *handle, struct fms_raster *raster)
{
    struct heif_color_profile_nclx *nclx = NULL;
    raster->matrix = FMS_MATRIX_709;
    if (heif_image_handle_get_nclx_color_profile(handle, &nclx).code != heif_error_Ok || !nclx)
        return;
    int primaries = nclx->color_primaries, matrix = nclx->matrix_coefficients,
        transfer = nclx->transfer_characteristics;
    if (primaries == 9 || matrix == 9 || matrix == 10)
        raster->matrix = FMS_MATRIX_2020;
    raster->transfer = transfer == 16 ? FMS_TRANSFER_PQ : transfer == 18 ? FMS_TRANSFER_HLG : FMS_TRANSFER_SDR;
    heif_nclx_color_profile_free(nclx);
}

static bool describe(const struct heif_image *image, struct answer *answer)
{
    struct fms_raster *raster = &answer->raster;
    raster->model = FMS_RASTER_RGB;
    raster->full_range = true;
    raster->width_px = heif_image_get_width(image, heif_channel_R);
    raster->height_px = heif_image_get_height(image, heif_channel_R);
    raster->depth = heif_image_get_bits_per_pixel_range(image, heif_channel_R);
    answer->alpha = heif_image_has_channel(image, heif_channel_Alpha);
    return (raster->width_px > 0 && raster->height_px > 0 && raster->depth >= 8 && raster->depth <= 16) ||
           refuse(answer, "pixels of a kind that cannot be read");
}

/* Alpha may have another depth than the colours. */
static void copy_row(const uint8_t *from, int from_depth, uint8_t *to, int to_depth, int32_t width)
{
    if (from_depth == to_depth) {
        memcpy(to, from, (size_t) width * (to_depth > 8 ? 2 : 1));
        return;
    }
    uint32_t from_most = (1u << from_depth) - 1, to_most = (1u << to_depth) - 1;
    for (int32_t x = 0; x < width; x++) {
        uint16_t wide = from[from_depth > 8 ? 0 : x];
        if (from_depth > 8)
            memcpy(&wide, from + 2 * x, 2);
        wide = (uint16_t) ((wide * to_most + from_most / 2) / from_most);
        if (to_depth > 8)
            memcpy(to + 2 * x, &wide, 2);
        else
            to[x] = (uint8_t) wide;
    }
}

static bool copy_plane(const struct heif_image *image, struct answer *answer, int plane, enum heif_channel channel)
{
    struct fms_raster *raster = &answer->raster;
    int from_stride = 0, depth = heif_image_get_bits_per_pixel_range(image, channel);
    const uint8_t *from = heif_image_get_plane_readonly(image, channel, &from_stride);
    int32_t width = fms_raster_plane_width(raster, plane), height = fms_raster_plane_height(raster, plane);
    if (!from || depth < 1 || depth > 16 || heif_image_get_width(image, channel) < width ||
        heif_image_get_height(image, channel) < height)
        return refuse(answer, "its planes do not fit together");
    size_t stride = ((size_t) width * (raster->depth > 8 ? 2 : 1) + ALIGN - 1) / ALIGN * ALIGN;
    answer->plane[plane] = take(answer, stride * (size_t) height);
    if (!answer->plane[plane])
        return refuse(answer, "the picture takes more than 400 MB");
    raster->stride_bytes[plane] = (ptrdiff_t) stride;
    for (int32_t y = 0; y < height; y++)
        copy_row(from + (ptrdiff_t) y * from_stride, depth, answer->bytes + answer->plane[plane] + (size_t) y * stride,
                 raster->depth, width);
    return true;
}

static bool copy_picture(const struct heif_image_handle *handle, const struct heif_image *image, struct answer *answer)
{
    static const enum heif_channel channels[] = { heif_channel_R, heif_channel_G, heif_channel_B, heif_channel_Alpha };
    describe_colour(handle, &answer->raster);
    if (!describe(image, answer))
        return false;
    for (int i = 0; i < (answer->alpha ? 4 : 3); i++)
        if (!copy_plane(image, answer, i, channels[i]))
            return false;
    size_t length = heif_image_handle_get_raw_color_profile_size(handle);
    size_t at = length > 0 && length <= MOST_PROFILE_BYTES ? take(answer, length) : 0;
    if (at && heif_image_handle_get_raw_color_profile(handle, answer->bytes + at).code == heif_error_Ok) {
        answer->profile = at;
        answer->profile_length = length;
    }
    return true;
}

static bool decode(const AVPacket *packet, struct answer *answer)
{
    struct heif_context *context = heif_context_alloc();
    struct heif_image_handle *handle = NULL;
    struct heif_image *image = NULL;
    heif_context_set_maximum_image_size_limit(context, MOST_SIDE);
    heif_context_set_max_decoding_threads(context, 0);
    if (heif_context_read_from_memory_without_copy(context, packet->data, (size_t) packet->size, NULL).code ||
        heif_context_get_primary_image_handle(context, &handle).code)
        return refuse(answer, "the picture is damaged");
    if ((int64_t) heif_image_handle_get_width(handle) * heif_image_handle_get_height(handle) > FMS_MAX_PIXELS)
        return refuse(answer, "the picture is larger than 200 megapixels");
    if (heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_444, NULL).code)
        return refuse(answer, "the picture is damaged, or of a kind that cannot be read");
    return copy_picture(handle, image, answer); /* the process ends: nothing is given back */
}

static void be_child(const AVPacket *packet, struct answer *answer)
{
    const struct fms_confines confines = { MOST_CPU_SECONDS, 15 * MOST_CPU_SECONDS, MOST_MEMORY_BYTES };
    fms_confine(&confines);
    if (!freopen("/dev/null", "w", stderr))
        fclose(stderr);
    answer->good = decode(packet, answer);
    answer->done = true;
    _exit(0);
}

static void free_answer(void *owner)
{
    munmap(owner, answer_bytes());
}

static void take_over(struct answer *answer, struct fms_raster *out)
{
    *out = answer->raster;
    for (int i = 0; i < (answer->alpha ? 4 : 3); i++)
        out->plane[i] = answer->bytes + answer->plane[i];
    out->owner = answer;
    out->release = free_answer;
    if (answer->profile && out->transfer == FMS_TRANSFER_SDR)
        out->lut =
            fms_profile_table(answer->bytes + answer->profile, answer->profile_length, out->plane[0] == out->plane[1]);
}

bool fms_heif_read(const AVPacket *packet, struct fms_raster *out, GError **error)
{
    struct answer *answer =
        mmap(NULL, answer_bytes(), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (answer == MAP_FAILED)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    answer->used = 1;
    (void) heif_get_version_number(); /* the library may be opened by this call, and a child must not do that */
    pid_t child = fork();
    if (child == 0)
        be_child(packet, answer);
    int status;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (child > 0 && answer->done && answer->good) {
        take_over(answer, out);
        return true;
    }
    answer->why[sizeof answer->why - 1] = '\0';
    if (child < 0)
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "cannot start to decode: %s", g_strerror(errno));
    else
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "%s",
                    answer->done ? answer->why : "the picture takes too long or too much memory to decode");
    free_answer(answer);
    return false;
}
