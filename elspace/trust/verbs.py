"""What each verb of the audit trail says, in words; an unknown one is shown as it is written."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "add_away": _("wrote down days away"),
    "add_closure": _("announced a closure"),
    "add_discipline": _("added a discipline"),
    "add_equipment": _("added equipment"),
    "add_expert": _("added an expert"),
    "add_holiday": _("added a holiday"),
    "add_person": _("added a person"),
    "add_place": _("added a place"),
    "add_profile": _("added opening hours"),
    "add_room": _("added a room"),
    "add_venture": _("added a project"),
    "book_room": _("booked a room"),
    "cancel_batch": _("took messages back"),
    "cancel_booking": _("cancelled a booking"),
    "cancel_message": _("took a message back"),
    "change_closure": _("changed a closure"),
    "change_discipline": _("changed a discipline"),
    "change_equipment": _("renamed equipment"),
    "change_expert": _("changed an expert"),
    "change_format": _("changed a format"),
    "change_holiday": _("changed a holiday"),
    "change_hub": _("changed what the hub says of itself"),
    "change_occasion": _("changed a date"),
    "change_person": _("changed a person's page"),
    "change_place": _("changed a place"),
    "change_profile": _("changed opening hours"),
    "change_room": _("changed a room"),
    "change_term": _("changed a term"),
    "change_venture": _("changed a project"),
    "classify_need": _("sorted a need"),
    "confirm_holiday": _("confirmed a holiday"),
    "confirm_ramadan": _("confirmed Ramadan"),
    "correct_need": _("corrected a need"),
    "drop_invitation": _("freed a seat"),
    "end_role": _("ended a role"),
    "erase_person": _("erased a person's data"),
    "give_link": _("gave a personal link"),
    "grant_role": _("gave a role"),
    "hand_over_copy": _("handed over a copy of a person's data"),
    "import_file": _("brought in a file"),
    "invite": _("invited a person"),
    "invite_account": _("opened an account"),
    "join_venture": _("joined a person to a project"),
    "leave_venture": _("took a person out of a project"),
    "make_occasion": _("set a date"),
    "mark_attendance": _("marked a presence"),
    "mark_not_sent": _("noted a message as not sent"),
    "mark_opened": _("opened a message to send it"),
    "mark_sent_by_hand": _("sent a message by hand"),
    "merge_people": _("made one page of two"),
    "open_hub": _("opened the hub"),
    "open_term": _("opened a term"),
    "put_need_first": _("put a need first"),
    "queue_message": _("wrote a message"),
    "remove_away": _("took days away back"),
    "remove_closure": _("took a closure back"),
    "remove_holiday": _("removed a holiday"),
    "remove_profile": _("removed opening hours"),
    "renew_link": _("prolonged a personal link"),
    "renew_links": _("prolonged all personal links"),
    "reply_to_invitation": _("answered an invitation"),
    "revoke_link": _("closed a personal link"),
    "send_message": _("sent a message"),
    "send_secret": _("sent a code or an invitation"),
    "set_half_days": _("wrote down half-days"),
    "shift_holiday": _("moved a holiday by a day"),
    "shift_ramadan": _("moved Ramadan by a day"),
    "state_consent": _("stated a consent"),
    "state_need": _("stated a need"),
}

ROLES: dict[str, str | Promise] = {
    "machine": _("by itself"),
    "link": _("by personal link"),
    "person": _("for themselves"),
    "director": _("director"),
    "programme": _("programme"),
    "community": _("community"),
    "reception": _("reception"),
    "expert": _("expert"),
    "resident": _("resident"),
    "member": _("member"),
    "funder": _("funder"),
}


def in_words(verb: str) -> str:
    """The verb as a person reads it."""
    return str(VERBS.get(verb, verb.replace("_", " ")))


def role_in_words(role: str) -> str:
    """The role someone acted in, as a person reads it."""
    return str(ROLES.get(role, role))
