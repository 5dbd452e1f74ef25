"""The time in each stage as a table: its percentiles in days, and how many were counted, with the way to them."""

from dataclasses import dataclass

from headway.reports.funnel_stays import Outcome
from headway.reports.funnel_times import PERCENTILES, StageTimes, TimesReport
from headway.web import figures
from headway.web.funnel.picture import address


@dataclass(frozen=True)
class TimesLine:
    """One stage: the entries that were counted, those still there, and the percentiles."""

    times: StageTimes
    counted_url: str
    still_url: str

    @property
    def cells(self) -> list[tuple[int, int | None, str]]:
        """Each percentile, its days, and the days in words."""
        return [
            (each, days, "" if days is None else figures.days(days))
            for each in PERCENTILES
            for days in [self.times.days[each]]
        ]


def lines_of(report: TimesReport) -> list[TimesLine]:
    """Return a line for each stage on the road; what ends the road is left, if ever, by a correction."""
    told = [each for each in report.stages if each.stage.phase not in {"won", "lost"}]
    return [
        TimesLine(
            times=each,
            counted_url=_url(report, each, Outcome.ENTERED) if each.counted else "",
            still_url=_url(report, each, Outcome.STILL) if each.still else "",
        )
        for each in told
    ]


def _url(report: TimesReport, each: StageTimes, outcome: Outcome) -> str:
    return address("funnel_rows", report.question, at=each.stage.id, outcome=outcome.value, timed=1)
