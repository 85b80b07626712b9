"""Messages about needs, in the person's language. Those about a confidential need say nothing of
it, not even that it is a need: who reads over a shoulder learns nothing."""

from django.utils.translation import gettext as _

from elspace.core.addresses import whole_address
from elspace.outbox.actions import queue_message
from elspace.outbox.enums import Privacy
from elspace.outbox.writing import written_for
from elspace.people.actions import give_link
from elspace.people.models import Person

from .enums import AnswerKind
from .models import Need, OtherAnswer


def tell_declined(need: Need, reason: str, *, by: Person | None) -> None:
    """Tell the person why a need cannot be answered here."""
    with written_for(need.person):
        title = _("About what you told us")
        body = _("You said: “%(words)s”. We cannot answer it here: %(reason)s") % {
            "words": _quoted(need),
            "reason": reason,
        }
        body += "\n\n" + _("You can tell us if we misunderstood.")
    occurrence = str(need.steps.count())
    _queue(need, "needs.declined", title=title, body=body, occurrence=occurrence, by=by)


def tell_answered(need: Need, answer: OtherAnswer, *, by: Person | None) -> None:
    """Tell the person who or what answers, and that we will ask whether it is settled."""
    with written_for(need.person):
        title = _("An answer for you")
        body = _("You said: “%(words)s”.") % {"words": _quoted(need)} + "\n\n" + _answer(answer)
        body += (
            "\n\n" + _("Tell us on your page whether it is settled.") + "\n" + _page_of(need.person)
        )
    _queue(need, "needs.answered", title=title, body=body, occurrence=str(answer.key), by=by)


def ask_if_settled(need: Need, answer: OtherAnswer) -> None:
    """Some days after an answer without a session: is it settled?"""
    with written_for(need.person):
        title = _("Is it settled?")
        body = _("You said: “%(words)s”.") % {"words": _quoted(need)}
        body += "\n\n" + _(
            "You were given an answer some days ago. Is it settled? “Not yet” helps too."
        )
        body += "\n\n" + _page_of(need.person)
    kind = "needs.is_it_settled"
    _queue(need, kind, title=title, body=body, occurrence=str(answer.key), by=None)


def _quoted(need: Need) -> str:
    """The words without their last full stop: the sentence around them has its own."""
    words = need.words.rstrip()
    return words[:-1] if words.endswith(".") and not words.endswith("..") else words


def _page_of(person: Person) -> str:
    return whole_address("site:my-page", token=give_link(person=person, by=None).token)


def _answer(answer: OtherAnswer) -> str:
    lines = [answer.text] if answer.text else []
    if answer.kind == AnswerKind.PERSON and answer.person:
        person = _("%(name)s can help you; the team puts you in touch.")
        lines.insert(0, person % {"name": answer.person.given_name})
    return "\n".join(lines)


def _queue(
    need: Need, kind: str, *, title: str, body: str, occurrence: str, by: Person | None
) -> None:
    privacy = Privacy.ORDINARY
    if need.is_confidential:
        privacy = Privacy.CONFIDENTIAL
        with written_for(need.person):
            title = _("An appointment")
            body = _("There is something new for you on your page, or ask your contact at the hub.")
    queue_message(
        kind=kind,
        to=need.person,
        title=title,
        body=body,
        subject=need,
        occurrence=occurrence,
        privacy=privacy,
        by=by,
    )
