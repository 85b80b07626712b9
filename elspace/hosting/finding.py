"""Rooms in a search: by name."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from elspace.core.registries import Findable, Hit

from .models import Room


def rows(user: Any) -> QuerySet[Room]:
    """The rooms in use, for whoever may see them."""
    if not user.has_perm("hosting.view_room"):
        return Room.objects.none()
    return Room.objects.filter(is_active=True).order_by("position", "pk")


def show(room: Room, user: Any) -> Hit:
    """Its name, how many people it holds."""
    text = ngettext("%(n)s person", "%(n)s people", room.capacity) % {"n": room.capacity}
    address = "hosting:room-change" if user.has_perm("hosting.change_room") else ""
    url = reverse(address, args=[room.key]) if address else reverse("hosting:rooms")
    return Hit(room.name, url, (text,))


FINDABLE = Findable(
    code="rooms",
    label=gettext_lazy("Rooms"),
    permission="hosting.view_room",
    order=60,
    visible_to=rows,
    folded=("folded",),
    show=show,
)
