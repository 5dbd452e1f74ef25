"""The fact tables that every number is counted from: their columns, types and keys.

Times (``*_at``) are microseconds since the epoch, UTC; days (``*_on``) are local days of the rep, stored when
written. Money (``*_amount``) is in minor units of the company's currency. Columns ending in ``_id`` point to
``names`` (see there).
"""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from headway.engine.clientless_facts import COSTS, TALLIES, TIME_ENTRIES
from headway.engine.fact_table import DIMENSIONS, FactTable
from headway.engine.pipeline_facts import EXPECTATIONS, PIPELINE

__all__ = [
    "APPOINTMENTS",
    "CONTACTS",
    "COSTS",
    "DEALS",
    "EXPECTATIONS",
    "FACT_TABLES",
    "MOVES",
    "NAMES",
    "PIPELINE",
    "SALES",
    "STAYS",
    "TALLIES",
    "TIME_ENTRIES",
    "FactTable",
    "arrow_schema",
]

CONTACTS = FactTable(
    name="contacts",
    key=("contact_id",),
    order=("happened_on",),
    columns=MappingProxyType(
        {
            "contact_id": "!int64",
            "deal_id": "int64",
            "client_id": "!int64",
            **DIMENSIONS,
            "kind": "!string",
            "is_inbound": "!boolean",
            "is_cold": "!boolean",
            "happened_at": "!int64",
            "happened_on": "!date",
            "position": "!int64",
            "duration_seconds": "int64",
            "stage_before_id": "int64",
            "stage_id": "int64",
            "advance": "!string",
            "is_effective": "!boolean",
            "is_new_ground": "!boolean",
            # 1, or 0 for the further rows of a meeting about several deals: volumes and time count it once.
            "volume": "!int64",
            # Microseconds until it was written down; NULL where an import brought it.
            "delay": "int64",
        }
    ),
)

MOVES = FactTable(
    name="moves",
    key=("move_id",),
    order=("happened_on",),
    columns=MappingProxyType(
        {
            "move_id": "!int64",
            "deal_id": "!int64",
            "client_id": "!int64",
            **DIMENSIONS,
            "cause": "!string",
            "happened_at": "!int64",
            "happened_on": "!date",
            "position": "!int64",
            "stage_before_id": "int64",
            "stage_id": "int64",
            "advance": "!string",
        }
    ),
)

DEALS = FactTable(
    name="deals",
    key=("deal_id",),
    order=("closed_on", "entered_on"),
    columns=MappingProxyType(
        {
            "deal_id": "!int64",
            "client_id": "!int64",
            **DIMENSIONS,
            "kind": "!string",
            "stage_id": "!int64",
            "outcome": "!string",
            "is_lead": "!boolean",
            "entered_at": "!int64",
            "entered_on": "!date",
            # False where the source knew no date of entry: such a deal stands in no period.
            "is_entry_known": "!boolean",
            "first_contact_at": "int64",
            "first_contact_on": "date",
            "qualified_at": "int64",
            "qualified_on": "date",
            "won_at": "int64",
            "won_on": "date",
            "lost_at": "int64",
            "lost_on": "date",
            "closed_on": "date",
            "winner_id": "int64",
            "winner_team_id": "int64",
            "loss_reason_id": "int64",
            "value_amount": "int64",
            "qualified_amount": "int64",
            "won_amount": "int64",
            "lost_amount": "int64",
            "contacts": "!int64",
            "contacts_until_won": "int64",
            "meetings_until_won": "int64",
            "effective_until_won": "int64",
            "is_won_before_first_contact": "!boolean",
            # Whether it came from a source of referrals, or somebody is known who referred the deal or its client.
            "is_referral": "!boolean",
            "referrer_id": "int64",
        }
    ),
)

STAYS = FactTable(
    name="stays",
    key=("deal_id", "number"),
    order=("left_on", "entered_on"),
    columns=MappingProxyType(
        {
            "deal_id": "!int64",
            # 1, 2, 3 ... along the deal's way.
            "number": "!int64",
            "client_id": "!int64",
            **DIMENSIONS,
            "kind": "!string",
            "stage_id": "!int64",
            "phase": "!string",
            # Which entry into this stage it is, from 1.
            "visit": "!int64",
            "entered_at": "!int64",
            "entered_on": "!date",
            "left_at": "int64",
            "left_on": "date",
            # advanced, skipped, lost, back, reopened, moved; empty while the deal stands there.
            "exit": "string",
            "next_stage_id": "int64",
            # False where the deal came to this stage on a day that the source does not know.
            "is_entry_known": "!boolean",
            # Whether the deal had qualified when it came.
            "is_qualified": "!boolean",
            "qualified_amount": "int64",
            # How the deal stands now, and the day on which it came to its end.
            "outcome": "!string",
            "closed_on": "date",
        }
    ),
)

SALES = FactTable(
    name="sales",
    key=("sale_id",),
    order=("sold_on",),
    columns=MappingProxyType(
        {
            "sale_id": "!int64",
            "client_id": "!int64",
            "deal_id": "int64",
            **DIMENSIONS,
            "kind": "!string",
            "is_won_back": "!boolean",
            "sold_on": "!date",
            "amount": "!int64",
            # NULL where the cost is not known: the margin is unknown then, not the whole amount.
            "cost_amount": "int64",
        }
    ),
)

APPOINTMENTS = FactTable(
    name="appointments",
    key=("appointment_id",),
    order=("set_on",),
    columns=MappingProxyType(
        {
            "appointment_id": "!int64",
            # The contact that set it; its kind, whether it was inbound or cold, and its volume stand beside it.
            "contact_id": "!int64",
            "deal_id": "int64",
            "client_id": "!int64",
            # Of the rep who is to hold it; who set it is another where one calls and the other goes.
            **DIMENSIONS,
            "setter_id": "int64",
            "setter_team_id": "int64",
            "kind": "!string",
            "is_inbound": "!boolean",
            "is_cold": "!boolean",
            "volume": "!int64",
            "set_on": "!date",
            # The day agreed last, where it was moved.
            "due_on": "!date",
            # The day of the contact that kept it.
            "kept_on": "date",
            # How the deal that it was agreed about stands now, and the day on which it came to its end.
            "outcome": "string",
            "closed_on": "date",
        }
    ),
)

NAMES = FactTable(
    name="names",
    key=("dimension", "id"),
    columns=MappingProxyType(
        {
            # rep, team, source, segment, funnel, stage, loss_reason, referrer, tally_kind, time_category
            "dimension": "!string",
            "id": "!int64",
            "name": "!string",
            # The order to show them in; a stage's place in the version in force now.
            "position": "!int64",
            # The team of a rep, the funnel of a stage.
            "parent_id": "int64",
            # The phase of a stage.
            "phase": "string",
        }
    ),
)

FACT_TABLES: Mapping[str, FactTable] = MappingProxyType(
    {
        table.name: table
        for table in (
            CONTACTS,
            MOVES,
            DEALS,
            STAYS,
            PIPELINE,
            EXPECTATIONS,
            SALES,
            APPOINTMENTS,
            TALLIES,
            COSTS,
            TIME_ENTRIES,
            NAMES,
        )
    }
)


def arrow_schema(columns: Mapping[str, str]) -> pa.Schema:
    """Return the Arrow schema of columns given by their Ibis types; a leading '!' says 'never null'."""
    return pa.schema(
        [
            pa.field(name, pa.type_for_alias(_ARROW[type_.removeprefix("!")]), nullable=not type_.startswith("!"))
            for name, type_ in columns.items()
        ]
    )


_ARROW = {
    "int8": "int8",
    "int64": "int64",
    "float64": "float64",
    "string": "string",
    "boolean": "bool",
    "date": "date32",
}
