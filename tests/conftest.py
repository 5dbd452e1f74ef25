"""What every test stands on: the database of the run, the public sales data, the browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

REPOSITORY = Path(__file__).parents[1]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that touch the database of HEADWAY_DATABASE_URL",
    )
    parser.addoption("--races", type=int, default=100, help="how often two writers race for the same record")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        _keep_tests_of_the_database(config, items)
    if not _is_on_postgresql():
        for item in items:
            if item.get_closest_marker("postgresql"):
                item.add_marker(pytest.mark.skip(reason="This test is about PostgreSQL, and the run is on SQLite."))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of public sales data: HEADWAY_REAL_DATA, else shared/data beside the repository."""
    folder = Path(os.environ.get("HEADWAY_REAL_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("The public sales data are not here. Set HEADWAY_REAL_DATA to their folder to run this test.")
    return folder.resolve()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium, for Playwright's `executable_path`."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("Chromium is missing here. Install Debian's package `chromium`; `make test` does so as root.")
    return found


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
    """End whatever session a test's server thread has left, because PostgreSQL drops no database that is in use."""
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
    dropped = [item for item in items if not _touches_the_database(item)]
    config.hook.pytest_deselected(items=dropped)
    items[:] = [item for item in items if _touches_the_database(item)]


def _touches_the_database(item: pytest.Item) -> bool:
    wanted = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not wanted.isdisjoint(DATABASE_FIXTURES)
