"""What each verb of the audit trail says, in words; an unknown one is shown as it is written."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "add_away": _("wrote down days away"),
    "add_expert": _("added an expert"),
    "add_person": _("added a person"),
    "add_room": _("added a room"),
    "add_venture": _("added a project"),
    "book_room": _("booked a room"),
    "cancel_batch": _("took messages back"),
    "cancel_booking": _("cancelled a booking"),
    "cancel_message": _("took a message back"),
    "change_expert": _("changed an expert"),
    "change_occasion": _("changed a date"),
    "change_person": _("changed a person's page"),
    "change_room": _("changed a room"),
    "change_term": _("changed a term"),
    "change_venture": _("changed a project"),
    "classify_need": _("sorted a need"),
    "correct_need": _("corrected a need"),
    "drop_invitation": _("freed a seat"),
    "end_role": _("ended a role"),
    "erase_person": _("erased a person's data"),
    "give_link": _("gave a personal link"),
    "grant_role": _("gave a role"),
    "hand_over_copy": _("handed over a copy of a person's data"),
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
    "open_term": _("opened a term"),
    "put_need_first": _("put a need first"),
    "queue_message": _("wrote a message"),
    "remove_away": _("took days away back"),
    "renew_link": _("prolonged a personal link"),
    "renew_links": _("prolonged all personal links"),
    "reply_to_invitation": _("answered an invitation"),
    "revoke_link": _("closed a personal link"),
    "send_message": _("sent a message"),
    "send_secret": _("sent a code or an invitation"),
    "set_half_days": _("wrote down half-days"),
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
