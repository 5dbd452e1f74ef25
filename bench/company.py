"""A made-up company and its log, of any size, written the way an import writes deals that are new."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, transaction

from bench.funnel.made import (
    CATEGORIES,
    DAYS,
    STAGES,
    START,
    TEAMS,
    Deal,
    costs_of,
    deals_of,
    microseconds,
    tallies_of,
    times_of,
)
from bench.made_deal import CLIENT, CONTACT, DEAL, EXPECTATION, SALE, STEP, DealMaker, MadeDeal
from headway.replay import replay
from headway.web import models
from headway.web.funnels import open_funnel
from headway.web.imports.running.pace import in_bulk
from headway.web.log.bulk import insert_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import ReplayContext
from headway.web.log.derive import store_stays_and_milestones
from headway.web.log.stored import CONTACT_DERIVED
from headway.web.log.worth import VALUE, first_value
from headway.web.models import Company, Currency, FactNoun, Membership, Segment, Source, Team, User

__all__ = ["DAYS", "START", "make_company", "write_days", "write_deals", "write_log"]

_BATCH = 2_000


def make_company(reps: int = 50) -> None:
    """Make the company, its teams, reps, lists and funnel."""
    euro = Currency.objects.create(code="EUR")
    Company.objects.create(name="Bench", currency=euro, created_at=START, setup_stamp=1)
    for name in ("Water", "Mining", "Food"):
        Segment.objects.create(name=name)
        Source.objects.create(name=f"{name} fair")
    for number in range(reps):
        team, _ = Team.objects.get_or_create(name=f"Team {number % TEAMS}")
        user = User.objects.create_user(f"rep{number}@bench.example", None, name=f"Rep {number}", team=team)
        Membership.objects.create(user=user, team=team, starts_on=date(2023, 1, 1))
    open_funnel("Sales", STAGES, starts_at=START - timedelta(days=1), is_default=True)


def write_log(contacts: int, *, seed: int = 1, is_noted: bool = False) -> int:
    """Write about so many contacts on new deals and return how many there are; unnoted, only a rebuild finds them."""
    return write_deals(deals_of(contacts, seed=seed, reps=User.objects.count()), is_noted=is_noted)


def write_deals(deals: Iterable[Deal], *, is_noted: bool = False) -> int:
    """Write new deals with their contacts, and return how many contacts these are."""
    maker, context, written = DealMaker(), ReplayContext(), 0
    deals = iter(deals)
    with in_bulk():
        while some := maker.rows_of(islice(deals, _BATCH)):
            with transaction.atomic():
                _write(some, context)
                if is_noted:
                    note_changes(FactNoun.DEAL, [deal.id for deal in some])
                    note_changes(FactNoun.SALE, [sale[0] for deal in some for sale in deal.sales])
            written += sum(len(deal.contacts) for deal in some)
    _go_on_counting()
    return written


def write_days(seed: int = 1) -> None:
    """Write what the reps tallied, where their time went, and what sources cost; only a rebuild finds it."""
    reps = list(User.objects.order_by("id").values_list("id", "team_id"))
    cards = models.TallyKind.objects.create(name="Business cards", code=models.BUSINESS_CARDS)
    categories = [models.TimeCategory.objects.create(name=name, is_selling=sells) for name, sells in CATEGORIES]
    uids = _uids()
    tallies = (
        (next(uids), cards.pk, *reps[rep - 1], on, count, microseconds(START), None)
        for rep, on, count in tallies_of(seed, len(reps))
    )
    times = (
        (next(uids), categories[place].pk, *reps[rep - 1], on, seconds, microseconds(START), None)
        for rep, on, place, seconds in times_of(seed, len(reps))
    )
    written = ("written_at", "written_by")
    insert_rows(models.Tally, ("uid", "kind", "rep", "team", "counted_on", "count", *written), tallies)
    insert_rows(models.TimeEntry, ("uid", "category", "rep", "team", "spent_on", "seconds", *written), times)
    _write_costs(seed)


def _write_costs(seed: int) -> None:
    """Write a cost of each source for all days, and what of it falls on each of them."""
    sources = list(Source.objects.order_by("id"))
    costs: dict[int, models.Cost] = {}
    days = []
    for source, on, amount in costs_of(seed):
        if source not in costs:
            costs[source] = models.Cost.objects.create(
                source=sources[source - 1], starts_on=on, ends_on=on + timedelta(days=DAYS), amount=0,
                currency_id="EUR", company_amount=0, written_at=START,
            )  # fmt: skip
        days.append((costs[source].pk, on, amount))
    insert_rows(models.CostDay, ("cost", "spent_on", "company_amount"), days)


def _write(deals: list[MadeDeal], context: ReplayContext) -> None:
    histories = {deal.id: replay(deal.log.entry, deal.log.touches, context.roads) for deal in deals}
    derived = {
        step.touch.id: (
            step.stage_before_id,
            step.stage_after_id,
            step.advance.value,
            step.is_effective,
            step.is_new_ground,
        )
        for history in histories.values()
        for step in history.steps
    }
    insert_rows(models.Client, CLIENT, (deal.client for deal in deals))
    insert_rows(models.Deal, DEAL, (deal.row for deal in deals))
    insert_rows(models.DealOwner, ("deal", "owner", "starts_at"), (deal.owner for deal in deals))
    insert_rows(models.DealValue, VALUE, (first_value(*deal.value, context) for deal in deals))
    contacts = ((*contact, *derived[contact[0]]) for deal in deals for contact in deal.contacts)
    insert_rows(models.Contact, (*CONTACT, *CONTACT_DERIVED), contacts)
    store_stays_and_milestones({deal.id: deal.log for deal in deals}, histories, context)
    insert_rows(models.Sale, SALE, (sale for deal in deals for sale in deal.sales))
    insert_rows(models.NextStep, STEP, (step for deal in deals for step in deal.steps))
    insert_rows(models.DealExpectation, EXPECTATION, (each for deal in deals for each in deal.expectations))


def _uids() -> Iterator[uuid.UUID]:
    first = uuid.uuid4().int >> 68 << 64
    return (uuid.UUID(int=first + number) for number in range(1 << 40))


def _go_on_counting() -> None:
    """Let PostgreSQL give the ids after ours to whoever writes next; SQLite does so by itself."""
    numbered = [models.Client, models.Deal, models.Contact, models.Sale, models.NextStep]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(statement)
