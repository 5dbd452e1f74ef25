"""Corrections and the audit trail over the API: a preview changes nothing, and what is done is what was told."""

import uuid
from datetime import timedelta

import pytest

from headway.web.log import NewContact, log_contact
from headway.web.models import Contact


@pytest.fixture
def calls(deal, bob, stage, now) -> list[Contact]:
    """Two calls of Bob's: the first brings the deal to Need, the second leaves it there."""
    return [
        log_contact(
            NewContact(
                uid=uuid.uuid4(),
                client=deal.client,
                deal=deal,
                rep=bob,
                kind="call",
                happened_at=now + timedelta(hours=hours),
                stage_after=after,
            ),
            by=bob,
            now=now + timedelta(hours=hours),
        )
        for hours, after in ((1, stage["Need"]), (2, stage["Need"]))
    ]


def test_deleting_the_first_makes_the_second_effective(api_of, bob, calls):
    first, second = calls
    asked = {"contacts": [str(first.uid)], "is_deletion": True}
    told = api_of(bob).post("/corrections", asked | {"is_preview": True}).json()
    assert (told["is_done"], told["chosen"][0]["after"]) == (False, None)
    (other,) = told["others"]
    assert (other["uid"], other["before"]["is_effective"], other["after"]["is_effective"]) == (
        str(second.uid),
        False,
        True,
    )
    assert Contact.objects.count() == 2
    done = api_of(bob).post("/corrections", asked).json()
    assert done == told | {"is_done": True}
    assert list(Contact.objects.values_list("pk", "is_effective")) == [(second.pk, True)]


def test_two_are_made_one_and_the_trail_says_so(api_of, bob, calls):
    kept, gone = calls
    answer = api_of(bob).post(f"/contacts/{kept.uid}/merge", {"gone": str(gone.uid)})
    assert answer.status_code == 200, answer.json()
    assert list(Contact.objects.all()) == [kept]
    trail = api_of(bob).get("/trail", noun="deal", id=kept.deal_id).json()["items"]
    assert [(each["verb"], each["noun"], each["id"]) for each in trail if each["verb"] in {"merge", "delete"}] == [
        ("delete", "contact", gone.pk),
        ("merge", "contact", kept.pk),
    ]


def test_contacts_of_others_are_not_there(api_of, eve, calls):
    answer = api_of(eve).post("/corrections", {"contacts": [str(calls[0].uid)], "kind": "visit"})
    assert answer.status_code == 404
    assert Contact.objects.filter(kind="call").count() == 2


def test_nothing_to_change_is_told(api_of, bob, calls):
    answer = api_of(bob).post("/corrections", {"contacts": [str(calls[0].uid)]})
    assert (answer.status_code, answer.json()["error"]) == (422, "Fill in what is to be changed.")
