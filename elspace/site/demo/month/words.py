"""What people of a full house say they need, by discipline, each sentence with a place for what
their venture sells or gives (`offer`), or for its name in Arabic (`house`)."""

# fmt: off
FRENCH: dict[str, list[str]] = {
    "finance": [
        "Je ne sais pas si nos {offer} nous rapportent quelque chose une fois l'essence payée.",
        "La banque demande un tableau de trésorerie sur douze mois. J'ai un cahier et des reçus.",
        "On nous paie nos {offer} à soixante jours et le loyer tombe le cinq. Comment tenir ?",
        "Je mélange l'argent de la maison et celui du projet, et je n'ose plus regarder.",
        "Quel prix pour nos {offer} si je compte enfin mes propres heures ?",
        "Nous avons reçu une avance : comment la suivre sans se tromper devant le donateur ?",
    ],
    "selling": [
        "Les gens aiment nos {offer}, demandent le prix, et s'en vont. Que répondre ?",
        "Un hôtel veut nos {offer} toute l'année. Je ne sais pas négocier un contrat.",
        "Nous vendons nos {offer} à des amis d'amis. Comment trouver les suivants ?",
        "Je voudrais savoir relancer quelqu'un sans avoir l'air de mendier.",
        "Faut-il un point de vente, ou livrer nos {offer} suffit-il ?",
    ],
    "software": [
        "Nos commandes de {offer} arrivent par quatre chemins. On en perd une sur dix.",
        "Je voudrais un tableau simple, sur le téléphone, que trois personnes remplissent.",
        "Le fichier des clients est chez une bénévole partie en mai. Comment s'organiser mieux ?",
        "Faire une facture propre depuis le téléphone, en arabe et en français.",
    ],
    "design-thinking": [
        "On croyait que les familles voulaient nos {offer}. Elles viennent pour autre chose, mais "
        "quoi ?",
        "Je ne sais pas comment interroger des gens sans leur souffler la réponse.",
        "Nous avons trois idées autour de nos {offer} et de l'argent pour en essayer une.",
        "Comment essayer nos {offer} avec vingt personnes avant d'en fabriquer mille ?",
    ],
    "law": [
        "Association, coopérative ou société : que choisir pour vendre nos {offer} ?",
        "Faut-il une autorisation pour nos {offer} ? Chaque guichet dit autre chose.",
        "Nous travaillons à quatre sans rien d'écrit entre nous. Par où commencer ?",
        "Le propriétaire nous demande de signer un bail que personne ne comprend.",
    ],
    "communication": [
        "Dire en deux phrases pourquoi nos {offer} coûtent un peu plus cher.",
        "Je prends des photos de nos {offer} et elles sont tristes. Rien ne donne envie.",
        "Nous publions quand nous y pensons, et personne ne répond.",
        "Écrire une page sur nous que ma mère et un bailleur comprennent tous les deux.",
    ],
    "impact": [
        "On nous demande combien de personnes nos {offer} ont aidées. Je n'ai jamais compté.",
        "Comment montrer ce qui change vraiment, sans questionnaire de dix pages ?",
        "Le rapport au donateur est pour la fin du mois et je n'ai que des impressions.",
    ],
    "funds": [
        "Je cherche de quoi acheter une machine d'occasion pour nos {offer}.",
        "Un appel à projets ferme dans cinq semaines. Quelqu'un pour le lire avec nous ?",
        "Comment demander un soutien sans promettre ce que nous ne savons pas faire ?",
        "Nous avons eu une subvention et aucune depuis. Qu'est-ce qui manque au dossier ?",
    ],
    "pitch": [
        "Parler de nos {offer} en trois minutes sans trembler.",
        "Une élue vient mardi en quinze. Que lui montrer d'abord ?",
        "Raconter notre histoire sans la faire pleurer : elle fait pleurer.",
    ],
    "production": [
        "Nos {offer} ne sont jamais deux fois pareils. Les clients s'en aperçoivent.",
        "On nous commande trois fois plus que ce que l'atelier peut faire.",
        "Je cherche où stocker nos {offer} sans qu'ils s'abîment l'été.",
        "Quelle est la plus petite machine qui nous ferait gagner une journée par semaine ?",
    ],
    "team": [
        "Nous sommes cinq, et je décide de tout. Je voudrais apprendre à ne plus le faire.",
        "Une associée veut partir. Comment se séparer sans tout casser ?",
        "Les bénévoles de nos {offer} viennent puis disparaissent. Comment les garder ?",
    ],
    "wellbeing": [
        "Je travaille seule depuis deux ans et je ne dors plus bien.",
        "Comment dire non à une commande sans avoir peur que ce soit la dernière ?",
        "Je voudrais parler avec quelqu'un qui a déjà arrêté un projet.",
    ],
}
ARABIC: dict[str, list[str]] = {
    "finance": ["نحب نعرف في {house} قدّاش نربحوا بالحقّ بعد ما نخلّصوا كلّ شي.",
                "ما نعرفش نفرّق بين فلوس الدار وفلوس {house}."],
    "selling": ["الناس تسأل على السوم وتمشي. كيفاش نبيعوا في {house} من غير ما نطيّحوا السوم؟",
                "نريد أن نبيع خارج الولاية، ولا نعرف من أين نبدأ في {house}."],
    "software": ["نسجّلوا طلبيات {house} في كرّاس، وديما تضيع وحدة. نحب جدول في التليفون.",
                 "نحتاج إلى فاتورة بسيطة بالعربية نكتبها من الهاتف."],
    "design-thinking": ["كيف نجرّب فكرة جديدة في {house} مع عدد صغير من الناس قبل أن ننفق؟"],
    "law": ["شنوّة الشكل القانوني المناسب لـ{house}: جمعية ولا شركة تعاونية؟",
            "طلبوا منّا رخصة ولا أحد يقول لنا أين نطلبها."],
    "communication": ["نحب نكتب صفحة على {house} يفهمها الناس الكلّ، بالعربية وبالفرنسية.",
                      "تصاوير {house} ما تشهّيش. كيفاش نصوّروا بالتليفون؟"],
    "impact": ["كيف نبيّن ما غيّرته {house} في حياة الناس دون استبيان طويل؟"],
    "funds": ["نبحث عن مبلغ صغير لشراء آلة مستعملة لـ{house}.",
              "لم نكتب ملفّ تمويل من قبل، والموعد بعد شهر."],
    "pitch": ["نحب نحكي على {house} في ثلاث دقائق من غير ما نتلعثم."],
    "production": ["منتوج {house} يتبدّل من مرّة لمرّة، والحريف يلاحظ.",
                   "الطلبيات أكثر ممّا نقدر عليه. كيف ننظّم العمل في {house}؟"],
    "team": ["كلّ واحد في {house} يقرّر وحده. نحبّوا طريقة نقرّروا بها مع بعضنا."],
    "wellbeing": ["نخدم وحدي وتعبت، ونحب نحكي مع حدّ عاش نفس الشي.",
                  "أشعر أنّي أحمل {house} وحدي منذ أشهر."],
}
# fmt: on
# What the same wish becomes when another voice says it.
FRENCH_ENDS = [
    "",
    " J'ai déjà essayé, sans y arriver.",
    " Une demi-journée suffirait, je crois.",
    " Si possible avant la saison.",
    " Nous sommes deux à vouloir apprendre.",
    " On me dit que c'est simple ; ça ne l'est pas pour moi.",
    " Je peux apporter nos papiers.",
]
ARABIC_ENDS = [
    "",
    " جرّبنا وحدنا وما نجحناش.",
    " لو كان ممكن قبل الموسم.",
    " نحن اثنتان نريد أن نتعلّم.",
    " يكفي نصف يوم على ما أظنّ.",
    " عندي أوراق يمكن أن أحضرها.",
    " قالوا لي ساهل، أما عليّ موش ساهل.",
    " كلّ واحد يقول لنا شيئًا مختلفًا.",
]
LINES = [
    "Chaque personne est repartie avec une page écrite de sa main. Prochaine porte : l'essayer "
    "avant la fin de la semaine.",
    "Nous avons travaillé sur leurs vrais papiers. Reste difficile : dire un prix sans s'excuser.",
    "Beaucoup de questions pratiques, peu de théorie. Prochaine porte : se revoir dans trois "
    "semaines avec les chiffres.",
    "",
]
WALK_INS = ("Amel", "Hatem", "Souad", "Ridha")
NOT_HERE = (
    "La maison ne finance pas les projets. Nous pouvons vous présenter un organisme qui prête, si "
    "vous le souhaitez."
)
A_DOCUMENT = (
    "Un modèle d'une page, expliqué ligne par ligne : il vous attend imprimé à l'accueil, à votre "
    "nom."
)
AN_ADDRESS = "Le guichet unique de votre gouvernorat répond le matin ; demandez la fiche 12."
CANCELLED = "La salle n'est pas disponible ce jour-là. Nous cherchons une autre date."
