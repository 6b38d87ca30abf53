/*
 * One frame of a film, to look at. It is drawn as an excerpt's poster would be; of the sound only the takes are made, for without
 * them nobody knows what is shown when.
 */
#include "places-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool failed(const struct fms_variant *variant, const char *place, const GError *error)
{
    const struct fms_plan *plan = variant->plan;
    bool machine = error->domain != FMS_WORLD_ERROR || error->code == FMS_WORLD_MACHINE;
    const char *code = machine ? "machine.output" : "asset.unreadable";
    return fms_error(variant->edition->house->diags, plan->steps[plan->poster].span, code, NULL, "cannot draw '%s': %s",
                     place, error->message);
}

static bool put_in_place(struct fms_house *house, const struct fms_parcel *parcel)
{
    if (rename(parcel->draft, parcel->place) == 0)
        return true;
    int number = errno;
    unlink(parcel->draft);
    return fms_error(house->diags, fms_nowhere, "machine.output", "choose another place with -o",
                     "cannot write '%s': %s", parcel->place, g_strerror(number));
}

static bool draw(struct fms_variant *variant)
{
    struct fms_house *house = variant->edition->house;
    bool as_png = !g_str_has_suffix(house->request->output, ".jpg");
    enum fms_output output = as_png ? FMS_OUTPUT_STILL : FMS_OUTPUT_POSTER;
    if (!fms_house_check_place(house, variant->stem, output))
        return false;
    struct fms_parcel parcel = fms_parcel_of(house, variant->stem, output);
    fms_parcel_sweep(&parcel);
    GError *error = NULL;
    if (fms_film_draw(house, variant->plan, parcel.draft, as_png, &error))
        return put_in_place(house, &parcel);
    unlink(parcel.draft);
    failed(variant, parcel.place, error);
    g_error_free(error);
    return false;
}

enum fms_outcome fms_film_still(TALLOC_CTX *ctx, const struct fms_film_request *request, fms_ticks at,
                                const char *const **paths, struct fms_diags *diags)
{
    struct fms_film_request moment = *request;
    moment.from = at;
    moment.to = at + 1;
    moment.shot = NULL;
    struct fms_house *house = fms_house_open(ctx, &moment, diags);
    const char **drawn = talloc_zero_array(ctx, const char *, 1);
    size_t n = 0;
    bool good = fms_house_run_stages(house, "plan");
    for (size_t i = 0; good && i < house->n_variants; i++) {
        struct fms_variant *variant = &house->variants[i];
        if (variant->failed || !draw(variant))
            continue;
        drawn = talloc_realloc(ctx, drawn, const char *, n + 2);
        bool as_png = !g_str_has_suffix(request->output, ".jpg");
        drawn[n++] = fms_parcel_of(ctx, variant->stem, as_png ? FMS_OUTPUT_STILL : FMS_OUTPUT_POSTER).place;
        drawn[n] = NULL;
    }
    *paths = drawn;
    enum fms_outcome outcome = fms_house_outcome(house, good && fms_diags_n_errors(diags) == 0);
    house->request = NULL;
    return outcome;
}
