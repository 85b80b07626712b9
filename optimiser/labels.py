"""The name of every rule, figure and reason, each with the sentence that states it."""

from __future__ import annotations

RULES = {
    "known": "A session names only what the problem defines, and a slot of the term.",
    "session_id": "Every session has an id of its own.",
    "locked": "A locked session keeps its place, expert, room, slot, language and attendees.",
    "expert_teaches": "The expert teaches the discipline.",
    "expert_format": "The expert teaches in this format.",
    "expert_language": "The expert speaks the language of the session.",
    "expert_available": "The expert is available in the slot.",
    "expert_once": "An expert is in one place at a time.",
    "expert_term_limit": "An expert gives at most max_sessions sessions a term.",
    "expert_week_limit": "An expert gives at most max_per_week sessions a week.",
    "room_suits": "The room has the equipment and seats the minimum of the format.",
    "room_open": "The room is open in the slot.",
    "room_once": "A room holds one session a slot.",
    "need_discipline": "An attendee has a need in the discipline of the session.",
    "need_format": "The need of an attendee accepts the format of the session.",
    "resident_language": "Every attendee speaks the language of the session.",
    "resident_free": "An attendee is free in the slot.",
    "resident_once": "A resident takes one seat a slot.",
    "resident_week_limit": "A resident attends at most max_per_week sessions a week.",
    "minimum": "A session has at least the minimum of attendees of its format.",
    "maximum": "A session has no more attendees than its format and its room allow.",
    "met_once": "A need is met at most once.",
    "before_week": "A need is met before the week it asks for.",
    "after": "A need is met strictly later than those it comes after.",
}

FIGURES = {
    "points": "Points are the weights of the needs met and the bonus of each resident answered.",
    "bound": "The bound is at least the points.",
    "gap": "The gap is (bound - points) / bound, and 0 when they are equal.",
    "status": "A plan is called optimal only when its points reach the bound.",
    "unmet": "The needs listed as unmet are exactly those no session meets.",
    "reason": "The reason of an unmet need is the first true one, and its facts hold.",
    "avoidable": "No unmet need fits a free seat, or one more session, of the finished plan.",
    "proof": "The prices of the certificate prove the bound.",
    "replan": "The count of what was changed agrees with the previous plan.",
}

REASONS = {
    "no_expert": "Nobody teaches it in an accepted format in a language the resident speaks.",
    "no_room": "No room suits a format in which somebody teaches it.",
    "no_common_time": "There is no slot in which expert, resident and a suitable room can meet.",
    "too_few_peers": "In no such slot are enough people with the same need and language free.",
    "prerequisite": "It comes after a need that is unmet.",
    "expert_full": "Every expert who could meet it has reached the sessions of the term.",
    "resident_full": "The resident's other sessions fill every slot the experts could offer.",
    "outranked": "The hours went to others.",
}
