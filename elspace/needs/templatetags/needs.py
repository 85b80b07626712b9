"""Template tags about needs: someone's own needs, words in their own direction."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from elspace.needs.enums import STEPS, State
from elspace.needs.models import Need
from elspace.needs.queries import my_needs as needs_of
from elspace.people.models import Person
from elspace.trust.queries import readings_of_all

register = template.Library()

# Of a confidential need, whoever holds the personal link sees where it stands and no more.
SEALED = {
    "is_sealed": True,
    "asks": False,
    "readers": [],
    "answers": [],
    "reason": "",
    "note": "",
}


@register.inclusion_tag("needs/my_needs.html", takes_context=True)
def my_needs(
    context: dict[str, Any],
    person: Person,
    token: str = "",
    level: int = 3,
    notes: dict[int, str] | None = None,
) -> dict[str, Any]:
    """A person's needs with petals, where each stands, and their buttons. With a personal link's
    `token` the buttons stay on that page, else they ask for a sign-in, and a confidential need
    shows nothing of itself. `notes`: by number of a waiting need, a sentence of the programme on
    why it has no date yet. `level`: of the headings."""
    request = context.get("request")
    needs = list(needs_of(person))
    readers = readers_of(needs, but=person)
    return {
        "cards": [
            card(need, token)
            | {"readers": readers[need.pk], "note": (notes or {}).get(need.pk, "")}
            | (SEALED if token and need.is_confidential else {})
            for need in needs
        ],
        "level": level,
        "owner": person.key,
        "hub": context.get("hub"),
        "csrf_token": context.get("csrf_token"),
        "here": request.get_full_path() if request else "",
    }


def readers_of(needs: list[Need], *, but: Person) -> dict[int, list[str]]:
    """Given names of who has read each need's words, first readers first; not the person."""
    found: dict[int, list[str]] = {need.pk: [] for need in needs}
    for reading in readings_of_all(needs).exclude(reader=but):
        found[reading.subject_id].append(reading.reader.given_name)
    return found


def card(need: Need, token: str) -> dict[str, Any]:
    """What one need shows to its person."""
    state = State(need.state)
    steps = list(need.steps.all())
    declined = [step.reason for step in steps if step.to_state == State.DECLINED and step.reason]

    def address(step: str) -> str:
        if token:
            return reverse("needs:step-by-link", args=[token, need.key, step])
        return reverse("needs:step", args=[need.key, step])

    return {
        "need": need,
        "done": STEPS.index(state) + 1 if state in STEPS else 0,
        "asks": state == State.STATED
        and (
            need.discipline_id is not None
            or need.entered_by_id not in {None, need.person_id}
            # said at a workshop under a name chosen from the list: a name is not a proof
            or (need.slip_id is not None and need.entered_by_id is None)
        ),
        "reason": declined[-1] if declined and state == State.DECLINED else "",
        "answers": list(need.other_answers.all()),
        "confirm": address("confirm"),
        "settled": address("settled"),
        "not_yet": address("not-yet"),
        "withdraw": address("withdraw"),
        "reopen": address("reopen"),
    }


@register.filter
def in_language(need: Need) -> str:
    """ "in tounsi": the language of the words."""
    return {
        "aeb": _("in tounsi"),
        "ar": _("in Arabic"),
        "fr": _("in French"),
        "en": _("in English"),
    }.get(need.words_language, "")


@register.filter
def spoken(need: Need, most: int = 0) -> SafeString:
    """Someone's words, kept in their own direction and named by their language; at most `most`
    signs when given."""
    words = Truncator(need.words).chars(most) if most else need.words
    return words_of(words, need)


@register.filter
def words_of(words: str, need: Need) -> SafeString:
    """Words of a need's person, the need's own or the whole sentence."""
    language = "ar" if need.words_language in {"ar", "aeb"} and _arabic(words) else ""
    language = language or {"fr": "fr", "en": "en"}.get(need.words_language, "")
    named = format_html(' lang="{}"', language) if language else SafeString("")
    return format_html('<span class="words" dir="auto"{}>{}</span>', named, words)


def _arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)
