"""Minutes as people say them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def hours(minutes: int) -> SafeString:
    """Minutes in hours: "6 h", "4 h 30", "30 min"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        words = _("%(minutes)s min") % {"minutes": rest}
    elif rest:
        words = _("%(hours)s h %(minutes)s") % {"hours": whole, "minutes": f"{rest:02d}"}
    else:
        words = _("%(hours)s h") % {"hours": whole}
    return format_html("<bdi>{}</bdi>", words)
