"""A name nobody has is no dead end: whoever may add people is led there, the name typed already."""

import pytest

from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_desk_for_somebody_not_on_file_leads_to_adding_them(hub, sign_in):
    desk = factories.desk()
    client = sign_in(factories.person("Sami", roles=[Role.RECEPTION]))
    sent = {"who": "Kamel Ben Ali", "day": "2027-02-16", "halves": ["morning"]}
    page = client.post(f"/desks/{desk.key}/take/", sent).content.decode()
    address = "/people/add/?name=Kamel%20Ben%20Ali"
    assert address in page
    form = client.get(address).context["form"]
    assert (form["first_name"].value(), form["last_name"].value()) == ("Kamel", "Ben Ali")
    known = factories.resident("Rania"), factories.resident("Rania")
    page = client.post(f"/desks/{desk.key}/take/", sent | {"who": "Rania"}).content.decode()
    assert known
    assert "/people/add/" not in page
