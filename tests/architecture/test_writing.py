"""What can be seen by a machine in French and Arabic sentences: signs, spellings, plural forms."""

import re

import polib
import pytest

from tests.architecture.test_catalogues import BLANK, catalogue, translations

MARKUP = re.compile(r"<[^>]+>|https?://\S+")
LETTER = "[\u0621-\u064a\u064b-\u0652]"
# What a sentence never holds, and what it is about.
FRENCH = {
    r"\w\(e?s?\)": "endings in brackets instead of both words",
    r"·|\.e\.s\b": "a middle dot or full stop inside a word",
    r"\.\.\.": "three full stops (…)",
    r"(?<=[\w)»])[;?!»]|«\S": "a high sign without its space",
    r"(?<=[^\W\d]):(?!//)": "a colon without its space",
    r"\b[Ee]-?mails?\b|\bcourriels?\b": "mail, and nothing else",
    r"\b[ÉEée]vénement": "évènement, as the rest",
    r"\bstaff\b|\bslots?\b|\blogin\b": "an English word",
    r"\bbailleurs?\b": "financeur, as the rest",
}
ARABIC = {
    r"[٠-٩]": "digits that are not Latin",
    rf"{LETTER} ?[,;?]": "a Latin comma, semicolon or question mark",
    r"\s[،؛؟](?=\s|$)": "a space before a sign",
    "\u0651\u0651": "a doubled shadda",
    r"لـ «": "a space inside لـ«",
    r"أيام": "أيّام",
    r"(?<!\w)إلا(?!\w|ّ)": "إلّا",
    r"(?<!\w)ثم(?!\w|ّ)": "ثمّ",
    r"ستة": "ستّة",
    r"حاجات": "حاجيات",
    r"(?<!\w)(?:ال)?أعضاء(?! الفريق)": "المنخرطون والمنخرطات",
    r"جلسة|جلسات": "حصّة",
    r"الرجاء": "يُرجى",
    r"وقتيّ?ة?(?!\w)": "مؤقّت",
    r"صيغ الحصص|صيغة حصّة": "شكل الحصّة",
    r"(?<!\w)(?:انقر|اضغط|اختر|أدخل|اكتب|انظر|احفظ|أرسل|راجع)(?!\w|ّ)": "a noun, no imperative",
}
NUMBER = r"%\((?:n|count|days|hours|minutes|most|expected|least)\)[sd]"


def faults(language: str, patterns: dict[str, str]) -> list[str]:
    return [
        f"{entry.msgid[:60]!r}: {why} in {text!r}"
        for entry in catalogue(language)
        for text in translations(entry)
        for pattern, why in patterns.items()
        if re.search(pattern, MARKUP.sub(" ", text))
    ]


def test_french_sentences_keep_their_signs_and_words() -> None:
    assert faults("fr", FRENCH) == []


def test_arabic_sentences_keep_their_signs_and_words() -> None:
    assert faults("ar", ARABIC) == []


@pytest.mark.parametrize(
    ("language", "patterns", "text"),
    [
        ("fr", FRENCH, "Choisir un(e) expert(e)"),
        ("fr", FRENCH, "Les résident·es"),
        ("fr", FRENCH, "Est-ce réglé?"),
        ("fr", FRENCH, "Date: lundi"),
        ("ar", ARABIC, "هل حُلّت?"),
        ("ar", ARABIC, "الاسم, الهاتف"),
        ("ar", ARABIC, "انظر الصفحة"),
    ],
)
def test_a_fault_is_seen(language, patterns, text) -> None:
    assert any(re.search(pattern, text) for pattern in patterns), language


def counted(language: str) -> list[polib.POEntry]:
    """Plural entries that write their number."""
    return [
        entry
        for entry in catalogue(language)
        if entry.msgid_plural and re.search(NUMBER, entry.msgid_plural)
    ]


def test_arabic_counts_in_more_than_one_form() -> None:
    same = [one.msgid for one in counted("ar") if len(set(translations(one))) == 1]
    assert same == []


def test_arabic_hundreds_take_no_accusative() -> None:
    """11 شخصًا, but 100 شخص: the last form is not a copy of the one before."""
    copied = re.compile(NUMBER + r"(?:</\w+>)? \w+\u064bا")
    assert [one.msgid for one in counted("ar") if copied.search(one.msgstr_plural[5])] == []


def test_arabic_tens_take_the_accusative() -> None:
    """11 شخصًا, not 11 شخص: nouns without feminine ending bear it."""
    bare = re.compile(
        NUMBER + r"(?:</\w+>)? (?:شخص|موعد|يوم|سطر|مكان|مشروع|رمز|أسبوع|خبير)(?!\w|\u064b)"
    )
    assert [one.msgid for one in counted("ar") if bare.search(one.msgstr_plural[4])] == []


def test_arabic_holds_latin_words_only_where_french_does() -> None:
    """Names and commands stay as they are in every language; any other Latin word is left over."""
    french = {(one.msgctxt, one.msgid): " ".join(translations(one)) for one in catalogue("fr")}
    word = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
    left_over = [
        f"{entry.msgid[:60]!r}: {found}"
        for entry in catalogue("ar")
        for text in translations(entry)
        for found in word.findall(BLANK.sub(" ", MARKUP.sub(" ", text)))
        if found not in french.get((entry.msgctxt, entry.msgid), "")
    ]
    assert left_over == []
