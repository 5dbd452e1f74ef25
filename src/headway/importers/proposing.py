"""A first mapping for a file, guessed from the names of its columns and from what stands in them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from headway.importers.fields import FIELDS
from headway.importers.inspection import Column, Inspection
from headway.importers.mapping import Mapping
from headway.importers.nouns import Noun, nouns
from headway.importers.proposing_orders import orders_of, purchases_of
from headway.importers.proposing_stages import propose_activities, propose_standings, stages_for_outcomes, tells_wins
from headway.importers.reading import DAYS, WRITTEN

_HUMP: Final = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_NO_LETTER: Final = re.compile(r"[\W_]+")
# What a column holds, by what a field needs; text goes everywhere but where time or money is meant.
_FITTING: Final = {
    "moment": ("date", "moment"),
    "amount": ("number",),
    "seconds": ("number", "text"),
    "flag": ("flag", "text", "number"),
}
_OF_CLIENTS: Final = ("deal", "deal_name", "client", "client_key")
_CURRENCIES: Final = frozenset({
    "dollar", "dollars", "usd", "eur", "euro", "euros", "huf", "forint", "ft", "gbp", "pound", "pounds", "rub", "rur",
    "руб", "рублей", "рубли", "евро",
})  # fmt: skip
# Columns of these names number or name the rows, whatever they are.
_OF_ANYTHING: Final = frozenset({"id", "ид", "azonosító", "name", "title", "название", "név", "megnevezés"})


def propose(inspection: Inspection) -> Mapping:
    """Guess the noun, the fields, the stages and the contacts; what cannot be guessed is left to a person."""
    columns = [column for column in inspection.columns if column.filled]
    guesses = {name: _with_needed(noun, _columns_by_field(noun, columns)) for name, noun in nouns().items()}
    if _is_of_clients(guesses["deal"]):
        del guesses["cost"]
    if (orders := orders_of(guesses["sale"], guesses["deal"], columns)) is not None:
        guesses = {"deal": orders}
    elif (purchases := purchases_of(guesses, columns)) is not None:
        guesses = {"sale": purchases}
    noun = max(guesses, key=lambda name: _score(nouns()[name], guesses[name]))
    fields = _with_sales(stages_for_outcomes(guesses[noun])) if noun == "deal" else guesses[noun]
    zone = inspection.reading.time_zone
    mapping = Mapping(
        noun,
        columns={field: (column.name,) for field, column in fields.items()},
        time_zone=None if zone in {WRITTEN, DAYS} else zone,
    )
    if noun == "event log":
        return propose_activities(mapping, fields, inspection.lasting_activities)
    return propose_standings(mapping, fields)


def _columns_by_field(noun: Noun, columns: Iterable[Column]) -> dict[str, Column]:
    """Give each field the column whose name means it most surely; a column serves one field."""
    claims = sorted(claim for column in columns for claim in _claims(noun, column))
    taken: dict[str, Column] = {}
    by_name = {column.name: column for column in columns}
    used: set[str] = set()
    for _, _, field, name in claims:
        if field not in taken and name not in used:
            taken[field] = by_name[name]
            used.add(name)
    return {field: taken[field] for field in noun.FIELDS if field in taken}


def _with_needed(noun: Noun, fields: dict[str, Column]) -> dict[str, Column]:
    """Let a needed field that got no column take one from a field nobody needs, where its name means both."""
    for needed in noun.REQUIRED:
        words, _ = words_by_field().get(needed, ((), ()))
        lenders = [] if needed in fields else [field for field in fields if field not in noun.REQUIRED]
        lender = next((field for field in lenders if plain_name(fields[field].name) in words), None)
        if lender:
            fields = {needed if field == lender else field: column for field, column in fields.items()}
    return fields


def _with_sales(fields: dict[str, Column]) -> dict[str, Column]:
    """Read booked money as sales where the file tells which deals were won and when; it is their value in any case."""
    booked = fields.get("sale_amount")
    if booked is None:
        return fields
    told = {"value": booked} | fields
    if not tells_wins(fields):
        del told["sale_amount"]
    return {field: told[field] for field in nouns()["deal"].FIELDS if field in told}


def _claims(noun: Noun, column: Column) -> Iterator[tuple[int, int, str, str]]:
    """Say how far down its list each field has the column's name, the fields that tell the noun first."""
    plain = plain_name(column.name)
    bare = _without_currency(plain)
    for number, field in enumerate(noun.FIELDS):
        words, parts = words_by_field().get(field, ((), ()))
        if field == "owner" and "rep" in noun.FIELDS:
            continue  # an owner of a contact or a sale is its rep
        if not _fits(FIELDS[field].kind, column.kind):
            continue
        if plain in words:
            yield words.index(plain), number, field, column.name
        elif FIELDS[field].kind == "amount" and bare in words:
            yield words.index(bare), number, field, column.name
        elif any(part in plain for part in parts) or column.kind == field:
            yield len(words), number, field, column.name


def _is_of_clients(fields: dict[str, Column]) -> bool:
    """Whether a table names clients or deals: it has amounts, days and sources as one of costs has, and is none."""
    return any(plain_name(fields[field].name) not in _OF_ANYTHING for field in _OF_CLIENTS if field in fields)


def _score(noun: Noun, fields: Iterable[str]) -> float:
    """Count the fields found; those that tell the noun weigh more, and one that it needs and lacks tells against it."""
    found = set(fields)
    missing = len(set(noun.REQUIRED) - found)
    return len(found) + 2 * len(found & set(noun.TELLING)) - 3 * missing


def _fits(wanted: str, kind: str) -> bool:
    return wanted not in _FITTING or kind in _FITTING[wanted]


def plain_name(name: str) -> str:
    """Write the name of a column in small letters, its words apart and without punctuation."""
    return _NO_LETTER.sub(" ", _HUMP.sub(" ", name)).strip().casefold()


def _without_currency(plain: str) -> str:
    """Leave out what an amount is in: a dollar value is a value."""
    return " ".join(word for word in plain.split() if word not in _CURRENCIES)


@cache
def words_by_field() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return for each field the names of columns that mean it, and the pieces of names that do."""
    text = files("headway.importers").joinpath("words.toml").read_text("utf-8")
    return {
        field: (tuple(entry["words"]), tuple(entry.get("parts", ()))) for field, entry in tomllib.loads(text).items()
    }
