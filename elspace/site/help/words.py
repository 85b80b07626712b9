"""What the “?” of a screen holds."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Help:
    """A screen's name, its three sentences, one example."""

    title: str | Promise
    text: str | Promise
    example: str | Promise
