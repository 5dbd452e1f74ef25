"""What is told when Headway is ready."""

from types import SimpleNamespace

import pytest

from headway.cli.serving import welcome
from headway.cli.serving.standing import Standing
from headway.web.environment import read_environment

FAULT = "can lose what was just written"
STANDING = Standing(is_current=True, has_company=True, is_demo=False)


@pytest.mark.parametrize(
    ("version", "url", "is_told"),
    [("3.40.1", "", True), ("3.53.4", "", False), ("3.40.1", "postgresql://localhost/headway", False)],
)
def test_an_sqlite_that_may_lose_a_commit_is_told(tmp_path, monkeypatch, version: str, url: str, is_told: bool) -> None:
    parts = tuple(map(int, version.split(".")))
    monkeypatch.setattr(welcome, "sqlite3", SimpleNamespace(sqlite_version=version, sqlite_version_info=parts))
    environment = read_environment({"HEADWAY_DATA": str(tmp_path)} | ({"HEADWAY_DATABASE_URL": url} if url else {}))
    told = welcome.welcome(environment, STANDING)
    assert (FAULT in told) is is_told
    assert (version in told) is is_told
