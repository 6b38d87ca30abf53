/* Screenplays: what each kind of line becomes, and what it does not. */
#include "reading.h"

#include <time.h>

static const struct example examples[] = {
    { "a scene", "INT. HOUSE - DAY\n\nA door opens.\n\nANNA\nHello.\n",
      "cast ANNA: , , , 0 wpm, 1000, 0\nh2 INT. HOUSE - DAY {silent:INT.}\np A door opens.\np @ANNA Hello.\n" },

    /* The title page. */
    { "a title page",
      "Title:\n    _**BRICK & STEEL**_\n    _**FULL RETIRED**_\nCredit: Written by\nAuthor: Stu Example\n"
      "Draft date: 1/20/2012\nContact:\n\tNext Level\n\t1588 Mission Dr.\n\nINT. HOUSE - DAY\n",
      "title BRICK & STEEL FULL RETIRED\nauthor Stu Example\nh2 INT. HOUSE - DAY {silent:INT.}\n" },
    { "its values on the line or below", "title: Tides\nauthors: Ada & Ben\nlanguage: en-US\n\nSea.\n",
      "title Tides\nauthor Ada & Ben\nlanguage en-US\np Sea.\n" },
    { "the first of two titles counts", "Title: A\nTitle: B\n\nSea.\n", "title A\np Sea.\n" },
    { "a transition is no title page", "FADE IN:\n\nSea.\n", "dir transition dip\np Sea.\n" },
    { "nor is a sentence with a colon", "Listen: the sea.\n\nSky.\n", "p Listen: the sea.\np Sky.\n" },

    /* Scene headings. */
    { "every beginning",
      "INT. A\n\nEXT. B\n\nEST. C\n\nINT./EXT. D\n\nINT/EXT E\n\nI/E. F\n\nint. g\n\nExt h\n\nEXT./INT. J\n",
      "h2 INT. A {silent:INT.}\nh2 EXT. B {silent:EXT.}\nh2 EST. C {silent:EST.}\nh2 INT./EXT. D {silent:INT./EXT.}\n"
      "h2 INT/EXT E {silent:INT/EXT}\nh2 I/E. F {silent:I/E.}\nh2 int. g {silent:int.}\nh2 Ext h {silent:Ext}\n"
      "h2 EXT./INT. J {silent:EXT./INT.}\n" },
    { "no beginnings", "Interior.\n\nExtra time.\n\nEstimates.\n", "p Interior.\np Extra time.\np Estimates.\n" },
    { "a sentence that begins like one", "Est modus in rebus,\nsunt certi fines.\n",
      "p Est modus in rebus, sunt certi fines.\n" },
    { "without the blank line below", "INT. HOUSE - DAY\nA door opens.\n",
      "h2 INT. HOUSE - DAY {silent:INT.}\np A door opens.\n" },
    { "forced", ".SNIPER SCOPE POV\n\n.2nd floor\n\n...where the car is.\n",
      "h2 SNIPER SCOPE POV\nh2 2nd floor\np ...where the car is.\n" },
    { "numbers",
      "INT. A #1#\n\nINT. B - DAY - PRESENT (1944) #1A.#\n\nINT. ROOM #5 #110-A#\n\n.C #2)#\n\nINT. ROOM #6\n",
      "h2 INT. A {silent:INT.}\nh2 INT. B - DAY - PRESENT (1944) {silent:INT.}\nh2 INT. ROOM #5 {silent:INT.}\nh2 C\n"
      "h2 INT. ROOM #6 {silent:INT.}\n" },
    { "emphasised", "**INT. HOUSE**\n\n_EXT. SEA_ #2#\n", "h2 INT. HOUSE {silent:INT.}\nh2 EXT. SEA {silent:EXT.}\n" },
    { "nothing behind it", "INT.\n\nSea.\n", "h2 INT. {silent:INT.}\np Sea.\n" },

    /* Action. */
    { "lines are joined, paragraphs are not", "A gorgeous day.\nThe sun shines.\n\n\nNight.\n",
      "p A gorgeous day. The sun shines.\np Night.\n" },
    { "tabs and indents", "\t\tBRICK & STEEL\n   A gorgeous day.\n",
      "cast BRICK & STEEL: , , , 0 wpm, 1000, 0\n"
      "p @BRICK & STEEL A gorgeous day.\n" },
    { "forced", "!SCANNING THE AISLES...\nWhere is he?\n\n!INT. NOWHERE\n",
      "p SCANNING THE AISLES... Where is he?\np INT. NOWHERE\n" },
    { "capitals with nothing below", "BOOM!\n\nSea.\n", "p BOOM!\np Sea.\n" },
    { "numbers are nobody", "23\nSea.\n", "p 23 Sea.\n" },
    { "a script without capitals names nobody", "海边。\n天空。\n", "p 海边。天空。\n" },

    /* Characters and dialogue. */
    { "names that are names", "R2D2\nBeep.\n\nJOSÉ\nHola.\n\nÄNNE MÜLLER-LÜDENSCHEIDT\nTag.\n",
      "cast R2D2: , , , 0 wpm, 1000, 0\ncast JOSÉ: , , , 0 wpm, 1000, 0\n"
      "cast ÄNNE MÜLLER-LÜDENSCHEIDT: , , , 0 wpm, 1000, 0\np @R2D2 Beep.\np @JOSÉ Hola.\n"
      "p @ÄNNE MÜLLER-LÜDENSCHEIDT Tag.\n" },
    { "extensions are dropped",
      "ANNA (V.O.)\nA.\n\nANNA (on the radio)\nB.\n\nANNA (CONT'D)\nC.\n\nANNA (O. S.) ^\nD.\n",
      "cast ANNA: , , , 0 wpm, 1000, 0\np @ANNA A.\np @ANNA B.\np @ANNA C.\np @ANNA D.\n" },
    { "forced, and the same person", "@McCLANE\nYippie ki-yay.\n\nMCCLANE\nAgain.\n\n@安娜\n你好。\n",
      "cast McCLANE: , , , 0 wpm, 1000, 0\ncast 安娜: , , , 0 wpm, 1000, 0\np @McCLANE Yippie ki-yay.\n"
      "p @MCCLANE Again.\np @安娜 你好。\n" },
    { "two at once", "BRICK\nScrew retirement.\n\nSTEEL ^\nScrew retirement.\n",
      "cast BRICK: , , , 0 wpm, 1000, 0\ncast STEEL: , , , 0 wpm, 1000, 0\np @BRICK Screw retirement.\n"
      "p @STEEL Screw retirement.\n" },
    { "parentheticals are not said", "STEEL\n(beer raised)\nTo retirement.\n(to Brick)\nCheers.\n",
      "cast STEEL: , , , 0 wpm, 1000, 0\np @STEEL To retirement.\np @STEEL Cheers.\n" },
    { "some direct the voice", "ANNA\n(softly)\nA.\n(beat)\nB.\n(beats his chest)\nC.\n\nBEN\nD.\n",
      "cast ANNA: , , , 0 wpm, 1000, 0\ncast BEN: , , , 0 wpm, 1000, 0\ndir volume soft\np @ANNA A.\ndir pause 1s\n"
      "p @ANNA B.\np @ANNA C.\ndir volume normal\np @BEN D.\n" },
    { "also at the very end", "ANNA\n(shouting)\nA.",
      "cast ANNA: , , , 0 wpm, 1000, 0\ndir volume loud\np @ANNA A.\n"
      "dir volume normal\n" },
    { "two blanks hold a speech together", "DEALER\nTen.\n  \nMonkey feel good.\n\nSea.\n",
      "cast DEALER: , , , 0 wpm, 1000, 0\np @DEALER Ten. Monkey feel good.\np Sea.\n" },
    { "no blank line before the name", "A door.\nANNA\nHello.\n", "p A door. ANNA Hello.\n" },
    { "a name and nothing to say", "ANNA\n(nods)\n\nSea.\n", "cast ANNA: , , , 0 wpm, 1000, 0\np Sea.\n" },
    { "a name in bold", "**ANNA**\nHello.\n", "cast ANNA: , , , 0 wpm, 1000, 0\np @ANNA Hello.\n" },

    /* Lyrics, transitions, centred text. */
    { "lyrics", "ANNA\n~Willy Wonka!\n~The amazing!\n\n~La la\n",
      "cast ANNA: , , , 0 wpm, 1000, 0\n"
      "p @ANNA Willy Wonka! The amazing!\np La la\n" },
    { "transitions",
      "CUT TO:\n\nA.\n\nDISSOLVE TO:\n\nB.\n\n> Burn to White.\n\nC.\n\nSLOW CROSS-FADE TO:\n\nD.\n\nFADE OUT.\n\n"
      "WIPE TO:\n\nE.\n\nIRIS TO:\n\nF.\n\nSMASH CUT TO BLACK TO:\n",
      "dir transition cut\np A.\ndir transition dissolve\np B.\ndir transition cut\np C.\ndir transition dissolve\np "
      "D.\n"
      "dir transition dip\ndir transition wipe-left\np E.\ndir transition circle\np F.\ndir transition dip\n" },
    { "none", "CUT TO: \n\nFREEZE TO\n\n!CUT TO:\n", "p CUT TO:\np FREEZE TO\np CUT TO:\n" },
    { "centred lines are shown together", "> THE *END* <\n>really<\n\n>  < \n\nSea.\n",
      "panel text THE END\nreally {em:END}\np Sea.\n" },

    /* Emphasis and escapes. */
    { "emphasis", "*a* **b** ***c*** _d_ _*e*_ **f *g* h**.\n",
      "p a b c d e f g h. {em:a} {strong:b} {strong:c} {em:c} {em:d} {em:e} {em:e} {strong:f g h} {em:g}\n" },
    { "stars that are none", "He dialed *69 and then *23, 2 * 3 * 4, snake_case_name.\n\nA *b\nc* d.\n",
      "p He dialed *69 and then *23, 2 * 3 * 4, snake_case_name.\np A *b c* d.\n" },
    { "escapes", "Steel enters the code: \\*9765\\* \\_x\\_ C:\\dir\\\\.\n",
      "p Steel enters the code: *9765* _x_ C:\\dir\\.\n" },

    /* What is not printed. */
    { "notes", "Ten[[was 9]] men.\n\n[[Check this.]]\n\nSea [[a\nb]] sky.\n", "p Ten men.\np Sea sky.\n" },
    { "a note over lines, held together by two blanks", "Sea.\n\n[[Mary,\nsee me.\n  \nANNA\nHello]]\n\nSky.\n",
      "p Sea.\np Sky.\n" },
    { "a blank line ends no note", "Sea [[a\n\nb]] sky.\n", "p Sea [[a\np b]] sky.\nwarning 1:5 fountain.note\n" },
    { "boneyard over anything", "Sea /* a\n\nANNA\nHello\n\n*/ sky.\n", "p Sea sky.\n" },
    { "never closed", "Sea /* a\n\nb /* c\n", "p Sea /* a\np b /* c\nwarning 1:5 fountain.boneyard\n" },
    { "sections, synopses, page breaks", "# Act\n\n## Sequence\n\n= What happens\n\n===\n\nSea.\n= Why\nSky.\n",
      "p Sea.\np Sky.\n" },

    /* Files. */
    { "Windows line ends", "Title: A\r\n\r\nINT. B\r\n\r\nANNA\r\nHello\r\nyou.\r\n\r\n> C <\r\n",
      "title A\ncast ANNA: , , , 0 wpm, 1000, 0\nh2 INT. B {silent:INT.}\np @ANNA Hello you.\npanel text C\n" },
    { "Mac line ends", "INT. B\r\rANNA\rHello.\r",
      "cast ANNA: , , , 0 wpm, 1000, 0\nh2 INT. B {silent:INT.}\np @ANNA Hello.\n" },
    { "a byte order mark", "\xEF\xBB\xBFTitle: A\n\nSea.\n", "title A\np Sea.\n" },
    { "nothing", "", "error 1:1 script.empty\n" },
    { "only what is not printed", "# Act\n\n[[note]]\n\n/* x */\n", "error 1:1 script.empty\n" },
    { "front matter above it", "---\ntheme: noir\ncast:\n  Anna: en+f2\n---\n\nANNA\nHello.\n",
      "theme noir\ncast Anna: en+f2, , , 0 wpm, 1000, 0\np @ANNA Hello.\n" },
};

static void test_examples(void)
{
    run_examples("film.fountain", examples, G_N_ELEMENTS(examples));
}

/* The dump, with the place of everything. */
static void test_places(void)
{
    char *got = dump("film.fountain",
                     "Title: Tides\n\nINT. HOUSE - DAY #1#\n\nIt *rains* [[hard]] now.\n\nANNA (V.O.)\n(softly)\n"
                     "Hello.\n\n> CUT TO:\n\n> The end <\n");
    g_assert_cmpstr(got, ==,
                    "title 1:8-1:13 \"Tides\"\n"
                    "cast 7:1-7:5 \"ANNA\"\n"
                    "  spoken 1\n"
                    "heading 2 3:1-3:21\n"
                    "  text 3:1-3:17 \"INT. HOUSE - DAY\"\n"
                    "  silent 3:1-3:6 \"INT.\"\n"
                    "paragraph 5:1-5:25\n"
                    "  text 5:1-5:25 \"It rains now.\"\n"
                    "  emphasis 5:4-5:11 \"rains\"\n"
                    "direction volume 8:1-8:9\n"
                    "  text 8:1-8:9 \"soft\"\n"
                    "paragraph 9:1-9:7\n"
                    "  speaker 7:1-7:5 \"ANNA\"\n"
                    "  text 9:1-9:7 \"Hello.\"\n"
                    "direction volume 8:1-8:9\n"
                    "  text 8:1-8:9 \"normal\"\n"
                    "direction transition 11:1-11:10\n"
                    "  text 11:1-11:10 \"cut\"\n"
                    "panel text 13:1-13:12\n"
                    "  text 13:3-13:10 \"The end\"\n");
    g_free(got);
}

/* Whatever is repeated a hundred thousand times takes a moment, as one line and as many. */
static void test_linear(void)
{
    static const char *const pieces[] = { "[[",     "[[a]]",   "/*",    "/* a */",  "*",
                                          "*a",     "_a_ ",    "\\",    "(",        "~",
                                          "> a <",  "> ",      "INT. ", "A\nb\n\n", "A\n(soft)\nb\n\n",
                                          ".a\n\n", "a\n  \n", "[[\n",  "[[\n\n",   "/*\n",
                                          "@A\n",   "=\n",     "# a\n", "a: b\n",   "Title: a\n" };
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *text = g_string_new("A ");
        gint64 before = (gint64) clock();
        while (text->len < 100000 * strlen(pieces[i]))
            g_string_append(text, pieces[i]);
        char *got = sketch("film.fountain", text->str, text->len);
        g_assert_nonnull(got);
        g_test_message("%s: %d ms", pieces[i], (int) (((gint64) clock() - before) / 1000));
        g_assert_cmpint((gint64) clock() - before, <, 10 * G_USEC_PER_SEC);
        g_free(got);
        g_string_free(text, TRUE);
    }
}

static void test_long_line(void)
{
    gint64 before = (gint64) clock();
    char *stars = g_strnfill(7 << 20, '*');
    char *got = sketch("film.fountain", stars, 7 << 20);
    g_assert_true(g_str_has_suffix(got, "error 1:1 script.empty\n"));
    g_assert_cmpint((gint64) clock() - before, <, 10 * G_USEC_PER_SEC);
    g_free(got);
    g_free(stars);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reader-fountain/examples", test_examples);
    g_test_add_func("/reader-fountain/places", test_places);
    g_test_add_func("/reader-fountain/linear", test_linear);
    g_test_add_func("/reader-fountain/long-line", test_long_line);
    return g_test_run();
}
