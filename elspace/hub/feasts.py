"""Public holidays of Tunisia by name: on fixed days (decree 2021-223), and those that follow the
moon, whose days are announced the evening before and therefore typed."""

from typing import NamedTuple


class Names(NamedTuple):
    """A holiday's name in the three languages."""

    name_fr: str
    name_ar: str
    name_en: str


FIXED: dict[tuple[int, int], Names] = {
    (1, 1): Names("Jour de l'an", "رأس السنة الميلادية", "New Year's Day"),
    (3, 20): Names("Fête de l'Indépendance", "عيد الاستقلال", "Independence Day"),
    (4, 9): Names("Journée des Martyrs", "عيد الشهداء", "Martyrs' Day"),
    (5, 1): Names("Fête du Travail", "عيد الشغل", "Labour Day"),
    (7, 25): Names("Fête de la République", "عيد الجمهورية", "Republic Day"),
    (8, 13): Names("Fête de la Femme", "عيد المرأة", "Women's Day"),
    (10, 15): Names("Fête de l'Évacuation", "عيد الجلاء", "Evacuation Day"),
    (12, 17): Names("Fête de la Révolution", "عيد الثورة", "Revolution Day"),
}
LUNAR: dict[str, Names] = {
    "fitr": Names("Aïd el-Fitr", "عيد الفطر", "Eid el-Fitr"),
    "idha": Names("Aïd el-Idha", "عيد الأضحى", "Eid el-Idha"),
    "hijri": Names("Jour de l'an de l'hégire", "رأس السنة الهجرية", "Hijri New Year"),
    "mouled": Names("Mouled", "المولد النبوي الشريف", "Mouled"),
}
