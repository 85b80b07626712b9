"""The hub: identity, places, opening profiles with their slots, holidays, closures, short lists."""

from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Folded, Keyed, NamedInThree

from .enums import Certainty, FormatCode, Learning, Season, Weekday


class Hub(models.Model):
    """The one hub of this installation (always row 1): who it is and its few settings."""

    name = models.CharField(_("name"), max_length=80)
    name_ar = models.CharField(_("name in Arabic"), max_length=80, blank=True)
    promise_fr = models.CharField(_("promise in French"), max_length=120, blank=True)
    promise_ar = models.CharField(_("promise in Arabic"), max_length=120, blank=True)
    promise_en = models.CharField(_("promise in English"), max_length=120, blank=True)
    about_fr = models.TextField(_("about in French"), blank=True)
    about_ar = models.TextField(_("about in Arabic"), blank=True)
    about_en = models.TextField(_("about in English"), blank=True)
    languages = models.JSONField(_("languages"), default=list)  # of fr, ar, en; first = default
    email = models.EmailField(_("mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    website = models.CharField(_("web site"), max_length=120, blank=True)
    social = models.CharField(_("social network"), max_length=120, blank=True)
    firm_weeks = models.PositiveSmallIntegerField(
        _("firm horizon in weeks"), default=3
    )  # confirmed sessions within it are announced once; further ones may still move
    send_delay_minutes = models.PositiveSmallIntegerField(_("minutes before sending"), default=10)
    reply_days = models.PositiveSmallIntegerField(_("working days to reply"), default=3)
    rooms_each = models.PositiveSmallIntegerField(
        _("rooms one may hold ahead"), default=2
    )  # booked by residents and members themselves; 0: the team books for them
    # False: the opening hours are those every hub begins with; nobody here has said them yet, so
    # they serve planning and are not published.
    hours_are_told = models.BooleanField(default=True, editable=False)
    # The first hour of a new hub: shown until put away; which of its five petals wait for later.
    is_first_hour = models.BooleanField(default=False, editable=False)
    petals_later = models.JSONField(default=list, editable=False)
    # Codes of the parts of the platform that are used here (core.registries.modules).
    modules = models.JSONField(default=list, editable=False)
    is_demo = models.BooleanField(_("demonstration"), default=False)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")

    def __str__(self) -> str:
        return self.name

    def uses(self, module: str) -> bool:
        """Whether a part of the platform is switched on here; "" is what every hub has."""
        return not module or module in self.modules

    @property
    def shown_name(self) -> str:
        """The name in the script of the page, where it is known."""
        return self.name_in(get_language() or "")

    def name_in(self, language: str) -> str:
        """The name in the script of a language, where it is known."""
        return (self.name_ar if language[:2] == "ar" else "") or self.name

    @property
    def pages(self) -> list[dict[str, str]]:
        """Its pages elsewhere: address, and how it is read aloud."""
        return [
            {"address": address, "shown": address.split("://")[-1].rstrip("/")}
            for address in (self.website, self.social)
            if address.startswith(("http://", "https://"))
        ]


class Place(Keyed, NamedInThree):
    """An address where the hub is."""

    address_fr = models.CharField(_("address in French"), max_length=200, blank=True)
    address_ar = models.CharField(_("address in Arabic"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=200, blank=True)
    way_fr = models.TextField(_("how to come, in French"), blank=True)
    way_ar = models.TextField(_("how to come, in Arabic"), blank=True)
    way_en = models.TextField(_("how to come, in English"), blank=True)
    latitude = models.FloatField(_("latitude"), default=36.80)  # degrees; for sunset (iftar)
    longitude = models.FloatField(_("longitude"), default=10.18)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["pk"]

    @property
    def address(self) -> str:
        """The address in the language of the page, else in the first one it is known in."""
        return self._said("address")

    @property
    def way(self) -> str:
        """How to come, in the language of the page, else in the first one it is known in."""
        return self._said("way")

    def _said(self, what: str) -> str:
        languages = ((get_language() or "fr")[:2], "fr", "ar", "en")
        return next((t for code in languages if (t := getattr(self, f"{what}_{code}"))), "")


class OpeningProfile(Keyed, NamedInThree):
    """Opening hours and slots between two dates; the later row wins where two cover a day.

    The usual profile has no dates. Ramadan's dates stay provisional until announced.
    """

    season = models.CharField(_("season"), max_length=10, choices=Season, default=Season.USUAL)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    certainty = models.CharField(
        _("certainty"), max_length=12, choices=Certainty, default=Certainty.CONFIRMED
    )

    class Meta:
        verbose_name = _("opening profile")
        verbose_name_plural = _("opening profiles")
        ordering = ["pk"]

    def covers(self, day: date) -> bool:
        """Whether the profile's dates hold `day`."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


class OpeningHours(models.Model):
    """One stretch of opening on a weekday of a profile, local time; a day may have several."""

    profile = models.ForeignKey(OpeningProfile, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="opens_before_it_closes"
            )
        ]


class DaySlot(models.Model):
    """One of up to five named slots of a day in a profile. Slots of a profile never overlap; a
    position without a row is a slot missing those days, closed for all."""

    profile = models.ForeignKey(OpeningProfile, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField(_("position"))  # 0..4, the slot's k in the planner
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "position"], name="one_slot_a_position"),
            models.CheckConstraint(condition=models.Q(position__lt=5), name="five_slots_a_day"),
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="slot_starts_before_it_ends"
            ),
        ]

    def clean(self) -> None:
        """Refuse a slot that overlaps another of the profile."""
        for other in self.profile.slots.exclude(pk=self.pk):
            if other.starts < self.ends and self.starts < other.ends:
                raise ValidationError(_("This slot overlaps another one of the same day."))


class Holiday(Keyed, NamedInThree):
    """A public holiday of Tunisia. Lunar ones stay provisional until announced."""

    on = models.DateField(_("day"))
    is_lunar = models.BooleanField(_("lunar"), default=False)
    certainty = models.CharField(
        _("certainty"), max_length=12, choices=Certainty, default=Certainty.CONFIRMED
    )
    is_closed = models.BooleanField(_("the hub is closed"), default=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["on", "name_fr"], name="one_holiday_a_day")]


class Closure(Keyed):
    """The hub, or one of its places, is closed from one instant to another."""

    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)  # as shown to everybody

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="closure_starts_before_it_ends",
            )
        ]

    @property
    def is_whole_days(self) -> bool:
        """From midnight to midnight."""
        midnight = time(0)
        return {timezone.localtime(at).time() for at in (self.starts_at, self.ends_at)} == {
            midnight
        }

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date:
        """The day it ends; at midnight that is the day before."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))


class Discipline(Folded, Keyed, NamedInThree):
    """What can be taught or asked for; the four of the mission exist from the start."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    found_by = ("name_fr", "name_ar", "name_en")

    class Meta:
        verbose_name = _("discipline")
        verbose_name_plural = _("disciplines")
        ordering = ["position", "pk"]


class Equipment(Keyed, NamedInThree):
    """What a room has and a format may need."""

    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ["pk"]


class Format(NamedInThree):
    """A way to teach, with how few and how many people it takes."""

    code = models.CharField(_("code"), max_length=12, choices=FormatCode, unique=True)
    min_people = models.PositiveSmallIntegerField(_("at least"))
    max_people = models.PositiveSmallIntegerField(_("at most"))
    learning = models.CharField(_("learning"), max_length=10, choices=Learning)
    equipment = models.ManyToManyField(Equipment, blank=True)

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        ordering = ["pk"]


class SpokenLanguage(NamedInThree):
    """A language people speak; not to be confused with the interface language they read."""

    code = models.CharField(_("code"), max_length=5, unique=True)  # aeb, ar, fr, en, sign
    short = models.CharField(_("short sign"), max_length=4)  # on cards: ع, FR, EN
    own_name = models.CharField(_("its own name"), max_length=40)  # تونسي, Français, English

    class Meta:
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")
        ordering = ["pk"]


class PeriodicRun(models.Model):
    """When a periodic job is due and when it last went well; shown on the health page."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    last_ok_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")


# Half-day limits, local time; see enums.Half.
MORNING_ENDS = time(13, 0)
EVENING_STARTS = time(18, 0)
