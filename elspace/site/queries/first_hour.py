"""The first hour of a new hub: five petals, each lit by what is really there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elspace.hosting.models import Room
from elspace.hub.enums import Petal
from elspace.hub.models import Hub
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.people.enums import TEAM, Free
from elspace.people.models import Person
from elspace.support.enums import RunState
from elspace.support.models import Expert, Proposal, Session, Term

LEADS = "support.propose_programme"  # who is shown the way: the programme and the direction


@dataclass(frozen=True)
class Way:
    """A page that helps to light a petal: what one does there."""

    label: str | Promise
    url_name: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Step:
    """A petal: why it is there, what is enough, how far it is, the pages that lead on."""

    petal: Petal
    text: str | Promise
    enough: str | Promise
    is_lit: bool
    is_later: bool
    ways: tuple[Way, ...]

    @property
    def title(self) -> str:
        return str(self.petal.label)


@dataclass(frozen=True)
class FirstHour:
    """Where a new hub stands."""

    steps: tuple[Step, ...]
    hours_are_told: bool
    has_term: bool

    @property
    def lit(self) -> int:
        return sum(step.is_lit for step in self.steps)

    @property
    def all(self) -> int:
        """How many petals there are: five, or fewer where parts are off."""
        return len(self.steps)

    @property
    def is_over(self) -> bool:
        """Every petal shines."""
        return self.lit == len(self.steps)

    @property
    def next_step(self) -> Step | None:
        """The first petal that neither shines nor waits for later; else one that waits."""
        dark = [step for step in self.steps if not step.is_lit]
        return next((step for step in dark if not step.is_later), dark[0] if dark else None)


def first_hour(hub: Hub) -> FirstHour:
    """How far the hub is; a constant number of queries."""
    has_term = Term.objects.exists()
    return FirstHour(
        steps=tuple(
            Step(
                petal=petal,
                text=_TEXTS[petal],
                enough=_ENOUGH[petal],
                is_lit=_LIT[petal](hub),
                is_later=petal.value in hub.petals_later,
                ways=_WAYS[petal],
            )
            for petal in Petal
            if hub.uses(_PARTS.get(petal, ""))
        ),
        hours_are_told=hub.hours_are_told,
        has_term=has_term,
    )


def _is_place_there(hub: Hub) -> bool:
    return hub.hours_are_told and Room.objects.filter(is_active=True).exists()


def _are_people_there(_hub: Hub) -> bool:
    team = Person.objects.with_role(*TEAM).values("pk")
    return Person.objects.filter(is_active=True, expert=None).exclude(pk__in=team).exists()


def _are_experts_there(_hub: Hub) -> bool:
    free = {"person__half_days__free__in": (Free.YES, Free.MAYBE)}
    return Expert.objects.filter(is_active=True, **free).exists()


def _are_needs_there(_hub: Hub) -> bool:
    """One is enough, once it can be planned: sorted, and understood with its person."""
    silent = (State.STATED, State.DECLINED, State.WITHDRAWN)
    return Need.objects.exclude(discipline=None).exclude(state__in=silent).exists()


def _is_programme_there(_hub: Hub) -> bool:
    return Session.objects.exists() or Proposal.objects.filter(state=RunState.READY).exists()


# Petals of parts that may be off.
_PARTS = {Petal.EXPERTS: "programme", Petal.NEEDS: "needs", Petal.PROGRAMME: "programme"}
_LIT: dict[Petal, Callable[[Hub], bool]] = {
    Petal.PLACE: _is_place_there,
    Petal.PEOPLE: _are_people_there,
    Petal.EXPERTS: _are_experts_there,
    Petal.NEEDS: _are_needs_there,
    Petal.PROGRAMME: _is_programme_there,
}
_TEXTS: dict[Petal, str | Promise] = {
    Petal.PLACE: _("When the house is open, and the rooms where people meet."),
    Petal.PEOPLE: _("Those who carry projects. A list you have already is the shortest way."),
    Petal.EXPERTS: _("Who can help, on what, in which language, and on which half-days."),
    Petal.NEEDS: _("What people say they miss, in their own words, then sorted by discipline."),
    Petal.PROGRAMME: _("The weeks of a term; then a first programme is proposed and you decide."),
}
_ENOUGH: dict[Petal, str | Promise] = {
    Petal.PLACE: _("Enough to begin: the opening hours looked at, one room."),
    Petal.PEOPLE: _("Enough to begin: one person, one first name."),
    Petal.EXPERTS: _("Enough to begin: one expert, one half-day."),
    Petal.NEEDS: _("Enough to begin: one need, sorted and understood with its person."),
    Petal.PROGRAMME: _("Enough to begin: a term and one press of “Propose”."),
}
_WAYS: dict[Petal, tuple[Way, ...]] = {
    Petal.PLACE: (Way(_("Add a room"), "hosting:room-add"),),
    Petal.PEOPLE: (
        Way(_("Add a person"), "people:add"),
        Way(_("Bring in a list"), "imports:start"),
    ),
    Petal.EXPERTS: (
        Way(_("Add an expert"), "support:expert-add"),
        Way(_("Type their half-days"), "support:experts"),
    ),
    Petal.NEEDS: (
        Way(_("Write needs down"), "needs:quick"),
        Way(_("Sort them"), "needs:classify"),
        Way(_("Confirm them with people"), "site:needs"),
    ),
    Petal.PROGRAMME: (Way(_("Propose a programme"), "support:programme"),),
}
