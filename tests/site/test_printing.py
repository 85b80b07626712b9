"""Sheets on paper: the wall's week, the desk's day, the pocket's A5."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.outbox.enums import Channel
from elspace.people.actions import give_link
from elspace.support.enums import SessionState
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2027, 2, 25)


@pytest.fixture
def naima(hub):
    return factories.resident(
        "Naïma", phone="+21620123456", channel=Channel.CALL, language="ar", first_name_ar="نعيمة"
    )


def announced(*people, at=time(10, 30), **fields):
    values = {"state": SessionState.ANNOUNCED, "by": factories.expert("Leïla")}
    return factories.session(
        on=DAY, at=at, needs=[factories.need(who) for who in people], **(values | fields)
    )


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_sheet_of_the_day_names_who_is_expected_and_whom_to_call(naima, programme, sign_in):
    gone = factories.resident("Salma")
    session = announced(naima, gone)
    Invitation.objects.filter(person=naima).update(reply=Reply.YES)
    Invitation.objects.filter(person=gone).update(reply=Reply.NO)
    sheet = page(sign_in(programme), f"/print/day/{DAY}/?lang=fr")
    assert "À appeler d’abord" in sheet
    assert sheet.count('<bdi dir="ltr">+216 20 123 456</bdi>') == 2
    assert "a dit oui" in sheet
    assert "Salma" not in sheet
    assert "18 Ramadan" in sheet.replace('<bdi dir="ltr">18</bdi>', "18")
    assert session.discipline.name_fr in sheet


def test_a_confidential_session_is_an_appointment_without_names(naima, programme, sign_in):
    announced(naima, is_confidential=True, title="Dettes")
    sheet = page(sign_in(programme), f"/print/day/{DAY}/?lang=fr")
    assert "Rendez-vous" in sheet
    assert [word for word in ("Naïma", "Dettes", "Leïla", "20 123 456") if word in sheet] == []


def test_the_week_on_the_wall_names_no_resident(naima, programme, sign_in):
    announced(naima)
    wall = page(sign_in(programme), f"/print/week/{DAY}/?lang=fr")
    assert "Leïla" in wall
    assert "Naïma" not in wall


def test_a_persons_week_is_in_their_language_and_theirs_alone(naima, programme, sign_in, client):
    announced(naima, factories.resident("Salma"))
    sheet = page(sign_in(programme), f"/print/person/{naima.key}/{DAY}/?lang=fr")
    assert '<html lang="ar" dir="rtl">' in sheet
    assert "نعيمة" in sheet
    assert "Salma" not in sheet
    token = give_link(person=naima, by=None).token
    mine = page(client, f"/p/{token}/print/{DAY}/")
    assert "نعيمة" in mine
    assert "10:30" in mine


@pytest.mark.parametrize("day", ["x", "2027-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_not_found(programme, sign_in, day):
    assert sign_in(programme).get(f"/print/day/{day}/").status_code == 404
    assert sign_in(programme).get(f"/print/week/{day}/").status_code == 404


@pytest.mark.parametrize("kind", ["day", "week"])
def test_sheets_ask_the_same_number_of_queries_for_few_and_many(kind, naima, programme, sign_in):
    client, counts = sign_in(programme), []
    for hours in (range(8, 10), range(10, 16)):
        for hour in hours:
            announced(naima, *[factories.resident() for _ in range(hour // 4)], at=time(hour))
        with CaptureQueriesContext(connection) as asked:
            page(client, f"/print/{kind}/{DAY}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
