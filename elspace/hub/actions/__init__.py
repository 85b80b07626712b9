"""Writes about the hub, by noun."""

from .identity import change_hub, open_hub

__all__ = ["change_hub", "open_hub"]
