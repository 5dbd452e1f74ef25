"""The counts of a link by rep: how often it was tried and made in a time, those still on the way in part."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headway.engine.answer import Line, ask
from headway.engine.catalogue import catalogue
from headway.engine.course import Course
from headway.engine.curve import Curve, Day, added
from headway.engine.dimension import Dimension
from headway.engine.followed import followed
from headway.engine.metric import Measure, Metric
from headway.engine.period import Period
from headway.engine.question import Filters, Key, Question
from headway.planning.links import Link
from headway.web.plans.steps import Step
from headway.web.still import StillFacts

Reps = Collection[Key] | None


@dataclass(frozen=True)
class Counted:
    """The counts of a link: of ``size`` so many were ``made``, and ``still`` are on the way."""

    size: int = 0
    made: int = 0
    still: int = 0
    share: float | None = None

    def link(self, key: str) -> Link:
        """Return the link of these counts: those on the way count for as long as they were followed."""
        if self.share is None or not self.made:
            return Link(key, self.size - self.still, 0)
        return Link(key, max(self.made, self.made / self.share), self.made)


ByRep = Mapping[Key, Sequence[Day]]


@dataclass(frozen=True)
class Asking:
    """In which days a link is counted, up to which day it is followed, and within how many days."""

    facts: StillFacts
    period: Period
    today: date
    within: int

    def of(self, steps: Sequence[Step]) -> list[ByRep]:
        """Return the counts of each link by rep; the links of a funnel are counted together."""
        stages = self._stages(steps) if any(each.stage_id for each in steps) else {}
        return [stages.get(each.stage_id, {}) if each.stage_id else self.one(each) for each in steps]

    def curve(self, cohort: Measure, course: Course, funnel: int | None = None) -> Curve:
        """Return the curve of a cohort of the whole company."""
        asked = replace(self._question(""), filters=_in_funnel(funnel))
        found = followed(course, cohort, asked, self.facts.reader, self.facts.dialect)
        return found.curves.get((), Curve())

    def of_stage(self, metric: str, step: Step) -> Curve:
        """Return the curve of a number of stages at the stage of one link."""
        found = self._followed(catalogue()[metric], (Dimension.STAGE,), step.narrowed["funnel"])
        return Curve(found.get((step.stage_id,), ()))

    def one(self, step: Step) -> ByRep:
        """Return the counts of a link by rep that is none of a funnel."""
        if not step.rate:
            tried, made = (self._numbers(metric) for metric in (step.count, step.made))
            return {rep: [_at_once(made.get(rep, 0), tried.get(rep, 0))] for rep in tried | made}
        metric = catalogue()[step.rate]
        if metric.course is None:
            lines = {line.keys[0]: line.figure for line in self._lines(step.rate)}
            return {rep: [_at_once(int(each.of or 0), int(each.per or 0))] for rep, each in lines.items()}
        return {keys[0]: days for keys, days in self._followed(metric, (Dimension.REP,)).items()}

    def _numbers(self, metric: str) -> dict[Key, int]:
        return {line.keys[0]: int(line.figure.value or 0) for line in self._lines(metric)}

    def _stages(self, steps: Sequence[Step]) -> dict[int, dict[Key, Sequence[Day]]]:
        metric = catalogue()[steps[0].rate]
        by_stage: dict[int, dict[Key, Sequence[Day]]] = defaultdict(dict)
        funnel = steps[0].narrowed["funnel"]
        for (stage, rep), days in self._followed(metric, (Dimension.STAGE, Dimension.REP), funnel).items():
            by_stage[int(str(stage))][rep] = days
        return by_stage

    def _followed(
        self, metric: Metric, by: tuple[Dimension, ...], funnel: int | None = None
    ) -> dict[tuple[Key, ...], Sequence[Day]]:
        if metric.course is None:
            raise ValueError(f"{metric.name} follows no cohort: count it by its lines.")
        asked = replace(self._question(metric.name), by=by, filters=_in_funnel(funnel))
        found = followed(metric.course, metric.cohort, asked, self.facts.reader, self.facts.dialect)
        return {keys: curve.course for keys, curve in found.curves.items()}

    def _lines(self, metric: str) -> Sequence[Line]:
        return ask(replace(self._question(metric), by=(Dimension.REP,)), self.facts).lines

    def _question(self, metric: str) -> Question:
        return Question(metric=metric, period=self.period, today=self.today, within=self.within)


def together(by_rep: ByRep, reps: Reps, within: int, *, without: Collection[Key] = ()) -> Counted:
    """Put the counts of some reps together, ``without`` some of them; without a list, those of all."""
    course = added(days for rep, days in by_rep.items() if (reps is None or rep in reps) and rep not in without)
    curve = Curve(map(_put_right, course))
    counted = curve.counted(within)
    share = float(curve.at_or_last(within).share) if curve.size else None
    return Counted(curve.size, counted.reached, counted.open, share)


def _at_once(made: int, size: int) -> Day:
    """Return two counts as ends of the first day: nobody is left on the way.

    By the period some rep may have made more than they tried, as it was tried before or by another; it is put right
    where counts of several are put together.
    """
    return Day(0, reached=made, otherwise=size - made)


def _put_right(day: Day) -> Day:
    """Leave out what was made more often than it was tried."""
    return day._replace(reached=day.reached + day.otherwise, otherwise=0) if day.otherwise < 0 else day


def _in_funnel(funnel: int | None) -> Filters:
    return Filters() if funnel is None else Filters(funnel=frozenset({funnel}))
