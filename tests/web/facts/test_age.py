"""Facts older than the log, or out of reach: page, API, command and assistant say so, each in its own way."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from mcp.server.mcpserver.exceptions import ToolError

from headway.engine.statement import Reader
from headway.mcp import door
from headway.mcp.tools import Tools
from headway.web import facts, listing
from headway.web.api import dated
from headway.web.api.tokens import make_token
from headway.web.asking import Asker
from headway.web.facts import FactsOutOfReach, age
from headway.web.facts.local import LocalStore
from headway.web.models import Company, Deal, User
from headway.web.targets import files
from tests.cli.conftest import headway  # noqa: F401 - a fixture is found by name

THEN = datetime(2024, 5, 15, 11, 58, tzinfo=UTC)
IN_API = "2024-05-15T11:58:00Z"
OUT = "No numbers here."


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (facts, age, dated, listing, files):
        monkeypatch.setattr(place, "facts_known_until", lambda: THEN)


class _Lost:
    """A reading that answers some questions and no more."""

    def __init__(self, reader: Reader, answers: int) -> None:
        self._reader, self._left = reader, answers

    def query(self, sql: str, parameters: Sequence[object]) -> pa.Table:
        self._left -= 1
        if self._left < 0:
            raise FactsOutOfReach(OUT)
        return self._reader.query(sql, parameters)


@pytest.fixture(params=[0, 1], ids=["at once", "in the middle"])
def out_of_reach(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    steady = LocalStore.reading

    @contextmanager
    def reading(store: LocalStore) -> Iterator[Reader]:
        with steady(store) as reader:
            yield _Lost(reader, request.param)

    monkeypatch.setattr(LocalStore, "reading", reading)


@pytest.fixture
def page_of(bob: User, funnel: object) -> Callable[[str], HttpResponse]:
    browser = Browser()
    browser.force_login(bob)
    return browser.get


@pytest.fixture
def token(bob: User, funnel: object, now: datetime) -> str:
    return make_token(bob, "assistant", ["read", "log"], by=bob, now=now)[1]


@pytest.fixture
def from_api(token: str) -> Callable[..., HttpResponse]:
    return lambda path: Browser().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def tools(token: str, monkeypatch: pytest.MonkeyPatch) -> Tools:
    # The test's transaction would end with its connection.
    monkeypatch.setattr(door, "connection", SimpleNamespace(close=lambda: None))
    return Tools(door.Door(lambda: token))


def test_where_every_answer_is_of_this_moment_nothing_is_said(
    page_of: Callable[[str], Any],
    from_api: Callable[[str], Any],
    tools: Tools,
    headway: Callable,  # noqa: F811
) -> None:
    page, answer = page_of("/funnel"), from_api("/metrics/contacts?period=all")
    assert age.HEADER not in page.headers
    assert "The numbers here are of" not in page.content.decode()
    assert answer.json()["known_until"] is None
    assert tools.ask(question="contacts all time")["answer"]["known_until"] is None
    said = headway("ask", "contacts", "--period", "all", "--as", "bob@example.com", "--json")
    assert (json.loads(said.out)["known_until"], said.err) == (None, "")


@pytest.mark.usefixtures("older")
def test_where_it_is_of_a_while_ago_page_and_header_say_so(page_of: Callable[[str], Any]) -> None:
    page = page_of("/funnel")
    assert page.headers[age.HEADER] == "2024-05-15T11:58:00+00:00"
    assert "The numbers here are of May 15, 2024" in page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("older", "deal")
def test_rows_and_targets_in_a_file_say_so_in_a_column(
    page_of: Callable[[str], Any], bob: User, company: Company, now: datetime
) -> None:
    heads, *rows = page_of("/numbers/new_leads/rows?period=all&format=csv").content.decode().splitlines()
    assert heads.endswith(",Known until")
    assert rows
    assert all(row.endswith(",2024-05-15T11:58:00+00:00") for row in rows)
    assert files.file_of(Asker(bob, company, now), []).decode("utf-8-sig").endswith(",reached,known_until\n")


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize(
    "path",
    [
        "/metrics/contacts?period=all",
        "/metrics/contacts/rows?period=all",
        "/funnel?period=all",
        "/review?period=all",
        "/levers",
        "/forecast",
        "/boards/mine",
        "/today",
        "/standing",
    ],
)
def test_every_answer_of_the_api_holds_the_moment(from_api: Callable[[str], Any], path: str) -> None:
    answer = from_api(path)
    assert answer.status_code == 200
    assert answer.json()["known_until"] == IN_API


@pytest.mark.usefixtures("older")
def test_assistant_and_command_hold_it_too(tools: Tools, headway: Callable) -> None:  # noqa: F811
    assert tools.ask(question="contacts all time")["answer"]["known_until"] == IN_API
    assert {each["known_until"] for each in (tools.funnel(), tools.review(), tools.standing(), tools.today())} == {
        IN_API
    }
    said = headway("ask", "contacts", "--period", "all", "--as", "bob@example.com", "--json")
    assert json.loads(said.out)["known_until"] == IN_API
    assert said.err == "These numbers are of 2024-05-15 11:58:00 UTC.\n"


@pytest.mark.usefixtures("out_of_reach")
def test_out_of_reach_every_door_says_so_in_a_sentence(
    page_of: Callable[[str], Any],
    from_api: Callable[[str], Any],
    tools: Tools,
    headway: Callable,  # noqa: F811
) -> None:
    page, answer = page_of("/numbers/contacts?by=rep"), from_api("/metrics/contacts?period=all&by=rep")
    assert (page.status_code, page.headers[age.OUT_OF_REACH]) == (503, "yes")
    assert OUT in page.content.decode()
    assert "/contacts/new" in page.content.decode()
    assert (answer.status_code, answer.json()) == (503, {"error": OUT, "field": None})
    with pytest.raises(ToolError, match=OUT):
        tools.ask(question="contacts by rep all time")
    said = headway("ask", "contacts", "--period", "all", "--by", "rep", "--as", "bob@example.com")
    assert (said.code, said.err) == (2, f"headway: {OUT}\n")


@pytest.mark.usefixtures("out_of_reach")
def test_the_log_needs_none_of_it(page_of: Callable[[str], Any], deal: Deal) -> None:
    assert page_of("/contacts/new").status_code == 200
    for address in ("/deals", f"/deals/{deal.pk}"):
        page = page_of(address)
        assert (page.status_code, OUT in page.content.decode()) == (200, True)
    assert page_of("/find?q=contacts+last+week").status_code == 200
    assert page_of("/deals?past_norm=1").status_code == 503
