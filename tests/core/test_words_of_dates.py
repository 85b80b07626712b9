"""The first of a month in French, and lists in the comma of the page's language."""

from datetime import date, datetime

import pytest
from django.utils import translation

from elspace.core.templatetags.elspace import format_day, listed, moment, soft
from tests.conftest import TUNIS


@pytest.mark.parametrize(
    ("day", "style", "words"),
    [
        (date(2027, 1, 1), "long", "vendredi 1er janvier"),
        (date(2027, 12, 1), "full", "1er décembre 2027"),
        (date(2027, 1, 11), "date", "11 janvier"),
        (date(2027, 1, 21), "date", "21 janvier"),
    ],
)
def test_the_first_of_a_month_is_called_so(day, style, words):
    assert format_day(day, style, language="fr") == words


def test_other_languages_keep_the_plain_figure():
    assert format_day(date(2027, 1, 1), "date", language="ar") == "1 جانفي"
    assert format_day(date(2027, 1, 1), "date", language="en") == "1 January"


def test_a_moment_on_the_first():
    assert moment(datetime(2027, 1, 1, 10, 30, tzinfo=TUNIS)) == "vendredi 1er janvier, 10:30"


def test_lists_have_the_comma_of_their_language():
    assert listed(["Hela", "Yassine"]) == "Hela, Yassine"
    with translation.override("ar"):
        assert listed(["هالة", "ياسين"]) == "هالة، ياسين"


def test_long_words_break_as_their_language_breaks_them():
    shy = "\u00ad"
    assert soft("Finances et trésorerie") == f"<bdi>Finances et tré{shy}so{shy}re{shy}rie</bdi>"
    assert soft("<b>court</b>") == "<bdi>&lt;b&gt;court&lt;/b&gt;</bdi>"
    with translation.override("ar"):
        assert soft("الاستراتيجيات") == "<bdi>الاستراتيجيات</bdi>"


def test_a_french_word_on_an_arabic_page_breaks_as_in_french():
    with translation.override("ar"):
        assert soft("laboratoire") == "<bdi>labo\u00adra\u00adtoire</bdi>"
