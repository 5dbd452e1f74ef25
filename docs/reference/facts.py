"""The facts, from the tables that numbers are counted from."""

from docs.page import Page, Words, code, table
from headway.engine.facts import FACT_TABLES, FactTable

_OPENING = """# Facts

What numbers are counted from: plain tables, copied to columns (`facts.duckdb` in the data folder) from the log and from
what replay derived.

- Columns that end in `_at` are microseconds since the epoch, in UTC.
- Those that end in `_on` are local days of the rep, stored when written.
- Those that end in `_amount`, and `amount`, are whole minor units of the company's currency.
- Those that end in `_id` point to `names`, or to the record itself.
- Where a column may be empty, empty means unknown or none, never zero.

"""


def page() -> Page:
    """Return the page: every table with its columns."""
    words = Words("facts")
    text = "".join(_section(each, words) for each in FACT_TABLES.values())
    return Page(_OPENING + text, words.gaps)


def _section(facts: FactTable, words: Words) -> str:
    rows = [
        (
            code(name),
            type_.removeprefix("!"),
            "" if type_.startswith("!") else "may be empty",
            _said(facts, name, words),
        )
        for name, type_ in facts.columns.items()
    ]
    key = ", ".join(map(code, facts.key))
    opening = f"## {facts.name}\n\n{words.of(f'table.{facts.name}')} A row is known by {key}.\n\n"
    return opening + table(("column", "type", "", "meaning"), rows)


def _said(facts: FactTable, column: str, words: Words) -> str:
    return words.of(f"{facts.name}.{column}", column)
