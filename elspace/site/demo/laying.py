"""Lays the whole demonstration once, in one transaction, as the story tells it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from elspace.hub.models import Holiday
from elspace.hub.queries import Calendar
from elspace.support.actions.terms import open_term

from .billing import tell_billing
from .cast import Cast
from .completing import tell_completion
from .days import WEEKS, Days
from .desks import lay_desks, sit_down
from .dirt import expect_feast_earlier, tell_dirt
from .events import tell_events
from .experts import add_experts, confirm_today, meets_ramadan
from .house import open_house
from .keys import key_of
from .month import tell_month
from .needs import tell_needs
from .people import RESIDENTS, add_residents, add_team, give_links, say_ramadan_evenings
from .plans import lay_plans
from .post import tell_post
from .reception import open_desk
from .rooms import add_rooms, book_rooms
from .sessions import tell_sessions
from .shared_hours import share_hours
from .sign_ins import open_accounts
from .term import NAME, NAME_AR
from .ventures import add_ventures
from .workshop import tell_workshop

BEGINNING, ARRIVAL, EXPERTS = "-2 Mon 10:00", "-1 Mon 10:00", "0 Mon 10:00"
OPENING = "0 Thu 10:00"
BOOKED_AGO = 200  # minutes


@transaction.atomic
def lay(*, is_full: bool = False) -> None:
    """A hub in the sixth week of its term, whatever day today is; a full house is the same hub
    after a month in which everybody used it."""
    days = Days(now=timezone.localtime(), calendar=Calendar.load())
    feasts = expect_feast_earlier(days)
    days.calendar = Calendar.load()
    with override("fr"):
        _tell(Cast(days=days), feasts, is_full=is_full)


def _tell(cast: Cast, feasts: list[Holiday], *, is_full: bool) -> None:
    story, days = cast.story, cast.days
    story.at(days.at(BEGINNING), open_house, cast)
    story.at(days.at(BEGINNING), add_team, cast)
    story.at(days.at(BEGINNING), add_rooms, cast)
    story.at(days.at(ARRIVAL), add_residents, cast)
    members: dict[str, list[str]] = {}
    for line in RESIDENTS:
        members.setdefault(line.venture, []).append(line.code)
    story.at(days.at(ARRIVAL), add_ventures, cast, members)
    story.at(days.at(EXPERTS), add_experts, cast)
    if meets_ramadan(cast):
        story.at(days.at(EXPERTS), say_ramadan_evenings, cast)
    story.at(days.at(OPENING), _open_term, cast)
    story.at(days.at(OPENING), lay_desks, cast)
    story.at(days.at(OPENING), lay_plans, cast)
    story.at(days.at(OPENING), give_links, cast)
    story.at(days.at(OPENING), open_accounts, cast)
    story.at(days.at("5 Mon 19:00"), confirm_today, cast)
    tell_workshop(cast)
    tell_needs(cast)
    tell_sessions(cast)
    tell_events(cast)
    tell_dirt(cast, feasts)
    if is_full:
        tell_month(cast)
    tell_completion(cast)
    tell_post(cast)
    tell_billing(cast)
    story.at(days.lately(BOOKED_AGO), book_rooms, cast)
    story.at(days.lately(BOOKED_AGO - 1), share_hours, cast)
    story.at(days.lately(BOOKED_AGO), sit_down, cast)
    story.at(days.now, open_desk, cast)
    story.tell(until=days.now)


def _open_term(cast: Cast) -> None:
    cast.terms.append(
        open_term(
            name=NAME,
            name_ar=NAME_AR,
            starts_on=cast.days.starts_on,
            weeks=WEEKS,
            key=key_of("term"),
            by=cast.programme,
        )
    )
