"""A company with names to ask by, and what a text means as one line of a table."""

from collections.abc import Callable
from datetime import datetime

import pytest

from headway.web.asking import Asker
from headway.web.models import Company, Segment, Source, Stage, Team, User
from headway.web.naming import NotUnderstood
from headway.web.understanding.understood import Understood, understand

Meant = Callable[[str], str]


@pytest.fixture
def asker(
    alice: User, bob: User, eve: User, stage: dict[str, Stage], south: Team, company: Company, now: datetime
) -> Asker:
    """Bob, on Wednesday 15 May 2024, in a company with two sources and a segment; he sees his own numbers."""
    Source.objects.create(name="Trade fair")
    Source.objects.create(name="Website")
    Segment.objects.create(name="Schools")
    return Asker(bob, company, now)


@pytest.fixture
def owner(asker: Asker, alice: User, company: Company, now: datetime) -> Asker:
    """Alice, who sees everybody, on the same day."""
    return Asker(alice, company, now)


@pytest.fixture
def meant(owner: Asker) -> Meant:
    """Say what a text means to Alice: 'contacts; last week; rep Bob; by month; against previous'."""
    return lambda text: line_of(understand(owner, text))


def line_of(understood: Understood) -> str:
    """Write a question as a line of the tables, ids as names."""
    words = understood.words
    names = {"rep": User, "team": Team, "source": Source, "segment": Segment, "stage": Stage}
    narrowed = [
        f"{name} {'+'.join(names[name].objects.get(pk=key).name if name in names else key for key in keys)}"
        for name, keys in sorted(words.filters.items())
    ]
    cut = [f"by {'+'.join(words.by)}"] if words.by else []
    against = [f"against {words.compare}"] if words.compare else []
    whose = [f"scope {words.scope}"] if words.scope else []
    return "; ".join([understood.metric.name, words.period, *narrowed, *whose, *cut, *against])


def table(text: str) -> list[tuple[str, str]]:
    """Read the lines of a table: a question, a bar, what it means."""
    rows = [line.partition("|") for line in text.strip().splitlines()]
    return [(question.strip(), meaning.strip()) for question, _bar, meaning in rows]


def differing(rows: list[tuple[str, str]], meant: Meant) -> list[tuple[str, str, str]]:
    """Return the questions that mean something else than they should, with both meanings."""
    found = [(question, meaning, _or_sentence(meant, question)) for question, meaning in rows]
    return [each for each in found if each[1] != each[2]]


def _or_sentence(meant: Meant, question: str) -> str:
    try:
        return meant(question)
    except NotUnderstood as trouble:
        return str(trouble)
