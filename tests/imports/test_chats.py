"""WhatsApp as phones write it: one message, one candidate; the rest is left out and counted."""

from uuid import uuid4

import pytest
from django.urls import reverse

from elspace.imports.actions import keep_pasted, write_import
from elspace.imports.chats import is_chat, is_small_talk, read_chat, read_lines
from elspace.imports.models import ImportBatch
from elspace.needs.models import Need
from elspace.people.models import Person

ANDROID_FR = """12/02/2027, 14:05 - Les messages et les appels sont chiffrés de bout en bout.
12/02/2027, 14:05 - Hela a créé le groupe "Hub"
12/02/2027 à 14:06 - Amira Trabelsi: Je ne sais pas fixer mes prix
et ma marge non plus
12/02/2027, 14:07 - +216 60 000 011: <Médias omis>
12/02/2027, 14:08 - +216 60 000 011: n7eb nbi3 barra
12/02/2027, 14:09 - Amira Trabelsi: Ce message a été supprimé
12/02/2027, 14:10 - Omar: Rappel : réunion à 10:30 demain
12/02/2027, 14:11 - Omar: IMG-20270212-WA0001.jpg (fichier joint)
Mon affiche, il me faut un logo"""
IPHONE = """\u200e[12/02/2027 14:05:33] Hub: \u200eLes messages sont chiffrés de bout en bout.
[12/02/2027 14:05:40] ~\u202fSami: كيف أجد حرفاء؟
\u200e[12/02/2027, 2:05:33\u202fPM] Amira: \u200eimage absente
[12/02/2027, 2:06:33\u202fPM] \u202a+216 60 000 012\u202c: prices \u200e<This message was edited>"""
ARABIC = """\u200f١٢\u200f/٢\u200f/٢٠٢٧، ٢:٠٥ م - الرسائل والمكالمات مشفرة تمامًا بين الطرفين.
١٢\u200f/٢\u200f/٢٠٢٧، ٢:٠٦ م - أميرة: نحب نتعلم نبيع
١٢\u200f/٢\u200f/٢٠٢٧، ٢:٠٧ م - سامي: <تم استبعاد الوسائط>
12/2/2027، 2:08 م - سامي: تم حذف هذه الرسالة
12/2/2027، 2:08 ص - سامي: حاجتي في التمويل"""
COPIED = """[14:05, 12/02/2027] Amira: fixer mes prix
[2:05 PM, 2/12/2027] Omar: sell online
[12/02 à 14:07] Nour: trouver un local
[2/12, 2:05 PM] Ines: logo"""
ENGLISH = """2/12/27, 2:05\u202fPM - Messages and calls are end-to-end encrypted.
2/12/27, 2:05\u202fPM - Amira added Omar
2/12/27, 2:06\u202fPM - Amira: I added a new product: how do I price it?
2027-02-12, 14:05 - Omar: hello"""


def said(text: str) -> list[tuple[str, str, str]]:
    return [(one.sender, one.phone, one.text) for one in read_chat(text).messages]


@pytest.mark.parametrize(
    ("text", "messages", "left"),
    [
        (ANDROID_FR, [
            ("Amira Trabelsi", "", "Je ne sais pas fixer mes prix\net ma marge non plus"),
            ("", "+21660000011", "n7eb nbi3 barra"),
            ("Omar", "", "Rappel : réunion à 10:30 demain"),
            ("Omar", "", "Mon affiche, il me faut un logo"),
        ], (1, 3)),
        (IPHONE, [("Sami", "", "كيف أجد حرفاء؟"), ("", "+21660000012", "prices")], (1, 1)),
        (ARABIC, [("أميرة", "", "نحب نتعلم نبيع"), ("سامي", "", "حاجتي في التمويل")], (1, 2)),
        (COPIED, [("Amira", "", "fixer mes prix"), ("Omar", "", "sell online"),
                  ("Nour", "", "trouver un local"), ("Ines", "", "logo")], (0, 0)),
        (ENGLISH, [("Amira", "", "I added a new product: how do I price it?"),
                   ("Omar", "", "hello")], (0, 2)),
    ],
    ids=["android fr", "iphone", "android ar", "copied", "android en"],
)  # fmt: skip
def test_messages_of_a_chat(text, messages, left):
    assert is_chat(text)
    assert said(text) == messages
    chat = read_chat(text)
    assert (chat.media, chat.system) == left


def test_lists_are_no_chats():
    assert not is_chat("Prénom;Nom\nAmira;Trabelsi")
    assert not is_chat("12/02/2027;14:05\n13/02/2027;15:00")


def test_plain_lines_are_messages_with_the_name_before_the_colon():
    found = read_lines("Amira: prix\nOmar: vendre\nbesoin de logo").messages
    assert [(one.sender, one.text) for one in found] == [
        ("Amira", "prix"), ("Omar", "vendre"), ("", "besoin de logo"),
    ]  # fmt: skip


def test_small_talk_is_told_from_needs():
    assert is_small_talk("ok merci 👍")
    assert not is_small_talk("besoin de vendre")


@pytest.mark.django_db
def test_only_chosen_messages_are_kept(programme, hub, sign_in):
    client, key = sign_in(programme), str(uuid4())
    client.post(reverse("imports:start"), {"key": key, "text": ANDROID_FR})
    page = client.get(reverse("imports:preview", args=[key]))
    assert len(page.context["messages_to_choose"]) == 4
    assert page.context["counts"]["needs"] == 0
    client.post(reverse("imports:choose", args=[key]), {"keep": ["0:3"]})
    client.post(reverse("imports:confirm", args=[key]))
    write_import(batch=ImportBatch.objects.get(key=key))
    need = Need.objects.get()
    assert need.words == "Je ne sais pas fixer mes prix\net ma marge non plus"
    assert need.person.name == "Amira Trabelsi"
    assert not Person.objects.filter(first_name="Omar").exists()


@pytest.mark.django_db
def test_nothing_chosen_is_not_confirmed(programme, hub, sign_in):
    batch = keep_pasted(key=uuid4(), text=COPIED, by=programme)
    page = sign_in(programme).post(reverse("imports:confirm", args=[batch.key]))
    assert page.context["refusal"] is not None
    assert Need.objects.count() == 0


@pytest.mark.django_db
def test_the_same_chat_longer_by_one_message_adds_that_one(programme, hub):
    for text, kept in ((COPIED, 4), (f"{COPIED}\n[2/12, 2:09 PM] Ines: des prix", 5)):
        batch = keep_pasted(key=uuid4(), text=text, by=programme)
        batch.chosen = [draft["place"] for draft in batch.content["drafts"]]
        batch.state = "queued"
        batch.save()
        write_import(batch=batch)
        assert Need.objects.count() == kept
    assert Person.objects.filter(first_name="Ines").count() == 1
