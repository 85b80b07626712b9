"""Tags of pages about people: phones in groups, whether codes can be mailed at all."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from elspace.outbox.delivery import hub_sends_mail
from elspace.people.phones import shown

register = template.Library()


@register.filter
def phone(value: str) -> SafeString:
    """A number in groups, always left to right."""
    return format_html('<bdi dir="ltr">{}</bdi>', shown(value))


@register.simple_tag
def mail_leaves() -> bool:
    """Whether this hub can send mail; without it nobody can be sent a code."""
    return hub_sends_mail()
