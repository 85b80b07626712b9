"""The page "More": what is open to a person beside the five entries of the menu."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core import registries
from elspace.core.gates import signed_in
from elspace.hub.parts import hub_of


@dataclass(frozen=True)
class Part:
    """A part of the platform with the others that come, or go, with it."""

    module: registries.Module
    others: list[str]
    at_stake: list[str]


@signed_in
def more(request: HttpRequest) -> HttpResponse:
    """Entries of `menu_more` (context), each with its sentence; what could be used and is not; the
    account; the way out."""
    hub = hub_of(request)
    may_change = hub is not None and request.user.has_perm("hub.change_hub")
    used, unused = _parts(set(hub.modules)) if hub is not None and may_change else ([], [])
    return render(request, "site/more.html", {"unused": unused, "optional": used})


def _parts(codes: set[str]) -> tuple[list[Part], list[Part]]:
    """What the hub uses, with what goes when it is switched off; what it does not use yet, with
    what it brings."""
    used, unused = [], []
    with_it = {code: registries.modules_with(code) - {code} for code in registries.modules}
    for code, one in registries.modules.items():
        if code in codes:
            goes = [o for o in registries.modules if o in codes and code in with_it[o]]
            gone = [one, *(registries.modules[other] for other in goes)]
            said = [part.at_stake() for part in gone if part.at_stake]
            used.append(Part(one, [str(part.label) for part in gone[1:]], [t for t in said if t]))
        else:
            comes = [other for other in registries.modules if other in with_it[code] - codes]
            unused.append(Part(one, [str(registries.modules[other].label) for other in comes], []))
    return used, unused
