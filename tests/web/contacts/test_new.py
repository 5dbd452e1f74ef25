"""Logging a contact by the page: two taps where the stage stays, three where it moves, sent twice it counts once."""

import re
from uuid import UUID, uuid4

import pytest

from headway.web.models import Client, Contact, Deal, LossReason

UID = "5d0f1f5e-7a51-4b53-9d0e-0d8f3a3a2c11"


def _form(client, deal="none", **fields):
    return {"uid": UID, "client": client.pk, "deal": deal, "kind": "call", **fields}


def test_kind_and_save_log_a_contact_that_leaves_the_deal_where_it_is(browser, bob, deal):
    page = browser(bob).get("/contacts/new", {"client": deal.client_id})
    (uid,) = re.findall(r'name="uid" value="([^"]+)"', page.text)
    assert re.search(rf'name="deal" value="{deal.pk}"', page.text)
    browser(bob).post(
        "/contacts/new", {"uid": uid, "client": deal.client_id, "deal": deal.pk, "kind": "call", "stage": ""}
    )
    contact = Contact.objects.get()
    assert (contact.uid, contact.deal, contact.kind, contact.stage_after, contact.is_effective) == (
        UUID(uid),
        deal,
        "call",
        None,
        False,
    )


def test_a_chosen_stage_moves_the_deal_and_the_toast_says_so_with_undo(browser, bob, deal, stage):
    bobs = browser(bob)
    answer = bobs.post("/contacts/new", _form(deal.client, deal.pk, stage=stage["Offer"].pk), follow=True)
    assert "Pump Ltd: New → Offer — effective" in answer.text
    contact = Contact.objects.get()
    assert f'action="/contacts/{contact.pk}/undo"' in answer.text
    bobs.post(f"/contacts/{contact.pk}/undo")
    assert not Contact.objects.exists()
    deal.milestones.refresh_from_db()
    assert deal.milestones.stage == stage["New"]


def test_the_same_form_sent_twice_counts_once_and_opens_one_client_and_one_deal(browser, bob, funnel):
    form = {"uid": UID, "client_name": "Valve Ltd", "deal": "new", "deal_name": "Valves", "kind": "call"}
    bobs = browser(bob)
    assert [bobs.post("/contacts/new", form).status_code, bobs.post("/contacts/new", form).status_code] == [302, 302]
    assert (Client.objects.count(), Deal.objects.count(), Contact.objects.count()) == (1, 1, 1)


def test_a_contact_of_a_known_client_sent_twice_counts_once(browser, bob, deal):
    bobs = browser(bob)
    for _ in range(2):
        assert bobs.post("/contacts/new", _form(deal.client, deal.pk)).status_code == 302
    assert Contact.objects.count() == 1


def test_a_new_deal_begins_on_the_first_stage_and_the_contact_may_move_it(browser, bob, pump, stage):
    form = _form(pump, "new", deal_name="Third pump", stage=stage["Need"].pk)
    browser(bob).post("/contacts/new", form)
    contact = Contact.objects.get()
    assert contact.deal.name == "Third pump"
    assert (contact.stage_before, contact.stage) == (stage["New"], stage["Need"])


def test_a_contact_without_a_kind_is_asked_for_it_and_keeps_what_was_written(browser, bob, deal):
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, kind="", note="Wants a drawing"))
    assert answer.status_code == 422
    assert "Choose what it was" in answer.text
    assert "Wants a drawing" in answer.text


def test_a_contact_in_the_future_is_refused_with_a_sentence(browser, bob, deal):
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, when="2024-05-16T10:00"))
    assert answer.status_code == 422
    assert "This contact lies in the future" in answer.text


def test_when_is_read_in_the_reader_s_time_zone(browser, bob, deal):
    browser(bob).post("/contacts/new", _form(deal.client, deal.pk, when="2024-05-15T14:30"))
    assert Contact.objects.get().happened_at.isoformat() == "2024-05-15T12:30:00+00:00"


@pytest.mark.parametrize(("minutes", "quick", "seconds"), [("", "15", 900), ("7", "15", 420), ("", "", None)])
def test_a_number_of_minutes_goes_before_the_quick_button(browser, bob, deal, minutes, quick, seconds):
    browser(bob).post("/contacts/new", _form(deal.client, deal.pk, minutes=minutes, quick=quick))
    assert Contact.objects.get().duration_seconds == seconds


def test_lost_keeps_its_reason(browser, bob, deal, stage):
    price = LossReason.objects.create(name="Price")
    browser(bob).post("/contacts/new", _form(deal.client, deal.pk, stage=stage["Lost"].pk, loss_reason=price.pk))
    assert Contact.objects.get().loss_reason == price


def test_a_stage_of_another_funnel_is_no_choice(browser, bob, deal, funnel):
    other = funnel.stages.create(name="Elsewhere", phase="lead")
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, stage=other.pk))
    assert answer.status_code == 422


def test_carol_logs_for_bob_and_bob_for_nobody_else(browser, bob, carol, deal):
    browser(carol).post("/contacts/new", _form(deal.client, deal.pk, rep=bob.pk))
    browser(bob).post("/contacts/new", _form(deal.client, deal.pk, uid=uuid4(), rep=carol.pk))
    assert [contact.rep for contact in Contact.objects.order_by("pk")] == [bob, bob]


@pytest.mark.parametrize("field", ["client", "deal"])
def test_what_eve_may_not_see_does_not_exist_for_her(browser, eve, deal, field):
    own = {"client": deal.client_id} if field == "client" else {"client": deal.client_id, "deal": deal.pk}
    assert browser(eve).get("/contacts/new", own).status_code == 404


def test_an_analyst_logs_nothing(browser, ann, deal):
    assert browser(ann).get("/contacts/new").status_code == 403
    assert browser(ann).post("/contacts/new", _form(deal.client)).status_code == 403


def test_nobody_is_entered_twice_and_a_colleague_s_client_is_named_with_its_owner(browser, eve, bob, pump):
    for user, sentence in ((eve, "Bob looks after it"), (bob, "among your clients already")):
        form = {"uid": uuid4(), "client_name": "  PUMP ltd", "deal": "none", "kind": "call"}
        answer = browser(user).post("/contacts/new", form)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert Client.objects.count() == 1


def test_a_closed_deal_can_be_named_by_its_address(browser, bob, deal, stage):
    bobs = browser(bob)
    bobs.post("/contacts/new", _form(deal.client, deal.pk, stage=stage["Lost"].pk))
    assert f'name="deal" value="{deal.pk}"' not in bobs.get("/contacts/new", {"client": deal.client_id}).text
    again = bobs.get("/contacts/new", {"client": deal.client_id, "deal": deal.pk})
    assert f'name="deal" value="{deal.pk}"' in again.text


def test_the_form_of_an_earlier_time_stands_on_the_stage_of_that_time(browser, bob, deal, stage):
    """
    when  | stage after
    12:00 | New (entry)
    13:00 | Offer
    """
    bobs = browser(bob)
    bobs.post("/contacts/new", _form(deal.client, deal.pk, stage=stage["Offer"].pk))
    asked = {"client": deal.client_id, "deal": deal.pk, "when": "2024-05-15T14:30"}
    page = bobs.get("/contacts/new", asked, headers={"HX-Request": "true", "HX-Target": "log"})
    assert re.search(r'value=""\s+checked>\s*<span class="step-dot" aria-hidden="true">1<', page.text)
    assert "<html" not in page.text


def test_the_page_of_logging_loads_only_light_files(browser, bob, deal):
    page = browser(bob).get("/contacts/new", {"client": deal.client_id}).text
    assert "tabler" not in page
    assert "full.css" not in page


def test_who_may_be_there_already_is_named_and_saved_as_new_by_a_tick(browser, bob, eve, pump):
    """Bob's client is Pump Ltd."""
    form = {"uid": UID, "client_name": "pump, GmbH", "deal": "none", "kind": "call"}
    answer = browser(bob).post("/contacts/new", form)
    assert answer.status_code == 422
    assert "Pump Ltd is among your clients already. If it is the one, choose it from the list." in answer.text
    assert 'name="is_another"' in answer.text
    assert "Pump Ltd is a client already; Bob looks after it." in browser(eve).post("/contacts/new", form).text
    assert not Contact.objects.exists()
    for _ in range(2):
        assert browser(bob).post("/contacts/new", form | {"is_another": "on"}).status_code == 302
    assert [client.name for client in Client.objects.order_by("pk")] == ["Pump Ltd", "pump, GmbH"]


def test_a_contact_of_a_lifetime_ago_is_refused_and_no_tick_lets_it_in(browser, bob, deal):
    for sure in ({}, {"is_sure": "on"}):
        answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, when="1900-03-01T10:00", **sure))
        assert answer.status_code == 422
        assert "more than 30 years ago. Check the year." in answer.text
        assert "Is the year right?" not in answer.text
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, when="1800-03-01T10:00"))
    assert "The log begins with the year 1900." in answer.text
    assert not Contact.objects.exists()


def test_without_a_client_the_search_waits_for_letters_on_a_desktop(browser, bob):
    assert "data-types-first" in browser(bob).get("/contacts/new").text
    assert "data-types-first" not in browser(bob).get("/contacts/new?card=1").text


@pytest.mark.parametrize(("minutes", "sentence"), [("-5", "less than 0 minutes"), ("1500", "a day at the most")])
def test_minutes_that_cannot_be_are_told_in_our_own_words(browser, bob, deal, minutes, sentence):
    answer = browser(bob).post("/contacts/new", _form(deal.client, deal.pk, minutes=minutes))
    assert sentence in answer.text
    assert "Ensure" not in answer.text
