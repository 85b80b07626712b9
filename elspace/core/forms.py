"""How forms draw themselves: field template, directions, errors and readers tied to the field."""

import uuid
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

# Django's own sentence, which our catalogues say in the words of our labels.
WRONG_MAIL = gettext_noop("Enter a valid email address.")

# What is typed in these is always read from left to right, also on an Arabic page.
LEFT_TO_RIGHT = (
    forms.EmailInput,
    forms.URLInput,
    forms.NumberInput,
    forms.DateInput,
    forms.TimeInput,
    forms.DateTimeInput,
    forms.PasswordInput,
)


class DescribedField(BoundField):
    """Knows who reads the field (`reads` of its form) and the direction of its control."""

    @property
    def reads(self) -> Any:
        """Words for "who reads this", from the form's `reads` table; "" when not said."""
        return getattr(self.form, "reads", {}).get(self.name, "")

    @property
    def is_tick(self) -> bool:
        """One box with its sentence beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def aria_describedby(self) -> str | None:
        """Help, errors, and who reads: all that stands around the control."""
        described = super().aria_describedby
        if self.reads and self.auto_id and described is not None:
            described = f"{described} {self.auto_id}_reads".strip()
        return described

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Free text takes the direction of what is typed; codes and mails stay left to right."""
        attrs = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        if isinstance(control, LEFT_TO_RIGHT) or control.attrs.get("inputmode") in {
            "tel",
            "numeric",
        }:
            attrs.setdefault("dir", "ltr")
        elif isinstance(control, forms.TextInput | forms.Textarea) and not control.is_hidden:
            attrs.setdefault("dir", "auto")
            # an empty field can then keep the page's direction (:placeholder-shown)
            if "placeholder" not in control.attrs:
                attrs.setdefault("placeholder", " ")
        return attrs


class Renderer(TemplatesSetting):
    """Named by FORM_RENDERER: every form of the platform looks the same."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
    bound_field_class = DescribedField


class KeyedForm(forms.Form):
    """A form that creates a row: its page made the key, so a double click, the back button or a
    second tab finds the first row again."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean_key(self) -> uuid.UUID:
        """The page's key, else a new one (a page without it still works once)."""
        return self.cleaned_data["key"] or uuid.uuid4()


class Choices(forms.RadioSelect):
    """One choice a line, 44 px each."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "choices", **(attrs or {})}, choices)


class Segments(forms.RadioSelect):
    """A few short choices in a row."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "segments", **(attrs or {})}, choices)


class ManyChoices(forms.CheckboxSelectMultiple):
    """Several choices, one a line."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "choices", **(attrs or {})}, choices)


class StateGrid(forms.Widget):
    """A grid of cells, each in one state; a tap gives the next one (radios underneath, no script).

    `rows` and `columns`: (value, label) pairs; `states`: (value, label, kind), the last one is
    "unknown". The value is a dict {(row, column): state}; kinds: yes, maybe, no, unknown.
    """

    template_name = "core/widgets/state_grid.html"
    use_fieldset = True

    def __init__(self, *, rows: Any, columns: Any, states: Any, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.rows, self.columns, self.states = list(rows), list(columns), list(states)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["columns"] = [label for _column, label in self.columns]
        context["widget"]["rows"] = [
            {
                "label": label,
                "cells": [
                    self._cell(
                        name, (row, column), f"{label}{gettext(', ')}{column_label}", value or {}
                    )
                    for column, column_label in self.columns
                ],
            }
            for row, label in self.rows
        ]
        return context

    def _cell(self, name: str, place: tuple[Any, Any], label: str, value: Any) -> dict[str, Any]:
        chosen = value.get(place) or self.states[-1][0]
        return {
            "name": self._name(name, place),
            "label": label,
            "states": [
                {"value": state, "label": word, "kind": kind, "chosen": state == chosen}
                for state, word, kind in self.states
            ],
        }

    def _name(self, name: str, place: tuple[Any, Any]) -> str:
        return f"{name}-{place[0]}-{place[1]}"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[tuple[Any, Any], str]:
        known = {state for state, _word, _kind in self.states}
        return {
            (row, column): data.get(self._name(name, (row, column)))
            for row, _row_label in self.rows
            for column, _column_label in self.columns
            if data.get(self._name(name, (row, column))) in known
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)


class StateGridField(forms.Field):
    """The field of a StateGrid; cleans to {(row, column): state}, unknown states left out."""

    def clean(self, value: Any) -> dict[tuple[Any, Any], str]:
        unknown = self.widget.states[-1][0]
        cleaned = {place: state for place, state in (value or {}).items() if state != unknown}
        if self.required and not cleaned:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return cleaned


OVERTAKEN = _("Someone changed this meanwhile; here is what you typed. Send it again to keep it.")


class TwoTabsForm(forms.Form):
    """A form over a row that somebody else may change meanwhile. Each field remembers what it
    showed: only what was typed is written, and a field that changed elsewhere is never overwritten
    unseen. `initial` holds the row as it stands now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def typed(self) -> dict[str, Any]:
        """The values that differ from what the page showed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        overtaken = [name for name in self.changed_data if self._changed_elsewhere(name)]
        for name in overtaken:
            if name in cleaned:
                self.add_error(name, OVERTAKEN)
                self._show_as_it_stands(name)
        return cleaned

    def _changed_elsewhere(self, name: str) -> bool:
        field, shown_as = self.fields[name], self.add_initial_prefix(name)
        if shown_as not in self.data:
            return False
        shown = field.hidden_widget().value_from_datadict(self.data, self.files, shown_as)
        now = self.get_initial_for_field(field, name)
        is_what_was_typed = not field.has_changed(now, self[name].data)
        return field.has_changed(now, shown) and not is_what_was_typed

    def _show_as_it_stands(self, name: str) -> None:
        """Sent again after the warning, what was typed is written."""
        field, data = self.fields[name], self.data.copy()
        now = field.prepare_value(self.get_initial_for_field(field, name))
        several = not isinstance(now, str) and hasattr(now, "__iter__")
        values = [str(one) for one in now] if several else ["" if now is None else str(now)]
        data.setlist(self.add_initial_prefix(name), values)
        self.data = data
