"""A rep's phone without a connection: what it writes is kept, and sent exactly once when the server is there again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.end_to_end.installation import Installation
from tests.end_to_end.phone import (
    address,
    fresh_in,
    kept,
    log,
    moment,
    pick_in_row,
    send_now,
    sign_in,
    sign_out,
    stop,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(600)]

PATIENCE = 60_000
WAITING, SENT, REFUSED = (f"#entries [data-state={state}]" for state in ("waiting", "sent", "refused"))


@pytest.fixture(scope="module")
def headway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with Bob, who sells to Riverside and Hillside, and Eve."""
    with Installation(tmp_path_factory.mktemp("headway")) as installation:
        installation.token = json.loads(installation.script("set_up_phone.py"))["token"]
        installation.start()
        yield installation


@pytest.fixture
def context(headway: Installation, chrome: Browser) -> BrowserContext:
    """A phone that has never seen Headway."""
    if not headway.answers():
        headway.start()
    context = chrome.new_context(
        base_url=address(headway),
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="en",
        timezone_id="UTC",
    )
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    """Bob's phone, once it keeps what it needs."""
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/account/login/")
    sign_in(page)
    return page


def test_contacts_written_while_the_server_is_down_are_sent_when_it_is_there_again(
    phone: Page, headway: Installation
) -> None:
    """
    client    | kind    | stage after
    Riverside | call    | stays on New
    Hillside  | meeting | Offer
    Riverside | email   | stays on New
    """
    before = log(headway)
    stop(headway)
    missing: list[str] = []
    phone.on("requestfailed", lambda request: missing.append(request.url) if "/static/" in request.url else None)
    phone.goto("/contacts/new")
    phone.wait_for_selector("#line >> text=No connection")
    write(phone, "river", "call")
    write(phone, "hillside", "meeting", stage=3)
    write(phone, "RIVERSIDE", "email")
    written = kept(phone)
    phone.reload()
    phone.wait_for_selector(f"{WAITING} >> nth=2")
    phone.wait_for_selector("#waiting >> text=3 contacts wait to be sent.")
    assert kept(phone) == written
    assert missing == []
    headway.keep_up()
    phone.wait_for_selector(f"{SENT} >> nth=2")
    fresh = fresh_in(headway, before)
    assert {(each["client"]["name"], each["kind"], each["stage"]["name"], each["advance"]) for each in fresh} == {
        ("Riverside", "call", "New", "none"),
        ("Hillside", "meeting", "Offer", "forward"),
        ("Riverside", "email", "New", "none"),
    }
    assert {each["uid"]: moment(each["happened_at"]) for each in fresh} == written
    assert kept(phone) == {}


def test_an_answer_that_is_lost_does_not_make_two_of_one(
    phone: Page, context: BrowserContext, headway: Installation
) -> None:
    """The server has written the contact and dies before its answer is heard."""
    before, heard = log(headway), []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        heard.append(json.loads(route.request.post_data or "")["uid"])
        if len(heard) > 1:
            route.continue_()
            return
        route.fetch()
        stop(headway)
        route.abort()

    context.route("**/queue", lose)
    phone.goto("/offline")
    write(phone, "hillside", "visit")
    send_now(phone, "#line >> text=No connection")
    phone.wait_for_selector(WAITING)
    headway.keep_up()
    assert len(fresh_in(headway, before)) == 1
    send_now(phone, SENT)
    assert len(heard) == 2
    assert len(set(heard)) == 1
    assert [each["uid"] for each in fresh_in(headway, before)] == heard[:1]


def test_the_page_that_was_open_when_the_connection_went_keeps_its_contact_too(
    phone: Page, headway: Installation
) -> None:
    before = log(headway)
    phone.goto("/contacts/new?q=river")
    phone.tap("#results .list-tap >> text=Riverside")
    phone.check("#log [name=kind][value=visit]", force=True)
    uid = phone.get_attribute("#log [name=uid]", "value")
    stop(headway)
    phone.tap("#log .log-save button")
    phone.wait_for_selector(WAITING)
    assert "Riverside" in phone.inner_text(WAITING)
    headway.keep_up()
    send_now(phone, SENT)
    (contact,) = fresh_in(headway, before)
    assert (contact["uid"], contact["kind"], contact["client"]["name"]) == (uid, "visit", "Riverside")


def test_rows_of_a_grid_wait_one_by_one_and_what_cannot_wait_stays_as_it_was_typed(
    phone: Page, headway: Installation
) -> None:
    """
    row | typed     | chosen    | kind    | stage after | what becomes of it
    1   | river     | Riverside | call    |             | logged
    2   | Hillside  |           | call    |             | logged: nobody else is called so
    3   | hill      |           | meeting |             | asked whether that is somebody new
    4   | brook     | Brookside | call    | Need        | logged, forward from the stage that the phone keeps
    """
    before = log(headway)
    phone.goto("/contacts/new/several")
    uids = phone.locator("[name=row]").evaluate_all("rows => rows.map((row) => row.value)")
    stop(headway)
    for row, text in enumerate(("river", "Hillside", "hill", "brook")):
        phone.fill(f"[data-finds] >> nth={row}", text)
        pick_in_row(phone, row, {"river": "Riverside", "brook": "Brookside"}.get(text))
    phone.select_option("[data-about] select >> nth=3", "Need")
    phone.select_option("[data-kind] >> nth=2", "meeting")
    phone.tap("[data-several] .btn-primary")
    phone.wait_for_selector(f"{WAITING} >> text=→ Need")
    headway.keep_up()
    phone.wait_for_selector(f"{SENT} >> nth=2")
    assert "No client of yours is called “hill”" in phone.inner_text(REFUSED)
    fresh = fresh_in(headway, before)
    assert {each["uid"]: (each["client"]["name"], each["advance"]) for each in fresh} == {
        uids[0]: ("Riverside", "none"),
        uids[1]: ("Hillside", "none"),
        uids[3]: ("Brookside", "forward"),
    }
    phone.tap(f"{REFUSED} [data-delete]")

    riverside = next(each["client"]["id"] for each in fresh if each["uid"] == uids[0])
    phone.goto(f"/clients/{riverside}")
    phone.tap("main a[href*='/edit?next'][href^='/contacts/'] >> nth=0")
    phone.fill("[name=note]", "He asked for a second offer")
    stop(headway)
    phone.tap("#log .log-save button")
    phone.wait_for_selector("[data-stays] >> text=What you typed stays here")
    assert phone.input_value("[name=note]") == "He asked for a second offer"
    headway.keep_up()
    phone.tap("#log .log-save button")
    phone.wait_for_url(lambda url: "/edit" not in url)
    assert {each["uid"]: each["note"] for each in log(headway)}[uids[0]] == "He asked for a second offer"


def test_a_session_that_ran_out_keeps_what_waits(phone: Page, context: BrowserContext, headway: Installation) -> None:
    before = log(headway)
    phone.goto("/offline")
    context.clear_cookies()
    write(phone, "riverside", "call")
    phone.wait_for_selector("#sign-in")
    phone.wait_for_selector("#waiting >> text=Sign in to send 1 contact.")
    assert fresh_in(headway, before) == []
    phone.tap("#waiting")
    phone.wait_for_selector("[name=login]")
    phone.wait_for_selector("#waiting >> text=Sign in to send 1 contact.")
    sign_in(phone)
    phone.wait_for_selector("#waiting", state="hidden")
    assert len(fresh_in(headway, before)) == 1


def test_nobody_sends_or_sees_what_another_wrote(phone: Page, context: BrowserContext, headway: Installation) -> None:
    """Bob's session ends with a contact unsent; Eve signs in on the same phone, then Bob again."""
    before = log(headway)
    phone.goto("/offline")
    context.clear_cookies()
    write(phone, "riverside", "call")
    phone.wait_for_selector("#sign-in")
    phone.goto("/account/login/")
    sign_in(phone, "eve")
    phone.goto("/offline")
    phone.wait_for_selector("#others >> text=1 contact of somebody else waits on this phone")
    assert "Riverside" not in phone.inner_text("main")
    assert phone.evaluate("headway.store.clients()") == []
    assert fresh_in(headway, before) == []
    sign_out(phone)
    sign_in(phone)
    phone.wait_for_selector("#waiting", state="hidden")
    assert len(fresh_in(headway, before)) == 1


def test_signing_out_leaves_no_client_on_the_phone(phone: Page, headway: Installation) -> None:
    names = [client["name"] for client in phone.evaluate("headway.store.clients()")]
    assert {"Hillside", "Riverside"} < set(names)
    sign_out(phone)
    assert phone.evaluate("headway.store.clients()") == []
    assert phone.evaluate("caches.has('headway')") is False


def test_what_is_refused_says_why_and_can_be_mended(phone: Page, headway: Installation) -> None:
    before = log(headway)
    phone.goto("/offline")
    tomorrow = (datetime.now(tz=UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    write(phone, "hillside", "demo", when=tomorrow, note="They liked it")
    phone.wait_for_selector(REFUSED)
    assert "This contact lies in the future. Log it when it has happened." in phone.inner_text(REFUSED)
    phone.wait_for_selector("#waiting >> text=1 contact was not taken.")
    phone.tap(f"{REFUSED} [data-mend]")
    assert phone.input_value("#id_note") == "They liked it"
    phone.fill("#id_when", "")
    phone.tap("#write .log-save button")
    phone.wait_for_selector(SENT)
    (contact,) = fresh_in(headway, before)
    assert (contact["kind"], contact["note"], contact["client"]["name"]) == ("demo", "They liked it", "Hillside")


def test_what_is_refused_can_be_deleted(phone: Page, headway: Installation) -> None:
    phone.goto("/offline")
    write(phone, "hillside", "demo", when="2099-01-01T12:00")
    phone.tap(f"{REFUSED} [data-delete]")
    phone.wait_for_selector("#entries >> text=Nothing waits.")
    assert kept(phone) == {}


def test_a_new_client_and_its_deal_are_opened_by_the_first_of_two_contacts(phone: Page, headway: Installation) -> None:
    before = log(headway)
    stop(headway)
    phone.goto("/offline")
    phone.fill("#sought", "Lakeside Mills")
    phone.tap("#found >> text=New client “Lakeside Mills”")
    phone.check("#write [name=kind][value=call]", force=True)
    phone.fill("#write [name=deal_name]", "Mill pump")
    phone.tap("#write .log-save button")
    phone.wait_for_selector(WAITING)
    write(phone, "lakeside", "meeting", stage=2)
    headway.keep_up()
    send_now(phone, f"{SENT} >> nth=1")
    fresh = fresh_in(headway, before)
    assert {(each["client"]["name"], each["deal"]["name"]) for each in fresh} == {("Lakeside Mills", "Mill pump")}
    assert len({each["deal"]["id"] for each in fresh}) == 1
    assert {(each["kind"], each["stage"]["name"]) for each in fresh} == {("call", "New"), ("meeting", "Need")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("river", "Riverside"),
        ("arvizt", "Árvíztűrő Kft"),
        ("555 01", "Árvíztűrő Kft"),
        ("ковалев йод", "Йод и Ковалёв"),
        ("STRASSE", "Straße GmbH"),
    ],
)
def test_a_client_is_found_as_the_server_finds_it(phone: Page, text: str, name: str) -> None:
    phone.goto("/offline")
    phone.fill("#sought", text)
    phone.wait_for_selector("#found >> text=New client")
    assert phone.locator("#found .list-tap b").all_inner_texts() == [name]


@pytest.mark.parametrize("wrong", [timedelta(days=-365), timedelta(days=365)])
def test_a_clock_that_is_wrong_by_a_year_is_put_right(phone: Page, headway: Installation, wrong: timedelta) -> None:
    before, begun = log(headway), datetime.now(tz=UTC)
    # Only the page's clock can be set here, so the worker, whose clock is right, is not to send.
    phone.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    phone.goto("/offline")
    phone.clock.set_system_time(begun + wrong)
    write(phone, "hillside", "call")
    phone.wait_for_selector(SENT)
    assert "This phone's clock says" in phone.inner_text(SENT)
    (contact,) = fresh_in(headway, before)
    assert begun <= moment(contact["happened_at"]) <= datetime.now(tz=UTC)
    assert abs(moment(contact["noted_at"]) - moment(contact["happened_at"]) - wrong) < timedelta(hours=1)
