"""Rooms that fit: the smallest that holds its people, never two sessions in one."""

from elspace.support.planning.rooms import Beside, fitting_rooms

HALL = {"id": "hall", "capacity": 40, "equipment": [], "closed": []}
SMALL = {"id": "small", "capacity": 8, "equipment": [], "closed": [7]}
QUIET = {"id": "quiet", "capacity": 3, "equipment": ["confidential"], "closed": []}


def problem(*rooms, locked=()):
    return {
        "rooms": list(rooms),
        "locked": list(locked),
        "formats": {
            "workshop": {"min": 4, "max": 16, "equipment": []},
            "sealed": {"min": 1, "max": 1, "equipment": ["confidential"]},
        },
    }


def session(name, people, *, slot=1, room="hall", form="workshop"):
    attendees = [f"n{i}" for i in range(people)]
    return {"id": name, "slot": slot, "room": room, "format": form, "attendees": attendees}


def test_a_small_group_gets_the_small_room():
    assert fitting_rooms(problem(HALL, SMALL), [session("a", 5)]) == {"a": "small"}


def test_a_closed_room_is_left_out():
    assert fitting_rooms(problem(HALL, SMALL), [session("a", 5, slot=7)]) == {"a": "hall"}


def test_two_sessions_of_a_slot_get_two_rooms():
    found = fitting_rooms(problem(HALL, SMALL), [session("a", 5), session("b", 6, room="small")])
    assert sorted(found.values()) == ["hall", "small"]


def test_a_room_kept_by_a_locked_session_is_not_given_again():
    locked = session("kept", 4, room="small")
    found = fitting_rooms(problem(HALL, SMALL, locked=[locked]), [locked, session("a", 5)])
    assert found == {"a": "hall"}


def test_what_is_confidential_stays_where_nobody_hears():
    found = fitting_rooms(
        problem(HALL, SMALL, QUIET), [session("a", 1, room="quiet", form="sealed")]
    )
    assert found == {"a": "quiet"}


def test_a_slot_that_cannot_be_matched_keeps_the_planners_rooms():
    full = [session("a", 8, room="hall"), session("b", 8, room="small")]
    assert fitting_rooms(problem(HALL, SMALL), full) == {"a": "hall", "b": "small"}


def test_quiet_is_kept_between_two_sessions_of_a_slot():
    far = {"id": "far", "capacity": 40, "equipment": [], "closed": []}
    small = SMALL | {"closed": []}
    beside = Beside({"hall": {"small"}, "small": {"hall"}}, frozenset({"small"}))
    rooms = problem(small, HALL, far) | {"formats": FORMS}
    both = [session("a", 12), session("b", 5, room="small", form="lecture")]
    assert fitting_rooms(rooms, both) == {"a": "hall", "b": "small"}
    assert fitting_rooms(rooms, both, beside) == {"a": "hall", "b": "far"}
    lively = [session("a", 12, form="lecture"), session("b", 5, room="small", form="lecture")]
    assert fitting_rooms(rooms, lively, beside) == {"a": "hall", "b": "small"}
    kept = session("a", 12)
    locked = problem(small, HALL, far, locked=[kept]) | {"formats": FORMS}
    assert fitting_rooms(locked, both, beside) == {"b": "far"}


FORMS = {
    "workshop": {"min": 4, "max": 16, "equipment": []},
    "lecture": {"min": 1, "max": 40, "equipment": []},
}
