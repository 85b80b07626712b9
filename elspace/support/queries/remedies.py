"""What would help most, as one reader may see it: changes in words, and the people they reach."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.hub.models import Discipline, Equipment, Format, SpokenLanguage
from elspace.needs.enums import Level
from elspace.needs.models import Need
from elspace.needs.queries import words_visible_to
from elspace.people.models import Person
from elspace.support.enums import UNFINISHED_RUNS, WEIGHTS, Preset, RunState
from elspace.support.models import Proposal, Term

from .experts import active_experts
from .standing_now import mark_of
from .terms import SlotTime, term_slots

MOST = 10
# A run without a sign of life for so long was interrupted; one that has not begun may only wait
# for the programmes before it.
SILENT_AFTER = timedelta(seconds=60)
LOST_AFTER = timedelta(minutes=10)


@dataclass
class Remedy:
    """One change. `kind`: expert_slot, room_hour or format. `points` is None where a need counts
    in it that the reader may not read; `people`: whom it gives an answer, each once."""

    kind: str
    needs: list[Need]
    points: int | None
    discipline: Discipline | None = None  # None for a confidential appointment
    languages: list[SpokenLanguage] = field(default_factory=list)
    is_known: bool = False  # an expert of the hub teaches it, and could give more
    format: Format | None = None
    slot: SlotTime | None = None
    capacity: int = 0
    is_quiet: bool = False
    equipment: list[Equipment] = field(default_factory=list)
    need: Need | None = None

    @property
    def in_words(self) -> str:
        """The languages, any of which would do."""
        return _(" or ").join(one.name for one in self.languages)

    @property
    def query(self) -> str:
        """The languages as the address of a text to share."""
        return "".join(f"&language={one.code}" for one in self.languages)

    @property
    def people(self) -> list[Person]:
        """Everybody it reaches, confidential needs counted for those who may read them."""
        return list({need.person_id: need.person for need in self.needs}.values())

    @property
    def named(self) -> list[Person]:
        """Those whose names may stand beside it: nobody of a confidential need."""
        own = [need for need in self.needs if not need.is_confidential]
        return list({need.person_id: need.person for need in own}.values())


@dataclass
class Remedies:
    """The list of a proposal and where it stands. Neither running, nor failed, nor ready: it was
    never asked for. `is_outdated`: what it was worked out from has changed since."""

    is_running: bool = False
    is_failed: bool = False
    is_ready: bool = False
    is_outdated: bool = False
    at: datetime | None = None
    shown: list[Remedy] = field(default_factory=list)


def is_remedies_interrupted(proposal: Proposal) -> bool:
    """Whether a run that should be alive has given no sign of life."""
    if proposal.remedies_state not in UNFINISHED_RUNS:
        return False
    alive = proposal.remedies_beat_at
    patience = LOST_AFTER if proposal.remedies_state == RunState.QUEUED else SILENT_AFTER
    return alive is None or timezone.now() - alive > patience


def remedies_of(proposal: Proposal | None, reader: Person, *, in_brief: bool = False) -> Remedies:
    """The changes that help people whose needs this reader may read, those that win most first. A
    constant number of queries. `in_brief`: without dates, and without asking whether anything has
    changed since, which reads all that the planner does."""
    if proposal is None:
        return Remedies()
    kept = proposal.remedies
    is_failed = is_remedies_interrupted(proposal) or proposal.remedies_state == RunState.FAILED
    found = Remedies(
        is_running=proposal.remedies_state in UNFINISHED_RUNS and not is_failed,
        is_failed=is_failed,
        is_ready=bool(kept),
        at=proposal.remedies_at,
    )
    if kept:
        found.is_outdated = not in_brief and kept["seen"] != mark_of(proposal.term)
        found.shown = _Reading(proposal, reader, in_brief).shown(kept["changes"])
    return found


class _Reading:
    """The rows a list speaks of, read once."""

    def __init__(self, proposal: Proposal, reader: Person, in_brief: bool) -> None:
        self.reader = reader
        self.weights = WEIGHTS[Preset(proposal.preset)]
        self.term: Term = proposal.term
        self.disciplines = Discipline.objects.in_bulk()
        self.formats = {form.code: form for form in Format.objects.all()}
        self.languages = {one.code: one for one in SpokenLanguage.objects.all()}
        self.taught = set(active_experts().values_list("disciplines", "person__speaks__code"))
        self.equipment = Equipment.objects.in_bulk()
        self.slots = {} if in_brief else {slot.slot: slot for slot in term_slots(self.term)}

    def shown(self, changes: list[dict[str, Any]]) -> list[Remedy]:
        numbers = {n for one in changes for n in (*one["needs"], one.get("need", 0))}
        self.needs = (
            Need.objects.filter(pk__in=numbers).select_related("person", "discipline").in_bulk()
        )
        found = [one for change in changes if (one := self._remedy(change)) is not None]
        return sorted(found, key=lambda one: -self._worth(one))[:MOST]

    def _remedy(self, change: dict[str, Any]) -> Remedy | None:
        """A change as its reader may see it; None where it says something only of needs that are
        not theirs to read."""
        known = [self.needs[n] for n in change["needs"] if n in self.needs]
        needs = [need for need in known if words_visible_to(self.reader, need)]
        own = self.needs.get(change.get("need", 0))
        if not needs or (change["kind"] == "format" and own not in needs):
            return None
        is_sealed = change.get("is_sealed", False)
        return Remedy(
            kind=change["kind"],
            needs=needs,
            points=change["points"] if len(needs) == len(change["needs"]) else None,
            discipline=None if is_sealed else self._discipline(change, own),
            languages=[
                self.languages[code]
                for code in change.get("languages", ())
                if code in self.languages
            ],
            is_known=any(
                (change.get("discipline"), code) in self.taught
                for code in change.get("languages", ())
            ),
            format=self.formats.get(change.get("format", "")),
            slot=self.slots.get(change.get("slot", -1)),
            capacity=change.get("capacity", 0),
            is_quiet=change.get("is_quiet", False),
            equipment=[
                self.equipment[n] for n in change.get("equipment", ()) if n in self.equipment
            ],
            need=own,
        )

    def _discipline(self, change: dict[str, Any], own: Need | None) -> Discipline | None:
        return own.discipline if own else self.disciplines.get(change.get("discipline", 0))

    def _worth(self, one: Remedy) -> int:
        """What orders the list: the points, or what the needs in sight would count for."""
        if one.points is not None:
            return one.points
        return sum(self.weights.of(Level(need.level)) for need in one.needs)
