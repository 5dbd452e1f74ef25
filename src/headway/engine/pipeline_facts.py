"""The fact tables of what open opportunities are worth on a day, and of when deals were expected to be won."""

from types import MappingProxyType

from headway.engine.fact_table import DIMENSIONS, FactTable

PIPELINE = FactTable(
    name="pipeline",
    key=("deal_id", "number", "value_id"),
    order=("until_on", "since_on"),
    columns=MappingProxyType(
        {
            "deal_id": "!int64",
            # The stay that it is a part of.
            "number": "!int64",
            # The value that held, 0 where none was known.
            "value_id": "!int64",
            "client_id": "!int64",
            **DIMENSIONS,
            "kind": "!string",
            "stage_id": "!int64",
            "since_on": "!date",
            "until_on": "date",
            "value_amount": "int64",
            "is_entry_known": "!boolean",
        }
    ),
)

EXPECTATIONS = FactTable(
    name="expectations",
    key=("expectation_id",),
    order=("expected_on",),
    columns=MappingProxyType(
        {
            "expectation_id": "!int64",
            "deal_id": "!int64",
            "client_id": "!int64",
            **DIMENSIONS,
            "kind": "!string",
            # A day on which the deal was expected to be won, each once; and the next later one, where there is any.
            "expected_on": "!date",
            "again_on": "date",
            "said_on": "!date",
            # How the deal stands now, and the day on which it came to its end.
            "outcome": "!string",
            "closed_on": "date",
            # What it was worth on the expected day, or is now where that has not come.
            "value_amount": "int64",
        }
    ),
)
