"""What one does with a rep's phone and its server in a test: sign in, write, stop the server, look into the log."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NotSeen

from tests.end_to_end.installation import Installation
from tests.end_to_end.processes import kill


def address(headway: Installation) -> str:
    return f"http://127.0.0.1:{headway.port}"


def sign_in(page: Page, name: str = "bob") -> None:
    """Sign in on the page that asks for it, and wait until the phone keeps what it needs."""
    page.fill("[name=login]", f"{name}@example.com")
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button >> nth=0")
    page.wait_for_selector("#waiting[data-ready]", state="attached")


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.tap("main form button")
    page.wait_for_url("**/account/login/**")


def write(page: Page, text: str, kind: str, *, stage: int = 0, when: str = "", note: str = "") -> None:
    """Find a client by some letters and write a contact; the stages are counted from one."""
    count = page.locator("#entries .entry").count()
    page.fill("#sought", text)
    page.tap("#found .list-tap >> nth=0")
    page.check(f"#write [name=kind][value={kind}]", force=True)
    if stage:
        page.tap(f"#write .step >> nth={stage - 1}")
    if when or note:
        page.tap("#write summary")
        page.fill("#id_when", when)
        page.fill("#id_note", note)
    page.tap("#write .log-save button")
    page.wait_for_selector(f"#entries .entry >> nth={count}")


def pick_in_row(page: Page, row: int, name: str | None) -> None:
    """Pick a client in a row of the grid, and wait for the stage on which the phone knows its deal; or pick nobody."""
    if name:
        page.tap(f"[data-found] [data-picks] >> text={name}")
        page.wait_for_selector(f"[data-about] >> nth={row} >> text=New · stays here", state="attached")


def send_now(page: Page, until: str) -> None:
    """Press the button that sends what waits until something is to be seen; by itself a page tries every 20 seconds.

    A press does nothing while the worker behind the page is sending, so an impatient thumb presses again.
    """
    for _press in range(120):
        page.dispatch_event("#send", "click")
        with suppress(NotSeen):
            page.wait_for_selector(until, timeout=500)
            return
    page.wait_for_selector(until)


def kept(page: Page) -> dict[str, datetime]:
    """What waits on the phone: the ids, and when each was written."""
    entries = page.evaluate("headway.store.entries()")
    return {entry["uid"]: moment(entry["noted_at"]) for entry in entries}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def stop(headway: Installation) -> None:
    """Kill the server, as a power cut would."""
    for pid in headway.processes():
        kill(pid)
    assert headway.server is not None
    headway.server.wait()


def log(headway: Installation) -> list[dict[str, Any]]:
    answer = headway.ask("GET", "/api/v1/contacts?limit=200")
    assert answer is not None
    items: list[dict[str, Any]] = answer[1]["items"]
    return items


def fresh_in(headway: Installation, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The contacts that are new in the log."""
    known = {each["uid"] for each in before}
    return [each for each in log(headway) if each["uid"] not in known]
