"""A row seen through a mapping: ask it for a field, and get what its columns, aliases and constants say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cached_property

from headway.engine.text import gettext_noop
from headway.importers.cells import Cells, Moment, Unreadable
from headway.importers.mapping import Mapping, Standing
from headway.importers.row import Cell, Row

_DEAL_KINDS = {
    "newbusiness": "new_business",
    "new": "new_business",
    "newdeal": "new_business",
    "addon": "add_on",
    "upsell": "add_on",
    "crosssell": "add_on",
    "renewal": "renewal",
    "repeat": "renewal",
}
_UNKNOWN_STAGE = gettext_noop("The value “%(value)s” has no stage: add it to the mapping under [%(table)s].")
_UNKNOWN_KIND = gettext_noop("“%(value)s” is no kind that Headway knows (%(kinds)s): give it an alias in the mapping.")


class Lens:
    """Reads fields from rows by a mapping; what is empty is ``None``, what cannot be read is `Unreadable`."""

    def __init__(self, mapping: Mapping, cells: Cells) -> None:
        self.mapping = mapping
        self.cells = cells
        self._texts: dict[str, Callable[[Row], str | None]] = {}
        self._finders: dict[str, Callable[[Row], Cell]] = {}

    def has(self, field: str) -> bool:
        """Tell whether the mapping says anything of a field."""
        return field in self.mapping.columns or field in self.mapping.constants

    def text(self, row: Row, field: str) -> str | None:
        """Give the text of a field, or the value that it is an alias of."""
        if field not in self._texts:
            self._texts[field] = self.reader(field)
        return self._texts[field](row)

    def reader(self, field: str) -> Callable[[Row], str | None]:
        """Return a function that gives the text of a field, made once for many rows."""
        columns = self.mapping.columns.get(field, ())
        aliases = {folded(value): meant for value, meant in self.mapping.aliases.get(field, {}).items()}
        constant = self.mapping.constants.get(field)
        text = self.cells.text
        if len(columns) == 1 and not aliases and constant is None:
            only = columns[0]

            def read_only(row: Row) -> str | None:
                cell = row.cells.get(only)
                return (cell.strip() or None) if isinstance(cell, str) else text(cell)

            return read_only

        def read(row: Row) -> str | None:
            for column in columns:
                found = text(row.cells.get(column))
                if found is not None:
                    return aliases.get(folded(found), found) if aliases else found
            return constant

        return read

    def moment(self, row: Row, field: str) -> Moment | None:
        """Give the moment of a field."""
        return self.cells.moment(self._cell(row, field))

    def tells_time(self, row: Row, field: str) -> bool:
        """Tell whether a moment is more than a bare date."""
        return self.cells.tells_time(self._cell(row, field))

    def month(self, row: Row, field: str) -> date | None:
        """Give the first day of the month of a field."""
        return self.cells.month(self._cell(row, field))

    def amount(self, row: Row, field: str) -> Decimal | None:
        """Give the amount of a field."""
        return self.cells.amount(self._cell(row, field))

    def seconds(self, row: Row) -> int | None:
        """Give the duration, from whichever of its two fields is mapped."""
        minutes = self.amount(row, "duration_minutes")
        return round(minutes * 60) if minutes is not None else self.cells.seconds(self._cell(row, "duration_seconds"))

    def flag(self, row: Row, field: str) -> bool:
        """Give a yes or a no; what is empty is a no."""
        return bool(self.cells.flag(self._cell(row, field)))

    def person(self, row: Row, field: str) -> str | None:
        """Give the name of a person, or ``None`` for one of the system's names."""
        name = self.text(row, field)
        return None if name in self.mapping.system_reps else name

    def deal_kind(self, row: Row, field: str) -> str | None:
        """Give new_business, add_on or renewal."""
        value = self.text(row, field)
        if value is None:
            return None
        kind = _DEAL_KINDS.get("".join(letter for letter in value.casefold() if letter.isalpha()))
        if kind is None:
            raise Unreadable(_UNKNOWN_KIND, value=value, kinds="new business, add-on, renewal")
        return kind

    def one_of(self, row: Row, field: str, kinds: tuple[str, ...]) -> str | None:
        """Give a value that has to be one of a few."""
        value = self.text(row, field)
        if value is None or value.casefold() in kinds:
            return value and value.casefold()
        raise Unreadable(_UNKNOWN_KIND, value=value, kinds=", ".join(kinds))

    def standing(self, row: Row) -> Standing | None:
        """Tell where the deal stands: by its outcome if that means a stage and not the empty one, else by its stage."""
        outcome = self.text(row, "outcome")
        if outcome is not None:
            standing = _meant(self._outcomes, outcome, "outcomes")
            if standing.stage:
                return standing
        stage = self.text(row, "stage")
        return None if stage is None else _meant(self._stages, stage, "stages")

    @cached_property
    def _stages(self) -> dict[str, Standing]:
        return {folded(value): standing for value, standing in self.mapping.stages.items()}

    @cached_property
    def _outcomes(self) -> dict[str, Standing]:
        return {folded(value): standing for value, standing in self.mapping.outcomes.items()}

    def finder(self, field: str) -> Callable[[Row], Cell]:
        """Return a function that finds the cell of a field, made once for many rows.

        It is the first filled one of its columns; where there are aliases, the value that is meant.
        """
        if field in self.mapping.aliases:
            return self.reader(field)
        columns = self.mapping.columns.get(field, ())
        constant = self.mapping.constants.get(field)
        if len(columns) == 1 and constant is None:
            only = columns[0]
            return lambda row: row.cells.get(only)

        def find(row: Row) -> Cell:
            for column in columns:
                cell = row.cells.get(column)
                if cell is not None and cell != "":
                    return cell
            return constant

        return find

    def _cell(self, row: Row, field: str) -> Cell:
        if field not in self._finders:
            self._finders[field] = self.finder(field)
        return self._finders[field](row)


def folded(value: str) -> str:
    """Fold the differences that nobody means: case, and blanks at the ends or doubled."""
    return " ".join(value.split()).casefold()


def _meant(standings: dict[str, Standing], value: str, table: str) -> Standing:
    standing = standings.get(folded(value))
    if standing is None:
        raise Unreadable(_UNKNOWN_STAGE, value=value, table=table)
    return standing
