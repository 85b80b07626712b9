"""How others may name sessions and invitations, and who may read what is confidential in them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from elspace.agenda.models import Invitation

from .models import Session
from .rules.sessions import can_read_confidential


def session_rows() -> QuerySet[Session]:
    """Sessions with what naming them looks at."""
    return Session.objects.select_related("discipline", "expert", "occasion").prefetch_related(
        _seats()
    )


def invitation_rows() -> QuerySet[Invitation]:
    """Invitations with the same of their sessions."""
    return Invitation.objects.select_related(
        "need", "occasion__session__discipline", "occasion__session__expert"
    ).prefetch_related(_seats())


def _seats() -> Prefetch:
    return Prefetch("occasion__invitations", Invitation.objects.select_related("need"))


def session_title(session: Session, user: Any) -> str:
    """Its full name for those who may read it, else the safe one."""
    return session.full_name if may_read_session(session, user) else session.name


def session_url(session: Session, user: Any) -> str:
    """The team's page of the session."""
    if user.has_perm("support.view_programme"):
        return reverse("support:session", kwargs={"key": session.key})
    return ""


def may_read_session(session: Session, user: Any) -> bool:
    """Whether this user may read its discipline and title."""
    return not session.is_confidential or bool(can_read_confidential(user, session))


def invitation_title(invitation: Invitation, user: Any) -> str:
    """The title of the session it invites to."""
    return session_title(invitation.occasion.session, user)


def invitation_url(invitation: Invitation, user: Any) -> str:
    """The page of the session it invites to."""
    return session_url(invitation.occasion.session, user)


def may_read_invitation(invitation: Invitation, user: Any) -> bool:
    """As its session."""
    return may_read_session(invitation.occasion.session, user)
