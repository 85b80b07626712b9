"""The team's messages: what to send by hand, what waits, what left, and the buttons between."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.lists import ORPHANS
from elspace.hub.queries import is_quiet_time, next_loud_moment

from . import actions, queries
from .enums import CallResult, Channel
from .models import Message

PAGE = 40
SHOWN = 12  # cards; with more, the list is a page to be scrolled and not one to be emptied


@requires("outbox.send_own_message")
def to_send(request: HttpRequest) -> HttpResponse:
    """The list that is emptied: one card a person, one tap opens what sends it."""
    cards = queries.to_send_by_hand(request.user)
    now = timezone.now()
    marked = _keys(request.GET.getlist("done"))
    readable = [card for card in cards if card.readable]
    shown = readable if "all" in request.GET else readable[:SHOWN]
    context = {
        "cards": shown,
        "cards_count": len(readable),
        "cards_hidden": len(readable) - len(shown),
        "locked": sum(len(card.messages) for card in cards if not card.readable),
        "troubled": _shown(queries.troubled().visible_to(request.user), request.user),
        "waiting_count": queries.waiting_later(now).visible_to(request.user).count(),
        "loud_at": next_loud_moment(now) if is_quiet_time(now) else None,
        "paper": [card for card in cards if card.readable and card.way == Channel.PAPER],
        "just_marked": queries.marked_by(request.user, marked),
    }
    return render(request, "outbox/to_send.html", context)


@requires("outbox.send_own_message")
def waiting(request: HttpRequest) -> HttpResponse:
    """What has not left yet, group by group, while it can still be taken back."""
    now = timezone.now()
    groups = queries.waiting_groups(request.user, now)
    context = {"groups": groups, "is_quiet": is_quiet_time(now)}
    return render(request, "outbox/waiting.html", context)


@requires("outbox.send_own_message")
def sent(request: HttpRequest) -> HttpResponse:
    """What left in the last thirty days."""
    page = Paginator(
        queries.sent_lately().visible_to(request.user), PAGE, orphans=ORPHANS
    ).get_page(request.GET.get("page"))
    shown = _shown(page.object_list, request.user)
    return render(request, "outbox/sent.html", {"page": page, "shown": shown})


@requires("outbox.send_own_message")
def slips(request: HttpRequest) -> HttpResponse:
    """Messages on paper, to print, cut and hand over."""
    wanted = _keys(request.GET.getlist("message"))
    cards = [
        card
        for card in queries.to_send_by_hand(request.user)
        if card.readable
        and (card.way == Channel.PAPER or wanted & {message.key for message in card.messages})
        and (not wanted or wanted & {message.key for message in card.messages})
    ]
    return render(request, "outbox/slips.html", {"cards": cards, "version_at": timezone.now()})


@requires("outbox.send_own_message")
@require_POST
def mark_opened(request: HttpRequest) -> HttpResponse:
    """A card was tapped (sent beside the link by a script; without one nothing is lost)."""
    for message in _messages(request):
        actions.mark_opened(message=message, by=request.user)
    return HttpResponse(status=204)


@requires("outbox.send_own_message")
@require_POST
def mark_sent(request: HttpRequest) -> HttpResponse:
    """“It is sent”, or what the call brought."""
    found = _messages(request)
    result = request.POST.get("result", "")
    if result not in {"", *CallResult.values}:
        raise Http404
    try:
        for message in found:
            actions.mark_sent_by_hand(message=message, by=request.user, call_result=result)
    except Refused as refused:
        notices.warning(request, refused.reason)
        return redirect("outbox:to-send")
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    answer = redirect("outbox:to-send")
    if not result:
        answer["Location"] += "?" + "&".join(f"done={message.key}" for message in found)
    return answer


@requires("outbox.send_own_message")
@require_POST
def mark_not_sent(request: HttpRequest) -> HttpResponse:
    """“Not yet”: the card waits again."""
    for message in _messages(request):
        actions.mark_not_sent(message=message, by=request.user)
    return redirect("outbox:to-send")


@requires("outbox.send_own_message")
@require_POST
def cancel_batch(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take back a whole group."""
    if not queries.waiting().visible_to(request.user).filter(batch=batch).exists():
        notices.warning(request, _("These messages have already left: nothing can be taken back."))
        return redirect("outbox:waiting")
    try:
        count = actions.cancel_batch(batch=batch, by=request.user)
    except Refused as refused:
        notices.warning(request, refused.reason)
    else:
        notices.success(
            request,
            ngettext(
                "%(count)s message was taken back: nobody received it.",
                "%(count)s messages were taken back: nobody received them.",
                count,
            )
            % {"count": count},
        )
    return redirect("outbox:waiting")


@requires("outbox.send_own_message")
@require_POST
def send_now(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Let a whole group leave at once."""
    if not Message.objects.visible_to(request.user).filter(batch=batch).exists():
        notices.warning(request, _("These messages have already left."))
        return redirect("outbox:waiting")
    try:
        actions.send_now(batch=batch, by=request.user)
    except Refused as refused:
        notices.warning(request, refused.reason)
        return redirect("outbox:waiting")
    notices.success(request, _("Mails leave now; what is sent by hand stands here."))
    return redirect("outbox:to-send")


@requires("outbox.send_own_message")
@require_POST
def cancel_message(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give one message up."""
    return _one(request, key, actions.cancel_message, _("This message will not be sent."))


@requires("outbox.send_own_message")
@require_POST
def retry_message(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send again, because a person asked."""
    return _one(request, key, actions.retry_message, _("This message will leave again."))


@requires("outbox.send_own_message")
@require_POST
def take_in_hand(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the machine could not send, a person will."""
    return _one(request, key, actions.take_in_hand, _("This message is now to be sent by hand."))


def _one(
    request: HttpRequest, key: uuid.UUID, action: Callable[..., Message], done: str
) -> HttpResponse:
    message = Message.objects.visible_to(request.user).filter(key=key).first()
    if message is None or not queries.readable_ids([message], request.user):
        raise Http404
    try:
        action(message=message, by=request.user)
    except Refused as refused:
        notices.warning(request, refused.reason)
    else:
        notices.success(request, done)
    return redirect("outbox:to-send")


def _messages(request: HttpRequest) -> list[Message]:
    """The messages of the pressed card that this person may read; none: 404."""
    asked = _keys(request.POST.getlist("message"))
    found = list(Message.objects.visible_to(request.user).filter(key__in=asked).order_by("pk"))
    readable = queries.readable_ids(found, request.user)
    found = [message for message in found if message.pk in readable]
    if not found:
        raise Http404
    return found


def _keys(values: list[str]) -> set[uuid.UUID]:
    """The keys among what an address or a form holds; anything else is left out."""
    keys = set()
    for value in values[:100]:
        try:
            keys.add(uuid.UUID(value))
        except ValueError:
            continue
    return keys


def _shown(messages: Any, user: Any) -> list[queries.Shown]:
    return queries.shown_to(list(messages), user)
