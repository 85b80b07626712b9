"""Words that are alike are proposed together and sorted by a person's press; one sentence may be
two needs; both can be followed and the press taken back."""

import uuid

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.needs import actions
from elspace.needs.alike import alike
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.trust.models import Reading
from tests import factories

pytestmark = pytest.mark.django_db
CLASSIFY = "/needs/classify/"

SAME = [
    ("Savoir faire une facture", "كيفاش نعمل فاتورة صحيحة"),
    ("Savoir faire une facture conforme", "n7eb na3mel facture s7i7a"),
    ("Vendre mes tapis sur internet", "nheb nbi3 el zarbia fel internet"),
    ("نحب نبيع زرابي على الإنترنت", "nheb nbi3 el zarbia fel internet"),
    ("Trouver des clients à Sfax", "نلقى حرفاء جدد في صفاقس"),
    ("Ecrire mes STATUTS d'association", "écrire les statuts de l’association"),
    ("Lire un contrat", "Read my contract"),
]
OTHER = [
    ("n7eb na3ref kifech na3mel facture s7i7a", "n7eb na3ref kifech n7esseb el soum mta3 el sabon"),
    ("J'ai besoin d'aide pour mon projet", "J'ai peur de parler devant un jury"),
    ("Fixer le prix de mes savons", "Trouver un local à Ariana"),
    ("أريد أن أعرف كم تكلّفني كلّ زربية", "أريد التحدّث أمام لجنة"),
]


def to_sort(words, **fields):
    return factories.need(code=None, state=State.STATED, words=words, **fields)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_thing_in_other_letters_is_alike(one, other):
    found = alike(one, [Need(words=other)])
    assert [near.need.words for near in found] == [other]
    assert all(word in other for word in found[0].because)
    assert alike(other, [Need(words=one)])


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_things_are_not_alike(one, other):
    assert alike(one, [Need(words=other)]) == []


def sort(client, need, *with_them, code="finance"):
    data = {"need": str(need.key), "discipline": str(factories.discipline(code).key)}
    return client.post(CLASSIFY, data | {"with": [str(one.key) for one in with_them]}, follow=True)


def disciplines(*needs):
    found = Need.objects.in_bulk([need.pk for need in needs])
    return [getattr(found[need.pk].discipline, "code", None) for need in needs]


def test_alike_needs_are_shown_with_why_and_marked_as_read(programme, sign_in):
    to_sort("Savoir faire une facture")
    near = to_sort("كيفاش نعمل فاتورة")
    to_sort("Trouver un local")
    page = sign_in(programme).get(CLASSIFY).content.decode()
    assert str(near.key) in page
    assert "<bdi>فاتورة</bdi>" in page
    assert page.count('name="with"') == 1
    assert Reading.objects.count() == 2


def test_one_press_sorts_the_ticked_ones_and_is_taken_back(programme, sign_in):
    first, near, left = (to_sort(words) for words in ("Une facture", "Facture", "factures"))
    client = sign_in(programme)
    page = sort(client, first, near).content.decode()
    assert "Classés à l’instant" in page
    assert disciplines(first, near, left) == ["finance", "finance", None]
    client.post("/needs/classify/undo/")
    assert disciplines(first, near, left) == [None, None, None]
    assert "rien" in client.post("/needs/classify/undo/", follow=True).content.decode().lower()


def test_taking_back_leaves_what_has_moved_on(programme, sign_in):
    first, near = to_sort("Une facture"), to_sort("Facture")
    client = sign_in(programme)
    sort(client, first, near)
    actions.classify_need(need=near, discipline=factories.discipline("selling"), by=programme)
    client.post("/needs/classify/undo/")
    assert disciplines(first, near) == [None, "selling"]


def test_a_sealed_need_is_neither_proposed_nor_sorted_along(programme, sign_in):
    first = to_sort("Savoir faire une facture")
    sealed = to_sort("Savoir faire une facture", is_confidential=True)
    client = sign_in(programme)
    assert 'name="with"' not in client.get(CLASSIFY).content.decode()
    sort(client, first, sealed)
    assert disciplines(sealed) == [None]


def test_nobody_sorts_along_what_they_may_not_read(sign_in, hub):
    reception = factories.person("Rania", roles=[Role.RECEPTION], email="r@hub.example")
    first = to_sort("Une facture")
    sealed = to_sort("Une facture", is_confidential=True)
    sort(sign_in(reception), first, sealed)
    assert disciplines(sealed) == [None]


def split(client, need, first, second, key=None):
    data = {"key": key or str(uuid.uuid4()), "first": first, "second": second}
    return client.post(reverse("needs:split", args=[need.key]), data, follow=True)


def test_a_sentence_split_in_two_stays_whole_on_both(programme, sign_in, client):
    whole = "Faire une facture et trouver des clients"
    need = to_sort(whole, who=factories.resident("Amal"), level=3)
    need.steps.create(to_state=State.STATED, by=need.person)
    team = sign_in(programme)
    key = str(uuid.uuid4())
    for _press in range(2):
        split(team, need, "Faire une facture", "trouver des clients", key)
    first, second = Need.objects.order_by("pk")
    assert (first.words, second.words) == ("Faire une facture", "trouver des clients")
    assert {first.original, second.original} == {whole}
    assert (second.person, second.level, second.split_from) == (first.person, 3, first)
    assert second.stated_at == first.stated_at
    for one in (first, second):
        page = team.get(reverse("needs:need", args=[one.key])).content.decode()
        assert whole in page
        assert "Séparé en deux besoins" in page
    hers = client.get(f"/p/{give_link(person=need.person, by=None).token}/needs/")
    assert hers.content.decode().count(whole) == 2


def test_a_part_split_again_keeps_the_first_sentence(programme):
    need = to_sort("un et deux et trois")
    actions.split_need(
        need=need, first="un et deux", second="trois", key=uuid.uuid4(), by=programme
    )
    need.refresh_from_db()
    actions.split_need(need=need, first="un", second="deux", key=uuid.uuid4(), by=programme)
    assert set(Need.objects.values_list("words", flat=True)) == {"un", "deux", "trois"}
    assert set(Need.objects.values_list("original", flat=True)) == {"un et deux et trois"}


@pytest.mark.parametrize("parts", [("", "deux"), ("un", "  "), ("même", "même")])
def test_parts_without_words_are_refused_and_kept(programme, sign_in, parts):
    need = to_sort("un et deux")
    answer = split(sign_in(programme), need, *parts)
    assert answer.status_code == 422
    assert Need.objects.count() == 1


def test_a_need_with_a_date_is_not_split(programme):
    need = factories.need(state=State.PLANNED, words="un et deux")
    with pytest.raises(Refused):
        actions.split_need(need=need, first="un", second="deux", key=uuid.uuid4(), by=programme)


def test_both_parts_of_a_sealed_need_stay_sealed(programme):
    need = to_sort("un et deux", is_confidential=True, referent=programme)
    part = actions.split_need(need=need, first="un", second="deux", key=uuid.uuid4(), by=programme)
    assert (part.is_confidential, part.referent) == (True, programme)
