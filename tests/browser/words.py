"""Another language in the wrong place: strings of the catalogue left untranslated on a page."""

import re
from functools import cache
from pathlib import Path

import polib

LOCALE = Path(__file__).parents[2] / "locale"
OWN_NAMES = {"English", "Français"}  # a language is offered under its own name
_BLANK = re.compile(r"%\((\w+)\)[sd]|%[sd]")
# What a person reads or hears: text, names of controls, pictures, hints.
SHOWN = """() => {
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, about = node.parentElement;
    if (!about.closest('script, style, textarea, bdi, [lang]:not(html), [translate=no]'))
      said.push(node.textContent);
  }
  for (const it of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))
    for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
      if (it.hasAttribute(name) && !it.closest('[lang]:not(html)'))
        said.push(it.getAttribute(name));
  said.push(document.title);
  return said.map(text => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""


@cache
def untranslated(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """English strings that have another wording in `language`: whole ones, and with blanks; on an
    Arabic page French ones too."""
    whole, blanks = set(), []
    for entry in polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po")):
        said = {entry.msgstr, *entry.msgstr_plural.values()}
        for english in filter(None, (entry.msgid, entry.msgid_plural)):
            if english in said or len(re.sub(r"\W", "", _BLANK.sub("", english))) < 3:
                continue
            if _BLANK.search(english):
                if len(_BLANK.sub("", english).split()) > 2:
                    parts = [re.escape(part) for part in _BLANK.split(english)[::2]]
                    blanks.append(re.compile("^" + ".+".join(parts) + "$"))
            else:
                whole.add(" ".join(english.split()))
    if language == "ar":
        french = polib.pofile(str(LOCALE / "fr" / "LC_MESSAGES" / "django.po"))
        whole |= {entry.msgstr for entry in french if len(entry.msgstr) > 2}
    return frozenset(whole - OWN_NAMES), tuple(blanks)


def untranslated_in(page: object, language: str) -> list[str]:
    """What stands on a page in another language than its own."""
    whole, blanks = untranslated(language)
    return [
        f"not translated: {text}"
        for text in page.evaluate(SHOWN)
        if text in whole or any(pattern.match(text) for pattern in blanks)
    ]
