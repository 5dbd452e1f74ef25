"""A query that Django writes once, to be asked again with other values: writing it takes longer than asking it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from headway.web.models.fields import to_microseconds
from headway.web.statements import rows_later, rows_of

Row = TypeVar("Row")


class Stencil(Generic[Row]):
    """The SQL of a queryset with holes in it.

    ``make`` returns the queryset for some values: ids, texts, uids and moments. It is called once for each database
    with marks in their places, so that nothing in it may depend on a value; whatever else it depends on needs a
    stencil of its own. Of the queryset, columns, related records and values are kept; prefetching is not.
    """

    def __init__(self, make: "Callable[..., models.QuerySet[Any, Row]]", *kinds: type) -> None:
        self._make, self._kinds = make, kinds
        self._cuts: dict[str, _Cut] = {}

    def all(self, *values: Any) -> list[Row]:
        """Ask, and return what the queryset would."""
        cut = self._cuts.get(connection.vendor) or self._cut()
        return list(cut.built(rows_of(cut.sql, cut.filled(values))))

    def first(self, *values: Any) -> Row | None:
        """Ask, and return the first there is."""
        return next(iter(self.all(*values)), None)

    def each(self, several: Sequence[Sequence[Any]]) -> list[list[Row]]:
        """Ask once for each of several lists of values, in one go, and return what each found."""
        return self.each_later(several)()

    def each_later(self, several: Sequence[Sequence[Any]]) -> Callable[[], list[list[Row]]]:
        """Ask the same among statements in one go, and return what gives the answers after the last of them."""
        if not several:
            return list
        cut = self._cuts.get(connection.vendor) or self._cut()
        if connection.vendor == "sqlite" or len(several) == 1:
            rows = [rows_later(cut.sql, cut.filled(values)) for values in several]
            return lambda: [list(cut.built(found())) for found in rows]
        numbered = rows_later(cut.several_sql, cut.filled_side_by_side(several))
        return lambda: _parted(cut, numbered(), len(several))

    def _cut(self) -> "_Cut":
        marks = [_mark(kind, number) for number, kind in enumerate(self._kinds)]
        cut = _cut(self._make(*marks), _written(marks), tuple(self._kinds))
        self._cuts[connection.vendor] = cut
        return cut


_TYPES = {int: "bigint", str: "text", UUID: "uuid", datetime: "bigint", date: "date"}


@dataclass(frozen=True)
class _Cut:
    sql: str
    # Each with the number of the value that takes its place, if one does.
    params: Sequence[tuple[Any, int | None]]
    kinds: Sequence[type]
    built: Callable[[Sequence[Any]], Iterator[Any]]

    def filled(self, values: Sequence[Any]) -> list[Any]:
        """Return the parameters with values in the holes."""
        written = _written(values)
        return [param if hole is None else written[hole] for param, hole in self.params]

    @cached_property
    def several_sql(self) -> str:
        """PostgreSQL's words for the same, asked once for each row of a list, each answer with its number."""
        marks = ["%s" if hole is None else f"asked.value_{hole}" for _param, hole in self.params]
        query = "".join(piece + mark for piece, mark in zip(self.sql.split("%s"), [*marks, ""], strict=True))
        lists = ", ".join(f"%s::{_TYPES[kind]}[]" for kind in self.kinds)
        names = ", ".join(f"value_{number}" for number in range(len(self.kinds)))
        return (
            "SELECT asked.number - 1, found.* "  # noqa: S608 - our own words
            f"FROM unnest({lists}) WITH ORDINALITY AS asked({names}, number), LATERAL ({query}) AS found "
            "ORDER BY asked.number"
        )

    def filled_side_by_side(self, several: Sequence[Sequence[Any]]) -> list[Any]:
        """Return the parameters with a list of values for each hole."""
        columns = [_written(column) for column in zip(*several, strict=True)]
        return [*columns, *(param for param, hole in self.params if hole is None)]


def _cut(queryset: "models.QuerySet[Any, Any]", marks: list[Any], kinds: Sequence[type]) -> _Cut:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    holes = [next((number for number, mark in enumerate(marks) if param == mark), None) for param in params]
    return _Cut(sql, list(zip(params, holes, strict=True)), kinds, _builder(queryset, compiler))


def _builder(queryset: "models.QuerySet[Any, Any]", compiler: Any) -> Callable[[Sequence[Any]], Iterator[Any]]:
    """Return what makes records, or values, of rows, as Django's own iteration does."""
    columns = compiler.select
    converters = compiler.get_converters([column[0] for column in columns[: compiler.col_count]])

    def converted(rows: Sequence[Any]) -> Any:
        return compiler.apply_converters(rows, converters) if converters else rows

    shape = queryset._iterable_class  # noqa: SLF001 - what else tells records from values
    if shape is not ModelIterable:
        is_tuple = shape is ValuesListIterable
        return lambda rows: iter(map(tuple, converted(rows)) if is_tuple else (row[0] for row in converted(rows)))

    own = compiler.klass_info["select_fields"]
    start, end = own[0], own[-1] + 1
    names = [column[0].target.attname for column in columns[start:end]]
    # The types are those of Django 6, which asks for one argument more.
    populators = get_related_populators(compiler.klass_info, columns, connection.alias)  # type: ignore[call-arg]

    def records(rows: Sequence[Any]) -> Iterator[Any]:
        for row in converted(rows):
            record = queryset.model.from_db(connection.alias, names, row[start:end])
            for populator in populators:
                populator.populate(row, record)
            yield record

    return records


def _parted(cut: _Cut, numbered: Sequence[Any], count: int) -> list[list[Any]]:
    """Return what was found for each number, as it is built."""
    found: list[list[Any]] = [[] for _number in range(count)]
    for (number, *_), record in zip(numbered, cut.built([row[1:] for row in numbered]), strict=True):
        found[number].append(record)
    return found


# Values that no query has by itself.
_NUMBERS = count(7_930_215_488_103_000_000)
_MOMENT = datetime(7930, 2, 15, 4, 8, 8, tzinfo=UTC)


def _mark(kind: type, number: int) -> Any:
    if kind is UUID:
        return UUID(int=next(_NUMBERS))
    if kind is datetime:
        return _MOMENT + timedelta(microseconds=number)
    if kind is date:
        return _MOMENT.date() + timedelta(days=number)
    return kind(next(_NUMBERS))


def _written(values: Sequence[Any]) -> list[Any]:
    """Return values as the database at hand keeps them."""
    is_sqlite = connection.vendor == "sqlite"
    return [_written_one(value, is_sqlite=is_sqlite) for value in values]


def _written_one(value: Any, *, is_sqlite: bool) -> Any:
    if isinstance(value, datetime):
        return to_microseconds(value)
    if is_sqlite and isinstance(value, UUID):
        return value.hex
    if is_sqlite and isinstance(value, date):
        return value.isoformat()
    return value
