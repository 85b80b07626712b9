"""The search: who finds what, in which order, in how many queries; never more than the screens."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.core.registries import findables
from elspace.core.search import ranked, words_asked
from elspace.needs.actions import state_need
from elspace.needs.models import Need
from elspace.people.actions import change_person, merge_people
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.site.queries.finding import A_GROUP, find
from elspace.support.enums import SessionState
from elspace.trust.models import Reading
from elspace.ventures.actions import change_venture
from tests import factories

pytestmark = pytest.mark.django_db


def titles(user, text, code):
    """What this person finds in one group."""
    return [
        hit.title for group in find(user, text) if group.findable.code == code for hit in group.hits
    ]


def codes(user, text):
    """The groups in which this person finds something."""
    return [group.findable.code for group in find(user, text)]


@pytest.mark.parametrize("text", ["Mohamed", "mohammed", "محمد", "Med", "MOHAMED ben"])
def test_a_person_is_found_in_any_spelling(programme, text):
    factories.person("Mohamed", "Ben Salah")
    factories.person("Mahmoud", "Naffati")
    assert titles(programme, text, "people") == ["Mohamed Ben Salah"]


def test_a_name_in_one_script_is_found_from_the_other(programme):
    factories.person("خديجة", "بن عبد الرحمان")
    assert titles(programme, "Khadija Abderrahmen", "people") == ["خديجة بن عبد الرحمان"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("n7eb na3ref 9addech nsoum el zarbia", "قداش الزربية"),
        ("نحب نعرف قدّاش تكلّفني كلّ زربية", "9addech zarbia"),
        ("Savoir combien me coûte un tapis", "couté TAPIS"),
        ("Trouver des clientes pour l'huile", "huile"),
        ("أحتاج إلى التسويق", "taswiq"),
    ],
)
def test_a_need_is_found_by_its_words(programme, words, text):
    factories.need(words=words)
    factories.need(words="Autre chose")
    found = [hit.words for group in find(programme, text) for hit in group.hits]
    assert found == [words]


def test_a_need_is_found_by_person_project_and_discipline_together(programme):
    naima = factories.resident("Naïma")
    project = factories.venture("Zarbia Net", naima)
    factories.need(naima, words="Combien coûte un tapis", venture=project)
    factories.need(naima, words="Vendre en ligne")
    for text in ("neima tapis", "نعيمة zarbia"):
        assert len(titles(programme, text, "needs")) == 1


def test_sessions_experts_projects_and_rooms_are_found(programme):
    leila = factories.expert("Leïla", "finance")
    room = factories.room("Zitoun")
    factories.session(by=leila, where=room, title="Le prix juste", state=SessionState.CONFIRMED)
    factories.venture("Zarbia Net", activity="tapis de Kairouan")
    assert titles(programme, "prix", "sessions") == ["Le prix juste"]
    assert titles(programme, "ليلى", "sessions") == ["Le prix juste"]
    assert titles(programme, "layla finance", "experts") == ["Leïla"]
    assert titles(programme, "kairouan", "ventures") == ["Zarbia Net"]
    assert titles(programme, "زيتون", "rooms") == ["Zitoun"]


def test_the_same_spelling_comes_first_then_what_begins_so_then_what_sounds_so(programme):
    for name in ("Celim", "Selima", "Selim", "سليم"):
        factories.person(name)
    assert titles(programme, "selim", "people") == ["Selim", "Selima", "Celim", "سليم"]


def test_articles_and_particles_are_asked_only_alone():
    assert words_asked("la salle de l'étage") == ["sale", "etage"]
    assert words_asked("Ben") == ["ben"]
    assert words_asked("") == words_asked("؟ …") == []


@pytest.mark.parametrize(
    "text", ["%", "_", "~", "~mn", "\u202e", "<br>", "'; drop", "x" * 5000, " "]
)
def test_odd_text_finds_nothing_and_breaks_nothing(programme, sign_in, text):
    factories.need(words="Besoin d'une machine")
    assert find(programme, text) == []
    assert sign_in(programme).get(reverse("site:search"), {"q": text}).status_code == 200


def test_a_phone_finds_its_person_and_nothing_else(programme):
    factories.person("Hayet", phone="+21620123456")
    factories.need(words="20123 pots à vendre")
    assert titles(programme, "20 123 456", "people") == ["Hayet"]
    assert codes(programme, "+216 20 123 456") == ["people"]


# What may not be read is not found.


@pytest.fixture
def sealed(hub):
    """A confidential need, its appointment, its referent; all said with words of their own."""
    referent = factories.person("Wassila", roles=[Role.COMMUNITY], email="w@hub.example")
    who = factories.resident("Zohra")
    need = factories.need(
        who, words="Mon divorce m'empêche", is_confidential=True, referent=referent
    )
    factories.session(
        needs=[need], title="Divorce", is_confidential=True, by=factories.expert("Khemais", "law")
    )
    return need


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.COMMUNITY, Role.DIRECTOR])
def test_confidential_words_are_found_by_nobody_who_may_not_read_them(sealed, role):
    outsider = factories.person("Sami", roles=[role])
    for text in ("divorce", "divorse", "mon divorce", "ديفورس", "empêche"):
        assert find(outsider, text) == []
    assert codes(outsider, "Zohra") == ["people"]
    assert codes(outsider, "Khemais") == ["people", "experts"]


def test_confidential_words_are_found_by_referent_and_programme(sealed, programme):
    for reader in (sealed.referent, programme):
        assert codes(reader, "divorce") == ["needs", "sessions"]


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.EXPERT, Role.FUNDER])
def test_who_is_not_of_the_team_finds_no_page(hub, sign_in, role):
    answer = sign_in(factories.person("Sami", roles=[role])).get(reverse("site:search"), {"q": "a"})
    assert answer.status_code == 403


def test_sessions_found_are_those_whose_title_may_be_read(sealed, programme):
    from elspace.support.models import Session
    from elspace.support.queries.sessions import sessions_visible_to
    from elspace.support.subjects import may_read_session

    factories.session()
    community = factories.person("Sami", roles=[Role.COMMUNITY])
    for user in (programme, sealed.referent, community, sealed.person):
        seen = set(sessions_visible_to(user))
        expected = {
            one
            for one in Session.objects.all()
            if may_read_session(one, user)
            and (user.is_team or one.occasion.invitations.filter(person=user).exists())
        }
        assert seen == expected


def test_reading_words_in_a_search_leaves_its_trace(programme, sign_in):
    need = factories.need(words="Combien coûte un tapis")
    sign_in(programme).get(reverse("site:search"), {"q": "tapis"})
    assert Reading.objects.filter(reader=programme, subject_id=need.pk).exists()


# What is found stays right.


def test_words_to_find_follow_every_change(programme):
    who = factories.resident("Naïma")
    project = factories.venture("Zarbia Net", who)
    state_need(person=who, words="Un atelier de teinture", level=2, key=uuid4(), by=who)
    assert titles(programme, "tinture", "needs") == ["Naïma"]
    change_person(person=who, by=programme, first_name="Hayet")
    assert codes(programme, "naima") == []
    assert codes(programme, "hayet") == ["people", "needs"]
    change_venture(venture=project, by=programme, name="Jasmin")
    assert codes(programme, "zarbia") == []
    assert titles(programme, "jasmin", "ventures") == ["Jasmin"]


def test_merged_people_are_found_once_under_both_scripts(programme):
    keep = factories.person("Naïma", "Hlaoui")
    gone = factories.person("Naima", first_name_ar="نعيمة", last_name_ar="الحلاوي")
    factories.need(gone, words="Vendre mes tapis")
    merge_people(keep=keep, gone=gone, by=None)
    assert titles(programme, "نعيمة الحلاوي", "people") == ["Naïma Hlaoui"]
    assert titles(programme, "naima tapis", "needs") == ["Naïma Hlaoui"]


def test_an_erased_person_is_found_by_nothing(programme):
    from elspace.core.registries import personal_data

    who = factories.resident("Naïma", phone="+21620123456")
    factories.need(who, words="Vendre mes tapis")
    for part in personal_data:
        part.erase(who)
    for text in ("naima", "نعيمة", "tapis", "20123456"):
        assert find(programme, text) == []
    assert not Need.objects.exclude(folded="").exists()


def test_refold_writes_what_saving_would(programme):
    who = factories.person("Naïma", "Hlaoui")
    right = who.folded
    Person.objects.filter(pk=who.pk).update(folded="ancien")
    call_command("refold", stdout=StringIO())
    who.refresh_from_db()
    assert who.folded == right


# The page.


def fill(number):
    """So many people, needs and sessions with one word in common."""
    for _n in range(number):
        who = factories.person("Naïma", roles=[Role.RESIDENT])
        project = factories.venture("Naïma et filles", who)
        need = factories.need(who, words="Naïma veut vendre", venture=project)
        expert = factories.expert("Naïma")
        factories.session(needs=[need], by=expert, where=factories.room("Naïma"))


def test_the_search_costs_the_same_queries_however_much_it_finds(programme, sign_in):
    client = sign_in(programme)
    address = reverse("site:search") + "?q=naima"
    counts = []
    for number in (2, 9):
        fill(number)
        client.get(address)  # the words are read once
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_group_shows_its_best_and_opens_to_all(programme, sign_in):
    for _n in range(A_GROUP + 3):
        factories.person("Naïma")
    client = sign_in(programme)
    page = client.get(reverse("site:search"), {"q": "naima"}).content.decode()
    assert page.count("<li") >= A_GROUP
    assert "in=people" in page
    group = find(programme, "naima")[0]
    assert (len(group.hits), group.total, group.more) == (A_GROUP, A_GROUP + 3, 3)
    opened = find(programme, "naima", "people")[0]
    assert (len(opened.hits), opened.more) == (A_GROUP + 3, 0)


def test_nothing_found_says_so_and_offers_the_next_step(programme, sign_in):
    page = sign_in(programme).get(reverse("site:search"), {"q": "Xyloph"}).content.decode()
    assert "Xyloph" in page
    assert reverse("people:add") in page


def test_every_findable_answers_for_everybody(hub):
    """An empty query set, never an error, for somebody without any right."""
    nobody = factories.person("Personne")
    factories.venture("Jasmin")
    factories.need(words="Un mot")
    for findable in findables.values():
        assert ranked(findable.visible_to(nobody), "jasmin mot", findable.folded) == []


def test_pages_of_one_person_in_two_scripts_are_proposed_as_twins(hub):
    from elspace.site.queries.people import likely_twins

    one = factories.person("Sarah", "Kassem", phone="+21620123456")
    other = factories.person("سارة", "القاسمي", phone="+21620123456")
    same = factories.person("قاسم", "سارة", phone="+21620123456")
    factories.person("Sirine", "Kassem", phone="+21620123456")
    pairs = {(pair.one.pk, pair.other.pk) for pair in likely_twins()}
    assert (one.pk, same.pk) in pairs
    assert (one.pk, other.pk) not in pairs
    assert len(pairs) == 1
