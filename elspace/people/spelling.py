"""The names of a person as a search reads them."""

from elspace.core.spelling import folded_texts

# The fields of a person a name is made of.
NAMES = ("first_name", "last_name", "first_name_ar", "last_name_ar")


def folded_names(*names: str) -> str:
    """What a person is found by: folded words, then their sounds marked with "~"."""
    return folded_texts(names, 400)
