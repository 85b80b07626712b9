"""Devices trusted for 30 days: which browser this is, and whether it still spares the second code.

The library keeps this trust in a cookie alone, where nobody could take it back; here it is a row.
"""

import hashlib
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Person, TrustedDevice

# The first that is found names it: most browsers call themselves by older names as well.
BROWSERS = {
    "SamsungBrowser": "Samsung Internet",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def devices_of(person: Person) -> QuerySet[TrustedDevice]:
    """The devices on which no second code is asked of this person now."""
    oldest = timezone.now() - timedelta(seconds=settings.MFA_TRUST_COOKIE_AGE)
    return TrustedDevice.objects.filter(
        person=person, made_under=security_of(person), trusted_at__gt=oldest
    )


def device_of(request: HttpRequest, person: Person) -> TrustedDevice | None:
    """The trusted device this request comes from."""
    token = request.COOKIES.get(_cookie(person), "")
    return devices_of(person).filter(token_hash=hashed(token)).first() if token else None


def keep_cookie(response: HttpResponse, person: Person, token: str) -> None:
    """Let the browser remember its token."""
    response.set_cookie(
        _cookie(person),
        token,
        max_age=settings.MFA_TRUST_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def security_of(person: Any) -> str:
    """One value for the password and the second factor: another one once either is changed."""
    factors = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP)
    parts = [person.password, *(str(pk) for pk in factors.order_by("pk").values_list("pk"))]
    return salted_hmac("trusted device", "|".join(parts), algorithm="sha256").hexdigest()


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def named(agent: str) -> str:
    """What a browser says it is, as people call it; "" when it says nothing known."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return " · ".join(filter(None, (browser, system)))


def _cookie(person: Person) -> str:
    return f"device_{person.pk}"


class SecondFactorStage(AuthenticateStage):
    """The step of signing in that asks the second code, but on a trusted device."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        device = device_of(self.request, self.login.user) if self.login.user else None
        if device is None:
            answer: tuple[HttpResponse | None, bool] = super().handle()
            return answer
        TrustedDevice.objects.filter(pk=device.pk).update(used_at=timezone.now())
        return None, True
