"""A confidential need and its appointment: read signed in, never by link, named to nobody else."""

from datetime import date, time

import pytest
from django.urls import reverse

from elspace.agenda.enums import Reply
from elspace.core.registries import subject_of
from elspace.hub.enums import FormatCode
from elspace.needs.enums import Level, State
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.site.queries.decisions import decisions_for
from elspace.support.actions.living import answer_invitation, queue_calls
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.enums import SessionState
from elspace.trust.actions import record
from elspace.trust.models import AuditLine, Reading
from elspace.trust.queries import readable_lines
from tests import factories

pytestmark = pytest.mark.django_db

SECRETS = ("mot-planté", "Discipline plantée", "Prénom-planté", "Experte-plantée")
OWN = ("mot-planté", "Discipline plantée", "Experte-plantée")
OTHERS = [Role.RECEPTION, Role.COMMUNITY, Role.DIRECTOR]
TODAY = date(2027, 2, 16)


@pytest.fixture
def sealed(hub):
    person = factories.resident("Prénom-planté", phone="+21620123456")
    return factories.need(
        person,
        code="discipline-plantée",
        words="mot-planté",
        level=Level.BLOCKING,
        is_confidential=True,
    )


@pytest.fixture
def appointment(sealed, programme):
    """Announced, today, with an answer waited for."""
    session = factories.session(
        on=TODAY,
        at=time(10, 30),
        needs=[sealed],
        by=factories.expert("Experte-plantée", "discipline-plantée"),
        where=factories.room(is_confidential=True),
        code="discipline-plantée",
        is_confidential=True,
    )
    session.format = factories.format(FormatCode.INDIVIDUAL)
    session.save()
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    return announce_sessions(sessions=[session], by=programme)[0]


def leaks(client, *addresses, words=SECRETS):
    """What of `words` stands on these pages."""
    pages = [client.get(address, follow=True).content.decode() for address in addresses]
    return {word for word in words for page in pages if word in page}


@pytest.mark.parametrize("state", [State.STATED, State.CONFIRMED, State.ADDRESSED, State.DECLINED])
def test_a_link_shows_no_word_of_a_sealed_need(sealed, client, state):
    sealed.state = state
    sealed.save()
    page = f"/p/{give_link(person=sealed.person, by=None).token}/"
    received = f"{page}need/{sealed.key}/received/"
    assert not leaks(client, page, f"{page}needs/", f"{page}who-sees/", received, words=OWN)
    assert "Rendez-vous" in client.get(page).content.decode()


def test_a_link_shows_an_appointment_and_no_more(appointment, client):
    seat = appointment.occasion.invitations.get()
    page = f"/p/{give_link(person=seat.person, by=None).token}/"
    assert not leaks(client, page, f"{page}print/2027-02-16/", words=OWN)
    client.post(f"{page}answers/{seat.key}/", {"reply": "yes"})
    seat.refresh_from_db()
    assert seat.reply == Reply.YES


def test_signed_in_the_person_reads_her_own(appointment, sealed, sign_in):
    client = sign_in(sealed.person)
    assert leaks(client, "/my-week/", words=OWN) == set(OWN)
    assert leaks(client, "/my-week/who-sees/", "/needs/mine/", words=OWN[:1]) == {"mot-planté"}


def test_another_need_never_quotes_a_sealed_one(sealed):
    from elspace.support.models import Proposal
    from elspace.support.queries.unmet import person_sentence

    later = factories.need(sealed.person)
    reason = {str(later.pk): {"code": "prerequisite", "facts": {"after": f"n{sealed.pk}"}}}
    assert "mot-planté" not in person_sentence(later, Proposal(solution={"unmet": reason}))


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_a_session_names_a_sealed_one(appointment, sign_in, role):
    client = sign_in(factories.person(roles=[role]))
    pages = [
        reverse(f"support:{name}", args=[appointment.key])
        for name in ("session", "session-why", "roll-call", "session-cannot")
    ]
    team = ["/today/", "/programme/", "/programme/ask/", "/programme/announce/", "/messages/"]
    assert not leaks(client, *pages, *team)


@pytest.mark.parametrize("role", OTHERS)
def test_no_button_moves_a_sealed_session_for_who_may_not_read_it(appointment, sign_in, role):
    client = sign_in(factories.person(roles=[role]))
    seat = appointment.occasion.invitations.get()
    for name, data in (
        ("session-step", {"step": "reply", "seat": seat.key, "reply": "no"}),
        ("session-compose", {"reason": "parce que"}),
        ("roll-call", {f"presence-{seat.person.key}": "present"}),
        ("session-cannot", {"way": "cancel"}),
    ):
        answer = client.post(reverse(f"support:{name}", args=[appointment.key]), data)
        assert answer.status_code == 403, name
    seat.refresh_from_db()
    appointment.refresh_from_db()
    assert (seat.reply, appointment.state) == (Reply.NONE, SessionState.ANNOUNCED)
    assert not appointment.occasion.marks.exists()


def test_decisions_name_nobody_next_in_line_for_an_appointment(appointment, programme, clock):
    other = factories.need(
        factories.resident("Prénom-planté-2"), code="discipline-plantée", is_confidential=True
    )
    seat = appointment.occasion.invitations.get()
    answer_invitation(invitation=seat, reply=Reply.NO, by=seat.person)
    other.state, other.reply_due_on = State.STATED, date(2027, 2, 1)
    other.save()
    for role in OTHERS:
        found = decisions_for(factories.person(roles=[role]))
        assert not [one for one in found if "planté" in one.title + one.reason]
        assert "needs-late" not in [one.fact for one in found]
    assert "needs-late" in [one.fact for one in decisions_for(programme)]


@pytest.mark.parametrize("role", OTHERS)
def test_the_programme_counts_no_sealed_need_without_answer_for_others(
    sealed, programme, sign_in, role
):
    factories.session(of=factories.term(), by=factories.expert(), where=factories.room())
    other = sign_in(factories.person(roles=[role]))
    assert other.get("/programme/").context["unmet_count"] == 0
    assert sign_in(programme).get("/programme/").context["unmet_count"] == 1


def test_the_audit_says_not_whose_the_sealed_row_is(appointment, sealed, programme):
    director = factories.person(roles=[Role.DIRECTOR])
    seat = appointment.occasion.invitations.get()
    record("state_need", subject=sealed, actor=sealed.person)
    answer_invitation(invitation=seat, reply=Reply.YES, by=seat.person)
    lines = readable_lines(AuditLine.objects.all(), director)
    assert sealed.person not in [line.actor for line in lines]
    assert programme in [line.actor for line in lines]
    assert subject_of(sealed).may_read(sealed, programme)


def test_a_call_about_an_appointment_is_hidden_from_others(appointment, sign_in, clock):
    appointment.occasion.invitations.update(sent_at="2027-02-10T00:00Z")
    appointment.occasion.start_at = appointment.occasion.start_at.replace(day=20)
    appointment.occasion.end_at = appointment.occasion.end_at.replace(day=20)
    appointment.occasion.save()
    queue_calls()
    client = sign_in(factories.person(roles=[Role.RECEPTION]))
    assert not leaks(client, "/messages/", "/messages/waiting/", "/messages/sent/")


def test_words_read_on_a_session_are_known_to_the_person(programme, sign_in, hub):
    need = factories.need(words="Savoir vendre")
    made = factories.session(
        of=factories.term(), needs=[need], by=factories.expert(), where=factories.room()
    )
    client = sign_in(programme)
    client.get(reverse("support:session", args=[made.key]))
    assert Reading.objects.filter(reader=programme, subject_id=need.pk).exists()
    Reading.objects.all().delete()
    client.get(reverse("support:session-why", args=[made.key]))
    assert Reading.objects.filter(reader=programme, subject_id=need.pk).exists()
    Reading.objects.all().delete()
    client.get("/sessions/new/?discipline=finance")
    assert Reading.objects.filter(reader=programme, subject_id=need.pk).exists()
