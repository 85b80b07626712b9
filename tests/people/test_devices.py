"""Trusted devices: listed on one's account, forgotten one by one or all at once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from elspace.people.enums import Role
from elspace.trust.models import AuditLine
from tests.people.test_sign_in import (
    account,
    is_signed_in,
    set_up_totp,
    sign_in_by_password,
    totp_now,
)

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0"


def trusted(person, secret, agent=FIREFOX):
    """A browser that just became a trusted one."""
    device = Client(headers={"user-agent": agent})
    sign_in_by_password(device, person)
    device.post(reverse("mfa_authenticate"), {"code": totp_now(secret)})
    device.post(reverse("mfa_trust"), {"action": "trust"})
    assert is_signed_in(device)
    return device


@pytest.fixture
def owner(hub, clock):
    """A person with a second factor, and their secret."""
    person, first = account(roles=[Role.PROGRAMME], second_factor=False), Client()
    sign_in_by_password(first, person)
    secret = set_up_totp(first, person)
    clock.shift(timedelta(minutes=5))
    return person, secret


def asks_second_code(device, person) -> bool:
    device.post(reverse("account_logout"))
    page = sign_in_by_password(device, person)
    return page.request["PATH_INFO"] == reverse("mfa_authenticate")


def test_account_lists_trusted_devices_and_says_which_is_this_one(owner):
    person, secret = owner
    device = trusted(person, secret)
    page = device.get(reverse("people:account")).content.decode()
    assert "Firefox · Android" in page
    assert "celui-ci" in page


def test_a_forgotten_device_asks_again_and_the_others_do_not(owner, clock):
    person, secret = owner
    phone = trusted(person, secret)
    clock.shift(timedelta(minutes=5))
    laptop = trusted(person, secret, "Mozilla/5.0 (Windows NT 10.0) Chrome/125.0 Safari/537.36")
    gone = person.trusted_devices.get(name="Firefox · Android")
    laptop.post(reverse("people:forget-device", args=[gone.key]))
    assert asks_second_code(phone, person)
    assert not asks_second_code(laptop, person)
    assert AuditLine.objects.filter(verb="forget_device", actor=person).count() == 1


def test_forgetting_all_makes_every_device_ask(owner, clock):
    person, secret = owner
    phone = trusted(person, secret)
    clock.shift(timedelta(minutes=5))
    laptop = trusted(person, secret)
    laptop.post(reverse("people:forget-devices"))
    assert asks_second_code(phone, person)
    assert asks_second_code(laptop, person)


def test_nobody_forgets_the_device_of_another(owner):
    person, secret = owner
    device = trusted(person, secret)
    stranger = Client()
    stranger.force_login(account("Rim"), settings.AUTHENTICATION_BACKENDS[-1])
    stranger.post(
        reverse("people:forget-device", args=[person.trusted_devices.get().key]), follow=True
    )
    stranger.post(reverse("people:forget-devices"))
    assert not asks_second_code(device, person)


def test_a_copied_token_spares_the_second_code_of_nobody_else(owner, clock):
    person, secret = owner
    device = trusted(person, secret)
    (token,) = (m.value for name, m in device.cookies.items() if name.startswith("device_"))
    assert not person.trusted_devices.filter(token_hash=token).exists()  # not kept as it is
    other, client = account("Rim"), Client()
    sign_in_by_password(client, other)
    set_up_totp(client, other)
    client.cookies[f"device_{other.pk}"] = token
    assert asks_second_code(client, other)


def test_changing_the_password_ends_the_trust(owner):
    person, secret = owner
    device = trusted(person, secret)
    person.set_password("une-autre-maison-ouverte")
    person.save()
    page = device.get(reverse("account_login"))
    page = device.post(
        reverse("account_login"),
        {"login": person.email, "password": "une-autre-maison-ouverte"},
        follow=True,
    )
    assert page.request["PATH_INFO"] == reverse("mfa_authenticate")
