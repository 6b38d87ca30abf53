/*
 * The table of saying: for each language the verbs that introduce a quotation and the small words around their subject.
 * Nouns that look like verbs ("states", "notes", "reports") are left out: a sentence wrongly made a card is worse than
 * a quotation left in its sentence.
 */
#include "sources-private.h"

#include <string.h>

static const struct fms_saying_words table[] = {
    { "en",
      "said says say wrote writes write told asked asks declared declares announced announces pointed_out points_out "
      "stressed stresses emphasised emphasises emphasized emphasizes explained explains argued argues noted observed "
      "remarked added adds replied replies answered recalled insisted insists warned warns concluded proclaimed "
      "admitted confessed stated affirmed asserted recommended urged urges predicted promised put_it put_it_this_way "
      "put_it_like_this whispered shouted cried continued reminds_us reminded_us teaches taught tells_us commented",
      "once also has had have then later often always never famously already again further would will did used to "
      "himself herself itself themselves even still just simply today yesterday recently thus so rightly it who which "
      "that and both all each together never not",
      "has had have would will used must may might can could",
      "as and but so yet then or for while however because when",
      "in on at during after before since by from with under through until within for to of according",
      "i you he she it we they one who this that these those there someone everyone some others many" },
    { "de",
      "sagte sagt sagten sagen gesagt schrieb schreibt geschrieben erklärte erklärt betonte betont meinte meint "
      "fragte fragt antwortete antwortet bemerkte bemerkt stellte_fest stellt_fest festgestellt rief ruft forderte "
      "fordert warnte warnt versprach verkündete mahnte ergänzte ergänzt formulierte formuliert sprach spricht "
      "berichtete erzählte erwiderte behauptete urteilte notierte",
      "einmal auch hat hatte haben dann später oft immer stets schon bereits so dazu einst selbst es wieder noch "
      "weiter darauf sich folgendes wie und der die beide alle",
      "hat hatte haben hatten", "wie und aber so doch denn oder als wenn da",
      "in im am an auf bei nach vor seit während mit unter zu zum zur auf aus laut von vom",
      "ich du er sie es wir ihr man wer das dies einer jemand" },
    { "fr",
      "dit disait disent dira écrit écrivait écrivit déclare déclarait déclara déclaré affirme affirmait affirma "
      "affirmé expliquait explique expliqua expliqué souligne soulignait souligna souligné rappelle rappelait rappela "
      "rappelé répond répondait répondit répondu demande demanda demandé ajoute ajoutait ajouta ajouté note notait "
      "nota "
      "noté observe observait annonce annonça annoncé insiste insistait insisté s'exclame s'exclama s'écria résume "
      "résumait conclut concluait lance lançait lança",
      "a avait ont aussi toujours souvent un jour jadis encore ainsi déjà y lui-même elle-même même le l'a l'avait "
      "ensuite alors s'est qui et",
      "a avait ont l'a l'avait s'est", "comme et mais ainsi or donc car quand lorsque",
      "en à au aux dans lors pendant après avant depuis sur par selon pour de chez",
      "je tu il elle on nous vous ils elles cela ce qui" },
    { "es",
      "dijo dice decía dicho dijeron escribió escribe escribía escrito declaró declara declarado afirmó afirma "
      "afirmaba "
      "afirmado explicó explica explicado subrayó subraya subrayado señaló señala señalado respondió responde "
      "respondido "
      "preguntó pregunta preguntado añadió añade añadido advirtió advierte advertido aseguró asegura asegurado anunció "
      "anuncia anunciado recordó recuerda recordado concluyó concluye sentenció exclamó manifestó destacó destaca",
      "ha había han también una vez siempre ya luego después a menudo lo así mismo misma que y se", "ha había han",
      "como y pero así o pues porque cuando según",
      "en a al durante tras desde antes después por con según para de ante",
      "yo tú él ella ello nosotros ellos ellas usted se esto eso" },
    { "it",
      "disse dice diceva detto scrisse scrive scriveva scritto dichiarò dichiara dichiarato affermò afferma affermava "
      "affermato spiegò spiega spiegato sottolineò sottolinea sottolineato rispose risponde risposto chiese chiede "
      "chiesto aggiunse aggiunge aggiunto osservò osserva osservato annunciò annuncia annunciato ricordò ricorda "
      "ricordato concluse conclude esclamò avvertì",
      "ha aveva hanno anche una volta sempre già poi spesso lo così stesso stessa e che un giorno", "ha aveva hanno",
      "come e ma così o perché quando secondo", "in nel nella a al alla durante dopo prima da per con su secondo di",
      "io tu lui lei egli ella noi voi loro essi si ciò" },
    { "pt",
      "disse diz dizia dito escreveu escreve escrevia escrito declarou declara declarado afirmou afirma afirmava "
      "afirmado explicou explica explicado sublinhou sublinha destacou destaca respondeu responde respondido perguntou "
      "pergunta acrescentou acrescenta observou observa anunciou anuncia lembrou lembra concluiu conclui advertiu",
      "tem tinha havia também uma vez sempre já depois muitas vezes certa o assim mesmo mesma e que um dia",
      "tem tinha havia", "como e mas assim ou porque quando segundo",
      "em no na nos nas durante após antes desde por com segundo para de",
      "eu tu ele ela nós eles elas você isso isto se" },
    { "nl",
      "zei zegt zeiden gezegd schreef schrijft geschreven verklaarde verklaart verklaard benadrukte benadrukt vroeg "
      "vraagt antwoordde antwoordt merkte_op merkt_op opgemerkt riep voegde_toe waarschuwde stelde stelt vertelde "
      "vertelt legde_uit concludeerde",
      "ooit ook heeft had hebben dan later vaak altijd al eens het zelf zo weer en die dat", "heeft had hebben",
      "zoals en maar dus want of toen als", "in op bij tijdens na voor sinds met door volgens aan uit van",
      "ik jij je hij zij ze het wij we jullie men dit dat" },
    { "sv",
      "sade säger sagt skrev skriver skrivit förklarade förklarar betonade betonar frågade frågar svarade svarar "
      "påpekade påpekar tillade menade menar konstaterade konstaterar utropade berättade varnade",
      "en gång också har hade sedan senare ofta alltid redan det själv så igen och som", "har hade",
      "som och men så när då ty", "i på vid under efter före sedan med av enligt till från",
      "jag du han hon den det vi ni de man detta" },
    { "da nb no nn",
      "sagde siger sagt sa sier skrev skriver skrevet forklarede forklarer forklarte understregede understreket "
      "spurgte "
      "spurte svarede svarer svarte svarar påpegede påpekte tilføjede mente mener bemærkede bemerket udtalte uttalte",
      "engang en gang også har havde hadde siden senere ofte altid allerede det selv så igen og som", "har havde hadde",
      "som og men så da når", "i på ved under efter etter før siden med af av ifølge til fra",
      "jeg du han hun den det vi i dere de man dette" },
    { "fi",
      "sanoi sanoo sanonut kirjoitti kirjoittaa kirjoittanut totesi toteaa todennut korosti korostaa kysyi kysyy "
      "vastasi vastaa huomautti lisäsi julisti selitti kertoi kertoo",
      "kerran myös on oli sitten myöhemmin usein aina jo se itse näin ja joka", "on oli", "kuten ja mutta niin kun",
      "vuonna", "minä sinä hän se me te he" },
    { "pl",
      "powiedział powiedziała powiedzieli mówił mówiła mówi pisał pisała napisał napisała oświadczył oświadczyła "
      "podkreślił podkreśliła podkreśla wyjaśnił wyjaśniła zapytał zapytała spytał odpowiedział odpowiedziała dodał "
      "dodała zauważył zauważyła stwierdził stwierdziła twierdził zawołał ostrzegł przypomniał ogłosił",
      "kiedyś też także niegdyś potem później często zawsze już raz to sam sama tak i który która", "",
      "jak i ale a więc gdy kiedy bo", "w we na po przed podczas od z ze do przez według przy",
      "ja ty on ona ono my wy oni one to" },
    { "cs sk",
      "řekl řekla říkal říká řekli napsal napsala píše prohlásil prohlásila zdůraznil zdůraznila vysvětlil vysvětlila "
      "zeptal odpověděl odpověděla dodal dodala poznamenal poznamenala uvedl uvedla zvolal povedal povedala hovoril "
      "hovorí napísal napísala vyhlásil zdôraznil odpovedal",
      "kdysi jednou také i pak později často vždy už to sám sama tak se je a který která", "je",
      "jak a ale tak když protože ako keď", "v ve na po před během od z ze do podle při při u",
      "já ty on ona ono my vy oni to" },
    { "hu",
      "mondta mondja írta írja kijelentette hangsúlyozta megjegyezte kérdezte válaszolta felelte hozzátette közölte "
      "elmondta állította figyelmeztetett magyarázta",
      "egyszer is már később gyakran mindig majd azt ezt így maga és aki", "", "ahogy és de így mert amikor mint", "",
      "én te ő mi ti ők ez az" },
    { "ro",
      "spus spunea spune zis zicea scris scria scrie declarat declara subliniat sublinia întrebat răspuns adăugat "
      "explicat afirmat afirma remarcat avertizat anunțat",
      "a au odată și mereu deja apoi adesea cândva o dată însuși însăși care", "a au", "cum precum și dar așa iar când",
      "în la pe după înainte de prin cu din", "eu tu el ea noi voi ei ele asta" },
    { "tr",
      "dedi demişti demişti demiş der diyor diyordu söyledi söylemişti yazdı yazmıştı yazar belirtti vurguladı "
      "açıkladı "
      "sordu cevapladı yanıtladı ekledi ifade_etti anlattı uyardı demiştir",
      "bir zamanlar da de şöyle böyle hep her zaman sonra önce ayrıca şunu şunları bunu kez", "", "ve ama fakat ise",
      "", "ben sen o biz siz onlar bu şu" },
    { "ru",
      "сказал сказала сказали говорил говорила говорит писал писала пишет написал написала заявил заявила заявили "
      "подчеркнул подчеркнула подчёркивает отметил отметила отмечает указал указала спросил спросила ответил ответила "
      "добавил добавила объяснил объяснила воскликнул напомнил напомнила предупредил утверждал заметил заметила гласит "
      "объявил произнёс",
      "однажды также тоже как-то когда-то потом позже часто всегда уже ещё не раз так сам сама это и который которая",
      "", "как и но а так когда что ибо", "в во на по после перед до с со при из от о об для через у",
      "я ты он она оно мы вы они это кто" },
    { "uk",
      "сказав сказала сказали говорив говорила говорить писав писала пише написав написала заявив заявила підкреслив "
      "підкреслила зазначив зазначила запитав запитала відповів відповіла додав додала пояснив пояснила нагадав вказав",
      "якось також теж колись потім пізніше часто завжди вже ще так сам сама це і й який яка", "",
      "як і й але а так коли що бо", "в у на по після перед до з зі при із від про для через",
      "я ти він вона воно ми ви вони це" },
    { "bg",
      "каза казва казал казала пише писа написа заяви подчерта попита отговори добави обясни отбеляза посочи напомни",
      "веднъж също е беше после по-късно често винаги вече така сам сама това и който", "е беше",
      "както и но а така когато", "в във на по след преди с със при от до за през", "аз ти той тя то ние вие те това" },
    { "ar",
      "قال قالت يقول تقول وقال وقالت كتب كتبت وكتب أكد أكدت وأكد صرح صرحت وصرح أضاف أضافت وأضاف أوضح أوضحت وأوضح ذكر "
      "ذكرت أشار أشارت سأل سألت أجاب أجابت أعلن أعلنت",
      "قد لقد ذات مرة أيضا أيضًا دائما", "", "كما و لكن ثم", "في على بعد قبل خلال من عن منذ إلى أثناء",
      "هو هي هم نحن أنا أنت" },
    { "fa",
      "گفت گفته گفتند می‌گوید نوشت نوشته افزود پرسید پاسخ_داد "
      "تأکید_کرد "
      "اعلام_کرد "
      "بیان_کرد "
      "اظهار_داشت",
      "است بود هم نیز چنین یک بار روزی همواره", "", "و اما ولی چنانکه", "در از به با بر پس پیش",
      "او من تو ما شما آنها این آن" },
    { "he", "אמר אמרה אמרו אומר אומרת כתב כתבה הצהיר הצהירה הדגיש הדגישה שאל שאלה השיב השיבה הוסיף הוסיפה ציין ציינה",
      "פעם גם אז תמיד כבר", "", "כמו ו אבל כאשר כפי", "ב על אחרי לפני במהלך מ", "הוא היא הם הן אני אנחנו אתה זה" },
    { "hi", "कहा कहते कहती बोले बोला बोली बताया लिखा लिखते पूछा उत्तर_दिया जवाब_दिया घोषणा_की",
      "ने भी एक बार यह था थे है हैं कभी हमेशा फिर तब स्वयं", "ने", "और लेकिन जैसा कि", "में पर",
      "मैं तू तुम आप वह वे उसने उन्होंने हम हमने मैंने यह" },
    { "el", "είπε έλεγε λέει έγραψε γράφει έγραφε δήλωσε τόνισε ρώτησε απάντησε πρόσθεσε εξήγησε σημείωσε",
      "κάποτε επίσης έχει είχε πάντα μετά συχνά ήδη το ίδιος ίδια και που", "έχει είχε", "όπως και αλλά έτσι όταν",
      "σε στο στη στην στον μετά πριν από κατά με για", "εγώ εσύ αυτός αυτή αυτό εμείς εσείς αυτοί" },
    { "id ms",
      "berkata mengatakan menulis menyatakan menegaskan menekankan bertanya menjawab menambahkan menjelaskan ujar kata",
      "pernah juga telah sudah kemudian selalu sering lalu sendiri dan yang", "telah sudah",
      "seperti dan tetapi ketika", "di pada dalam setelah sebelum dari sejak untuk",
      "saya aku kamu dia ia kami kita mereka ini itu" },
    { "vi", "nói viết hỏi đáp khẳng_định nhấn_mạnh tuyên_bố cho_biết phát_biểu chia_sẻ nhận_định",
      "từng cũng đã luôn thường rồi lại có lần rằng", "đã từng", "như và nhưng khi", "trong ở tại sau trước từ vào",
      "tôi anh chị ông bà nó họ chúng_tôi chúng_ta" },
};

const struct fms_saying_words *fms_saying_words(const char *language)
{
    char primary[9];
    size_t length = strcspn(language, "-_");
    if (length == 0 || length >= sizeof primary)
        return NULL;
    memcpy(primary, language, length);
    primary[length] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        for (const char *at = table[i].language; at; at = strchr(at, ' ')) {
            at += *at == ' ';
            if (g_ascii_strncasecmp(at, primary, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
                return &table[i];
        }
    return NULL;
}
