"""The funnel as a picture: a band for each stage, as wide as what entered and, below, as what went on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

from headway.engine.dimension import Dimension
from headway.engine.question import Key
from headway.reports.funnel import FunnelQuestion, FunnelReport, StageLine
from headway.reports.funnel_difference import differences
from headway.reports.funnel_stays import Outcome
from headway.web.asking import Words
from headway.web.columns import OUTCOMES, SELDOM
from headway.web.funnel.sides import DifferenceWords, difference_words

# A stage that fewer entered is too small to be called the weakest.
_ENOUGH = 20
_HEIGHT = 40


@dataclass(frozen=True)
class Counted:
    """A number of deals with the way to them, and that of the second side."""

    outcome: Outcome
    count: int
    url: str
    before: int | None = None
    before_url: str = ""

    @property
    def label(self) -> str:
        """What became of them, in words."""
        return str(OUTCOMES[self.outcome])

    @property
    def is_idle(self) -> bool:
        """Whether it says nothing of a stage that ends the road."""
        return self.outcome is Outcome.STILL or not (self.outcome is Outcome.ENTERED or self.count or self.before)


@dataclass(frozen=True, kw_only=True)
class Band:
    """One stage: its numbers, its shape, those of the second side, and how far apart the two are."""

    line: StageLine
    compared: StageLine | None
    counts: tuple[Counted, ...]
    shape: str
    frame: str
    compared_shape: str
    width: float
    compared_width: float
    is_weakest: bool
    difference: DifferenceWords | None = None

    @property
    def entered(self) -> Counted:
        """How many entered."""
        return self.counts[0]

    @property
    def advanced(self) -> Counted:
        """How many went on."""
        return next(each for each in self.counts if each.outcome is Outcome.ADVANCED)

    @property
    def is_end(self) -> bool:
        """Whether the road ends here."""
        return self.line.phase in {"won", "lost"}


@dataclass(frozen=True)
class Picture:
    """The bands of the road from the first stage to won, and lost apart."""

    label: str
    url: str
    bands: tuple[Band, ...]
    lost: Band | None
    outcomes: tuple[Outcome, ...]

    @property
    def all_bands(self) -> tuple[Band, ...]:
        """All stages, lost at the end."""
        return (*self.bands, *([self.lost] if self.lost else []))

    @property
    def is_empty(self) -> bool:
        """Whether nothing entered any stage."""
        return not any(band.entered.count or band.entered.before for band in self.all_bands)

    @property
    def heads(self) -> list[str]:
        """The heads of the table's numbers."""
        return [str(OUTCOMES[outcome]) for outcome in self.outcomes]


def picture_of(report: FunnelReport) -> Picture:
    """Return the picture of the whole funnel."""
    question = replace(report.question, split=None)
    picture = _picture(question, "", "", report.stages, report.compared)
    told = {each.stage_id: difference_words(each) for each in differences(report)}
    bands = tuple(replace(band, difference=told.get(band.line.stage_id)) for band in picture.bands)
    return replace(picture, bands=bands)


def small_pictures(report: FunnelReport) -> list[Picture]:
    """Return a picture for each group that the funnel is split into."""
    return [
        _picture(question, group.label, address("funnel", question), group.stages, group.compared)
        for group in report.groups
        for question in [narrowed(report.question, group.key)]
    ]


def narrowed(question: FunnelQuestion, key: Key) -> FunnelQuestion:
    """Return the question about one group alone."""
    split = question.split or Dimension.SOURCE
    only = {split.value: frozenset({key})}
    against = question.against and replace(question.against, **only)
    return replace(question, split=None, filters=replace(question.filters, **only), against=against)


def address(page: str, question: FunnelQuestion, **more: object) -> str:
    """Return the address of a page of a funnel's question."""
    told = Words.telling(question).query(funnel=question.funnel_id, entries=question.entries.value, **more)
    return f"{reverse(page)}?{told}"


def weakest_of(stages: Iterable[StageLine]) -> int | None:
    """Return the stage from which the smallest share went on, of those that enough deals entered to say so.

    Where most still stand on a stage, nobody knows yet how many will go on from it.
    """
    told = [
        line
        for line in stages
        if line.share_on is not None and line.entered >= _ENOUGH and line.still * 2 <= line.entered
    ]
    return min(told, key=lambda line: line.share_on or Decimal(0)).stage_id if len(told) > 1 else None


def _picture(
    question: FunnelQuestion, label: str, url: str, stages: Sequence[StageLine], compared: Sequence[StageLine] | None
) -> Picture:
    outcomes = tuple(each for each in OUTCOMES if each not in SELDOM or _any(each, stages))
    bands = tuple(_bands(question, outcomes, stages, compared))
    return Picture(
        label=label,
        url=url,
        bands=tuple(band for band in bands if band.line.phase != "lost"),
        lost=next((band for band in bands if band.line.phase == "lost"), None),
        outcomes=outcomes,
    )


def _bands(
    question: FunnelQuestion,
    outcomes: Iterable[Outcome],
    stages: Sequence[StageLine],
    compared: Sequence[StageLine] | None,
) -> Iterator[Band]:
    before = {line.stage_id: line for line in compared or ()}
    road = [line for line in (*stages, *before.values()) if line.phase != "lost"]
    widest = max((line.entered for line in road), default=0) or 1
    weakest = weakest_of(stages)
    for line in stages:
        earlier = before.get(line.stage_id, _nothing(line)) if compared is not None else None
        yield Band(
            line=line,
            compared=earlier,
            counts=tuple(_counted(question, line, earlier, outcome) for outcome in outcomes),
            shape=_shape(line, widest),
            frame=_trapezoid(line.entered, line.entered, widest),
            compared_shape=_shape(earlier, widest) if earlier else "",
            width=_percent(line, widest),
            compared_width=_percent(earlier, widest) if earlier else 0.0,
            is_weakest=line.stage_id == weakest,
        )


def _counted(question: FunnelQuestion, line: StageLine, earlier: StageLine | None, outcome: Outcome) -> Counted:
    count = _count(line, outcome)
    url = _rows(question, line, outcome) if count else ""
    if earlier is None:
        return Counted(outcome, count, url)
    before = _count(earlier, outcome)
    return Counted(outcome, count, url, before, _rows(question.beside or question, line, outcome) if before else "")


def _rows(question: FunnelQuestion, line: StageLine, outcome: Outcome) -> str:
    return address("funnel_rows", question.sides[0], at=line.stage_id, outcome=outcome.value)


def _shape(line: StageLine, widest: int) -> str:
    return _trapezoid(line.entered, line.entered if line.phase in {"won", "lost"} else line.advanced, widest)


def _trapezoid(above: int, below: int, widest: int) -> str:
    top, bottom = (round(min(1.0, count / widest) * 50, 2) for count in (above, below))
    return f"{50 - top},0 {50 + top},0 {50 + bottom},{_HEIGHT} {50 - bottom},{_HEIGHT}"


def _percent(line: StageLine, widest: int) -> float:
    return round(min(100.0, line.entered / widest * 100), 2)


def _count(line: StageLine, outcome: Outcome) -> int:
    return int(getattr(line, outcome.value))


def _any(outcome: Outcome, stages: Iterable[StageLine]) -> bool:
    return any(_count(line, outcome) for line in stages)


def _nothing(line: StageLine) -> StageLine:
    return StageLine(stage_id=line.stage_id, name=line.name, phase=line.phase)
