"""Two people exchange a day at their desks themselves."""

from datetime import date, timedelta

import pytest

from elspace.core.answers import Refused
from elspace.hosting.actions.desks import (
    agree_to_swap,
    hold_desk,
    offer_swap,
    release_desk,
    take_desk,
    withdraw_swap,
)
from elspace.hosting.actions.subscriptions import end_subscription
from elspace.hosting.models import DeskDay, DeskSwap
from elspace.hosting.personal_data import DESKS
from elspace.hosting.queries.desks import HALVES, Seating
from elspace.hosting.queries.swaps import own_swaps, swaps_open_to
from elspace.hub.models import Hub
from elspace.outbox.models import Message
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
AM, PM = HALVES
MONDAY, THURSDAY = date(2027, 2, 22), date(2027, 2, 25)  # in Ramadan: mornings alone are open


@pytest.fixture
def p1(hub):
    return factories.desk("P1")


@pytest.fixture
def ines():
    return factories.resident("Inès", last_name="Bchini")


@pytest.fixture
def ghada():
    return factories.resident("Ghada", last_name="Ltifi")


@pytest.fixture
def shared(p1, ines, ghada):
    """Inès has P1 from Monday to Wednesday, Ghada on Thursday and Friday."""
    for person, days in ((ines, (0, 1, 2)), (ghada, (3, 4))):
        halves = [(day, half) for day in days for half in HALVES]
        hold_desk(desk=p1, person=person, from_on=date(2027, 2, 1), halves=halves, by=None)
    return p1


def who(desk, day, half=AM):
    return Seating.load(day, day).seat(desk, day, half).person


def offered(desk, person, **more):
    asked = {"desk": desk, "person": person, "day": MONDAY, "wanted_on": THURSDAY, "by": person}
    return offer_swap(**(asked | more))


def test_one_offers_the_other_agrees_and_each_sits_where_the_other_would(shared, ines, ghada):
    swap = offered(shared, ines)
    assert (who(shared, MONDAY), who(shared, THURSDAY)) == (ines, ghada)  # nothing changes yet
    assert offered(shared, ines) == swap
    assert [one.swap for one in swaps_open_to(ghada)] == [swap]
    for _twice in range(2):
        agree_to_swap(swap=swap, person=ghada, by=ghada)
    assert (who(shared, MONDAY), who(shared, THURSDAY)) == (ghada, ines)
    message = Message.objects.get(kind="desk_swap")
    assert message.recipient == ines
    assert "Ltifi" not in message.title + message.body
    assert not swaps_open_to(ghada)


@pytest.mark.parametrize("back", ["ines", "ghada"])
def test_either_takes_it_back_before_the_day(request, shared, ines, ghada, back, clock):
    swap = agree_to_swap(swap=offered(shared, ines), person=ghada, by=ghada)
    person = request.getfixturevalue(back)
    for _twice in range(2):
        withdraw_swap(swap=swap, person=person, by=person)
    assert (who(shared, MONDAY), who(shared, THURSDAY)) == (ines, ghada)
    assert not DeskDay.objects.exists()  # the week says it again
    told = Message.objects.filter(kind="desk_swap", occurrence="back").get()
    assert told.recipient == (ghada if back == "ines" else ines)


def test_on_the_day_the_exchange_stands(shared, ines, ghada, clock):
    swap = agree_to_swap(swap=offered(shared, ines), person=ghada, by=ghada)
    clock.move_to(f"{MONDAY}T08:00+01:00")
    with pytest.raises(Refused):
        withdraw_swap(swap=swap, person=ines, by=ines)
    assert who(shared, THURSDAY) == ines


def test_the_first_who_agrees_has_it(shared, ines, ghada):
    nour, other = factories.resident("Nour"), factories.desk("C1")
    take_desk(desk=other, day=THURSDAY, halves=[AM], person=nour, by=None)
    swap = offered(shared, ines)
    agree_to_swap(swap=swap, person=nour, by=nour)
    with pytest.raises(Refused, match="ne tient plus"):
        agree_to_swap(swap=swap, person=ghada, by=ghada)
    assert (who(shared, MONDAY), who(other, THURSDAY)) == (nour, ines)
    assert who(shared, THURSDAY) == ghada


def test_an_offer_ends_with_what_it_offers(shared, ines, ghada):
    swap = offered(shared, ines)
    release_desk(desk=shared, day=MONDAY, halves=HALVES, person=ines, by=ines)
    assert not swaps_open_to(ghada)
    with pytest.raises(Refused):
        agree_to_swap(swap=swap, person=ghada, by=ghada)


def test_nobody_is_put_at_two_desks(shared, ines, ghada):
    swap = offered(shared, ines)
    take_desk(desk=factories.desk("C1"), day=MONDAY, halves=[AM], person=ghada, by=None)
    with pytest.raises(Refused):
        agree_to_swap(swap=swap, person=ghada, by=ghada)
    assert who(shared, MONDAY) == ines


@pytest.fixture
def halved(p1, ines, ghada):
    """Inès has the mornings of P1, Ghada its afternoons; they have exchanged Monday's morning and
    Tuesday's afternoon."""
    for person, half in ((ines, AM), (ghada, PM)):
        halves = [(day, half) for day in range(5)]
        hold_desk(desk=p1, person=person, from_on=date(2027, 2, 1), halves=halves, by=None)
    swap = offered(p1, ines, day=date(2027, 4, 19), wanted_on=date(2027, 4, 20))
    return agree_to_swap(swap=swap, person=ghada, by=ghada)


def seats(desk, *days):
    return [who(desk, day, half) for day in days for half in HALVES]


def test_sharers_of_half_days_exchange_theirs(halved, p1, ines, ghada):
    assert seats(p1, halved.day, halved.wanted_on) == [ghada, ghada, ines, ines]


@pytest.mark.parametrize("back", ["ines", "ghada"])
def test_half_days_exchanged_come_back_and_no_more(request, halved, p1, ines, ghada, back):
    person = request.getfixturevalue(back)
    withdraw_swap(swap=halved, person=person, by=person)
    assert seats(p1, halved.day, halved.wanted_on) == [ines, ghada, ines, ghada]
    assert not DeskDay.objects.exists()  # the week says it again


def test_a_half_day_given_on_meanwhile_is_nobodys_to_take_back(halved, p1, ines, ghada):
    nour = factories.resident("Nour")
    release_desk(desk=p1, day=halved.day, halves=[AM], person=ghada, by=ghada)
    with pytest.raises(Refused, match="entre-temps"):
        withdraw_swap(swap=halved, person=ines, by=ines)
    take_desk(desk=p1, day=halved.day, halves=[AM], person=nour, by=None)
    with pytest.raises(Refused, match="entre-temps"):
        withdraw_swap(swap=halved, person=ines, by=ines)
    assert seats(p1, halved.day, halved.wanted_on) == [nour, ghada, ines, ines]


def test_nobody_comes_back_to_two_desks(halved, p1, ines, ghada):
    other = factories.desk("C1")
    take_desk(desk=other, day=halved.day, halves=[AM], person=ines, by=None)
    with pytest.raises(Refused, match="C1"):
        withdraw_swap(swap=halved, person=ghada, by=ghada)
    assert seats(p1, halved.day, halved.wanted_on) == [ghada, ghada, ines, ines]


@pytest.mark.parametrize(
    "asked",
    [
        {"day": date(2027, 2, 16)},  # today
        {"wanted_on": date(2027, 2, 15)},
        {"wanted_on": MONDAY},
        {"day": THURSDAY, "wanted_on": MONDAY},  # not hers
    ],
)
def test_what_cannot_be_offered_is_refused(shared, ines, asked):
    with pytest.raises(Refused):
        offered(shared, ines, **asked)
    assert not DeskSwap.objects.exists()


def test_a_stranger_takes_nothing_back_and_is_told_so(shared, ines, ghada, sign_in):
    nour = factories.resident("Nour")
    swap = agree_to_swap(swap=offered(shared, ines), person=ghada, by=ghada)
    with pytest.raises(Refused, match="ne tient plus"):
        withdraw_swap(swap=swap, person=nour, by=nour)
    sent = {"do": "withdraw", "swap": str(swap.key)}
    page = sign_in(nour).post("/my-week/desk/", sent)
    assert page.status_code == 422
    assert "Inès" not in page.content.decode()
    assert who(shared, MONDAY) == ghada
    assert not own_swaps(nour)


def test_offers_of_who_leaves_end(shared, ines, ghada):
    subscription = factories.subscription(ines)
    swap = offered(shared, ines)
    end_subscription(subscription=subscription, until_on=MONDAY - timedelta(days=1), by=None)
    swap.refresh_from_db()
    assert swap.state == "withdrawn"


def test_from_ones_own_page(shared, ines, ghada, sign_in):
    hers, others = sign_in(ines), sign_in(ghada)
    give = {"do": "offer", "give": f"{shared.key} {MONDAY}", "wanted": THURSDAY.isoformat()}
    for _twice in range(2):
        assert hers.post("/my-week/desk/", give).status_code == 302
    swap = DeskSwap.objects.get()
    read = others.get("/my-week/desk/").content.decode()
    assert "Inès" in read
    assert "Bchini" not in read
    assert "Ghada" not in hers.get("/my-week/desk/").content.decode()
    answer = {"swap": str(swap.key)}
    assert others.post("/my-week/desk/", answer | {"do": "agree"}).status_code == 302
    read = hers.get("/my-week/desk/").content.decode()
    assert "Ghada" in read
    assert "Ltifi" not in read
    assert hers.post("/my-week/desk/", answer | {"do": "withdraw"}).status_code == 302
    assert who(shared, MONDAY) == ines


def test_who_has_no_desk_that_day_reads_no_offer(shared, ines, sign_in):
    offered(shared, ines)
    nour = sign_in(factories.resident("Nour"))
    assert "Inès" not in nour.get("/my-week/desk/").content.decode()
    swap = DeskSwap.objects.get()
    sent = {"do": "agree", "swap": str(swap.key)}
    assert nour.post("/my-week/desk/", sent).status_code == 422
    assert who(shared, MONDAY) == ines


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "offer"},
        {"do": "offer", "give": "x y", "wanted": "z"},
        {"do": "agree"},
        {"do": "agree", "swap": "nothing"},
        {"do": "withdraw", "swap": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_nonsense_gets_a_sentence(shared, ines, sign_in, sent):
    assert sign_in(ines).post("/my-week/desk/", sent).status_code == 422


def test_only_who_uses_a_desk_and_only_when_desks_are_used(shared, ines, sign_in):
    offered(shared, ines)
    sent = {"do": "withdraw", "swap": str(DeskSwap.objects.get().key)}
    expert = sign_in(factories.person("Claire", roles=[Role.EXPERT]))
    assert expert.post("/my-week/desk/", sent).status_code == 403
    Hub.objects.update(modules=[])
    assert sign_in(ines).post("/my-week/desk/", sent).status_code == 404


def test_the_page_takes_the_same_queries(
    shared, ines, ghada, sign_in, django_assert_max_num_queries
):
    client = sign_in(ghada)
    client.get("/my-week/desk/")
    for n in range(12):
        person, desk = factories.resident(), factories.desk(f"B{n}")
        halves = [(day, half) for day in (0, 1, 2) for half in HALVES]
        hold_desk(desk=desk, person=person, from_on=date(2027, 2, 1), halves=halves, by=None)
        offered(desk, person)
    with django_assert_max_num_queries(34):
        client.get("/my-week/desk/")


def test_nothing_of_an_exchange_is_left_of_somebody_erased(shared, ines, ghada):
    agree_to_swap(swap=offered(shared, ines), person=ghada, by=ghada)
    offered(shared, ines, day=date(2027, 2, 23))
    assert len(list(DESKS.export(ines, ines))) == 1 + 1 + 2  # a week, a day, two exchanges
    DESKS.erase(ghada)
    assert DeskSwap.objects.get().state == "offered"
    DESKS.erase(ines)
    assert not DeskSwap.objects.exists()
