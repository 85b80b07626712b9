"""Words for days, halves and hours, in French, Arabic, English and tounsi, as people write them."""

import re
import unicodedata

from elspace.core.folding import fold, latin_digits
from elspace.hub.enums import Half

from .word_lists import words_in

_DAYS = (
    "lundi lundis lun lund lu monday mondays mon الاثنين اثنين الإثنين الثنين التنين ثنين "
    "thnin etnin ethnin tnin lathnin lethnin",
    "mardi mardis mar mard ma tuesday tuesdays tue tues الثلاثاء ثلاثاء الثلاثا الثلاث "
    "thleth tleth thlath ethleth thletha tletha",
    "mercredi mercredis mer merc mercr me wednesday wednesdays wed weds الأربعاء أربعاء الاربعا "
    "لربعا اربعا larb3a erb3a arb3a lerb3a lareb3a arbaa",
    "jeudi jeudis jeu jeud je thursday thursdays thu thur thurs الخميس خميس "
    "khmis lkhmis 5mis l5mis elkhmis",
    "vendredi vendredis ven vend vendr ve friday fridays fri الجمعة جمعة jem3a jom3a jomaa ejjem3a",
    "samedi samedis sam same sa saturday saturdays sat السبت سبت sebt esebt sabt",
    "dimanche dimanches dim dima di sunday sundays sun الأحد أحد الحد a7ad el7ad l7ad",
)
_HALVES = {
    Half.MORNING: "matin matins matinée matinées matinal morning mornings am صباحا الصباح صباح "
    "صباحية الصباحية sbeh sbah essbeh sbe7 fesbeh",
    Half.AFTERNOON: "afternoon afternoons pm aprem aprems العشية عشية العشي القايلة 3chiya 3chia "
    "la3chiya el3chiya aachia achia",
    Half.EVENING: "soir soirs soirée soirées evening evenings night nights مساء المساء المسائية "
    "ليلا الليل بالليل ليل سهرة السهرة veillée veillées lil ellil fellil",
}
_FILLERS = """
    et and w wa o و le la les l un une du de des d au aux the on in at en dans par chaque each every
    في يوم أيام toute tout tous toutes journée journées jour jours day days all full entière entier
    كامل كل اليوم الأيام نهار كلّ je j suis sera
    serai i am im are is be dispo disponible disponibles
    disponibilité disponibilités libre libres available free ok oui yes نعم متاح متاحة متوفر متوفرة
    فارغ فارغة متفرغ متفرغة entre between ou or أو h heure heures hours hour o'clock الساعة ساعة من
    possible possibles plutôt préférence préférences mieux seulement uniquement only فقط fil mta3
    nhar nharet فما بين ما مابين vers environ autour around حوالي uniquement horaire horaires
    créneau créneaux plage slot slots semaine week weeks الأسبوع أسبوع inchallah إن شاء
    الله plus tard peux
    peut can come venir أستطيع ممكن يمكن période sur place vais veux temps time times وقت أوقات وقتي
    après midi début fin mi
"""
_ALL = "anytime flexible toujours always dayman dima دائما ديما"
_NOTHING = "aucun aucune néant rien non none no never jamais لا شيء لاشيء na nc"
DAYS = {fold(word): day for day, words in enumerate(_DAYS) for word in words.split()}
HALVES = {fold(word): half for half, words in _HALVES.items() for word in words.split()}
FILLERS = {fold(word) for word in _FILLERS.split()}
ALL = {fold(word) for word in _ALL.split()}
NOTHING = {fold(word) for word in _NOTHING.split()} | {"", "لا شي"}
UNTIL = {"-", *(fold(word) for word in ("au", "à", "to", "until", "till", "jusqu", "إلى", "حتى"))}
EXCEPT = words_in("sauf except hormis excepté ماعدا إلا باستثناء عدا illa ila")
NOT = words_in("pas not ne impossible indisponible unavailable ليس غير mouch mech")
MAYBE = words_in("maybe eventuellement eventuel perhaps ربما possiblement peutetre")

# One way to write what is written in two words; on plain text (no accents, digits 0-9).
PHRASES = tuple(
    (re.compile(pattern), f" {word} ")
    for pattern, word in (
        (r"fins?\s+d[e']?\s*apres?[\s\-]*midis?", "afternoon"),
        (r"apres?[\s\-]*midis?|بعد\s+(?:ال)?(?:ظهر|زوال)|after\s+noon|بعد\s+العصر", "afternoon"),
        (r"entre\s+midi\s+et\s+deux|pause\s+dejeuner|lunch\s*(?:time|break)?", "12h-14h"),
        (r"(?:en\s+)?fins?\s+de\s+(?:la\s+)?journees?|apres\s+le\s+travail", "17h30-20h"),
        (r"after\s+work", "17h30-20h"),
        (r"debut\s+de\s+(?:la\s+)?semaine", "monday tuesday"),
        (r"fin\s+de\s+(?:la\s+)?semaine", "thursday friday"),
        (r"week[\s\-]*ends?|نهايه\s+الاسبوع|عطله\s+نهايه\s+الاسبوع", "saturday sunday"),
        (r"jours?\s+ouvrables?|en\s+semaine|week\s*days?|working\s+days?|ايام\s+العمل",
         "monday-friday"),
        (r"(?:a\s+)?n[' ]importe\s+(?:quand|quel\s+jour|quelle\s+heure)|any\s*time|اي\s+وقت|"
         r"كل\s+الاوقات|tout\s+le\s+temps|a\s+tout\s+moment|wa9t\s+ma", "anytime"),
        (r"tous\s+les\s+jours|chaque\s+jour|toute\s+la\s+semaine|every\s*days?|any\s*days?|"
         r"all\s+week|كل\s+(?:يوم|الايام|ايام)(?:\s+الاسبوع)?|(?:kol|koll)\s+nhar|طوال\s+الاسبوع|"
         r"تمام\s+الايام|all\s+days", "monday-saturday"),
        (r"(?:tous|toutes)\s+les\s+(?=mat|apr|soi|afternoon)", ""),
        (r"ما\s+عدا|a\s+l[' ]exception\s+d[eu]|other\s+than|apart\s+from|mis\s+a\s+part", "sauf"),
        (r"peut[\s\-]+etre|si\s+possible|a\s+confirmer|if\s+possible|من\s+الممكن", "maybe"),
        (r"(?<![\w])midi(?![\w])|\bnoon\b|(?<!بعد )\bالظهر\b", "12h"),
        (r"\bminuit\b|\bmidnight\b", "24h"),
        (r"\b([ap])\s?\.\s?m\b\.?", r"\1m"),
        (r"(?<=\d)\s*(?:صباحا|صباح|ص)(?![\u0600-\u06ff])", "am"),
        (r"(?<=\d)\s*(?:مساء|بعد\s+الظهر|م)(?![\u0600-\u06ff])", "pm"),
    )
)  # fmt: skip

_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
     "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "→": "-", "’": "'", "ʼ": "'",
     "\u00a0": " ", "\u202f": " "}
)  # fmt: skip


def plain(text: str) -> str:
    """Lower case, without accents and vowel signs, Latin digits, one kind of dash; marks stay."""
    text = unicodedata.normalize("NFKD", latin_digits(text)).translate(_LETTERS).casefold()
    return "".join(char for char in text if not unicodedata.combining(char))
