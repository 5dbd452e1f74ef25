"""What people send by mistake, and what a thoughtful person would do with it."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest

from headway.web.log import NewContact, add_person, correct_contact, log_contact, open_client
from headway.web.log.plausible import LONGEST_NOTE
from headway.web.models import AuditEntry, Client, Contact, Membership

UID = UUID("5d0f1f5e-7a51-4b53-9d0e-0d8f3a3a2c11")


def _form(client, deal="none", **fields):
    return {"uid": UID, "client": client.pk, "deal": deal, "kind": "call", **fields}


def test_a_contact_before_the_client_was_entered_is_taken_and_begins_its_deal(browser, bob, pump, funnel):
    """Who was spoken to last week is often entered today."""
    form = _form(pump, "new", when="2024-05-08T09:00")
    assert browser(bob).post("/contacts/new", form).status_code == 302
    contact = Contact.objects.get()
    assert contact.happened_at < pump.created_at
    assert contact.deal.entered_at == contact.happened_at
    assert contact.deal.milestones.first_contact_at == contact.happened_at


def test_a_contact_before_its_deal_began_is_taken_and_moves_nothing_by_itself(browser, bob, deal, stage):
    browser(bob).post("/contacts/new", _form(deal.client, deal.pk, when="2024-05-08T09:00"))
    contact = Contact.objects.get()
    assert (contact.stage_before, contact.stage, contact.is_effective) == (stage["New"], stage["New"], False)


def test_a_stage_of_another_funnel_is_refused_with_a_sentence(browser, bob, deal, funnel):
    other = funnel.stages.create(name="Elsewhere", phase="lead")
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, stage=other.pk))
    assert answer.status_code == 422
    assert "This stage is not in the funnel of the deal." in answer.text


@pytest.mark.parametrize("end", ["Won", "Lost"])
def test_a_closed_deal_is_offered_to_stay_closed_or_to_open_again(browser, bob, deal, stage, end):
    bobs = browser(bob)
    bobs.post("/contacts/new", _form(deal.client, deal.pk, stage=stage[end].pk))
    # No other deal is open, so that the closed one is among the choices.
    assert f"deal={deal.pk}" in bobs.get("/contacts/new", {"client": deal.client_id}).text
    page = bobs.get("/contacts/new", {"client": deal.client_id, "deal": deal.pk}).text
    assert f"This deal stands on {end}. Leave it there" in page
    bobs.post("/contacts/new", _form(deal.client, deal.pk, uid=uuid4()))
    deal.milestones.refresh_from_db()
    assert deal.milestones.outcome == end.lower()
    bobs.post("/contacts/new", _form(deal.client, deal.pk, uid=uuid4(), stage=stage["Offer"].pk))
    deal.milestones.refresh_from_db()
    assert (deal.milestones.outcome, deal.milestones.stage) == ("open", stage["Offer"])


def _leave(user, on):
    user.is_active = False
    user.save()
    Membership.objects.filter(user=user).update(ends_on=on)


def test_a_rep_who_left_has_no_contacts_after_that_day(carol, bob, deal, now):
    _leave(bob, date(2024, 5, 15))
    new = NewContact(uid=uuid4(), client=deal.client, rep=bob, kind="call", happened_at=now)
    with pytest.raises(Exception, match=r"Bob left on May\s15,\s2024\. Say who held this contact"):
        log_contact(new, by=carol, now=now)


def test_what_a_rep_who_left_did_before_is_written_and_stays_theirs(browser, carol, bob, deal, now):
    new = NewContact(uid=UID, client=deal.client, deal=deal, rep=bob, kind="call", happened_at=now)
    contact = log_contact(new, by=bob, now=now)
    _leave(bob, date(2024, 5, 16))
    form = {"uid": UID, "client": deal.client_id, "deal": deal.pk, "kind": "meeting", "rep": bob.pk}
    assert f'value="{bob.pk}" selected' in browser(carol).get(f"/contacts/{contact.pk}/edit").text
    assert browser(carol).post(f"/contacts/{contact.pk}/edit", form).status_code == 302
    contact.refresh_from_db()
    assert (contact.rep, contact.kind) == (bob, "meeting")


def test_a_rep_who_left_is_no_choice_for_a_new_contact(browser, carol, bob, deal):
    _leave(bob, date(2024, 5, 15))
    page = browser(carol).get("/contacts/new", {"client": deal.client_id}).text
    assert "Bob</option>" not in page


def test_thirty_pages_of_note_are_taken_and_three_hundred_refused_with_a_sentence(browser, bob, deal):
    bobs = browser(bob)
    assert bobs.post("/contacts/new", _form(deal.client, deal.pk, note="ж" * LONGEST_NOTE)).status_code == 302
    assert len(Contact.objects.get().note) == LONGEST_NOTE
    book = urlencode(_form(deal.client, deal.pk, uid=uuid4(), note="Слово " * 150_000))
    answer = bobs.post("/contacts/new", book, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "A contact keeps 100,000: shorten it" in answer.text
    # What was dictated is not lost.
    assert answer.text.count("Слово") == 150_000
    assert 'maxlength="100000"' not in answer.text


def test_a_client_may_be_called_by_signs_alone(browser, bob, funnel):
    bobs = browser(bob)
    form = {"uid": UID, "client_name": "🦊🔥", "deal": "new", "kind": "call"}
    assert bobs.post("/contacts/new", form).status_code == 302
    assert Client.objects.get().name == "🦊🔥"
    assert "🦊🔥" in bobs.get("/contacts/new", {"q": "🦊"}).text
    again = bobs.post("/contacts/new", form | {"uid": uuid4()})
    assert "is among your clients already" in again.text


def test_a_clock_that_is_a_year_behind_is_asked_about_once(browser, bob, deal):
    bobs = browser(bob)
    form = _form(deal.client, deal.pk, when="2023-05-15T13:00")
    answer = bobs.post("/contacts/new", form)
    assert answer.status_code == 422
    assert "Is the year right?" in answer.text
    assert 'name="is_sure"' in answer.text
    assert bobs.post("/contacts/new", form | {"is_sure": "on"}).status_code == 302
    assert Contact.objects.get().happened_at.year == 2023


def test_a_correction_of_an_old_contact_asks_nothing(browser, bob, deal):
    bobs = browser(bob)
    form = _form(deal.client, deal.pk, when="2023-05-15T13:00")
    bobs.post("/contacts/new", form | {"is_sure": "on"})
    edited = form | {"when": "2023-05-15T14:00"}
    assert bobs.post(f"/contacts/{Contact.objects.get().pk}/edit", edited).status_code == 302


def test_a_clock_that_is_a_year_ahead_is_refused(browser, bob, deal):
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, when="2025-05-15T13:00"))
    assert answer.status_code == 422
    assert "lies in the future" in answer.text


def test_persons_fall_away_when_a_contact_comes_to_another_client(bob, carol, deal, now):
    ada = add_person(deal.client, "Ada", by=bob, now=now)
    valve = open_client("Valve", by=bob, now=now)
    new = NewContact(
        uid=UID, client=deal.client, rep=bob, kind="call", happened_at=now, persons=(ada,), others=(carol,)
    )
    contact = log_contact(new, by=bob, now=now)
    correct_contact(contact, {"client": valve}, by=bob, now=now)
    assert (list(contact.persons.all()), list(contact.others.all())) == ([], [carol])
    entry = AuditEntry.objects.get(verb="correct")
    assert (entry.before["persons"], "persons" in entry.after) == ([ada.pk], False)
    # Whoever held it is not among those who took part.
    correct_contact(contact, {"rep": carol}, by=bob, now=now)
    assert list(contact.others.all()) == []
