"""An answer that may be older than the log says so, on the page, in the response and on the command line."""

from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from headway.cli.asking import who
from headway.web import facts
from headway.web.facts import age
from headway.web.models import User

THEN = datetime(2024, 5, 15, 11, 58, tzinfo=UTC)


def _funnel(bob: User) -> tuple[dict[str, str], str]:
    browser = Browser()
    browser.force_login(bob)
    response = browser.get("/clients/")
    return dict(response.headers), response.content.decode()


def test_where_every_answer_is_of_this_moment_nothing_is_said(bob: User) -> None:
    headers, page = _funnel(bob)
    assert age.HEADER not in headers
    assert "The numbers here are of" not in page


def test_where_it_is_of_a_while_ago_page_and_response_say_so(bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "facts_known_until", lambda: THEN)
    headers, page = _funnel(bob)
    assert headers[age.HEADER] == "2024-05-15T11:58:00+00:00"
    assert "The numbers here are of May 15, 2024" in page


def test_the_command_says_so_beside_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(facts, "facts_known_until", lambda: THEN)
    who._say_age()
    assert capsys.readouterr().err == "These numbers are of 2024-05-15 11:58:00 UTC.\n"
