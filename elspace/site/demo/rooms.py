"""The four rooms, and what ventures booked them for this week."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import add_room, book_room
from elspace.hub.models import Equipment, Place

from .cast import Cast
from .keys import key_of

# code, French, Arabic, people, quiet, confidential, note
RoomLine = tuple[str, str, str, int, bool, bool, str]
ROOMS: list[RoomLine] = [
    ("Yasmine", "Yasmine", "ياسمين", 40, False, False, "La grande salle, de plain-pied"),
    ("Zitoun", "Zitoun", "زيتون", 16, False, False, "L’atelier : établis et tables mobiles"),
    ("Romman", "Romman", "رمّان", 8, False, False, "La salle de réunion"),
    ("Nana", "Nana", "نعناع", 3, True, True, "La cabine calme : personne ne voit ni n’entend"),
]
EQUIPPED = {"Yasmine", "Zitoun", "Romman"}

# open days from today, hour, minutes, room, for whom, what for
BOOKINGS = [
    (0, "09:00", 60, "Romman", "R20", "Fahemni : point d’équipe"),
    (0, "09:30", 45, "Nana", "R08", "Appel avec un laboratoire"),
    (0, "12:30", 90, "Romman", "R23", "Halfa Design : choix des tissus"),
    (0, "13:00", 60, "Nana", "R29", "تسجيل حلقة"),
    (1, "09:00", 120, "Zitoun", "R05", "Yed fi Yed : coupe et essayage"),
    (1, "09:30", 60, "Nana", "R22", "Entretien"),
    (1, "11:00", 90, "Romman", "R10", "Dar Hkeya : itinéraire de la caravane"),
    (2, "09:00", 90, "Romman", "R18", "Sath Akhdhar et Torba Hayya : compost des toits"),
    (2, "12:30", 60, "Nana", "R17", "مكالمة مع النسّاجات"),
    (3, "11:00", 120, "Zitoun", "R26", "Sallahha : répétition de l’atelier de samedi"),
    (4, "10:00", 60, "Romman", "R13", "Chams Jar : réunion des voisins"),
]


def add_rooms(cast: Cast, rooms: Sequence[RoomLine] = ROOMS) -> None:
    """The rooms of the one place."""
    for code, fr, ar, capacity, is_quiet, is_confidential, note in rooms:
        cast.rooms[code] = add_room(
            place=Place.objects.get(),
            name_fr=fr,
            name_ar=ar,
            name_en=fr,
            capacity=capacity,
            equipment=Equipment.objects.all() if code in EQUIPPED else (),
            is_quiet=is_quiet,
            is_confidential=is_confidential,
            note=note,
            key=key_of("room", code),
            by=cast.programme,
        )


def book_rooms(cast: Cast) -> None:
    """Bookings of ventures, from today on; one that finds its room taken or closed was not made."""
    days, day, ahead = cast.days, cast.days.today, 0
    open_days: list[date] = []
    while len(open_days) <= max(line[0] for line in BOOKINGS):
        if days.calendar.opening_on(day + timedelta(days=ahead)):
            open_days.append(day + timedelta(days=ahead))
        ahead += 1
    for place, hour, minutes, room, person, title in BOOKINGS:
        start_at = local(open_days[place], time.fromisoformat(hour))
        try:
            book_room(
                room=cast.rooms[room],
                start_at=start_at,
                end_at=start_at + timedelta(minutes=minutes),
                title=title,
                person=cast.people[person],
                key=key_of("booking", room, f"{place}", hour),
                by=cast.reception,
            )
        except Refused:
            continue
