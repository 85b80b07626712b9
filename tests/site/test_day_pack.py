"""The day pack: what stands in it, for whom, how heavy it is, and where a phone may keep it."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from elspace.core.moments import local
from elspace.hosting.actions import book_room
from elspace.hub.models import Closure
from elspace.outbox.enums import Channel
from elspace.people.enums import Role
from elspace.site.vitals import address_is
from elspace.support.enums import SessionState
from tests import factories
from tests.conftest import TUNIS

pytestmark = pytest.mark.django_db

TODAY, TOMORROW = date(2027, 2, 16), date(2027, 2, 17)
LIMIT = 150_000


def announced(on, *people, at=time(9), **facts):
    needs = [factories.need(person) for person in people]
    return factories.session(on=on, at=at, needs=needs, state=SessionState.ANNOUNCED, **facts)


def read(client, name="site:day-pack"):
    return client.get(reverse(name)).content.decode()


def test_today_and_tomorrow_with_who_comes_and_whom_to_call(programme, sign_in):
    naima = factories.person("Naïma", "Ben", phone="+21620123456", channel=Channel.CALL)
    announced(TODAY, naima)
    announced(TOMORROW, factories.person("Wassim", "Gharbi"))
    announced(TOMORROW + timedelta(days=1), factories.person("Salma", "Plus-tard"))
    Closure.objects.create(
        starts_at=local(TOMORROW, time(11)), ends_at=local(TOMORROW, time(12)), reason="Coupure"
    )
    book_room(
        room=factories.room("Yasmine"),
        start_at=local(TODAY, time(11)),
        end_at=local(TODAY, time(12)),
        title="Réunion du bureau",
        by=programme,
    )
    page = read(sign_in(programme))
    for said in ("Naïma Ben", "tel:+21620123456", "Wassim Gharbi", "Coupure", "Réunion du bureau"):
        assert said in page
    assert page.count("Naïma Ben") == 2  # expected, and to call first
    assert "Plus-tard" not in page


def test_a_confidential_appointment_has_no_name(programme, sign_in):
    session = announced(TODAY, factories.person("Meriem", "Secret"))
    session.is_confidential = True
    session.save()
    for name in ("site:day-pack", "site:day-pack-file"):
        assert "Meriem" not in read(sign_in(programme), name)


def test_the_file_is_dated_whole_and_says_that_nobody_can_erase_it(programme, sign_in):
    announced(TODAY, factories.person("Naïma", "Ben"))
    answer = sign_in(programme).get(reverse("site:day-pack-file"))
    assert 'filename="elspace-2027-02-16.html"' in answer["Content-Disposition"]
    page = answer.content.decode()
    assert "Nous ne pouvons pas l’effacer" in page
    assert "<style>" in page
    assert not re.search(r'(src|href)="(?!tel:)', page)


def test_a_full_hub_stays_under_its_weight(programme, sign_in):
    people = [
        factories.person(
            f"Mohamed-Amine-Abdelkarim {n}",
            "Bouzouita-Trabelsi-Ben Abdallah",
            first_name_ar="محمد أمين عبد الكريم",
            last_name_ar="بوزويتة الطرابلسي بن عبد الله",
            phone="+21620123456",
        )
        for n in range(25)
    ]
    for day in (TODAY, TOMORROW):
        for hour in range(8, 20):
            announced(day, *people, at=time(hour))
    for name in ("site:day-pack", "site:day-pack-file"):
        for language, left_out in (
            ("fr", "voir la feuille du jour"),
            ("ar", "التفاصيل في ورقة اليوم"),
        ):
            page = sign_in(programme).get(reverse(name), {"lang": language}).content.decode()
            assert len(page.encode()) <= LIMIT
            assert left_out in page  # 600 seats: the sheet of the day has them all


def test_its_queries_do_not_grow(programme, sign_in, django_assert_max_num_queries):
    client = sign_in(programme)
    for n in range(2):
        announced(TODAY, *(factories.person(f"A{n}{m}") for m in range(3)), at=time(9 + n))
    with django_assert_max_num_queries(40) as few:
        read(client)
    for n in range(4):
        announced(TODAY, *(factories.person(f"B{n}{m}") for m in range(6)), at=time(12 + n))
    with django_assert_max_num_queries(len(few)):
        read(client)


@pytest.mark.parametrize(
    ("hour", "state"), [(time(8, 14), "later"), (time(8, 15), "keep"), (time(18), "keep")]
)
def test_phones_keep_it_from_a_quarter_past_eight(programme, sign_in, clock, hour, state):
    clock.move_to(datetime.combine(TODAY, hour, TUNIS))
    page = read(sign_in(programme), "site:today")
    assert f'data-pack="{state}"' in page


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ({"SERVER_NAME": "hub.example"}, False),
        ({"SERVER_NAME": "hub.example", "secure": True}, True),
        ({"SERVER_NAME": "localhost"}, True),
    ],
)
def test_a_page_without_https_says_what_is_missing(programme, sign_in, settings, address, may):
    settings.ALLOWED_HOSTS = ["*"]
    page = sign_in(programme).get(reverse("site:today"), **address).content.decode()
    assert "commence par https" in page
    assert ('data-pack-when="kept"' in page) is may


def test_the_worker_is_one_for_all_and_never_stale(client, hub, programme, sign_in):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert answer.content == sign_in(programme).get("/sw.js", {"lang": "ar"}).content
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_a_resident_has_no_pack(hub, sign_in):
    resident = factories.person("Naïma", roles=[Role.RESIDENT])
    assert sign_in(resident).get(reverse("site:day-pack")).status_code == 403


@pytest.mark.parametrize(
    ("address", "is_well"),
    [("https://hub.example", True), ("http://hub.maison", False), ("http://127.0.0.1:8000", True)],
)
def test_the_machine_room_says_whether_phones_may_keep_it(settings, address, is_well):
    settings.PUBLIC_URL = address
    (line,) = address_is()
    assert line.is_well is is_well
