"""Template tags of every page: dates, hours, dinars as in Tunisia; names isolated."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy

from elspace.core.hyphens import with_soft_hyphens
from elspace.core.phones import shown

register = template.Library()

# Plain "ar" prints Arabic-Indic digits or Levantine months; hours are ours (24 h).
LOCALES = {"fr": "fr_TN", "ar": "ar_TN", "en": "en_GB"}
_FIRST_OF_MONTH = re.compile(r"\b1 (?=[a-zéû])")
DAY_PATTERNS = {
    "long": "EEEE d MMMM",
    "year": "EEEE d MMMM y",
    "date": "d MMMM",
    "full": "d MMMM y",
    "short": "EEE d MMM",
    "weekday": "EEEE",
    "weekday_short": "EEE",
    "month": "MMMM",
    "daynumber": "d",
}


def babel_locale(language: str | None = None) -> str:
    """The Babel locale of a language code, by default the page's."""
    return LOCALES[(language or get_language() or "fr")[:2]]


def format_day(value: date | datetime, style: str = "long", language: str | None = None) -> str:
    """A date in words ("jeudi 18 février", «الخميس 18 فيفري»); styles: see DAY_PATTERNS."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return _in_words(value, DAY_PATTERNS[style], babel_locale(language))


@lru_cache(maxsize=5000)
def _in_words(day: date, pattern: str, locale: str) -> str:
    """The same for ever; a board says the same few days hundreds of times."""
    return _first(format_date(day, pattern, locale=locale), locale)


def _first(text: str, locale: str) -> str:
    """French calls the first day of a month "1er"; Babel's patterns do not know it."""
    return _FIRST_OF_MONTH.sub("1er ", text) if locale == "fr_TN" else text


def format_hour(value: time | datetime) -> str:
    """An hour of the day, 24 h, no leading zero: 9:00, 14:30."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    return f"{value.hour}:{value.minute:02d}"


def format_dinars(value: Decimal | int, language: str | None = None) -> str:
    """An amount in dinars with three decimals; an integer is millimes."""
    dinars = Decimal(value) / 1000 if isinstance(value, int) else value
    locale = babel_locale(language)
    unit = "د.ت." if locale == "ar_TN" else "DT"
    return f"{format_decimal(dinars, '#,##0.000', locale=locale)}\u00a0{unit}"


register.filter("day", format_day)
register.filter("hour", format_hour)
register.filter("dinars", format_dinars)


# The state of a session as every page shows it: kind of status, glyph, word.
_STATES = {
    "confirmed": ("ok", "✓", pgettext_lazy("session", "confirmed")),
    "announced": ("ok", "✓", pgettext_lazy("session", "announced")),
    "held": ("off", "●", pgettext_lazy("session", "held")),
    "moved": ("ask", "↷", pgettext_lazy("session", "moved")),
    "cancelled": ("off", "✕", pgettext_lazy("session", "cancelled")),
    "asked": ("ask", pgettext_lazy("sign", "?"), pgettext_lazy("session", "to be confirmed")),
    "planned": ("ask", pgettext_lazy("sign", "?"), pgettext_lazy("session", "to be confirmed")),
    "proposed": ("off", "○", pgettext_lazy("session", "proposed")),
    "draft": ("off", "○", pgettext_lazy("session", "proposed")),
}


@register.filter
def in_a_word(state: str) -> SafeString:
    """The state of a session in a word with its glyph; on a board it stands a hundred times."""
    return _mark_of(str(state), get_language())


@lru_cache(maxsize=50)
def _mark_of(state: str, language: str | None) -> SafeString:
    """The same for ever in one language."""
    kind, glyph, word = _STATES[state]
    mark = '<span class="status {}"><span aria-hidden="true">{}</span> {}</span>'
    return format_html(mark, kind, glyph, word)


@register.filter
def soft(value: Any) -> SafeString:
    """A name in a narrow cell: kept apart like `isolate`, its long words broken as people do."""
    language = (get_language() or "fr")[:2]
    return format_html("<bdi>{}</bdi>", with_soft_hyphens(str(value), language))


@register.filter
def listed(values: Iterable[Any]) -> str:
    """Words one after the other, parted as the language of the page parts them."""
    return gettext(", ").join(str(value) for value in values)


@register.filter
def moment(value: datetime) -> str:
    """A day and an hour: "jeudi 18 février, 10:30"."""
    locale = babel_locale()
    pattern = "EEEE d MMMM، H:mm" if locale == "ar_TN" else "EEEE d MMMM, H:mm"
    return _first(format_datetime(timezone.localtime(value), pattern, locale=locale), locale)


@register.filter
def isolate(value: Any) -> SafeString:
    """A name or free text kept apart from the direction of the sentence around it."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def code(value: Any) -> SafeString:
    """A code, number, phone or amount: always left to right, also inside Arabic."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.filter
def things_missing(form: Any) -> int:
    """How many lines say what a form lacks: a field may lack two things."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def phone(value: str) -> SafeString:
    """A phone number in groups, always left to right."""
    return code(shown(value))
