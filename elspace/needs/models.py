"""Needs in people's own words, the steps of their life, answers other than a session, and the
workshops at which many are said at once."""

import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Entered, Folded, Keyed
from elspace.core.moments import today
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.ventures.models import Venture

from .enums import OPEN_STATES, AnswerKind, Level, Source, State


class NeedQuerySet(models.QuerySet["Need"]):
    """Chainable reads about needs."""

    def open(self) -> "NeedQuerySet":
        """Needs still waiting for something."""
        return self.filter(state__in=OPEN_STATES)

    def to_classify(self) -> "NeedQuerySet":
        """Open needs nobody has given a discipline yet."""
        return self.open().filter(discipline=None)


class Need(Folded, Keyed, Entered):
    """What a person says they need. The words stay as said; the team adds what planning wants.

    A confidential need: words seen by the person, the named referent and the programme role only;
    individual only; "Rendez-vous" without discipline or name everywhere else.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="needs"
    )
    venture = models.ForeignKey(
        Venture, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs"
    )  # set: "for my project"; empty: "for me"
    words = models.TextField(_("in your own words"), max_length=2000)
    words_language = models.CharField(
        max_length=5, blank=True
    )  # guessed, correctable: fr ar en aeb
    discipline = models.ForeignKey(
        Discipline, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    level = models.PositiveSmallIntegerField(_("consequence"), choices=Level)
    is_first = models.BooleanField(
        _("this one first"), default=False
    )  # asked when a person has two blocking needs
    formats = models.ManyToManyField(
        Format, verbose_name=_("formats"), blank=True
    )  # accepted; none chosen = all, the talk last: it is planned only where no practice fits
    speaks = models.ManyToManyField(
        SpokenLanguage, verbose_name=_("languages"), blank=True
    )  # accepted; none chosen = all the person speaks
    before_on = models.DateField(_("wanted before"), null=True, blank=True)
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="opens")
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.SELF)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("referent"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STATED)
    stated_at = models.DateTimeField(default=timezone.now)
    reply_due_on = models.DateField(_("answer due"), null=True, blank=True)
    slip = models.ForeignKey(
        "Slip", null=True, blank=True, on_delete=models.SET_NULL, related_name="needs"
    )  # said at a workshop
    original = models.TextField(
        _("the whole sentence"), max_length=2000, blank=True
    )  # as it was said, when this need is one part of it
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )

    found_by = ("words", "original")
    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["-level", "stated_at", "pk"]
        indexes = [models.Index(fields=["state", "discipline"])]

    @property
    def days_waiting(self) -> int:
        """Whole local days since it was said."""
        return (today() - timezone.localdate(self.stated_at)).days

    @property
    def is_late(self) -> bool:
        """Said, and the day of the answer has passed."""
        return (
            self.state == State.STATED
            and self.reply_due_on is not None
            and self.reply_due_on < today()
        )


class NeedStep(models.Model):
    """One step of a need's life: from which state to which, when, by whom, and why where the
    person sees a reason (declined). Append-only."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=10, choices=State, blank=True)
    to_state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a need")
        verbose_name_plural = _("steps of needs")
        ordering = ["at", "pk"]

    @property
    def is_split(self) -> bool:
        """The sentence was parted in two; where the need stood did not change."""
        return self.from_state == self.to_state


class OtherAnswer(Keyed):
    """A need answered without a session: a person of the community, a document, an address."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="other_answers")
    kind = models.CharField(_("kind"), max_length=10, choices=AnswerKind)
    text = models.TextField(_("answer"), max_length=1000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("other answer")
        verbose_name_plural = _("other answers")
        ordering = ["at", "pk"]


# Letters no one mistakes for another, read aloud in any of our languages or written by hand; no
# vowel, so that no word comes out.
CODE_LETTERS = "CFHKMPRTXY"
RECEIPT_SIGNS = "23479" + CODE_LETTERS


def new_code() -> str:
    """Four letters: what people type to find a workshop."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(4))


def new_receipt() -> str:
    """Eight signs: what somebody without an account keeps to find their answer (32 bits)."""
    return "".join(secrets.choice(RECEIPT_SIGNS) for _sign in range(8))


class Workshop(Keyed):
    """A dated collection of needs: a room full of people, a few phones, a pile of paper slips."""

    code = models.CharField(_("code"), max_length=4, unique=True, default=new_code)
    title = models.CharField(_("title"), max_length=80)
    where = models.CharField(_("where"), max_length=120, blank=True)
    opens_at = models.DateTimeField(_("from"))
    closes_at = models.DateTimeField(_("until"))
    expected = models.PositiveSmallIntegerField(_("people expected"), default=20)
    offers_names = models.BooleanField(
        _("names from the hub's list"), default=False
    )  # then whoever has the code sees them while the workshop is open
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__lt=models.F("closes_at")),
                name="workshop_opens_before_it_closes",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        """The local day it is held on."""
        return timezone.localdate(self.opens_at)

    def is_open(self, now: datetime) -> bool:
        """Whether needs may be said by its code."""
        return self.opens_at <= now < self.closes_at


class Slip(Keyed):
    """One voice at a workshop: a printed slip with its number, or a phone or a spoken word without.

    Printed ahead; it has an answer from `at` on. `receipt` stands on its stub: it opens the page of
    the person it made, never the page of somebody the hub knew before (`is_new`).
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="slips")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    lot = models.UUIDField(null=True, blank=True)  # the printing it came out of
    receipt = models.CharField(max_length=8, unique=True, default=new_receipt)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="slips",
    )
    is_new = models.BooleanField(default=False)
    is_blank = models.BooleanField(default=False)  # came back empty, or was not handed out
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("slip")
        verbose_name_plural = _("slips")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_slip_a_number")
        ]

    @property
    def shown_receipt(self) -> str:
        """The receipt as it is printed and noted: two groups of four."""
        return f"{self.receipt[:4]} {self.receipt[4:]}"

    @property
    def shown_number(self) -> str:
        """KTRM-07."""
        return f"{self.workshop.code}-{self.number:02d}" if self.number is not None else ""
