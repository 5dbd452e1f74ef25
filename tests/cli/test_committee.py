"""`headway committee`."""

import json
import uuid
from collections.abc import Callable
from datetime import datetime

import pytest

from headway.web.log import NewContact, add_person, log_contact, open_client, open_deal
from headway.web.models import Client, Deal, DecisionMaker, Person, User

pytestmark = pytest.mark.usefixtures("alice", "carol")
AS_BOB = ("--as", "bob@example.com")


def _seats() -> list[tuple[object, ...]]:
    columns = ("person__name", "person__job_title", "level", "position", "reports_to__person__name")
    return list(DecisionMaker.objects.order_by("pk").values_list(*columns))


def test_a_committee_is_named_weighed_and_shown(
    headway: Callable, bob: User, pump: Client, deal: Deal, now: datetime
) -> None:
    add_person(pump, "Ada Kiss", by=bob, now=now, job_title="Owner")
    headway("committee", "two pumps", "--person", "ada kiss", *AS_BOB)
    headway("committee", str(deal.pk), "--person", "Ben", "--title", "Buyer", "--level", "2", *AS_BOB)
    new = NewContact(
        uid=uuid.uuid4(),
        client=pump,
        deal=deal,
        rep=bob,
        kind="meeting",
        happened_at=now,
        persons=(Person.objects.get(name="Ben"),),
    )
    log_contact(new, by=bob, now=now)
    said = headway(
        "committee", "Two pumps", "--person", "ben", "--position", "Agreed", "--reports-to", "Ada Kiss", *AS_BOB
    )
    assert _seats() == [("Ada Kiss", "Owner", 1, "unknown", None), ("Ben", "Buyer", 2, "agreed", "Ada Kiss")]
    assert said.lines == [
        "1 of 2 agreed",
        "The deal hangs on Ada Kiss, whom no contact about it has reached.",
        "",
        "level  person    job title  position  reports to  contacts  meetings  last contact",
        "-----  --------  ---------  --------  ----------  --------  --------  -------------",
        "    1  Ada Kiss  Owner      unknown                      0         0  never reached",
        "    2  Ben       Buyer      agreed    Ada Kiss           1         1  May 15, 2024",
    ]
    told = json.loads(headway("committee", "Two pumps", "--json").out)
    assert (told["agreed"], told["size"], told["hangs_on"]["name"]) == (1, 2, "Ada Kiss")
    ada, ben = Person.objects.order_by("name").values_list("pk", flat=True)
    assert headway("committee", "Two pumps", "--csv").lines[2] == f"2,{ben},Ben,Buyer,agreed,{ada},1,1,True"


def test_without_a_deal_those_that_hang_on_somebody_are_listed(
    headway: Callable, bob: User, eve: User, pump: Client, deal: Deal, now: datetime
) -> None:
    assert headway("committee").out == "0 open deals hang on one unreached person each.\n"
    headway("committee", "Two pumps", "--person", "Ada", *AS_BOB)
    open_deal(pump, name="Valves", by=bob, now=now)
    said = headway("committee", *AS_BOB)
    assert said.lines[0] == "1 open deal hangs on one unreached person."
    assert said.lines[-1].split() == [str(deal.pk), "Two", "pumps", "Pump", "Ltd", "Bob", "0", "1", "Ada"]
    assert headway("committee", "--csv").lines[1] == f"{deal.pk},Two pumps,Pump Ltd,Bob,0,1,Ada"
    assert json.loads(headway("committee", "--json").out)[0]["hangs_on"] == "Ada"
    assert json.loads(headway("committee", "--json", "--as", "eve@example.com").out) == []


def test_somebody_is_taken_out_and_reports_to_nobody(headway: Callable, deal: Deal) -> None:
    for words in (("Ada",), ("Ben", "--reports-to", "Ada"), ("Ben", "--reports-to", "none"), ("Ada", "--remove")):
        assert headway("committee", "Two pumps", "--person", *words, *AS_BOB).code == 0
    assert _seats() == [("Ben", "", 1, "unknown", None)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--person", "Ada", "--position", "keen"], "keen is no position. There are: unknown, against"),
        (["--person", "Ada", "--level", "12"], "A level is a number from 1"),
        (["--person", "Ada", "--reports-to", "Zoe"], "Nobody here is called 'Zoe'."),
        (["--person", "Ada", "--remove"], "Ada does not decide on this deal."),
        (["--person", "99999"], "There is no person 99999 at this client."),
        (["--person", "Twin"], "Several persons are called 'Twin'"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    headway: Callable, bob: User, pump: Client, deal: Deal, now: datetime, words: list[str], sentence: str
) -> None:
    for _ in range(2):
        add_person(pump, "Twin", by=bob, now=now)
    said = headway("committee", "Two pumps", *words, *AS_BOB)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert not DecisionMaker.objects.exists()
    assert set(Person.objects.values_list("name", flat=True)) == {"Twin"}


def test_deals_of_one_name_are_told_apart_and_those_of_others_do_not_exist(
    headway: Callable, bob: User, eve: User, deal: Deal, now: datetime
) -> None:
    open_deal(open_client("Pipes", by=bob, now=now), name="Two pumps", by=bob, now=now)
    assert "Several deals are called 'Two pumps'" in headway("committee", "Two pumps", *AS_BOB).err
    assert headway("committee", str(deal.pk), *AS_BOB).out == "Nobody is named yet who decides on this deal.\n"
    assert "There is no deal" in headway("committee", str(deal.pk), "--as", "eve@example.com").err


def test_an_analyst_looks_and_changes_nothing(headway: Callable, ann: User, deal: Deal) -> None:
    assert headway("committee", "Two pumps", "--as", "ann@example.com").code == 0
    refused = headway("committee", "Two pumps", "--person", "Ada", "--as", "ann@example.com")
    assert "The role of Ann does not allow this." in refused.err
    assert not Person.objects.exists()
