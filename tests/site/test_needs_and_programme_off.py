"""Needs and programme switched off: nothing found, sent, done or named; all of it comes back."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import override

from elspace.core.registries import modules, parts_off, parts_read_once, periodic_jobs
from elspace.hosting.rules import can_cancel_booking, can_change_booking
from elspace.hub.actions import use_module
from elspace.hub.models import DaySlot, Hub, OpeningProfile, PeriodicRun
from elspace.hub.periodic import claim_due_jobs, run_job
from elspace.outbox.actions import send_due
from elspace.outbox.models import Message
from elspace.outbox.queries import to_send_by_hand
from elspace.people.actions import begin_hub
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.support.actions.sessions import ask_sessions
from elspace.support.enums import COMING
from elspace.support.models import Session
from tests import factories
from tests.personas import persona, world

pytestmark = pytest.mark.django_db
ROOMS = ["places"]


def use(*codes: str) -> None:
    Hub.objects.update(modules=list(codes))


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_is_off_is_not_found_and_comes_back(sign_in):
    need = world()["need"]
    director = sign_in(persona("director"))
    word = f"/search/?q={need.words.split()[-1]}"
    assert f"/needs/{need.key}/" in page(director, word)
    use(*ROOMS)
    assert f"/needs/{need.key}/" not in page(director, word)
    assert director.get(f"/needs/{need.key}/").status_code == 404
    use(*modules)
    assert f"/needs/{need.key}/" in page(director, word)
    assert director.get(f"/needs/{need.key}/").status_code == 200


def test_the_programme_needs_needs_and_needs_stand_alone(sign_in):
    factories.hub(modules=ROOMS)
    director = sign_in(persona("director"))
    assert "Vient avec" in page(director, "/more/")
    director.post("/more/use/", {"module": "programme", "used": "yes"})
    assert set(Hub.objects.get().modules) == {*ROOMS, "needs", "programme"}
    director.post("/more/use/", {"module": "needs"})
    assert Hub.objects.get().modules == ROOMS
    director.post("/more/use/", {"module": "needs", "used": "yes"})
    assert director.get("/needs/").status_code == 200
    assert director.get("/programme/").status_code == 404


def test_messages_of_a_part_that_is_off_wait_unseen(programme):
    ali = factories.person("Ali", phone="+21620000001")
    for kind in ("support.invitation", "hosting.reminder"):
        Message.objects.create(
            kind=kind, privacy="ordinary", channel="whatsapp", recipient=ali, language="fr",
            title="Bonjour", body="Bonjour Ali",
        )  # fmt: skip
    use(*ROOMS)
    kinds = {m.kind for card in to_send_by_hand(programme) for m in card.messages}
    assert kinds == {"hosting.reminder"}
    use(*modules)
    kinds = {m.kind for card in to_send_by_hand(programme) for m in card.messages}
    assert kinds == {"support.invitation", "hosting.reminder"}
    assert Message.objects.count() == 2


def test_old_news_of_a_part_switched_on_again_waits_for_a_person(hub, clock):
    """June's invitations are not sent in September by the machine; what is a day old leaves."""
    director, sent = factories.person("Dir", roles=[Role.DIRECTOR]), {}
    use_module(code="programme", used=False, by=director)
    for day, kind in ((2, "support.invitation"), (0, "support.reminder"), (2, "hosting.reminder")):
        sent[day, kind] = Message.objects.create(
            kind=kind, privacy="ordinary", channel="mail", language="fr", title="Bonjour",
            recipient=factories.person(f"P{len(sent)}", email=f"p{len(sent)}@mail.example"),
            body="Bonjour", send_after=timezone.now() - timedelta(days=day, minutes=1),
        )  # fmt: skip
    use_module(code="programme", used=True, by=director)
    send_due()
    assert {key: Message.objects.get(pk=one.pk).state for key, one in sent.items()} == {
        (2, "support.invitation"): "uncertain",
        (0, "support.reminder"): "sent",
        (2, "hosting.reminder"): "sent",
    }


def test_work_of_a_part_that_is_off_is_claimed_and_not_done(hub):
    job = periodic_jobs["needs.ask_whether_settled"]
    use(*ROOMS)
    assert job.name in claim_due_jobs()
    run_job(job.name)
    run = PeriodicRun.objects.get(name=job.name)
    assert run.last_ok_at is None
    assert run.due_at > timezone.now()  # not late: nobody is told that work stands still
    use(*modules)
    run_job(job.name)
    run.refresh_from_db()
    assert run.last_ok_at is not None


def test_a_room_of_a_session_says_no_more_than_that_it_is_taken(sign_in):
    session = world()["session"]
    day = timezone.localdate(session.occasion.start_at)
    director = sign_in(persona("director"))
    use(*ROOMS)
    assert session.name not in page(director, f"/rooms/?day={day:%Y-%m-%d}")


def test_the_rooms_of_sessions_to_come_are_said_before_the_programme_goes(sign_in):
    session = world()["session"]
    there = factories.session(
        by=factories.expert("Nora"), where=factories.room("Jasmin"), needs=[factories.need()],
        on=session.occasion.start_at.date() + timedelta(days=1),
    )  # fmt: skip
    director = sign_in(persona("director"))
    before = page(director, "/more/?lang=en")
    ask_sessions(sessions=[there], by=persona("programme"))
    coming = Session.objects.filter(state__in=COMING, occasion__booking__isnull=False).count()
    said = f"{coming} session{'s' if coming > 1 else ''} to come hold"
    assert said not in before
    assert page(director, "/more/?lang=en").count(said) == 2  # needs take the programme with them
    there.refresh_from_db()
    booking = there.occasion.booking
    assert "session" in str(can_cancel_booking(persona("director"), booking).reason)
    use(*ROOMS)
    for answer in (can_cancel_booking(persona("director"), booking), can_change_booking(booking)):
        with override("en"):
            assert "session" not in str(answer.reason)
            assert "not in use" in str(answer.reason)


def test_nobody_is_called_an_expert_where_there_is_no_programme(sign_in):
    leila = world()["expert"].person
    assert leila.role_words == ["expert ou experte"]
    use(*ROOMS)
    assert leila.role_words == []
    hela = factories.person("Hela", roles=[Role.PROGRAMME])
    assert hela.role_words == ["coordination"]
    form = page(sign_in(persona("director")), f"/people/{leila.key}/roles/")
    assert 'value="expert"' not in form


def test_slots_nobody_sees_stay_as_they_are(sign_in):
    world()
    usual = OpeningProfile.objects.get(starts_on=None)
    before = list(DaySlot.objects.filter(profile=usual).values_list("position", "starts", "ends"))
    use(*ROOMS)
    director = sign_in(persona("director"))
    address = f"/hub/hours/{usual.key}/"
    assert "slot_0" not in page(director, address)
    sent = {"name_fr": "Toujours", "name_ar": "دائما", "name_en": "Always", "hours_1": "9:00–17:00"}
    assert director.post(address, sent).status_code == 302
    after = list(DaySlot.objects.filter(profile=usual).values_list("position", "starts", "ends"))
    assert before
    assert after == before


def test_a_new_hub_uses_the_parts_ticked_and_what_they_need():
    begin_hub(
        name="Dar", languages=["fr"], place="Dar", first_name="Emna", email="e@d.example",
        password="trois jasmins bleus", modules=["check_in"],
    )  # fmt: skip
    assert Hub.objects.get().modules == ["check_in", "reception"]
    assert Person.objects.count() == 1


def test_hubs_that_run_go_on_with_both():
    factories.hub(modules=["desks"])
    import_module("elspace.hub.migrations.0009_needs_and_programme_in_use").switch_on(apps, None)
    assert Hub.objects.get().modules == ["desks", "needs", "programme"]


def test_a_request_asks_once_which_parts_are_off(hub, django_assert_num_queries):
    use(*ROOMS)
    with parts_read_once(), django_assert_num_queries(1):
        assert parts_off() == parts_off() == set(modules) - set(ROOMS)
    use(*modules)
    assert parts_off() == set()
