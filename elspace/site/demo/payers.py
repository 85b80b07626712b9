"""Who pays in the story: people for themselves, projects for theirs, a programme."""

from elspace.hosting.enums import PayerKind
from elspace.hosting.models import Payer

from .cast import Cast
from .keys import key_of

RIVES = "Programme Rives"
TAX_IDS = {"V02": "0000011D/A/M/000", "V04": "0000012E/A/M/000", "V13": "0000014G/A/M/000"}


def payer_of(cast: Cast, code: str) -> Payer:
    """The payer of a code of the tables, written down once."""
    if code in cast.people:
        person = cast.people[code]
        row, _made = Payer.objects.get_or_create(
            person=person,
            defaults={
                "key": key_of("payer", code),
                "kind": PayerKind.PERSON,
                "name": person.name_in(person.language),
                "language": person.language,
            },
        )
    elif code in cast.ventures:
        venture = cast.ventures[code]
        row, _made = Payer.objects.get_or_create(
            venture=venture,
            defaults={
                "key": key_of("payer", code),
                "kind": PayerKind.VENTURE,
                "name": venture.name,
                "tax_id": TAX_IDS.get(code, ""),
            },
        )
    else:
        row, _made = Payer.objects.get_or_create(
            name=code,
            kind=PayerKind.ORGANISATION,
            defaults={"key": key_of("payer", code)},
        )
    return row
