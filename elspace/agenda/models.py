"""Occasions, invitations, attendance marks and calendar subscriptions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Entered, Keyed
from elspace.hosting.models import Booking
from elspace.needs.models import Need
from elspace.people.models import new_token

from .enums import Audience, OccasionKind, OccasionState, Presence, Reply


class Occasion(Keyed):
    """Something that happens from one instant to another, somewhere, for some people.

    A support session, an event's date, a circle's meeting each own exactly one, so that attendance,
    reminders, feeds and "busy" exist once. A draft keeps nobody busy.
    """

    kind = models.CharField(max_length=10, choices=OccasionKind, default=OccasionKind.SESSION)
    start_at = models.DateTimeField(_("from"))
    end_at = models.DateTimeField(_("until"))
    booking = models.OneToOneField(
        Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="occasion"
    )
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.INVITED)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=OccasionState, default=OccasionState.DRAFT)
    sequence = models.PositiveIntegerField(default=0)  # iCalendar: grows with every change
    changed_at = models.DateTimeField(default=timezone.now)  # when it last grew
    # How many came to what is open to all: a number and no more. A session has its roll call.
    came = models.PositiveSmallIntegerField(_("people who came"), null=True, blank=True)
    # What an occasion that no session owns (an event, a circle's date) is called.
    title_fr = models.CharField(_("title in French"), max_length=120, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["start_at", "pk"]
        indexes = [models.Index(fields=["start_at", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start_at__lt=models.F("end_at")),
                name="occasion_starts_before_it_ends",
            )
        ]

    @property
    def is_counted(self) -> bool:
        """Whether its people are only counted: open to all, and no session."""
        return self.audience == Audience.PUBLIC and self.kind != OccasionKind.SESSION

    @property
    def title(self) -> str:
        """Its own title in the language of the page, else what kind of occasion it is."""
        language = (get_language() or "fr")[:2]
        own = getattr(self, f"title_{language}", "") or self.title_fr
        return own or str(OccasionKind(self.kind).label)


class Invitation(Keyed, Entered):
    """A person expected at an occasion, for a need of theirs or without one (a co-founder)."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    reply = models.CharField(_("answer"), max_length=12, choices=Reply, default=Reply.NONE)
    sent_at = models.DateTimeField(null=True)  # when the invitation was announced to the person
    replied_at = models.DateTimeField(null=True)
    is_dropped = models.BooleanField(default=False)  # the seat was freed

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(fields=["occasion", "person"], name="one_seat_a_person")
        ]


class AttendanceMark(Keyed):
    """One mark of who came. Append-only: the last mark of a person wins, so marks made on two
    phones, or sent twice, merge by themselves. A walk-in is a name or nothing, never a person."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    walk_in = models.CharField(_("first name"), max_length=80, blank=True)
    presence = models.CharField(max_length=8, choices=Presence)
    at = models.DateTimeField(default=timezone.now)  # when it was marked, on the device
    received_at = models.DateTimeField(default=timezone.now)
    device = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance mark")
        verbose_name_plural = _("attendance marks")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["occasion", "person", "at"])]


class CalendarLink(models.Model):
    """The private, revocable address of one person's calendar, secret like a password: whoever
    holds it reads when and where she is expected. The public calendar needs none."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    token = models.CharField(max_length=32, unique=True, default=new_token)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(revoked_at=None),
                name="one_live_calendar_address_a_person",
            )
        ]
