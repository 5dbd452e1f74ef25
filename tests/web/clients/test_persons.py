"""The persons on the page of a client: added, changed, let go and taken back."""

import pytest

from headway.web.log import add_decision_maker, add_person
from headway.web.models import Person


@pytest.fixture
def ada(pump, bob, now):
    return add_person(pump, "Ada Kiss", by=bob, now=now, job_title="Director", phone="+36 1 555 0100")


def test_bob_adds_a_person_once_however_often_the_form_is_sent(browser, bob, pump):
    form = {"name": "Ben", "job_title": "Buyer", "phone": "", "email": "ben@pump.example"}
    for _ in range(2):
        assert browser(bob).post(f"/clients/{pump.pk}/persons/new", form).status_code == 302
    assert list(Person.objects.values_list("name", "job_title", "email")) == [("Ben", "Buyer", "ben@pump.example")]
    page = browser(bob).get(f"/clients/{pump.pk}").text
    assert "Buyer" in page
    assert "mailto:ben@pump.example" in page


def test_a_person_without_a_name_is_not_saved(browser, bob, pump, ada):
    assert browser(bob).post(f"/clients/{pump.pk}/persons/new", {"name": ""}).status_code == 422
    assert browser(bob).post(f"/clients/{pump.pk}/persons/{ada.pk}", {"name": ""}).status_code == 422
    assert list(Person.objects.values_list("name", flat=True)) == ["Ada Kiss"]


def test_what_is_changed_is_found_by_the_search_of_clients(browser, bob, pump, ada):
    form = {"name": "Ada Szabó", "job_title": "Owner", "phone": "", "email": ""}
    browser(bob).post(f"/clients/{pump.pk}/persons/{ada.pk}", form)
    assert "Pump Ltd" in browser(bob).get("/clients", {"q": "szabo"}).text
    assert "No client of yours is found" in browser(bob).get("/clients", {"q": "kiss"}).text


def test_whom_nothing_names_is_gone_and_whom_a_committee_names_has_left(browser, bob, pump, deal, ada, now):
    ben = add_person(pump, "Ben", by=bob, now=now)
    add_decision_maker(deal, ada, by=bob, now=now)
    bobs = browser(bob)
    bobs.post(f"/clients/{pump.pk}/persons/{ben.pk}/remove")
    page = bobs.post(f"/clients/{pump.pk}/persons/{ada.pk}/remove", follow=True).text
    assert "Ada Kiss is kept as having left" in page
    assert "left, noted on May" in page
    assert list(Person.objects.values_list("name", flat=True)) == ["Ada Kiss"]
    bobs.post(f"/clients/{pump.pk}/persons/{ada.pk}/return")
    assert Person.objects.get().left_at is None


@pytest.mark.parametrize("address", ["new", "{ada}", "{ada}/remove", "{ada}/return"])
def test_ann_changes_nobody_and_for_eve_the_client_does_not_exist(browser, ann, eve, pump, ada, address):
    path = f"/clients/{pump.pk}/persons/{address.format(ada=ada.pk)}"
    assert [browser(user).post(path, {"name": "X"}).status_code for user in (ann, eve)] == [403, 404]
    assert Person.objects.get().name == "Ada Kiss"
