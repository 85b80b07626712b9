"""Saisir les fiches: the paper of a workshop by keyboard, kept on the device until it is saved."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elspace.core.answers import Refused
from elspace.core.folding import latin_digits
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.hub.models import Discipline
from elspace.needs import actions, queries
from elspace.needs.enums import Level
from elspace.needs.forms import QuickRow, read_rows
from elspace.needs.forms.words import LineField
from elspace.needs.models import Need, Workshop
from elspace.people.acting import acting
from elspace.people.models import Person

from .quick import LONGEST_NAME, names_to_complete, person_of

EMPTY_ROWS = 4
NUMBER = re.compile(r"^(?:[A-Z]{4})?[\s-]*0*([1-9]\d{0,2})$")
# As the slips print them: the key typed is the one ticked.
LEVELS = [
    (Level.BLOCKING.value, 1, gettext_lazy("stops")),
    (Level.IMPORTANT.value, 2, gettext_lazy("slowly")),
    (Level.USEFUL.value, 3, gettext_lazy("a plus")),
]


@requires("needs.add_need")
def type_slips(request: HttpRequest, key: UUID) -> HttpResponse:
    """Rows in; those at fault come back whole, the others are saved."""
    workshop = get_object_or_404(Workshop, key=key)
    rows: list[QuickRow] = []
    done: list[str] = []
    if request.method == "POST":
        typed = read_rows(request.POST)
        for row in typed:
            _save(row, workshop, acting(request))
        rows = [row for row in typed if row.fault]
        done = [str(row.key) for row in typed if not row.fault]
        if done:
            said = ngettext("%(n)s slip kept.", "%(n)s slips kept.", len(done)) % {"n": len(done)}
            messages.success(request, said)
        if typed and not rows:
            return redirect(request.path)
    missing = queries.missing_numbers(workshop)
    free = iter([number for number in missing if str(number) not in {row.slip for row in rows}])
    empty = 1 if rows else EMPTY_ROWS
    context = {
        "workshop": workshop,
        "rows": [*rows, *(QuickRow(slip=str(next(free, ""))) for _row in range(empty))],
        "faults": len(rows),
        "done": " ".join(done),
        "spare": QuickRow(),
        "levels": LEVELS,
        "disciplines": Discipline.objects.filter(is_active=True),
        "names": names_to_complete(),
        "missing": missing,
        "answered": queries.answered_of(workshop),
    }
    status = 422 if rows else 200
    return render(request, "needs/slips.html", context, status=status)


def _save(row: QuickRow, workshop: Workshop, by: Person) -> None:
    """Keep the slip's need, or leave a sentence in `row.fault`."""
    if Need.objects.filter(key=row.key).exists():
        return  # saved before the answer was lost on its way
    found = NUMBER.match(latin_digits(row.slip).upper())
    if row.slip and found is None:
        row.fault = _("Which number? For example 7; without a slip, leave it empty.")
        return
    if len(row.name) > LONGEST_NAME:
        row.fault = LineField.too_long % {"most": LONGEST_NAME}
        return
    number = int(found[1]) if found else None
    row.is_typed = number is not None and queries.is_typed(workshop, number)
    if row.is_typed and not row.is_another:
        row.fault = _("This slip is typed already. Is it one more need on it, or another number?")
        return
    person = None if row.is_typed else person_of(row, room=workshop)
    if row.fault:
        return
    try:
        actions.type_slip(
            workshop=workshop,
            key=row.key,
            number=number,
            name=row.name,
            words=row.words,
            level=int(row.level),
            person=person,
            is_another=row.is_another,
            is_apart=row.is_apart,
            discipline=_discipline(row),
            by=by,
        )
    except Refused as refused:
        row.fault = refused.reason


def _discipline(row: QuickRow) -> Discipline | None:
    key = key_or_none(row.discipline)
    return Discipline.objects.filter(key=key, is_active=True).first() if key else None
