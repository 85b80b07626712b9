"""Quick entry by keyboard: a name and words a row, kept on the device until saved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.core.folding import fold
from elspace.core.gates import requires
from elspace.core.models import EnteredFrom
from elspace.needs import actions
from elspace.needs.enums import Level
from elspace.needs.forms import QuickRow, read_rows
from elspace.needs.forms.words import LineField
from elspace.needs.models import Workshop
from elspace.needs.queries import came_to
from elspace.needs.words import is_arabic
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.people.queries import people_matching

EMPTY_ROWS = 4
LONGEST_NAME = 80


@requires("needs.add_need")
def quick(request: HttpRequest) -> HttpResponse:
    """Rows in; those at fault come back whole, the others are saved."""
    rows: list[QuickRow] = []
    done: list[str] = []
    if request.method == "POST":
        typed = read_rows(request.POST)
        newcomers: dict[str, Person] = {}
        for row in typed:
            _save(row, newcomers, acting(request))
        rows = [row for row in typed if row.fault]
        done = [str(row.key) for row in typed if not row.fault]
        if done:
            said = ngettext("%(n)s need kept.", "%(n)s needs kept.", len(done)) % {"n": len(done)}
            messages.success(request, said)
        if typed and not rows:
            return redirect(request.path)
    empty = max(1, EMPTY_ROWS - len(rows)) if not rows else 1
    context = {
        "rows": [*rows, *(QuickRow() for _row in range(empty))],
        "faults": len(rows),
        "done": " ".join(done),
        "spare": QuickRow(),
        "levels": Level.choices,
        "names": names_to_complete(),
    }
    return render(request, "needs/quick.html", context, status=422 if rows else 200)


def names_to_complete() -> list[str]:
    """Names to complete from: as written, and in Arabic."""
    people = Person.objects.filter(is_active=True)
    names = set()
    fields = ("first_name", "last_name", "first_name_ar", "last_name_ar")
    for first, last, first_ar, last_ar in people.values_list(*fields):
        names.add(f"{first} {last}".strip())
        if first_ar:
            names.add(f"{first_ar} {last_ar}".strip())
    return sorted(names)


def _save(row: QuickRow, newcomers: dict[str, Person], by: Person) -> None:
    """State the row's need, or leave a sentence in `row.fault`. `newcomers`: who was new in the
    rows above, by name; written twice on one sheet, a new name is one person."""
    if not row.name:
        row.fault = _("Whose need is it? A first name is enough.")
        return
    if len(row.name) > LONGEST_NAME:
        row.fault = LineField.too_long % {"most": LONGEST_NAME}
        return
    person = person_of(row) or newcomers.get(fold(row.name))
    if row.fault:
        return
    facts = {
        "words": row.words,
        "level": int(row.level),
        "key": row.key,
        "by": by,
        "entered_from": EnteredFrom.MEETING,
    }
    try:
        if person is not None:
            actions.state_need(person=person, **facts)
        else:
            first, _space, last = row.name.partition(" ")
            need = actions.state_need_of_newcomer(
                first_name=first,
                last_name=last,
                language="ar" if is_arabic(row.words) else "fr",
                **facts,
            )
            newcomers[fold(row.name)] = need.person
    except Refused as refused:
        row.fault = refused.reason


def person_of(row: QuickRow, *, room: Workshop | None = None) -> Person | None:
    """Who the row means; None with no fault: someone new, said so. Never guessed between two.

    In the `room` of a workshop most are new, so that an unknown name is, a first name alone says
    nothing sure about anybody the hub knows, and who came there is asked about under the very same
    name only.
    """
    in_a_room = room is not None
    if row.who == "new" or (in_a_room and not row.name):
        return None
    found = list(people_matching(row.name)[:8])
    if room is not None:
        found = _likely(row.name, found, came_to(room, found))
    if chosen := next((one for one in found if str(one.key) == row.who), None):
        return chosen
    exact = [one for one in found if fold(row.name) in _folded(one)]
    if len(exact) == 1 and not (in_a_room and " " not in row.name):
        return exact[0]
    row.choices = found
    if found:
        row.fault = _("Who is it? Several people may be meant.")
    elif not in_a_room:
        row.fault = _("Nobody of this name yet: is it someone new?")
    return None


def _likely(name: str, found: list[Person], there: set[int]) -> list[Person]:
    """Of the people a name may mean, those a room full of new people should be asked about: written
    the same in one word at least, or known in the other script only; of who came `there` under
    names of their own, only the very same."""
    same, words = fold(name), set(fold(name).split())

    def is_likely(one: Person) -> bool:
        written = _folded(one)
        if one.pk in there:
            return same in written
        if is_arabic(name) and not one.first_name_ar:
            return True
        return not words.isdisjoint(word for text in written for word in text.split())

    return [one for one in found if is_likely(one)]


def _folded(person: Person) -> set[str]:
    return {fold(person.name_in("fr")), fold(person.name_in("ar"))}
