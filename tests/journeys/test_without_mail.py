"""Twenty people without any mail address: the main job, typed by the team, told by hand."""

from datetime import timedelta

import pytest

from elspace.needs.models import Need
from elspace.outbox.models import Message
from elspace.people.models import Person
from elspace.support.actions.sessions import ask_sessions
from elspace.support.models import Session
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = [f"Personne{n:02}" for n in range(20)]


def typed_from(n):
    """How what a person said reached the team."""
    return ["call", "paper", "voice"][n % 3]


def test_the_main_job_is_done_for_twenty_people_without_mail(programme, walk, work, clock):
    team = walk(programme)
    for n, name in enumerate(NAMES):
        team.open("/people/add/").press(
            "Ajouter", first_name=name, phone=f"20 123 4{n:02}" if n < 10 else "",
            channel="whatsapp" if n < 10 else "paper", entered_from=typed_from(n),
        )  # fmt: skip
        person = Person.objects.get(first_name=name)
        team.open(f"/needs/add/?person={person.key}")
        team.press(
            "Enregistrer ce besoin",
            words=f"Combien me coûte une pièce {n}", level=3, entered_from=typed_from(n),
        )  # fmt: skip
    needs = Need.objects.all()
    assert needs.count() == len(NAMES)
    assert set(needs.values_list("entered_from", flat=True)) == {"call", "paper", "voice"}
    for need in needs:
        team.open(f"/needs/classify/?need={need.key}")
        form, finance = next(
            (form, one) for form in team.forms() for one in form.buttons if "Finances" in one[0]
        )
        sent = form.filled({"confirmed": "on"}, finance)
        sent.pop("with", None)  # each on its own: those that say nearly the same wait their turn
        team.send(form, sent)
    assert set(Need.objects.values_list("state", flat=True)) == {"confirmed"}

    factories.term(starts_on=clock_monday(), weeks=4)
    factories.room("Zitoun", capacity=16)
    factories.expert("Leïla")
    team.open("/programme/").press("Proposer un programme")
    work()
    first = Session.objects.order_by("occasion__start_at", "pk").first()
    ask_sessions(sessions=[first], by=programme)
    team.open(f"/sessions/{first.key}/").press("Oui", entered_from="call")
    first.refresh_from_db()
    assert (first.state, first.entered_from) == ("confirmed", "call")
    clock.move_to(first.occasion.start_at - timedelta(days=2))
    team.open("/programme/").follow("Annoncer").press("Annoncer")

    # Told by hand, all of them
    people = [seat.person for seat in first.occasion.invitations.all()]
    clock.shift(timedelta(minutes=30))
    team.open("/messages/")
    assert not Message.objects.filter(channel="mail").exists()
    told = Message.objects.filter(kind="support.invitation")
    assert {message.recipient for message in told} == set(people)

    # Their answers, their presence and their last word are typed too
    team.open(f"/sessions/{first.key}/")
    for n, form in enumerate([one for one in team.forms() if "seat" in one.names]):
        yes = next(one for one in form.buttons if one[2] == "yes")
        team.send(form, form.filled({"entered_from": typed_from(n)}, yes))
    seats = first.occasion.invitations.all()
    assert {(seat.reply, seat.entered_by) for seat in seats} == {("yes", programme)}
    clock.move_to(first.occasion.start_at + timedelta(minutes=20))
    team.open(f"/sessions/{first.key}/roll-call/")
    team.press("Clore l’appel", **{f"presence-{one.key}": "present" for one in people})
    for seat in seats:
        team.open(f"/needs/{seat.need.key}/").press("La personne dit : réglé")
    settled = Need.objects.filter(pk__in=[seat.need_id for seat in seats])
    assert set(settled.values_list("state", flat=True)) == {"verified"}
    assert not Person.objects.exclude(email=None).exclude(pk=programme.pk).exists()


def clock_monday():
    """The Monday of the frozen clock's week."""
    return factories.TERM_STARTS + timedelta(weeks=5)
