"""Words as people type them: cleaned so that no page breaks, their language guessed."""

import re
import unicodedata

from elspace.core.folding import fold

MAX_WORDS = 2000

# Explicit directions and invisible controls could turn a whole page around or cut a line in two.
_BIDI = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFC]))
_BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOUNSI_ARABIC = _set(
    """
    باش برشا برشة نحب كيفاش علاش شنوة شنوا شنية متاع متاعي متاعنا قداش فلوس
    توا موش ماعنديش فما يزي ننجم يلزمني لازمني كيما هكا
    وقتاش فين وين نخدم خدمتي نشري حانوت كرهبة
    """
)
_TOUNSI_LATIN = _set(
    """
    nheb nhebb barcha barsha kifech kifesh kifach chnowa chnoua chnowwa besh bech famma fama
    mouch flous tawa brabi chwaya lazem lazemni yelzemni mta3 3lech alech kadech 9addech
    nejem najem nejjem khedma khidma hkeya wa9tech wein
    """
)
# A digit that stands for an Arabic letter, inside or beside letters: 3andi, n7eb, sou9, mli7.
_ARABIZI = re.compile(r"(?<![\w])(?=[a-z0-9']*[a-z]{2})[a-z']*[379][a-z'][a-z0-9']*(?![\w])")
_ARABIZI_END = re.compile(r"(?<![\w])[a-z']{3,}[379](?![\w])")
_NOT_ARABIZI = re.compile(
    r"^(\d+(e|eme|ème|ere|er|nd|rd|th|st|am|pm|dt|tnd|km|kg|mn|min|jours?|mois|ans?|heures?|"
    r"hours?|days?|weeks?|fois|x|go|gb|mo|mb)|web3)$"
)

_FRENCH = _set(
    """
    le la les un une des du de et à au aux je j ma mon mes nous vous pour avec sans comment
    combien besoin veux voudrais savoir faire dans sur est que qui quoi mieux trouver vendre
    aide aider ne pas plus ce cette être avoir il elle on
    """
)
_ENGLISH = _set(
    """
    the a an my our your i we you to for with without how much many need want would like
    know of and is are in on what who better find sell help do not more this that be have it
    learn
    """
)
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Words that tell nothing about a need, folded.
_EVERYDAY = _set(
    """
    besoins projet projets entreprise quelqu'un chose choses aimerait aimerais voudrions peux peut
    faut faudrait cherche cherchons apprendre connaitre gerer utiliser leur leurs tout tous toute
    bien tres aussi comme meme chaque jour mois fois entre chez sous depuis encore jamais quand
    etre suis sont avons ont etait sera mettre prendre donner merci bonjour project learn find
    someone things them they there these when from have would could should about into more some
    عندي عند على من في الى إلى هل ما كل هذا هذه التي الذي مع عن او أو لا ولا لي اريد أريد نريد احتاج
    أحتاج نحتاج مشروع مشروعي مشروعنا معرفة كيف لماذا كان لكن حتى بعد قبل كنت انا أنا نعرف نعرفش حاجة
    حتاج بش غير اكثر أكثر شي شيء حتى مازال نعمل نعملو نتعلم نحكي نلقى نلوج متاعي
    n7eb n7ebb na3ref na3rfch ma3andich 3andi na3mel n3amel net3alem nal9a mta3i mta3na lezemni
    """
)
COMMON = frozenset(
    fold(word)
    for word in (_FRENCH | _ENGLISH | _TOUNSI_ARABIC | _TOUNSI_LATIN | _EVERYDAY)
    - _set("فلوس حانوت كرهبة نخدم خدمتي نشري flous khedma khidma chwaya vendre trouver sell")
)


def clean_words(text: str) -> str:
    """The words as typed, without null bytes, control signs and forced directions; line breaks and
    ordinary signs of any script stay."""
    for old, new in _BREAKS.items():
        text = text.replace(old, new)
    text = "".join(
        char
        for char in text
        if char == "\n" or (char not in _BIDI and unicodedata.category(char) not in {"Cc", "Cs"})
    )
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[^\S\n]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def is_arabic(text: str) -> bool:
    """Whether most letters are Arabic."""
    letters = [char for char in text if char.isalpha()]
    arabic = sum("\u0600" <= char <= "\u06ff" for char in letters)
    return arabic * 2 > len(letters)


def guess_language(text: str, default: str = "fr") -> str:
    """The likely language of some words: ar, aeb (tounsi, in either script), fr or en. A guess the
    team may correct; `default` when nothing tells."""
    lowered = text.casefold()
    # Vowel signs would cut Arabic words in two; accents tell French.
    bare = "".join(char for char in lowered if not unicodedata.combining(char))
    words = _WORD.findall(bare)
    if is_arabic(text):
        return "aeb" if _TOUNSI_ARABIC.intersection(words) else "ar"
    if _TOUNSI_LATIN.intersection(re.findall(r"[\w']+", lowered)) or _spells_with_digits(lowered):
        return "aeb"
    french = sum(word in _FRENCH for word in words) + sum(char in "éèêàçùœ" for char in lowered)
    english = sum(word in _ENGLISH for word in words)
    if french == english:
        return default if default in {"fr", "en"} else "fr"
    return "fr" if french > english else "en"


def _spells_with_digits(lowered: str) -> bool:
    found = _ARABIZI.findall(lowered) + _ARABIZI_END.findall(lowered)
    return any(not _NOT_ARABIZI.match(token) for token in found)
