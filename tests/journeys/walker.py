"""Somebody with a browser: opens pages, reads them, fills what they find and presses a button.

Forms are read off the page as a browser reads them, so that what is posted is what a person could
post: hidden fields, ticked boxes, the token against forged forms and all.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit
from xml.etree.ElementTree import Element

from django.http import HttpResponse
from django.test import Client
from tinyhtml5 import parse

TYPED = {"text", "tel", "email", "number", "date", "time", "search", "url", "password", "hidden"}


def words_of(element: Element) -> str:
    """The text of an element in one line."""
    return " ".join("".join(element.itertext()).split())


@dataclass
class Form:
    """One form of a page: what it holds when nobody touches it, and its buttons."""

    action: str
    method: str
    sent: dict[str, list[str]]
    names: set[str]
    offered: dict[str, set[str]]
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value
    texts: list[str] = field(default_factory=list)  # names of fields one types freely in

    def filled(self, typed: dict[str, Any], button: tuple[str, str, str]) -> dict[str, list[str]]:
        """What the browser sends; a field that is not there, a choice that is not offered fails."""
        sent = dict(self.sent)
        for name, value in typed.items():
            assert name in self.names, f"no field {name} among {sorted(self.names)}"
            values = [str(one) for one in (value if isinstance(value, list) else [value])]
            if name in self.offered:
                assert set(values) <= self.offered[name], f"{name}: only {self.offered[name]}"
            sent[name] = values
        if button[1]:
            sent[button[1]] = [*sent.get(button[1], []), button[2]]
        return sent


class Walker:
    """A person at a browser, signed in or not, with the page that is open."""

    def __init__(self, client: Client | None = None, language: str = "") -> None:
        self.client = client or Client()
        self.client.handler.enforce_csrf_checks = True
        if language:
            self.client.cookies["django_language"] = language
        self.address = ""
        self.status = 0
        self.tree: Element = Element("html")
        self.answer: HttpResponse | None = None

    # Opening

    def open(self, address: str, status: int = 200) -> "Walker":
        """Go to an address and where it leads."""
        path = urlsplit(address)
        return self._arrive(
            self.client.get(path.path + (f"?{path.query}" if path.query else ""), follow=True),
            address,
            status,
        )

    def follow(self, words: str, nth: int = 0) -> "Walker":
        """Press the link with these words."""
        links = [one for one in self.tree.iter("a") if words in self._name(one)]
        assert len(links) > nth, f"no link “{words}” on {self.address}: {self.text[:600]}"
        return self.open(urljoin(self.address, links[nth].get("href", "")))

    def href(self, words: str) -> str:
        """Where the link with these words leads."""
        return next(
            urljoin(self.address, one.get("href", ""))
            for one in self.tree.iter("a")
            if words in self._name(one)
        )

    # Reading

    @property
    def text(self) -> str:
        """What stands on the page, between the header and the foot."""
        return words_of(next(self.tree.iter("main"), self.tree))

    @property
    def language(self) -> str:
        """The language the page says it is in."""
        return self.tree.get("lang", "")

    @property
    def html(self) -> str:
        """The page as it came."""
        return self.answer.content.decode()

    def forms(self) -> list[Form]:
        """All forms of the page."""
        return [self._form(one) for one in self.tree.iter("form")]

    def form_of(self, button: str, nth: int = 0) -> tuple[Form, tuple[str, str, str]]:
        """The form that has this button, and the button."""
        found = [
            (form, one)
            for form in self.forms()
            for one in form.buttons
            if one[0].startswith(button)
        ]
        assert len(found) > nth, f"no button “{button}” on {self.address}: {self.text[:900]}"
        return found[nth]

    # Pressing

    def press(self, button: str, nth: int = 0, status: int = 200, **typed: Any) -> "Walker":
        """Fill the form that has this button and press it."""
        form, which = self.form_of(button, nth)
        return self.send(form, form.filled(typed, which), status)

    def send(self, form: Form, sent: dict[str, list[str]], status: int | None = 200) -> "Walker":
        """Send a form, as it is or with what a person could not have typed."""
        if form.method == "get":
            query = "&".join(f"{n}={v}" for n, values in sent.items() for v in values)
            return self.open(f"{form.action.split('?')[0]}?{query}")
        answer = self.client.post(form.action, sent, follow=True)
        return self._arrive(answer, form.action, status)

    def _arrive(self, answer: HttpResponse, address: str, status: int | None) -> "Walker":
        chain = getattr(answer, "redirect_chain", [])
        self.address = urljoin(address, chain[-1][0]) if chain else address
        self.answer, self.status = answer, answer.status_code
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.tree = parse(answer.content.decode(), namespace_html_elements=False)
        assert status is None or self.status == status, f"{self.status} {self.address}: {self.text}"
        return self

    @property
    def query(self) -> dict[str, list[str]]:
        """The query of the address."""
        return parse_qs(urlsplit(self.address).query)

    def _name(self, element: Element) -> str:
        return f"{words_of(element)} {element.get('aria-label', '')}".strip()

    def _form(self, element: Element) -> Form:
        form = Form(
            action=urljoin(self.address, element.get("action", "") or self.address),
            method=element.get("method", "get").lower(),
            sent={},
            names=set(),
            offered={},
        )
        for one in element.iter():
            name, kind = one.get("name", ""), one.get("type", "text")
            if one.tag == "button" and one.get("type", "submit") == "submit":
                form.buttons.append((self._name(one), name, one.get("value", "")))
            if not name or one.get("disabled") is not None or one.tag == "button":
                continue
            form.names.add(name)
            if one.tag == "textarea":
                form.texts.append(name)
                form.sent.setdefault(name, []).append("".join(one.itertext()).removeprefix("\n"))
            elif one.tag == "select":
                self._read_select(form, name, one)
            elif kind in {"radio", "checkbox"}:
                form.offered.setdefault(name, set()).add(one.get("value", "on"))
                if one.get("checked") is not None:
                    form.sent.setdefault(name, []).append(one.get("value", "on"))
            elif one.tag == "input" and kind in TYPED:
                if kind != "hidden":
                    form.texts.append(name)
                form.sent.setdefault(name, []).append(one.get("value", ""))
        return form

    def _read_select(self, form: Form, name: str, element: Element) -> None:
        options = [(o.get("value", words_of(o)), o.get("selected")) for o in element.iter("option")]
        form.offered[name] = {value for value, _selected in options}
        chosen = [value for value, selected in options if selected is not None]
        if chosen or options:
            form.sent[name] = chosen or [options[0][0]]
