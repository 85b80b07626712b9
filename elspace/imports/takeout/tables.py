"""Which rows go out, in which order they come back, and how each field is headed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from elspace.imports.columns import LANGUAGES, Column, header

# What refers to others stands after them.
ORDER = (
    "hub.hub", "hub.place", "hub.openingprofile", "hub.openinghours", "hub.dayslot", "hub.holiday",
    "hub.closure", "hub.discipline", "hub.equipment", "hub.format", "hub.spokenlanguage",
    "hosting.room", "hosting.roomhours", "hosting.desk", "hosting.mapmark", "people.person",
    "people.rolegrant", "people.halfday", "people.away", "trust.consent", "ventures.venture",
    "ventures.membership", "hosting.membershipplan", "hosting.planprice", "hosting.payer",
    "hosting.subscription", "hosting.subscriptionterms", "hosting.subscriptionpause",
    "hosting.deskholding", "hosting.deskhalf", "hosting.deskday", "hosting.deskswap",
    "needs.workshop", "needs.slip",
    "needs.need", "needs.needstep", "needs.otheranswer", "support.expert", "support.term",
    "hosting.series", "hosting.booking", "hosting.occupancy", "hosting.roomwait",
    "hosting.allowancemove", "agenda.occasion", "support.session", "agenda.invitation",
    "agenda.attendancemark", "reception.presenceday", "insights.termsentences",
    "insights.givenpage", "billing.billingsettings", "billing.vatrate", "billing.stampduty",
    "billing.numberseries", "billing.claim", "billing.waiver", "billing.latefee",
    "billing.latereturn", "site.setaside", "imports.headermeaning",
)  # fmt: skip
# Models whose rows stay, and why; the first sheet says so to who takes the workbook.
BOOKS = "a numbered document stands in one place; the accountant's file takes it out, numbered"
STAYS = {
    "agenda.calendarlink": "a secret address",
    "billing.instalment": BOOKS,
    "billing.instalmentplan": BOOKS,
    "billing.invoice": BOOKS,
    "billing.invoiceline": BOOKS,
    "billing.monthclosing": BOOKS,
    "billing.monthrun": BOOKS,
    "billing.payment": BOOKS,
    "billing.paymentshare": BOOKS,
    "billing.reminder": BOOKS,
    "billing.tillcount": BOOKS,
    "billing.tillmove": BOOKS,
    "hosting.doorlink": "an address that shows a room's day",
    "hosting.space": "each one is a room or a desk, and goes out as such",
    "hub.periodicrun": "when the machine last worked",
    "imports.importbatch": "a file between preview and confirmation",
    "imports.importedrow": "which row came from which file: to undo, here alone",
    "outbox.message": "said already, or about to be said twice",
    "people.deskcode": "a secret",
    "people.hubdevice": "a secret of one browser",
    "people.personallink": "an address that opens somebody's page",
    "people.trusteddevice": "a secret of one browser",
    "reception.receiptdevice": "the number of a browser of this installation",
    "reception.presencemark": "who was in the building: a week at most, and here alone",
    "support.proposal": "the planner works it out again",
    "trust.auditline": "what was done on this installation; it names rows by their number",
    "trust.reading": "who read what on this installation; it names rows by their number",
}
# Secrets, what the machine works out again, and links to rows that do not go out.
LEFT_OUT = frozenset(
    {
        "id", "password", "last_login", "folded", "invited_at", "space_ptr", "is_demo", "opened_at",
        "proposal",
    }
)  # fmt: skip
# What tells one row from another where rows have no key of their own.
NATURAL: dict[str, tuple[str, ...]] = {
    "hub.hub": (),
    "billing.billingsettings": (),
    "billing.vatrate": ("vat_class", "from_on"),
    "billing.stampduty": ("from_on",),
    "billing.numberseries": ("kind", "period", "device"),
    "billing.claim": ("source",),
    "billing.latefee": ("from_on",),
    "billing.latereturn": ("source",),
    "hub.openinghours": ("profile", "weekday", "opens", "closes"),
    "hub.dayslot": ("profile", "position"),
    "hub.discipline": ("code",),
    "hub.format": ("code",),
    "hub.spokenlanguage": ("code",),
    "hosting.roomhours": ("room", "weekday", "opens", "closes"),
    "people.halfday": ("person", "season", "weekday", "half"),
    "people.away": ("person", "from_on", "until_on"),
    "trust.consent": ("person", "purpose", "recipient", "entered_at"),
    "ventures.membership": ("venture", "person", "from_on"),
    "needs.needstep": ("need", "to_state", "at"),
    "hosting.occupancy": ("booking", "space", "seat"),
    "hosting.mapmark": ("place", "row", "column"),
    "hosting.planprice": ("plan", "from_on"),
    "hosting.subscriptionterms": ("subscription", "from_on"),
    "hosting.deskhalf": ("holding", "weekday", "half"),
    "reception.presenceday": ("day",),
    "insights.termsentences": ("term", "language"),
    "site.setaside": ("fact", "at"),
    "imports.headermeaning": ("signature",),
}
# The columns of the files to fill keep their names.
_OURS: dict[str, dict[str, Column]] = {
    "people.person": {
        "key": Column.REF, "first_name": Column.FIRST_NAME, "last_name": Column.LAST_NAME,
        "first_name_ar": Column.FIRST_NAME_AR, "last_name_ar": Column.LAST_NAME_AR,
        "phone": Column.PHONE, "email": Column.MAIL, "speaks": Column.SPEAKS,
        "language": Column.READS, "channel": Column.CHANNEL, "gender": Column.GENDER,
        "age_band": Column.AGE, "governorate": Column.GOVERNORATE,
    },
    "needs.need": {
        "words": Column.WORDS, "discipline": Column.DISCIPLINE, "level": Column.LEVEL,
        "formats": Column.FORMATS,
    },
    "support.expert": {
        "disciplines": Column.DISCIPLINE, "formats": Column.FORMATS,
        "times_a_month": Column.TIMES, "hours_a_month": Column.HOURS_MONTH,
        "hours_a_term": Column.HOURS_TERM, "is_pro_bono": Column.PRO_BONO, "rate": Column.RATE,
        "note": Column.NOTE,
    },
}  # fmt: skip
GENERIC = "subject_id"  # a number of a row of the model that subject_kind names


@dataclass(frozen=True)
class Field:
    """One column of a sheet: a field of a model."""

    name: str
    field: Any
    headers: tuple[str, ...]  # in French, Arabic and English

    @property
    def is_many(self) -> bool:
        """Whether a cell holds several."""
        return bool(self.field.many_to_many)

    @property
    def target(self) -> type[models.Model] | None:
        """The model a reference points at."""
        return self.field.related_model if self.field.is_relation else None


@dataclass(frozen=True)
class Table:
    """One sheet: a model and its columns."""

    label: str
    titles: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def model(self) -> type[models.Model]:
        """The model of its rows."""
        return apps.get_model(self.label)

    @property
    def natural(self) -> tuple[str, ...]:
        """The fields that tell its rows apart."""
        return NATURAL.get(self.label, ("key",))


@lru_cache(maxsize=1)
def all_tables() -> tuple[Table, ...]:
    """All sheets in the order they come back."""
    return tuple(_table(label) for label in ORDER)


def _table(label: str) -> Table:
    model = apps.get_model(label)
    names = [_in_three(lambda: str(model._meta.verbose_name_plural).capitalize())]
    found = [field for field in _fields(model) if _goes_out(field)]
    headed: list[Field] = []
    for field in found:
        headers = _headers(label, field)
        if any(set(headers) & set(other.headers) for other in headed):
            headers = tuple(f"{text} ({field.name})" for text in headers)
        headed.append(Field(field.name, field, headers))
    return Table(label, tuple(title[:31] for title in names[0]), tuple(headed))


def _fields(model: type[models.Model]) -> Iterator[Any]:
    yield from model._meta.fields
    yield from (field for field in model._meta.many_to_many if _is_plain(field))


def _is_plain(field: Any) -> bool:
    return bool(field.remote_field.through._meta.auto_created)


def _goes_out(field: Any) -> bool:
    if field.name in LEFT_OUT:
        return False
    if not field.is_relation:
        return True
    label = field.related_model._meta.label_lower
    return label in ORDER or label == "hosting.space"


def _headers(label: str, field: Any) -> tuple[str, ...]:
    if ours := _OURS.get(label, {}).get(field.name):
        return tuple(header(ours, language) for language in LANGUAGES)
    if field.name == "key":
        return _in_three(lambda: header(Column.REF, _language()))
    if field.name == "person":
        return _in_three(lambda: _("Reference of the person"))
    return _in_three(lambda: str(field.verbose_name).capitalize())


def _language() -> str:
    return (get_language() or "fr")[:2]


def _in_three(say: Any) -> tuple[str, ...]:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(say())
    return tuple(said)
