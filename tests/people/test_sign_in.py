"""Signing in through the real pages: by mailed code, by password, with the second factor."""

import logging
import re
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from elspace.agenda.feeds import calendar_name
from elspace.hub.models import Hub
from elspace.outbox.models import Message
from elspace.people.actions import change_person, invite_account
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.usefixtures("hub")

PASSWORD = "trois mots tranquilles"
CODE = r"^([\u2066-\u2069]*[A-Z0-9-]{6,}[\u2066-\u2069]*)$"  # as copied, direction marks included
TEAM_PAGE = "/people/"


def account(
    first_name: str = "Salma", *, roles=(Role.RESIDENT,), password=PASSWORD, **fields
) -> Person:
    """A person with an opened account."""
    return factories.person(
        first_name,
        roles=roles,
        email=f"{first_name.lower()}@hub.example",
        password=password,
        **fields,
    )


def code_for(client: Client, email: str) -> str:
    """Ask for a code and read it in the mailbox."""
    mail.outbox.clear()
    client.post(reverse("account_request_login_code"), {"email": email})
    assert [message.to for message in mail.outbox] == [[email]]
    return re.search(CODE, mail.outbox[0].body, re.M)[1]


def sign_in_by_code(client: Client, person: Person):
    code = code_for(client, person.email)
    return client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)


def sign_in_by_password(client: Client, person: Person, password: str = PASSWORD):
    return client.post(
        reverse("account_login"), {"login": person.email, "password": password}, follow=True
    )


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def totp_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_sign_in_by_mailed_code():
    person, client = account(language="ar"), Client()
    sign_in_by_code(client, person)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_code_mail_is_in_the_language_of_the_person():
    person, client = account(language="ar"), Client()
    code_for(client, person.email)
    assert re.search(r"[\u0600-\u06ff]", mail.outbox[0].subject)


def test_sign_in_by_password():
    person, client = account(), Client()
    sign_in_by_password(client, person, "autre chose")
    assert not is_signed_in(client)
    sign_in_by_password(client, person)
    assert is_signed_in(client)


@pytest.mark.parametrize("email", ["nobody@hub.example", "naima@hub.example"])
def test_code_is_sent_to_nobody_without_an_opened_account(email):
    factories.resident("Naïma", email="naima@hub.example")  # a mail address, never invited
    client = Client()
    response = client.post(reverse("account_request_login_code"), {"email": email}, follow=True)
    assert mail.outbox == []
    assert response.request["PATH_INFO"] == reverse("account_confirm_login_code")  # says nothing


def test_wrong_codes_are_refused_and_the_third_ends_the_try():
    person, client = account(), Client()
    code = code_for(client, person.email)
    for _try in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)


def test_code_ends_after_ten_minutes(clock):
    person, client = account(), Client()
    code = code_for(client, person.email)
    clock.shift(timedelta(minutes=11))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not is_signed_in(client)


def test_sign_up_is_closed():
    response = Client().post(reverse("account_signup"), {"email": "me@hub.example"})
    assert response.status_code == 302
    assert not Person.objects.filter(email="me@hub.example").exists()


def test_invitation_opens_the_account_and_holds_no_code(hub):
    director = factories.person("Dali", roles=[Role.DIRECTOR])
    person = factories.resident("Salma", email="salma@hub.example")
    invite_account(person=person, login_url="http://hub.example/account/sign-in/", by=director)
    assert "http://hub.example/account/sign-in/" in mail.outbox[0].body
    client = Client()
    sign_in_by_code(client, person)
    assert is_signed_in(client)


def test_new_password_by_mailed_code():
    person, client = account(), Client()
    client.post(reverse("account_reset_password"), {"email": person.email})
    code = re.search(CODE, mail.outbox[0].body, re.M)[1]
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    new = "quatre mots bien tranquilles"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    other = Client()
    sign_in_by_password(other, person, new)
    assert is_signed_in(other)


def test_old_mail_address_opens_nothing_after_a_change():
    person = account()
    sign_in_by_code(Client(), person)
    change_person(person=person, by=person, email="salma2@hub.example")
    mail.outbox.clear()
    Client().post(reverse("account_request_login_code"), {"email": "salma@hub.example"})
    assert mail.outbox == []


# the second factor


def set_up_totp(client: Client, person: Person) -> str:
    """Set the second factor up through its page; gives the secret."""
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if page.request["PATH_INFO"] == reverse("account_reauthenticate"):
        page = client.post(
            reverse("account_reauthenticate") + "?next=" + reverse("mfa_activate_totp"),
            {"password": PASSWORD},
            follow=True,
        )
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": totp_now(secret)}, follow=True)
    assert response.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    return secret


def test_team_member_is_led_to_set_the_second_factor_up(hub):
    person, client = account(roles=[Role.RECEPTION], second_factor=False), Client()
    sign_in_by_password(client, person)
    response = client.get(TEAM_PAGE)
    assert (response.status_code, response["Location"]) == (302, reverse("mfa_activate_totp"))
    for open_page in (reverse("people:account"), reverse("account_logout"), "/fr/"):
        assert client.get(open_page).status_code == 200, open_page
    set_up_totp(client, person)
    assert client.get(TEAM_PAGE).status_code == 200


def test_resident_is_asked_for_no_second_factor(hub):
    person, client = account(), Client()
    sign_in_by_password(client, person)
    assert client.get(reverse("people:account")).status_code == 200


def test_new_device_asks_the_second_factor_and_a_trusted_one_only_after_30_days(hub, clock):
    person, first = account(roles=[Role.PROGRAMME], second_factor=False), Client()
    sign_in_by_password(first, person)
    secret = set_up_totp(first, person)
    clock.shift(timedelta(minutes=5))

    device = Client()
    page = sign_in_by_password(device, person)
    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert not is_signed_in(device)
    assert device.get(TEAM_PAGE).status_code == 302
    device.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(device)
    device.post(reverse("mfa_authenticate"), {"code": totp_now(secret)})
    device.post(reverse("mfa_trust"), {"action": "trust"})
    assert is_signed_in(device)

    device.post(reverse("account_logout"))
    clock.shift(timedelta(days=29))
    sign_in_by_password(device, person)
    assert is_signed_in(device)

    device.post(reverse("account_logout"))
    clock.shift(timedelta(days=2))
    page = sign_in_by_password(device, person)
    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert not is_signed_in(device)


def test_mailed_code_does_not_spare_the_second_factor(hub):
    person, first = account(roles=[Role.PROGRAMME], second_factor=False), Client()
    sign_in_by_password(first, person)
    set_up_totp(first, person)
    device = Client()
    page = sign_in_by_code(device, person)
    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
    assert not is_signed_in(device)


def test_printed_code_opens_once(hub):
    person, first = account(roles=[Role.PROGRAMME], second_factor=False), Client()
    sign_in_by_password(first, person)
    set_up_totp(first, person)
    printed = first.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(printed) == settings.MFA_RECOVERY_CODE_COUNT
    for expected in (True, False):
        device = Client()
        sign_in_by_password(device, person)
        device.post(reverse("mfa_authenticate"), {"code": printed[0]})
        device.post(reverse("mfa_trust"), {"action": "skip"})
        assert is_signed_in(device) is expected


@pytest.mark.parametrize(
    ("demo_setting", "demo_database", "is_open"),
    [(False, False, False), (True, False, False), (False, True, False), (True, True, True)],
)
def test_second_factor_is_waived_only_in_the_demonstration_with_its_own_database(
    settings, demo_setting, demo_database, is_open
):
    factories.hub(is_demo=demo_database)
    settings.DEMO = demo_setting
    person, client = account(roles=[Role.DIRECTOR], second_factor=False), Client()
    sign_in_by_password(client, person)
    response = client.get(TEAM_PAGE)
    assert (response.status_code == 200) is is_open


# nobody else ever sees a code


def test_no_code_in_logs_pages_messages_audit_lines_or_tasks(hub, sign_in, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    person, client = account(), Client()
    code = code_for(client, person.email)
    with_wrong = client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    assert code not in with_wrong.content.decode()
    director = sign_in(factories.person("Dali", roles=[Role.DIRECTOR, Role.PROGRAMME]))
    pages = "".join(
        director.get(address, follow=True).content.decode()
        for address in ("/people/", f"/people/{person.key}/", reverse("trust:audit"))
    )
    rows = [str(row) for model in (Message, AuditLine) for row in model.objects.values()]
    said = caplog.text + "".join(capsys.readouterr()) + pages + "".join(rows)
    assert person.given_name in pages
    assert code not in said


def test_authenticators_of_the_person_only():
    """The factory's stand-in is a second factor nobody can answer."""
    person = factories.person(
        "Dali", roles=[Role.DIRECTOR], email="dali@hub.example", password=PASSWORD
    )
    client = Client()
    sign_in_by_password(client, person)
    assert not is_signed_in(client)
    assert Authenticator.objects.get().type == Authenticator.Type.TOTP
    assert TOTP


def test_mails_and_calendars_name_the_hub_in_the_readers_script(hub):
    Hub.objects.update(name_ar="دار الحيّ")
    person, client = account(language="ar"), Client()
    code_for(client, person.email)
    sent = mail.outbox[0]
    assert "دار الحيّ" in sent.subject
    assert "دار الحيّ" in str(make_header(decode_header(sent.from_email)))
    with override("ar"):
        assert calendar_name() == "دار الحيّ"
    with override("fr"):
        assert calendar_name() == "El Space"


def test_password_stands_open_in_the_demonstration(settings, hub):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    address = reverse("account_login")
    assert "<details>" in Client().get(address).content.decode()
    settings.DEMO = True
    assert "<details open>" in Client().get(address).content.decode()
