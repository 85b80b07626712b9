"""Goes through a plan session by session and reports every broken rule."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.check.book import Book, in_time, names_are_known, seats
from optimiser.check.fault import Fault
from optimiser.problem import Problem, Session
from optimiser.reading import shown


def broken_rules(problem: Problem, sessions: tuple[Session, ...]) -> list[Fault]:
    """Every broken rule of labels.RULES; the locked part of a plan is asked only to be there."""
    faults = list(_names(problem, sessions))
    locked = {session.id: session for session in problem.locked}
    faults += _locked(problem, sessions)
    book = Book(problem, sessions)
    for index, session in enumerate(sessions):
        if not names_are_known(problem, session):
            continue
        path = f"$.sessions[{index}]"
        lock = locked.get(session.id)
        if lock is None:
            faults += _expert(problem, session, path)
            faults += _room(problem, session, path)
        faults += _size(problem, session, lock, path)
        for seat, need in enumerate(session.attendees):
            if lock is None or need not in lock.attendees:
                faults += _attendee(book, session, need, f"{path}.attendees[{seat}]")
    faults += _clashes(problem, sessions)
    faults += _expert_limits(book)
    faults += _resident_limits(book)
    return faults


def _names(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, session in enumerate(sessions):
        path = f"$.sessions[{index}]"
        if session.id in seen:
            yield Fault("session_id", f"{path}.id", f"The id {shown(session.id)} stands twice.")
        seen.add(session.id)
        tables = {"format": problem.formats, "expert": problem.experts, "room": problem.rooms}
        for key, table in tables.items():
            value = getattr(session, key)
            if value not in table:
                yield Fault("known", f"{path}.{key}", f"There is no {key} {shown(value)}.")
        if not 0 <= session.slot < problem.term.total:
            text = f"Slot {session.slot} lies outside the term."
            yield Fault("known", f"{path}.slot", text)
        for seat, need in enumerate(session.attendees):
            if need not in problem.needs:
                where = f"{path}.attendees[{seat}]"
                yield Fault("known", where, f"There is no need {shown(need)}.")


def _locked(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Fault]:
    found = {session.id: (index, session) for index, session in enumerate(sessions)}
    for lock in problem.locked:
        if lock.id not in found:
            text = f"The locked session {shown(lock.id)} is missing."
            yield Fault("locked", "$.sessions", text)
            continue
        index, session = found[lock.id]
        for key in ("discipline", "format", "expert", "room", "slot", "language"):
            was, now = getattr(lock, key), getattr(session, key)
            if was != now:
                text = f"The locked session has {key} {shown(was)}, not {shown(now)}."
                yield Fault("locked", f"$.sessions[{index}].{key}", text)
        for need in lock.attendees:
            if need not in session.attendees:
                text = f"The locked session has the attendee {shown(need)}."
                yield Fault("locked", f"$.sessions[{index}].attendees", text)


def _expert(problem: Problem, session: Session, path: str) -> Iterator[Fault]:
    expert = problem.experts[session.expert]
    name = shown(expert.id)
    if session.discipline not in expert.disciplines:
        text = f"Expert {name} does not teach {shown(session.discipline)}."
        yield Fault("expert_teaches", f"{path}.expert", text)
    if session.format not in expert.formats:
        text = f"Expert {name} does not teach in the format {shown(session.format)}."
        yield Fault("expert_format", f"{path}.expert", text)
    if session.language not in expert.languages:
        text = f"Expert {name} does not speak {shown(session.language)}."
        yield Fault("expert_language", f"{path}.language", text)
    if session.slot not in expert.available:
        text = f"Expert {name} is not available in slot {session.slot}."
        yield Fault("expert_available", f"{path}.slot", text)


def _room(problem: Problem, session: Session, path: str) -> Iterator[Fault]:
    room, form = problem.rooms[session.room], problem.formats[session.format]
    if not form.equipment <= room.equipment:
        text = f"Room {shown(room.id)} lacks equipment of the format {shown(form.id)}."
        yield Fault("room_suits", f"{path}.room", text)
    if room.capacity < form.min:
        text = f"Room {shown(room.id)} seats {room.capacity}, the format needs {form.min}."
        yield Fault("room_suits", f"{path}.room", text)
    if session.slot in room.closed:
        text = f"Room {shown(room.id)} is closed in slot {session.slot}."
        yield Fault("room_open", f"{path}.room", text)


def _size(problem: Problem, session: Session, lock: Session | None, path: str) -> Iterator[Fault]:
    form, room = problem.formats[session.format], problem.rooms[session.room]
    count, most = len(session.attendees), seats(room, form)
    if lock is None and count < form.min:
        text = f"The session has {count} attendees, the format needs {form.min}."
        yield Fault("minimum", f"{path}.attendees", text)
    # A locked session may be overfull as it was sent; nobody may be added to it then.
    if count > most and (lock is None or count > len(lock.attendees)):
        text = f"The session has {count} attendees, format and room allow {most}."
        yield Fault("maximum", f"{path}.attendees", text)


def _attendee(book: Book, session: Session, name: str, where: str) -> Iterator[Fault]:
    need = book.problem.needs[name]
    resident = book.problem.residents[need.resident]
    if need.discipline != session.discipline:
        text = f"The need {shown(name)} is in {shown(need.discipline)}."
        yield Fault("need_discipline", where, text)
    if session.format not in need.formats:
        text = f"The need {shown(name)} does not accept {shown(session.format)}."
        yield Fault("need_format", where, text)
    if session.language not in resident.languages:
        text = f"Resident {shown(resident.id)} does not speak {shown(session.language)}."
        yield Fault("resident_language", where, text)
    if session.slot in resident.busy:
        text = f"Resident {shown(resident.id)} is busy in slot {session.slot}."
        yield Fault("resident_free", where, text)
    if not in_time(book.problem, need, session.slot):
        text = f"The need {shown(name)} is wanted before week {need.before_week}."
        yield Fault("before_week", where, text)
    for earlier in need.after:
        if earlier not in book.met_at or book.met_at[earlier] >= session.slot:
            text = f"The need {shown(name)} comes after {shown(earlier)}, not met earlier."
            yield Fault("after", where, text)


def _clashes(problem: Problem, sessions: tuple[Session, ...]) -> Iterator[Fault]:
    experts: set[tuple[str, int]] = set()
    rooms: set[tuple[str, int]] = set()
    residents: set[tuple[str, int]] = set()
    met: set[str] = set()
    for index, session in enumerate(sessions):
        if not names_are_known(problem, session):
            continue
        path, slot = f"$.sessions[{index}]", session.slot
        if (session.expert, slot) in experts:
            text = f"Expert {shown(session.expert)} has another session in slot {slot}."
            yield Fault("expert_once", f"{path}.expert", text)
        if (session.room, slot) in rooms:
            text = f"Room {shown(session.room)} has another session in slot {slot}."
            yield Fault("room_once", f"{path}.room", text)
        experts.add((session.expert, slot))
        rooms.add((session.room, slot))
        for seat, need in enumerate(session.attendees):
            resident, where = problem.needs[need].resident, f"{path}.attendees[{seat}]"
            if (resident, slot) in residents:
                text = f"Resident {shown(resident)} has another seat in slot {slot}."
                yield Fault("resident_once", where, text)
            if need in met:
                yield Fault("met_once", where, f"The need {shown(need)} is met twice.")
            residents.add((resident, slot))
            met.add(need)


def _expert_limits(book: Book) -> Iterator[Fault]:
    """A limit is broken by what was added: locked sessions count for it but never break it."""
    locked = Book(book.problem, book.problem.locked)
    for expert in book.problem.experts.values():
        total = book.expert_total[expert.id]
        most = expert.max_sessions
        if most is not None and total > max(most, locked.expert_total[expert.id]):
            text = f"Expert {shown(expert.id)} gives {total} sessions, at most {most} a term."
            yield Fault("expert_term_limit", "$.sessions", text)
    for (name, week), count in book.expert_week.items():
        most = book.problem.experts[name].max_per_week
        if most is not None and count > max(most, locked.expert_week[name, week]):
            text = f"Expert {shown(name)} gives {count} sessions in week {week}, at most {most}."
            yield Fault("expert_week_limit", "$.sessions", text)


def _resident_limits(book: Book) -> Iterator[Fault]:
    locked = Book(book.problem, book.problem.locked)
    for (name, week), count in book.resident_week.items():
        most = book.problem.residents[name].max_per_week
        if most is not None and count > max(most, locked.resident_week[name, week]):
            text = f"Resident {shown(name)} attends {count} in week {week}, at most {most}."
            yield Fault("resident_week_limit", "$.sessions", text)
