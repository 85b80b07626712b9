"""What the same screens say where a part of the platform is off."""

from django.utils.translation import gettext_lazy as _

from .words import Help

_TODAY = Help(
    _("Today"),
    _(
        "It says what waits to be decided and the day by room. Each decision tells its reason; "
        "settle it, put it off, or hand it to a colleague. When the list is empty, the day is "
        "yours."
    ),
    _("A feast follows the moon: one press confirms its date or moves it by a day."),
)
_PERSON = Help(
    _("A person"),
    _(
        "How to reach them and what comes next. A personal link gives them their own page without "
        "a password. “History” says what was done, and by whom."
    ),
    _("Lost the card? “Give a link” makes a new one, and the old one no longer opens."),
)
_NEEDS = Help(
    _("Needs"),
    _(
        "Every need said, in the person's own words. Sort what is new, and confirm it with its "
        "person. What stops a project comes first, then who has waited longest."
    ),
    _(
        "Amel says “I do not know what price to ask”: sort it under “Selling”, and confirm it "
        "with her."
    ),
)
_CALENDAR = Help(
    _("Hours and closed days"),
    _(
        "Opening hours, Ramadan, holidays and closures. Dates that follow the moon stay "
        "provisional until they are announced."
    ),
    _("On the eve of Ramadan one button confirms the date or moves it by a day."),
)
_HANDOVER = Help(
    _("Handover"),
    _(
        "What each colleague has promised and not yet kept. One press gives all of it to "
        "somebody else."
    ),
    _("Nour leaves on Friday: Hédia takes all of it over, and calls the people followed."),
)
_SEARCH_EXAMPLE = _("“9addech” finds the needs in which somebody wrote قداش.")
_SEARCH = Help(
    _("Search"),
    _(
        "People and rooms in one field, in any spelling and either script. What is written the "
        "same comes first, what sounds alike last. Nobody finds what they may not read."
    ),
    _("“Mohamed” also finds محمد."),
)
_SEARCH_NEEDS = Help(
    _("Search"),
    _(
        "People, needs and rooms in one field, in any spelling and either script. What is written "
        "the same comes first, what sounds alike last. Nobody finds what they may not read."
    ),
    _SEARCH_EXAMPLE,
)
_VISIT = Help(
    _("Visit"),
    _(
        "The real pages with invented names and words, on this device. Nothing can be changed "
        "or sent meanwhile. Close the tabs opened before: they still show what is true."
    ),
    _("“Begin the visit”, show the day and the rooms, “End the visit”."),
)
# For each screen, the part and what is said instead.
WITHOUT: dict[str, tuple[tuple[str, Help], ...]] = {
    "site:today": (("programme", _TODAY),),
    "site:person": (("needs", _PERSON),),
    "site:needs": (("programme", _NEEDS),),
    "hub:calendar": (("programme", _CALENDAR),),
    "site:handover": (("needs", _HANDOVER),),
    "site:search": (("needs", _SEARCH), ("programme", _SEARCH_NEEDS)),
    "insights:visit": (("programme", _VISIT),),
}
