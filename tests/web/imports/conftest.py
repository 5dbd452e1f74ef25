"""Files brought in as a worker would: a table in text, the mapping that they all share, and what the facts then say."""

import io
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from headway.importers import load_mapping
from headway.web.facts import get_store
from headway.web.imports.preparing.files import path_of
from headway.web.imports.preparing.prepare import prepare
from headway.web.imports.running.starting import start
from headway.web.imports.running.work import go_on
from headway.web.models import Company, Funnel, ImportRun, User

FUNNEL = """
[funnel]
name = "Sales"
stages = [
  { name = "New", phase = "lead" }, { name = "Need", phase = "lead" }, { name = "Offer", phase = "opportunity" },
  { name = "Decision", phase = "opportunity" }, { name = "Won", phase = "won" }, { name = "Lost", phase = "lost" },
]
[stages]
New = "New"
Need = "Need"
Offer = "Offer"
Decision = "Decision"
Won = "Won"
Lost = { stage = "Lost", reason = "Price" }
"""
HEAD = 'origin = "crm"\ntime_zone = "Europe/Budapest"\n'
DEALS = f"""noun = "deal"
{HEAD}
[columns]
deal = "deal"
client = "client"
segment = "segment"
owner = "owner"
source = "source"
stage = "stage"
entered_at = "entered"
closed_at = "closed"
value = "value"
[constants]
currency = "EUR"
{FUNNEL}
[[contacts]]
at = "spoken"
kind = "call"
rep = "owner"
"""
CONTACTS = f"""noun = "contact"
{HEAD}
[columns]
deal = "deal"
client = "client"
at = "at"
contact_kind = "kind"
rep = "rep"
stage = "after"
contact = "id"
{FUNNEL}
"""
SALES = f"""noun = "sale"
{HEAD}
[columns]
deal = "deal"
client = "client"
sold_on = "day"
sale_amount = "amount"
cost = "cost"
currency = "currency"
rep = "rep"
sale = "sale"
"""
CLIENTS = f"""noun = "client"
{HEAD}
[columns]
client = "client"
segment = "segment"
owner = "owner"
phone = "phone"
"""
REPS = f"""noun = "rep"
{HEAD}
[columns]
rep = "rep"
team = "team"
head = "head"
email = "email"
"""

Prepare = Callable[..., ImportRun]


def table(text: str, mapping: str | None = None) -> bytes:
    """Turn a table with bars into CSV, with the columns that the mapping wants and the table lacks left empty."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    known = load_mapping(mapping) if mapping else None
    wanted = [*chain(*known.columns.values()), *(contact.at for contact in known.contacts)] if known else []
    lacking = [name for name in dict.fromkeys(wanted) if name not in lines[0]]
    rows = [lines[0] + lacking, *(line + [""] * len(lacking) for line in lines[1:])]
    return "\n".join(",".join(row) for row in rows).encode()


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch) -> None:
    """A data folder for each test."""
    environment = settings.ENVIRONMENT
    monkeypatch.setattr(settings, "ENVIRONMENT", type(environment)(**vars(environment) | {"data": tmp_path}))


@pytest.fixture
def prepared(company: Company, alice: User, funnel: Funnel, now) -> Prepare:
    """Take a file in, up to the point where it could be started."""

    def take(text: str | bytes, mapping: str | None = DEALS, name: str = "deals.csv") -> ImportRun:
        source = io.BytesIO(text if isinstance(text, bytes) else table(text, mapping))
        return prepare(source, name, by=alice, now=now, mapping=mapping)

    return take


@pytest.fixture
def bring(prepared: Prepare, alice: User) -> Prepare:
    """Bring a file in and return its run."""

    def bring_in(*arguments: Any, **named: Any) -> ImportRun:
        run = prepared(*arguments, **named)
        start(run, by=alice)
        go_on(run)
        run.refresh_from_db()
        return run

    return bring_in


@pytest.fixture
def ask() -> Callable[[str], list[tuple[Any, ...]]]:
    """Ask the columns in SQL."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        with get_store().reading() as reader:
            return [tuple(row.values()) for row in reader.query(sql, []).to_pylist()]

    return rows


@pytest.fixture
def everything(ask) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """All facts there are, but the names."""
    tables = ("contacts", "moves", "deals", "stays", "pipeline", "expectations", "sales")
    return lambda: {name: sorted(ask(f"SELECT * FROM {name}"), key=str) for name in tables}


@pytest.fixture
def kept(prepared) -> Callable[[ImportRun], str]:
    """What lies beside the file of a run."""
    return lambda run: sorted(path.name for path in path_of(run).parent.parent.iterdir())


@pytest.fixture
def browser(db: None) -> Callable[[User], Browser]:
    """Sign somebody in."""

    def sign_in(user: User) -> Browser:
        browser = Browser()
        browser.force_login(user)
        return browser

    return sign_in
