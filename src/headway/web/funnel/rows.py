"""The deals behind one number of the funnel: when each entered the stage, when it left, and where it stands now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from headway.engine.names import Name
from headway.engine.rows import RowSet
from headway.reports.funnel import FunnelQuestion, StageLine
from headway.reports.funnel_flow import FlowReport
from headway.reports.funnel_stays import Outcome
from headway.reports.funnel_times import TimesReport
from headway.web import figures
from headway.web.access import deals_for
from headway.web.asking import Asker, funnel_of, funnel_rows_of
from headway.web.asking_funnel import flow_of, times_of
from headway.web.behind import NamedRow, named_rows
from headway.web.columns import OUTCOMES
from headway.web.listing import Cell, Head
from headway.web.models import Deal, Stay, User
from headway.web.records import client_cell, day_cell, deal_cell

_AT_ONCE = 500
_EXITS = {
    "advanced": gettext_lazy("went on"),
    "skipped": gettext_lazy("skipped on"),
    "lost": gettext_lazy("was lost"),
    "back": gettext_lazy("went back"),
    "reopened": gettext_lazy("was reopened"),
    "moved": gettext_lazy("moved to another funnel"),
}
HEADS = (
    Head(gettext_lazy("Entered on")),
    Head(gettext_lazy("Client")),
    Head(gettext_lazy("Deal")),
    Head(pgettext_lazy("deal", "Owner")),
    Head(gettext_lazy("What became of it")),
    Head(gettext_lazy("Time in the stage"), is_number=True),
    Head(gettext_lazy("Stage now")),
)


@dataclass(frozen=True)
class StageDeals:
    """One number of a funnel: which stage, what became of the deals, to which stage they went, and how many they are.

    ``is_timed`` narrows them to those whose time in the stage counts.
    """

    question: FunnelQuestion
    line: StageLine
    outcome: Outcome
    count: int
    to: Name | None = None
    is_timed: bool = False

    @classmethod
    def of(
        cls,
        asker: Asker,
        question: FunnelQuestion,
        stage: str,
        outcome: str = "entered",
        *,
        to: str = "",
        timed: str = "",
    ) -> "StageDeals":
        """Ask for the number; a stage that the funnel does not have, or an outcome unknown, is not here."""
        line = next((each for each in funnel_of(asker, question).stages if str(each.stage_id) == stage), None)
        if line is None or outcome not in set(Outcome):
            raise Http404(f"{stage} {outcome}")
        number = cls(question, line, Outcome(outcome), int(getattr(line, outcome)))
        if to:
            return number._going_to(flow_of(asker, question), to)
        return number._timed(times_of(asker, question)) if timed else number

    def _going_to(self, flow: FlowReport, to: str) -> "StageDeals":
        stage = next((each for each in flow.stages if str(each.id) == to), None)
        if stage is None or self.outcome is not Outcome.ENTERED:
            raise Http404(to)
        return replace(self, to=stage, count=flow.cells.get((self.line.stage_id, stage.id), 0))

    def _timed(self, report: TimesReport) -> "StageDeals":
        told = next(each for each in report.stages if each.stage.id == self.line.stage_id)
        counts = {Outcome.ENTERED: told.counted, Outcome.STILL: told.still}
        if self.outcome not in counts:
            raise Http404(self.outcome)
        return replace(self, is_timed=True, count=counts[self.outcome])

    @property
    def words(self) -> str:
        """What the number says, in words."""
        if self.to is not None:
            return _("went to “%(stage)s” next") % {"stage": self.to.name}
        if self.is_timed and self.outcome is Outcome.ENTERED:
            return _("time in the stage")
        return str(OUTCOMES[self.outcome])

    def rows(self, limit: int | None = None, offset: int = 0) -> RowSet:
        """Return the stays, or some of them."""
        to = self.to.id if self.to else None
        return funnel_rows_of(
            self.question, self.line.stage_id, self.outcome, to=to, is_timed=self.is_timed, limit=limit, offset=offset
        )


def stay_cells(user: User, found: RowSet) -> Iterator[tuple[Cell, ...]]:
    """Return the stays with what a user may know of their deals."""
    named = list(named_rows(user, found))
    for start in range(0, len(named), _AT_ONCE):
        yield from _told(user, named[start : start + _AT_ONCE])


def _told(user: User, rows: Sequence[NamedRow]) -> Iterator[tuple[Cell, ...]]:
    wanted = deals_for(user).select_related("owner", "milestones__stage").prefetch_related("stays")
    deals: Mapping[int, Deal] = wanted.in_bulk({each.row.id[0] for each in rows})
    for each in rows:
        deal = deals.get(each.row.id[0])
        stay = next((stay for stay in deal.stays.all() if stay.number == each.row.id[1]), None) if deal else None
        yield (
            day_cell(each.row.on),
            client_cell(each),
            deal_cell(each),
            Cell(deal.owner.name if deal and deal.owner else ""),
            _end_cell(stay),
            _time_cell(stay),
            Cell(deal.milestones.stage.name if deal else ""),
        )


def _end_cell(stay: Stay | None) -> Cell:
    if stay is None or stay.exit is None:
        return Cell("")
    words = str(_EXITS[stay.exit])
    return Cell(f"{words}, {figures.day(stay.left_on)}" if stay.left_on else words)


def _time_cell(stay: Stay | None) -> Cell:
    if stay is None or stay.left_at is None or stay.exit == "skipped":
        return Cell("", is_number=True)
    seconds = (stay.left_at - stay.entered_at).total_seconds()
    return Cell(figures.duration(seconds), plain=f"{seconds:.0f}", is_number=True)
