"""What tests of the calendar pages share: a session on a day, a form as a browser sends it."""

import uuid
from datetime import date, time

from elspace.core.moments import local
from elspace.support.enums import SessionState
from tests import factories

EID = date(2027, 3, 10)


def session_on(day: date, hour: time = time(9), state: str = SessionState.CONFIRMED, **fields):
    made = factories.session(
        of=factories.term(),
        needs=[factories.need()],
        by=factories.expert(f"Leïla {uuid.uuid4()}"),
        where=factories.room(),
    )
    made.state = state
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    occasion = made.occasion
    occasion.start_at = local(day, hour)
    occasion.end_at = local(day, hour.replace(minute=59))
    occasion.save()
    return made


def sent(form: object, **changed: object) -> dict[str, object]:
    """What a browser sends back of a form, as it stands on the page."""
    found = {name: form[name].value() for name in form.fields}
    shown = {name: form.fields[name].prepare_value(value) for name, value in found.items()}
    values = {name: value for name, value in shown.items() if value not in (None, False)}
    return values | changed


def profile_form(page, address: str, **changed: object) -> dict[str, object]:
    return sent(page.get(address).context["form"], **changed)
