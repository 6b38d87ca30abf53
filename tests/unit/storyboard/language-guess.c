/*
 * Which language a text is taken for: a sentence or two of each must do.
 */
#include "board.h"

#include <glib.h>

struct row {
    const char *language, *text;
};

static const struct row rows[] = {
    { "en-gb", "The boats lie in the harbour, and the sea is as calm as it was on the day that we came." },
    { "en-gb", "" },
    { "en-gb", "A sum is a number and so is its root, a small one." }, /* "a" is English, too */
    { "en-gb", "12:30 — 45" },
    { "en-gb", "No." }, /* one small word is everybody's */
    { "en-gb", "Hello, La Paz." },
    { "en-gb", "Rain again di Nairobi." },
    { "es", "El mar es la casa." },
    { "de", "Wir sind auf See." },
    { "de", "Die Boote liegen im Hafen, und das Meer ist so ruhig wie an dem Tag, als wir kamen." },
    { "fr", "Les bateaux sont dans le port et la mer est calme comme au jour de notre arrivée." },
    { "es", "Los barcos están en el puerto y el mar está tan tranquilo como el día que llegamos." },
    { "it", "Le barche sono nel porto e il mare è calmo come il giorno che siamo arrivati." },
    { "pt", "Os barcos estão no porto e o mar não está tão calmo como no dia em que chegamos." },
    { "nl", "De boten liggen in de haven en de zee is niet zo kalm als op de dag dat wij kwamen." },
    { "sv", "Båtarna ligger i hamnen och havet är inte så lugnt som det var när vi kom hit." },
    { "da", "Bådene ligger i havnen, og havet er ikke så roligt, som det blev den dag vi kom af sted med jer." },
    { "pl", "Łodzie leżą w porcie, a morze nie jest tak spokojne jak w dniu, w którym przybyliśmy." },
    { "cs", "Lodě leží v přístavu a moře není tak klidné jako v den, který jsme přijeli." },
    { "tr", "Tekneler limanda ve deniz bu sabah geldiğimiz gün gibi çok sakin." },
    { "id", "Perahu itu ada di pelabuhan dan laut tidak setenang pada hari kita tiba." },
    { "vi", "Những con thuyền nằm trong cảng và biển lặng như ngày chúng tôi đến." },
    { "ro", "Bărcile sunt în port și marea este la fel de calmă ca în ziua în care am venit." },
    { "hu", "A hajók a kikötőben vannak, és a tenger olyan nyugodt, mint azon a napon, amikor jöttünk." },
    { "fi", "Veneet ovat satamassa ja meri on niin tyyni kuin se oli sinä päivänä, kun me tulimme." },
    { "ru", "Лодки стоят в гавани, и море такое же спокойное, как в тот день, когда мы приехали." },
    { "uk", "Човни стоять у гавані, і море таке ж спокійне, як у той день, коли ми приїхали." },
    { "bg", "Лодките са в пристанището и морето е спокойно както в деня, когато дойдохме." },
    { "sr", "Чамци су у луци и море је мирно као оног дана када смо дошли." },
    { "ar", "القوارب في الميناء والبحر هادئ كما كان في اليوم الذي وصلنا فيه." },
    { "fa",
      "قایق‌ها در بندر هستند و دریا آرام است، مثل روزی که ما آمدیم." },
    { "ur", "کشتیاں بندرگاہ میں ہیں اور سمندر اس دن کی طرح پرسکون ہے۔" },
    { "zh", "船停在港口，海像我们来的那天一样平静。" },
    { "ja", "船は港にあり、海は私たちが来た日のように静かだ。" },
    { "ko", "배들은 항구에 있고 바다는 우리가 온 날처럼 고요하다." },
    { "hi", "नावें बंदरगाह में हैं और समुद्र शांत है।" },
    { "bn", "নৌকাগুলি বন্দরে আছে।" },
    { "ta", "படகுகள் துறைமுகத்தில் உள்ளன." },
    { "te", "పడవలు ఓడరేవులో ఉన్నాయి." },
    { "th", "เรืออยู่ในท่าเรือ" },
    { "el", "Οι βάρκες είναι στο λιμάνι." },
    { "he", "הסירות בנמל והים רגוע." },
    { "ka", "ნავები ნავსადგურშია." },
    { "hy", "Նավակները նավահանգստում են։" },
    { "zh", "他们用 Linux 和 Cairo 画画，这很好。" }, /* foreign names are no language */
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (g_strcmp0(fms_language_guess(rows[i].text), rows[i].language) != 0)
            g_test_message("%s", rows[i].text);
        g_assert_cmpstr(fms_language_guess(rows[i].text), ==, rows[i].language);
    }
}

/* A character that the reach of the guess cuts in two. */
static void test_long(void)
{
    GString *text = g_string_new("x");
    while (text->len < 200000)
        g_string_append(text, "海");
    g_assert_cmpstr(fms_language_guess(text->str), ==, "zh");
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/language-guess/rows", test_rows);
    g_test_add_func("/language-guess/long", test_long);
    return g_test_run();
}
