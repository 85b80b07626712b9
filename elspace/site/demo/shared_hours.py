"""A room that several share, a meeting that comes back every week, and somebody who waits."""

from datetime import date, time, timedelta

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import add_room, book_room, book_series, wait_for_room
from elspace.hosting.models import Booking
from elspace.hosting.queries import Rule
from elspace.hub.models import Place

from .cast import Cast
from .keys import key_of

WEEKS = 5
# hour, minutes, people, for whom, what for
SEATS = [
    ("09:00", 180, 2, "R04", "Yed fi Yed : devis"),
    ("10:00", 120, 3, "R21", "Fahemni : relecture à trois"),
    ("11:00", 120, 1, "R25", "Chabka : dossier"),
]


def share_hours(cast: Cast) -> None:
    """All of it from the next open day on."""
    day = _open_day(cast)
    _share_a_room(cast, day)
    _meet_every_week(cast, day)
    _wait(cast)


def _open_day(cast: Cast) -> date:
    day = cast.days.today + timedelta(days=1)
    while not cast.days.calendar.opening_on(day):
        day += timedelta(days=1)
    return day


def _share_a_room(cast: Cast, day: date) -> None:
    room = add_room(
        place=Place.objects.get(),
        name_fr="Halfa",
        name_ar="حلفاء",
        name_en="Halfa",
        capacity=6,
        note="La grande table : plusieurs groupes à la fois",
        is_shared=True,
        key=key_of("room", "Halfa"),
        by=cast.programme,
    )
    for hour, minutes, people, code, title in SEATS:
        start_at = local(day, time.fromisoformat(hour))
        try:
            book_room(
                room=room,
                start_at=start_at,
                end_at=start_at + timedelta(minutes=minutes),
                people=people,
                person=cast.people[code],
                title=title,
                key=key_of("seats", code),
                by=cast.reception,
            )
        except Refused:
            continue


def _meet_every_week(cast: Cast, day: date) -> None:
    rule = Rule(
        room=cast.rooms["Romman"],
        weekdays=(day.weekday(),),
        every_weeks=1,
        starts_on=day,
        until_on=day + timedelta(weeks=WEEKS),
        starts=time(9),
        minutes=60,
    )
    try:
        book_series(
            rule=rule,
            person=cast.people["R26"],
            title="Sallahha : point de la semaine",
            key=key_of("series", "Sallahha"),
            by=cast.reception,
        )
    except Refused:
        return


def _wait(cast: Cast) -> None:
    """Somebody would like the first room that a resident holds on another day."""
    taken = Booking.objects.filter(
        state=Booking.State.BOOKED,
        subject_kind="",
        series=None,
        space=cast.rooms["Romman"].pk,
        start_at__gt=cast.days.now + timedelta(days=1),
    ).first()
    if taken is not None:
        wait_for_room(
            room=cast.rooms["Romman"],
            person=cast.people["R12"],
            start_at=taken.start_at,
            end_at=taken.end_at,
            key=key_of("wait", "R12"),
            by=cast.people["R12"],
        )
