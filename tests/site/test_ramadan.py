"""Before and during Ramadan: evenings are asked about, the eve's decision says whom to tell."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hub.enums import Certainty, Half, Season
from elspace.hub.models import DaySlot, OpeningHours, OpeningProfile
from elspace.hub.queries import Calendar
from elspace.outbox.actions import mark_sent_by_hand
from elspace.outbox.enums import CallResult, Channel
from elspace.outbox.models import Message
from elspace.people.actions import give_link, say_evenings
from elspace.people.enums import Free, Role
from elspace.people.models import HalfDay
from elspace.people.queries import evenings_of
from elspace.site import actions
from elspace.site.queries.decisions import decisions_for
from elspace.site.queries.ramadan import evenings, silent_experts, to_tell
from elspace.support.enums import Preset, SessionState
from elspace.support.models import Session
from elspace.support.planning import build_problem
from elspace.support.queries.before import before_proposing
from elspace.support.queries.dates import PeopleDiary
from tests import factories
from tests.conftest import TUNIS

pytestmark = pytest.mark.django_db
EVENING = local(date(2027, 2, 18), time(21))  # a Thursday of Ramadan
EVENING_SLOT = (5 * 6 + 3) * 5 + 4


@pytest.fixture
def ramadan(hub):
    return OpeningProfile.objects.get(season=Season.RAMADAN, starts_on=date(2027, 2, 8))


@pytest.fixture
def team(programme, sign_in):
    return sign_in(programme)


@pytest.fixture
def evening_slot(ramadan):
    """The veillée is a slot, and the house is open for it."""
    for weekday in range(6):
        OpeningHours.objects.get_or_create(
            profile=ramadan, weekday=weekday, opens=time(20, 30), closes=time(23)
        )
    DaySlot.objects.update_or_create(
        profile=ramadan, position=4, defaults={"starts": time(21), "ends": time(22, 30)}
    )
    return ramadan


def busy_of(term):
    (row,) = build_problem(term=term, preset=Preset.BALANCED).problem["residents"]
    return row["busy"]


@pytest.mark.parametrize(
    ("free", "is_proposed"), [(None, False), (Free.NO, False), (Free.MAYBE, True), (Free.YES, True)]
)
def test_an_evening_is_proposed_only_to_who_said_it_is_possible(
    evening_slot, programme, free, is_proposed
):
    who = factories.resident()
    factories.need(who)
    if free:
        say_evenings(person=who, free=free, by=programme, entered_from="call")
    assert (EVENING_SLOT not in busy_of(factories.term())) is is_proposed


def test_an_answer_about_evenings_leaves_the_usual_impossible_mornings(ramadan):
    who = factories.resident()
    factories.half_days(who, (3, Half.MORNING), free=Free.NO)
    say_evenings(person=who, free=Free.YES, by=who, entered_from="self")
    diary = PeopleDiary([who], factories.term())
    morning = local(date(2027, 2, 18), time(9))
    assert not diary.can_come(who, morning, morning + timedelta(minutes=90))


def test_by_hand_an_unasked_evening_is_named_and_not_counted_as_impossible(evening_slot):
    who = factories.resident()
    diary = PeopleDiary([who], factories.term())
    hours = (EVENING, EVENING + timedelta(minutes=90))
    assert diary.can_come(who, *hours)
    assert diary.is_unasked_evening(who, *hours)
    usual = local(date(2027, 4, 1), time(18)), local(date(2027, 4, 1), time(19))
    assert not diary.is_unasked_evening(who, *usual)


@pytest.mark.parametrize(
    ("starts", "ends", "is_open"),
    [
        (time(16, 0), time(17, 15), True),  # sunset in Tunis on 16 February: 18:00
        (time(16, 30), time(17, 45), False),
        (time(18, 0), time(19, 0), False),
        (time(19, 20), time(20, 0), False),
        (time(19, 31), time(20, 30), True),
    ],
)
def test_nothing_is_planned_around_iftar(ramadan, starts, ends, is_open):
    OpeningHours.objects.create(profile=ramadan, weekday=1, opens=time(15), closes=time(23))
    day = date(2027, 2, 16)
    assert Calendar.load().is_open(local(day, starts), local(day, ends)) is is_open


def test_outside_ramadan_the_same_hours_are_open(hub):
    day = date(2027, 4, 6)
    assert Calendar.load().is_open(local(day, time(17)), local(day, time(18)))


def told_session(on, at, people=2):
    made = factories.session(
        on=on,
        at=at,
        needs=[factories.need() for _ in range(people)],
        by=factories.expert("Leïla"),
        where=factories.room(),
        state=SessionState.CONFIRMED,
    )
    made.state = SessionState.ASKED
    made.save()
    return made


def test_one_day_later_moves_no_session_and_lists_whom_to_tell(ramadan, programme, team):
    ramadan.certainty = Certainty.PROVISIONAL
    ramadan.save()
    session = told_session(date(2027, 3, 11), time(9))  # the first Eid days are 10 and 11 March
    session.state = SessionState.CONFIRMED
    session.save()
    fine = told_session(date(2027, 3, 13), time(9), people=1)
    before = {s.pk: s.occasion.start_at for s in (session, fine)}
    team.post(reverse("site:ramadan-step"), {"step": "later"})
    ramadan.refresh_from_db()
    assert ramadan.starts_on == date(2027, 2, 9)
    assert {s.pk: s.occasion.start_at for s in Session.objects.select_related("occasion")} == before
    (one,) = to_tell(programme)
    assert one.session == session
    assert len(one.people) == 3  # the expert and two guests
    page = team.get(reverse("site:ramadan")).content.decode()
    for person in one.people:
        assert person.short_name in page


def test_whoever_may_not_read_a_confidential_session_is_told_nothing_of_it(ramadan, sign_in):
    session = told_session(date(2027, 3, 11), time(9))
    session.is_confidential = True
    session.save()
    director = factories.person(roles=[Role.DIRECTOR])
    assert to_tell(director) == []


def test_the_eve_is_on_today_until_it_is_confirmed(ramadan, programme, clock, team):
    ramadan.certainty = Certainty.PROVISIONAL
    ramadan.save()
    clock.move_to(datetime(2027, 2, 7, 18, tzinfo=TUNIS))
    facts = [one.fact for one in decisions_for(programme)]
    assert facts[0] == f"moon:{ramadan.key}"
    team.post(reverse("site:ramadan-step"), {"step": "confirm"})
    assert f"moon:{ramadan.key}" not in [one.fact for one in decisions_for(programme)]


def test_the_eve_of_a_feast_is_on_today_too(ramadan, programme, clock):
    clock.move_to(datetime(2027, 3, 9, 18, tzinfo=TUNIS))
    moons = [one for one in decisions_for(programme) if one.fact.startswith("moon:")]
    assert [one.url for one in moons] == [reverse("hub:calendar")]


@pytest.mark.parametrize(
    ("day", "is_told"),
    [(date(2026, 12, 20), False), (date(2027, 1, 5), True), (date(2027, 2, 20), False)],
)
def test_missing_answers_are_a_decision_before_it_and_in_its_first_days(
    evening_slot, programme, clock, day, is_told
):
    clock.move_to(local(day, time(10)))
    factories.need()
    facts = [one.fact for one in decisions_for(programme)]
    assert (f"ramadan:{evening_slot.key}" in facts) is is_told


def test_everybody_without_an_answer_is_asked_once(evening_slot, programme, team):
    naima, said = factories.resident("Naïma"), factories.resident("Seif")
    say_evenings(person=said, free=Free.NO, by=said, entered_from="self")
    for _ in range(2):
        team.post(reverse("site:ramadan-ask"), {"whom": "everybody"})
    (message,) = Message.objects.all()
    assert message.recipient == naima
    assert "iftar" in message.body
    assert f"/p/{give_link(person=naima, by=None).token}/" in message.body


def test_experts_without_ramadan_half_days_are_asked(evening_slot, programme, team):
    silent = factories.expert("Hichem", every_half_day=False)
    factories.expert("Leïla")
    team.post(reverse("site:ramadan-ask"), {"whom": "experts"})
    (message,) = Message.objects.all()
    assert message.recipient == silent.person
    assert list(silent_experts()) == [silent]


def test_nobody_left_to_ask_is_said(ramadan, programme):
    with pytest.raises(Refused, match="il ne reste personne"):
        actions.ask_about_evenings(people=[], ramadan=ramadan, by=programme)


def test_a_person_answers_on_their_own_page_and_is_not_asked_again(evening_slot, client):
    naima = factories.resident("Naïma")
    token = give_link(person=naima, by=None).token
    address = reverse("site:my-page", kwargs={"token": token})
    answer = reverse("site:my-evenings-by-link", kwargs={"token": token})
    assert answer in client.get(address).content.decode()
    assert not HalfDay.objects.exists()  # opening the page says nothing
    client.post(answer, {"evenings": "maybe"})
    assert evenings_of([naima]) == {naima.pk: Free.MAYBE}
    assert answer not in client.get(address).content.decode()


def test_an_unknown_button_changes_nothing(evening_slot, client):
    token = give_link(person=factories.resident(), by=None).token
    answer = reverse("site:my-evenings-by-link", kwargs={"token": token})
    page = client.post(answer, {"evenings": "often\x00"}, follow=True)
    assert page.status_code == 200
    assert not HalfDay.objects.exists()


def test_an_answer_by_phone_is_kept(evening_slot, programme):
    naima = factories.resident("Naïma", phone="+21660000001", channel=Channel.CALL)
    actions.ask_about_evenings(people=[naima], ramadan=evening_slot, by=programme)
    message = Message.objects.get()
    mark_sent_by_hand(message=message, by=programme, call_result=CallResult.NO)
    assert evenings_of([naima]) == {naima.pk: Free.NO}
    assert {row.entered_from for row in HalfDay.objects.all()} == {"call"}


def test_counts_of_evenings_and_who_was_never_asked(evening_slot, programme):
    yes, no, silent = (factories.resident() for _ in range(3))
    say_evenings(person=yes, free=Free.YES, by=yes, entered_from="self")
    say_evenings(person=no, free=Free.NO, by=no, entered_from="self")
    found = evenings()
    assert (found.yes, found.maybe, found.no, found.unasked) == (1, 0, 1, (silent,))


def test_before_proposing_says_how_many_evenings_are_not_known(evening_slot, programme):
    factories.need()
    texts = [one.text for one in before_proposing(factories.term(), programme, Calendar.load())]
    assert any("soirées de Ramadan" in text for text in texts)


def test_page_reads_as_much_whatever_it_holds(
    evening_slot, programme, team, django_assert_max_num_queries
):
    address = reverse("site:ramadan")
    factories.need()
    told_session(date(2027, 3, 11), time(9))
    team.get(address)
    with django_assert_max_num_queries(60) as small:
        team.get(address)
    for number in range(6):
        factories.need(factories.resident(f"R{number}"))
        told_session(date(2027, 3, 11), time(9))
    with django_assert_max_num_queries(len(small.captured_queries)):
        team.get(address)
