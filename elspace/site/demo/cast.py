"""Who and what the story speaks of, by the codes its tables use."""

from dataclasses import dataclass, field

from elspace.hosting.models import Room
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.models import Need, Workshop
from elspace.people.models import Person
from elspace.support.models import Expert, Session, Term
from elspace.ventures.models import Venture

from .days import Days
from .story import Story

# The letters of the tables: French, written Arabic, darija (tounsi), English, sign language.
SPOKEN = {"F": "fr", "A": "ar", "D": "aeb", "E": "en", "L": "sign"}


@dataclass
class Cast:
    """Rows by code, filled while the story is told; needs by "R01-finance"."""

    days: Days
    story: Story = field(default_factory=Story)
    people: dict[str, Person] = field(default_factory=dict)
    ventures: dict[str, Venture] = field(default_factory=dict)
    experts: dict[str, Expert] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    disciplines: dict[str, Discipline] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
    languages: dict[str, SpokenLanguage] = field(default_factory=dict)
    workshop: Workshop | None = None

    def speaks(self, letters: str) -> list[SpokenLanguage]:
        """The languages of some letters."""
        return [self.languages[SPOKEN[letter]] for letter in letters]

    def need(self, code: str) -> Need:
        """A need as it stands now."""
        return Need.objects.select_related("person").get(pk=self.needs[code].pk)

    def session(self, code: str) -> Session:
        """A session as it stands now."""
        return Session.objects.select_related("occasion", "expert__person").get(
            pk=self.sessions[code].pk
        )

    @property
    def director(self) -> Person:
        return self.people["director"]

    @property
    def programme(self) -> Person:
        return self.people["programme"]

    @property
    def community(self) -> Person:
        return self.people["community"]

    @property
    def reception(self) -> Person:
        return self.people["reception"]
