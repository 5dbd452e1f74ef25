"""Reading the whole log over a connection of its own gives what Django reads, of what is committed and published."""

import uuid
from datetime import datetime, timedelta

import pyarrow as pa
import pytest
from django.db import transaction

from headway.engine.facts import FACT_TABLES
from headway.web.facts import source
from headway.web.log.derive import replay_deals
from headway.web.models import (
    Client,
    Company,
    Contact,
    Cost,
    CostDay,
    Deal,
    DealExpectation,
    DealValue,
    ImportRun,
    ImportState,
    NextStep,
    Sale,
    Source,
    Stage,
    StageMove,
    Tally,
    TallyKind,
    TimeCategory,
    TimeEntry,
    User,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log(company: Company, bob: User, stage: dict[str, Stage], now: datetime) -> Deal:
    """
    Written bare, because SQLite cannot be emptied of an audit trail after the test.

    what    | about | stage after
    contact | deal  | Offer
    contact |       |
    meeting | deal  |
    move    | deal  | Lost
    sale    |       |
    tally   |       |
    time    |       |
    cost    |       |

    Expected for this very day, at 100.00 from the beginning.
    """
    pump = Client.objects.create(name="Pump Ltd", search_key="pump ltd", created_at=now)
    deal = Deal.objects.create(
        client=pump, name="Two pumps", funnel=stage["New"].funnel, entered_at=now, entered_on=now, created_at=now
    )
    when = {"happened_at": now, "happened_on": now.date(), "position": 1, "written_at": now}
    call = Contact.objects.create(client=pump, deal=deal, rep=bob, kind="call", stage_after=stage["Offer"], **when)
    agreed = {"kind": "meeting", "due_on": now, "set_by": call, "written_at": now}
    NextStep.objects.create(client=pump, deal=deal, rep=bob, **agreed)
    Contact.objects.create(client=pump, rep=bob, kind="email", **when)
    StageMove.objects.create(deal=deal, stage_after=stage["Lost"], cause="client", **when | {"position": 2})
    Sale.objects.create(
        client=pump, rep=bob, sold_on=now, amount=500, currency=company.currency, company_amount=500, written_at=now
    )
    Tally.objects.create(kind=TallyKind.objects.create(name="Cards"), rep=bob, counted_on=now, count=1, written_at=now)
    research = TimeCategory.objects.create(name="Research", is_selling=False)
    TimeEntry.objects.create(category=research, rep=bob, spent_on=now, seconds=600, written_at=now)
    cost = Cost.objects.create(
        source=Source.objects.create(name="Fair"),
        starts_on=now,
        ends_on=now + timedelta(days=1),
        amount=500,
        currency=company.currency,
        company_amount=500,
        written_at=now,
    )
    CostDay.objects.create(cost=cost, spent_on=now, company_amount=500)
    DealValue.objects.create(deal=deal, amount=10_000, currency=company.currency, starts_at=now, company_amount=10_000)
    DealExpectation.objects.create(deal=deal, expected_on=now, starts_at=now, starts_on=now)
    replay_deals([deal.pk])
    return deal


def test_everything_is_read_as_through_django(log: Deal) -> None:
    alone = _everything()
    with transaction.atomic():
        assert _everything() == alone
    assert {table: bool(rows) for table, rows in alone.items()} == dict.fromkeys(FACT_TABLES, True)


def test_an_empty_log_is_read_too(company: Company) -> None:
    assert not any(_everything().values())


@pytest.mark.parametrize(
    ("state", "contacts"), [(ImportState.RUNNING, ["email"]), (ImportState.DONE, ["call", "email"])]
)
def test_an_import_is_read_once_it_is_done(log: Deal, now: datetime, state: ImportState, contacts: list[str]) -> None:
    run = ImportRun.objects.create(uid=uuid.uuid4(), file_name="log.csv", size=1, state=state, created_at=now)
    Contact.objects.filter(deal=log).update(import_run=run)
    assert sorted(str(row["kind"]) for row in _everything()["contacts"]) == contacts


def _everything() -> dict[str, list[dict[str, object]]]:
    pages: dict[str, list[pa.Table]] = {table: [] for table in FACT_TABLES}
    for table, page in source.read_everything():
        pages[table].append(page)
    return {table: [row for page in some for row in page.to_pylist()] for table, some in pages.items()}
