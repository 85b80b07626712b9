"""The hub's own short lists: disciplines, formats, equipment."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hub import actions
from elspace.hub.forms.lists import DisciplineForm, EquipmentForm, FormatForm, NamesForm
from elspace.hub.models import Discipline, Equipment, Format
from elspace.hub.queries.lists import is_used

from .answering import answer


@requires("hub.change_hub")
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All three lists on one page."""
    return render(
        request,
        "hub/lists.html",
        {
            "disciplines": Discipline.objects.order_by("-is_active", "position", "pk"),
            "formats": Format.objects.prefetch_related("equipment"),
            "equipment": Equipment.objects.order_by("-is_active", "pk"),
        },
    )


@requires("hub.change_hub")
def discipline_add(request: HttpRequest) -> HttpResponse:
    """Add a discipline: three names."""
    form = NamesForm(request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.add_discipline(
            key=form.cleaned_data["key"], by=request.user, **form.values()
        ),
        said=_("The discipline was added: needs and experts can name it."),
        to="hub:lists",
        template="hub/list_line.html",
        heading=_("Add a discipline"),
    )


@requires("hub.change_hub")
def discipline(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Rename a discipline, retire it, take it back."""
    found = get_object_or_404(Discipline, key=key)
    form = DisciplineForm.of(found, request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.change_discipline(discipline=found, by=request.user, **form.values()),
        said=_("The list was changed."),
        to="hub:lists",
        template="hub/list_line.html",
        heading=found.name,
    )


@requires("hub.change_hub")
def format(request: HttpRequest, code: str) -> HttpResponse:
    """Rename a format, say how many people it takes and what it needs."""
    found = get_object_or_404(Format, code=code)
    form = FormatForm.of(found, request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.change_format(format=found, by=request.user, **form.cleaned_data),
        said=_("The list was changed."),
        to="hub:lists",
        template="hub/list_line.html",
        heading=found.name,
    )


@requires("hub.change_hub")
def equipment_add(request: HttpRequest) -> HttpResponse:
    """Add equipment: three names."""
    form = NamesForm(request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.add_equipment(
            key=form.cleaned_data["key"], by=request.user, **form.values()
        ),
        said=_("The list was changed."),
        to="hub:lists",
        template="hub/list_line.html",
        heading=_("Add equipment"),
    )


@requires("hub.change_hub")
def equipment(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Rename equipment."""
    found = get_object_or_404(Equipment, key=key)
    form = EquipmentForm.of(found, request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.change_equipment(equipment=found, by=request.user, **form.values()),
        said=_("The list was changed."),
        to="hub:lists",
        template="hub/list_line.html",
        heading=found.name,
        unused=None if is_used(found) else found,
    )


@requires("hub.change_hub")
@require_POST
def equipment_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take out of the list what nothing has or needs."""
    found = Equipment.objects.filter(key=key).first()
    if found is not None:
        try:
            actions.remove_equipment(equipment=found, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.reason))
            return redirect("hub:equipment", key=key)
    messages.success(request, _("The list was changed."))
    return redirect("hub:lists")
