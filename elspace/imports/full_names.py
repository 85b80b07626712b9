"""A name in one cell becomes first and family name: "TRABELSI Amira", "Mme Amira Ben Salah"."""

import re

from elspace.core.folding import fold

from .word_lists import words_in

_TITLES = words_in(
    """
    mme mlle mr m dr pr ing si sidi lella madame monsieur mademoiselle docteur maître me prof
    mrs ms miss السيد السيدة الآنسة الدكتور الدكتورة د الأستاذ الأستاذة سي للا
    """
)
# Words a family name begins with.
_PARTICLES = words_in(
    """
    ben bin ibn bel bou abou haj hadj el al belhaj belhadj benhaj بن ابن بل بو أبو الحاج بلحاج
    """
)
# First names of two words begin with these.
_DOUBLE = words_in("abd abdel abdul عبد mohamed med محمد")
# Common first names here: they tell which word comes first.
_FIRST = words_in(
    """
    mohamed mohammed ahmed ali omar amor youssef khaled karim sami anis hichem walid nizar bilel
    aziz firas seif tarek moez skander mehdi rafik imed nadhir sofiene sofien hedi habib mounir
    ridha salah slim slah lotfi kamel kais wassim yassine amine amin hamza oussama houssem aymen
    achraf malek marwen mourad nabil samir chokri fethi adel foued faouzi hatem hamadi hassen
    hassan hussein houcine ibrahim ismail issam jalel jamel mahmoud mokhtar montassar moncef
    noureddine othman rami ramzi raouf riadh sabri sadok taher tahar wael wajdi yahia zied
    zouhair abdallah abderrahmane abdelkader abdelaziz iheb iyed bechir chedly amira salma mouna
    latifa hanen yosra nesrine ines monia rim oumayma naima dorra farah emna houda amal chiraz
    wafa ghada sonia leila fatma fatima mariem meriem maryem aicha asma hela hajer hayet olfa
    rania nour noura imen imene khadija samia sarra sarah syrine siwar sabrine souad saida sihem
    soumaya wided yasmine zeineb zaineb zohra rym rahma raja ons oumaima nadia najla najoua
    myriam marwa manel malak maha lobna lina kaouther jihene jamila islem ikram henda hana
    hanene hadil ghofrane feryel eya dalila chaima beya basma awatef arij afef abir nahla nawel
    thouraya محمد أحمد علي عمر يوسف خالد كريم سامي أنيس هشام وليد نزار بلال عزيز فراس سيف طارق
    معز اسكندر مهدي رفيق عماد سفيان الهادي الحبيب منير رضا صلاح سليم لطفي كمال قيس وسيم ياسين
    أمين حمزة أسامة حسام أيمن أشرف مالك مروان مراد نبيل سمير شكري فتحي عادل فؤاد فوزي حاتم حسن
    حسين إبراهيم إسماعيل محمود مختار المنصف نورالدين عثمان رامي رمزي رؤوف رياض صابر الطاهر وائل
    وجدي يحيى زياد زهير عبدالله البشير أميرة سلمى منى لطيفة حنان يسرى نسرين إيناس منية ريم أميمة
    نعيمة درة فرح آمنة هدى أمل شيراز وفاء غادة سنية ليلى فاطمة مريم عائشة أسماء هالة هاجر حياة
    ألفة رانية نور نورة إيمان خديجة سامية سارة سيرين سوار صابرين سعاد سعيدة سهام سمية وداد
    ياسمين زينب زهرة رحمة رجاء أنس نادية نجلاء نجوى مروى منال ملاك مها لبنى لينا كوثر جيهان
    جميلة إسلام إكرام هندة هناء هديل غفران فريال آية دليلة شيماء بية بسمة عواطف أريج عفاف عبير
    نهلة نوال ثريا
    """
)


def split_name(text: str, *, family_first: bool = False) -> tuple[str, str]:
    """First and family name; a single word is a first name. `family_first`: how the header puts
    them, where nothing else tells."""
    text = re.sub(r"\s*[(\[{].*?[)\]}]\s*", " ", text).strip(" .,;:-–/")
    if "," in text:  # "Trabelsi, Amira"
        last, _comma, first = (part.strip() for part in text.partition(","))
        if first and last:
            return _without_title(first), _without_title(last)
    words = _without_title(text).split()
    if len(words) < 2:
        return " ".join(words), ""
    at = _cut(words, family_first)
    if at < 0:
        return " ".join(words[at:]), " ".join(words[:at])
    return " ".join(words[:at]), " ".join(words[at:])


def _without_title(text: str) -> str:
    words = text.split()
    while len(words) > 1 and fold(words[0]) in _TITLES:
        words.pop(0)
    return " ".join(words)


def _cut(words: list[str], family_first: bool) -> int:
    """How many words the first name has; below nought when it stands at the end."""
    folded = [fold(word) for word in words]
    capitals = [len(word) > 1 and word.isupper() and word.upper() != word.lower() for word in words]
    if any(capitals) and not all(capitals):  # "TRABELSI Amira", "Amira BEN SALAH"
        return -capitals[::-1].index(True) if capitals[0] else capitals.index(True)
    if folded[0] in _PARTICLES:  # "Ben Salah Mohamed"
        return -1 if len(words) > 2 else 1
    particle = next((at for at, word in enumerate(folded) if at and word in _PARTICLES), 0)
    if particle:
        return particle
    if folded[0] in _FIRST:
        two = len(words) > 2 and (
            (folded[0] in _DOUBLE and folded[1] in _FIRST) or folded[0] == "عبد"
        )
        return 2 if two else 1
    if folded[-1] in _FIRST and folded[0] not in _DOUBLE:
        return -1
    if folded[0] in _DOUBLE and len(words) > 2:
        return 2
    return -1 if family_first else 1
