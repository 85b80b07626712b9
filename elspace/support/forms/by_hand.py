"""Reading what was chosen while a session is composed by hand; nothing chosen has a default."""

from dataclasses import dataclass, field
from typing import Any

from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.models import Need
from elspace.people.queries import languages_of
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
    silent: list[Need] = field(default_factory=list)  # ticked, but not met in this language
    twice: list[Need] = field(default_factory=list)  # ticked, of people who have a seat already

    @property
    def is_complete(self) -> bool:
        """Whether experts and dates can be looked for."""
        return bool(self.needs) and self.language is not None and self.fits

    @property
    def fits(self) -> bool:
        """Whether the ticked people are neither too few nor too many for the way of working."""
        return self.format is not None and (
            self.format.min_people <= len(self.needs) <= self.format.max_people
        )

    @property
    def fitting_formats(self) -> list[Format]:
        """Ways of working that these people fit in."""
        count = len(self.needs)
        return [one for one in self.formats if one.min_people <= count <= one.max_people]


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
    wanted = ticked if choice.was_ticked else choice.waiting
    choice.needs, choice.twice = _one_a_person(wanted)
    choice.languages = common_languages([need.person for need in choice.needs])
    spoken = {one.code: one for one, _count in choice.languages}
    most = choice.languages[0][0] if choice.languages else None
    choice.language = spoken.get(sent.get("language", ""), most)
    choice.silent = [need for need in choice.needs if not _is_met_in(need, choice.language)]
    choice.needs = [need for need in choice.needs if need not in choice.silent]
    formats = {one.code: one for one in choice.formats}
    usual = formats[usual_format(len(choice.needs))]
    choice.format = formats.get(sent.get("format", ""), usual)
    if not choice.was_ticked:
        choice.needs = choice.needs[: choice.format.max_people]
        choice.silent = choice.twice = []
    return choice


def _one_a_person(needs: list[Need]) -> tuple[list[Need], list[Need]]:
    """A person takes one seat in a session, for the most pressing need; the others are left."""
    first: dict[int, Need] = {}
    for need in needs:
        first.setdefault(need.person_id, need)
    kept = [need for need in needs if first[need.person_id] == need]
    return kept, [need for need in needs if need not in kept]


def _is_met_in(need: Need, language: SpokenLanguage | None) -> bool:
    spoken = languages_of(need.person)
    accepted = {one.code for one in need.speaks.all()} or spoken
    return language is not None and language.code in accepted & spoken
