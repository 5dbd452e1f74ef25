"""What a contact says besides kind and stage: outcome, who was there, and the next step."""

import re
from datetime import date
from uuid import uuid4

import pytest

from headway.web.log import NewStep, add_person, open_client, open_deal, set_step
from headway.web.models import Client, Contact, Deal, NextStep, Person

UID = "5d0f1f5e-7a51-4b53-9d0e-0d8f3a3a2c11"


def _form(client, deal="none", **fields):
    return {"uid": UID, "client": client.pk, "deal": deal, "kind": "call", **fields}


@pytest.fixture
def ada(pump, bob, now) -> Person:
    return add_person(pump, "Ada Cole", by=bob, now=now)


def test_outcome_persons_and_colleagues_are_written_and_shown(browser, bob, carol, deal, ada):
    bobs = browser(bob)
    said = {"outcome": "postponed", "persons": [ada.pk], "person_name": " Ben  Dow ", "others": [carol.pk]}
    assert bobs.post("/contacts/new", _form(deal.client, deal.pk, **said)).status_code == 302
    contact = Contact.objects.get()
    assert contact.outcome == "postponed"
    assert [person.name for person in contact.persons.all()] == ["Ada Cole", "Ben Dow"]
    assert list(contact.others.all()) == [carol]
    page = bobs.get(f"/clients/{deal.client_id}").text
    assert "Ada Cole, Ben Dow" in page
    assert "Bob, Carol" in page
    form = bobs.get(f"/contacts/{contact.pk}/edit").text
    assert 'value="postponed" checked' in form
    assert form.count("checked") >= 4


def test_a_form_sent_twice_writes_somebody_new_down_once(browser, bob, deal):
    bobs = browser(bob)
    for _ in range(2):
        bobs.post("/contacts/new", _form(deal.client, deal.pk, person_name="Ben Dow"))
    assert Person.objects.get().name == "Ben Dow"


def test_a_correction_can_add_and_take_away_who_was_there(browser, bob, deal, ada):
    bobs = browser(bob)
    bobs.post("/contacts/new", _form(deal.client, deal.pk, persons=[ada.pk]))
    contact = Contact.objects.get()
    bobs.post(f"/contacts/{contact.pk}/edit", _form(deal.client, deal.pk, person_name="Ben Dow", outcome="talked"))
    assert [person.name for person in contact.persons.all()] == ["Ben Dow"]
    contact.refresh_from_db()
    assert contact.outcome == "talked"


def test_persons_of_another_client_are_no_choice(browser, bob, deal, now):
    stranger = add_person(open_client("Valve", by=bob, now=now), "Zed", by=bob, now=now)
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, persons=[stranger.pk]))
    assert answer.status_code == 422
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("said", "due_on", "due_at", "kind"),
    [
        # It is Wednesday, the 15th.
        ({"step_in": "1"}, date(2024, 5, 16), None, "call"),
        ({"step_in": "7", "step_kind": "meeting"}, date(2024, 5, 22), None, "meeting"),
        ({"step_in": "pick", "step_on": "2024-06-03"}, date(2024, 6, 3), None, "call"),
        # Scripts write the day beside the button.
        ({"step_in": "1", "step_on": "2024-05-17"}, date(2024, 5, 17), None, "call"),
        ({"step_on": "2024-05-17", "step_at": "09:30"}, date(2024, 5, 17), "2024-05-17T07:30:00+00:00", "call"),
    ],
)
def test_the_next_step_is_set_with_the_contact(browser, bob, deal, said, due_on, due_at, kind):
    browser(bob).post("/contacts/new", _form(deal.client, deal.pk, **said, step_what="Send the drawing"))
    step = NextStep.objects.get()
    assert (step.due_on, step.kind, step.what) == (due_on, kind, "Send the drawing")
    assert (step.due_at.isoformat() if step.due_at else None) == due_at
    assert (step.deal, step.rep, step.set_by) == (deal, bob, Contact.objects.get())


def test_a_form_sent_twice_sets_its_step_once(browser, bob, deal):
    bobs = browser(bob)
    for _ in range(2):
        assert bobs.post("/contacts/new", _form(deal.client, deal.pk, step_in="1")).status_code == 302
    assert NextStep.objects.count() == 1


@pytest.mark.parametrize("said", [{"step_in": "pick"}, {"step_what": "Send it"}, {"step_at": "09:30"}])
def test_a_step_without_a_day_is_asked_for_it(browser, bob, deal, said):
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, **said))
    assert answer.status_code == 422
    assert "Say on which day the next step is." in answer.text
    assert not Contact.objects.exists()


def test_a_client_that_is_due_stands_first_and_its_step_is_kept(browser, bob, deal, now):
    bobs = browser(bob)
    valve = open_client("Valve", by=bob, now=now)
    bobs.post("/contacts/new", _form(valve, uid=uuid4()))
    due = NewStep(uuid4(), "meeting", date(2024, 5, 14), None, "Show the pump")
    step = set_step(due, client=deal.client, deal=deal, rep=bob, by=bob, now=now)
    page = bobs.get("/contacts/new").text
    assert page.index("Pump Ltd") < page.index("Valve")
    assert "was due on" in page
    assert f"keeps={step.pk}" in page
    form = bobs.get("/contacts/new", {"client": deal.client_id, "keeps": step.pk, "kind": "call"}).text
    assert f'name="keeps" value="{step.pk}"' in form
    bobs.post("/contacts/new", _form(deal.client, deal.pk, keeps=step.pk))
    step.refresh_from_db()
    assert step.kept_by == Contact.objects.latest("pk")


@pytest.mark.usefixtures("funnel")
def test_undo_takes_back_what_was_opened_with_the_contact(browser, bob):
    bobs = browser(bob)
    form = {"uid": UID, "client_name": "Valve", "deal": "new", "kind": "call", "step_in": "1", "person_name": "Zed"}
    page = bobs.post("/contacts/new", form, follow=True).text
    assert 'name="all" value="1"' in page
    bobs.post(f"/contacts/{Contact.objects.get().pk}/undo", {"all": "1"})
    counts = [model.objects.count() for model in (Contact, Deal, Client, NextStep, Person)]
    assert counts == [0, 0, 0, 0, 0]


@pytest.mark.usefixtures("funnel")
def test_undo_leaves_what_others_built_on(browser, bob):
    bobs = browser(bob)
    bobs.post("/contacts/new", {"uid": UID, "client_name": "Valve", "deal": "new", "kind": "call"})
    first = Contact.objects.get()
    bobs.post("/contacts/new", _form(first.client, first.deal_id, uid=uuid4()))
    bobs.post(f"/contacts/{first.pk}/undo", {"all": "1"})
    assert (Contact.objects.count(), Deal.objects.count(), Client.objects.count()) == (1, 1, 1)


@pytest.mark.usefixtures("funnel")
def test_taking_a_contact_out_of_the_log_leaves_its_deal(browser, bob):
    bobs = browser(bob)
    bobs.post("/contacts/new", {"uid": UID, "client_name": "Valve", "deal": "new", "kind": "call"})
    bobs.post(f"/contacts/{Contact.objects.get().pk}/undo")
    assert (Contact.objects.count(), Deal.objects.count(), Client.objects.count()) == (0, 1, 1)


def test_undo_leaves_a_client_and_a_deal_that_were_there_before(browser, bob, deal):
    bobs = browser(bob)
    bobs.post("/contacts/new", _form(deal.client, deal.pk))
    bobs.post(f"/contacts/{Contact.objects.get().pk}/undo", {"all": "1"})
    assert (Deal.objects.count(), Client.objects.count()) == (1, 1)


def test_a_meeting_about_two_deals_is_one_contact_on_each_and_undo_takes_both(browser, bob, deal, stage, now):
    """
    deal      | stage after | counts
    Two pumps | Need        | yes
    Valves    | Offer       | no
    Seals     | not spoken of
    """
    valves, seals = (open_deal(deal.client, name=name, by=bob, now=now) for name in ("Valves", "Seals"))
    bobs = browser(bob)
    page = bobs.get("/contacts/new", {"client": deal.client_id, "deal": deal.pk}).text
    assert f'name="also_{valves.pk}"' in page
    said = {"stage": stage["Need"].pk, f"also_{valves.pk}": stage["Offer"].pk, f"also_{seals.pk}": ""}
    for _ in range(2):
        answer = bobs.post("/contacts/new", _form(deal.client, deal.pk, **said))
        assert re.findall(r'role="alert">(.*?)<', answer.text, re.DOTALL) == []
        assert answer.status_code == 302
    written = [(each.deal, each.stage, each.is_counted) for each in Contact.objects.order_by("pk")]
    assert written == [(deal, stage["Need"], True), (valves, stage["Offer"], False)]
    bobs.post(f"/contacts/{Contact.objects.get(is_counted=True).pk}/undo", {"all": "1"})
    assert not Contact.objects.exists()
    valves.milestones.refresh_from_db()
    assert valves.milestones.stage == stage["New"]
