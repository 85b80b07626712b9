"""When a session cannot take place as planned: somebody else, another date, between residents."""

from dataclasses import dataclass
from functools import cached_property

from elspace.people.models import Person
from elspace.support.models import Expert, Session

from .dates import DateOffer, PeopleDiary, dates_that_suit
from .experts import availabilities, experts_able
from .sessions import people_of
from .terms import slots_touching, term_slots

PEERS_AT_LEAST = 3


@dataclass(frozen=True)
class Substitute:
    """An expert who could come instead: `is_certain` when she said yes for that half-day."""

    expert: Expert
    is_certain: bool


class Solutions:
    """What could be done for one session, each part computed when it is looked at."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.people: list[Person] = list(people_of(session))

    @cached_property
    def substitutes(self) -> list[Substitute]:
        """Experts of this discipline and language who are free at that very hour, certain first."""
        session, occasion = self.session, self.session.occasion
        able = [
            expert
            for expert in experts_able(session.discipline, session.language)
            if expert.pk != session.expert_id
        ]
        if not able:
            return []
        free = availabilities(able, session.term)
        touching = slots_touching(term_slots(session.term), occasion.start_at, occasion.end_at)
        numbers = {slot.slot for slot in touching}
        diary = PeopleDiary([expert.person for expert in able], session.term)
        found = []
        for expert in able:
            certain, maybe, _unknown = free[expert.pk]
            if not numbers & (certain | maybe):
                continue
            if diary.can_come(expert.person, occasion.start_at, occasion.end_at):
                found.append(Substitute(expert, bool(numbers & certain)))
        return sorted(found, key=lambda one: not one.is_certain)

    @cached_property
    def dates(self) -> list[DateOffer]:
        """The three other dates that suit most."""
        session = self.session
        return dates_that_suit(
            term=session.term,
            people=self.people,
            expert=session.expert,
            format=session.format,
            is_confidential=session.is_confidential,
            but=session,
        )

    @cached_property
    def can_be_between_residents(self) -> bool:
        """Enough people, and nothing confidential among them."""
        enough = len(self.people) >= PEERS_AT_LEAST
        return enough and not self.session.is_confidential
