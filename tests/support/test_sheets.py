"""Attendance sheets on paper: numbered lines, typed back; an expert's month; thanks with hours."""

from datetime import date, datetime, time

import pytest
from django.urls import reverse

from elspace.agenda.models import AttendanceMark, Invitation
from elspace.agenda.queries import presence_at
from elspace.core.answers import Refused
from elspace.needs.enums import State
from elspace.outbox.models import Message
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.site.queries.decisions import decisions_for
from elspace.site.queries.week import week_of
from elspace.support.actions.thanking import thank_experts
from elspace.support.enums import SessionState
from elspace.support.queries.sheets import numbers_in, session_numbered, sheet_lines
from elspace.support.queries.thanks import given_in
from elspace.trust.actions import state_consent
from elspace.trust.models import Purpose
from tests import factories
from tests.conftest import TUNIS

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(programme, sign_in):
    return sign_in(programme)


@pytest.fixture
def session(hub):
    """Four people, this morning at 9:00; the second one agreed to stand on paper."""
    made = factories.session(
        on=date(2027, 2, 16),
        at=time(9),
        needs=[
            factories.need(factories.resident(name), state=State.PLANNED)
            for name in ("Salma", "Naïma", "Firas", "Seif")
        ],
        by=factories.expert("Leïla"),
        where=factories.room("Zitoun"),
        state=SessionState.ANNOUNCED,
    )
    naima = made.occasion.invitations.get(person__first_name="Naïma").person
    state_consent(person=naima, purpose=Purpose.NAME_ON_SHEETS, given=True)
    return made


def typed(page):
    """The fields of the page as a browser would send them, nothing ticked."""
    rows = [*page.context["rows"], *page.context["blanks"]]
    return {f"key-{row['line'].number}": str(row["key"]) for row in rows}


def here(session):
    marks = presence_at(session.occasion)
    people = session.occasion.invitations.select_related("person")
    return {seat.person.first_name for seat in people if marks.get(seat.person_id) == "present"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-4, 7", {1, 2, 3, 4, 7}),
        ("1 3;5", {1, 3, 5}),
        ("١-٣، ٥", {1, 2, 3, 5}),
        (" 2 – 3 ", {2, 3}),
        ("", set()),
        ("4-1", None),
        ("deux", None),
        ("1-2-3", None),
    ],
)
def test_line_numbers_are_read_as_people_type_them(text, numbers):
    assert numbers_in(text) == numbers


def test_a_sheet_is_found_by_its_number_however_typed(session):
    for text in (session.sheet_number, str(session.pk), f"s {session.pk}", f"S_{session.pk:05d}"):
        assert session_numbered(text) == session
    for text in ("", "S-", "abc", "999999999", "1; DROP"):
        assert session_numbered(text) is None


def test_only_names_of_those_who_agreed_are_printed(session, team):
    page = team.get(reverse("support:sheet", args=[session.key])).content.decode()
    assert "Naïma" in page
    for name in ("Salma", "Firas", "Seif"):
        assert name not in page
    assert session.sheet_number in page
    assert "Feuille de présence" in page
    assert "ورقة الحضور" in page


def test_a_confidential_session_has_no_name_on_its_sheet(session, sign_in):
    session.is_confidential = True
    session.save()
    reader = sign_in(factories.person(roles=[Role.PROGRAMME]))
    page = reader.get(reverse("support:sheet", args=[session.key])).content.decode()
    assert "Naïma" not in page


def test_numbers_on_paper_stay_true_when_seats_change(session):
    first = {line.person.first_name: line.number for line in sheet_lines(session)}
    dropped = Invitation.objects.get(person__first_name="Salma")
    dropped.is_dropped = True
    dropped.save()
    late = factories.need(factories.resident("Amal"))
    Invitation.objects.create(occasion=session.occasion, person=late.person, need=late)
    after = {line.person.first_name: line.number for line in sheet_lines(session)}
    assert after == {"Naïma": 2, "Firas": 3, "Seif": 4, "Amal": 5}
    assert first == {"Salma": 1, "Naïma": 2, "Firas": 3, "Seif": 4}


def test_a_signed_sheet_is_typed_back_by_numbers_and_closes_the_roll_call(session, team):
    address = reverse("support:sheet-type", args=[session.key])
    fields = typed(team.get(address)) | {"numbers": "1-2", "name-5": "Om Hedi"}
    for _ in range(2):  # a double click
        assert team.post(address, fields).status_code == 302
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    assert here(session) == {"Salma", "Naïma"}
    assert AttendanceMark.objects.filter(walk_in="Om Hedi").count() == 1
    assert AttendanceMark.objects.count() == 3
    states = dict(session.occasion.invitations.values_list("person__first_name", "need__state"))
    assert states == {
        "Salma": State.ADDRESSED,
        "Naïma": State.ADDRESSED,
        "Firas": State.CONFIRMED,
        "Seif": State.CONFIRMED,
    }


def test_ticks_and_numbers_count_together(session, team):
    address = reverse("support:sheet-type", args=[session.key])
    fields = typed(team.get(address)) | {"numbers": "1", "here": ["4"]}
    team.post(address, fields)
    assert here(session) == {"Salma", "Seif"}


@pytest.mark.parametrize("numbers", ["1-2-3", "deux", "99"])
def test_a_wrong_number_is_said_and_what_was_typed_stays(session, team, numbers):
    address = reverse("support:sheet-type", args=[session.key])
    fields = typed(team.get(address)) | {"numbers": numbers, "here": ["3"], "name-6": "Om Hedi"}
    page = team.post(address, fields)
    assert page.status_code == 200
    text = page.content.decode()
    assert f'value="{numbers}"' in text
    assert 'value="Om Hedi"' in text
    assert [row["is_ticked"] for row in page.context["rows"]] == [False, False, True, False]
    assert not AttendanceMark.objects.exists()


def test_a_session_to_come_is_not_closed_by_its_sheet(session, team, clock):
    clock.move_to(datetime(2027, 2, 16, 8, tzinfo=TUNIS))
    address = reverse("support:sheet-type", args=[session.key])
    page = team.post(address, typed(team.get(address)) | {"numbers": "1"})
    assert "pas encore commencé" in page.content.decode()
    assert not AttendanceMark.objects.exists()


def test_the_number_of_a_sheet_leads_to_its_page(session, team):
    address = reverse("support:sheets")
    found = team.get(address, {"number": session.sheet_number})
    assert found.url == reverse("support:sheet-type", args=[session.key])
    page = team.get(address, {"number": "S-9999"}).content.decode()
    assert "S-9999" in page
    assert reverse("support:sheet-type", args=[session.key]) in page  # still open


def test_a_person_says_on_their_own_page_whether_their_name_is_printed(session, client):
    salma = Invitation.objects.get(person__first_name="Salma").person
    token = give_link(person=salma, by=None).token
    address = reverse("site:name-on-sheets-by-link", args=[token])
    client.get(address)
    assert not any(line.is_named for line in sheet_lines(session) if line.person == salma)
    client.post(address, {"given": "yes"})
    assert [line.is_named for line in sheet_lines(session) if line.person == salma] == [True]
    client.post(address, {"given": "no"})
    assert [line.is_named for line in sheet_lines(session) if line.person == salma] == [False]


def test_an_experts_month_holds_sure_dates_and_those_to_confirm(session, team, clock):
    clock.move_to(datetime(2027, 2, 16, 11, tzinfo=TUNIS))
    expert = session.expert
    factories.session(on=date(2027, 2, 25), by=expert, state=SessionState.ASKED)
    factories.session(on=date(2027, 3, 30), by=expert, state=SessionState.CONFIRMED)
    page = team.get(reverse("support:expert-month", args=[expert.key])).content.decode()
    assert page.count('class="card') == 1  # today's is over, the third too far
    assert "À confirmer par un appel" in page


def test_three_lines_are_asked_for_seven_days_only(session, clock):
    session.state = SessionState.HELD
    session.save()
    person = session.expert.person
    assert week_of(person).held == [session]
    clock.move_to(datetime(2027, 2, 23, 10, 31, tzinfo=TUNIS))
    assert week_of(person).held == []


def held(expert, on, minutes, came):
    made = factories.session(on=on, by=expert, state=SessionState.HELD)
    made.occasion.end_at = made.occasion.start_at.replace(minute=30) + (
        made.occasion.end_at - made.occasion.start_at
    ) * (minutes / 90)
    made.occasion.save()
    for _ in range(came):
        AttendanceMark.objects.create(
            occasion=made.occasion, presence="present", at=made.occasion.start_at
        )
    return made


def test_thanks_say_true_hours_and_go_once(hub, programme, clock):
    term = factories.term()
    leila, silent = factories.expert("Leïla"), factories.expert("Hichem")
    held(leila, date(2027, 1, 19), 90, came=3)
    held(leila, date(2027, 1, 26), 120, came=2)
    factories.session(on=date(2027, 2, 2), by=leila, state=SessionState.CANCELLED)
    factories.session(on=date(2027, 2, 3), by=silent, state=SessionState.CONFIRMED)
    clock.move_to(datetime(2027, 4, 3, 12, tzinfo=TUNIS))
    (one,) = given_in(term)
    assert (one.expert, one.sessions, one.minutes, one.people) == (leila, 2, 210, 5)
    assert f"thanks:{term.key}" in [found.fact for found in decisions_for(programme)]
    assert thank_experts(term=term, by=programme) == 1
    (message,) = Message.objects.all()
    assert message.recipient == leila.person
    assert "3\xa0h\xa030" in message.body or "3 h 30" in message.body
    assert f"thanks:{term.key}" not in [found.fact for found in decisions_for(programme)]
    with pytest.raises(Refused):
        thank_experts(term=term, by=programme)


def test_sheets_read_as_much_whatever_they_hold(session, team, django_assert_max_num_queries):
    address = reverse("support:sheet-type", args=[session.key])
    team.get(address)
    with django_assert_max_num_queries(60) as small:
        team.get(address)
    for _ in range(6):
        need = factories.need()
        Invitation.objects.create(occasion=session.occasion, person=need.person, need=need)
    with django_assert_max_num_queries(len(small.captured_queries)):
        team.get(address)
