/* The Markdown reader: what becomes of each kind of thing that a person may write. */
#include "reading.h"

static const struct example examples[] = {
    { "prose, folded and flattened", "Water *flows* **down**,\nwherever `it`  can &amp; [will](x.html).\\*\n",
      "p Water flows down, wherever it can & will.* {em:flows} {strong:down} {code:it}\n" },
    { "a hard break is a blank", "one  \ntwo\\\nthree<br>four\n", "p one two three four\n" },
    { "no blank between lines of Chinese", "水往低处\n流，终归\nto the sea\n", "p 水往低处流，终归 to the sea\n" },
    { "the first heading is the title", "# Nature丨Rivers\n\nWater.\n\n## Bends\n\n# Sea\n",
      "title Rivers\nseries Nature\np Water.\nh2 Bends\nh1 Sea\n" },
    { "unless the front matter has one", "---\ntitle: A\n---\n# Rivers\n\nWater.\n", "title A\nh1 Rivers\np Water.\n" },
    { "or words stand before it", "Water.\n\n# Rivers\n", "p Water.\nh1 Rivers\n" },
    { "headings of both kinds", "Title\n=====\n\nPart\n----\nWater.\n### Three #\n#Four\n",
      "title Title\nh2 Part\np Water.\nh3 Three\nh1 Four\n" },
    { "a rule whose blank line was forgotten", "Water flows.\n---\nIt falls.\n", "p Water flows.\n---\np It falls.\n" },
    { "the same under several lines", "Water flows\nand falls\n---\n", "p Water flows and falls\n---\n" },
    { "rules", "a\n\n---\n\n* * *\n\nb\n\n___\n", "p a\n---\n---\np b\n---\n" },
    { "an image before its words", "![The lock](lock.jpg){focus=40%,70% move=in}\nWater waits.\n",
      "img <lock.jpg> The lock {focus=40%,70%} {move=in}\np Water waits.\n" },
    { "an image alone", "![](a.jpg)\n\nWater.\n", "img <a.jpg>\np Water.\n" },
    { "an image after a finished sentence splits there", "Water. ![](a.jpg) It falls.\n",
      "p Water.\nimg <a.jpg>\np It falls.\n" },
    { "an image inside a sentence goes before it", "Water ![](a.jpg) falls.\n", "img <a.jpg>\np Water falls.\n" },
    { "an image in a heading follows it", "## Bends ![](a.jpg)\n\nWater.\n", "h2 Bends\nimg <a.jpg>\np Water.\n" },
    { "two images", "![](a.jpg)\n![](b.jpg){fit=contain}\nWater.\n",
      "img <a.jpg>\nimg <b.jpg> {fit=contain}\np Water.\n" },
    { "names of files",
      "![](a%20b.jpg)![](<c d.jpg>)![](e\\(1\\).jpg)![](f(2).jpg)![](g&amp;h.jpg)![](%ff.jpg)![](%00)\n",
      "img <a b.jpg>\nimg <c d.jpg>\nimg <e(1).jpg>\nimg <f(2).jpg>\nimg <g&h.jpg>\nimg <%ff.jpg>\nimg <%00>\n" },
    { "image by reference, with title, nested emphasis in its text",
      "![*A* lock][l]{move=out} ![b](c.png 'a ) title'){x}\n\n[l]: lock.jpg\n",
      "img <lock.jpg> A lock {em:A} {move=out}\nimg <c.png> b {x=}\n" },
    { "attributes in quotes, after a blank, empty", "![](a.jpg) {t=\"a b\" u='c'}\n![](b.jpg){}\n",
      "img <a.jpg> {t=a b} {u=c}\nimg <b.jpg>\n" },
    { "attributes never closed", "![](a.jpg){move=in\nWater.\n", "error 1:11 image.attribute\n" },
    { "an image of nothing", "![a]()\n", "error 1:1 image.target\n" },
    { "a blank in a file name", "Water.\n![](my lock.jpg)\n", "error 2:1 image.syntax\n" },
    { "a quotation with its source",
      "> Water has *no* plan,\n> and yet it arrives.\n> — Kim Sample, *Locks*, p. 3 [@sample]\n",
      "q Water has no plan, and yet it arrives. {em:no} ~ Kim Sample, Locks, p. 3 [@sample] {em:Locks}\n" },
    { "a source in a paragraph of its own, other dashes", "> Water.\n>\n> -- Kim\n\n<!-- -->\n\n> Sea.\n> – Jo\n",
      "q Water. ~ Kim\nq Sea. ~ Jo\n" },
    { "a source typed as a list", "> Water.\n> - Kim Sample\n", "q Water. ~ Kim Sample\n" },
    { "a quotation without one", "> Water — and sea.\n", "q Water — and sea.\n" },
    { "a quotation that is nothing but a dash line", "> — Kim\n", "q — Kim\n" },
    { "a list in a quotation is words", "> Three:\n> - a\n> - b\n", "q Three: a b\n" },
    { "quotations nest flat", "> one\n> > two\n> — Kim\n", "q one two ~ Kim\n" },
    { "items, tight and loose, nested, with two paragraphs", "- one\n- two\n  - three\n\n1. four\n\n   five\n",
      "i1.0 one\ni1.0 two\ni2.0 three\ni1.1 four\np five\n" },
    { "struck out is not said", "Water ~~never~~ flows.\n", "p Water flows.\n" },
    { "comments and inline tags", "<!-- note -->\nWater <!-- x --> <b>flows</b>.\n", "p Water flows.\n" },
    { "other HTML is worth a warning", "<div>\nWater\n</div>\n\nSea.\n", "p Sea.\nwarning 1:1 markdown.html\n" },
    { "words behind a comment", "<!-- a --> Water\n\nSea.\n", "p Sea.\nwarning 1:1 markdown.html\n" },
    { "a comment never closed", "Sea.\n\n<!-- Water\n\nmore\n", "p Sea.\nwarning 3:1 markdown.html\n" },
    { "code", "Sea.\n\n```c\nint x;\n```\n", "p Sea.\npanel code int x; {language=c}\n" },
    { "an indented line is prose", "    Water.\n", "p Water.\n" },
    { "code without words", "Sea.\n\n```\n\n```\n\nMore.\n\n> ~~~\n> ~~~\n",
      "p Sea.\np More.\nwarning 3:1 panel.empty\n" },
    { "footnotes", "Made in 1850.[^1] Sold.[^a]\n\n[^1]: Probably by *J. Smith*.\n[^2]: Or not.\n\nSea.\n[^a]: x y\n",
      "p Made in 1850. Sold.\np Sea.\nwarning 3:1 markdown.note\nwarning 7:1 markdown.note\n" },
    { "a footnote of one word is a link to Markdown", "Made.[^1]\n\n[^1]: Probably\n", "p Made.\n" },
    { "marks of tasks, notes and highlighting", "- [ ] one\n- [x] two\n\n> [!NOTE]\n> ==Mark== a == b.\n",
      "i1.0 one\ni1.0 two\nq Mark a == b. {mark:Mark}\n" },
    { "one tilde sets low", "H~2~O ~~not~~ x~~~y.\n", "p H2O x~~~y.\n" },
    { "a table", "| a | b |\n|---|---|\n| c | d |\n\nSea.\n", "panel table ^ a | b / c | d\np Sea.\n" },
    { "entities", "a&nbsp;b &eacute; &#65; &#x42; &nosuch; &#0;\n", "p a\u00a0b é A B &nosuch; \uFFFD\n" },
    { "credits under their heading",
      "Sea.\n\n## Credits\nDirector | Jo Example\nMusic: Kim\nThanks to all\n\n### Camera\n- Sam\n",
      "p Sea.\nc Director | Jo Example\nc Music | Kim\nc  | Thanks to all\nc  | Camera\nc  | Sam\n" },
    { "in a table", "Sea.\n\n# Abspann\n\n| Rolle | Wer |\n|---|---|\n| Ton | Kim |\n", "p Sea.\nc Ton | Kim\n" },
    { "in other languages", "海。\n\n## 演职员表\n导演丨李样本\n\n## Sea\n水。\n",
      "p 海。\nc 导演 | 李样本\nh2 Sea\np 水。\n" },
    { "closing lines without a heading", "Sea.\n\nDirector | Jo\nMusic丨Kim\n\nCamera | Sam\n",
      "p Sea.\nc Director | Jo\nc Music | Kim\nc Camera | Sam\n" },
    { "none where a bar is escaped", "Sea.\n\nDirector \\| Jo\n", "p Sea.\np Director | Jo\n" },
    { "the same before narration", "Director | Jo\n\nSea.\n", "p Director | Jo\np Sea.\n" },
    { "a colon does not make a closing line a credit", "Sea.\n\nDirector: Jo\nMusic: Kim\n",
      "p Sea.\np Director: Jo Music: Kim\n" },
    { "Windows and Macintosh line ends", "# T\r\n\r\none\r\ntwo\r\n\r\n---\r\n\r\nthree\r\rfour\r",
      "title T\np one two\n---\np three\np four\n" },
    { "only a title", "# Rivers\n", "error 1:1 script.empty\n" },
    { "only marks", "...\n\n!!! ???\n\n---\n", "error 1:1 script.empty\n" },
    { "marks under a picture", "![](a.jpg)\n...\n", "img <a.jpg>\np ...\n" },
    { "nothing", "\n \n", "error 1:1 script.empty\n" },
    { "only a comment", "<!-- later -->\n", "error 1:1 script.empty\n" },
};

static void test_examples(void)
{
    run_examples("river.md", examples, G_N_ELEMENTS(examples));
}

/* The dump, with the place of everything. */
static void test_places(void)
{
    static const char script_text[] = "---\ntitle: Rivers\npace: 140\n---\n"
                                      "![A *lock*](lock.jpg){move=in}\n**Water** waits for [it](x).\n\n"
                                      "> Sea &lt; sky\n> — *Kim*\n\n"
                                      "## Bends ##\n\n1. one &amp;\n2. two\n\n---\n\nTon | Kim\n";
    static const char expected[] =
        "title 2:8-2:14 \"Rivers\"\npace 3:7-3:10 140\n"
        "image 5:1-5:31 \"lock.jpg\"\n  text 5:3-5:10 \"A lock\"\n"
        "  emphasis 5:5-5:11 \"lock\"\n  attribute 5:23-5:30 \"move\" \"in\"\n"
        "paragraph 6:1-6:29\n  text 6:1-6:29 \"Water waits for it.\"\n  strong 6:1-6:10 \"Water\"\n"
        "quote 8:1-9:10\n  text 8:3-8:15 \"Sea < sky\"\n  source 9:6-9:10 \"Kim\"\n"
        "  emphasis 9:5-9:10 \"Kim\"\nheading 2 11:1-11:9\n  text 11:4-11:9 \"Bends\"\n"
        "item 1 number 1 13:4-13:13\n  text 13:4-13:13 \"one &\"\n"
        "item 1 number 2 14:4-14:7\n  text 14:4-14:7 \"two\"\n"
        "rule 16:1-16:4\n"
        "credit 18:1-18:10\n  role 18:1-18:4 \"Ton\"\n  names 18:7-18:10 \"Kim\"\n";
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, "a.md", script_text, strlen(script_text), diags);
    struct fms_script *script = fms_script_read(ctx, source, FMS_FORMAT_MARKDOWN, NULL, diags);
    g_assert_nonnull(script);
    GString *out = g_string_new(NULL);
    fms_script_dump(script, out);
    g_assert_cmpstr(out->str, ==, expected);
    g_string_free(out, TRUE);
    g_assert_cmpstr(fms_block_attribute(&script->blocks[0], "move")->value, ==, "in");
    g_assert_null(fms_block_attribute(&script->blocks[0], "focus"));
    talloc_free(ctx);
}

/* Every word of a text is found at its own place in the source. */
static void test_words(void)
{
    static const char script_text[] = "> Wa*t*er &amp;  flows\r\n> **down** ![x](y.jpg) to\r\n> the\\* sea\n";
    static const struct {
        const char *word, *in_source;
    } words[] = { { "Water", "Wa*t*er" }, { "flows", "flows" }, { "down", "down" },
                  { "to", "to" },         { "the*", "the\\*" }, { "sea", "sea" } };
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, "a.md", script_text, strlen(script_text), diags);
    struct fms_script *script = fms_script_read(ctx, source, FMS_FORMAT_MARKDOWN, NULL, diags);
    g_assert_cmpuint(script->n_blocks, ==, 2);
    const struct fms_text *text = &script->blocks[1].text;
    g_assert_cmpstr(text->utf8, ==, "Water & flows down to the* sea");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t at = (size_t) (strstr(text->utf8, words[i].word) - text->utf8);
        struct fms_span span = fms_text_span(text, at, at + strlen(words[i].word));
        char *found = g_strndup(source->text + span.begin, span.end - span.begin);
        g_assert_cmpstr(found, ==, words[i].in_source);
        g_free(found);
    }
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reader-markdown/examples", test_examples);
    g_test_add_func("/reader-markdown/places", test_places);
    g_test_add_func("/reader-markdown/words", test_words);
    return g_test_run();
}
