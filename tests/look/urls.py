"""The platform's addresses and, for the tests of the look alone, a page of every component."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as platform
from elspace.core.answers import Refused
from elspace.core.forms import Choices, KeyedForm, ManyChoices, Segments, StateGrid, StateGridField
from elspace.core.gates import public
from elspace.core.registries import MenuEntry

SHEETS = {"paper": "", "a5": "a5"}
DAYS = [
    ("0", "lundi"),
    ("1", "mardi"),
    ("2", "mercredi"),
    ("3", "jeudi"),
    ("4", "vendredi"),
    ("5", "samedi"),
]
HALVES = [("morning", "matin"), ("afternoon", "après-midi"), ("evening", "soir")]
STATES = [
    ("yes", "oui", "yes"),
    ("maybe", "peut-être", "maybe"),
    ("no", "non", "no"),
    ("", "?", "unknown"),
]
LEVELS = [(3, "sans cela mon projet s'arrête"), (2, "j'avance lentement"), (1, "ce serait un plus")]
SPOKEN = [("aeb", "تونسي"), ("fr", "Français"), ("en", "English"), ("sign", "langue des signes")]


class SampleForm(KeyedForm):
    """One field of every kind."""

    reads = {"words": "Lu par : l'équipe (4)"}
    words = forms.CharField(
        label="De quoi avez-vous besoin pour avancer ?", widget=forms.Textarea({"rows": 4})
    )
    level = forms.TypedChoiceField(
        label="Ce qui se passe sans cela", choices=LEVELS, widget=Choices
    )
    spoken = forms.ChoiceField(label="Langue de la rencontre", choices=SPOKEN, widget=Segments)
    name = forms.CharField(label="Prénom", help_text="Un prénom suffit.")
    email = forms.EmailField(label="Adresse mail", required=False)
    on = forms.DateField(label="Jour", widget=forms.DateInput({"type": "date"}), required=False)
    place = forms.ChoiceField(
        label="Salle", choices=[("", "toutes"), ("z", "Zitoun")], required=False
    )
    formats = forms.MultipleChoiceField(
        label="Formats", choices=LEVELS, widget=ManyChoices, required=False
    )
    name_fr = forms.CharField(label="Nom en français")
    name_ar = forms.CharField(
        label="Nom en arabe", widget=forms.TextInput({"lang": "ar", "dir": "rtl"})
    )
    name_en = forms.CharField(label="Nom en anglais")
    agreed = forms.BooleanField(
        label="J'accepte que mes mots soient lus par l'expert", required=False
    )
    file = forms.FileField(label="Fichier", required=False)
    free = StateGridField(
        label="Vos demi-journées",
        widget=StateGrid(rows=DAYS, columns=HALVES, states=STATES),
        required=False,
    )


@public
def gallery(request: HttpRequest, layout: str) -> HttpResponse:
    """Every component in every state."""
    messages.success(request, "C'est enregistré.")
    blank = SampleForm(
        initial={
            "level": 2,
            "free": {("0", "morning"): "yes", ("1", "evening"): "maybe", ("2", "morning"): "no"},
        }
    )
    wrong = SampleForm({"words": "", "name": ""}, prefix="b")
    menu = [
        MenuEntry("Aujourd'hui", "look-team", "today", "", 1),
        MenuEntry("Besoins", "look-public", "needs", "", 2),
        MenuEntry("Programme", "look-hand", "programme", "", 3),
        MenuEntry("Personnes", "look-paper", "people", "", 4),
    ]
    context = {
        "layout": f"core/{layout}.html",
        "paper": SHEETS.get(layout, ""),
        "version_at": timezone.now(),
        "newest_url": "http://hub.example/week/",
        "form": blank,
        "wrong": wrong,
        "menu": menu,
        "refusal": Refused("La salle Zitoun est déjà prise jeudi à 10:30."),
        "offers": [
            {"label": "Romman, jeudi 10:30", "url": "#"},
            {"label": "Zitoun, jeudi 14:00", "url": "#"},
        ],
        "page": Paginator(range(100), 20).page(2),
        "ramadan_day": 11,
        "is_demo": True,
        "states": ["proposed", "asked", "confirmed", "announced", "held", "moved", "cancelled"],
        "pictures": ["bouquet", "door", "talk", "table", "path", "letter"],
        "steps": range(6),
        "long_name": "محمّد الأمين بن عبد الرحمان الطرابلسي المستوري",
    }
    kind = "boards" if layout == "boards" else "sheet" if layout in SHEETS else "gallery"
    return render(request, f"look/{kind}.html", context)


urlpatterns = [
    *platform,
    *[
        path(f"look/{name}/", gallery, {"layout": name}, name=f"look-{name}")
        for name in ("team", "public", "hand", "boards", *SHEETS)
    ],
]
