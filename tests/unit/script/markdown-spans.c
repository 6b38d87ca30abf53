/* Inlines: what words are beside words, and what only looks like it. */
#include "reading.h"

static const struct example examples[] = {
    { "emphasis, strong, code", "a *b* **c d** `e`\n", "p a b c d e {em:b} {strong:c d} {code:e}\n" },
    { "one in the other", "***a** b* __c _d_ e__\n", "p a b c d e {em:a b} {strong:a} {strong:c d e} {em:d}\n" },
    { "over lines", "a *b\nc* d\n", "p a b c d {em:b c}\n" },
    { "blanks at their ends are none of theirs", "a ` b ` c **d&nbsp;**\n", "p a b c d  {code:b} {strong:d }\n" },
    { "said otherwise", "In [Worcester]{say=\"Wooster\"} town.\n", "p In Worcester town. {say=Wooster:Worcester}\n" },
    { "as it sounds", "[Worcester]{ipa=\"ˈwʊstə\"}.\n", "p Worcester. {ipa=ˈwʊstə:Worcester}\n" },
    { "several attributes", "[déjà vu]{lang=fr silent}, [NATO]{spell}, [so]{unseen}\n",
      "p déjà vu, NATO, so {lang=fr:déjà vu} {silent:déjà vu} {spell:NATO} {unseen:so}\n" },
    { "words inside are Markdown", "[a *b* c]{silent} *[d]{spell}*\n",
      "p a b c d {silent:a b c} {em:b} {em:d} {spell:d}\n" },
    { "over lines, one in the other", "[a\nb [c]{spell}]{lang=fr} d\n", "p a b c d {lang=fr:a b c} {spell:c}\n" },
    { "braces in a value", "[a]{say=\"b}c\"} d\n", "p a d {say=b}c:a}\n" },
    { "marks in a value", "[a]{say=\"*b* `c` <d>\"} e *f*\n", "p a e f {say=*b* `c` <d>:a} {em:f}\n" },
    { "without braces it is prose", "[a] b [c] {d} [e]{ f\n", "p [a] b [c] {d} [e]{ f\n" },
    { "escaped, in code", "\\[a]{silent} `[b]{silent}` [c `]{d` e]{silent}\n",
      "p [a]{silent} [b]{silent} c ]{d e {code:[b]{silent}} {silent:c ]{d e} {code:]{d}\n" },
    { "words that are a link elsewhere", "[sea]{silent} [sky]\n\n[sea]: x\n[sky]: y\n", "p sea sky {silent:sea}\n" },
    { "an unknown attribute", "[a]{sai=b} [c]{x}\n", "error 1:5 span.attribute\nerror 1:16 span.attribute\n" },
    { "a value missing, or too many", "[a]{say} [b]{spell=c} [d]{lang=\"\"}\n",
      "error 1:5 span.attribute\nerror 1:14 span.attribute\nerror 1:27 span.attribute\n" },
    { "a reading", "[海]{ruby=\"うみ\"}の[a]{ruby=b say=c}\n", "p 海のa {ruby=うみ:海} {ruby=b:a} {say=c:a}\n" },
    { "a reading that is none, or too long, or above too much",
      "[a]{ruby} [b]{ruby=\" \"} [c]{ruby=0123456789012345678901234567890123456789012345678901234567890123x}\n"
      "[01234567890123456]{ruby=d}\n",
      "error 1:5 span.attribute\nerror 1:15 span.attribute\nerror 1:29 span.attribute\nerror 2:21 span.attribute\n" },
    { "empty braces", "[a]{} b\n", "p [a]{} b\n" },
    { "marked", "a ==b *c* d== e ==f\n\n==g\n", "p a b c d e ==f {mark:b c d} {em:c}\np ==g\n" },
    { "two equals signs that mark nothing", "a == b, c==d, ===e===, `x==y` z==\n",
      "p a == b, c==d, ===e===, x==y z== {code:x==y}\n" },
    { "in headings, items, quotations, alternative texts", "## *a*\n\n- **b**\n\n> ==c==\n> — *d*\n\n![e `f`](g.jpg)\n",
      "h2 a {em:a}\ni1.0 b {strong:b}\nq c {mark:c} ~ d {em:d}\nimg <g.jpg> e f {code:f}\n" },
    { "cut by a picture", "*Sea. ![](a.jpg) Sky.*\n", "p Sea. {em:Sea.}\nimg <a.jpg>\np Sky. {em:Sky.}\n" },
    { "cut by a direction", "**Sea\n(pause: 1s)\nsky**\n", "p Sea {strong:Sea}\ndir pause 1s\np sky {strong:sky}\n" },
    { "links are words", "[a *b*](c_d_e) *f* [g][h]\n\n[h]: i\n", "p a b f g {em:b} {em:f}\n" },
    { "Windows line ends", "[a\r\nb]{silent}\r\n\r\n==c\r\nd==\r\n", "p a b {silent:a b}\np c d {mark:c d}\n" },
};

static void test_examples(void)
{
    run_examples("river.md", examples, G_N_ELEMENTS(examples));
}

static void test_places(void)
{
    static const char script_text[] = "Sea *and\nsky*: [so]{say=\"s o\" spell} ``x``\n\n> ==a==\n> — **b** c\n";
    static const char expected[] =
        "paragraph 1:1-2:34\n  text 1:1-2:34 \"Sea and sky: so x\"\n"
        "  emphasis 1:5-2:5 \"and sky\"\n  say 2:7-2:28 \"so\" \"s o\"\n  spell 2:7-2:28 \"so\"\n"
        "  code 2:29-2:34 \"x\"\n"
        "quote 4:1-5:12\n  text 4:5-4:6 \"a\"\n  mark 4:3-4:8 \"a\"\n"
        "  source 5:7-5:12 \"b c\"\n  strong 5:5-5:10 \"b\"\n";
    char *got = dump("a.md", script_text);
    g_assert_cmpstr(got, ==, expected);
    g_free(got);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown-spans/examples", test_examples);
    g_test_add_func("/markdown-spans/places", test_places);
    return g_test_run();
}
