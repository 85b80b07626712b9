"""Needs in people's own words, the steps of their life, and answers other than a session."""

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

    found_by = ("words",)
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
