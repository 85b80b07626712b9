"""The page "More": what is open to a person beside the five entries of the menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core import registries
from elspace.core.gates import signed_in
from elspace.hub.parts import hub_of


@signed_in
def more(request: HttpRequest) -> HttpResponse:
    """Entries of `menu_more` (context), each with its sentence; what could be used and is not; the
    account; the way out."""
    hub = hub_of(request)
    may_change = hub is not None and request.user.has_perm("hub.change_hub")
    parts = list(registries.modules.values()) if may_change else []
    used = [part for part in parts if hub and hub.uses(part.code)]
    unused = [part for part in parts if part not in used]
    return render(request, "site/more.html", {"unused": unused, "optional": used})
