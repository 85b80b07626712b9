"""Writes of the pages that need several parts, by noun."""

from .decisions import set_aside
from .ramadan import ask_about_evenings, ask_experts_about_ramadan, take_evening_answer

__all__ = [
    "ask_about_evenings",
    "ask_experts_about_ramadan",
    "set_aside",
    "take_evening_answer",
]
