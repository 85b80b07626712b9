"""People are added with a first name, changed by the right people, and leave no personal trace."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.hub.enums import Half, Season
from elspace.outbox.enums import Channel
from elspace.outbox.models import Message
from elspace.people import actions
from elspace.people.enums import Free, Role
from elspace.people.models import HalfDay, Person
from elspace.people.queries import (
    half_days_of,
    is_away,
    people_matching,
    person_of_link,
    probably_the_same,
)
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.django_db


def day_in(days: int) -> date:
    """The date some days from now."""
    return today() + timedelta(days=days)


@pytest.fixture
def reception(hub):
    return factories.person("Rim", roles=[Role.RECEPTION])


@pytest.fixture
def director(hub):
    return factories.person("Dali", roles=[Role.DIRECTOR])


def test_first_name_is_enough(reception):
    person = actions.add_person(first_name="  Naïma ", by=reception)
    assert (person.name, person.email, person.phone, person.channel) == (
        "Naïma",
        None,
        "",
        Channel.PAPER,
    )
    assert not person.has_usable_password()


def test_same_key_adds_one_person(reception):
    key = uuid.uuid4()
    one = actions.add_person(first_name="Naïma", key=key, by=reception)
    two = actions.add_person(first_name="Naïma", key=key, by=reception)
    assert one == two
    assert AuditLine.objects.filter(verb="add_person").count() == 1


def test_alias_keeps_no_other_name_anywhere(reception):
    person = actions.add_person(
        first_name="Yasmine-7",
        last_name="Vraie",
        last_name_ar="حقيقية",
        is_alias=True,
        by=reception,
    )
    person.refresh_from_db()
    assert "Vraie" not in str(Person.objects.filter(pk=person.pk).values())
    assert list(people_matching("vraie")) == []


def test_team_roles_are_given_by_the_direction_only(reception, director):
    with pytest.raises(Refused):
        actions.add_person(first_name="Naïma", roles=[Role.DIRECTOR], by=reception)
    assert actions.add_person(first_name="Olfa", roles=[Role.EXPERT], by=reception).roles == {
        "expert"
    }
    assert actions.add_person(first_name="Hela", roles=[Role.PROGRAMME], by=director).is_team


def test_mail_is_one_persons_only(reception):
    factories.person("Olfa", email="olfa@x.example")
    with pytest.raises(Refused):
        actions.add_person(first_name="Naïma", email="OLFA@x.example", by=reception)
    assert not Person.objects.filter(first_name="Naïma").exists()


def test_mail_of_an_account_is_changed_by_its_person_or_the_direction(reception, director):
    person = factories.resident("Salma", email="salma@x.example", password="trois mots longs")
    with pytest.raises(Refused):
        actions.change_person(person=person, by=reception, email="mine@x.example")
    actions.change_person(
        person=person, by=reception, email="salma@x.example", phone="+21620000000"
    )
    for by, mail in ((person, "s1@x.example"), (director, "s2@x.example")):
        assert actions.change_person(person=person, by=by, email=mail).email == mail


def test_audit_lines_hold_nothing_personal(reception):
    person = actions.add_person(first_name="Naïma", phone="+21698765432", by=reception)
    actions.change_person(
        person=person,
        by=reception,
        last_name="Hlaoui",
        email="naima@x.example",
        governorate="Tunis",
    )
    lines = str(list(AuditLine.objects.values()))
    assert AuditLine.objects.count() == 2
    for planted in ("Naïma", "Hlaoui", "98765432", "naima@", "Tunis"):
        assert planted not in lines


def test_search_follows_a_changed_name(reception):
    person = actions.add_person(first_name="Naima", by=reception)
    actions.change_person(person=person, by=reception, first_name="Hayet")
    assert list(people_matching("حياة")) == [person]
    assert list(people_matching("naima")) == []


def test_roles_begin_and_end_by_themselves(director, clock):
    person = factories.person("Salma")
    grant = actions.grant_role(person=person, role=Role.RESIDENT, by=director, until_on=day_in(3))
    assert Person.objects.get(pk=person.pk).roles == {"resident"}
    clock.shift(4 * 86400)
    assert Person.objects.get(pk=person.pk).roles == set()
    assert grant.until_on is not None


def test_ended_role_ends_access_now_and_the_hub_keeps_a_director(director):
    other = factories.person("Hela")
    grant = actions.grant_role(person=other, role=Role.PROGRAMME, by=director)
    actions.end_role(grant=grant, by=director)
    assert not Person.objects.get(pk=other.pk).has_perm("people.view_person")
    with pytest.raises(Refused):
        actions.end_role(grant=director.grants.get(), by=director)
    actions.grant_role(person=other, role=Role.DIRECTOR, by=director)
    actions.end_role(grant=director.grants.get(), by=director)
    assert not Person.objects.get(pk=director.pk).is_team


def test_half_days_are_kept_changed_and_forgotten(reception):
    person = factories.resident("Naïma")
    monday, friday = (0, Half.MORNING), (4, Half.AFTERNOON)
    for answers in ({monday: Free.NO, friday: Free.NO}, {monday: Free.MAYBE}, {friday: None}):
        actions.set_half_days(
            person=person,
            season=Season.USUAL,
            answers=answers,
            by=reception,
            entered_from=EnteredFrom.CALL,
        )
    assert half_days_of([person], Season.USUAL) == {person.pk: {monday: Free.MAYBE}}
    assert half_days_of([person], Season.RAMADAN) == {person.pk: {}}
    assert HalfDay.objects.get().entered_by == reception


def test_half_days_of_many_people_cost_one_query(django_assert_num_queries):
    people = [factories.resident() for _ in range(20)]
    with django_assert_num_queries(1):
        half_days_of(people, Season.USUAL)


def test_days_away(reception):
    person = factories.resident("Naïma")
    first, last = day_in(1), day_in(3)
    for _twice in range(2):
        away = actions.add_away(person=person, from_on=first, until_on=last, by=reception)
    assert person.away.count() == 1
    assert [is_away(person, day_in(days)) for days in (0, 1, 3, 4)] == [
        False,
        True,
        True,
        False,
    ]
    with pytest.raises(Refused):
        actions.add_away(person=person, from_on=last, until_on=first, by=reception)
    actions.remove_away(away=away, by=reception)
    assert not is_away(person, first)


def test_probably_the_same_person_is_shown_before_adding(hub, sign_in):
    known = factories.resident("Mohamed", last_name="Ben Salah")
    client = sign_in(factories.person("Rim", roles=[Role.RECEPTION]))
    sent = {
        "key": str(uuid.uuid4()),
        "first_name": "محمد",
        "last_name": "بن صالح",
        "language": "ar",
        "entered_from": "call",
    }
    page = client.post(reverse("people:add"), sent)
    assert page.context["known"] == [known]
    for _double_click in range(2):
        client.post(reverse("people:add"), {**sent, "is_new": "yes"})
    assert Person.objects.filter(first_name="محمد").count() == 1
    assert probably_the_same({"first_name": "Mohamed"}, uuid.uuid4()) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"first_name": ""},
        {"first_name": "x" * 5000},
        {"first_name": "Naïma", "phone": "call me"},
        {"first_name": "Naïma", "email": "not a mail"},
        {"first_name": "Naïma", "language": "xx"},
        {"first_name": "\x00"},
        {"first_name": "Naïma", "key": "not-a-key"},
        {"first_name": "Naïma", "channel": "whatsapp"},
    ],
)
def test_bad_input_keeps_what_was_typed(typed, sign_in, reception):
    client = sign_in(reception)
    sent = {"language": "fr", "entered_from": "call", "last_name": "Hlaoui", **typed}
    page = client.post(reverse("people:add"), sent)
    assert page.status_code == 200
    assert 'value="Hlaoui"' in page.content.decode()
    assert not Person.objects.filter(last_name="Hlaoui").exists()


@pytest.mark.parametrize("name", ["<b>Naïma</b>", "\u202eNaïma", "نعيمة", "奈"])
def test_odd_names_are_shown_as_typed(name, sign_in, reception):
    client = sign_in(reception)
    person = actions.add_person(first_name=name, by=reception)
    page = client.get(reverse("site:person", args=[person.key])).content.decode()
    assert "<b>Naïma</b>" not in page
    assert "<bdi>" in page


def test_list_costs_the_same_queries_for_few_and_many_people(
    sign_in, reception, django_assert_max_num_queries
):
    client = sign_in(reception)

    def queries() -> int:
        with django_assert_max_num_queries(40) as counted:
            client.get(reverse("site:people"))
        return len(counted)

    for _few in range(3):
        factories.venture("", factories.resident())
    few = queries()
    for _many in range(30):
        factories.venture("", factories.resident())
    assert queries() == few


def test_twenty_people_without_any_mail_address(reception, sign_in):
    """Everything the main job asks of people works without a mail: they exist, are found, have
    their link, and nothing tries to write them a mail."""
    client = sign_in(reception)
    people = []
    for number in range(20):
        client.post(
            reverse("people:add"),
            {
                "key": str(uuid.uuid4()),
                "first_name": f"Naïma{chr(97 + number)}",
                "phone": f"600 000 {number:02}" if number % 2 else "",
                "language": ("fr", "ar")[number % 2],
                "roles": ["resident"],
                "entered_from": "paper",
            },
        )
    people = list(Person.objects.with_role(Role.RESIDENT))
    assert len(people) == 20
    assert {person.email for person in people} == {None}
    assert {person.channel for person in people} == {Channel.PAPER, Channel.WHATSAPP}
    for person in people:
        link = actions.give_link(person=person, by=reception)
        assert person_of_link(link.token) == person
        assert client.get(reverse("people:link", args=[person.key])).status_code == 200
    assert not Message.objects.filter(channel=Channel.MAIL).exists()


def _shown(page):
    """What a browser sends back of the page, with what each field showed."""
    form = page.context["form"]
    fields = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        value = value if isinstance(value, list | tuple) else [value]
        texts = [str(getattr(one, "pk", one)) for one in value if one not in (None, "", False)]
        fields[bound.html_name] = fields[bound.html_initial_name] = texts
    return {name: texts for name, texts in fields.items() if texts} | {"entered_from": "call"}


def test_two_tabs_keep_each_others_changes(hub, programme, sign_in):
    who = factories.resident("Salma", last_name="Ouerghemmi", phone="+21622000000")
    team = sign_in(programme)
    address = reverse("people:change", args=[who.key])
    first, second = _shown(team.get(address)), _shown(team.get(address))
    team.post(address, first | {"last_name": "Ben Ali"})
    team.post(address, second | {"phone": "22 345 678"})
    who.refresh_from_db()
    assert (who.last_name, who.phone) == ("Ben Ali", "+21622345678")


def test_what_changed_meanwhile_is_never_overwritten_unseen(hub, programme, sign_in):
    who = factories.resident("Salma", last_name="Ouerghemmi", phone="+21622000000")
    team = sign_in(programme)
    address = reverse("people:change", args=[who.key])
    first, second = _shown(team.get(address)), _shown(team.get(address))
    team.post(address, first | {"last_name": "Ben Ali"})
    page = team.post(address, second | {"last_name": "Trabelsi"})
    who.refresh_from_db()
    assert who.last_name == "Ben Ali"
    assert "entre-temps" in page.content.decode()
    assert 'value="Trabelsi"' in page.content.decode()
    team.post(address, _shown(page) | {"last_name": "Trabelsi"} | {"initial-last_name": "Ben Ali"})
    who.refresh_from_db()
    assert who.last_name == "Trabelsi"


def test_last_directors_role_cannot_be_given_an_end():
    director = factories.person("Hela", roles=[Role.DIRECTOR])
    until = today() + timedelta(days=30)
    with pytest.raises(Refused, match="Il faut une direction"):
        actions.grant_role(person=director, role=Role.DIRECTOR, by=director, until_on=until)
    assert director.grants.get().until_on is None


def test_a_director_whose_role_ends_one_day_does_not_let_the_other_go():
    hela = factories.person("Hela", roles=[Role.DIRECTOR])
    nour = factories.person("Nour")
    until = today() + timedelta(days=30)
    actions.grant_role(person=nour, role=Role.DIRECTOR, by=hela, until_on=until)
    with pytest.raises(Refused):
        actions.end_role(grant=hela.grants.get(), by=nour)
    with pytest.raises(Refused):
        actions.end_role(grant=hela.grants.get(), by=nour, last_on=until)
    actions.grant_role(person=nour, role=Role.DIRECTOR, by=hela)
    actions.end_role(grant=hela.grants.get(), by=nour)
    assert list(Person.objects.with_role(Role.DIRECTOR)) == [nour]


def test_short_name_in_arabic_leaves_out_the_article() -> None:
    olfa = factories.person("Olfa", "Zekri", first_name_ar="ألفة", last_name_ar="الزكري")
    assert olfa.short_name == "Olfa Z."
    with override("ar"):
        assert olfa.short_name == "ألفة ز."
