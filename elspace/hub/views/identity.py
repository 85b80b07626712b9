"""Who the hub says it is, and its few settings."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from elspace.core.gates import requires
from elspace.hub import actions
from elspace.hub.forms.identity import IdentityForm
from elspace.hub.models import Hub

from .answering import answer


@requires("hub.change_hub")
def identity(request: HttpRequest) -> HttpResponse:
    """Name, promise, texts, contact, settings."""
    form = IdentityForm.of(Hub.objects.get(pk=1), request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.change_hub(by=request.user, **form.values()),
        said=_("Kept. The public pages say it from now on."),
        to="hub:identity",
        template="hub/identity.html",
    )
