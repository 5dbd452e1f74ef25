"""The fact tables of what has no client: what reps tally, what sources cost, and where working time went."""

from types import MappingProxyType

from headway.engine.fact_table import FactTable

TALLIES = FactTable(
    name="tallies",
    key=("tally_id",),
    order=("counted_on",),
    columns=MappingProxyType(
        {
            "tally_id": "!int64",
            "rep_id": "!int64",
            "team_id": "int64",
            "tally_kind_id": "!int64",
            # The catalogue's own word for a kind, empty for those of the company.
            "code": "!string",
            "counted_on": "!date",
            # Below zero where a count was corrected downwards.
            "count": "!int64",
        }
    ),
)

COSTS = FactTable(
    name="costs",
    key=("cost_day_id",),
    order=("spent_on",),
    columns=MappingProxyType(
        {
            # The part of a cost that falls on one day.
            "cost_day_id": "!int64",
            "cost_id": "!int64",
            "source_id": "!int64",
            "spent_on": "!date",
            "amount": "!int64",
        }
    ),
)

TIME_ENTRIES = FactTable(
    name="time_entries",
    key=("time_entry_id",),
    order=("spent_on",),
    columns=MappingProxyType(
        {
            "time_entry_id": "!int64",
            "rep_id": "!int64",
            "team_id": "int64",
            "time_category_id": "!int64",
            "is_selling": "!boolean",
            "spent_on": "!date",
            "seconds": "!int64",
        }
    ),
)
