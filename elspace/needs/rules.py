"""Who may do what with a need, on loaded rows, with the reason when not."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from elspace.core.answers import YES, Answer, no

from .enums import OPEN_STATES, TRANSITIONS, State
from .models import Need, Workshop
from .queries import words_visible_to

MOVED_ON = _("This need has moved on in the meantime; please look at it again.")


def can_read_words(user: Any, need: Need) -> Answer:
    """The person; for an ordinary need the team; for a confidential one its referent and the
    programme role."""
    if words_visible_to(user, need):
        return YES
    return no(_("These words are for the person, the referent and the programme role only."))


def can_move(need: Need, to: State) -> Answer:
    """Whether the need's life allows this step."""
    if to in TRANSITIONS[State(need.state)]:
        return YES
    return no(MOVED_ON)


def can_confirm_need(user: Any, need: Need) -> Answer:
    """The person, by one question, or the team with the person."""
    return _own_or_team(user, need, "needs.classify_need", State.CONFIRMED)


def can_classify_need(user: Any, need: Need) -> Answer:
    """The team, for a need they may read and that still waits for something."""
    if not user.has_perm("needs.classify_need"):
        return no(_("Only the team sorts needs."))
    if need.state not in OPEN_STATES:
        return no(_("This need is closed."))
    return can_read_words(user, need)


def can_decline_need(user: Any, need: Need) -> Answer:
    """The team, with a reason the person will read."""
    if not user.has_perm("needs.change_need"):
        return no(_("Only the team can say that a need cannot be answered here."))
    return can_read_words(user, need) and can_move(need, State.DECLINED)


def can_withdraw_need(user: Any, need: Need) -> Answer:
    """The person; the team for the person."""
    return _own_or_team(user, need, "needs.change_need", State.WITHDRAWN)


def can_reopen_need(user: Any, need: Need) -> Answer:
    """The person or the team, once a need was declined or settled and turns out not to be."""
    return _own_or_team(user, need, "needs.change_need", State.CONFIRMED)


def can_verify_need(user: Any, need: Need) -> Answer:
    """Whether it is settled is the person's word; the team may note it for the person."""
    return _own_or_team(user, need, "needs.change_need", State.VERIFIED)


def can_answer_otherwise(user: Any, need: Need) -> Answer:
    """Those of the team who answer for the programme; the referent of a confidential need too."""
    if not user.has_perm("needs.answer_otherwise") and user.pk != need.referent_id:
        return no(_("The programme or community role answers for the hub."))
    if need.state not in (State.STATED, State.CONFIRMED, State.PLANNED):
        return can_move(need, State.ADDRESSED)
    return can_read_words(user, need)


def _own_or_team(user: Any, need: Need, permission: str, to: State) -> Answer:
    own = user.pk == need.person_id
    if not own and not user.has_perm(permission):
        return no(_("Only the person or the team can do this."))
    return can_read_words(user, need) and can_move(need, to)


def can_put_first(user: Any, need: Need) -> Answer:
    """The person says which of their needs comes first; the team may note it for them."""
    if user.pk != need.person_id and not user.has_perm("needs.change_need"):
        return no(_("Only the person or the team can do this."))
    return can_read_words(user, need)


def can_say_at(workshop: Workshop, now: datetime) -> Answer:
    """By its code, between its two hours."""
    if now < workshop.opens_at:
        return no(_("This workshop has not begun yet."))
    if now >= workshop.closes_at:
        return no(_("This workshop is over. Yours is still in the form: you can say it here too."))
    return YES


def can_split_need(user: Any, need: Need) -> Answer:
    """The team, before the need has a date: what was said in one breath may be two needs."""
    if not user.has_perm("needs.classify_need"):
        return no(_("Only the team sorts needs."))
    if need.state not in (State.STATED, State.CONFIRMED):
        return no(_("Only a need without a date can be split."))
    return can_read_words(user, need)
