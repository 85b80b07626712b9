"""Our forms: errors and readers tied to the control, directions, keys, the grid of half-days."""

import uuid

import pytest
from django import forms

from elspace.core.forms import Choices, KeyedForm, StateGrid, StateGridField

DAYS = [(0, "lundi"), (1, "mardi")]
STATES = [("yes", "oui", "yes"), ("maybe", "peut-être", "maybe"), ("", "?", "unknown")]


class NeedForm(KeyedForm):
    """A small form as pages have them."""

    reads = {"words": "Lu par : l'équipe (4)"}
    words = forms.CharField(label="Besoin", widget=forms.Textarea, help_text="En vos mots.")
    email = forms.EmailField(label="Mail", required=False)
    level = forms.ChoiceField(label="Effet", choices=[("3", "arrêt")], widget=Choices)
    free = StateGridField(
        label="Demi-journées",
        required=False,
        widget=StateGrid(
            rows=[(0, "lundi"), (1, "mardi")], columns=[("am", "matin")], states=STATES
        ),
    )


def test_help_error_and_readers_are_tied_to_the_control():
    page = NeedForm({"words": ""}).as_div()
    assert 'aria-describedby="id_words_helptext id_words_error id_words_reads"' in page
    for name in ("helptext", "error", "reads"):
        assert f'id="id_words_{name}"' in page
    assert 'aria-invalid="true"' in page


def test_what_was_typed_stays_and_the_page_says_so():
    page = NeedForm({"words": "", "email": "<script>"}).as_div()
    assert 'value="&lt;script&gt;"' in page
    assert 'role="alert"' in page
    assert 'href="#id_words"' in page


def test_free_text_takes_its_own_direction_and_mails_stay_left_to_right():
    form = NeedForm()
    assert 'dir="auto"' in str(form["words"])
    assert 'placeholder=" "' in str(form["words"])
    assert 'dir="ltr"' in str(form["email"])


def test_an_optional_field_says_so_and_a_required_one_needs_no_star():
    form = NeedForm()
    assert form["email"].as_field_group().count('class="muted"') == 1
    assert form["words"].as_field_group().count('class="muted"') == 0


def test_the_page_makes_the_key_of_the_row():
    first, second = NeedForm(), NeedForm()
    assert first["key"].value() != second["key"].value()
    key = uuid.uuid4()
    form = NeedForm({"key": str(key), "words": "a", "level": "3"})
    assert form.is_valid()
    assert form.cleaned_data["key"] == key


def test_a_form_without_its_key_gets_one():
    form = NeedForm({"words": "a", "level": "3"})
    assert form.is_valid()
    assert isinstance(form.cleaned_data["key"], uuid.UUID)


@pytest.mark.parametrize("key", ["nonsense", "\x00", "1" * 5000])
def test_a_broken_key_is_an_error_not_a_crash(key):
    assert not NeedForm({"key": key, "words": "a", "level": "3"}).is_valid()


def test_the_grid_reads_known_states_and_leaves_out_unknown_ones():
    form = NeedForm({"words": "a", "level": "3", "free-0-am": "maybe", "free-1-am": "hacked"})
    assert form.is_valid()
    assert form.cleaned_data["free"] == {(0, "am"): "maybe"}


def test_the_grid_shows_one_chosen_state_a_cell():
    page = str(NeedForm(initial={"free": {(0, "am"): "yes"}})["free"])
    assert page.count(" checked") == 2
    assert 'name="free-0-am" value="yes" checked' in page
    assert 'name="free-1-am" value="" checked' in page
    assert 'aria-label="lundi, matin"' in page
