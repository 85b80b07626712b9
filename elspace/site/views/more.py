"""The page "More": what is open to a person beside the five entries of the menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core import registries
from elspace.core.gates import signed_in
from elspace.site.context import hub_of


@signed_in
def more(request: HttpRequest) -> HttpResponse:
    """Entries of `menu_more` (context), each with its sentence; what could be used and is not; the
    account; the way out."""
    hub, optional = hub_of(request), [entry for entry in registries.menu if entry.optional]
    if hub is None or not request.user.has_perm("hub.change_hub"):
        optional = []
    unused = [entry for entry in optional if hub and entry.url_name in hub.unused]
    used = [entry for entry in optional if entry not in unused]
    return render(request, "site/more.html", {"unused": unused, "optional": used})
