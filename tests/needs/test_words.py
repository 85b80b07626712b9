"""Words are cleaned without losing anything people meant, and their language is guessed."""

import pytest

from elspace.hub.models import Discipline
from elspace.needs.suggest import suggest
from elspace.needs.words import clean_words, guess_language


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Vendre \r\n mieux  ", "Vendre\n mieux"),
        ("a\x00b\x07c", "abc"),
        ("\u202eabc\u202c\u2066d\u2069", "abcd"),
        ("une\n\n\n\n\nautre", "une\n\nautre"),
        ("كم تكلّفني كلّ زربية؟", "كم تكلّفني كلّ زربية؟"),
        ("<b>gras</b> 👩🏽‍🌾", "<b>gras</b> 👩🏽‍🌾"),
        ("\u2028", ""),
    ],
)
def test_clean_words_keeps_what_was_meant(typed, kept):
    assert clean_words(typed) == kept


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("أريد أن أعرف كم تكلّفني كلّ زربية", "ar"),
        ("نحبّ نعرف قدّاش تكلّفني الزربية", "aeb"),
        ("n7eb na3ref 9addech tkallefni ezzarbiya", "aeb"),
        ("nheb nbi3 akther fel sou9", "aeb"),
        ("Suivre mes stocks sans tout recopier le soir", "fr"),
        ("Dépenser moins", "fr"),
        ("How to find customers for my shop", "en"),
        ("7 jours, 3e étage, 9h30, mp3, covid19 : aidez-moi", "fr"),
        ("Excel", "fr"),
    ],
)
def test_guess_language_of_words(words, language):
    assert guess_language(words) == language


def test_guess_language_falls_back_to_the_page():
    assert guess_language("Excel", default="en") == "en"
    assert guess_language("Excel", default="ar") == "fr"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Savoir combien me coûte un tapis", "finance"),
        ("M'aider à parler à la banque", "finance"),
        ("أريد أن أعرف كم تكلّفني كلّ زربية", "finance"),
        ("Trouver des clients pour nos sacs", "selling"),
        ("نحب نبيع برشا للحرفاء", "selling"),
        ("Suivre mes stocks dans un tableur", "software"),
        ("Tester mon idée avec des usagers", "design-thinking"),
        ("Bonjour", None),
    ],
)
def test_suggest_names_a_discipline_and_the_word_it_saw(words, code):
    found = suggest(words, Discipline.objects.all())
    assert (found.discipline.code if found else None) == code
    assert found is None or found.because in words


@pytest.mark.django_db
def test_suggest_uses_the_names_of_a_discipline_the_hub_added():
    Discipline.objects.create(
        code="export", name_fr="Exporter", name_ar="التصدير", name_en="Export"
    )
    found = suggest("Comment exporter mes tapis", Discipline.objects.all())
    assert found is not None
    assert found.discipline.code == "export"
