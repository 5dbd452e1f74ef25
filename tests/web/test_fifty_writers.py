"""Fifty writers at once against a real server: no request fails, no update is lost, and a replay finds all as it is."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

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
def on_postgresql(tmp_path: Path, empty_postgresql: str) -> Iterator[Installation]:
    """A server on a fresh database beside that of the run."""
    with Installation(tmp_path, {"HEADWAY_DATABASE_URL": empty_postgresql}) as installation:
        installation.start()
        yield installation


def test_fifty_writers_on_sqlite(on_sqlite: Installation) -> None:
    _write_all_at_once(on_sqlite)


@pytest.mark.postgresql
def test_fifty_writers_on_postgresql(on_postgresql: Installation) -> None:
    _write_all_at_once(on_postgresql)


def _write_all_at_once(installation: Installation) -> None:
    uids = _log_by_fifty(installation)
    uids += [_send_one_by_fifty(installation)]
    uids += _correct_by_four_each(installation)
    report = installation.report()
    assert report["troubles"] == []
    assert sorted(report["logged"]) == sorted(uids)


def _log_by_fifty(installation: Installation) -> list[str]:
    """Fifty programs log contacts about the same ten deals, out of order in time, and correct one of theirs each."""
    logged = _at_once(WRITERS, lambda writer: _log(installation, writer))
    uids = [uid for each in logged for uid in each]
    counted = _told(installation, "GET", "/api/v1/metrics/contacts?period=all&by=kind", 200)
    # Each writer made its first contact a demo afterwards.
    assert {line["keys"][0]: line["figure"]["value"] for line in counted["lines"]} == {
        "call": len(uids) - WRITERS,
        "demo": WRITERS,
    }
    return uids


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


def _send_one_by_fifty(installation: Installation) -> str:
    """A phone that hears no answer sends the same contact again and again: one of the fifty writes it."""
    contact = {"uid": str(uuid.uuid4()), "client": installation.deals[0][0], "kind": "call"}
    answers = _at_once(WRITERS, lambda _writer: installation.ask("POST", "/api/v1/contacts", contact))
    assert sorted(answer[0] for answer in answers) == [200] * (WRITERS - 1) + [201]
    assert all(answer[1] == answers[0][1] for answer in answers)
    return str(contact["uid"])


def _correct_by_four_each(installation: Installation) -> list[str]:
    """Four programs correct each contact at once, each another field; every second contact is about no deal."""
    uids = [str(uuid.uuid4()) for _contact in range(12)]
    for number, uid in enumerate(uids):
        client, deal = installation.deals[number % len(installation.deals)]
        contact = {"uid": uid, "client": client, "deal": deal if number % 2 else None, "kind": "call"}
        _told(installation, "POST", "/api/v1/contacts", 201, contact)
    corrections = {"is_cold": True, "note": "They called back.", "is_inbound": True, "duration_seconds": 60}
    each = list(corrections.items())

    def correct(writer: int) -> Any:
        path = f"/api/v1/contacts/{uids[writer // len(each)]}"
        return _told(installation, "PATCH", path, 200, dict([each[writer % len(each)]]))

    _at_once(len(uids) * len(each), correct)
    for uid in uids:
        assert _told(installation, "GET", f"/api/v1/contacts/{uid}", 200).items() >= corrections.items()
    return uids


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
