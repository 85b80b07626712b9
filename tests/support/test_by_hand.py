"""Composing by hand, without the planner: people, who can, three dates, done."""

import re
import uuid
from datetime import date, time

import pytest
from django.urls import reverse

from elspace.core.moments import local
from elspace.hub.enums import FormatCode, Half
from elspace.needs.enums import Level
from elspace.people.enums import Free
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.by_hand import offers_for
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "support:session-new"


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


@pytest.fixture
def team(term, programme, sign_in):
    return sign_in(programme)


@pytest.fixture
def six(term):
    """Six people waiting in finance, Leïla who knows it, a room."""
    factories.expert("Leïla")
    factories.room("Zitoun")
    return [factories.need(level=Level.BLOCKING) for _ in range(6)]


def body(response):
    return response.content.decode()


def dates_in(response):
    buttons = re.findall(r"<button[^>]*>", body(response))
    return [re.search(r'value="([^"]+)"', one)[1] for one in buttons if 'name="date"' in one]


def first_date(response):
    return dates_in(response)[0]


def fields(needs, **more):
    return {
        "discipline": "finance",
        "need": [str(need.key) for need in needs],
        "format": "workshop",
        "language": "fr",
    } | more


def test_from_a_row_of_the_board_to_a_session_in_one_page(team, six):
    page = team.get(reverse(NEW), {"discipline": "finance", "lang": "fr"})
    assert body(page).count('name="need"') >= 6
    assert "6 sur 6 peuvent" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body(page)))
    assert len(dates_in(page)) == 3
    key = str(uuid.uuid4())
    for _ in range(2):  # a double click
        answer = team.post(reverse(NEW), fields(six, date=first_date(page), key=key))
        assert answer.status_code == 302
    session = Session.objects.get()
    assert (session.state, session.is_by_hand) == (SessionState.PROPOSED, True)
    assert session.occasion.invitations.count() == 6
    assert session.expert.person.first_name == "Leïla"


def test_dates_that_suit_most_people_come_first(team, six):
    for need in six[:3]:
        factories.half_days(need.person, *[(day, Half.MORNING) for day in range(5)], free=Free.NO)
    page = team.get(reverse(NEW), {"discipline": "finance"})
    factories.format()
    (offer,) = offers_for(
        term=factories.Term.objects.get(),
        discipline=factories.discipline(),
        format=factories.format(),
        language=factories.language("fr"),
        people=[need.person for need in six],
    )
    assert [len(one.can) for one in offer.dates] == sorted(
        (len(one.can) for one in offer.dates), reverse=True
    )
    assert offer.dates[0].cannot == ()
    assert page.status_code == 200


def test_people_who_do_not_follow_the_language_are_left_out_and_named(team, six):
    naima = factories.resident("Naïma", speaks=("aeb",))
    need = factories.need(naima, level=Level.BLOCKING)
    page = team.get(reverse(NEW) + "?lang=fr", fields([*six, need]))
    assert "1 personne est laissée de côté" in body(page)
    team.post(reverse(NEW), fields([*six, need], date=first_date(page)))
    seated = Session.objects.get().occasion.invitations.values_list("person", flat=True)
    assert naima.pk not in seated


def test_two_needs_of_one_person_take_one_seat(team, six):
    second = factories.need(six[0].person, level=Level.USEFUL)
    page = team.get(reverse(NEW), fields([*six, second]))
    assert team.post(reverse(NEW), fields([*six, second], date=first_date(page))).status_code == 302
    assert Session.objects.get().occasion.invitations.count() == 6


def test_too_few_for_the_way_of_working_is_said_with_other_ways(team, six):
    page = team.get(reverse(NEW) + "?lang=fr", fields(six[:2]))
    assert "Permanence" in body(page)
    assert dates_in(page) == []
    assert "ici 2" in body(page)


def test_between_residents_needs_no_expert(team, six):
    page = team.get(reverse(NEW), fields(six, format="peer_group"))
    team.post(reverse(NEW), fields(six, format="peer_group", date=first_date(page)))
    assert Session.objects.get().expert is None


def test_without_a_serious_need_a_reason_is_written_and_kept(team, six):
    needs = [factories.need(level=Level.USEFUL) for _ in range(4)]
    page = team.get(reverse(NEW), fields(needs))
    chosen = first_date(page)
    refused = team.post(reverse(NEW) + "?lang=fr", fields(needs, date=chosen))
    assert refused.status_code == 200
    assert Session.objects.count() == 0
    team.post(reverse(NEW), fields(needs, date=chosen, reason="Une intervenante de passage"))
    assert Session.objects.get().reason == "Une intervenante de passage"


def test_what_is_already_proposed_is_kept_clear_of(team, six, term):
    leila = factories.Expert.objects.get()
    page = team.get(reverse(NEW), {"discipline": "finance"})
    slot = int(first_date(page).rsplit(":", 1)[1])
    team.post(reverse(NEW), fields(six, date=first_date(page)))
    others = [factories.need(level=Level.BLOCKING) for _ in range(4)]
    (offer,) = offers_for(
        term=term,
        discipline=factories.discipline(),
        format=factories.format(),
        language=factories.language("fr"),
        people=[need.person for need in others],
    )
    assert leila.max_per_week == 1
    assert {one.slot // 30 for one in offer.dates}.isdisjoint({slot // 30})


def test_a_date_taken_meanwhile_is_refused_and_everything_typed_is_kept(team, six):
    answer = team.post(reverse(NEW), fields(six, date=f"{uuid.uuid4()}:12", reason="Parce que"))
    assert answer.status_code == 200
    assert Session.objects.count() == 0
    assert body(answer).count("checked") >= 6


def test_an_expert_without_hours_left_is_not_offered(term, six):
    leila = factories.Expert.objects.get()
    leila.hours_a_term = 1
    leila.save()
    assert (
        offers_for(
            term=term,
            discipline=factories.discipline(),
            format=factories.format(),
            language=factories.language("fr"),
            people=[need.person for need in six],
        )
        == []
    )


@pytest.fixture
def made(term, six):
    """A workshop of five by hand, on Thursday 25 February at 10:30."""
    return factories.session(
        of=term,
        needs=six[:4],
        by=factories.Expert.objects.get(),
        where=factories.Room.objects.get(),
        is_by_hand=True,
    )


def compose(team, session, **sent):
    return team.post(
        reverse("support:session-compose", kwargs={"key": session.key}), sent, follow=True
    )


def test_a_proposed_session_moves_in_one_tap(team, made):
    slot = (6 * 6 + 3) * 5  # the same Thursday, 9:00
    compose(team, made, slot=slot)
    made.refresh_from_db()
    made.occasion.refresh_from_db()
    assert made.occasion.start_at == local(date(2027, 2, 25), time(9))


def test_what_a_move_breaks_is_said_in_people_and_nothing_moves(team, made):
    expert = made.expert.person
    expert.half_days.filter(weekday=4).delete()
    answer = compose(team, made, slot=(6 * 6 + 4) * 5, lang="fr")
    assert "Leïla" in body(answer)
    made.occasion.refresh_from_db()
    assert made.occasion.start_at == local(date(2027, 2, 25), time(10, 30))


def test_taking_someone_out_frees_the_need_and_says_what_it_breaks(team, made, six):
    seat = made.occasion.invitations.get(need=six[0])
    answer = compose(team, made, remove=seat.key)
    assert made.occasion.invitations.count() == 3
    assert "3" in body(answer)
    # too few for a workshop: another way is offered
    assert 'value="rota"' in body(answer)
    compose(team, made, format="rota")
    made.refresh_from_db()
    assert made.format.code == FormatCode.ROTA


def test_a_way_its_people_do_not_fit_in_is_refused(team, made):
    compose(team, made, format="individual")
    made.refresh_from_db()
    assert made.format.code == FormatCode.WORKSHOP


def test_an_announced_session_is_not_moved_behind_its_peoples_back(team, term, six):
    told = factories.session(
        of=term,
        needs=six,
        by=factories.Expert.objects.get(),
        where=factories.Room.objects.get(),
        state=SessionState.ANNOUNCED,
    )
    compose(team, told, slot=(6 * 6 + 3) * 5)
    assert Session.objects.get(pk=told.pk).occasion.start_at == local(
        date(2027, 2, 25), time(10, 30)
    )
