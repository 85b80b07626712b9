"""Reads JSON strictly: every fault becomes one sentence with the path of the place it stands in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TypeVar

MOST_FAULTS = 20
LARGEST_NUMBER = 1_000_000_000
LARGEST_INPUT = 64_000_000

T = TypeVar("T")


class BadInputError(Exception):
    """The input cannot be used; `faults` holds one sentence for each reason, at most twenty."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _TooManyFaultsError(Exception):
    pass


class RepeatedKeys(dict[str, object]):
    """A JSON object that gave some key twice; the reader reports it where it is met."""

    repeated: list[str]


class NotANumber:
    """Stands for NaN and the infinities, which Python's reader of JSON would let through."""


def shown(value: object) -> str:
    """A short, harmless picture of any JSON value: foreign signs escaped, long values cut."""
    if isinstance(value, NotANumber):
        return "NaN"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 130:
        return f"a number of {value.bit_length()} bits"
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else text[:56] + '..."'


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    marked = RepeatedKeys(found)
    marked.repeated = []
    for key, _ in pairs:
        if key in seen:
            marked.repeated.append(key)
        seen.add(key)
    return marked


def parse_json(raw: bytes) -> object:
    """The JSON value in `raw`; raises BadInputError with one sentence when there is none."""
    if len(raw) > LARGEST_INPUT:
        raise BadInputError([f"$: {len(raw)} bytes are too many, the limit is {LARGEST_INPUT}."])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError([f"$: not UTF-8 text, byte {error.start} cannot be read."]) from None
    if not text.strip():
        raise BadInputError(["$: nothing was given."])
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=lambda _: NotANumber())
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInputError(
            [f"$: not JSON, {error.msg[:1].lower()}{error.msg[1:]} at {where}."]
        ) from None
    except RecursionError:
        raise BadInputError(["$: nested too deeply."]) from None
    except ValueError:
        raise BadInputError(["$: holds a number with too many digits."]) from None


class Reader:
    """Collects faults while values are taken out of JSON; stops at the twentieth."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append(f"{path}: {sentence}.")
        if len(self.faults) >= MOST_FAULTS:
            raise _TooManyFaultsError

    def run(self, build: Callable[[], T]) -> T:
        """The result of `build`, or BadInputError with all faults met on the way."""
        try:
            result = build()
        except _TooManyFaultsError:
            raise BadInputError(self.faults) from None
        if self.faults:
            raise BadInputError(self.faults)
        return result

    def fields(
        self, value: object, path: str, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, object]:
        """The object at `path`; absent and null optional keys are left out of the result."""
        if not isinstance(value, dict):
            self.fault(path, f"must be an object, not {shown(value)}")
            return {}
        self.report_repeated(value, path)
        required, optional = tuple(required), tuple(optional)
        for key in value:
            if key not in required and key not in optional:
                self.fault(path, f"the key {shown(key)} is not known here")
        for key in required:
            if key not in value:
                self.fault(path, f'the key "{key}" is missing')
        return {k: v for k, v in value.items() if k in required or v is not None}

    def report_repeated(self, value: object, path: str) -> None:
        if isinstance(value, RepeatedKeys):
            for key in value.repeated:
                self.fault(path, f"the key {shown(key)} stands twice")

    def items(self, value: object, path: str) -> list[object]:
        if isinstance(value, list):
            return value
        self.fault(path, f"must be a list, not {shown(value)}")
        return []

    def text(self, value: object, path: str) -> str:
        """A non-empty string that can be written as UTF-8."""
        if not isinstance(value, str):
            self.fault(path, f"must be a text, not {shown(value)}")
        elif not value:
            self.fault(path, "must not be empty")
        elif any("\ud800" <= sign <= "\udfff" for sign in value):
            self.fault(path, "holds half of a character, which cannot be written")
        else:
            return value
        return ""

    def whole(self, value: object, path: str, least: int, most: int = LARGEST_NUMBER) -> int:
        """A whole number from `least` to `most`; true and 1.0 are none."""
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(path, f"must be a whole number, not {shown(value)}")
        elif value < least:
            self.fault(path, f"must be at least {least}, not {shown(value)}")
        elif value > most:
            self.fault(path, f"must be at most {most}, not {shown(value)}")
        else:
            return value
        return least

    def whole_or_none(self, fields: dict[str, object], key: str, path: str) -> int | None:
        if fields.get(key) is None:
            return None
        return self.whole(fields[key], f"{path}.{key}", 0)

    def texts(self, value: object, path: str, known: Iterable[str] | None = None) -> list[str]:
        """A list of different non-empty strings, each among `known` when that is given."""
        found: dict[str, None] = {}
        for index, item in enumerate(self.items(value, path)):
            here = f"{path}[{index}]"
            text = self.text(item, here)
            if not text:
                continue
            if text in found:
                self.fault(here, f"{shown(text)} stands twice in this list")
            elif known is not None and text not in known:
                self.fault(here, f"{shown(text)} is not defined in this problem")
            else:
                found[text] = None
        return list(found)

    def slots(self, value: object, path: str, total: int) -> list[int]:
        """Slots of the term, sorted; a slot given twice counts once."""
        found: set[int] = set()
        for index, item in enumerate(self.items(value, path)):
            # The usual case first: lists of slots are by far the longest part of a problem.
            if type(item) is int and 0 <= item < total:
                found.add(item)
            elif type(item) is int:
                sentence = (
                    f"slot {shown(item)} lies outside the term, whose slots are 0 to {total - 1}"
                )
                self.fault(f"{path}[{index}]", sentence)
            else:
                self.fault(f"{path}[{index}]", f"must be a slot number, not {shown(item)}")
        return sorted(found)


def key_path(path: str, key: str) -> str:
    """The path of the value under `key`, quoted where the key is not a plain word."""
    return f"{path}.{key}" if key.isidentifier() and key.isascii() else f"{path}[{shown(key)}]"
