"""One sentence, two needs: each gets its part, the whole sentence stays on both."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.needs import actions, rules
from elspace.needs.forms import SplitForm
from elspace.needs.queries import needs_visible_to, with_people
from elspace.people.acting import acting
from elspace.trust.actions import mark_read


@requires("needs.classify_need")
def split(request: HttpRequest, key: UUID) -> HttpResponse:
    """Part the words; both begin with the whole."""
    need = get_object_or_404(with_people(needs_visible_to(request.user)), key=key)
    if not (allowed := rules.can_split_need(request.user, need)):
        raise PermissionDenied(str(allowed.reason))
    mark_read([need], reader=request.user)
    form = SplitForm(request.POST or None, initial={"first": need.words, "second": need.words})
    refusal = None
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            part = actions.split_need(
                need=need,
                first=cleaned["first"],
                second=cleaned["second"],
                key=cleaned["key"],
                by=acting(request),
            )
            messages.success(request, _("Two needs now; the whole sentence stays with both."))
            if part.discipline_id is None and "classify" in request.POST:
                return redirect(reverse("needs:classify") + f"?need={need.key}")
            return redirect("needs:need", key=need.key)
        except Refused as refused:
            refusal = refused
    context = {
        "need": need,
        "form": form,
        "refusal": refusal,
        "from_queue": "classify" in request.GET or "classify" in request.POST,
    }
    status = 422 if request.POST else 200
    return render(request, "needs/split.html", context, status=status)
