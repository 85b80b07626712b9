"""Lists of rooms, desks and members as hubs keep them, in three languages."""

ROOMS = {
    "fr": [
        ["Nom", "Capacité", "Équipement", "Prix/heure", "Calme", "Partagée"],
        ["Salle Jasmin", "12 personnes", "Projecteur, Tableau", "20,500 DT", "oui", "non"],
        ["Grande salle", 40, "Projecteur", "45", "", ""],
    ],
    "ar": [
        ["القاعة", "السعة", "التجهيزات", "ثمن الساعة", "هادئة", "مشتركة"],
        ["قاعة الياسمين", "١٢", "Projecteur، Tableau", "٢٠,٥٠٠ د.ت", "نعم", "لا"],
        ["القاعة الكبرى", "٤٠", "Projecteur", "٤٥", "", ""],
    ],
    "en": [
        ["Room", "Capacity", "Equipment", "Hourly rate", "Quiet", "Shared"],
        ["Jasmine room", 12, "Projecteur; Tableau", "20.5", "yes", "no"],
        ["Big room", 40, "Projecteur", "45.000 TND", "", ""],
    ],
}
MEMBERS = {
    "fr": [
        ["Nom et prénom", "Téléphone", "E-mail", "Formule", "Date de début", "Date de fin", "Prix",
         "Qui paie", "Bureau n°"],
        ["TRABELSI Amira", "22 123 456", "amira@mail.example", "Bureau fixe", "01/02/2027", "",
         "200,000", "", "A1"],
        ["Omar Gharbi", "+216 22 123 457", "", "flexible", "2027-02-01", "31/12/2027",
         "solidaire 60 DT", "Association Rives", ""],
        ["Ines Jaziri", "0021622123458", "", "Carnet de 10 jours", "16 février 2027", "", "gratuit",
         "", ""],
    ],
    "ar": [
        ["الاسم واللقب", "الهاتف", "البريد الإلكتروني", "الاشتراك", "تاريخ البداية",
         "تاريخ النهاية", "الثمن", "من يدفع", "المكتب"],
        ["أميرة الطرابلسي", "٢٢ ١٢٣ ٤٥٦", "amira@mail.example", "مكتب ثابت", "٠١/٠٢/٢٠٢٧", "",
         "٢٠٠", "", "A1"],
        ["عمر الغربي", "22123457", "", "مرن", "1 فيفري 2027", "31 ديسمبر 2027", "تضامني ٦٠ د.ت",
         "Association Rives", ""],
        ["إيناس الجزيري", "22123458", "", "دفتر عشرة أيام", "2027/02/16", "", "مجاني", "", ""],
    ],
    "en": [
        ["Full name", "Phone", "Email", "Membership plan", "Start date", "End date", "Price",
         "Paid by", "Desk"],
        ["Amira Trabelsi", "22123456", "amira@mail.example", "fixed desk", "2027-02-01", "", "200",
         "herself", "desk A1"],
        ["Omar Gharbi", "22123457", "", "Flexible", "1 February 2027", "31.12.2027",
         "solidarity 60", "Association Rives", ""],
        ["Ines Jaziri", "22123458", "", "ten-day book", "16/02/27", "", "free", "", ""],
    ],
}  # fmt: skip
DESKS = [
    ["Bureau", "Zone", "Type"],
    ["A1", "fenêtre", "fixe"],
    ["A2", "fenêtre", "fixe"],
    ["C1", "entrée", "flexible"],
]

# Lists as they come: a title, two rows of headers, prices in guillemets, a week in columns.
UGLY_ROOMS = [
    ["EL SPACE – TARIFS DES SALLES 2027 (HT)"],
    ["mise à jour : 12/01/2027"],
    [],
    ["Salle", "Capacité", "Tarifs HT", "", "", "Équipement", "Remarques"],
    ["", "", "Heure", "1/2 journée", "Journée"],
    ["Salle Elyssa", "12 pers.", "« 45,000 DT »", "150,000", "« 250,000 DT »",
     "vidéoprojecteur, tableau blanc", ""],
    ["Salle Hannibal", "40", "90 DT/h", "300,000 DT", "1 250,000 DT", "", "réserver 48h avant"],
    ["Patio", "60 max", "gratuit"],
    ["TOTAL", "112"],
]  # fmt: skip
UGLY_MEMBERS = [
    ["الاسم و اللقب", "رقم الهاتف", "نوع الإشتراك", "من تاريخ", "إلى تاريخ",
     "المعلوم الشهري (د.ت)", "رقم المكتب", "الخلاص من طرف"],
    ["فاطمة بن سالم", "22 345 678", "مكتب قار", "01/02/2027", "", "200,000", "A1", ""],
    ["محمد علي الدريدي", "98.765.432", "مرن", "1 فيفري 2027", "30 جوان 2027", "120 دينار", "", ""],
    ["سلمى العياري", "55 111 222", "كرني 10 أيام", "15-02-2027", "", "", "", "جمعية الأفق"],
]  # fmt: skip
UGLY_WEEK = [
    ["Planning bureau partagé – février"],
    [],
    ["Poste", "Nom & prénom", "Tél", "Formule", "Depuis", "lun", "mar", "mer", "jeu", "ven"],
    ["A1", "Ben Amor Sonia", "20 111 333", "demi-poste", "01/02/2027", "M", "M", "", "", "x"],
    ["A1", "Karim Toumi", "20 111 444", "1/2 poste", "01/02/2027", "AM", "AM", "J"],
    ["A2", "Nour Haddad", "20 111 555", "demi poste", "févr-27", "x", "", "x", "", "après-midi"],
]
