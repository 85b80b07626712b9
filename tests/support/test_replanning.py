"""Planning again, moving as little as possible: what stands stays, who is concerned is said."""

import re
from datetime import date

import pytest
from django.urls import reverse

from elspace.hub.enums import FormatCode
from elspace.hub.models import Closure
from elspace.needs.enums import Level
from elspace.people.enums import Role
from elspace.people.models import Away, HalfDay
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.enums import Preset, RunState
from elspace.support.models import Proposal, Session
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


@pytest.fixture
def planned(term, programme):
    """Two experts, a session each, of a subject of their own."""
    factories.room("Yasmine", 40)
    factories.room("Zitoun", 8)
    factories.room("Nana", 8)
    experts = [
        factories.expert("Leïla", "finance", formats=[FormatCode.INDIVIDUAL]),
        factories.expert("Olfa", "law", formats=[FormatCode.INDIVIDUAL]),
    ]
    needs = [
        factories.need(factories.resident("Salma"), code="finance", level=Level.BLOCKING),
        factories.need(factories.resident("Bilel"), code="law", level=Level.BLOCKING),
    ]
    run(term, programme)
    return experts, needs


def run(term, by, **how):
    proposal, is_new = ask_proposal(term=term, preset=Preset.BALANCED, by=by, **how)
    assert is_new
    compute_proposal(proposal, work=4)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.error) == (RunState.READY, "")
    return proposal


def of(need):
    return Session.objects.select_related("occasion").get(occasion__invitations__need=need)


WHO = {"fr": "Qui est concerné", "ar": "من المعنيّ بالأمر", "en": "Who is concerned"}


def text_of(response):
    return words_of(response.content.decode())


def words_of(html):
    body = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S)
    body = re.sub(r"</?bdi[^>]*>", "", body)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ").replace("’", "'")


def test_where_nothing_changed_the_very_rows_stay(term, programme, planned):
    before = set(Session.objects.values_list("pk", flat=True))
    proposal = run(term, programme, moves_little=True)
    assert set(Session.objects.values_list("pk", flat=True)) == before
    assert proposal.solution["without_need"] == 0
    assert proposal.solution["before"] == proposal.solution["board"]


def test_only_the_session_of_an_expert_who_is_away_moves(term, programme, planned, sign_in):
    (leila, _olfa), (salma, bilel) = planned
    stays, moves = of(bilel), of(salma)
    day = moves.occasion.start_at.date()
    Away.objects.create(person=leila.person, from_on=day, until_on=day)
    run(term, programme, moves_little=True)
    assert of(bilel).pk == stays.pk
    assert of(salma).occasion.start_at.date() != day
    assert of(salma).room.capacity == 8
    text = text_of(sign_in(programme).get(reverse("support:programme") + "?lang=fr"))
    assert "en déplaçant le moins possible" in text
    assert "1 personne est concernée" in text
    assert "Salma" in text.split("Qui est concerné", 1)[1].split("Semaines", 1)[0]
    assert "Aucune date n'a été déplacée sans nécessité" in text
    assert "ne gagnerait rien de plus" in text


def concerned(client, language):
    """What stands under "Who is concerned"."""
    html = client.get(reverse("support:programme") + f"?lang={language}").content.decode()
    return words_of(html.split(WHO[language], 1)[1].split("</details>", 1)[0])


def test_whoever_keeps_the_date_in_another_room_is_concerned(term, programme, planned, sign_in):
    stays, moves = of(planned[1][1]), of(planned[1][0])
    old, at = moves.room, moves.occasion.start_at
    elsewhere = type(old).objects.filter(capacity=8).exclude(pk=old.pk).first()
    Session.objects.filter(pk=stays.pk).update(room=elsewhere)
    type(old).objects.filter(pk=old.pk).update(is_active=False)
    run(term, programme, moves_little=True)
    new = of(planned[1][0])
    assert (new.occasion.start_at, new.expert) == (at, moves.expert)
    client = sign_in(programme)
    assert "1 personne est concernée." in text_of(
        client.get(reverse("support:programme") + "?lang=fr")
    )
    said = concerned(client, "fr")
    assert said.startswith(" Salma ≠ même date, autre chose change Finances et trésorerie : ")
    assert f"à la même date Salle : {old.name}, puis {new.room.name}" in said
    assert f"the same date Room: {old.name}, then {new.room.name}" in concerned(client, "en")
    names = f"قاعة {old.name}، ثمّ قاعة {new.room.name}"
    assert f"في الموعد نفسه المكان: {names}" in concerned(client, "ar")


def test_whoever_meets_another_expert_is_told_so(term, programme, planned, sign_in):
    (leila, olfa), (salma, _bilel) = planned
    olfa.disciplines.add(*leila.disciplines.all())
    paused(of(salma), leila)
    run(term, programme, moves_little=True)
    assert of(salma).expert == olfa
    client = sign_in(programme)
    for language, words in (
        ("fr", "Avec : Leïla, puis Olfa"),
        ("ar", "مع: Leïla، ثمّ Olfa"),
        ("en", "With: Leïla, then Olfa"),
    ):
        assert words in concerned(client, language)
        assert "Bilel" not in concerned(client, language)


def test_a_need_added_finds_its_place_beside_the_others(term, programme, planned):
    before = {need: of(need).pk for need in planned[1]}
    new = factories.need(code="law", level=Level.USEFUL)
    run(term, programme, moves_little=True)
    assert {need: of(need).pk for need in planned[1]} == before
    assert of(new).pk not in before.values()


def test_the_button_asks_for_it(term, programme, planned, sign_in):
    client = sign_in(programme)
    address = reverse("support:programme-propose")
    assert "Déplacer le moins possible" in text_of(client.get(address + "?lang=fr"))
    client.post(address, {"preset": "balanced", "around": "little"})
    assert Proposal.objects.first().moves_little


def test_a_confidential_appointment_that_moved_is_nobodys_name(term, programme, sign_in):
    factories.room("Nana", 3, is_confidential=True)
    asma = factories.expert("Asma", "law")
    factories.need(factories.resident("Emna"), code="law", is_confidential=True)
    run(term, programme)
    day = Session.objects.get().occasion.start_at.date()
    Away.objects.create(person=asma.person, from_on=day, until_on=date(2027, 2, 28))
    run(term, programme, moves_little=True)
    colleague = factories.person("Yassine", roles=[Role.COMMUNITY])
    text = text_of(sign_in(colleague).get(reverse("support:programme") + "?lang=fr"))
    assert "en déplaçant le moins possible" in text
    assert "sans nécessité" not in text
    for word in ("Emna", "Asma", "concernée"):
        assert word not in text


def announce(session, programme):
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    return announce_sessions(sessions=[session], by=programme)[0]


def away_that_day(session):
    day = session.occasion.start_at.date()
    Away.objects.create(person=session.expert.person, from_on=day, until_on=day)


def paused(session, *experts):
    whose = experts or type(session.expert).objects.all()
    type(session.expert).objects.filter(pk__in=[one.pk for one in whose]).update(is_active=False)


def gone_from_the_house(session):
    type(session.expert.person).objects.filter(pk=session.expert.person_id).update(is_active=False)


def half_day_refused(session):
    HalfDay.objects.filter(person=session.expert.person).update(free="no")


def half_day_taken_back(session):
    HalfDay.objects.filter(person=session.expert.person).delete()


def room_out_of_use(session):
    type(session.room).objects.filter(pk=session.room_id).update(is_active=False)


def house_closed(session):
    hours = {"starts_at": session.occasion.start_at, "ends_at": session.occasion.end_at}
    Closure.objects.create(reason="Peinture", **hours)


GONE = [
    (away_that_day, "Leïla est en déplacement ou en congé ce jour-là."),
    (paused, "Leïla n'anime plus de séances."),
    (gone_from_the_house, "Leïla n'anime plus de séances."),
    (half_day_refused, "Leïla ne propose plus cette demi-journée."),
    (half_day_taken_back, "Leïla ne propose plus cette demi-journée."),
    (room_out_of_use, "n'est plus utilisée."),
    (house_closed, "e jour-là : Peinture"),
]


@pytest.mark.parametrize(("happens", "why"), GONE)
def test_what_cannot_be_moved_is_named(term, programme, planned, sign_in, happens, why):
    session = announce(of(planned[1][0]), programme)
    client = sign_in(programme)
    pages = [reverse("support:programme"), reverse("support:programme-propose")]
    for address in pages:
        assert "reste où elle est" not in text_of(client.get(address + "?lang=fr"))
    happens(session)
    run(term, programme, moves_little=True)
    assert of(planned[1][0]).pk == session.pk
    for address in pages:
        response = client.get(address + "?lang=fr")
        text = text_of(response)
        assert "Annoncée, elle reste où elle est" in text
        assert why in text
        assert "À déplacer ou à annuler d'abord." in text
        solve = reverse("support:session-cannot", kwargs={"key": session.key})
        assert solve in response.content.decode()


def test_what_cannot_take_place_is_not_announced_but_named(term, programme, planned, sign_in):
    session = of(planned[1][0])
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    client = sign_in(programme)
    address = reverse("support:programme-announce")
    today = reverse("site:today")
    assert str(session.key) in client.get(address).content.decode()
    assert "1 séance sûre à annoncer" in text_of(client.get(today + "?lang=fr"))
    half_day_refused(session)
    response = client.get(address + "?lang=fr")
    assert f'value="{session.key}"' not in response.content.decode()
    text = text_of(response)
    assert "Leïla ne propose plus cette demi-journée." in text
    assert "À déplacer ou à annuler d'abord." in text
    assert "sûre à annoncer" not in text_of(client.get(today + "?lang=fr"))
    assert "Annoncer 1 séance" not in text_of(client.get(reverse("support:programme") + "?lang=fr"))
    client.post(address, {"session": [str(session.key)]})
    session.refresh_from_db()
    assert session.state == "confirmed"


def test_it_says_how_many_places_may_move(term, programme, planned, sign_in):
    client = sign_in(programme)
    address = reverse("support:programme-propose")
    assert "2 % des places déjà données : ici 0 sur 2." in text_of(client.get(address + "?lang=fr"))
    away_that_day(of(planned[1][0]))
    run(term, programme, moves_little=True)
    text = text_of(client.get(reverse("support:programme") + "?lang=fr"))
    assert "1 place a changé par nécessité" in text
    assert "La limite était de 2 % des places déjà données : 0 sur 2." in text


def test_an_appointment_that_cannot_be_held_names_nobody(term, programme, sign_in):
    factories.room("Nana", 3, is_confidential=True)
    asma = factories.expert("Asma", "law")
    factories.need(factories.resident("Emna"), code="law", is_confidential=True)
    run(term, programme)
    session = announce(Session.objects.get(), programme)
    away_that_day(session)
    address = reverse("support:programme") + "?lang=fr"
    text = text_of(sign_in(programme).get(address))
    assert "elle reste où elle est" in text
    colleague = factories.person("Yassine", roles=[Role.COMMUNITY])
    assert "reste où elle est" not in text_of(sign_in(colleague).get(address))
    assert asma.person.first_name not in text.split("Weeks")[0].split("Semaines")[0]
