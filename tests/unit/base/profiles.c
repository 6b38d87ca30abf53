/* Profiles: each is found under its name and under no other, and what nobody names is loud enough for speech. */
#include "profiles.h"

#include <glib.h>
#include <string.h>

static void test_names(void)
{
    for (size_t i = 0; i < FMS_N_PROFILES; i++) {
        const char *name = fms_profiles[i].name;
        g_assert_true(fms_profile_named(name, strlen(name)) == &fms_profiles[i]);
        g_assert_null(fms_profile_named(name, strlen(name) - 1));
    }
    g_assert_null(fms_profile_named("", 0));
    g_assert_null(fms_profile_named("WEB", 3));
    g_assert_true(fms_profile_named("web, podcast", 3) == &fms_profiles[0]);
}

static void test_values(void)
{
    g_assert_cmpstr(fms_default_profile->name, ==, "podcast");
    for (size_t i = 0; i < FMS_N_PROFILES; i++) {
        g_assert_cmpint(fms_profiles[i].loudness_clufs, >=, -2400);
        g_assert_cmpint(fms_profiles[i].true_peak_cdbtp, <=, -100);
        g_assert_true(i == 0 || fms_profiles[i].loudness_clufs < fms_profiles[i - 1].loudness_clufs);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/profiles/names", test_names);
    g_test_add_func("/profiles/values", test_values);
    return g_test_run();
}
