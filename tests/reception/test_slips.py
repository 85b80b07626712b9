"""A name pressed by mistake is taken back in one tap, also through a cut, and leaves nothing."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from elspace.reception.actions import check_in, check_out, forget_days, merge, take_back
from elspace.reception.models import PresenceDay, PresenceMark
from elspace.reception.queries import in_now, is_in, own_marks
from tests import factories
from tests.personas import persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(hub, sign_in):
    return sign_in(persona("reception"))


def merged(*entries: dict[str, object], by: object = None) -> list[str]:
    now = str(int(timezone.now().timestamp() * 1000))
    said = [{"at": now} | {name: str(value) for name, value in one.items()} for one in entries]
    return [one.reason for one in merge(entries=said, sent=now, device=None, by=by)]


def test_a_wrong_name_is_taken_back_and_its_person_is_still_expected(hub):
    amel = factories.resident("Amel")
    slip = check_in(person=amel, key=uuid.uuid4(), by=None)
    assert in_now().seen == {amel.pk}
    take_back(of=slip.key, by=None)
    take_back(of=slip.key, by=None)
    assert (in_now().people, in_now().seen, is_in(amel)) == ([], set(), False)
    assert own_marks(amel) == []


def test_gone_by_mistake_is_taken_back_and_the_person_is_in_again(hub):
    amel, at = factories.resident("Amel"), timezone.now() - timedelta(hours=1)
    check_in(person=amel, key=uuid.uuid4(), at=at, by=None)
    slip = check_out(person=amel, key=uuid.uuid4(), by=None)
    take_back(of=slip.key, by=None)
    assert in_now().people == [amel]


def test_a_slip_counts_in_no_figure(hub, clock):
    for name in ("Amel", "Bilel"):
        mark = check_in(person=factories.resident(name), key=uuid.uuid4(), by=None)
    take_back(of=mark.key, by=None)
    clock.move_to(timezone.now() + timedelta(days=9))
    forget_days()
    assert PresenceDay.objects.get().people == 1
    assert PresenceMark.objects.count() == 0


def test_a_slip_kept_through_a_cut_is_undone_in_whatever_order_it_arrives_again(hub):
    amel, pressed = factories.resident("Amel"), uuid.uuid4()
    came = {"kind": "in", "key": pressed, "person": amel.key}
    back = {"kind": "back", "key": uuid.uuid4(), "of": pressed, "person": amel.key}
    for sending in ([back, came], [came, back], [came]):
        assert merged(*sending) == [""] * len(sending)
        assert in_now().total == 0
        assert in_now().seen == set()


def test_taking_back_what_is_not_there_breaks_nothing(hub):
    assert take_back(of=uuid.uuid4(), by=None) is None
    assert merged({"kind": "back", "key": uuid.uuid4(), "of": "x"}) == [""]


def test_the_desk_offers_to_take_back_what_was_just_pressed(desk):
    amel = factories.resident("Amel")
    for path, said in (("in", "Ahla"), ("out", "bientôt")):
        answer = desk.post(
            f"/reception/{path}/", {"person": amel.key, "key": uuid.uuid4()}, follow=True
        )
        page = answer.content.decode()
        assert said in page
        mark = PresenceMark.objects.order_by("pk").last()
        assert f'name="of" value="{mark.key}"' in page
    desk.post("/reception/back/", {"of": mark.key})
    assert in_now().people == [amel]
    assert f'value="{mark.key}"' not in desk.get(f"/reception/?said={mark.key}").content.decode()


@pytest.mark.parametrize("said", ["x", "4ac2f401-2e1e-4c84-a0c6-b5d95e2f1906", ""])
def test_an_address_that_says_nothing_offers_nothing(desk, said):
    answer = desk.get("/reception/", {"said": said})
    assert answer.status_code == 200
    assert 'name="of"' not in answer.content.decode()


def test_who_is_only_said_to_be_gone_has_not_come_and_is_still_expected(hub, clock):
    amel = factories.resident("Amel")
    slip = check_in(person=amel, key=uuid.uuid4(), by=None)
    check_out(person=amel, key=uuid.uuid4(), by=None)  # at the other desk: nobody is there
    take_back(of=slip.key, by=None)
    assert (in_now().people, in_now().seen) == ([], set())
    clock.move_to(timezone.now() + timedelta(days=9))
    forget_days()
    assert PresenceDay.objects.get().people == 0
