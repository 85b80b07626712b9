"""What every hub starts with: disciplines, formats, spoken languages, usual hours, holidays."""

from datetime import date, time

from django.db import migrations

DISCIPLINES = [
    ("design-thinking", "Design thinking", "التفكير التصميمي", "Design thinking"),
    ("finance", "Finances et trésorerie", "المالية والسيولة", "Finance and cash"),
    ("selling", "Vendre", "البيع", "Selling"),
    ("software", "Utiliser un logiciel", "استعمال التطبيقات المعلوماتية", "Using software"),
]
FORMATS = [
    ("lecture", "Exposé", "عرض", "Talk", 4, 40, "theory"),
    ("workshop", "Atelier", "ورشة", "Workshop", 4, 16, "practice"),
    ("rota", "Permanence", "حصّة استشارة بالدور", "Drop-in hour", 2, 4, "practice"),
    (
        "peer_group",
        "Entre résidents et résidentes",
        "بين المقيمين والمقيمات",
        "Between residents",
        3,
        8,
        "peer",
    ),
    ("individual", "En tête-à-tête", "لقاء فردي", "One to one", 1, 1, "practice"),
]
LANGUAGES = [
    ("aeb", "tounsi", "التونسي", "Tunisian", "ع", "تونسي"),
    ("ar", "arabe écrit", "العربية الفصحى", "written Arabic", "ف", "العربية"),
    ("fr", "français", "الفرنسية", "French", "FR", "Français"),
    ("en", "anglais", "الإنجليزية", "English", "EN", "English"),
    ("sign", "langue des signes", "لغة الإشارات", "sign language", "LS", "لغة الإشارات"),
]
EQUIPMENT = [
    ("Projecteur", "جهاز عرض", "Projector"),
    ("Tableau", "سبّورة", "Board"),
]
# Decree 2021-223. 14 January is no longer one; 17 December is.
FIXED = [
    (1, 1, "Jour de l'an", "رأس السنة الميلادية", "New Year's Day"),
    (3, 20, "Fête de l'Indépendance", "عيد الاستقلال", "Independence Day"),
    (4, 9, "Journée des Martyrs", "عيد الشهداء", "Martyrs' Day"),
    (5, 1, "Fête du Travail", "عيد الشغل", "Labour Day"),
    (7, 25, "Fête de la République", "عيد الجمهورية", "Republic Day"),
    (8, 13, "Fête de la Femme", "عيد المرأة", "Women's Day"),
    (10, 15, "Fête de l'Évacuation", "عيد الجلاء", "Evacuation Day"),
    (12, 17, "Fête de la Révolution", "عيد الثورة", "Revolution Day"),
]
FITR = ("Aïd el-Fitr", "عيد الفطر", "Eid el-Fitr")
IDHA = ("Aïd el-Idha", "عيد الأضحى", "Eid el-Idha")
HIJRI = ("Jour de l'an de l'hégire", "رأس السنة الهجرية", "Hijri New Year")
MOULED = ("Mouled", "المولد النبوي الشريف", "Mouled")
# Announced the evening before: provisional until then.
LUNAR = [
    (date(2026, 3, 20), FITR, "confirmed"),
    (date(2026, 3, 21), FITR, "confirmed"),
    (date(2026, 5, 27), IDHA, "confirmed"),
    (date(2026, 5, 28), IDHA, "confirmed"),
    (date(2026, 6, 17), HIJRI, "confirmed"),
    (date(2026, 8, 26), MOULED, "confirmed"),
    (date(2027, 3, 10), FITR, "provisional"),
    (date(2027, 3, 11), FITR, "provisional"),
    (date(2027, 5, 17), IDHA, "provisional"),
    (date(2027, 5, 18), IDHA, "provisional"),
    (date(2027, 6, 6), HIJRI, "provisional"),
    (date(2027, 8, 15), MOULED, "provisional"),
    (date(2028, 2, 27), FITR, "provisional"),
    (date(2028, 2, 28), FITR, "provisional"),
    (date(2028, 5, 5), IDHA, "provisional"),
    (date(2028, 5, 6), IDHA, "provisional"),
    (date(2028, 5, 25), HIJRI, "provisional"),
    (date(2028, 8, 3), MOULED, "provisional"),
]
USUAL_SLOTS = [time(9), time(10, 30), time(14), time(16)]
RAMADAN_SLOTS = {0: time(9), 1: time(10, 30), 2: time(12, 30), 4: time(21)}
SUMMER_SLOTS = [time(8), time(9, 30), time(11), time(12, 30)]
RAMADANS = [(date(2027, 2, 8), date(2027, 3, 9)), (date(2028, 1, 28), date(2028, 2, 26))]


def _minutes_later(start, minutes):
    total = start.hour * 60 + start.minute + minutes
    return time(total // 60, total % 60)


def fill(apps, schema_editor):
    """Insert the first lists."""
    model = lambda name: apps.get_model("hub", name).objects  # noqa: E731
    for position, (code, fr, ar, en) in enumerate(DISCIPLINES):
        model("Discipline").create(code=code, name_fr=fr, name_ar=ar, name_en=en, position=position)
    for code, fr, ar, en, low, high, learning in FORMATS:
        model("Format").create(
            code=code,
            name_fr=fr,
            name_ar=ar,
            name_en=en,
            min_people=low,
            max_people=high,
            learning=learning,
        )
    for code, fr, ar, en, short, own in LANGUAGES:
        model("SpokenLanguage").create(
            code=code, name_fr=fr, name_ar=ar, name_en=en, short=short, own_name=own
        )
    for fr, ar, en in EQUIPMENT:
        model("Equipment").create(name_fr=fr, name_ar=ar, name_en=en)
    for year in (2026, 2027, 2028):
        for month, day, fr, ar, en in FIXED:
            model("Holiday").create(on=date(year, month, day), name_fr=fr, name_ar=ar, name_en=en)
    for on, (fr, ar, en), certainty in LUNAR:
        model("Holiday").create(
            on=on, name_fr=fr, name_ar=ar, name_en=en, is_lunar=True, certainty=certainty
        )
    usual = model("OpeningProfile").create(
        season="usual",
        name_fr="Horaires habituels",
        name_ar="التوقيت العادي",
        name_en="Usual hours",
    )
    hours = model("OpeningHours")
    for weekday in range(5):
        hours.create(profile=usual, weekday=weekday, opens=time(8, 30), closes=time(19))
    hours.create(profile=usual, weekday=5, opens=time(9), closes=time(14))
    for position, starts in enumerate(USUAL_SLOTS):
        model("DaySlot").create(
            profile=usual, position=position, starts=starts, ends=_minutes_later(starts, 90)
        )
    for starts_on, ends_on in RAMADANS:
        ramadan = model("OpeningProfile").create(
            season="ramadan",
            name_fr="Horaires de Ramadan",
            name_ar="توقيت رمضان",
            name_en="Ramadan hours",
            starts_on=starts_on,
            ends_on=ends_on,
            certainty="provisional",
        )
        for weekday in range(6):
            hours.create(profile=ramadan, weekday=weekday, opens=time(9), closes=time(14, 30))
        for weekday in (1, 3):
            hours.create(profile=ramadan, weekday=weekday, opens=time(20, 30), closes=time(23))
        for position, starts in RAMADAN_SLOTS.items():
            model("DaySlot").create(
                profile=ramadan, position=position, starts=starts, ends=_minutes_later(starts, 90)
            )
    for year in (2027, 2028):
        summer = model("OpeningProfile").create(
            season="summer",
            name_fr="Séance unique d'été",
            name_ar="توقيت الحصّة الواحدة",
            name_en="Summer hours",
            starts_on=date(year, 7, 1),
            ends_on=date(year, 8, 31),
        )
        for weekday in range(6):
            hours.create(profile=summer, weekday=weekday, opens=time(8), closes=time(14))
        for position, starts in enumerate(SUMMER_SLOTS):
            model("DaySlot").create(
                profile=summer, position=position, starts=starts, ends=_minutes_later(starts, 90)
            )


class Migration(migrations.Migration):
    dependencies = [("hub", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
