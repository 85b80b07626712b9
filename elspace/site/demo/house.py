"""The hub's identity, its address and its disciplines. The contact facts are public; every person,
venture, funder and figure of the demonstration is fictional."""

from elspace.core import registries
from elspace.hub.models import Discipline, Format, Hub, Place, SpokenLanguage

from .cast import Cast

NAME = "El Space — démonstration"
PROMISE = {
    "fr": "Dites ce qui vous manque, on avance ensemble.",
    "ar": "قولوا ما ينقصكم، ونتقدّم معًا.",
    "en": "Say what you are missing; we move forward together.",
}
ABOUT = {
    "fr": (
        "Une maison pour celles et ceux dont le projet répond à un besoin de la société ou de la "
        "nature, et doit en vivre. On y travaille côte à côte, des experts et expertes viennent "
        "aider sur ce qui manque vraiment, et l’on s’y rencontre. La maison ne finance aucun "
        "projet : elle présente celles et ceux qui prêtent ou investissent."
    ),
    "ar": (
        "دار لأصحاب المشاريع التي تستجيب لحاجة في المجتمع أو في البيئة، وعليها أن تعيش من عملها. "
        "نعمل فيها جنبًا إلى جنب، ويأتي خبراء وخبيرات للمساعدة في ما ينقص فعلًا، ونلتقي. "
        "الدار لا تموّل المشاريع، بل تعرّف بمن يقرض أو يستثمر."
    ),
    "en": (
        "A house for people whose project answers a need of society or nature and has to earn its "
        "living. They work side by side, experts come to help with what is really missing, and "
        "people meet. The house funds no project: it introduces those who lend or invest."
    ),
}
ADDRESS = {
    "fr": "10 bis, rue d’Algérie, 1000 Tunis",
    "ar": "10 مكرّر، نهج الجزائر، 1000 تونس",
    "en": "10 bis, rue d’Algérie, 1000 Tunis",
}
WAY = {
    "fr": (
        "Cherchez le numéro 10 bis. Dites à l’accueil ce qui vous amène, on vous montre le reste. "
        "Si le trajet ou une marche vous pose difficulté, écrivez-nous avant : on s’arrange."
    ),
    "ar": (
        "الرقم 10 مكرّر. يكفي أن تقولوا في الاستقبال ما جاء بكم، والباقي علينا. "
        "وإن كان في الطريق أو الدرج صعوبة، فراسلونا قبل المجيء ونجد الحلّ."
    ),
    "en": (
        "Look for number 10 bis. Tell the reception what brings you, and we show you the rest. "
        "If the way or a step is difficult for you, write to us before: we will arrange it."
    ),
}
# code, French, Arabic, English; the first four of the hub exist from the start.
DISCIPLINES = [
    ("law", "Droit et formes juridiques", "القانون والأشكال القانونية", "Law and legal forms"),
    ("communication", "Communication", "الاتّصال", "Communication"),
    ("impact", "Mesurer l’impact", "قياس الأثر", "Measuring impact"),
    ("funds", "Trouver des fonds", "البحث عن التمويل", "Finding funds"),
    ("pitch", "Présenter son projet", "تقديم المشروع", "Pitching a project"),
    ("production", "Production et qualité", "الإنتاج والجودة", "Production and quality"),
    ("team", "Équipe et gouvernance", "الفريق والحوكمة", "Team and governance"),
    ("wellbeing", "Bien-être, entreprendre seul", "الرفاه والعمل الفردي", "Well-being, going solo"),
]


def open_house(cast: Cast) -> None:
    """Write down who the hub is, where it is, what is taught there."""
    Hub.objects.create(
        modules=sorted(registries.modules),
        pk=1,
        name=NAME,
        name_ar="El Space — عرض تجريبي",
        languages=["fr", "ar", "en"],
        email="ahla@elspace.org",
        website="www.elspace.org",
        social="@elspace_cw",
        is_demo=True,
        **{f"promise_{language}": text for language, text in PROMISE.items()},
        **{f"about_{language}": text for language, text in ABOUT.items()},
    )
    Place.objects.create(
        name_fr="El Space",
        name_ar="El Space",
        name_en="El Space",
        **{f"address_{language}": text for language, text in ADDRESS.items()},
        **{f"way_{language}": text for language, text in WAY.items()},
    )
    first = Discipline.objects.count()
    for position, (code, fr, ar, en) in enumerate(DISCIPLINES, first):
        Discipline.objects.create(code=code, name_fr=fr, name_ar=ar, name_en=en, position=position)
    cast.disciplines = {one.code: one for one in Discipline.objects.all()}
    cast.formats = {one.code: one for one in Format.objects.all()}
    cast.languages = {one.code: one for one in SpokenLanguage.objects.all()}
