"""The list of clients and the page of one."""

import uuid

from headway.web.log import NewContact, log_contact, move_deal
from headway.web.models import MoveCause, Segment


def test_the_list_shows_one_s_clients_with_the_open_deal_and_its_stage(browser, bob, deal):
    page = browser(bob).get("/clients").text
    assert "Pump Ltd" in page
    assert "Two pumps · New" in page


def test_searching_gives_the_list_alone(browser, bob, pump):
    found = browser(bob).get("/clients", {"q": "PÚMP"}, headers={"HX-Request": "true", "HX-Target": "found"}).text
    assert "Pump Ltd" in found
    assert "<html" not in found


def test_a_colleague_s_client_is_known_by_name_and_owner_when_searched_for(browser, eve, pump):
    eves = browser(eve)
    assert "Pump Ltd" not in eves.get("/clients").text
    found = eves.get("/clients", {"q": "pump"}).text
    assert "a client of Bob" in found
    assert f"/clients/{pump.pk}" not in found


def test_nothing_found_says_what_to_do_next(browser, bob, company):
    assert "There are no clients yet" in browser(bob).get("/clients").text
    assert "client_name=Valve" in browser(bob).get("/clients", {"q": "Valve"}).text


def test_the_page_of_a_client_tells_its_history_with_stages_and_moves_apart(browser, bob, carol, deal, stage, now):
    """
    what    | stage after | by
    contact | Offer       | Bob
    move    | Need        | Carol, a correction
    """
    new = NewContact(
        uid=uuid.uuid4(),
        client=deal.client,
        deal=deal,
        rep=bob,
        kind="meeting",
        happened_at=now,
        stage_after=stage["Offer"],
        note="Wants a drawing",
    )
    log_contact(new, by=bob, now=now)
    move_deal(deal, stage["Need"], cause=MoveCause.CORRECTION, by=carol, now=now, note="Was a dream")
    page = browser(bob).get(f"/clients/{deal.client_id}").text
    for shown in ("Wants a drawing", "effective", "new ground", "Moved without a contact", "correction", "Was a dream"):
        assert shown in page


def test_a_client_of_others_does_not_exist(browser, eve, pump):
    assert browser(eve).get(f"/clients/{pump.pk}").status_code == 404
    assert browser(eve).get(f"/clients/{pump.pk}/edit").status_code == 404


def test_bob_changes_his_client_and_ann_does_not(browser, bob, ann, pump):
    water = Segment.objects.create(name="Water works")
    form = {"name": "Pumps Ltd", "kind": "organisation", "segment": water.pk}
    assert browser(ann).post(f"/clients/{pump.pk}/edit", form).status_code == 403
    assert browser(bob).post(f"/clients/{pump.pk}/edit", form).status_code == 302
    pump.refresh_from_db()
    assert (pump.name, pump.segment, pump.owner) == ("Pumps Ltd", water, bob)


def test_a_client_without_a_name_is_not_saved(browser, carol, pump):
    answer = browser(carol).post(f"/clients/{pump.pk}/edit", {"name": "", "kind": "organisation"})
    assert answer.status_code == 422
    pump.refresh_from_db()
    assert pump.name == "Pump Ltd"


def test_only_who_leads_hands_a_client_to_another(browser, carol, bob, pump):
    form = {"name": "Pump Ltd", "kind": "organisation", "owner": carol.pk}
    browser(bob).post(f"/clients/{pump.pk}/edit", form)
    pump.refresh_from_db()
    assert pump.owner == bob
    browser(carol).post(f"/clients/{pump.pk}/edit", form)
    pump.refresh_from_db()
    assert pump.owner == carol
