"""An assistant asks over standard input and output: as whoever made its token, and never more."""

import asyncio
import json
import subprocess
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from headway.engine.catalogue import catalogue
from tests.end_to_end.installation import Installation


class Assistant:
    """Starts the server as an assistant does, calls its tools, and keeps what each of them said."""

    def __init__(self, installation: Installation, tokens: dict[str, str], python: list[str]) -> None:
        self.installation = installation
        self.tokens = tokens
        self.python = python

    def calls(self, who: str, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
        """Return the answers to some calls over one connection: a value, or the sentence of a refusal."""
        return asyncio.run(self._calls(who, calls))

    def lists(self, who: str) -> list[Any]:
        """Return the tools."""

        async def listed() -> list[Any]:
            async with Client(self._server(who)) as client:
                return (await client.list_tools()).tools

        return asyncio.run(listed())

    async def _calls(self, who: str, calls: tuple[tuple[str, dict[str, Any]], ...]) -> list[Any]:
        async with Client(self._server(who)) as client:
            return [_told(await client.call_tool(name, told)) for name, told in calls]

    def _server(self, who: str) -> StdioServerParameters:
        environment = {**self.installation.environment, "HEADWAY_TOKEN": self.tokens[who]}
        command, *words = self.python
        return StdioServerParameters(command=command, args=[*words, "-m", "headway.cli", "mcp"], env=environment)


def _told(result: Any) -> Any:
    text = result.content[0].text
    if result.is_error:
        return text
    return [json.loads(each.text) for each in result.content] if len(result.content) > 1 else json.loads(text)


@pytest.fixture(scope="module")
def assistant(installation: Installation, tokens: dict[str, str], warm: list[str]) -> Assistant:
    return Assistant(installation, tokens, warm)


def test_the_tools_are_named_and_read_only(assistant: Assistant) -> None:
    tools = assistant.lists("bob")
    assert {tool.name for tool in tools} == {
        "ask",
        "metrics",
        "rows",
        "review",
        "funnel",
        "forecast",
        "levers",
        "today",
        "targets",
        "plan",
        "standing",
        "programme",
    }
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


def test_each_asks_what_they_may_see(assistant: Assistant) -> None:
    """Alice sees both reps' contacts, Bob his own three."""
    asked = ("ask", {"question": "how many contacts all time by rep"})
    for who, wanted, reps in (("alice", 5, ["Bob", "Eve"]), ("bob", 3, ["Bob"])):
        (said,) = assistant.calls(who, asked)
        assert said["answer"]["total"]["value"] == wanted
        assert [line["labels"] for line in said["answer"]["lines"]] == [[rep] for rep in reps]
        assert said["understood"].startswith("Contacts · all time · ")


def test_the_rows_add_up_and_those_of_a_colleague_do_not_exist(assistant: Assistant) -> None:
    own, by_name, by_id = assistant.calls(
        "bob",
        ("rows", {"question": "contacts", "period": "all", "limit": 2}),
        ("rows", {"question": "contacts of Eve", "period": "all"}),
        ("rows", {"question": "contacts", "period": "all", "narrow": {"rep": ["3"]}}),
    )
    assert [row["client"]["name"] for row in own["rows"]] == ["Client of Bob"] * 2
    assert own["next_offset"] == 2
    assert "I do not know 'Eve' here." in by_name
    assert by_id["rows"] == []


def test_reports_are_within_what_one_may_see(assistant: Assistant) -> None:
    review, funnel, metrics, levers = assistant.calls(
        "eve",
        ("review", {"period": "all"}),
        ("funnel", {"period": "all"}),
        ("metrics", {}),
        ("levers", {"period": "all", "raises": {"new_leads": "10%"}}),
    )
    assert [each["rep"]["name"] for each in review["reps"]] == ["Eve"]
    assert review["contacts_count"] == 2
    assert funnel["stages"][0]["entered"] == 1
    assert {card["name"] for card in metrics} == set(catalogue())
    assert [levers["levers"][0][name] for name in ("value", "then")] == ["1", "1.1"]


def test_several_meanings_are_choices_that_can_be_asked(assistant: Assistant) -> None:
    (said,) = assistant.calls("alice", ("ask", {"question": "win rate all time"}))
    assert "answer" not in said
    asked = [choice["ask"] for choice in said["choices"]]
    assert {each["question"] for each in asked} >= {"win_rate_of_all", "win_rate_of_closed"}
    answers = assistant.calls("alice", *(("ask", each) for each in asked))
    assert [each["understood"] for each in answers] == [each["understood"] for each in said["choices"]]


def test_what_cannot_be_answered_is_a_sentence(assistant: Assistant) -> None:
    unknown, narrowed, timed, part = assistant.calls(
        "alice",
        ("ask", {"question": "moons last week"}),
        ("ask", {"question": "contacts", "narrow": {"moon": ["full"]}}),
        ("ask", {"question": "contacts", "narrow": {"Month": ["none"]}}),
        ("rows", {"question": "contacts", "part": "per"}),
    )
    assert "I do not know 'moons' here." in unknown
    assert "'moon' is not known here." in narrowed
    assert "'Month' is not known here." in timed
    assert "'contacts' is not divided by anything" in part


def test_a_token_that_is_revoked_between_two_calls_asks_nothing_more(assistant: Assistant) -> None:
    token = assistant.tokens["eve, for once"]

    async def revoked_between() -> tuple[Any, Any]:
        async with Client(assistant._server("eve, for once")) as client:
            before = _told(await client.call_tool("ask", {"question": "contacts all time"}))
            await asyncio.to_thread(assistant.installation.run, "token", "revoke", token[3:11])
            return before, _told(await client.call_tool("ask", {"question": "contacts all time"}))

    before, after = asyncio.run(revoked_between())
    assert before["answer"]["total"]["value"] == 2
    assert "The token does not hold." in after


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("", "Whose numbers? Set HEADWAY_TOKEN to a token with the scope 'read'."),
        ("hw_nothing", "The token does not hold."),
        ("writer", "This token lacks the scope 'read'."),
    ],
)
def test_without_a_token_that_reads_it_does_not_start(assistant: Assistant, token: str, sentence: str) -> None:
    environment = {**assistant.installation.environment, "HEADWAY_TOKEN": assistant.tokens.get(token, token)}
    command = [*assistant.python, "-m", "headway.cli", "mcp"]
    said = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"headway: {sentence}")
