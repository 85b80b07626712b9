"""The roll call as pages send it: late, twice, from two phones, with and without a script."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from elspace.agenda.models import AttendanceMark
from elspace.agenda.queries import presence_at
from elspace.support.enums import SessionState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(hub):
    return factories.session(
        on=date(2027, 2, 16),
        at=time(9),
        needs=[factories.need(), factories.need()],
        state=SessionState.ANNOUNCED,
    )


@pytest.fixture
def called(session, programme, sign_in):
    """`called(**fields)`: one sending of the page's form."""
    client, address = sign_in(programme), reverse("support:roll-call", args=[session.key])
    return lambda **fields: client.post(address, fields)


def seats(session):
    return list(session.occasion.invitations.order_by("pk"))


def said(seat, presence, *, was="", key=None, at=None, sent=None):
    name = seat.person.key
    fields = {f"presence-{name}": presence, f"was-{name}": was, f"key-{name}": key or uuid.uuid4()}
    return fields | ({f"at-{name}": at, "sent": sent} if at else {})


def test_sent_twice_a_mark_counts_once(session, called):
    fields = said(seats(session)[0], "present")
    called(**fields)
    called(**fields)
    assert AttendanceMark.objects.count() == 1


def test_what_a_page_only_showed_does_not_undo_another_phone(session, called):
    first, second = seats(session)
    called(**said(first, "present"))
    called(**said(first, "absent", was="present"))  # another phone
    called(**said(first, "present", was="present"), **said(second, "present"))  # an older page
    assert presence_at(session.occasion) == {
        first.person_id: "absent",
        second.person_id: "present",
    }


def test_a_mark_kept_on_a_phone_stands_when_it_was_said(session, called):
    (seat, _other) = seats(session)
    called(**said(seat, "present", was="absent"))
    # Said 40 minutes ago on a phone whose clock is years behind, sent now.
    called(**said(seat, "absent", at=1_000_000, sent=1_000_000 + 40 * 60 * 1000), device="a1b2")
    late = AttendanceMark.objects.get(presence="absent")
    assert (timezone.now() - late.at, late.device) == (timedelta(minutes=40), "a1b2")
    assert presence_at(session.occasion) == {seat.person_id: "present"}


@pytest.mark.parametrize(("at", "sent"), [("x", "1"), ("1", ""), ("9" * 40, "1"), ("5", "1")])
def test_a_damaged_clock_means_now(session, called, at, sent):
    called(**said(seats(session)[0], "present", at=at, sent=sent))
    mark = AttendanceMark.objects.get()
    assert timezone.now() - timedelta(days=8) <= mark.at <= timezone.now()


def test_the_same_page_used_again_with_another_answer_counts(session, called):
    (seat, _other) = seats(session)
    key = uuid.uuid4()
    called(**said(seat, "present", key=key))
    for _twice in range(2):
        called(**said(seat, "absent", key=key))
    assert presence_at(session.occasion) == {seat.person_id: "absent"}
    assert AttendanceMark.objects.count() == 2


def test_several_walk_ins_come_at_once_with_and_without_a_name(session, called):
    ali, nobody, untouched = (str(uuid.uuid4()) for _n in range(3))
    fields = {
        "walk_in_key": [ali, nobody, untouched],
        f"walk_in-{ali}": " Ali ",
        f"walk_in-{nobody}": "",
        "add_walk_in": nobody,
    }
    for _twice in range(2):
        called(**fields)
    walk_ins = session.occasion.marks.values_list("walk_in", flat=True)
    assert sorted(walk_ins) == ["", "Ali"]


def test_a_confidential_appointment_is_kept_on_no_device(session, programme, sign_in):
    address = reverse("support:roll-call", args=[session.key])
    assert "data-kept=" in sign_in(programme).get(address).content.decode()
    session.is_confidential = True
    session.save()
    assert "data-kept=" not in sign_in(programme).get(address).content.decode()
