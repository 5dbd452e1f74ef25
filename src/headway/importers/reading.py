"""How a file is to be read: facts that are detected from the whole file, shown, and can be corrected."""

from dataclasses import dataclass
from typing import Final

AMBIGUOUS: Final = "ambiguous"
WRITTEN: Final = "written"
DAYS: Final = "days"
DAY_MONTH: Final = "day-month"
MONTH_DAY: Final = "month-day"


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts that decide what the characters of a file mean.

    format        name of a module in `formats`
    encoding      a Python codec, for text only
    separator     between the cells, for text only
    quote         around cells that hold the separator, for text only
    header_rows   rows before the first data row, the last of them naming the columns; 0 where no row does
    sheet         of a workbook
    decimal_sign  '.', ',' or 'ambiguous', which has to be asked
    date_order    'day-month', 'month-day' or 'ambiguous', which has to be asked; ``None`` where no date depends on it
    is_grouped    whether the rows of one case stand together
    time_zone     a name such as Europe/Budapest, 'written' where each time carries its offset, 'days' where there are
                  days and no times of day; ``None`` has to be asked
    home_zone     where a day without a time of day begins, if neither the mapping nor ``time_zone`` says
    """

    format: str
    encoding: str | None = None
    separator: str | None = None
    quote: str = '"'
    header_rows: int = 1
    sheet: str | None = None
    decimal_sign: str = "."
    date_order: str | None = None
    time_zone: str | None = None
    is_grouped: bool = False
    home_zone: str | None = None
