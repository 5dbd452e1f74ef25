"""Correcting a contact by the page, and who may."""

import uuid

import pytest

from headway.web.log import NewContact, log_contact
from headway.web.models import AuditEntry, Contact


@pytest.fixture
def contact(deal, bob, stage, now) -> Contact:
    new = NewContact(
        uid=uuid.uuid4(),
        client=deal.client,
        deal=deal,
        rep=bob,
        kind="call",
        happened_at=now,
        stage_after=stage["Offer"],
        duration_seconds=300,
    )
    return log_contact(new, by=bob, now=now)


def _as_written(contact, **changes):
    form = {
        "uid": contact.uid,
        "client": contact.client_id,
        "deal": contact.deal_id,
        "kind": contact.kind,
        "stage": contact.stage_after_id or "",
        "when": "2024-05-15T14:00",
        "minutes": "5",
    }
    return form | changes


def test_the_page_shows_what_is_written_and_saving_it_changes_nothing(browser, bob, contact):
    bobs = browser(bob)
    page = bobs.get(f"/contacts/{contact.pk}/edit").text
    assert f'value="{contact.stage_after_id}" checked' in page
    assert 'value="2024-05-15T14:00' in page
    bobs.post(f"/contacts/{contact.pk}/edit", _as_written(contact))
    assert not AuditEntry.objects.filter(verb="correct").exists()


def test_a_correction_replays_the_deal_and_is_kept_in_the_audit_trail(browser, bob, contact, stage):
    browser(bob).post(f"/contacts/{contact.pk}/edit", _as_written(contact, kind="meeting", stage=stage["Need"].pk))
    contact.refresh_from_db()
    assert (contact.kind, contact.stage, contact.deal.milestones.stage) == ("meeting", stage["Need"], stage["Need"])
    entry = AuditEntry.objects.get(verb="correct")
    assert (entry.before["kind"], entry.after["kind"]) == ("call", "meeting")


def test_a_correction_can_take_the_stage_back_to_no_move(browser, bob, contact, stage):
    browser(bob).post(f"/contacts/{contact.pk}/edit", _as_written(contact, stage=""))
    contact.refresh_from_db()
    assert (contact.stage_after, contact.stage, contact.is_effective) == (None, stage["New"], False)


def test_a_correction_can_take_the_deal_off(browser, bob, contact):
    browser(bob).post(f"/contacts/{contact.pk}/edit", _as_written(contact, deal="none", stage=""))
    contact.refresh_from_db()
    assert (contact.deal, contact.stage) == (None, None)


def test_the_page_of_a_correction_can_be_looked_at_with_another_deal(browser, bob, contact):
    page = browser(bob).get(f"/contacts/{contact.pk}/edit", {"deal": "none"})
    assert "Stage after it" not in page.text


@pytest.mark.parametrize("address", ["edit", "undo"])
def test_carol_may_correct_and_ann_may_look_only_and_for_eve_there_is_nothing(
    browser, carol, ann, eve, contact, address
):
    answers = {
        user.name: browser(user).post(f"/contacts/{contact.pk}/{address}", _as_written(contact)).status_code
        for user in (eve, ann, carol)
    }
    assert answers == {"Eve": 404, "Ann": 403, "Carol": 302}


def test_a_problem_is_told_beside_the_form(browser, bob, contact):
    answer = browser(bob).post(f"/contacts/{contact.pk}/edit", _as_written(contact, when="2024-06-01T10:00"))
    assert answer.status_code == 422
    assert "This contact lies in the future" in answer.text


def test_undo_is_a_post_alone(browser, bob, contact):
    assert browser(bob).get(f"/contacts/{contact.pk}/undo").status_code == 405
    assert Contact.objects.exists()
