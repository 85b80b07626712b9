"""People are found by any spelling, in either script, by phone and mail."""

import pytest

from elspace.core.spelling import sounds_of
from elspace.people.enums import Role
from elspace.people.queries import languages_of, people_matching, people_speaking
from tests import factories

PAIRS = [
    ("mohamed", "محمد"),
    ("muhamad", "محمد"),
    ("naima", "نعيمه"),
    ("hayet", "حياه"),
    ("khaled", "خالد"),
    ("chiraz", "شيراز"),
    ("walid", "وليد"),
    ("oualid", "وليد"),
    ("yousef", "يوسف"),
    ("salah", "صلاح"),
    ("sarah", "ساره"),
    ("ines", "ايناس"),
    ("sofiene", "سفيان"),
    ("rafik", "رفيق"),
    ("tarek", "طارق"),
    ("yasmine", "الياسمين"),
]


@pytest.mark.parametrize(("latin", "arabic"), PAIRS)
def test_names_sound_alike_in_both_scripts(latin, arabic):
    assert set(sounds_of(latin)) & set(sounds_of(arabic))


@pytest.mark.parametrize(
    ("one", "other"), [("karim", "salma"), ("نعيمه", "حياه"), ("moez", "عماد")]
)
def test_names_that_differ_sound_different(one, other):
    assert not set(sounds_of(one)) & set(sounds_of(other))


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Mohamed", "mohammed", "MOHAMMED  ben", "محمد", "مُحَمَّد", "Moh"])
def test_search_finds_any_spelling(text):
    found = factories.person("Mohamed", "Ben Salah")
    factories.person("Karim", "Naffati")
    assert list(people_matching(text)) == [found]


@pytest.mark.django_db
def test_search_finds_a_latin_query_in_an_arabic_name():
    found = factories.person("خالد", "العيّاري")
    assert list(people_matching("Khaled")) == [found]


@pytest.mark.django_db
def test_search_puts_the_same_spelling_first():
    sounds = factories.person("Celim")
    same = factories.person("Selim")
    assert list(people_matching("selim")) == [same, sounds]


@pytest.mark.django_db
def test_search_by_phone_and_mail():
    found = factories.person("Hayet", phone="+21620123456", email="hayet@x.example")
    factories.person("Olfa", phone="+21698000000", email="olfa@x.example")
    assert list(people_matching("20 123")) == [found]
    assert list(people_matching("٢٠١٢٣")) == [found]
    assert list(people_matching("hayet@")) == [found]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["%", "_", "~", "\u202e", "<b>", "'; drop", "xyz" * 2000])
def test_search_survives_odd_text(text):
    factories.person("Hayet")
    assert list(people_matching(text)) == []


@pytest.mark.django_db
def test_search_leaves_out_inactive_people():
    factories.person("Hayet", is_active=False)
    assert list(people_matching("hayet")) == []
    assert list(people_matching("")) == []


def test_who_never_said_a_language_is_met_in_those_that_go_with_what_they_read(db):
    silent = factories.person("Naïma", speaks=(), language="ar")
    english = factories.person("Ines", speaks=("en",), language="ar")
    assert languages_of(silent) == {"ar", "aeb"}
    assert languages_of(english) == {"en"}
    assert set(people_speaking("aeb")) == {silent}
    assert set(people_speaking("en")) == {english}


def test_fifty_one_people_stand_on_one_page(hub, sign_in):
    for number in range(50):
        factories.resident(f"Naïma{number}")
    client = sign_in(factories.person("Hela", roles=[Role.DIRECTOR]))
    page = client.get("/people/").content.decode()
    assert "page 1 sur" not in page
