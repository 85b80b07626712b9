"""Experts, terms, proposals of a programme, and the sessions themselves."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.agenda.models import Occasion
from elspace.core.models import Entered, EnteredFrom, Folded, Keyed
from elspace.hosting.models import Room
from elspace.hub.models import Discipline, Format, SpokenLanguage

from .enums import HOLDING, UNFINISHED_RUNS, Preset, RunState, SessionState


class Expert(Keyed):
    """What a person offers as an expert. When they can come stands in their half-days; whose
    languages in the person. Unknown limits are unknown (null), never guessed."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expert"
    )
    disciplines = models.ManyToManyField(Discipline, verbose_name=_("disciplines"), blank=True)
    formats = models.ManyToManyField(
        Format, verbose_name=_("formats"), blank=True
    )  # none chosen = all but between residents
    times_a_month = models.PositiveSmallIntegerField(_("times a month"), null=True, blank=True)
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month"), null=True, blank=True)
    hours_a_term = models.PositiveSmallIntegerField(_("hours a term"), null=True, blank=True)
    max_per_week = models.PositiveSmallIntegerField(_("sessions a week"), default=1)
    is_pro_bono = models.BooleanField(_("pro bono"), default=True)
    rate = models.DecimalField(
        _("dinars an hour"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    note = models.CharField(_("note for the team"), max_length=300, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["pk"]


class Term(Keyed):
    """Some weeks, Monday to Saturday, in which a programme is held."""

    name = models.CharField(_("name"), max_length=60)
    name_ar = models.CharField(_("name in Arabic"), max_length=60, blank=True)
    starts_on = models.DateField(_("starts on"))  # a Monday
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=12)

    DAYS = 6  # Monday to Saturday
    SLOTS = 5  # slots a day, see hub.DaySlot

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the script of the page where it is known."""
        return (self.name_ar if get_language() == "ar" else "") or self.name

    @property
    def ends_on(self) -> date:
        """The last Saturday."""
        return self.starts_on + timedelta(days=7 * self.weeks - 2)


class Proposal(Keyed):
    """One run of the planner for a term: the row is the truth of the run.

    `problem` and `solution` are the planner's JSON (numbers of rows as ids, no names, no words);
    `progress` its last line; `assumed` what was unknown and how it was taken.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="proposals")
    preset = models.CharField(max_length=16, choices=Preset, default=Preset.BALANCED)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    around_mine = models.BooleanField(default=False)  # keep sessions placed by hand as they are
    moves_little = models.BooleanField(default=False)  # what is only proposed moves where it must
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    progress = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    solution = models.JSONField(default=dict)
    assumed = models.JSONField(default=list)
    error = models.CharField(max_length=300, blank=True)
    # What would help most: small changes priced by planning with them. `remedies` holds numbers of
    # rows, the points each wins, and `seen`, what the board looked like when they were computed.
    remedies_state = models.CharField(max_length=10, choices=RunState, blank=True)
    remedies_beat_at = models.DateTimeField(null=True)
    remedies_at = models.DateTimeField(null=True)
    remedies = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(state__in=UNFINISHED_RUNS),
                name="one_unfinished_run_a_term",
            )
        ]


class Session(Folded, Keyed, Entered):
    """A support session: one discipline, one format, one expert (none between residents), one
    language, one occasion. Who comes stands in the occasion's invitations."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="sessions")
    occasion = models.OneToOneField(Occasion, on_delete=models.CASCADE, related_name="session")
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    discipline = models.ForeignKey(Discipline, on_delete=models.PROTECT, related_name="sessions")
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(
        Expert, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # meant; booked (occasion.booking) from `asked` on
    language = models.ForeignKey(SpokenLanguage, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120, blank=True)  # else the discipline's name
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PROPOSED)
    is_by_hand = models.BooleanField(default=False)  # placed by a person: never moved unasked
    is_confidential = models.BooleanField(default=False)
    reason = models.CharField(
        _("why without a need"), max_length=300, blank=True
    )  # required when no need of level important or blocking is cited
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # held, moved or cancelled
    end_reason = models.CharField(max_length=300, blank=True)  # neutral; shown to its people
    moved_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="moved_from"
    )
    # The expert cannot come after all: the session waits for a decision (Today), not cancelled.
    cannot_at = models.DateTimeField(null=True)
    cannot_from = models.CharField(max_length=10, choices=EnteredFrom, blank=True)
    lines = models.TextField(
        _("three lines"), max_length=600, blank=True
    )  # what happened, next door
    lines_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lines_at = models.DateTimeField(null=True)

    found_by = ("title",)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["occasion__start_at", "pk"]
        indexes = [models.Index(fields=["term", "state"])]

    @property
    def name(self) -> str:
        """What anybody may read of it: its title, else its discipline; a confidential session is
        an appointment and nothing more."""
        return str(_("Appointment")) if self.is_confidential else self.full_name

    @property
    def full_name(self) -> str:
        """Its title, else its discipline: for its own people and those who may read the need."""
        return self.title or self.discipline.name

    @property
    def sheet_number(self) -> str:
        """The number on its attendance sheet: "S-014"."""
        return f"S-{self.pk:03d}"

    @property
    def is_holding(self) -> bool:
        """Whether it holds its room, expert and people."""
        return self.state in HOLDING
