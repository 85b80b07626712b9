"""A session on the board of the programme: a card in the near weeks, a line in the later ones.

Written here, not in templates: a board holds a hundred, and each cost more than a page's heading.
"""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from elspace.core.templatetags.elspace import (
    code,
    format_day,
    format_hour,
    in_a_word,
    isolate,
    soft,
)
from elspace.support.enums import SessionState
from elspace.support.models import Session

register = template.Library()

_LOOKS = {
    SessionState.ASKED: " maybe",
    SessionState.PROPOSED: " proposed",
    SessionState.MOVED: " gone",
    SessionState.CANCELLED: " gone",
}


@register.filter
def board_card(session: Session) -> SafeString:
    """As `c-session` shows it (a test keeps both alike); a confidential one is an appointment."""
    start = timezone.localtime(session.occasion.start_at)
    day = start.date()
    return format_html(
        '<article class="session {}{}">\n'
        '<p><strong class="fig">{}</strong> <span class="nowrap">{} {}</span>{}</p>\n'
        '<h4><a class="card" href="{}">{}</a></h4>\n'
        '<p>{}<span class="chip"><span aria-hidden="true">{}</span>'
        '<span class="unseen">{}</span></span></p>\n'
        '<p>{}</p>\n<div class="muted">{}</div>\n</article>',
        "plum" if session.is_confidential else "leaf",
        _LOOKS.get(SessionState(session.state), ""),
        code(format_hour(start.time())),
        format_day(day, "weekday_short"),
        format_day(day, "daynumber"),
        format_html('<span class="on-phone"> · <bdi>{}</bdi></span>', session.room.name)
        if session.room
        else "",
        _address(session),
        soft(session.name),
        format_html("{} ", isolate(session.expert.person.short_name))
        if session.expert and not session.is_confidential
        else "",
        session.language.short,
        session.language.name,
        in_a_word(session.state),
        _said(session),
    )


@register.filter
def board_line(session: Session) -> SafeString:
    """For phones and paper: hundreds of cards would say no more."""
    start = timezone.localtime(session.occasion.start_at)
    day = start.date()
    return format_html(
        '<span><strong>{} {} {}</strong> <a href="{}"><bdi>{}</bdi></a>{}</span>{}',
        format_day(day, "weekday_short"),
        format_day(day, "daynumber"),
        code(format_hour(start.time())),
        _address(session),
        session.name,
        format_html(" · <bdi>{}</bdi>", session.room.name) if session.room else "",
        in_a_word(session.state),
    )


def _address(session: Session) -> str:
    return reverse("support:session", kwargs={"key": session.key})


def _said(session: Session) -> str | SafeString:
    """Where it moved to, that it needs a solution, or how many asked for it."""
    if session.moved_to:
        day = format_day(session.moved_to.occasion.start_at, "date")
        return gettext("to %(day)s") % {"day": day}
    if session.cannot_at:
        wanted = gettext("a solution is needed")
        return format_html('<span class="status gap">{}</span>', wanted)
    asked: int = session.asked  # type: ignore[attr-defined]
    return ngettext("%(n)s person asked for it", "%(n)s people asked for it", asked) % {"n": asked}
