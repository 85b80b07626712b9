"""A person is the account: names, contacts, languages, roles, half-days, personal link."""

import secrets
from datetime import date

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import _user_has_module_perms  # type: ignore[attr-defined]
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Entered, Folded, Keyed
from elspace.core.moments import today
from elspace.core.registries import parts_off
from elspace.hub.enums import Half, Season, Weekday
from elspace.hub.models import Place, SpokenLanguage
from elspace.outbox.enums import Channel

from . import desk  # noqa: F401  (rows of this app in a module of their own)
from .enums import TEAM, AgeBand, Free, Gender, Role
from .spelling import NAMES

OWN_NAMES = {"fr": "Français", "ar": "العربية", "en": "English"}


class PersonQuerySet(models.QuerySet["Person"]):
    """Chainable reads about people."""

    def with_role(self, *roles: Role, on: date | None = None) -> "PersonQuerySet":
        """People who hold one of these roles on a day (today by default)."""
        day = on or today()
        grants = RoleGrant.objects.filter(role__in=roles, from_on__lte=day).filter(
            Q(until_on=None) | Q(until_on__gte=day)
        )
        return self.filter(is_active=True, pk__in=grants.values("person"))

    def with_grants(self) -> "PersonQuerySet":
        """Roles loaded in one query for all rows; needed before reading `roles` of a list."""
        return self.prefetch_related("grants")

    def team(self) -> "PersonQuerySet":
        """The hub's team today."""
        return self.with_role(*TEAM)


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Creates people; an account (mail and password) is optional."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields):
        """A person with or without an account; without a password nobody can sign in as them."""
        person = self.model(email=email.strip().lower() if email else None, **fields)
        if password and email and not person.invited_at:
            person.invited_at = timezone.now()
        person.set_password(password) if password else person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(Folded, Keyed, AbstractBaseUser):
    """Someone the hub knows. A first name is enough; an alias stores no real name anywhere.

    `language` is what they read; `speaks` is what they speak: two different things.
    """

    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("family name"), max_length=80, blank=True)
    first_name_ar = models.CharField(_("first name in Arabic"), max_length=80, blank=True)
    last_name_ar = models.CharField(_("family name in Arabic"), max_length=80, blank=True)
    is_alias = models.BooleanField(_("alias"), default=False)
    email = models.EmailField(_("mail"), unique=True, null=True, blank=True, default=None)
    phone = models.CharField(_("phone"), max_length=20, blank=True)  # international, +216…
    language = models.CharField(_("reads"), max_length=2, choices=settings.LANGUAGES, default="fr")
    speaks = models.ManyToManyField(SpokenLanguage, verbose_name=_("speaks"), blank=True)
    channel = models.CharField(
        _("prefers"), max_length=10, choices=Channel, default=Channel.WHATSAPP
    )
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, default=Gender.UNSAID)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand, default=AgeBand.UNSAID)
    governorate = models.CharField(_("governorate"), max_length=40, blank=True)
    access_needs = models.CharField(
        _("what helps you take part"), max_length=200, blank=True
    )  # by the person's own choice (interpreter, ground floor); never a health question
    referent = models.ForeignKey(
        "self", verbose_name=_("referent"), null=True, blank=True, on_delete=models.SET_NULL
    )
    invited_at = models.DateTimeField(
        _("account opened"), null=True, blank=True, editable=False
    )  # null: nobody can sign in as this person, whatever their mail
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(default=timezone.now)

    is_at_desk = False  # true of who works at a device of the hub now (DeskMiddleware)

    found_by = NAMES
    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["first_name", "last_name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The full name in the script of the page where it is known, else as it was given."""
        return self.name_in(get_language() or "fr")

    def name_in(self, language: str) -> str:
        """The full name as read in `language`."""
        if language == "ar" and self.first_name_ar:
            return f"{self.first_name_ar} {self.last_name_ar}".strip()
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def given_name(self) -> str:
        """The first name alone, in the script of the page."""
        arabic = (get_language() or "fr") == "ar"
        return (self.first_name_ar if arabic else "") or self.first_name

    @property
    def short_name(self) -> str:
        """First name and initial, for cards: "Leïla B."."""
        arabic = (get_language() or "fr") == "ar" and self.first_name_ar
        last = self.last_name_ar if arabic else self.last_name
        first = self.first_name_ar if arabic else self.first_name
        if arabic and last.startswith("ال") and len(last) > 3:
            last = last[2:]  # the article tells nobody from anybody: الزكري is "ز."
        return f"{first} {last[0]}." if last else first

    # What Django asks of a user besides the base class; grants decide (people.permissions).
    def has_perm(self, perm: str, obj: object = None) -> bool:
        # Asked hundreds of times a page, and roles alone grant anything: straight to them, without
        # looking up every backend each time. Django's backends load only after this class.
        from .permissions import RoleBackend

        return self.is_active and RoleBackend().has_perm(self, perm, obj)

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and _user_has_module_perms(self, app_label)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Roles held today."""
        day = today()
        return frozenset(
            grant.role
            for grant in self.grants.all()
            if grant.from_on <= day and (grant.until_on is None or day <= grant.until_on)
        )

    @property
    def role_words(self) -> list[str]:
        """Roles held today, in words and in the order of the table of roles."""
        return [role_word(role) for role in roles_here() if role in self.roles]

    @property
    def language_name(self) -> str:
        """The interface language, in its own words."""
        return OWN_NAMES[self.language]

    @property
    def is_team(self) -> bool:
        """Whether the person is on the hub's team today."""
        return not self.roles.isdisjoint(TEAM)

    def acting_role(self) -> str:
        """The role named in audit lines: the strongest held today, else "person"."""
        order = [*TEAM, Role.EXPERT, Role.RESIDENT, Role.MEMBER, Role.ACCOUNTANT, Role.FUNDER]
        return next((role.value for role in order if role in self.roles), "person")


def roles_here() -> list[Role]:
    """The roles this hub gives: nobody is an expert where no programme is used."""
    off = parts_off()
    return [role for role in Role if role != Role.EXPERT or "programme" not in off]


def role_word(role: Role) -> str:
    """A role in words; whoever runs the programme coordinates where none is used."""
    if role == Role.PROGRAMME and "programme" in parts_off():
        return str(pgettext("role", "coordination"))
    return str(role.label)


class RoleGrant(Keyed):
    """A person holds a role from a day until a day (open end = until said otherwise), at one place
    or everywhere. Access ends by itself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE)
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        indexes = [models.Index(fields=["person", "role"])]

    def get_role_display(self) -> str:  # type: ignore[no-redef]
        """The role as this hub calls it."""
        return role_word(Role(self.role))


class HalfDay(Entered):
    """What a person answered about one half-day of a week in a season. For experts: when they can
    come; for residents only `no` counts (impossible). No row: never asked."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="half_days")
    season = models.CharField(max_length=10, choices=Season, default=Season.USUAL)
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    half = models.CharField(max_length=10, choices=Half)
    free = models.CharField(max_length=5, choices=Free)

    class Meta:
        verbose_name = _("half-day")
        verbose_name_plural = _("half-days")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "season", "weekday", "half"], name="one_answer_a_half_day"
            )
        ]


class Away(Entered):
    """Dates on which a person cannot come at all, both included."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="away")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("days away")
        verbose_name_plural = _("days away")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__lte=models.F("until_on")), name="away_from_before_until"
            )
        ]


def new_token() -> str:
    """128 random bits, as they stand in an address."""
    return secrets.token_urlsafe(16)


class PersonalLink(models.Model):
    """The address of a person's own small page, to paste into WhatsApp or print as a QR card.

    Not a secret and not a session: the team may show, print and revoke it. Opening it writes
    nothing, because messengers fetch links for previews; only a pressed button does.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    created_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)  # the last pressed button

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")

    @property
    def is_live(self) -> bool:
        """Whether the link still opens its page."""
        return self.revoked_at is None and today() <= self.expires_on


class TrustedDevice(Keyed):
    """A browser on which no second code is asked for 30 days; its cookie holds the token, the row
    only what proves it. Changing the password or the second factor ends the trust of all."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trusted_devices")
    token_hash = models.CharField(max_length=64, unique=True)
    made_under = models.CharField(max_length=64)  # what the security of the account was then
    name = models.CharField(max_length=60, blank=True)  # "Firefox · Android"
    trusted_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)  # the last sign-in

    class Meta:
        verbose_name = _("trusted device")
        verbose_name_plural = _("trusted devices")
        ordering = ["-used_at", "-pk"]
