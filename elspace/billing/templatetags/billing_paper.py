"""Words on paper: each line in its own direction, which the maker of PDFs does not find alone; sums
in words."""

from decimal import Decimal

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from elspace.billing.spelling import in_words

register = template.Library()
FIRST_STRONG, POP = "\u2068", "\u2069"


@register.filter
def apart(value: str) -> SafeString:
    """Names and addresses, line by line, each in the direction of its own first letter."""
    lines = [line for line in str(value).splitlines() if line.strip()]
    shown = ((f"{FIRST_STRONG}{_shown(line)}{POP}",) for line in lines)
    return format_html_join(mark_safe("<br>"), "{}", shown)


@register.filter
def spelled(amount: Decimal) -> str:
    """A sum in words, in the language of the paper."""
    return in_words(amount, get_language() or "")


def _shown(line: str) -> str:
    """A line that begins with a number is read as its first letter is: "12, rue du Jasmin"."""
    first = next((sign for sign in line if sign.isalpha()), "")
    mark = "\u200e" if first and first < "\u0590" else ""
    return f"{mark}{line}"
