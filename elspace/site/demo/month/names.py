"""Names of the month's people and ventures; every one of them is made up of common words."""

from typing import NamedTuple

# fmt: off
WOMEN = [
    ("Abir", "عبير"), ("Ahlem", "أحلام"), ("Aïda", "عايدة"), ("Amira", "أميرة"), ("Besma", "بسمة"),
    ("Chaïma", "شيماء"), ("Donia", "دنيا"), ("Eya", "آية"), ("Faten", "فاتن"), ("Fatma", "فاطمة"),
    ("Ghofrane", "غفران"), ("Hajer", "هاجر"), ("Imen", "إيمان"), ("Jihene", "جيهان"),
    ("Khaoula", "خولة"), ("Lamia", "لمياء"), ("Mariem", "مريم"), ("Meriem", "مريم"),
    ("Nadia", "نادية"), ("Olfa", "ألفة"), ("Raja", "رجاء"), ("Rahma", "رحمة"), ("Sameh", "سماح"),
    ("Sihem", "سهام"), ("Takwa", "تقوى"), ("Zeineb", "زينب"),
]
MEN = [
    ("Adel", "عادل"), ("Ala Eddine", "علاء الدين"), ("Amine", "أمين"), ("Ayoub", "أيوب"),
    ("Bassem", "باسم"), ("Chokri", "شكري"), ("Fares", "فارس"), ("Ghassen", "غسان"),
    ("Hamza", "حمزة"), ("Iheb", "إيهاب"), ("Jawher", "جوهر"), ("Khalil", "خليل"),
    ("Mohamed Aziz", "محمد عزيز"), ("Mohammed", "محمد"), ("Montassar", "منتصر"),
    ("Nader", "نادر"), ("Oussama", "أسامة"), ("Rami", "رامي"), ("Sami", "سامي"),
    ("Yassine", "ياسين"),
]
# Long ones among them: a name must not break a row.
FAMILIES = [
    ("Abdelkefi Mestiri", "عبد الكافي المستيري"), ("Ayachi", "العياشي"), ("Ben Hadj Brahim",
     "بن الحاج إبراهيم"), ("Ben Romdhane Chaker", "بن رمضان شاكر"), ("Bouraoui", "بوراوي"),
    ("Boussetta", "بوستة"), ("Chelbi", "الشلبي"), ("Dridi", "الدريدي"), ("Fekih", "الفقيه"),
    ("Ferjani", "الفرجاني"), ("Guesmi", "القاسمي"), ("Hamdouni", "الحمدوني"),
    ("Hammami", "الهمامي"), ("Jaouadi", "الجوادي"), ("Jlassi", "الجلاصي"),
    ("Kaabachi", "الكعباشي"), ("Khemiri", "الخميري"), ("Labidi", "العبيدي"),
    ("Maaouia", "معاوية"), ("Mabrouk", "مبروك"), ("Mathlouthi", "المثلوثي"),
    ("Mejri", "الماجري"), ("Nasraoui", "النصراوي"), ("Oueslati", "الوسلاتي"),
    ("Rouissi", "الرويسي"), ("Saïdani", "السعيداني"), ("Selmi", "السالمي"),
    ("Tekaya Ben Abdessalem", "تقية بن عبد السلام"), ("Yahyaoui", "اليحياوي"),
    ("Zarrouk", "زروق"), ("Zribi", "الزريبي"),
]


class House(NamedTuple):
    """A venture: its names, what it does, where, and what it sells or gives ("nos …")."""

    name: str
    name_ar: str
    activity: str
    governorate: str
    offer: str


HOUSES = [House(*line) for line in [
    ("Sabouna", "صابونة", "Savons de grignons d’olive", "Monastir", "savons"),
    ("Dar el Melh", "دار الملح", "Sel de mer récolté à la main", "Monastir", "sachets de sel"),
    ("Warda w Chouka", "وردة وشوكة", "Eaux florales", "Nabeul", "eaux de fleurs"),
    ("Khyout", "خيوط", "Broderie apprise entre voisines", "Mahdia", "broderies"),
    ("Tarek Ejjay", "طريق الجاي", "Transport partagé vers le lycée", "Kef", "trajets"),
    ("Jnina", "جنينة", "Potagers d’école", "Ben Arous", "ateliers en classe"),
    ("Blech Plastic", "بلاش بلاستيك", "Sacs en tissu recyclé", "Sousse", "sacs"),
    ("Mekla Ghodwa", "مكلة غدوة", "Invendus cuisinés pour demain", "Tunis", "repas"),
    ("Nahla", "نحلة", "Ruches suivies à plusieurs", "Béja", "pots de miel"),
    ("Hout Bladi", "حوت بلادي", "Poisson de petits pêcheurs, en direct", "Bizerte", "paniers"),
    ("Tarjem", "ترجم", "Ordonnances expliquées à voix haute", "Sousse", "consultations"),
    ("Zriba", "زريبة", "Lait de brebis de montagne", "Siliana", "fromages"),
    ("Karrita", "كريطة", "Collecte de cartons à vélo", "Sfax", "tournées"),
    ("Wlad Houma", "ولاد حومة", "Terrains vagues remis en jeu", "Manouba", "chantiers"),
    ("Tabouna", "طابونة", "Pain de femmes d’un même village", "Kairouan", "pains"),
    ("Nour Yed", "نور اليد", "Lampes réparées et revendues", "Gabès", "lampes"),
    ("Sandouk", "صندوق", "Caisses d’épargne entre voisines", "Gafsa", "réunions"),
    ("Ouasla", "وصلة", "Réseau de covoiturage de soins", "Médenine", "courses"),
    ("Smaa", "سماع", "Bibliothèque sonore pour non-voyants", "Tunis", "livres lus"),
    ("Chtab", "شطبة", "Nettoyage de plages, matières revendues", "Nabeul", "collectes"),
    ("Hkayet Jeddi", "حكايات جدّي", "Mémoire de quartiers", "Sfax", "balades"),
    ("Dwe Erd", "دواء الأرض", "Plantes médicinales cultivées sans eau", "Zaghouan", "tisanes"),
    ("Kitab w Kessra", "كتاب وكسرة", "Café-lecture à prix libre", "Jendouba", "soirées"),
    ("Rihet Bladi", "ريحة بلادي", "Épices de petits producteurs", "Kasserine", "coffrets"),
    ("Baraka Tekfi", "بركة تكفي", "Couches lavables", "Ariana", "lots de couches"),
    ("Jari", "جاري", "Courses portées aux personnes âgées", "Tunis", "livraisons"),
    ("Makina", "ماكينة", "Machines agricoles partagées", "Béja", "journées de machine"),
    ("Zitouna Sghira", "زيتونة صغيرة", "Jouets en bois d’olivier", "Sfax", "jouets"),
    ("Bir w Dalou", "بئر ودلو", "Récupération d’eau de pluie", "Sidi Bouzid", "citernes"),
    ("Kharja", "خرجة", "Sorties pour enfants handicapés", "Ben Arous", "sorties"),
    ("Lamma", "لمّة", "Cantine tenue par ses convives", "Manouba", "repas"),
    ("Nsij el Oued", "نسيج الواد", "Tissage de laine locale", "Gafsa", "couvertures"),
    ("Femma Hal", "فمّا حلّ", "Médiation entre voisins", "Tunis", "rencontres"),
    ("Oxygène Oasis", "أكسجين الواحة", "Palmeraies replantées à étages", "Tozeur", "plants"),
    ("Sahara Code", "صحراء كود", "Cours d’informatique en plein air", "Kébili", "cours"),
    ("Ghzel", "غزل", "Vêtements refaits par des couturières à domicile", "Monastir", "vestes"),
    ("L’Association des amies et amis du patrimoine vivant des ksour",
     "جمعية صديقات وأصدقاء التراث الحيّ بقصور الجنوب الشرقي",
     "Gîtes tenus par des familles", "Tataouine", "nuitées"),
    ("Houta Jdida", "حوتة جديدة", "Cuir de peaux de poisson", "Mahdia", "portefeuilles"),
]]
# fmt: on
