"""The twenty-four governorates of Tunisia: what people write, in any spelling, and how each is
read."""

from functools import lru_cache

from django.utils.translation import get_language

from elspace.core.spelling import PARTICLES, alike, words_of

# code: French, Arabic
NAMES: dict[str, tuple[str, str]] = {
    "tunis": ("Tunis", "تونس"),
    "ariana": ("Ariana", "أريانة"),
    "ben-arous": ("Ben Arous", "بن عروس"),
    "manouba": ("La Manouba", "منوبة"),
    "nabeul": ("Nabeul", "نابل"),
    "zaghouan": ("Zaghouan", "زغوان"),
    "bizerte": ("Bizerte", "بنزرت"),
    "beja": ("Béja", "باجة"),
    "jendouba": ("Jendouba", "جندوبة"),
    "kef": ("Le Kef", "الكاف"),
    "siliana": ("Siliana", "سليانة"),
    "sousse": ("Sousse", "سوسة"),
    "monastir": ("Monastir", "المنستير"),
    "mahdia": ("Mahdia", "المهدية"),
    "sfax": ("Sfax", "صفاقس"),
    "kairouan": ("Kairouan", "القيروان"),
    "kasserine": ("Kasserine", "القصرين"),
    "sidi-bouzid": ("Sidi Bouzid", "سيدي بوزيد"),
    "gabes": ("Gabès", "قابس"),
    "medenine": ("Médenine", "مدنين"),
    "tataouine": ("Tataouine", "تطاوين"),
    "gafsa": ("Gafsa", "قفصة"),
    "tozeur": ("Tozeur", "توزر"),
    "kebili": ("Kébili", "قبلي"),
}


def governorate_name(code: str) -> str:
    """As it is read in the language of the page; the code itself when it is none of ours."""
    french, arabic = NAMES.get(code, (code, code))
    return arabic if get_language() == "ar" else french


def governorate_choices() -> list[tuple[str, str]]:
    """What a form offers; stored is the French name, as it always was."""
    return [(french, governorate_name(code)) for code, (french, _arabic) in NAMES.items()]


@lru_cache(maxsize=2_000)
def governorate_code(text: str) -> str:
    """Which governorate somebody wrote; "" for none of them."""
    written = _telling(text)
    if not written:
        return ""
    for code, names in NAMES.items():
        if any(_is_same(written, _telling(name)) for name in (code, *names)):
            return code
    return ""


def _telling(text: str) -> list[str]:
    words = words_of(text)
    return [word for word in words if word not in PARTICLES] or words


def _is_same(written: list[str], name: list[str]) -> bool:
    return len(written) == len(name) and all(map(alike, written, name))
