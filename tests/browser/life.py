"""A hub with life in it for the browser: long names in both scripts, every state, full lists."""

import os
from datetime import date, time
from typing import Any

from elspace.core.models import EnteredFrom
from elspace.core.moments import local
from elspace.hosting.actions import book_room
from elspace.hosting.models import Booking
from elspace.needs.enums import Level, State
from elspace.outbox.enums import Channel
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.enums import SessionState
from tests import factories
from tests.personas import persona, world

PEOPLE = [
    ("Naïma", "Ben Abdallah", "نعيمة", "بن عبد الله"),
    ("Mohamed-Amine", "Bouzouita-Trabelsi", "محمد أمين", "بوزويتة الطرابلسي"),
    ("Salma", "", "سلمى", ""),
    ("Wassim", "Gharbi", "وسيم", "الغربي"),
    ("Oumaïma", "Chebbi", "أميمة", "الشابي"),
    ("Aïcha", "", "عائشة", ""),
]
NAMES = {
    "resident": "Fatma",
    "expert": "Nizar",
    "funder": "Ines",
    "reception": "Rania",
    "community": "Yassine",
    "programme": "Hela",
    "director": "Salma",
}
WORDS = [
    "أريد أن أعرف كم تكلّفني كلّ زربية قبل أن أضع لها ثمنًا في المعرض القادم",
    "Trouver un premier client qui paie d'avance, sans perdre ceux que j'ai déjà",
    "nheb nbi3 el zarbia mta3i fel internet w ma na3refch kifech",
    "Écrire mes statuts",
    "I need somebody to read my contract in English before Friday",
    "تعلّم التصوير",
]
CODES = ["finance", "selling", None, "design-thinking", "software", "finance"]
LEVELS = [
    Level.BLOCKING,
    Level.IMPORTANT,
    Level.USEFUL,
    Level.IMPORTANT,
    Level.BLOCKING,
    Level.IMPORTANT,
]


GIVEN = "Amel Ameni Bilel Chiraz Dorra Emna Farouk Ghada Hatem Imen Jihène Khalil Lamia Mehdi"
FAMILY = "Rezgallah Hasnoun Laaouar Tarhouch Boughdamsi Kchouk Naffati Bchini Sboui Zelfani Aroua"


def crowd(number: int, where: Any) -> None:
    """So many people who have a room today, at whatever hour: a full morning at the desk."""
    for n in range(number):
        given, family = GIVEN.split(), FAMILY.split()
        person = factories.resident(
            given[n % len(given)], last_name=family[n // len(given) % len(family)]
        )
        Booking.objects.create(
            space=where,
            person=person,
            start_at=local(date(2027, 2, 16), time(18)),
            end_at=local(date(2027, 2, 16), time(19)),
        )


def lay() -> dict[str, Any]:
    """What the personas' addresses need, and a term in full swing around it."""
    rows = world()
    for name, first_name in NAMES.items():
        person = persona(name)
        person.first_name = first_name
        person.save()
    _around(rows)
    crowd(int(os.environ.get("BROWSER_EXPECTED", "0")), rows["room"])
    return rows


def _around(rows: dict[str, Any]) -> None:
    by = persona("programme")
    factories.room("Yasmine", capacity=6)
    people = [_person(n, *names) for n, names in enumerate(PEOPLE)]
    factories.venture("Zarbia Net, coopérative de tisseuses de Kairouan", *people[:2])
    needs = [
        factories.need(
            who,
            code=CODES[n],
            words=WORDS[n],
            level=LEVELS[n],
            state=State.STATED if CODES[n] is None else State.CONFIRMED,
            entered_from=EnteredFrom.VOICE if n == 2 else EnteredFrom.SELF,
            entered_by=by,
        )
        for n, who in enumerate(people)
    ]
    factories.need(people[0], is_confidential=True, referent=by, words="Une chose à dire à part")
    second = factories.expert("Abdelmajid", "selling", "software", every_half_day=False)
    dates = [
        (date(2027, 2, 24), needs[0]),
        (date(2027, 3, 3), needs[5]),
        (date(2027, 3, 24), needs[3]),
    ]
    made = [
        factories.session(
            of=rows["term"], on=day, at=time(9), needs=[need], by=rows["expert"], where=rows["room"]
        )
        for day, need in dates
    ]
    factories.session(
        of=rows["term"],
        on=date(2027, 3, 4),
        needs=[needs[1]],
        by=second,
        where=rows["room"],
        code="selling",
    )
    ask_sessions(sessions=made, by=by)
    for session in made[:2]:
        confirm_session(session=session, by=by, entered_from=EnteredFrom.CALL)
    announce_sessions(sessions=made[:1], by=by)
    now = factories.session(
        of=rows["term"],
        on=date(2027, 2, 16),
        at=time(9),
        needs=[needs[4], needs[1]],
        by=rows["expert"],
        where=rows["room"],
        state=SessionState.ANNOUNCED,
    )
    now.occasion.booking = book_room(
        room=rows["room"],
        start_at=now.occasion.start_at,
        end_at=now.occasion.end_at,
        subject=now,
        by=by,
    )
    now.occasion.save()
    workshop = factories.workshop(offers_names=True)
    factories.slips(workshop)
    for name, words in (("Amal", "Savoir faire une facture"), ("أمل", "كيفاش نعمل فاتورة صحيحة")):
        factories.said_at(workshop, words, name=name)
    rows |= {"workshop": workshop}
    rows |= {"now": now, "invited": give_link(person=people[0], by=by)}
    book_room(
        room=rows["room"],
        start_at=local(date(2027, 2, 16), time(11)),
        end_at=local(date(2027, 2, 16), time(12)),
        title="Réunion du bureau",
        by=by,
    )


def _person(n: int, first: str, last: str, first_ar: str, last_ar: str) -> Any:
    return factories.person(
        first,
        last,
        roles=[Role.RESIDENT],
        first_name_ar=first_ar,
        last_name_ar=last_ar,
        language="ar" if n % 2 == 0 else "fr",
        phone=f"+2162012345{n}" if n < 4 else "",
        channel=Channel.WHATSAPP if n < 4 else Channel.PAPER,
    )
