"""Fifty writers at once against a real server: no request fails, no update is lost, and a replay finds all as it is."""

import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.end_to_end.installation import Installation

WRITERS = 50
CONTACTS_EACH = 4
STAGES = (None, "Need", "Offer", "Decision", "New")

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Installation]:
    """A server on the embedded database."""
    with Installation(tmp_path) as installation:
        installation.start()
        yield installation


@pytest.fixture
def on_postgresql(tmp_path: Path) -> Iterator[Installation]:
    """A server on a fresh database beside that of the run."""
    given = urlsplit(os.environ["HEADWAY_DATABASE_URL"])
    name = f"writers_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(urlunsplit(given), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            url = urlunsplit(given._replace(path=f"/{name}"))
            with Installation(tmp_path, {"HEADWAY_DATABASE_URL": url}) as installation:
                installation.start()
                yield installation
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_fifty_writers_on_sqlite(on_sqlite: Installation) -> None:
    _write_all_at_once(on_sqlite)


@pytest.mark.postgresql
def test_fifty_writers_on_postgresql(on_postgresql: Installation) -> None:
    _write_all_at_once(on_postgresql)


def test_two_corrections_of_one_contact_both_hold_on_sqlite(on_sqlite: Installation) -> None:
    _correct_by_two(on_sqlite)


@pytest.mark.postgresql
def test_two_corrections_of_one_contact_both_hold_on_postgresql(on_postgresql: Installation) -> None:
    _correct_by_two(on_postgresql)


def _write_all_at_once(installation: Installation) -> None:
    """Fifty programs log contacts about the same ten deals, out of order in time, and correct one of theirs each."""
    logged = _at_once(WRITERS, lambda writer: _log(installation, writer))
    uids = [uid for each in logged for uid in each]
    assert len(set(uids)) == WRITERS * CONTACTS_EACH

    report = installation.report()
    assert report["troubles"] == []
    assert report["logged"] == sorted(uids)
    counted = _told(installation, "GET", "/api/v1/metrics/contacts?period=all&by=kind", 200)
    assert counted["total"]["value"] == len(uids)
    # Each writer made its first contact a demo afterwards.
    assert {line["keys"][0]: line["figure"]["value"] for line in counted["lines"]} == {
        "call": len(uids) - WRITERS,
        "demo": WRITERS,
    }


def _log(installation: Installation, writer: int) -> list[str]:
    uids = [str(uuid.uuid4()) for _contact in range(CONTACTS_EACH)]
    for number, uid in enumerate(uids):
        client, deal = installation.deals[(writer + number) % len(installation.deals)]
        happened_at = datetime.now(tz=UTC) - timedelta(minutes=(writer * 7919 + number * 104_729) % 40_000 + 1)
        contact = {
            "uid": uid,
            "client": client,
            "deal": deal,
            "kind": "call",
            "happened_at": happened_at.isoformat(),
            "stage_after": STAGES[(writer * 3 + number) % len(STAGES)],
        }
        _told(installation, "POST", "/api/v1/contacts", 201, contact)
    _told(installation, "PATCH", f"/api/v1/contacts/{uids[0]}", 200, {"kind": "demo"})
    return uids


def _correct_by_two(installation: Installation) -> None:
    """
    contact | one writes | the other writes
    1 ... 25, every second one about no deal | is_cold | note
    """
    uids = [str(uuid.uuid4()) for _contact in range(WRITERS // 2)]
    for number, uid in enumerate(uids):
        client, deal = installation.deals[number % len(installation.deals)]
        contact = {"uid": uid, "client": client, "deal": deal if number % 2 else None, "kind": "call"}
        _told(installation, "POST", "/api/v1/contacts", 201, contact)
    corrections: tuple[dict[str, Any], ...] = ({"is_cold": True}, {"note": "They called back."})
    _at_once(
        WRITERS,
        lambda writer: _told(
            installation, "PATCH", f"/api/v1/contacts/{uids[writer // 2]}", 200, corrections[writer % 2]
        ),
    )
    for uid in uids:
        contact = _told(installation, "GET", f"/api/v1/contacts/{uid}", 200)
        assert (contact["is_cold"], contact["note"]) == (True, "They called back.")
    assert installation.report()["troubles"] == []


def _at_once(writers: int, write: Callable[[int], Any]) -> list[Any]:
    """Let so many write from the same moment on."""
    start = Barrier(writers)

    def begin(writer: int) -> Any:
        start.wait()
        return write(writer)

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(begin, range(writers)))


def _told(installation: Installation, method: str, path: str, status: int, body: object = None) -> Any:
    answer = installation.ask(method, path, body)
    assert answer is not None, f"Nobody answered {method} {path}."
    assert answer[0] == status, answer
    return answer[1]
