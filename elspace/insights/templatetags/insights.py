"""How a figure that may be hidden is shown."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def or_hidden(number: int | None) -> SafeString:
    """The number, or a dash that says it is hidden."""
    if number is None:
        return format_html(
            '<span aria-hidden="true">–</span><span class="unseen">{}</span>', _("hidden")
        )
    return format_html('<bdi dir="ltr">{}</bdi>', number)
