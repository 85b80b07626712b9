"""Phone numbers as people read them aloud."""

import re

TUNISIA = "+216"


def shown(phone: str) -> str:
    """The number in groups: "+216 20 123 456"; others keep their digits in threes."""
    if phone.startswith(TUNISIA) and len(phone) == 12:
        local = phone[4:]
        return f"{TUNISIA} {local[:2]} {local[2:5]} {local[5:]}"
    if not phone.startswith("+"):
        return phone
    return "+" + re.sub(r"(\d{3})(?=\d)", r"\1 ", phone[1:])
