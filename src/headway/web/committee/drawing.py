"""The map of a committee as the page draws it: rows of boxes on a grid, and the paths of the lines between them."""

from dataclasses import dataclass

from headway.reports.committee import Committee, Line, Placed, Seat


@dataclass(frozen=True)
class Box:
    """A decision-maker on the map: the column where their box begins, and whom the line above leads to."""

    seat: Seat
    column: int
    superior: Seat | None


@dataclass(frozen=True)
class Row:
    """All of one level; rows are numbered from 1."""

    level: int
    number: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole map; ``width`` and ``height`` are the units that the paths are drawn in."""

    rows: tuple[Row, ...]
    columns: int
    width: int
    height: int
    paths: tuple[str, ...]


def drawing_of(committee: Committee) -> Drawing:
    """Draw the map of a committee."""
    drawn = committee.map
    rows = tuple(
        Row(level, place + 1, tuple(_box(committee, each) for each in drawn.placed if each.row == place))
        for place, level in enumerate(drawn.levels)
    )
    return Drawing(rows, drawn.columns, 4 * drawn.columns, 2 * len(rows), tuple(map(_path, drawn.lines)))


def _box(committee: Committee, placed: Placed) -> Box:
    return Box(placed.seat, placed.column + 1, committee.seat_of(placed.seat.reports_to_id))


def _path(line: Line) -> str:
    return "M" + "L".join(f"{across} {down}" for across, down in line.corners)
