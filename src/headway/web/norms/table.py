"""The table of norms: for each funnel a line for the whole of it and for its segments, each norm with its strip."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headway.engine.names import NO_VALUE
from headway.reports.norm_deals import WonPart
from headway.reports.norms import Norm, NormLine, NormsReport
from headway.web import figures
from headway.web.against_norms import MEASURES, Strip, longest_of, strip_of
from headway.web.naming import NOBODY
from headway.web.norms.asked import AskedNorms


@dataclass(frozen=True)
class Cell:
    """One norm: its strip, its marks, and what it rests on."""

    label: str | Promise
    norm: Norm
    strip: Strip | None

    @property
    def words(self) -> str:
        """Read the marks out."""
        marks = {name: figures.number(getattr(self.norm, name) or 0) for name in ("low", "middle", "high")}
        return (
            _("One in ten takes at most %(low)s, half take at most %(middle)s, nine in ten at most %(high)s.") % marks
        )

    @property
    def mean(self) -> Decimal | None:
        """The mean, as a page shows it."""
        return self.norm.mean


@dataclass(frozen=True)
class Row:
    """The norms of a group, with the ways to the deals they rest on."""

    line: NormLine
    label: str
    cells: tuple[Cell, ...]
    won_url: str
    left_out_url: str
    unlogged_url: str


@dataclass(frozen=True)
class FunnelTable:
    """The norms of a funnel."""

    name: str
    rows: tuple[Row, ...]


def tables_of(report: NormsReport, asked: AskedNorms) -> list[FunnelTable]:
    """Return a table for each funnel; in a column all strips have one scale."""
    by_funnel = [list(lines) for _key, lines in groupby(report.lines, key=lambda line: line.funnel_id)]
    return [FunnelTable(lines[0].funnel, tuple(_rows(lines, asked))) for lines in by_funnel]


def _rows(lines: Sequence[NormLine], asked: AskedNorms) -> list[Row]:
    longest = [longest_of(column) for column in zip(*(line.norms for line in lines), strict=True)]
    return [
        Row(
            line=line,
            label=_("All segments") if line.is_whole else _(line.segment) if line.segment == NO_VALUE else line.segment,
            cells=tuple(
                Cell(MEASURES[norm.measure], norm, strip_of(norm, end))
                for norm, end in zip(line.norms, longest, strict=True)
            ),
            won_url=_won_url(line, asked, WonPart.COUNTED) if line.counted else "",
            left_out_url=_won_url(line, asked, WonPart.LEFT_OUT),
            unlogged_url=_won_url(line, asked, WonPart.UNLOGGED),
        )
        for line in lines
    ]


def _won_url(line: NormLine, asked: AskedNorms, part: WonPart) -> str:
    segment = None if line.is_whole else NOBODY if line.segment_id is None else line.segment_id
    return asked.url("norms_won", funnel=line.funnel_id, segment=segment, part=part.value)
