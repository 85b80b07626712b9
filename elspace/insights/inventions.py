"""What is invented for a visit: French (or Latin letters) and Arabic, side by side. Nobody's."""

Both = tuple[str, str]

FIRST_NAMES: list[Both] = [
    ("Nour", "نور"), ("Ihsen", "إحسان"), ("Amel", "أمل"), ("Rayen", "ريان"), ("Sabah", "صباح"),
    ("Chams", "شمس"), ("Wissem", "وسام"), ("Rabii", "ربيع"), ("Safa", "صفاء"), ("Anouar", "أنوار"),
    ("Najah", "نجاح"), ("Iyed", "إياد"), ("Ferdaws", "فردوس"), ("Nassim", "نسيم"),
    ("Jihen", "جيهان"),
    ("Aziz", "عزيز"), ("Rim", "ريم"), ("Yassine", "ياسين"), ("Malek", "ملاك"), ("Bahja", "بهجة"),
    ("Tawfik", "توفيق"), ("Selma", "سلمى"), ("Hichem", "هشام"), ("Douja", "دوجة"),
]  # fmt: skip
LAST_NAMES: list[Both] = [
    ("Zitouna", "الزيتونة"), ("Yasmina", "الياسمينة"), ("Romdhana", "الرمّانة"), ("Warda", "الوردة"),
    ("Nakhla", "النخلة"), ("Louza", "اللوزة"), ("Kharrouba", "الخرّوبة"), ("Tina", "التينة"),
    ("Bsissa", "البسيسة"), ("Naana", "النعناع"), ("Fella", "الفلّة"), ("Rihana", "الريحانة"),
    ("Basbas", "البسباس"), ("Qronfla", "القرنفلة"), ("Zaatar", "الزعتر"), ("Klil", "الإكليل"),
    ("Mechmecha", "المشمشة"), ("Dalia", "الدالية"), ("Bhar", "البحر"), ("Chatt", "الشط"),
    ("Jbal", "الجبل"), ("Wadi", "الوادي"), ("Nejma", "النجمة"), ("Gamra", "القمرة"),
]  # fmt: skip
PROJECTS: list[Both] = [
    ("Projet Olivier", "مشروع الزيتونة"), ("Projet Jasmin", "مشروع الياسمين"),
    ("Projet Grenade", "مشروع الرمّان"), ("Projet Palmier", "مشروع النخلة"),
    ("Projet Amande", "مشروع اللوز"), ("Projet Figue", "مشروع التين"),
    ("Projet Romarin", "مشروع الإكليل"), ("Projet Menthe", "مشروع النعناع"),
    ("Projet Vigne", "مشروع الدالية"), ("Projet Abricot", "مشروع المشمش"),
    ("Projet Étoile", "مشروع النجمة"), ("Projet Rivage", "مشروع الشط"),
]  # fmt: skip
NEEDS: list[Both] = [
    ("Savoir à quel prix vendre mes paniers.", "أريد أن أعرف بكم أبيع قفافي."),
    ("Apprendre à tenir un cahier de comptes.", "تعلّم مسك كرّاس حسابات."),
    ("Parler de mon idée devant des inconnus.", "الحديث عن فكرتي أمام من لا أعرفهم."),
    ("Trouver où acheter des bocaux moins chers.", "أين أشتري قوارير بثمن أقلّ."),
    ("Écrire une page qui donne envie de venir.", "كتابة صفحة ترغّب في المجيء."),
    ("Comprendre quel statut choisir.", "فهم الشكل القانوني المناسب."),
    ("Faire de belles photos avec mon téléphone.", "تصوير منتجاتي جيّدًا بهاتفي."),
    ("Savoir si mon projet peut payer deux salaires.", "هل يستطيع مشروعي دفع أجرتين."),
    ("Rencontrer quelqu’un qui a déjà exporté.", "لقاء شخص سبق له التصدير."),
    ("Répondre à un appel à projets sans me perdre.", "الردّ على طلب مشاريع دون أن أضيع."),
]  # fmt: skip
TEXTS: list[Both] = [
    ("Texte inventé pour la visite.", "نصّ مخترع للزيارة."),
    ("Ici, des mots inventés.", "كلمات مخترعة هنا."),
    ("Un texte de visite, sans rien de vrai.", "نصّ للزيارة، لا حقيقة فيه."),
]  # fmt: skip
