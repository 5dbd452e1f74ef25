"""What has no one statement to race against: curves, products, what is worked out first, and the further reports."""

from collections.abc import Callable, Iterator

from bench.clock import best_ms
from bench.questions import PERIOD, TODAY, Timing, is_raced
from headway.engine.answer import ask
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.question import Question
from headway.reports.deal_weeks import WeeksQuestion, deal_weeks
from headway.reports.funnel import FunnelQuestion
from headway.reports.funnel_cohorts import cohorts
from headway.reports.funnel_flow import flow
from headway.reports.funnel_times import times
from headway.reports.norms import NormsQuestion, norms
from headway.web.facts.local import LocalStore
from headway.web.models import Funnel


def timings_alone(store: LocalStore) -> Iterator[Timing]:
    """Time them through the engine; that their numbers are right, the tests of each tell."""
    for name, asking in _asked(store):
        (engine,) = best_ms([asking])
        yield Timing(name, engine, None, None)


def _asked(store: LocalStore) -> Iterator[tuple[str, Callable[[], object]]]:
    for name, metric in catalogue().items():
        if not is_raced(metric):
            by = (Dimension.REP,) if Dimension.REP in metric.dimensions else ()
            asked = Question(metric=name, period=PERIOD, by=by, today=TODAY)
            yield name, lambda asked=asked: ask(asked, store)
    stays = FunnelQuestion(funnel_id=Funnel.objects.get().pk, period=PERIOD)
    for report in (cohorts, flow, times):
        yield f"{report.__module__.rpartition('.')[2]}", lambda report=report: report(store, stays, TODAY)
    yield "norms", lambda: norms(store, NormsQuestion(as_of=PERIOD.end))
    yield "deal_weeks", lambda: deal_weeks(store, WeeksQuestion(as_of=PERIOD.end))
    # Of a month ahead, tried on ten past ones.
    month = WeeksQuestion(as_of=PERIOD.end, back=tuple(range(0, 301, 30)), ahead=(0, 30))
    yield "deal_weeks, as a forecast asks", lambda: deal_weeks(store, month)
