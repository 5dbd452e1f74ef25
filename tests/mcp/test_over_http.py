"""Assistants of a whole team ask one server over HTTP: each request as whoever made its token."""

import asyncio
import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from typing import Any

import pytest
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from headway.cli import main
from tests.end_to_end.installation import Installation
from tests.mcp.test_mcp import _told

CONTACTS = {"question": "how many contacts all time by rep"}


class Team:
    """Asks the one server that everybody asks, with whichever token."""

    def __init__(self, port: int, tokens: dict[str, str]) -> None:
        self.port = port
        self.tokens = tokens

    async def comes_in(self, who: str, stack: AsyncExitStack) -> Client:
        headers = {"Authorization": f"Bearer {self.tokens.get(who, who)}"}
        over = await stack.enter_async_context(create_mcp_http_client(headers))
        line = streamable_http_client(f"http://127.0.0.1:{self.port}/mcp", http_client=over)
        return await stack.enter_async_context(Client(line))

    def posts(self, who: str, **headers: str) -> tuple[int, Any]:
        """Return status and body of a call with the bare hand."""
        told = {"Authorization": f"Bearer {self.tokens.get(who, who)}"} if who else {}
        told |= {"Content-Type": "application/json", "Accept": "application/json", **headers}
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": CONTACTS}}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request("POST", "/mcp", json.dumps(call), told)
            response = line.getresponse()
            return response.status, response.read().decode()


@pytest.fixture(scope="module")
def team(installation: Installation, tokens: dict[str, str]) -> Iterator[Team]:
    command = [sys.executable, "-m", "headway.cli", "mcp", "--http", "0"]
    environment = {**installation.environment, "HEADWAY_URL": "https://pumps.example"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        first = server.stdout.readline()
        try:
            yield Team(int(first.partition("http://127.0.0.1:")[2].partition("/mcp")[0]), tokens)
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(30) in {0, 130}


def test_two_at_once_see_their_own_and_the_owner_sees_all(team: Team) -> None:
    """Each connection stays open while the others ask, several times over, all at the same time."""

    async def asked() -> dict[str, list[Any]]:
        async with AsyncExitStack() as stack:
            clients = {who: await team.comes_in(who, stack) for who in ("bob", "eve", "alice")}
            calls = [(who, client.call_tool("ask", CONTACTS)) for who, client in clients.items() for _time in range(4)]
            answers = await asyncio.gather(*(call for _who, call in calls))
        said: dict[str, list[Any]] = {who: [] for who in clients}
        for (who, _call), answer in zip(calls, answers, strict=True):
            said[who].append(_told(answer)["answer"])
        return said

    wanted = {"bob": [["Bob"]], "eve": [["Eve"]], "alice": [["Bob"], ["Eve"]]}
    totals = {"bob": 3, "eve": 2, "alice": 5}
    for who, answers in asyncio.run(asked()).items():
        assert [answer["total"]["value"] for answer in answers] == [totals[who]] * 4
        assert all([line["labels"] for line in answer["lines"]] == wanted[who] for answer in answers)


def test_the_records_of_a_colleague_do_not_exist(team: Team) -> None:
    async def asked() -> tuple[Any, Any, int]:
        async with AsyncExitStack() as stack:
            bob = await team.comes_in("bob", stack)
            tools = (await bob.list_tools()).tools
            by_name = await bob.call_tool("rows", {"question": "contacts of Eve", "period": "all"})
            by_id = await bob.call_tool("rows", {"question": "contacts", "period": "all", "narrow": {"rep": ["3"]}})
            return _told(by_name), _told(by_id), len(tools)

    by_name, by_id, tools = asyncio.run(asked())
    assert "I do not know 'Eve' here." in by_name
    assert by_id["rows"] == []
    assert tools == 12


def test_a_token_that_is_revoked_between_two_calls_is_refused_at_once(team: Team, installation: Installation) -> None:
    async def revoked_between() -> Any:
        async with AsyncExitStack() as stack:
            eve = await team.comes_in("eve, for once", stack)
            before = _told(await eve.call_tool("ask", CONTACTS))
            await asyncio.to_thread(installation.run, "token", "revoke", team.tokens["eve, for once"][3:11])
            with pytest.raises(MCPError):
                await eve.call_tool("ask", CONTACTS)
            return before

    assert asyncio.run(revoked_between())["answer"]["total"]["value"] == 2
    assert team.posts("eve, for once")[0] == 401


@pytest.mark.parametrize(
    ("who", "headers", "status", "said"),
    [
        ("bob", {}, 200, '"jsonrpc":"2.0"'),
        ("bob", {"Host": "pumps.example", "Origin": "https://pumps.example"}, 200, '"jsonrpc":"2.0"'),
        ("", {}, 401, "invalid_token"),
        ("hw_nothing", {}, 401, "invalid_token"),
        ("writer", {}, 403, "Required scope: read"),
        ("bob", {"Host": "rebound.example"}, 421, "Invalid Host header"),
        ("bob", {"Origin": "https://rebound.example"}, 403, "Invalid Origin header"),
    ],
)
def test_who_is_let_in(team: Team, who: str, headers: dict[str, str], status: int, said: str) -> None:
    """A page that was led here under its own name is refused even with a token that holds."""
    told, body = team.posts(who, **headers)
    assert told == status
    assert said in body


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--http", "--token", "hw_x"], "leave --token out"),
        (["--host", "0.0.0.0"], "Without --http"),
    ],
)
def test_what_makes_no_sense_is_said(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", *words]) == 2
    assert sentence in capsys.readouterr().err
