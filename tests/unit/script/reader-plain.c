/* The plain text reader: each example is a script as a person would type it. */
#include "reading.h"

static const struct example examples[] = {
    { "a script of the usual form: bar in the title, indented paragraphs, credits",
      "Nature in brief丨How a river finds the sea\n\n"
      "  A keeper of the lock once said: \"Water has no plan, and yet it arrives.\"\n\n"
      "Every spring the snow melts.\n\n"
      "  The survey pointed out: as long as the slope goes down, the river will follow it.\n\n"
      "  Director丨Jo Example\n\n  Camera丨Kim Sample Lee Pattern\n\n  Music丨Sam Test",
      "title How a river finds the sea\nseries Nature in brief\n"
      "p A keeper of the lock once said: \"Water has no plan, and yet it arrives.\"\n"
      "p Every spring the snow melts.\n"
      "p The survey pointed out: as long as the slope goes down, the river will follow it.\n"
      "c Director | Jo Example\nc Camera | Kim Sample Lee Pattern\nc Music | Sam Test\n" },
    { "the same in Chinese: ideographic indents, fullwidth bar and colon",
      "自然短片丨河流怎样找到大海\n\n　　守闸人曾说：“水没有计划，却总会到达。”\n　　每年春天，雪都会融化。\n\n"
      "调查指出：只要地势向下，河水就会流去。\n\n　　导演丨李样本\n　　摄像｜王例子　张试验\n",
      "title 河流怎样找到大海\nseries 自然短片\n"
      "p 守闸人曾说：“水没有计划，却总会到达。”\np 每年春天，雪都会融化。\n"
      "p 调查指出：只要地势向下，河水就会流去。\n"
      "c 导演 | 李样本\nc 摄像 | 王例子 张试验\n" },
    { "credits with colons, all closing lines alike",
      "Rivers\n\nWater flows down.\n\nDirector: Jo Example\nMusic: Sam Test\n",
      "title Rivers\np Water flows down.\nc Director | Jo Example\nc Music | Sam Test\n" },
    { "Chinese credits with colons and no blanks", "河流\n\n水往低处流。\n\n导演：李样本\n音乐:王例子\n",
      "title 河流\np 水往低处流。\nc 导演 | 李样本\nc 音乐 | 王例子\n" },
    { "one closing line with a colon is a sentence",
      "Rivers\n\nWater flows down.\n\nThe rule is simple: follow the slope\n",
      "title Rivers\np Water flows down.\np The rule is simple: follow the slope\n" },
    { "sentences with colons are no credits even in a row", "Rivers\n\nNote this: it flows.\nAnd this: it falls.\n",
      "title Rivers\np Note this: it flows.\np And this: it falls.\n" },
    { "bars before narration are narration", "Rivers\n\nLeft | right\n\nWater flows down.\n",
      "title Rivers\np Left | right\np Water flows down.\n" },
    { "a line that announces credits", "Rivers\n\nWater flows down.\n\nCredits:\nDirector: Jo Example\nThanks to all\n",
      "title Rivers\np Water flows down.\nc Director | Jo Example\nc  | Thanks to all\n" },
    { "a colon in the title", "Nature: Rivers\n\nWater flows down.\n",
      "title Rivers\nseries Nature\np Water flows down.\n" },
    { "a time of day is no series", "The 10:30 ferry\n\nIt leaves.\n", "title The 10:30 ferry\np It leaves.\n" },
    { "a first line with a full stop is narration", "Water flows down.\n\nAlways.\n",
      "p Water flows down.\np Always.\n" },
    { "a question on its own is a title", "Why do rivers bend?\n\nThey wander.\n",
      "title Why do rivers bend?\np They wander.\n" },
    { "a question in running text is not", "Why do rivers bend?\nThey wander.\n",
      "p Why do rivers bend?\np They wander.\n" },
    { "a single line is said", "Water flows down\n", "p Water flows down\n" },
    { "lines broken by hand",
      "Rivers\n\nWater always flows downhill, wherever the\nground lets it, and it never\ngrows tired.\n\nNever.",
      "title Rivers\np Water always flows downhill, wherever the ground lets it, and it never grows tired.\np "
      "Never.\n" },
    { "lines broken by hand from the first on", "Water always flows downhill, wherever the\nground lets it.\n",
      "p Water always flows downhill, wherever the ground lets it.\n" },
    { "a long title is no broken line where a blank one follows",
      "Where the water goes when the summer has been dry\n\nand why it comes back.\n",
      "title Where the water goes when the summer has been dry\np and why it comes back.\n" },
    { "an indent begins a paragraph among broken lines",
      "Rivers\n\n  Water always flows downhill, wherever the\nground lets it.\n  It never grows tired of this, as far "
      "as\nanyone knows.\n",
      "title Rivers\np Water always flows downhill, wherever the ground lets it.\n"
      "p It never grows tired of this, as far as anyone knows.\n" },
    { "a paragraph a line", "Rivers\n\nWater flows.\nIt falls.\n", "title Rivers\np Water flows.\np It falls.\n" },
    { "drawn lines are rules", "Rivers\n\nWater flows.\n* * *\nIt falls.\n-----\n",
      "title Rivers\np Water flows.\n---\np It falls.\n---\n" },
    { "Windows line ends, a BOM", "\xEF\xBB\xBFRivers\r\n\r\nWater flows.\r\nIt falls.\r\n",
      "title Rivers\np Water flows.\np It falls.\n" },
    { "old Macintosh line ends", "Rivers\r\rWater flows.\r", "title Rivers\np Water flows.\n" },
    { "empty", "", "error 1:1 script.empty\n" },
    { "only white space", " \n\t\n\u3000\r\n", "error 1:1 script.empty\n" },
    { "only a title", "Nature丨Rivers\n", "error 1:1 script.empty\n" },
    { "only a rule", "-----\n", "error 1:1 script.empty\n" },
    { "control characters are dropped", "Rivers\n\nWa\x1b[1mter\x07 flows.\n", "title Rivers\np Wa[1mter flows.\n" },
};

static void test_examples(void)
{
    run_examples("river.txt", examples, G_N_ELEMENTS(examples));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reader-plain/examples", test_examples);
    return g_test_run();
}
