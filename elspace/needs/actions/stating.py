"""A need is said, given a discipline, corrected."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.models import EnteredFrom
from elspace.core.moments import today
from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.hub.queries import current_hub, working_day_after
from elspace.needs.closing import dates_of, give_back
from elspace.needs.enums import OPEN_STATES, Level, Source, State
from elspace.needs.models import Need, NeedStep, Slip
from elspace.needs.words import MAX_WORDS, clean_words, guess_language
from elspace.people.models import Person
from elspace.trust.actions import record
from elspace.ventures.models import Venture

from .moving import free_need


def _is_hers(known: Need, arguments: dict[str, Any]) -> None:
    if known.person_id != arguments["person"].pk:
        raise Refused(_("This form was already used for someone else; please open a new one."))


@once_per_key(Need, check=_is_hers)
@transaction.atomic
def state_need(
    *,
    person: Person,
    words: str,
    level: Level | int,
    key: UUID | None,
    discipline: Discipline | None = None,
    venture: Venture | None = None,
    formats: Iterable[Format] = (),
    speaks: Iterable[SpokenLanguage] = (),
    before_on: date | None = None,
    source: Source = Source.SELF,
    is_confidential: bool = False,
    referent: Person | None = None,
    reply_due_on: date | None = None,
    slip: Slip | None = None,
    by: Person | None,
    entered_from: EnteredFrom = EnteredFrom.SELF,
) -> Need:
    """Write down what a person says they need; the same `key` again gives the same row, and so do
    the same words with the same consequence within a day (sent, gone back, sent again).

    `by` is who types: the person, someone of the team for them, or None for the machine. An answer
    is due after the hub's number of working days; who writes down thousands says the day they
    worked out once.
    """
    words = _checked_words(words)
    _check_facts(person, level, venture, before_on, referent)
    if (said := _said_today(person, words, level, is_confidential)) is not None:
        return said
    need = Need.objects.create(
        **({"key": key} if key else {}),
        person=person,
        venture=venture,
        words=words,
        words_language=guess_language(words, default=person.language),
        discipline=discipline,
        level=level,
        before_on=before_on,
        source=source,
        is_confidential=is_confidential,
        referent=(referent or person.referent) if is_confidential else None,
        reply_due_on=reply_due_on or _reply_due_on(),
        slip=slip,
        entered_by=by,
        entered_from=entered_from,
    )
    if is_confidential:
        formats = Format.objects.filter(code=FormatCode.INDIVIDUAL)
    need.formats.set(formats)
    spoken = list(speaks)
    need.speaks.set(spoken)
    person.speaks.add(*spoken)  # the language one would rather talk is one that one speaks
    NeedStep.objects.create(need=need, to_state=State.STATED, by=by)
    record("state_need", subject=need, actor=by)
    return need


def _said_today(
    person: Person, words: str, level: Level | int, is_confidential: bool
) -> Need | None:
    """The open need this person said in these very words since yesterday."""
    Person.objects.select_for_update().get(pk=person.pk)  # two tabs at once wait for each other
    return Need.objects.filter(
        person=person,
        words=words,
        level=level,
        is_confidential=is_confidential,
        state__in=OPEN_STATES,
        stated_at__gt=timezone.now() - timedelta(days=1),
    ).first()


def _reply_due_on() -> date:
    hub = current_hub()
    return working_day_after(today(), hub.reply_days if hub else 3)


def _checked_words(words: str) -> str:
    words = clean_words(words)
    if not words:
        raise Refused(_("A few words are missing: what do you need?"))
    if len(words) > MAX_WORDS:
        raise Refused(
            _("That is more than %(most)s characters; please keep the most important part.")
            % {"most": MAX_WORDS}
        )
    return words


def _check_facts(
    person: Person,
    level: Level | int,
    venture: Venture | None,
    before_on: date | None,
    referent: Person | None,
) -> None:
    if level not in Level.values:
        raise Refused(_("Please say what happens without it."))
    if venture and not venture.memberships.current().filter(person=person).exists():
        raise Refused(_("This project is not one of this person's."))
    if before_on and before_on < today():
        raise Refused(_("The day before which it is wanted has already passed."))
    if referent and not referent.is_team:
        raise Refused(_("The person who reads it must be someone of the team."))


@transaction.atomic
def classify_need(
    *, need: Need, discipline: Discipline, by: Person | None, frees: bool = False
) -> Need:
    """Give a need its discipline, or another one; the words stay as said. A need that has a seat in
    a coming session keeps its discipline, unless `frees`: then the seat is given back with it."""
    if frees and Need.objects.filter(pk=need.pk).exclude(discipline=discipline).exists():
        give_back(need, by, still_waits=True)
        if Need.objects.filter(pk=need.pk, state=State.PLANNED).exists():
            free_need(need=need, by=by)
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.state not in OPEN_STATES:
        raise Refused(_("This need is closed."))
    if need.discipline_id == discipline.pk:
        return need
    if dates := dates_of(need, by):
        raise Refused(
            _("This need has a seat in a coming session: its discipline changes when it is freed."),
            offers=dates,
        )
    if need.state == State.PLANNED:
        raise Refused(_("This need already has a date; free it first."))
    before, need.discipline = need.discipline_id, discipline
    need.save(update_fields=["discipline"])
    # The discipline of a confidential need is itself confidential: not even its number is kept.
    changes = {} if need.is_confidential else {"discipline": (before, discipline.pk)}
    record("classify_need", subject=need, actor=by, changes=changes)
    return need


@transaction.atomic
def correct_need(
    *,
    need: Need,
    by: Person | None,
    level: Level | int | None = None,
    words_language: str | None = None,
    speaks: Iterable[SpokenLanguage] | None = None,
) -> Need:
    """Correct what was guessed or misunderstood: the consequence, the language of the words, the
    languages accepted. Never the words."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.state not in OPEN_STATES:
        raise Refused(_("This need is closed."))
    changes: dict[str, tuple[Any, Any]] = {}
    if level is not None and level != need.level:
        if level not in Level.values:
            raise Refused(_("Please say what happens without it."))
        changes["level"], need.level = (need.level, int(level)), level
    if words_language and words_language != need.words_language:
        changes["words_language"] = (need.words_language, words_language)
        need.words_language = words_language
    if speaks is not None:
        need.speaks.set(speaks)
        changes["speaks"] = (None, None)
    if changes:
        need.save(update_fields=["level", "words_language"])
        record("correct_need", subject=need, actor=by, changes=changes)
    return need


@transaction.atomic
def put_first(*, need: Need, by: Person | None) -> Need:
    """Of several needs that stop a person's project, this one first."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.level != Level.BLOCKING or need.state not in OPEN_STATES:
        raise Refused(_("Only a need that stops the project can come first."))
    Need.objects.filter(person=need.person_id, is_first=True).exclude(pk=need.pk).update(
        is_first=False
    )
    if not need.is_first:
        need.is_first = True
        need.save(update_fields=["is_first"])
        record("put_need_first", subject=need, actor=by)
    return need
