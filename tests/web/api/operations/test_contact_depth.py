"""Contacts over the API: outcome, persons, colleagues, and a note that has no end."""

from uuid import uuid4

import pytest

from headway.web.log import add_person
from headway.web.log.plausible import LONGEST_NOTE
from headway.web.models import Contact


@pytest.fixture
def ada(pump, bob, now):
    return add_person(pump, "Ada Cole", by=bob, now=now)


def _draft(pump, **said):
    return {"uid": str(uuid4()), "client": pump.pk, "kind": "call", **said}


def test_a_contact_says_how_it_ended_and_who_was_there(api_of, bob, carol, pump, ada):
    said = _draft(pump, outcome="refused", persons=["ada cole"], others=["Carol"])
    answer = api_of(bob).post("/contacts", said)
    assert answer.status_code == 201
    told = answer.json()
    assert (told["outcome"], told["persons"], told["others"]) == (
        "refused",
        [{"id": ada.pk, "name": "Ada Cole"}],
        [{"id": carol.pk, "name": "Carol"}],
    )


def test_what_a_correction_leaves_out_stays(api_of, bob, carol, pump, ada):
    uid = api_of(bob).post("/contacts", _draft(pump, persons=[ada.pk], others=[carol.pk])).json()["uid"]
    told = api_of(bob).patch(f"/contacts/{uid}", {"outcome": "talked", "others": []}).json()
    assert (told["outcome"], [person["name"] for person in told["persons"]], told["others"]) == (
        "talked",
        ["Ada Cole"],
        [],
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"persons": ["Eda"]}, "Nobody here is called 'Eda'."),
        ({"others": ["Zed"]}, "There is no rep 'Zed'."),
        ({"others": ["Bob"]}, "is not among the others"),
        ({"outcome": "fine"}, "outcome"),
        ({"note": "x" * (LONGEST_NOTE + 1)}, "note"),
    ],
)
def test_what_cannot_be_is_refused(api_of, bob, pump, ada, said, words):
    answer = api_of(bob).post("/contacts", _draft(pump, **said))
    assert answer.status_code == 422
    assert words in str(answer.json())
    assert not Contact.objects.exists()
