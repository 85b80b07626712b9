"""One word in two spellings or scripts: the list of pairs a search finds each other by, and not."""

import pytest

from elspace.core.spelling import (
    MARK,
    PARTICLES,
    alike,
    folded_texts,
    readings,
    sounds_of,
    words_of,
)

# One a line: Latin by ear, accents, Arabic with and without its signs, tounsi with digits.
ALIKE = """
Mohamed Mohammed
Mohamed محمد
Mohammed مُحَمَّد
Muhammad محمد
Mhamed Mohamed
Med Mohamed
Mouhamed محمد
Naïma نعيمة
Neima Naima
Hayet حياة
Hayat Hayet
Khaled خالد
5aled خالد
Chiraz شيراز
Shiraz Chiraz
Walid وليد
Oualid Walid
Youssef يوسف
Youcef Youssef
Salah صلاح
Sarah سارة
Sara Sarah
Ines إيناس
Inès Ines
Sofiene سفيان
Rafik رفيق
Tarek طارق
Tarak Tarek
Yasmine الياسمين
Yassmine ياسمين
Amine أمين
Amina أمينة
Salem سالم
Salim سليم
Salem Salim
Slim Salim
Hatem Hatim
Hatem حاتم
Fatma Fatima
Fatma فاطمة
Aïcha عائشة
Aicha عايشة
Ali علي
3ali علي
Omar عمر
Oussama أسامة
Osama Oussama
Ibrahim إبراهيم
Brahim براهيم
Othman عثمان
Osman عثمان
Abdelkarim عبد الكريم
Abdelkrim عبدالكريم
Abderrahmane عبد الرحمان
Abderrahman عبد الرحمن
Abdallah عبد الله
Abdelaziz عبد العزيز
Abdessalem عبد السلام
Elamri العمري
Amri العمري
Benali بنعلي
Leïla ليلى
Layla Leila
Mouna منى
Mustapha مصطفى
Mostafa Mustapha
Moussa موسى
Issa عيسى
Yahia يحيى
Meriem مريم
Myriam مريم
Maryam Meriem
Ridha رضا
Rida Ridha
Hafedh حافظ
Hafez حافظ
Dhaker ذاكر
Gabes قابس
Kais قيس
Qais Kais
9ais قيس
Gaïes قيس
Ghofrane غفران
8ofrane غفران
Nour نور
Khouloud خلود
Hela هالة
Hichem هشام
Hisham Hichem
Moez معز
Mouez Moez
Saïd سعيد
Saad سعد
Souad سعاد
Taoufik توفيق
Toufik Taoufik
Raouf رؤوف
Wafa وفاء
Ouafa Wafa
Marwa مروة
Maroua Marwa
Aya آية
Chaima شيماء
Zied زياد
Ziad Zied
Bochra بشرى
Hassen حسن
Hassan Hassen
Houcine حسين
Hussein Houcine
Hédi الهادي
Hedi Hadi
Trabelsi الطرابلسي
Bouazizi بوعزيزي
Zohra زهرة
Wiem وئام
Aymen أيمن
Sihem سهام
9addech قداش
n7eb نحب
5edma خدمة
khedma خدمة
7anout حانوت
flous فلوس
3andi عندي
na3ref نعرف
ghali 8ali
8ali غالي
tounsi تونسي
marketing ماركتينغ
clients client
والتسويق تسويق
للتسويق التسويق
Chokri شكري
Lotfi لطفي
Nabeul نابل
Sfax صفاقس
Belhadj بالحاج
Jaafar جعفر
Jalel جلال
Nejla نجلاء
Anouar أنور
Nawel نوال
Rabii ربيع
Béchir البشير
"""

# Near to the ear or the eye, and somebody or something else.
APART = """
Fares Farid
Zied Zeineb
Skander Samir
Abdelkarim Abdelkader
Abdallah Abdelaziz
Amine Amina
أمين أمينة
Amine أمينة
Amina أمين
Karim Karima
Karim كريمة
Samir سميرة
Karim Karimi
Karim Salma
Salma Salima
Salma Sélim
سالم سليم
Hamdi Hamidi
Omar Amor
Omar Amira
Omar أميرة
Amir Amira
Ahmed Hamed
Ahmed Mohamed
أحمد محمد
أحمد حامد
Mahmoud Mohamed
Mahmoud محمد
محمود محمد
Ali Ala
Ali Leïla
Ali Alia
علي ليلى
Nadia Nada
Nadia Nader
Moez عماد
نعيمة حياة
Imen Amen
Ines Anis
Saïd Saad
Mouna Amine
Mouna أمين
Hela Hédi
pain bain
vin fin
coût goût
Khaled Khouloud
خالد خلود
Khaled خلود
Emna Amina
Emna أمينة
آمنة أمينة
Rim Rami
Rami ريم
Nour نورة
Noura Nour
Sami Samia
Sami سامية
Walid Khaled
Hassan Hosni
حسن حسني
حسن حسين
Sarra Sirine
كاتب كتاب
salaire salarié
prix presse
vente fente
Chedi Chedly
Nabil Nabila
Elham Hamma
Yosra Yasser
Farah Farouk
Donia Dina
"""


def _pairs(listed: str) -> list[tuple[str, str]]:
    return [tuple(line.split(" ", 1)) for line in listed.strip().splitlines()]


def _word(text: str) -> str:
    words = [word for word in words_of(text) if word not in PARTICLES]
    assert len(words) == 1, f"{text} is not one word"
    return words[0]


def test_the_lists_are_long_enough_to_mean_something():
    assert len(_pairs(ALIKE)) >= 60
    assert len(_pairs(APART)) >= 30


@pytest.mark.parametrize(("one", "other"), _pairs(ALIKE))
def test_spellings_of_one_word_find_each_other(one, other):
    first, second = _word(one), _word(other)
    assert alike(first, second)
    assert alike(second, first)
    assert set(sounds_of(first)) & set(sounds_of(second)), "no candidate would be found"


@pytest.mark.parametrize(("one", "other"), _pairs(APART))
def test_words_that_only_resemble_stay_apart(one, other):
    first, second = _word(one), _word(other)
    assert not alike(first, second)
    assert not alike(second, first)


def test_a_compound_name_is_one_word_however_it_is_parted():
    assert words_of("Abd el Karim") == words_of("Abdel Karim") == ["abdelkarim"]
    assert words_of("عبد الكريم") == ["عبدالكريم"]
    assert words_of("Nasr Abd") == ["nasr", "abd"]


def test_what_is_stored_holds_words_then_sounds():
    stored = folded_texts(["Mohamed", "محمّد"], 400)
    assert stored == f" mohamed محمد {MARK}mhmd "
    assert folded_texts(["", "  "], 400) == ""


def test_what_is_stored_ends_with_a_whole_word_within_its_length():
    stored = folded_texts([" ".join(f"mot{n}abc" for n in range(200))], 100)
    assert len(stored) <= 100
    assert stored.endswith(" ")
    assert all(word.endswith("abc") for word in stored.split())


@pytest.mark.parametrize("word", ["2027", "x" * 500, "中文", "", "~", "%"])
def test_what_has_no_sound_is_found_as_it_is_written(word):
    assert readings(word) == ()
    assert alike(word, word)


def test_signs_of_direction_and_vowels_part_nothing():
    assert words_of("\u202eمُحَمَّد\u202c Moha\u200dmed") == ["محمد", "mohamed"]
