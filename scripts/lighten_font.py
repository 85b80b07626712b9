"""Write a lighter copy of a variable font: `lighten_font.py SOURCE TARGET`, called by setup.

Pages use the weights from 400 to 700 and no hints: without the thin half and the hints a file is a
third smaller. The font's licence (SIL Open Font License, no reserved name) allows it.
"""

import io
import logging
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHTS = (400, 700)  # as in `@font-face` of the style sheets


def lighten(source: str, target: str) -> None:
    """The same letters and joins in fewer bytes."""
    narrowed = io.BytesIO()
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": WEIGHTS})
    font.flavor = None
    font.save(narrowed)
    font = TTFont(narrowed)
    options = subset.Options(layout_features=["*"], hinting=False, glyph_names=False)
    letters = subset.Subsetter(options)
    letters.populate(unicodes=font.getBestCmap())
    letters.subset(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    lighten(*sys.argv[1:3])
