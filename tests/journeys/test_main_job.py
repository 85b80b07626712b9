"""The main job from an empty hub: a need said in Arabic on a phone, until it is settled."""

import json
from datetime import timedelta

import icalendar
import pytest

from elspace.needs.models import Need
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.support.models import Session
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "أريد أن أعرف كم تكلّفني كلّ زربية"


@pytest.fixture
def hela(hub):
    """The one person of the team."""
    return factories.person("Hela", "Mansour", roles=[Role.DIRECTOR, Role.PROGRAMME])


def link_of(team, person):
    """The address of somebody's own page, given by the team."""
    team.open(f"/people/{person.key}/").follow("Donner un lien").press("Donner un lien")
    return next(one for one in team.tree.iter("input") if one.get("id") == "address").get("value")


def add_naima(team):
    team.open("/people/").follow("Ajouter une personne")
    team.press(
        "Ajouter", first_name="Naïma", first_name_ar="نعيمة", phone="20 123 456",
        language="ar", channel="whatsapp",
    )  # fmt: skip
    return Person.objects.get(first_name="Naïma")


def furnish(team):
    """A term, a room and an expert, typed through the pages."""
    team.open("/programme/").follow("Ouvrir un trimestre")
    team.press("Ouvrir", name="Yasmine", name_ar="ياسمين", starts_on="2027-02-22", weeks=4)
    team.open("/rooms/add/").press(
        "Ajouter cette salle", name_fr="Zitoun", name_ar="زيتون", name_en="Zitoun", capacity=16
    )
    spoken = [factories.language("ar").pk, factories.language("aeb").pk]
    team.open("/experts/add/").press(
        "Ajouter cette personne", first_name="Leïla", phone="98 765 432",
        disciplines=[factories.discipline("finance").pk], speaks=spoken,
    )  # fmt: skip
    return Person.objects.get(first_name="Leïla")


def test_from_a_need_said_in_arabic_to_yes_it_is_settled(hela, walk, work, tables, clock):
    team, naima, leila = walk(hela), walk(language=""), walk(language="")
    resident = add_naima(team)
    her_page = link_of(team, resident)

    # She says it, on a phone, in Arabic
    naima.open(her_page)
    assert naima.language == "ar"
    naima.follow("طلب مساعدة")
    naima.press("إرسال", words=WORDS, level=3, speaks=["aeb"])
    assert "وصلتنا حاجتكم" in naima.text
    need = Need.objects.get()

    # The team sees it and gives it a discipline, with her
    assert "À classer (1)" in team.open("/needs/").text
    assert WORDS in team.follow("Classer").text
    button = next(one[0] for one in team.form_of("")[0].buttons if "Finances" in one[0])
    team.press(button, confirmed="on")
    need.refresh_from_db()
    assert need.state == "confirmed"

    # A need nobody here can answer
    other = factories.need(factories.resident("Wassim"), code="software", words="Un site de vente")

    # An expert says when she can come
    expert = furnish(team)
    leila.open(link_of(team, expert)).follow("Dire quand je peux venir")
    mornings = {f"{g}-{d}-morning": "yes" for g in ("usual", "ramadan") for d in range(5)}
    leila.press("Envoyer", **mornings)

    # A programme is proposed by the worker; it holds nothing
    team.open("/programme/").press("Proposer un programme")
    work()
    team.open("/programme/")
    session = Session.objects.get()
    assert session.state == "proposed"
    assert Message.objects.count() == 0
    assert "Finances" in team.text
    unmet = team.html.partition('id="unmet"')[2]
    assert "Wassim" in unmet
    assert "Chercher cet expert" in unmet
    team.open(f"/sessions/{session.key}/").follow("Pourquoi ?")
    assert "Sans cela, 1 projet s’arrête." in team.text

    # The expert is asked and says yes by her link
    team.open("/programme/").follow("Demander aux experts").press("Demander")
    message = Message.objects.get()
    assert (message.recipient, message.kind) == (expert, "support.ask_expert")
    leila.open(message.body.split()[-1])
    leila.press("Oui")
    session.refresh_from_db()
    assert session.state == "confirmed"

    # Announced within the firm weeks: her invitation, in her language
    clock.move_to(session.occasion.start_at - timedelta(days=3))
    team.open("/programme/").follow("Annoncer 1 séance").press("Annoncer")
    invitation = Message.objects.get(kind="support.invitation")
    assert (invitation.recipient, invitation.language) == (resident, "ar")
    assert "نعيمة" in invitation.body

    # Opening it writes nothing; pressing does
    before = tables()
    naima.open(invitation.body.split()[-1])
    assert tables() == before
    assert WORDS in naima.text
    naima.press("سأحضر")
    seat = session.occasion.invitations.get()
    assert (seat.reply, seat.entered_from) == ("yes", "self")
    calendar = icalendar.Calendar.from_ical(naima.client.get(naima.href("إضافة")).content)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == session.occasion.start_at

    # The roll is called; she is asked whether it is settled, and it is
    clock.move_to(session.occasion.start_at + timedelta(minutes=10))
    team.open("/today/").follow("Faire l’appel")
    team.press("Clore l’appel", **{f"presence-{resident.key}": "present"})
    need.refresh_from_db()
    assert need.state == "addressed"
    assert Message.objects.get(kind="support.is_it_settled").language == "ar"
    naima.open(her_page).press("نعم", nth=1)  # the first asks about sheets on paper
    need.refresh_from_db()
    other.refresh_from_db()
    assert (need.state, other.state) == ("verified", "confirmed")

    # Every step left its line, and no line says a word or a name
    lines = AuditLine.objects.all()
    steps = {"state_need", "classify_need", "confirm_need", "ask_proposal", "propose_session"}
    assert steps <= {line.verb for line in lines}
    said = json.dumps([line.changes for line in lines], ensure_ascii=False, default=str)
    for word in (WORDS, "Naïma", "نعيمة", "20123456", "Wassim", "Leïla"):
        assert word not in said
