"""A made-up company and its log, of any size, written the way an import writes deals that are new."""

import random
from datetime import UTC, date, datetime, timedelta

from django.core.management.color import no_style
from django.db import connection, transaction

from bench.made_deal import CLIENT, CONTACT, DEAL, SALE, DealMaker, MadeDeal
from headway.replay import replay
from headway.web.funnels import open_funnel
from headway.web.imports.running.pace import in_bulk
from headway.web.log.bulk import insert_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import ReplayContext
from headway.web.log.derive import store_stays_and_milestones
from headway.web.log.stored import CONTACT_DERIVED
from headway.web.log.worth import VALUE, first_value
from headway.web.models import (
    Client,
    Company,
    Contact,
    Currency,
    Deal,
    DealOwner,
    DealValue,
    FactNoun,
    Membership,
    Sale,
    Segment,
    Source,
    Team,
    User,
)

STAGES = (
    ("New", "lead"), ("Reached", "lead"), ("Need", "opportunity"), ("Offer", "opportunity"),
    ("Decision", "opportunity"), ("Won", "won"), ("Lost", "lost"),
)  # fmt: skip
START = datetime(2024, 1, 1, 8, tzinfo=UTC)
DAYS = 730
_BATCH = 2_000
_CONTACTS_A_DEAL = 8


def make_company(reps: int = 50) -> None:
    """Make the company, its teams, reps, lists and funnel."""
    euro = Currency.objects.create(code="EUR")
    Company.objects.create(name="Bench", currency=euro, created_at=START, setup_stamp=1)
    for name in ("Water", "Mining", "Food"):
        Segment.objects.create(name=name)
        Source.objects.create(name=f"{name} fair")
    for number in range(reps):
        team, _ = Team.objects.get_or_create(name=f"Team {number % 5}")
        user = User.objects.create_user(f"rep{number}@bench.example", None, name=f"Rep {number}", team=team)
        Membership.objects.create(user=user, team=team, starts_on=date(2023, 1, 1))
    open_funnel("Sales", STAGES, starts_at=START - timedelta(days=1), is_default=True)


def write_log(contacts: int, *, seed: int = 1, is_noted: bool = False) -> int:
    """Write about so many contacts on new deals and return how many there are; unnoted, only a rebuild finds them."""
    maker = DealMaker(random.Random(seed), START, DAYS)
    context = ReplayContext()
    written = 0
    with in_bulk():
        while written < contacts:
            wanted = -(-(contacts - written) // _CONTACTS_A_DEAL)
            deals = [maker.deal() for _ in range(min(_BATCH, wanted))]
            with transaction.atomic():
                _write(deals, context)
                if is_noted:
                    note_changes(FactNoun.DEAL, [deal.id for deal in deals])
                    note_changes(FactNoun.SALE, [sale[0] for deal in deals for sale in deal.sales])
            written += sum(len(deal.contacts) for deal in deals)
    _go_on_counting()
    return written


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
    insert_rows(Client, CLIENT, (deal.client for deal in deals))
    insert_rows(Deal, DEAL, (deal.row for deal in deals))
    insert_rows(DealOwner, ("deal", "owner", "starts_at"), (deal.owner for deal in deals))
    insert_rows(DealValue, VALUE, (first_value(*deal.value, context) for deal in deals))
    contacts = ((*contact, *derived[contact[0]]) for deal in deals for contact in deal.contacts)
    insert_rows(Contact, (*CONTACT, *CONTACT_DERIVED), contacts)
    store_stays_and_milestones({deal.id: deal.log for deal in deals}, histories, context)
    insert_rows(Sale, SALE, (sale for deal in deals for sale in deal.sales))


def _go_on_counting() -> None:
    """Let PostgreSQL give the ids after ours to whoever writes next; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Client, Deal, Contact, Sale]):
            cursor.execute(statement)
