"""Compiles the catalogues of `locale/` with Babel: no gettext is needed on the machine.

French signs that stand apart from their word (: ; ? ! « ») are tied to it here, so that no line
of a phone begins with one, and an apostrophe is ’; the catalogues may keep plain spaces and ',
which people can type.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def tied(text: str) -> str:
    """French text whose high signs never part from their word, with typographic apostrophes."""
    text = re.sub(r"(?<=[^\W\d])'(?=[\w%«])", "\N{RIGHT SINGLE QUOTATION MARK}", text)
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


def tie_french(catalogue: Catalog) -> None:
    """Tie every translation of a French catalogue."""
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.string, str):
            message.string = tied(message.string)
        else:
            message.string = tuple(tied(one) for one in message.string)


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        language = source.parent.parent.name
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=source.stem)
        if language == "fr":
            tie_french(catalogue)
        target = source.with_suffix(".mo")
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)


if __name__ == "__main__":
    main()
