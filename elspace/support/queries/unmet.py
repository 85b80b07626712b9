"""Why a need has no date: the planner's facts in the reader's words, and the smallest change.

The person's own sentences are those of docs/optimiser.md; the team reads the same fact, once for
all whom it concerns.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.agenda.models import Invitation
from elspace.core.templatetags.elspace import listed
from elspace.hub.models import Discipline, SpokenLanguage
from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.people.models import HalfDay, Person
from elspace.people.queries import languages_of
from elspace.support.enums import RunState
from elspace.support.models import Expert, Proposal

from .sessions import rank_of


@dataclass
class Unmet:
    """Needs of one discipline left over for one reason: the team's sentence, and the remedy it
    implies.

    `remedy` is one of: search (look for an expert), ask_hours, ask_half_days, smaller (a rota or a
    meeting of two), first (its prerequisite), swap, wait, confirm, room, propose. `silent`: experts
    who never said when they can come; `experts`: those whose hours are all taken.
    """

    discipline: Discipline | None  # None: a confidential need, an appointment
    code: str
    sentence: str
    remedy: str
    needs: list[Need] = field(default_factory=list)
    silent: list[Expert] = field(default_factory=list)
    experts: list[Expert] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """Whom it concerns, each once."""
        return list({need.person_id: need.person for need in self.needs}.values())

    @property
    def levels(self) -> list[tuple[Level, int]]:
        """How many needs of each consequence, what stops a project first."""
        counts = [
            (level, sum(need.level == level for need in self.needs))
            for level in sorted(Level, reverse=True)
        ]
        return [(level, count) for level, count in counts if count]


REMEDIES = {
    "no_expert": "search",
    "no_room": "room",
    "no_common_time": "ask_half_days",
    "too_few_peers": "smaller",
    "prerequisite": "first",
    "expert_full": "ask_hours",
    "resident_full": "swap",
    "outranked": "wait",
    "too_late": "confirm",
    "formats": "smaller",
    "language": "smaller",
    "new": "propose",
}


def unmet_list(proposal: Proposal | None, unanswered: list[Need]) -> list[Unmet]:
    """The needs without an answer, by discipline and reason, most pressing first, with what the
    last plan said of each. A constant number of queries."""
    groups: dict[tuple[Any, ...], Unmet] = {}
    named: dict[tuple[Any, ...], set[int]] = {}
    for need in unanswered:
        code, facts = reason_of(proposal, need)
        sentence = team_sentence(code, facts)
        alone = need.pk if need.is_confidential else None
        place = (need.discipline_id, code, sentence, alone)
        if place not in groups:
            discipline = None if need.is_confidential else need.discipline
            groups[place] = Unmet(discipline, code, sentence, REMEDIES.get(code, "wait"))
        groups[place].needs.append(need)
        named.setdefault(place, set()).update(_experts_in(facts))
    _name_experts(groups, named)
    return list(groups.values())


def count_unmet(groups: Iterable[Unmet]) -> int:
    """How many needs stand without an answer."""
    return sum(len(one.needs) for one in groups)


def _experts_in(facts: dict[str, Any]) -> Iterable[int]:
    """Numbers of the experts a reason speaks of ("e12")."""
    return (int(name[1:]) for name in facts.get("experts", ()) if name[1:].isdecimal())


def _name_experts(
    groups: dict[tuple[Any, ...], Unmet], named: dict[tuple[Any, ...], set[int]]
) -> None:
    numbers = {number for found in named.values() for number in found}
    if not numbers:
        return
    experts = Expert.objects.select_related("person").in_bulk(numbers)
    people = [expert.person_id for expert in experts.values()]
    answered = set(HalfDay.objects.filter(person__in=people).values_list("person", flat=True))
    for place, found in named.items():
        known = [experts[number] for number in sorted(found) if number in experts]
        groups[place].silent = [one for one in known if one.person_id not in answered]
        if groups[place].remedy == "ask_hours":
            groups[place].experts = known


def reason_of(proposal: Proposal | None, need: Need) -> tuple[str, dict[str, Any]]:
    """Code and facts of a need's reason in the last plan; "new" when no plan has seen it."""
    solution = proposal.solution if proposal else {}
    reason = solution.get("unmet", {}).get(str(need.pk))
    if reason:
        return reason["code"], reason["facts"]
    held_back = solution.get("held_back", {}).get(str(need.pk))
    if held_back:
        return held_back, {}
    return "new", {}


def unmet_sentence(need: Need, language: str) -> str:
    """Why a need has no date yet, as its own person reads it in `language`; "" when it is not
    waiting for one. A date that is planned and not yet sure is said so."""
    if need.state != State.CONFIRMED:
        return ""
    term_runs = Proposal.objects.filter(state=RunState.READY).order_by("-finished_at")
    with override(language):
        if Invitation.objects.filter(
            need=need, is_dropped=False, occasion__session__state__in=("asked", "confirmed")
        ).exists():
            return _("A date is planned, to be confirmed.")
        return person_sentence(need, term_runs.first())


def person_sentence(need: Need, proposal: Proposal | None) -> str:
    """The sentence of docs/optimiser.md for a need's reason, to its person."""
    code, facts = reason_of(proposal, need)
    if code == "too_few_peers":
        return too_few(facts)
    if code == "prerequisite":
        return _prerequisite(facts)
    if code == "outranked":
        return _(
            "There were not enough hours for everybody this term. You are number %(rank)s for the "
            "next place."
        ) % {"rank": rank_of(need)}
    sentences = {
        "no_expert": _(
            "Among our experts, nobody yet takes this subject in your language. We are looking."
        ),
        "no_room": _("No room suits (places, equipment) at the possible hours."),
        "no_common_time": _(
            "Your days and the experts' do not meet. Would another half-day be possible?"
        ),
        "expert_full": _(
            "The hours offered this term on this subject are all taken. You get a message as soon "
            "as a place is free."
        ),
        "resident_full": _(
            "Your possible hours are already taken by your other sessions. Would you rather "
            "exchange one?"
        ),
    }
    return sentences.get(code) or _("A date is being looked for.")


def _prerequisite(facts: dict[str, Any]) -> str:
    number = str(facts.get("after", ""))[1:]
    first = Need.objects.filter(pk=number).first() if number.isdecimal() else None
    if first is None or first.is_confidential:
        return _("This need comes after another one that has no date yet.")
    words = first.words if len(first.words) < 60 else first.words[:57] + "…"
    return _("This need comes after “%(words)s”, which has no date yet.") % {"words": words}


def too_few(facts: dict[str, Any]) -> str:
    """Too few people for the format, said to one of them."""
    values = {"min": facts.get("min", 0), "found": facts.get("found", 0)}
    one = _(
        "This workshop takes %(min)s people, you are the only one so far. Would a meeting of two "
        "suit you?"
    )
    many = _(
        "This workshop takes %(min)s people, you are %(found)s so far. Would a meeting of two suit "
        "you?"
    )
    return (one if values["found"] == 1 else many) % values


def team_sentence(code: str, facts: dict[str, Any]) -> str:
    """The same reason for the team, for one person or several."""
    if code == "too_few_peers":
        return _("This way of working takes %(min)s people; %(found)s so far.") % {
            "found": facts.get("found", 0),
            "min": facts.get("min", 0),
        }
    sentences = {
        "no_expert": _("Nobody takes this subject yet in a language spoken here."),
        "no_room": _("No room suits (places, equipment) at the possible hours."),
        "no_common_time": _("Their days and those of the experts do not meet."),
        "prerequisite": _("It comes after a need that has no date yet."),
        "expert_full": _("The hours offered on this subject are all taken."),
        "resident_full": _("Their possible hours are taken by their other sessions."),
        "outranked": _("The hours did not suffice for everybody; others came first."),
        "too_late": _("The day before which it was wanted has passed: ask whether it still helps."),
        "formats": _("It accepts only a session between residents: make it by hand."),
        "language": _("It wants another language than the person's other needs: make it by hand."),
        "new": _("Said or confirmed after the last proposal."),
    }
    return sentences.get(code) or _("A date is being looked for.")


def search_text(sessions_wanted: Need) -> str:
    """A text to share when looking for an expert: subject and language, nobody's name."""
    languages = listed(
        one.name
        for one in SpokenLanguage.objects.filter(code__in=languages_of(sessions_wanted.person))
    )
    discipline = sessions_wanted.discipline.name if sessions_wanted.discipline else ""
    return text_to_look_for(discipline, languages)


def text_to_look_for(discipline: str, languages: str) -> str:
    """The text itself, for a subject and languages already in words."""
    return _(
        "We are looking for someone who knows this subject: %(discipline)s, and can talk about it "
        "in one of these languages: %(languages)s. One hour and a half with people who carry a "
        "useful project; the day is chosen with you. Do you know somebody?"
    ) % {"discipline": discipline, "languages": languages}
