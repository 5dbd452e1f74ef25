"""The calendar at its secret address: read back with the library, and line by line against RFC 5545."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.cache import cache
from icalendar import Calendar

from headway.web.log import NewContact, NewStep, drop_step, log_contact, move_step
from headway.web.models import User

KEY = "k" * 43
MOVED_TO = UUID(int=7)


@pytest.fixture
def subscribed(bob):
    User.objects.filter(pk=bob.pk).update(calendar_key=KEY)


@pytest.fixture
def events(client, subscribed):
    """Fetch Bob's calendar anew and return its events by their summary."""

    def fetched():
        cache.clear()
        calendar = Calendar.from_ical(client.get(f"/calendar/{KEY}.ics").content)
        return {str(event["summary"]): event for event in calendar.walk("VEVENT")}

    return fetched


def test_a_time_is_an_event_with_an_alarm_and_a_day_is_a_whole_day(events, agree, now):
    agree(1, at=now.replace(day=16, hour=13), what="Show it; then eat, drink")
    agree(2, "call")
    both = events()
    meeting, call = both["Meeting: Pump Ltd"], both["Call: Pump Ltd"]
    assert (meeting.decoded("dtstart"), meeting.decoded("dtend")) == (
        now.replace(day=16, hour=13),
        now.replace(day=16, hour=14),
    )
    assert [alarm.decoded("trigger") for alarm in meeting.walk("VALARM")] == [-timedelta(minutes=15)]
    assert meeting["description"] == "Show it; then eat, drink\nTwo pumps"
    assert (call.decoded("dtstart"), call.decoded("dtend")) == (date(2024, 5, 17), date(2024, 5, 18))
    assert (call["transp"], call.walk("VALARM")) == ("TRANSPARENT", [])


def test_what_was_kept_is_marked(events, agree, bob, now):
    kept = agree(1)
    log_contact(
        NewContact(
            uid=UUID(int=9), client=kept.client, deal=kept.deal, rep=bob, kind="meeting", happened_at=now, keeps=kept
        ),
        by=bob,
        now=now,
    )
    agree(2, "call")
    assert {name: event["sequence"] for name, event in events().items()} == {
        "✓ Meeting: Pump Ltd": 1,
        "Call: Pump Ltd": 0,
    }


def test_the_text_is_what_the_standard_asks_for(client, subscribed, agree, now):
    """RFC 5545: lines end in CRLF and take 75 octets at most, times are UTC, commas and semicolons are escaped."""
    agree(1, at=now.replace(day=16, hour=13), what="Szivattyú; csövek, " * 8)
    body = client.get(f"/calendar/{KEY}.ics").content
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert b"DTSTART:20240516T130000Z" in lines
    whole = body.replace(b"\r\n ", b"").decode()
    assert r"Szivattyú\; csövek\, Szivattyú" in whole
    assert [line for line in whole.splitlines() if line.startswith(("VERSION", "METHOD"))] == [
        "VERSION:2.0",
        "METHOD:PUBLISH",
    ]


def test_what_is_moved_or_dropped_falls_away_and_the_id_of_the_others_stays(events, agree, bob, now):
    first, second, third = agree(1), agree(2, "call"), agree(3, "visit")
    before = {name: str(event["uid"]) for name, event in events().items()}
    drop_step(first, by=bob, now=now)
    move_step(second, NewStep(MOVED_TO, "call", date(2024, 5, 20)), by=bob, now=now)
    after = events()
    assert set(after) == {"Call: Pump Ltd", "Visit: Pump Ltd"}
    assert after["Visit: Pump Ltd"]["uid"] == before["Visit: Pump Ltd"] == f"{third.uid}@headway"
    assert after["Call: Pump Ltd"].decoded("dtstart") == date(2024, 5, 20)
    assert after["Call: Pump Ltd"]["uid"] != before["Call: Pump Ltd"]


def test_only_the_steps_of_its_owner_are_in_it(events, agree, carol):
    agree(1)
    agree(1, "visit", rep=carol)
    assert list(events()) == ["Meeting: Pump Ltd"]


def test_whoever_does_not_know_the_key_finds_nothing(client, subscribed, bob, agree):
    agree(1)
    assert client.get(f"/calendar/{'x' * 43}.ics").status_code == 404
    assert client.get("/calendar/None.ics").status_code == 404
    assert client.get(f"/calendar/{KEY}.ics").status_code == 200
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert client.get(f"/calendar/{KEY}.ics").status_code == 404


def test_a_program_that_asks_every_second_is_answered_from_memory(client, subscribed, agree, now):
    agree(1)
    first = client.get(f"/calendar/{KEY}.ics")
    agree(2, "call")
    again = client.get(f"/calendar/{KEY}.ics")
    assert again.content == first.content
    assert client.get(f"/calendar/{KEY}.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304
    with time_machine.travel(now + timedelta(hours=1, minutes=2), tick=False):
        later = client.get(f"/calendar/{KEY}.ics", headers={"If-None-Match": first["ETag"]})
    assert (later.status_code, b"Call: Pump Ltd" in later.content) == (200, True)


def test_the_address_is_made_renewed_and_ended_on_the_profile(browser, client, bob):
    page = browser(bob).get("/profile").text
    assert "Make the address" in page
    keys = []
    for form in ({}, {}, {"end": "1"}):
        browser(bob).post("/profile/calendar", form)
        keys.append(User.objects.get(pk=bob.pk).calendar_key)
    first, second, ended = keys
    assert len({first, second}) == 2
    assert (len(first), ended) == (43, None)
    assert client.get(f"/calendar/{first}.ics").status_code == 404


def test_an_open_page_hears_of_what_is_near(browser, bob, agree, now):
    """It is one o'clock: a meeting at ten past is near, one at half past two is not."""
    near = agree(0, at=now + timedelta(hours=1, minutes=10), what="Show it")
    agree(0, "call", at=now + timedelta(hours=2, minutes=30))
    (told,) = browser(bob).get("/steps/due").json()["steps"]
    assert (told["uid"], told["title"], told["body"]) == (str(near.uid), "Meeting: Pump Ltd", "Show it")
