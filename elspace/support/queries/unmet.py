"""Why a need has no date: the planner's facts in the reader's words, and the smallest change.

The person's own sentences are those of docs/optimiser.md; the team reads the same fact with names.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from elspace.needs.models import Need
from elspace.support.models import Proposal, Session

from .sessions import rank_of


@dataclass(frozen=True)
class Unmet:
    """A need left over: its code, the team's sentence, and the remedy the reason implies.

    `remedy` is one of: search (look for an expert), ask_hours, ask_half_days, smaller (a rota or a
    meeting of two), first (its prerequisite), swap, wait, confirm.
    """

    need: Need
    code: str
    sentence: str
    remedy: str


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
    "new": "propose",
}


def unmet_list(proposal: Proposal | None, unanswered: list[Need]) -> list[Unmet]:
    """The needs without an answer, most pressing first, with what a plan said of each."""
    found = []
    for need in unanswered:
        code, facts = reason_of(proposal, need)
        found.append(Unmet(need, code, team_sentence(code, facts), REMEDIES.get(code, "wait")))
    return found


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


def person_sentence(need: Need, proposal: Proposal | None) -> str:
    """Why a need has no date yet, as its own person reads it."""
    code, facts = reason_of(proposal, need)
    if code == "no_expert":
        return _(
            "Among our experts, nobody yet takes this subject in your language. We are looking."
        )
    if code == "no_room":
        return _("No room suits (places, equipment) at the possible hours.")
    if code == "no_common_time":
        return _("Your days and the experts' do not meet. Would another half-day be possible?")
    if code == "too_few_peers":
        return too_few(facts)
    if code == "prerequisite":
        return _("This need comes after another one that has no date yet.")
    if code == "expert_full":
        return _(
            "The hours offered this term on this subject are all taken. You get a message as soon "
            "as a place is free."
        )
    if code == "resident_full":
        return _(
            "Your possible hours are already taken by your other sessions. Would you rather "
            "exchange one?"
        )
    if code == "outranked":
        return _(
            "There were not enough hours for everybody this term. You are number %(rank)s for the "
            "next place."
        ) % {"rank": rank_of(need)}
    return _("A date is being looked for.")


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
    """The same reason for the team."""
    sentences = {
        "no_expert": _("Nobody takes this subject in a language this person speaks."),
        "no_room": _("No room suits (places, equipment) at the possible hours."),
        "no_common_time": _("This person's days and the experts' do not meet."),
        "prerequisite": _("It comes after a need that has no date yet."),
        "expert_full": _("The hours offered on this subject are all taken."),
        "resident_full": _("This person's possible hours are taken by other sessions."),
        "outranked": _("The hours did not suffice for everybody; others came first."),
        "too_late": _("The day it was wanted before has passed: ask whether it still helps."),
        "formats": _("It accepts only a session between residents: make it by hand."),
        "new": _("Said or confirmed after the last proposal."),
    }
    if code == "too_few_peers":
        return _("Too few people for this way of working: %(found)s of %(min)s.") % {
            "found": facts.get("found", 0),
            "min": facts.get("min", 0),
        }
    return sentences.get(code, _("A date is being looked for."))


def search_text(sessions_wanted: Need) -> str:
    """A text to share when looking for an expert: subject and language, nobody's name."""
    languages = ", ".join(one.name for one in sessions_wanted.person.speaks.all())
    discipline = sessions_wanted.discipline.name if sessions_wanted.discipline else ""
    return _(
        "We are looking for someone who knows this subject: %(discipline)s, and can talk about it "
        "in one of these languages: %(languages)s. One hour and a half with people who carry a "
        "useful project; the day is chosen with you. Do you know somebody?"
    ) % {"discipline": discipline, "languages": languages}


def free_seats_of(proposal: Proposal | None) -> list[tuple[Session, Need]]:
    """Free seats in sessions that keep their place, which the plan would give to a need."""
    pairs = proposal.solution.get("free_seats", []) if proposal else []
    sessions = Session.objects.select_related("occasion", "discipline").in_bulk(
        [one for one, _need in pairs]
    )
    needs = Need.objects.select_related("person").in_bulk([need for _one, need in pairs])
    return [
        (sessions[one], needs[need]) for one, need in pairs if one in sessions and need in needs
    ]
