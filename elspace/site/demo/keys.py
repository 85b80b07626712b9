"""Keys of the demonstration's rows, known without loading its story."""

from uuid import NAMESPACE_URL, UUID, uuid5


def key_of(*words: str) -> UUID:
    """The same key for the same words, on every machine."""
    return uuid5(NAMESPACE_URL, "elspace-demonstration/" + "/".join(words))
