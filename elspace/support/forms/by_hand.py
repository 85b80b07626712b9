"""Reading what was chosen while a session is composed by hand; nothing chosen has a default."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.models import Need
from elspace.support.queries.by_hand import common_languages, usual_format, waiting_needs


@dataclass
class Choice:
    """What the page shows as chosen; `was_ticked` is false on the first visit of a discipline."""

    disciplines: list[Discipline]
    formats: list[Format]
    discipline: Discipline | None = None
    waiting: list[Need] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    languages: list[tuple[SpokenLanguage, int]] = field(default_factory=list)
    format: Format | None = None
    language: SpokenLanguage | None = None
    was_ticked: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether experts and dates can be looked for."""
        return bool(self.needs) and self.format is not None and self.language is not None


def read_choice(sent: Any) -> Choice:
    """The choice in a request's GET or POST; what is unknown or missing takes its default: the
    people most stopped first, the way that fits their number, the language most share."""
    choice = Choice(
        disciplines=list(Discipline.objects.filter(is_active=True)),
        formats=list(Format.objects.all()),
    )
    codes = {one.code: one for one in choice.disciplines}
    choice.discipline = codes.get(sent.get("discipline", ""))
    if choice.discipline is None:
        return choice
    choice.waiting = waiting_needs(choice.discipline)
    keys = set(sent.getlist("need"))
    choice.was_ticked = bool(keys)
    ticked = [need for need in choice.waiting if str(need.key) in keys]
    choice.needs = ticked if choice.was_ticked else choice.waiting
    formats = {one.code: one for one in choice.formats}
    usual = formats[usual_format(len(choice.needs))]
    choice.format = formats.get(sent.get("format", ""), usual)
    if not choice.was_ticked:
        choice.needs = choice.needs[: choice.format.max_people]
    choice.languages = common_languages([need.person for need in choice.needs])
    spoken = {one.code: one for one, _count in choice.languages}
    most = choice.languages[0][0] if choice.languages else None
    choice.language = spoken.get(sent.get("language", ""), most)
    return choice


def read_key(text: str | None) -> uuid.UUID:
    """The key the page made; a damaged one is replaced."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()
