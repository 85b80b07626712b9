"""Minutes as people say them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def hours(minutes: int) -> SafeString:
    """Minutes in hours on a page: "6 h", "4 h 30", "30 min"."""
    return format_html("<bdi>{}</bdi>", hours_in_words(minutes))


@register.filter
def hours_in_words(minutes: int) -> str:
    """The same in a letter, which is plain text."""
    if minutes < 0:
        return f"\N{MINUS SIGN}{hours_in_words(-minutes)}"
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(minutes)s min") % {"minutes": rest}
    if rest:
        return _("%(hours)s h %(minutes)s") % {"hours": whole, "minutes": f"{rest:02d}"}
    return _("%(hours)s h") % {"hours": whole}
