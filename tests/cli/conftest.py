"""The command, run in this process on the database of the tests; the people are those of the web tests."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from headway.cli import main
from headway.cli.asking import who
from headway.web.log import NewContact, log_contact
from headway.web.models import Client, Deal, Stage, User
from tests.web.conftest import (  # noqa: F401 - fixtures are found by name
    _fresh_facts,
    alice,
    ann,
    bob,
    carol,
    colleagues,
    company,
    deal,
    eve,
    funnel,
    north,
    now,
    pump,
    south,
    stage,
)


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Said]


@pytest.fixture
def headway(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run `headway` with some words; Django is set up and the log ready already."""
    monkeypatch.setattr(who, "open_installation", lambda: None)
    monkeypatch.delenv("HEADWAY_TOKEN", raising=False)

    def run(*words: str) -> Said:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    with translation.override("en"):
        yield run


@pytest.fixture
def written(pump: Client, deal: Deal, bob: User, eve: User, stage: dict[str, Stage], now: datetime) -> None:  # noqa: F811
    """
    day    | rep | kind    | stage after
    15 May | Bob | call    | Need
    16 May | Bob | call    |
    17 May | Bob | meeting | Offer
    17 May | Eve | call    | (no deal)
    """
    for days, rep, kind, after in (
        (0, bob, "call", "Need"),
        (1, bob, "call", None),
        (2, bob, "meeting", "Offer"),
        (2, eve, "call", None),
    ):
        at = now + timedelta(days=days)
        new = NewContact(
            uid=uuid.uuid4(),
            client=pump,
            deal=deal if rep == bob else None,
            rep=rep,
            kind=kind,
            happened_at=at,
            stage_after=stage[after] if after else None,
        )
        log_contact(new, by=rep, now=at)
