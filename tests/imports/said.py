"""What a preview says, in short."""

from typing import Any


def days(said: dict[str, Any]) -> list[str]:
    return [f"{one['day']} {one['half']} {one['free']}" for one in said["half_days"]]


def person(found: dict[str, Any]) -> tuple[str, str]:
    (one,) = found["people"]
    return one["name"], one["phone"]
