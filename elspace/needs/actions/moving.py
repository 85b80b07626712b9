"""The life of a need: every change of state goes through `_move` and the one table in enums."""

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.needs.closing import give_back
from elspace.needs.enums import AnswerKind, State
from elspace.needs.messages import tell_answered, tell_declined
from elspace.needs.models import Need, NeedStep, OtherAnswer
from elspace.needs.rules import MOVED_ON, can_move
from elspace.needs.words import clean_words
from elspace.people.models import Person
from elspace.trust.actions import record


@transaction.atomic
def confirm_need(*, need: Need, by: Person | None, entered_from: str = EnteredFrom.SELF) -> Need:
    """Understood: by the person, or by the team with the person."""
    return _move(need, State.CONFIRMED, by, only_from=(State.STATED,), entered_from=entered_from)


@transaction.atomic
def plan_need(*, need: Need, by: Person | None) -> Need:
    """It has a date: its session was announced."""
    return _move(need, State.PLANNED, by)


@transaction.atomic
def free_need(*, need: Need, by: Person | None, reason: str = "") -> Need:
    """Back to waiting for a date: cancelled, absent, or the seat given up."""
    return _move(
        need, State.CONFIRMED, by, reason=reason, only_from=(State.PLANNED, State.ADDRESSED)
    )


@transaction.atomic
def address_need(*, need: Need, by: Person | None) -> Need:
    """Held, with the person there."""
    return _move(need, State.ADDRESSED, by)


@transaction.atomic
def verify_need(
    *,
    need: Need,
    settled: bool,
    by: Person | None,
    entered_from: EnteredFrom = EnteredFrom.SELF,
) -> Need:
    """The person's own word: settled, or not yet (then it waits for another date)."""
    to = State.VERIFIED if settled else State.CONFIRMED
    return _move(need, to, by, only_from=(State.ADDRESSED,), entered_from=entered_from)


@transaction.atomic
def decline_need(*, need: Need, reason: str, by: Person | None) -> Need:
    """It cannot be answered here; the person reads why."""
    reason = clean_words(reason)
    if not reason:
        raise Refused(_("Please write the reason: the person will read it."))
    if len(reason) > 300:
        raise Refused(_("Please keep the reason under 300 characters."))
    give_back(need, by)
    was = Need.objects.only("state").get(pk=need.pk).state
    need = _move(need, State.DECLINED, by, reason=reason)
    if was != State.DECLINED:
        tell_declined(need, reason, by=by)
    return need


@transaction.atomic
def withdraw_need(*, need: Need, by: Person | None) -> Need:
    """The person no longer needs it."""
    give_back(need, by)
    return _move(need, State.WITHDRAWN, by)


@transaction.atomic
def reopen_need(*, need: Need, by: Person | None) -> Need:
    """A declined, withdrawn or settled need turns out to be open after all. One taken away before
    anybody had understood it is as it was said."""
    closed = (State.DECLINED, State.WITHDRAWN, State.VERIFIED)
    last = need.steps.order_by("at", "pk").last()
    was_only_said = last is not None and (last.from_state, last.to_state) == (
        State.STATED,
        State.WITHDRAWN,
    )
    return _move(need, State.STATED if was_only_said else State.CONFIRMED, by, only_from=closed)


@transaction.atomic
def answer_otherwise(
    *,
    need: Need,
    kind: AnswerKind,
    text: str,
    person: Person | None = None,
    by: Person | None,
) -> OtherAnswer:
    """Answer without a session: a person of the community, a document, an address. The person is
    told and later asked whether it is settled. Answering a need shows that it was understood; a
    date it had goes to somebody else."""
    text = clean_words(text)[:1000]
    if kind == AnswerKind.PERSON and person is None:
        raise Refused(_("Please choose who can help."))
    if kind != AnswerKind.PERSON and not text:
        raise Refused(_("Please write the answer."))
    if Need.objects.filter(pk=need.pk).exclude(state=State.ADDRESSED).exists():
        give_back(need, by)
    need = Need.objects.select_for_update().get(pk=need.pk)
    same = need.other_answers.filter(kind=kind, text=text, person=person).first()
    if same is not None and need.state == State.ADDRESSED:
        return same
    if need.state == State.STATED:
        need = _move(need, State.CONFIRMED, by)
    need = _move(need, State.ADDRESSED, by, only_from=(State.CONFIRMED, State.PLANNED))
    answer = OtherAnswer.objects.create(need=need, kind=kind, text=text, person=person, by=by)
    tell_answered(need, answer, by=by)
    return answer


def _move(
    need: Need,
    to: State,
    by: Person | None,
    *,
    reason: str = "",
    only_from: tuple[State, ...] = (),
    entered_from: str = EnteredFrom.SELF,
) -> Need:
    """Take one step of the table of transitions: the row re-read under its lock, a step and an
    audit line (states only, never words). A step already taken is not taken twice."""
    need = Need.objects.select_for_update(of=("self",)).select_related("person").get(pk=need.pk)
    before = State(need.state)
    if before == to:
        return need
    allowed = can_move(need, to)
    if (only_from and before not in only_from) or not allowed:
        raise Refused(allowed.reason or MOVED_ON)
    need.state = to
    need.save(update_fields=["state"])
    NeedStep.objects.create(need=need, from_state=before, to_state=to, reason=reason, by=by)
    changes = {"state": (before.value, to.value)}
    if entered_from != EnteredFrom.SELF:
        changes["entered_from"] = ("", str(entered_from))
    record(f"{_VERBS[to]}_need", subject=need, actor=by, changes=changes)
    return need


_VERBS = {
    State.STATED: "reopen",
    State.CONFIRMED: "confirm",
    State.PLANNED: "plan",
    State.ADDRESSED: "address",
    State.VERIFIED: "verify",
    State.DECLINED: "decline",
    State.WITHDRAWN: "withdraw",
}
