"""Gender and governorate: self-declared, optional, never lost by a page that does not ask them."""

import pytest
from django.urls import reverse

from elspace.people.enums import Gender
from elspace.people.forms.persons import ChangePersonForm, OwnPageForm
from tests import factories

pytestmark = pytest.mark.django_db
SENT = {"first_name": "Naïma", "language": "fr", "channel": "paper", "entered_from": "meeting"}


def test_who_says_nothing_stays_uncounted(programme, sign_in):
    answer = sign_in(programme).get(reverse("people:change", args=[factories.person().key]))
    assert "Kairouan" in answer.content.decode()
    form = ChangePersonForm(dict(SENT, gender="", governorate=""), person=factories.person())
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["gender"], form.cleaned_data["governorate"]) == ("unsaid", "")


@pytest.mark.parametrize(("known", "shown"), [("القيروان", "Kairouan"), ("Lyon", "Lyon")])
def test_what_was_written_before_is_offered_as_it_is(hub, known, shown):
    form = OwnPageForm.of(factories.person("Naïma", governorate=known), None)
    assert form["governorate"].value() == shown
    assert shown in dict(form.fields["governorate"].choices)


def test_a_page_without_these_fields_changes_nothing_of_them(hub):
    who = factories.person("Naïma", gender=Gender.WOMAN, governorate="Lyon")
    form = OwnPageForm.of(who, SENT)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["gender"], form.cleaned_data["governorate"]) == ("woman", "Lyon")


def test_a_person_says_it_on_their_own_page(hub, sign_in):
    who = factories.resident("Naïma", email="naima@hub.example")
    answer = sign_in(who).post(
        reverse("people:account"), dict(SENT, gender="woman", governorate="Kairouan")
    )
    assert answer.status_code == 302
    who.refresh_from_db()
    assert (who.gender, who.governorate) == ("woman", "Kairouan")
