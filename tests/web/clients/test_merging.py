"""The pages that say that two clients are the same, and that take it back."""

import pytest

from headway.web.log import add_person, merge_clients, named, open_client
from headway.web.models import Client, Segment
from headway.web.same_clients import likely_same


@pytest.fixture
def twin(bob, now, pump):
    return open_client("pump  LTD", by=bob, now=now, phone="06 1 555 1234", email="a@pump.example")


def test_a_twin_is_offered_compared_merged_and_parted_again(browser, bob, pump, twin, deal):
    """
    detail | Pump Ltd | pump  LTD
    name   | the same, but for case and spaces
    phone  |          | 06 1 555 1234
    deals  | 1        |
    """
    bobs, path = browser(bob), f"/clients/{pump.pk}"
    assert "Perhaps the same client: pump  LTD (the same name)." in bobs.get(path).text
    assert "the same name" in bobs.get(f"{path}/merge").text
    assert f"{path}/merge?other={twin.pk}" in bobs.get(f"{path}/merge", {"q": "555 1234"}).text
    page = bobs.get(f"{path}/merge", {"other": twin.pk}).text
    assert "<b>06 1 555 1234</b>" in page
    done = bobs.post(f"{path}/merge", {"other": twin.pk}, follow=True)
    assert "No number that was counted has changed." in done.text
    assert bobs.get(f"/clients/{twin.pk}").url == path
    for address in ("/contacts/new", "/steps/new"):
        assert "Pump Ltd" in bobs.get(address, {"client": twin.pk}).text
    assert bobs.get("/clients", {"q": "a@pump.example"}).text.count("list-tap") == 1
    assert "Also entered as" in bobs.get(path).text
    back = bobs.post(f"{path}/part", {"merged": twin.pk}, follow=True).text
    assert "pump  LTD and Pump Ltd are two clients again." in back
    assert bobs.get(f"/clients/{twin.pk}").status_code == 200


def test_only_what_both_have_makes_them_alike(browser, bob, pump, now):
    """
    client | phone           | e-mail         | tax number
    Pump   | +36 1 555 1234  | a@pump.example | 7
    A      | 06 1 555-12-34  |                |
    B      | +36 1 555 1235  | A@PUMP.example |
    C      | 555             | b@pump.example | 77
    D      |                 |                | 7
    """
    Client.objects.filter(pk=pump.pk).update(phone="+36 1 555 1234", email="a@pump.example", tax_number="7")
    open_client("A", by=bob, now=now, phone="06 1 555-12-34")
    open_client("B", by=bob, now=now, phone="+36 1 555 1235", email="A@PUMP.example")
    third = open_client("C", by=bob, now=now, phone="555", email="b@pump.example", tax_number="77")
    add_person(third, "Ada", by=bob, now=now, phone="+36 1 555 1234", email="a@pump.example")
    open_client("D", by=bob, now=now, tax_number="7")
    likely = browser(bob).get(f"/clients/{pump.pk}/merge").context["likely"]
    assert [(each.client.name, each.why) for each in likely] == [
        ("A", "the same phone"),
        ("B", "the same e-mail"),
        ("D", "the same tax number"),
    ]


def test_a_legal_form_hides_no_double(browser, bob, pump, now):
    """
    client     | the same as Pump Ltd
    Pump       | yes
    ООО Pump   | yes
    Pump Works | no
    """
    for name in ("Pump", "ООО «Pump»", "Pump Works Ltd"):
        open_client(name, by=bob, now=now)
    likely = browser(bob).get(f"/clients/{pump.pk}/merge").context["likely"]
    assert [each.client.name for each in likely] == ["Pump", "ООО «Pump»"]


@pytest.mark.parametrize("count", [0, 60])
@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("J.P. Morgan", "J.P. Morgan Ltd"),
        ("J.P. Morgan", "J.P. Morgan"),
        ("A.B.C. Kft", "A.B.C. Zrt"),
        ("Booking.com Ltd", "Booking.com"),
        ("IT Kft", "IT"),
        ("Pump S.A.", "Pump"),
        ("Kft", "Kft"),
    ],
)
def test_dots_and_many_others_hide_no_double(bob, now, name, other, count):
    """Whichever of the two is asked about, and however many hold its words and more."""
    for number in range(count):
        open_client(f"Works of {name} and {other} {number}", by=bob, now=now)
    both = [open_client(each, by=bob, now=now) for each in (name, other)]
    assert [[each.client for each in likely_same(bob, client)] for client in both] == [[both[1]], [both[0]]]


def test_what_stays_empty_because_numbers_are_counted_by_it_is_said(browser, bob, pump, twin, funnel):
    Client.objects.filter(pk=twin.pk).update(segment=named(Segment, "Large"))
    page = browser(bob).get(f"/clients/{pump.pk}/merge", {"other": twin.pk}).text
    assert "Not taken over from pump  LTD, for numbers are counted by it: Segment. Keep pump  LTD instead" in page


def test_a_client_of_others_is_none_to_merge_with(browser, bob, eve, ann, pump, twin, now):
    theirs = open_client("Pump Ltd", by=eve, now=now)
    path = f"/clients/{pump.pk}/merge"
    assert browser(bob).post(path, {"other": theirs.pk}).status_code == 404
    assert browser(bob).get(path).context["likely"][0].client == twin
    assert [browser(user).post(path, {"other": twin.pk}).status_code for user in (ann, eve)] == [403, 404]
    assert not Client.objects.filter(merged_into__isnull=False).exists()


def test_what_was_merged_elsewhere_meanwhile_gets_a_sentence(browser, bob, alice, pump, twin, now):
    merge_clients(twin, open_client("Third", by=bob, now=now), by=alice, now=now)
    third = Client.objects.get(name="Third")
    assert browser(bob).post(f"/clients/{pump.pk}/merge", {"other": third.pk}).status_code == 404
    itself = browser(bob).post(f"/clients/{pump.pk}/merge", {"other": pump.pk})
    assert (itself.status_code, "This is one client already." in itself.text) == (422, True)
    merge_clients(pump, twin, by=alice, now=now)
    again = browser(bob).post(f"/clients/{twin.pk}/part", {"merged": third.pk})
    assert again.status_code == 404


def test_the_trail_of_the_kept_one_tells_of_both(browser, bob, alice, pump, twin, now):
    merge_clients(pump, twin, by=bob, now=now)
    trail = browser(bob).get(f"/trail/client/{pump.pk}").text
    assert all(words in trail for words in ("is the same as", "was also entered as", "pump  LTD"))
