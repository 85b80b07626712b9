"""Compiles the catalogues of `locale/` with Babel: no gettext is needed on the machine."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        language = source.parent.parent.name
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=source.stem)
        target = source.with_suffix(".mo")
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as file:
            write_mo(file, catalogue)
        beside.replace(target)


if __name__ == "__main__":
    main()
