"""Why a need has no date: the sentences of the table, each in the reader's language."""

import pytest
from django.utils.translation import override

from elspace.needs.enums import Level, State
from elspace.support.enums import RunState
from elspace.support.models import Proposal
from elspace.support.queries.unmet import unmet_list, unmet_sentence
from tests import factories

pytestmark = pytest.mark.django_db

# The table “What the person reads”, word for word; facts filled in.
TABLE = [
    (
        "no_expert",
        {},
        "Parmi nos experts et expertes, personne n’aborde encore ce sujet dans votre langue. "
        "Nous cherchons.",
        "لا أحد من خبرائنا وخبيراتنا يقدّم هذا الموضوع بلغتكم حاليًّا. نحن نبحث.",
    ),
    (
        "no_room",
        {},
        "Aucune salle ne convient (places, matériel) aux heures possibles.",
        "لا توجد قاعة مناسبة (من حيث الأماكن أو التجهيزات) في الأوقات الممكنة.",
    ),
    (
        "no_common_time",
        {},
        "Vos jours et ceux des experts ne se croisent pas. Une autre demi-journée serait-elle "
        "possible ?",
        "أوقاتكم وأوقات الخبراء لا تلتقي. هل يناسبكم نصف يوم آخر؟",
    ),
    (
        "too_few_peers",
        {"min": 4, "found": 2},
        "Cet atelier demande 4 personnes, vous êtes 2 pour l’instant. Un rendez-vous à deux vous "
        "irait-il ?",
        "تتطلّب هذه الورشة 4 أشخاص وأنتم 2 إلى حدّ الآن. هل يناسبكم موعد لشخصين؟",
    ),
    (
        "expert_full",
        {},
        "Les heures offertes ce trimestre sur ce sujet sont toutes prises. Message dès qu’une "
        "place se libère.",
        "كلّ الساعات المتاحة في هذا الموضوع خلال الثلاثي محجوزة. ستصلكم رسالة حالما يتوفّر مكان.",
    ),
    (
        "resident_full",
        {},
        "Vos heures possibles sont déjà prises par vos autres séances. Préférez-vous en échanger "
        "une ?",
        "أوقاتكم الممكنة مشغولة بحصصكم الأخرى. هل تفضّلون تعويض إحداها؟",
    ),
    (
        "outranked",
        {},
        "Les heures n’ont pas suffi pour tout le monde ce trimestre. Vous êtes au rang 2 pour la "
        "prochaine place.",
        "لم تكف الساعات للجميع هذا الثلاثي. أنتم في المرتبة 2 لأوّل مكان يتوفّر.",
    ),
]


def proposal(term, *needs, code="outranked", facts=None):
    unmet = {str(need.pk): {"code": code, "facts": facts or {}} for need in needs}
    return Proposal.objects.create(
        term=term,
        state=RunState.READY,
        finished_at="2027-02-16T08:00:00Z",
        solution={"points": 0, "bound": 0, "unmet": unmet},
    )


def plain(text):
    return text.replace("'", "’").replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("code", "facts", "french", "arabic"), TABLE, ids=[r[0] for r in TABLE])
def test_each_reason_reads_as_in_the_table(hub, code, facts, french, arabic):
    term = factories.term()
    factories.need(level=Level.BLOCKING)  # ahead in the queue
    need = factories.need()
    proposal(term, need, code=code, facts=facts)
    assert plain(unmet_sentence(need, "fr")) == french
    assert plain(unmet_sentence(need, "ar")) == arabic


def test_what_comes_first_is_named_in_the_persons_own_words(hub):
    who = factories.resident()
    first = factories.need(who, words="Un prix juste")
    need = factories.need(who)
    proposal(factories.term(), need, code="prerequisite", facts={"after": f"n{first.pk}"})
    assert "Un prix juste" in unmet_sentence(need, "fr")


def test_a_need_without_a_plan_says_a_date_is_looked_for(hub):
    assert unmet_sentence(factories.need(), "fr") == "Une date est cherchée."
    assert unmet_sentence(factories.need(state=State.PLANNED), "fr") == ""


def test_the_team_reads_a_reason_once_for_all_whom_it_concerns(hub):
    needs = [factories.need() for _ in range(3)]
    leila = factories.expert("Leïla")
    ready = proposal(
        factories.term(), *needs, code="expert_full", facts={"experts": [f"e{leila.pk}"]}
    )
    with override("fr"):
        (group,) = unmet_list(ready, needs)
    assert (group.remedy, group.experts, group.silent) == ("ask_hours", [leila], [])
    assert group.levels == [(Level.IMPORTANT, 3)]


def test_confidential_needs_stand_alone_and_without_discipline(hub):
    needs = [factories.need(is_confidential=True) for _ in range(2)]
    groups = unmet_list(proposal(factories.term(), *needs), needs)
    assert [(len(one.needs), one.discipline) for one in groups] == [(1, None), (1, None)]
