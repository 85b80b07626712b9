"""What somebody pays, why, and which hours they used: read by those who must, gone when erased."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from elspace.hosting.actions.allowances import correct_allowance
from elspace.hosting.enums import PriceKind, Unit
from elspace.hosting.models import AllowanceMove, Payer, SubscriptionPause, SubscriptionTerms
from elspace.hosting.queries.plans import amount_on
from elspace.trust.actions import erase_person
from tests import factories
from tests.personas import BOOKS, PAGES, persona, world

pytestmark = pytest.mark.django_db
PRICE, PAYER, NOTE = Decimal("61.237"), "Rivière Bleue", "imprimante en panne"


@pytest.fixture
def planted(hub):
    """Somebody at a solidarity price that another one pays."""
    who = factories.resident("Zoubeida", last_name="Planchet")
    one = factories.subscription(
        who, pays=factories.payer(PAYER), kind=PriceKind.SOLIDARITY, price=PRICE
    )
    correct_allowance(
        subscription=one,
        unit=Unit.ROOM_MINUTES,
        day=date(2027, 2, 1),
        amount=37,
        note=NOTE,
        by=None,
    )
    return one


@pytest.mark.parametrize(
    "role", ["visitor", "resident", "expert", "funder", "accountant", "reception", "community"]
)
def test_no_page_tells_who_pays_less_and_why(planted, sign_in, role):
    client, rows = sign_in(persona(role)), world()
    told = {}
    for page in PAGES:
        if role not in page.may or page.answers != 200:
            continue
        answer = client.get(reverse(page.name, kwargs=page.rows(rows)))
        body = b"".join(answer) if answer.streaming else answer.content
        read = body.decode(errors="ignore")
        secrets = {"olidaire"} if role in BOOKS else {"olidaire", "61,237", "61.237"}
        if not page.name.startswith("billing:"):  # where payers are named, but not for whom
            secrets |= {PAYER}
        if found := {word for word in secrets if word in read}:
            told[page.name] = found
    assert told == {}


@pytest.mark.parametrize("role", ["resident", "expert", "funder", "accountant"])
def test_hours_and_plan_of_somebody_are_not_for_others(planted, sign_in, role):
    client = sign_in(persona(role))
    for address in (f"/members/{planted.key}/", f"/members/{planted.key}/leave/"):
        assert client.get(address).status_code == 403
    assert "Zoubeida" not in client.get("/search/", {"q": "Zoub"}).content.decode()


def test_of_somebody_erased_no_reason_pause_or_note_is_left(planted):
    pause = {"from_on": date(2026, 12, 1), "until_on": date(2026, 12, 31)}
    SubscriptionPause.objects.create(subscription=planted, **pause)
    waived = factories.subscription(planted.person, kind=PriceKind.WAIVED)
    asked = [amount_on(one, date(2027, 2, 1)) for one in (planted, waived)]
    director = persona("director")
    erase_person(person=planted.person, by=director)
    assert set(SubscriptionTerms.objects.values_list("kind", flat=True)) == {"full"}
    assert not SubscriptionPause.objects.exists()
    assert not AllowanceMove.objects.exclude(note="").exists()
    assert not Payer.objects.filter(name__contains="Zoubeida").exists()
    for one in (planted, waived):
        one.refresh_from_db()
        assert one.until_on == date(2027, 2, 16)
    assert [amount_on(one, date(2027, 2, 1)) for one in (planted, waived)] == asked
