"""What a phone installs and keeps: the manifest, the worker with its files, the copy of the clients, the page."""

import json
import re
import struct
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client as Browser

from headway.web.log import NewContact, log_contact, open_client, open_deal
from headway.web.models import Deal, Stage, User
from headway.web.offline import kept
from headway.web.offline.kept import kept_clients


@pytest.fixture
def browser(client: Browser, now: datetime) -> Callable[[User], Browser]:
    """Sign somebody in."""

    def sign_in(user: User) -> Browser:
        client.force_login(user)
        return client

    return sign_in


def test_the_icons_are_as_large_as_the_manifest_says(client: Browser, company: object) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["name"], told["start_url"], told["lang"]) == ("Headway of Pumps", "/", "en")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"] + told["shortcuts"][0]["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        with open(path, "rb") as file:  # noqa: PTH123 - the finder gives a text
            width, height = struct.unpack(">II", file.read(24)[16:])
        assert icon["sizes"] == f"{width}x{height}"


def test_a_shortcut_leads_to_a_contact(client: Browser, company: object) -> None:
    (shortcut,) = client.get("/manifest.webmanifest").json()["shortcuts"]
    assert (shortcut["name"], shortcut["url"]) == ("Log a contact", "/contacts/new")


def test_the_worker_is_at_the_top_and_never_stale(client: Browser, company: object) -> None:
    answer = client.get("/service-worker.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    text = answer.content.decode()
    places = json.loads(re.match(r"self\.headwayPlaces = (.*);\n", text)[1])
    assert (places["page"], places["form"], places["files"]) == ("/offline", "/contacts/new", "/static/")
    scripts = json.loads(f"[{re.search(r'importScripts.(.*).;', text)[1]}]")
    assert all(finders.find(name.removeprefix("/static/")) for name in scripts)


def test_the_worker_changes_when_one_of_its_scripts_does(
    client: Browser, company: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/service-worker.js").content
    assert client.get("/service-worker.js").content == before
    monkeypatch.setattr("headway.web.offline.worker.static", lambda name: f"/static/{name}?changed")
    assert client.get("/service-worker.js").content != before


def test_a_phone_keeps_its_users_clients_whoever_was_spoken_to_last_first(
    browser: Callable, bob: User, eve: User, deal: Deal, stage: dict[str, Stage], now: datetime
) -> None:
    """
    client    | of  | last contact | deal      | stage
    Riverside | Bob | 12:30        |           |
    Pump Ltd  | Bob |              | Two pumps | New
    Hillside  | Eve | 12:45        | One pump  | New
    """
    riverside = open_client("Riverside", by=bob, now=now, phone="+36 1 555 0199")
    hillside = open_client("Hillside", by=eve, now=now)
    open_deal(hillside, name="One pump", by=eve, now=now)
    for rep, client, minutes in ((bob, riverside, 30), (eve, hillside, 45)):
        at = now + timedelta(minutes=minutes)
        new = NewContact(uid=uuid.uuid4(), client=client, rep=rep, kind="call", happened_at=at)
        log_contact(new, by=rep, now=at)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        told = browser(bob).get("/offline/copy").json()
    assert (told["user"], told["at"]) == (bob.pk, "2024-05-15T13:00:00+00:00")
    road = {"id": deal.pk, "name": "Two pumps", "funnel": deal.funnel_id, "stage": stage["New"].pk}
    assert told["clients"] == [
        {"id": riverside.pk, "name": "Riverside", "key": " riverside  3615550199", "deals": []},
        {"id": deal.client_id, "name": "Pump Ltd", "key": " pump ltd", "deals": [road]},
    ]


def test_a_phone_keeps_no_more_than_it_needs(bob: User, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(5):
        open_client(f"Client {number}", by=bob, now=now + timedelta(minutes=number))
    names = [client["name"] for client in kept_clients(bob, now.date())]
    assert names == ["Client 4", "Client 3", "Client 2"]


def test_a_head_of_sales_keeps_the_teams_clients_too(bob: User, carol: User, eve: User, now: datetime) -> None:
    for rep, name in ((bob, "Riverside"), (eve, "Hillside"), (carol, "Own")):
        client = open_client(name, by=rep, now=now)
        log_contact(NewContact(uid=uuid.uuid4(), client=client, rep=rep, kind="call", happened_at=now), by=rep, now=now)
    assert [client["name"] for client in kept_clients(carol, now.date())] == ["Own", "Riverside"]


def test_who_spoke_to_nobody_yet_keeps_nobody(alice: User, bob: User, carol: User, now: datetime) -> None:
    assert [kept_clients(user, now.date()) for user in (alice, bob, carol)] == [[], [], []]


def test_a_phone_keeps_the_stages_of_every_funnel(browser: Callable, bob: User, stage: dict[str, Stage]) -> None:
    (funnel,) = browser(bob).get("/offline/copy").json()["funnels"]
    assert [each["name"] for each in funnel["stages"]] == ["New", "Need", "Offer", "Decision", "Won"]
    assert [each["name"] for each in funnel["stages"] if each["is_won"]] == ["Won"]
    assert funnel["lost"] == {"id": stage["Lost"].pk, "name": "Lost"}


@pytest.mark.parametrize(("name", "user_id"), [("bob", True), ("ann", False)])
def test_only_who_logs_contacts_has_a_phone_that_keeps_them(
    name: str, user_id: bool, request: pytest.FixtureRequest, browser: Callable
) -> None:
    user: User = request.getfixturevalue(name)
    page = browser(user).get("/").content.decode()
    assert f'id="waiting" hidden href="/offline" data-user="{user.pk if user_id else 0}"' in page
