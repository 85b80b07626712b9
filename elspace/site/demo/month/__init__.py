"""A full house around the same story: what the hub holds after a month in which everybody used it.

`ELSPACE_DEMO=month` lays it (`make demo-month`): about 150 people, 25 experts, 300 needs, 120
sessions and 40 messages to see to. The people, needs and sessions of the story stay as they are.
"""

from elspace.site.demo.cast import Cast
from elspace.site.demo.rooms import add_rooms

from .needs import tell_more_needs
from .people import add_more_experts, add_more_residents, give_more_links
from .post import tell_failures
from .sessions import tell_more_sessions

# code, French, Arabic, people, quiet, confidential, note
ROOMS = [
    ("Louz", "Louz", "لوز", 12, False, False, "À l’étage, au-dessus de l’atelier"),
    ("Fell", "Fell", "فلّ", 10, False, False, "À l’étage, côté cour"),
    ("Habaq", "Habaq", "حبق", 4, True, True, "Deux fauteuils et une porte qui ferme"),
]
ARRIVAL, EXPERTS, OPENING = "-1 Mon 11:00", "0 Mon 11:00", "0 Thu 11:00"


def tell_month(cast: Cast) -> None:
    """Keep everything for its moment; what the post leaves behind comes last."""
    cast.story.at(cast.days.at(ARRIVAL), add_rooms, cast, ROOMS)
    cast.story.at(cast.days.at(ARRIVAL), add_more_residents, cast)
    cast.story.at(cast.days.at(EXPERTS), add_more_experts, cast)
    cast.story.at(cast.days.at(OPENING), give_more_links, cast)
    tell_more_needs(cast)
    tell_more_sessions(cast)
    tell_failures(cast)
