"""Sums in words, against tables written by hand."""

from decimal import Decimal

import pytest

from elspace.billing.actions import credit_invoice
from elspace.billing.paper import html_of
from elspace.billing.queries.rates import billing_settings
from elspace.billing.spelling import in_words

FRENCH = {
    "0.001": "un millime",
    "0.080": "quatre-vingts millimes",
    "0.800": "huit cents millimes",
    "1": "un dinar",
    "1.195": "un dinar et cent quatre-vingt-quinze millimes",
    "2.001": "deux dinars et un millime",
    "16.017": "seize dinars et dix-sept millimes",
    "21": "vingt et un dinars",
    "22": "vingt-deux dinars",
    "70": "soixante-dix dinars",
    "71.071": "soixante et onze dinars et soixante et onze millimes",
    "77": "soixante-dix-sept dinars",
    "80": "quatre-vingts dinars",
    "81": "quatre-vingt-un dinars",
    "91": "quatre-vingt-onze dinars",
    "99": "quatre-vingt-dix-neuf dinars",
    "100": "cent dinars",
    "101": "cent un dinars",
    "143.800": "cent quarante-trois dinars et huit cents millimes",
    "180": "cent quatre-vingts dinars",
    "200": "deux cents dinars",
    "203": "deux cent trois dinars",
    "1000": "mille dinars",
    "1001": "mille un dinars",
    "1195": "mille cent quatre-vingt-quinze dinars",
    "2000": "deux mille dinars",
    "80000": "quatre-vingt mille dinars",
    "200000": "deux cent mille dinars",
    "281300": "deux cent quatre-vingt-un mille trois cents dinars",
    "999999.999": (
        "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf dinars et neuf cent "
        "quatre-vingt-dix-neuf millimes"
    ),
    "1000000": "un million de dinars",
    "2000001": "deux millions un dinars",
    "80000000": "quatre-vingts millions de dinars",
}
ARABIC = {
    "0.001": "مليم واحد",
    "0.002": "مليمان",
    "0.005": "خمسة مليمات",
    "0.010": "عشرة مليمات",
    "0.050": "خمسون مليما",
    "0.100": "مائة مليم",
    "0.200": "مائتا مليم",
    "0.800": "ثمانمائة مليم",
    "1": "دينار واحد",
    "1.195": "دينار واحد ومائة وخمسة وتسعون مليما",
    "2": "ديناران",
    "3": "ثلاثة دنانير",
    "8": "ثمانية دنانير",
    "10": "عشرة دنانير",
    "11": "أحد عشر دينارا",
    "12": "اثنا عشر دينارا",
    "13": "ثلاثة عشر دينارا",
    "20": "عشرون دينارا",
    "21": "واحد وعشرون دينارا",
    "22": "اثنان وعشرون دينارا",
    "99": "تسعة وتسعون دينارا",
    "100": "مائة دينار",
    "101": "مائة دينار ودينار واحد",
    "102": "مائة دينار وديناران",
    "103": "مائة وثلاثة دنانير",
    "110": "مائة وعشرة دنانير",
    "111": "مائة وأحد عشر دينارا",
    "143.800": "مائة وثلاثة وأربعون دينارا وثمانمائة مليم",
    "200": "مائتا دينار",
    "201": "مائتا دينار ودينار واحد",
    "203": "مائتان وثلاثة دنانير",
    "250": "مائتان وخمسون دينارا",
    "300": "ثلاثمائة دينار",
    "1000": "ألف دينار",
    "1001": "ألف دينار ودينار واحد",
    "1002": "ألف دينار وديناران",
    "1003": "ألف وثلاثة دنانير",
    "1100": "ألف ومائة دينار",
    "1195": "ألف ومائة وخمسة وتسعون دينارا",
    "1200": "ألف ومائتا دينار",
    "2000": "ألفا دينار",
    "2011": "ألفان وأحد عشر دينارا",
    "2200": "ألفان ومائتا دينار",
    "3000": "ثلاثة آلاف دينار",
    "3004.004": "ثلاثة آلاف وأربعة دنانير وأربعة مليمات",
    "10000": "عشرة آلاف دينار",
    "11000": "أحد عشر ألف دينار",
    "11500": "أحد عشر ألفا وخمسمائة دينار",
    "12002": "اثنا عشر ألف دينار وديناران",
    "22000": "اثنان وعشرون ألف دينار",
    "100000": "مائة ألف دينار",
    "101000": "مائة ألف وألف دينار",
    "102000": "مائة ألف وألفا دينار",
    "102500": "مائة ألف وألفان وخمسمائة دينار",
    "103000": "مائة وثلاثة آلاف دينار",
    "200000": "مائتا ألف دينار",
    "200500": "مائتا ألف وخمسمائة دينار",
    "250000": "مائتان وخمسون ألف دينار",
    "999999.999": (
        "تسعمائة وتسعة وتسعون ألفا وتسعمائة وتسعة وتسعون دينارا وتسعمائة وتسعة وتسعون مليما"
    ),
    "1000000": "مليون دينار",
    "2000000": "مليونا دينار",
    "3500000": "ثلاثة ملايين وخمسمائة ألف دينار",
    "11000000": "أحد عشر مليون دينار",
}


@pytest.mark.parametrize(("amount", "words"), FRENCH.items())
def test_a_sum_in_french(amount, words):
    assert in_words(Decimal(amount), "fr") == words


@pytest.mark.parametrize(("amount", "words"), ARABIC.items())
def test_a_sum_in_arabic(amount, words):
    assert in_words(Decimal(amount), "ar") == words


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_two_sums_are_said_alike(language):
    seen = {in_words(Decimal(n), language) for n in (*range(1, 3000), *range(99_000, 104_000))}
    assert len(seen) == 2999 + 5000


@pytest.mark.parametrize(("amount", "language"), [("0", "fr"), ("5", "en"), ("1000000000", "ar")])
def test_what_has_no_words_says_nothing(amount, language):
    assert in_words(Decimal(amount), language) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "asked", "given_back"),
    [
        (
            "fr",
            "Arrêtée la présente facture à la somme de cent quarante-trois dinars et huit cents "
            "millimes.",
            "Arrêté le présent avoir à la somme de cent quarante-deux dinars et huit cents "
            "millimes.",
        ),
        (
            "ar",
            "أُوقفت هذه الفاتورة على مبلغ قدره مائة وثلاثة وأربعون دينارا وثمانمائة مليم.",
            "أُوقف هذا الإشعار الدائن على مبلغ قدره مائة واثنان وأربعون دينارا وثمانمائة مليم.",
        ),
    ],
)
def test_a_paper_says_its_sum_in_words(issued, payer, accountant, language, asked, given_back):
    invoice = issued(payer, language=language)
    note = credit_invoice(invoice=invoice, reason="x", by=accountant)
    for row, words in ((invoice, asked), (note, given_back)):
        context = {"invoice": row, "vat_rows": [], "settings": billing_settings()}
        assert words in html_of("billing/paper/invoice.html", language, context)
