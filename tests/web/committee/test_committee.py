"""The page of a buying committee: the map, the changes by a tap, with scripts and without."""

import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from headway.web.log import NewContact, add_decision_maker, add_person, change_person, log_contact, remove_person
from headway.web.models import AuditEntry, DecisionMaker, Person


@pytest.fixture
def seats(pump, deal, bob, now):
    """
    level | who  | thinks  | reports to | contacts about the deal
    1     | Ada  | unknown |            | none
    2     | Ben  | agreed  | Ada        | a call and a meeting
    """
    ada, ben = (add_person(pump, name, by=bob, now=now) for name in ("Ada", "Ben"))
    change_person(ada, {"job_title": "Head"}, by=bob, now=now)
    add_decision_maker(deal, ada, by=bob, now=now)
    add_decision_maker(deal, ben, by=bob, now=now, level=2, position="agreed", reports_to=ada)
    for minutes, kind in ((1, "call"), (2, "meeting")):
        at = now + timedelta(minutes=minutes)
        new = NewContact(uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind=kind, happened_at=at, persons=(ben,))
        log_contact(replace(new, note=f"A {kind}"), by=bob, now=at)
    return {"Ada": ada, "Ben": ben}


def _box(page, person):
    found = re.search(rf'<a class="org-box[^>]*data-person="{person.pk}".*?</a>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip()


def test_the_map_shows_who_decides_with_what_was_spent_on_each(browser, bob, deal, seats):
    page = browser(bob).get(f"/deals/{deal.pk}/committee").text
    assert 'data-agreed="1" data-size="2"' in page
    assert "1 of 2 agreed" in page
    assert _box(page, seats["Ada"]) == "Ada Head ? unknown never reached"
    assert _box(page, seats["Ben"]) == "Ben agreed reports to Ada Contacts 2 Meetings 1"
    assert page.count("<path ") == 1
    assert [int(level) for level in re.findall(r">Level (\d)<", page)] == [1, 2]


def test_a_deal_that_hangs_on_somebody_says_on_whom(browser, bob, deal, seats):
    for address in (f"/deals/{deal.pk}/committee", f"/deals/{deal.pk}"):
        assert "The deal hangs on Ada: everybody else has agreed" in browser(bob).get(address).text


def test_whom_one_taps_is_shown_with_the_contacts_that_name_them(browser, bob, deal, seats):
    page = browser(bob).get(f"/deals/{deal.pk}/committee?who={seats['Ben'].pk}").text
    chosen = page[page.index('id="who"') :]
    assert "agreed since May" in chosen
    assert "A meeting" in chosen
    assert "A call" in chosen
    assert 'id="who"' not in browser(bob).get(f"/deals/{deal.pk}/committee?who=999999").text


def test_a_position_is_set_by_one_tap_and_the_map_follows(browser, bob, deal, seats):
    bobs, address = browser(bob), f"/deals/{deal.pk}/committee/{seats['Ada'].pk}/position"
    answer = bobs.post(address, {"position": "against"})
    assert (answer.status_code, answer["Location"]) == (302, f"/deals/{deal.pk}/committee?who={seats['Ada'].pk}#who")
    swapped = bobs.post(address, {"position": "agreed"}, headers={"HX-Request": "true"}).text
    assert "2 of 2 agreed" in swapped
    assert "<html" not in swapped
    assert bobs.post(address, {"position": "keen"}).status_code == 422
    entries = AuditEntry.objects.filter(noun="decisionmaker", verb="change").order_by("pk")
    assert [each.after["position"] for each in entries] == ["against", "agreed"]


def test_somebody_known_or_new_is_added(browser, bob, deal, pump, seats, now):
    bobs, address = browser(bob), f"/deals/{deal.pk}/committee/add"
    known = add_person(pump, "Cleo", by=bob, now=now)
    bobs.post(address, {"person": known.pk, "level": 2, "reports_to": seats["Ada"].pk})
    for _sent_twice in range(2):
        bobs.post(address, {"name": "Dora", "job_title": "Buyer", "level": 3, "reports_to": known.pk})
    rows = DecisionMaker.objects.values_list("person__name", "person__job_title", "level", "reports_to__person__name")
    assert list(rows.order_by("pk"))[2:] == [("Cleo", "", 2, "Ada"), ("Dora", "Buyer", 3, "Cleo")]
    assert Person.objects.filter(name="Dora").count() == 1


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"level": 1}, "Choose a person, or write the name of somebody new."),
        ({"name": "Dora", "level": 12}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_added_is_said_in_the_form(browser, bob, deal, form, sentence):
    answer = browser(bob).post(f"/deals/{deal.pk}/committee/add", form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not DecisionMaker.objects.exists()


def test_who_has_left_is_no_choice_and_says_so_on_the_map(browser, bob, deal, seats, pump, now):
    zoe = add_person(pump, "Zoe", by=bob, now=now)
    remove_person(seats["Ben"], by=bob, now=now)
    page = browser(bob).get(f"/deals/{deal.pk}/committee").text
    assert f'<option value="{zoe.pk}">Zoe' in page
    assert "has left" in _box(page, seats["Ben"])
    Person.objects.filter(pk=zoe.pk).update(left_at=now)
    assert "Zoe" not in browser(bob).get(f"/deals/{deal.pk}/committee").text


def test_level_and_superior_are_changed_and_a_circle_is_refused(browser, bob, deal, seats):
    bobs = browser(bob)
    bobs.post(f"/deals/{deal.pk}/committee/{seats['Ben'].pk}", {"level": 3, "reports_to": ""})
    ben = DecisionMaker.objects.get(person=seats["Ben"])
    assert (ben.level, ben.reports_to) == (3, None)
    bobs.post(f"/deals/{deal.pk}/committee/{seats['Ben'].pk}", {"level": 3, "reports_to": seats["Ada"].pk})
    refused = bobs.post(f"/deals/{deal.pk}/committee/{seats['Ada'].pk}", {"level": 1, "reports_to": seats["Ben"].pk})
    assert refused.status_code == 422
    assert "Ada would come to report to themselves" in refused.text


def test_who_does_not_decide_any_more_leaves_the_map_and_stays_at_the_client(browser, bob, deal, seats):
    browser(bob).post(f"/deals/{deal.pk}/committee/{seats['Ada'].pk}/remove")
    assert list(DecisionMaker.objects.values_list("person__name", "reports_to")) == [("Ben", None)]
    assert Person.objects.filter(name="Ada", left_at=None).exists()


def test_an_analyst_sees_the_map_and_changes_nothing(browser, ann, deal, seats):
    anns = browser(ann)
    page = anns.get(f"/deals/{deal.pk}/committee?who={seats['Ben'].pk}").text
    assert "1 of 2 agreed" in page
    assert "<form" not in page[page.index('id="committee"') : page.index("</main>")]
    assert (
        anns.post(f"/deals/{deal.pk}/committee/{seats['Ada'].pk}/position", {"position": "agreed"}).status_code == 403
    )


def test_a_deal_without_a_committee_asks_for_the_first(browser, bob, ann, deal):
    assert "Name the first who decides" in browser(bob).get(f"/deals/{deal.pk}/committee").text
    assert "Nobody is named yet" in browser(ann).get(f"/deals/{deal.pk}/committee").text
    assert "Name who decides" in browser(bob).get(f"/deals/{deal.pk}").text
    assert "Name who decides" not in browser(ann).get(f"/deals/{deal.pk}").text


def test_the_list_shows_how_many_agreed_and_can_be_narrowed(browser, bob, deal, seats):
    bobs = browser(bob)
    assert "1 of 2 agreed" in bobs.get("/deals").text
    for state, is_shown in (("hangs", True), ("unreached", True), ("none", False), ("nonsense", True)):
        assert ("Two pumps" in bobs.get("/deals", {"committee": state}).text) == is_shown


def test_the_trail_of_the_deal_tells_who_weighed_whom(browser, bob, deal, seats):
    bobs = browser(bob)
    bobs.post(f"/deals/{deal.pk}/committee/{seats['Ada'].pk}/position", {"position": "against"})
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bobs.get(reverse("trail_of", args=["deal", deal.pk])).text))
    assert "decision-maker" in page
    assert re.search(r"position.{0,40}unknown.{0,40}against", page)
    assert re.search(r"reports to.{0,40}Ada", page)
