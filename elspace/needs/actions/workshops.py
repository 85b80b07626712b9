"""Workshops: one is prepared, its slips are printed, what is said there is kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.models import EnteredFrom
from elspace.needs.models import Need, Slip, Workshop, new_code, new_receipt
from elspace.needs.rules import can_say_at
from elspace.needs.words import MAX_WORDS, clean_words, is_arabic
from elspace.people.actions import add_person, give_link
from elspace.people.models import Person
from elspace.trust.actions import record

from .stating import state_need


def _is_of(known: Need, arguments: dict[str, Any]) -> None:
    """A key answers a need of the workshop it was said at alone."""
    if known.slip is None or known.slip.workshop_id != arguments["workshop"].pk:
        raise Refused(_("This form was already used for someone else; please open a new one."))


def _was_said_so(known: Need, arguments: dict[str, Any]) -> None:
    """The answer to who speaks holds their receipt: it goes to whoever sends the same words again
    (the same page twice), never to somebody who read the key in an address."""
    _is_of(known, arguments)
    said = clean_words(arguments.get("words", ""))[:MAX_WORDS]
    again = arguments.get("again")
    if said != (known.original or known.words) or (again is not None and known.slip != again):
        raise Refused(_("This form was already used for someone else; please open a new one."))


LOTS = (20, 24, 40)  # how many slips are printed at once
MOST_SLIPS = 400


@once_per_key(Workshop)
@transaction.atomic
def prepare_workshop(
    *,
    title: str,
    where: str,
    opens_at: datetime,
    closes_at: datetime,
    expected: int,
    offers_names: bool = False,
    key: UUID | None = None,
    by: Person | None,
) -> Workshop:
    """A dated collection with a code of its own; the same `key` again gives the same one."""
    if closes_at <= opens_at:
        raise Refused(_("It must end after it begins."))
    workshop = Workshop.objects.create(
        **({"key": key} if key else {}),
        code=_free_code(),
        title=title,
        where=where,
        opens_at=opens_at,
        closes_at=closes_at,
        expected=expected,
        offers_names=offers_names,
        made_by=by,
    )
    record("prepare_workshop", subject=workshop, actor=by)
    return workshop


@transaction.atomic
def change_workshop(*, workshop: Workshop, by: Person | None, **fields: Any) -> Workshop:
    """Change title, place, hours, people expected, or whether names are offered; never the code:
    it hangs on the wall."""
    unknown = set(fields) - {
        "title", "where", "opens_at", "closes_at", "expected", "offers_names",
    }  # fmt: skip
    if unknown:
        raise TypeError(f"change_workshop does not set {sorted(unknown)}")
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    changes = {}
    for name, value in fields.items():
        before = getattr(workshop, name)
        if before != value:
            changes[name] = (str(before), str(value))
            setattr(workshop, name, value)
    if workshop.closes_at <= workshop.opens_at:
        raise Refused(_("It must end after it begins."))
    if changes:
        workshop.save()
        record("change_workshop", subject=workshop, actor=by, changes=changes)
    return workshop


@transaction.atomic
def print_slips(*, workshop: Workshop, count: int, lot: UUID, by: Person | None) -> list[Slip]:
    """Make the slips of one printing, numbered on from the last; the same `lot` again gives the
    same slips."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    known = list(Slip.objects.filter(lot=lot))
    if known:
        return known
    if count not in LOTS:
        raise Refused(_("Slips are printed 20, 24 or 40 at once."))
    last = workshop.slips.aggregate(last=Max("number"))["last"] or 0
    if last + count > MOST_SLIPS:
        raise Refused(_("So many slips are printed already; are some of them left?"))
    receipts = _receipts(count)
    slips = Slip.objects.bulk_create(
        Slip(workshop=workshop, number=last + n, lot=lot, receipt=receipt)
        for n, receipt in enumerate(receipts, start=1)
    )
    record("print_slips", subject=workshop, actor=by, changes={"last": (last, last + count)})
    return slips


@transaction.atomic
def note_blank_slips(
    *, workshop: Workshop, numbers: Iterable[int], blank: bool = True, by: Person | None
) -> int:
    """Slips that came back empty or were never handed out wait for nothing; or they do again."""
    slips = workshop.slips.filter(number__in=list(numbers), at=None, is_blank=not blank)
    count = slips.update(is_blank=blank)
    if count:
        record("note_blank_slips", subject=workshop, actor=by, changes={"count": (0, count)})
    return count


@once_per_key(Need, check=_was_said_so)
@transaction.atomic
def say_at_workshop(
    *,
    workshop: Workshop,
    key: UUID,
    name: str = "",
    is_alias: bool = False,
    person: Person | None = None,
    again: Slip | None = None,
    language: str = "fr",
    **facts: Any,
) -> Need:
    """Somebody at the workshop says a need on a phone, without an account.

    `person`: the name chosen from the hub's list. `again`: another need of a voice heard before.
    Nobody is recognised by what they type; a chosen name is a name, not a proof, so that the person
    is asked on their own page whether they meant it.
    """
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if not (answer := can_say_at(workshop, timezone.now())):
        raise Refused(answer.reason)
    if person is not None and not workshop.offers_names:
        raise Refused(_("Names from the list are not offered here; please write a first name."))
    slip = again or Slip.objects.create(key=uuid5(key, "slip"), workshop=workshop)
    if again is None:
        speaker = person or _newcomer(
            slip, key=key, name=name, is_alias=is_alias, language=language, facts=facts, by=None
        )
        _answer(slip, speaker, is_new=person is None)
    elif again.person is not None:
        speaker = again.person
    else:
        raise Refused(_("This page was emptied; please begin again."))
    by = speaker if slip.is_new else None
    need = state_need(person=speaker, key=key, slip=slip, by=by, **facts)
    if need.referent_id is not None:
        # The page promises "only who runs the programme", whoever the referent of a chosen name is.
        need.referent = None
        need.save(update_fields=["referent"])
    return need


@once_per_key(Need, check=_is_of)
@transaction.atomic
def type_slip(
    *,
    workshop: Workshop,
    key: UUID,
    number: int | None,
    name: str,
    words: str,
    level: int,
    person: Person | None = None,
    is_another: bool = False,
    is_apart: bool = False,
    by: Person,
    **facts: Any,
) -> Need:
    """A slip is typed. Without a number: said aloud. `person`: known to the hub; else someone new,
    under their name or, unnamed, under the slip's. `is_another`: one more need of the same slip.
    `is_apart`: they would rather talk to one person; no word of it is written down."""
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    entered_from = EnteredFrom.PAPER if number is not None else EnteredFrom.MEETING
    slip = _slip(workshop, number, key)
    facts |= {"level": level, "entered_from": entered_from, "key": key, "by": by}
    if slip.at is not None and slip.person is not None:
        if not is_another:
            raise Refused(_("Slip %(number)s is typed already.") % {"number": slip.shown_number})
        person = slip.person
    else:
        is_new = person is None
        if person is None:
            language = "ar" if is_arabic(words) else "fr"
            person = _newcomer(
                slip, key=key, name=name, is_alias=False, language=language, facts=facts, by=by
            )
        _answer(slip, person, is_new=is_new)
    if is_apart:
        with override(person.language):
            words = _("(would rather talk about it to one person)")
        facts |= {"is_confidential": True, "referent": by if by.is_team else None}
    return state_need(person=person, words=words, slip=slip, **facts)


@transaction.atomic
def renumber_slip(*, slip: Slip, number: int, by: Person | None) -> Slip:
    """A slip was typed under another's number: what it holds moves to the right one, so that its
    stub opens the page of who keeps it."""
    workshop = Workshop.objects.select_for_update().get(pk=slip.workshop_id)
    slip = Slip.objects.select_for_update().get(pk=slip.pk)
    right = workshop.slips.filter(number=number).first()
    if right is None:
        raise Refused(_("This number was not printed."))
    if right.pk == slip.pk:
        return slip
    if right.at is not None:
        raise Refused(_("Slip %(number)s is typed already.") % {"number": right.shown_number})
    right.person, right.is_new, right.at, right.is_blank = slip.person, slip.is_new, slip.at, False
    right.save(update_fields=["person", "is_new", "at", "is_blank"])
    Need.objects.filter(slip=slip).update(slip=right)
    slip.person, slip.is_new, slip.at = None, False, None
    if slip.number is None:
        slip.delete()
    else:
        slip.save(update_fields=["person", "is_new", "at"])
    record("renumber_slip", subject=workshop, actor=by, changes={"number": (slip.number, number)})
    return right


def _slip(workshop: Workshop, number: int | None, key: UUID) -> Slip:
    """The slip with this number. A number nobody printed is a misread one, unless the hub wrote
    its slips by hand."""
    if number is None:
        made, _new = Slip.objects.get_or_create(
            key=uuid5(key, "slip"), defaults={"workshop": workshop}
        )
        return made
    found = workshop.slips.select_related("person").filter(number=number).first()
    if found is not None:
        return found
    last = workshop.slips.exclude(lot=None).aggregate(last=Max("number"))["last"]
    if last or not 1 <= number <= MOST_SLIPS:
        raise Refused(
            _("No slip %(number)s was printed; the last one is %(last)s.")
            % {"number": number, "last": last or MOST_SLIPS}
        )
    return Slip.objects.create(workshop=workshop, number=number)


def _answer(slip: Slip, person: Person, *, is_new: bool) -> None:
    slip.person, slip.is_new, slip.is_blank, slip.at = person, is_new, False, timezone.now()
    slip.save(update_fields=["person", "is_new", "is_blank", "at"])
    if is_new:
        give_link(person=person, by=None)


def _newcomer(
    slip: Slip,
    *,
    key: UUID,
    name: str,
    is_alias: bool,
    language: str,
    facts: dict[str, Any],
    by: Person | None,
) -> Person:
    """A person with nothing but what they call themselves: no phone, no mail, no role."""
    unnamed = slip.shown_number or f"{slip.workshop.code}-{slip.key.hex[:4].upper()}"
    first, _space, last = (name or unnamed).partition(" ")
    if is_alias or not name:
        first, last = name or unnamed, ""
    return add_person(
        first_name=first,
        last_name=last,
        is_alias=is_alias or not name,
        language=language,
        speaks=facts.get("speaks", ()),
        key=uuid5(key, "person"),
        by=by,
        entered_from=facts.get("entered_from", EnteredFrom.SELF),
    )


def _free_code() -> str:
    while Workshop.objects.filter(code=(code := new_code())).exists():
        pass
    return code


def _receipts(count: int) -> list[str]:
    """So many receipts nobody holds yet."""
    found: set[str] = set()
    while len(found) < count:
        found |= {new_receipt() for _one in range(count - len(found))}
        found -= set(Slip.objects.filter(receipt__in=found).values_list("receipt", flat=True))
    return list(found)
