"""What every test stands on: the database of the run, the public sales data, the browser."""

import asyncio
import gc
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from headway.web import tables
from tests.roomy import pytest_runtest_protocol
from tests.warm import warm_python

__all__ = ["pytest_runtest_protocol"]

REPOSITORY = Path(__file__).parents[1]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that depend on the database of HEADWAY_DATABASE_URL",
    )
    parser.addoption("--races", type=int, default=100, help="how often two writers race for the same record")


# Behind all others: pytest-django orders them too, and would leave the long ones to the end.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if config.getoption("--only-database"):
        _keep_tests_of_the_database(config, items)
    if not _is_on_postgresql():
        for item in items:
            if item.get_closest_marker("postgresql"):
                item.add_marker(pytest.mark.skip(reason="This test is about PostgreSQL, and the run is on SQLite."))


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among the tests themselves, as the command `headway` does in its packages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of public sales data: HEADWAY_REAL_DATA, else shared/data beside the repository."""
    folder = Path(os.environ.get("HEADWAY_REAL_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("The public sales data are not here. Set HEADWAY_REAL_DATA to their folder to run this test.")
    return folder.resolve()


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The command of a Python that has the packages loaded, for whoever starts many: see `tests/warm.py`."""
    with warm_python(tmp_path_factory.mktemp("warm")) as command:
        yield command


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium, for Playwright's `executable_path`."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("Chromium is missing here. Install Debian's package `chromium`; `make test` does so as root.")
    return found


@pytest.fixture(scope="session")
def _one_chrome(chromium: str) -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """Start one Chromium for all tests of this process, with the loop in which Playwright runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def chrome(
    _one_chrome: tuple[Browser, asyncio.AbstractEventLoop], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Browser]:
    """The browser, without a page; what a test opens in it is closed behind it.

    Playwright runs a loop in this thread. Django would take a test for an asynchronous view, and a test that runs a
    loop of its own would be refused, so the loop counts as running only while a test has a browser.
    """
    browser, loop = _one_chrome
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    asyncio._set_running_loop(loop)
    yield browser
    for context in browser.contexts:
        context.close()
    asyncio._set_running_loop(None)


@pytest.fixture
def empty_postgresql(db: None) -> Iterator[str]:
    """The address of an empty PostgreSQL database beside that of the tests."""
    name = f"beside_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(os.environ["HEADWAY_DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(os.environ["HEADWAY_DATABASE_URL"])._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def emptied_audit(transactional_db: None) -> Iterator[None]:
    """Let a test that commits be cleaned up: SQLite deletes row by row, which the audit trail refuses."""
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'web_auditentry'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM web_auditentry")
        for _, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Add what no model says; and end whatever session is left, because PostgreSQL drops no database in use."""
    with django_db_blocker.unblock():
        tables.add_what_no_model_says()
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


def _is_on_postgresql() -> bool:
    return os.environ.get("HEADWAY_DATABASE_URL", "").startswith(("postgres://", "postgresql://"))


def _keep_tests_of_the_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if _depends_on_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _depends_on_the_database(item: pytest.Item) -> bool:
    """Tell whether a test may say something else on another database: a browser does not see which it is."""
    if any(item.get_closest_marker(name) for name in ("any_database", "browser")):
        return False
    wanted = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not wanted.isdisjoint(DATABASE_FIXTURES)
