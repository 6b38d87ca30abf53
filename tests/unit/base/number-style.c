/* Which style a language has. */
#include "number-style.h"

#include <glib.h>

static void test_styles(void)
{
    g_assert_cmpstr(fms_number_style_of("en-us")->date, ==, "{month} {d}, {y}");
    g_assert_cmpstr(fms_number_style_of("en-au")->date, ==, "{d} {month} {y}");
    g_assert_cmpstr(fms_number_style_of("ja")->date, ==, "{y}年{m}月{d}日");
    g_assert_cmpstr(fms_number_style_of("tlh")->date, ==, "{y}-{mm}-{dd}");
    g_assert_cmpstr(fms_number_style_of("es-mx")->point, ==, "."); /* not as in Spain */
    g_assert_cmpstr(fms_number_style_of("es-ar")->point, ==, ",");
    g_assert_cmpstr(fms_number_style_of("de-li")->group, ==, "’");
    g_assert_cmpstr(fms_number_style_of("nn")->point, ==, ",");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/number-style/styles", test_styles);
    return g_test_run();
}
