"""Several needs at once: alike ones sorted together and taken back, one sentence split in two."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.hub.models import Discipline
from elspace.needs.closing import dates_of
from elspace.needs.enums import State
from elspace.needs.models import Need, NeedStep
from elspace.needs.rules import can_split_need
from elspace.needs.words import MAX_WORDS, clean_words, guess_language
from elspace.people.models import Person
from elspace.trust.actions import record

from .stating import classify_need

WAITING = (State.STATED, State.CONFIRMED)


@transaction.atomic
def classify_together(
    *, needs: Iterable[Need], discipline: Discipline, by: Person | None
) -> list[Need]:
    """Give several needs the same discipline: those a person ticked, never more. One that somebody
    else has sorted in the meantime keeps theirs."""
    found = Need.objects.select_for_update().filter(pk__in=[need.pk for need in needs])
    return [
        classify_need(need=need, discipline=discipline, by=by)
        for need in found
        if need.discipline_id is None and need.state in WAITING
    ]


@transaction.atomic
def unclassify_needs(
    *, keys: Sequence[UUID], discipline: Discipline, by: Person | None
) -> list[Need]:
    """Take back a discipline given a moment ago; needs that have moved on since keep it."""
    needs = list(
        Need.objects.select_for_update().filter(
            key__in=keys, discipline=discipline, state__in=WAITING
        )
    )
    needs = [need for need in needs if not dates_of(need, by)]
    for need in needs:
        need.discipline = None
        need.save(update_fields=["discipline"])
        changes = {} if need.is_confidential else {"discipline": (discipline.pk, None)}
        record("unclassify_need", subject=need, actor=by, changes=changes)
    return needs


@once_per_key(Need)
@transaction.atomic
def split_need(*, need: Need, first: str, second: str, key: UUID, by: Person) -> Need:
    """Two needs said in one sentence become two rows; the sentence as it was said stays on both,
    with everything that had happened until then. Answers the second."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if not (answer := can_split_need(by, need)):
        raise Refused(answer.reason)
    first, second = clean_words(first)[:MAX_WORDS], clean_words(second)[:MAX_WORDS]
    if not first or not second:
        raise Refused(_("Both parts need a few words."))
    if first == second:
        raise Refused(_("Both parts say the same: which words belong to which need?"))
    need.original = need.original or need.words
    need.words, need.words_language = first, guess_language(first, default=need.words_language)
    need.save(update_fields=["original", "words", "words_language"])
    part = _part_of(need, second, key)
    for one in (need, part):
        NeedStep.objects.create(need=one, from_state=one.state, to_state=one.state, by=by)
    record("split_need", subject=need, actor=by)
    return part


def _part_of(need: Need, words: str, key: UUID) -> Need:
    """The second need: whose, when, from what and how far as the first."""
    same = (
        "person_id", "venture_id", "level", "before_on", "source", "is_confidential", "referent_id",
        "state", "stated_at", "reply_due_on", "slip_id", "original", "entered_by_id",
        "entered_from", "entered_at",
    )  # fmt: skip
    part = Need.objects.create(
        key=key,
        words=words,
        words_language=guess_language(words, default=need.words_language),
        split_from=need,
        **{name: getattr(need, name) for name in same},
    )
    part.formats.set(need.formats.all())
    part.speaks.set(need.speaks.all())
    NeedStep.objects.bulk_create(
        NeedStep(
            need=part,
            from_state=step.from_state,
            to_state=step.to_state,
            reason=step.reason,
            by_id=step.by_id,
            at=step.at,
        )
        for step in need.steps.all()
    )
    return part
