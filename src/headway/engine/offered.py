"""What a company can count by itself: fact tables with their days, quantities and traits, in plain words."""

from collections.abc import Mapping
from types import MappingProxyType

from ibis import _

from headway.engine.ground import (
    CONTACT_KINDS,
    DEAL_KINDS,
    OUTCOMES,
    WHERE_FROM,
    Day,
    Ground,
    Quantity,
    Sort,
    Trait,
    known,
    money,
    named,
    word,
    yes_no,
)
from headway.engine.metric import Unit
from headway.engine.offered_effort import APPOINTMENTS, COSTS, TALLIES, TIME_ENTRIES
from headway.engine.offered_pipeline import EXPECTATIONS, MOVES, OPEN_LEADS, PIPELINE
from headway.engine.text import gettext_noop

_CONTACTS = Ground(
    words=gettext_noop("contacts"),
    one=_.volume,
    is_volume=True,
    days=MappingProxyType({"happened_on": Day(words=gettext_noop("contacts by the day they happened"))}),
    quantities=MappingProxyType(
        {
            "duration": Quantity(
                words=gettext_noop("time spent on the contact"),
                unit=Unit.HOURS,
                value=_.duration_seconds * 1_000_000,
                where=_.volume == 1,
                left_out=_.duration_seconds.isnull(),
            )
        }
    ),
    traits=MappingProxyType(
        {
            "kind": word("kind", gettext_noop("kind"), CONTACT_KINDS),
            "minutes": Trait(words=gettext_noop("length in minutes"), sort=Sort.MINUTES, column="duration_seconds"),
            "is_cold": yes_no("is_cold", gettext_noop("cold")),
            "is_inbound": yes_no("is_inbound", gettext_noop("begun by the client")),
            "is_effective": yes_no("is_effective", gettext_noop("effective")),
            "is_new_ground": yes_no("is_new_ground", gettext_noop("on new ground")),
            "stage": named("stage_id", gettext_noop("stage after it")),
            **WHERE_FROM,
        }
    ),
    things=MappingProxyType(
        {
            "client_id": gettext_noop("clients"),
            "deal_id": gettext_noop("deals"),
            "rep_id": gettext_noop("reps"),
        }
    ),
)


_DEALS = Ground(
    words=gettext_noop("deals"),
    days=MappingProxyType(
        {
            "entered_on": Day(
                words=gettext_noop("deals by the day they entered"), is_beginning=True, dated=_.is_entry_known
            ),
            "qualified_on": Day(
                words=gettext_noop("deals by the day they qualified"),
                is_beginning=True,
                dated=_.is_entry_known | (_.qualified_at > _.entered_at),
            ),
            "won_on": Day(words=gettext_noop("deals by the day they were won"), rep="winner_id", team="winner_team_id"),
            "lost_on": Day(words=gettext_noop("deals by the day they were lost")),
            "closed_on": Day(
                words=gettext_noop("deals by the day they were won or lost"),
                rep=_.winner_id.coalesce(_.rep_id),
                team=_.winner_team_id.coalesce(_.team_id),
            ),
        }
    ),
    quantities=MappingProxyType(
        {
            "value_amount": known("value_amount", gettext_noop("value now")),
            "qualified_amount": known("qualified_amount", gettext_noop("value when it qualified")),
            "won_amount": known("won_amount", gettext_noop("value when it was won")),
            "contacts": Quantity(words=gettext_noop("contacts about the deal"), unit=Unit.COUNT, value=_.contacts),
            "time_to_win": Quantity(
                words=gettext_noop("time from entry to won"),
                unit=Unit.DAYS,
                value=_.won_at - _.entered_at,
                left_out=~_.is_entry_known | _.won_at.isnull(),
            ),
        }
    ),
    traits=MappingProxyType(
        {
            "kind": word("kind", gettext_noop("kind"), DEAL_KINDS),
            "outcome": word("outcome", gettext_noop("outcome"), OUTCOMES, is_later=True),
            "is_lead": yes_no("is_lead", gettext_noop("entered as a lead")),
            "stage": named("stage_id", gettext_noop("stage now"), is_later=True),
            "loss_reason": named("loss_reason_id", gettext_noop("reason of loss"), is_later=True),
            "value_amount": money("value_amount", gettext_noop("value now"), is_later=True),
            "won_amount": money("won_amount", gettext_noop("value when it was won"), is_later=True),
            "contacts": Trait(
                words=gettext_noop("contacts about the deal"), is_later=True, sort=Sort.NUMBER, column="contacts"
            ),
            **WHERE_FROM,
        }
    ),
    things=MappingProxyType({"client_id": gettext_noop("clients"), "rep_id": gettext_noop("reps")}),
)

_SALES = Ground(
    words=gettext_noop("sales"),
    days=MappingProxyType({"sold_on": Day(words=gettext_noop("sales by the day they were sold"))}),
    quantities=MappingProxyType(
        {
            "amount": Quantity(words=gettext_noop("amount of the sale"), unit=Unit.MONEY, value=_.amount),
            "margin": Quantity(
                words=gettext_noop("margin of the sale"),
                unit=Unit.MONEY,
                value=_.amount - _.cost_amount,
                left_out=_.cost_amount.isnull(),
            ),
            "cost_amount": known("cost_amount", gettext_noop("cost of the sale")),
        }
    ),
    traits=MappingProxyType(
        {
            "kind": word("kind", gettext_noop("kind"), DEAL_KINDS),
            "is_won_back": yes_no("is_won_back", gettext_noop("won back")),
            "amount": money("amount", gettext_noop("amount of the sale")),
            **WHERE_FROM,
        }
    ),
    things=MappingProxyType({"client_id": gettext_noop("clients"), "rep_id": gettext_noop("reps")}),
)

GROUNDS: Mapping[str, Ground] = MappingProxyType(
    {
        "contacts": _CONTACTS,
        "appointments": APPOINTMENTS,
        "tallies": TALLIES,
        "deals": _DEALS,
        "moves": MOVES,
        "expectations": EXPECTATIONS,
        "stays": OPEN_LEADS,
        "pipeline": PIPELINE,
        "sales": _SALES,
        "costs": COSTS,
        "time_entries": TIME_ENTRIES,
    }
)
