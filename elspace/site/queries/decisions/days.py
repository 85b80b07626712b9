"""What the calendar and the term want decided: the moon, Ramadan, thanks."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.templatetags.elspace import format_day
from elspace.hub.queries import feasts_from, year_missing
from elspace.people.models import Person
from elspace.site.queries.at_hand import AtHand
from elspace.site.queries.ramadan import (
    evenings,
    has_evenings,
    is_moon_awaited,
    is_time_to_ask,
    ramadan_ahead,
    silent_experts,
)
from elspace.support.queries.terms import current_term
from elspace.support.queries.thanks import given_in, term_to_thank

from .decision import Decision

EVE = timedelta(days=2)  # before a date that follows the moon


FIRST_DAYS = timedelta(days=7)  # of Ramadan, while missing answers are a decision


def about_the_table(user: Person, day: AtHand) -> Iterator[Decision]:
    """The term goes on into a year of which no holiday is known."""
    term = current_term(terms=day.terms)
    if term is None or not user.has_perm("hub.change_calendar"):
        return
    if (year := year_missing(day.calendar, term.ends_on)) is not None:
        yield Decision(
            fact=f"holidays:{year}",
            order=(4, day.now),
            title=_("The holidays of %(year)s are not in the table yet") % {"year": year},
            reason=_("The term reaches that year: sessions would be placed on closed days."),
            url=f"{reverse('hub:holidays')}?year={year}",
            button=_("Complete the table"),
            facts=(year,),
        )


def about_the_moon(at_hand: AtHand) -> Iterator[Decision]:
    """On the eve of a feast: is it announced?"""
    now, day = at_hand.now, timezone.localdate(at_hand.now)
    for feast in feasts_from(at_hand.calendar, day, most=3):
        if feast.is_provisional and not feast.ramadan and feast.first - day <= EVE:
            yield Decision(
                fact=f"moon:{feast.days[0].key}",
                order=(0, now),
                title=_("%(name)s, %(day)s: is it announced?")
                % {"name": feast.name, "day": format_day(feast.first)},
                reason=_("One click confirms the date or moves it by a day, with whom to tell."),
                url=reverse("hub:calendar"),
                button=_("Decide"),
                facts=(feast.first,),
            )


def about_ramadan(at_hand: AtHand, *, asks: bool = True) -> Iterator[Decision]:
    """The eve's decision, and who has still to be asked (`asks`: for a programme)."""
    now, ramadan = at_hand.now, ramadan_ahead(at_hand.calendar)
    day = timezone.localdate(now)
    if ramadan is None or ramadan.starts_on is None or not is_time_to_ask(ramadan):
        return
    url = reverse("site:ramadan")
    if is_moon_awaited(ramadan):
        yield Decision(
            fact=f"moon:{ramadan.key}",
            order=(0, now),
            title=_("Ramadan, %(day)s: is it announced?") % {"day": format_day(ramadan.starts_on)},
            reason=_("One click confirms the date or moves it by a day, with whom to tell."),
            url=url,
            button=_("Decide"),
            facts=(ramadan.starts_on,),
        )
    if not asks or day > ramadan.starts_on + FIRST_DAYS:  # later, it is said before each proposal
        return
    silent = silent_experts().count()
    unasked = len(evenings().unasked) if has_evenings(ramadan) else 0
    if silent or unasked:
        yield Decision(
            fact=f"ramadan:{ramadan.key}",
            order=(4, now),
            title=_("Ramadan: some answers are missing"),
            reason=_("Experts without half-days: %(experts)d. Evenings not known: %(people)d.")
            % {"experts": silent, "people": unasked},
            url=url,
            button=_("See who"),
            facts=(silent > 0, unasked > 0),  # not again at every single answer
        )


def about_thanks(day: AtHand) -> Iterator[Decision]:
    """The term ends: its experts are thanked with their true hours."""
    term = term_to_thank(day.terms)
    waiting = sum(not one.is_thanked for one in given_in(term)) if term else 0
    if term is not None and waiting:
        yield Decision(
            fact=f"thanks:{term.key}",
            order=(6, day.now),
            title=_("%(name)s ends: thank the experts") % {"name": term.shown_name},
            reason=ngettext(
                "%(n)d person held sessions; the letter says the true hours.",
                "%(n)d people held sessions; the letters say the true hours.",
                waiting,
            )
            % {"n": waiting},
            url=reverse("support:thanks", kwargs={"key": term.key}),
            button=_("Thank the experts"),
            facts=(term.pk,),
        )
