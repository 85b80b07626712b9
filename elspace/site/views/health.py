"""Whether the hub works, in two words, for whoever watches over it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from elspace.core.gates import public
from elspace.hub.periodic import is_ticking


@public
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers and periodic work is done, else 503 "not ok"."""
    try:
        well = is_ticking()
    except DatabaseError:
        well = False
    text, status = ("ok", 200) if well else ("not ok", 503)
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain")
