"""The questions about reports that every engine must answer alike, each by its name."""

from dataclasses import replace
from datetime import date
from itertools import product

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.plan import NoSuchPart, Part, measure_of
from headway.engine.question import Filters, Question, Scope
from headway.engine.rows import rows
from headway.reports.bounces import bounces_of_deals, bounces_of_period
from headway.reports.deal_weeks import WeeksQuestion, deal_weeks, own_weeks, read_standing
from headway.reports.deals_touched import deals_touched
from headway.reports.evening_review import Listed, review
from headway.reports.funnel import Entries, FunnelQuestion, funnel, funnel_rows
from headway.reports.funnel_cohorts import End, cohort_rows, cohorts
from headway.reports.funnel_flow import flow
from headway.reports.funnel_times import times
from headway.reports.norm_deals import WonPart
from headway.reports.norm_standing import open_deals as open_beside_norms
from headway.reports.norms import NormsQuestion, norms, won_deals, won_deals_count
from headway.reports.open_deals import open_deals
from headway.reports.purchase_gaps import purchase_gaps
from headway.reports.review_steps import Only
from tests.conformance.questions import FEBRUARY, TODAY

SUMMER = date(2024, 6, 1)
PLAIN = FunnelQuestion(funnel_id=1, period=FEBRUARY)
COMPARED = replace(PLAIN, compare=Period.all(), entries=Entries.EVERY)
NARROWED = replace(
    PLAIN,
    filters=Filters(source=frozenset({1, None}), kind=frozenset({"renewal"})),
    scope=Scope(team_ids=frozenset({1})),
)
FUNNELS = {
    "compared": COMPARED,
    "as of a day": replace(COMPARED, as_of=date(2024, 2, 20)),
    "narrowed": NARROWED,
    "by source": replace(COMPARED, split=Dimension.SOURCE),
    "by kind, as of a day": replace(COMPARED, split=Dimension.KIND, as_of=date(2024, 2, 20)),
}
NORMS = {
    "plain": NormsQuestion(as_of=date(2024, 4, 1)),
    "narrowed": NormsQuestion(as_of=date(2024, 3, 17), months=1, filters=Filters(segment=frozenset({1, None}))),
    "scoped": NormsQuestion(
        as_of=date(2024, 2, 29),
        months=None,
        filters=Filters(rep=frozenset({1, 2}), kind=frozenset({"renewal"})),
        scope=Scope(team_ids=frozenset({1})),
    ),
}
WON = NormsQuestion(as_of=date(2024, 4, 1), scope=Scope(rep_ids=frozenset({1, 3})))
NARROW = {"scope": Scope(rep_ids=frozenset({1}), team_ids=frozenset({2})), "filters": Filters(stage=frozenset({2, 3}))}


def report_questions():
    """Each report's questions: what they are called, and what asks a store."""
    return {**_funnels(), **_norms(), **_reviews(), **_forecasts()}


def row_questions():
    """The rows behind each metric: behind a line of it, a page of them, and those behind each part of its total."""
    asked = {}
    for metric in catalogue().values():
        question = Question(metric=metric.name, period=FEBRUARY, by=_two_cuts(metric), today=TODAY, within=30)
        keys = tuple(date(2024, 2, 1) if each.is_time else 1 for each in question.by)
        asked[f"rows of {metric.name}"] = lambda store, q=question, k=keys: rows(q, store, keys=k)
        asked[f"a page of the rows of {metric.name}"] = lambda store, q=question: rows(q, store, limit=7, offset=3)
        for part in (Part.PER, Part.LEFT_OUT):
            if _has(metric, part):
                asked[f"rows {part} of {metric.name}"] = lambda store, q=question, p=part: rows(q, store, part=p)
    return asked


def telling_rows():
    """Of the rows behind metrics, those of one metric for each kind of text: fact table, aggregate, flow or stock.

    And what stocks leave out: what came nobody knows when, alone or together with what is not known of others.
    """
    kinds = {(each.of.facts, each.of.aggregate, each.of.is_stock): each.name for each in catalogue().values()}
    left_out = {f"rows {Part.LEFT_OUT} of {name}" for name in ("open_leads", "weighted_pipeline")}
    return left_out | {f"rows of {name}" for name in kinds.values()}


def _two_cuts(metric):
    return tuple(each for each in (Dimension.REP, Dimension.MONTH) if each in metric.dimensions)


def _has(metric, part):
    try:
        measure_of(metric, part)
    except NoSuchPart:
        return False
    return True


def _funnels():
    asked = {}
    for told, question in FUNNELS.items():
        asked[f"funnel {told}"] = lambda store, q=question: funnel(store, q, SUMMER)
    for told in ("compared", "as of a day", "narrowed"):
        for report in (flow, times, cohorts):
            asked[f"{report.__name__} {told}"] = lambda store, r=report, q=FUNNELS[told]: r(store, q, SUMMER)
    for told, keys in (("by source", (1,)), ("as of a day", ())):
        asked[f"funnel rows {told}"] = lambda store, q=FUNNELS[told], k=keys: funnel_rows(
            store, q, stage_id=2, outcome="back", keys=k
        )
    asked["funnel rows to a stage"] = lambda store: funnel_rows(
        store, COMPARED, stage_id=2, to=3, is_timed=True, limit=5
    )
    for end in (None, *End):
        asked[f"cohort rows {end}"] = lambda store, e=end: cohort_rows(
            store, COMPARED, SUMMER, month=date(2024, 2, 1), end=e, months=1, limit=9, offset=1
        )
    return asked


def _norms():
    asked = {}
    for told, question in NORMS.items():
        asked[f"norms {told}"] = lambda store, q=question: norms(store, q)
        asked[f"open deals beside norms {told}"] = lambda store, q=question: open_beside_norms(store, q)
    asked["some open deals beside norms"] = lambda store: open_beside_norms(store, NORMS["plain"], range(1, 90, 3))
    for part, group in product(WonPart, ((1,), (1, 2), (2, None))):
        asked[f"won deals {part} of {group}"] = lambda store, p=part, g=group: won_deals(
            store, WON, *g, part=p, limit=5, offset=1
        )
        asked[f"won deals {part} of {group} counted"] = lambda store, p=part, g=group: won_deals_count(
            store, WON, *g, part=p
        )
    return asked


def _forecasts():
    weeks = WeeksQuestion(as_of=TODAY, back=(0, 14, 28, 56), ahead=(3, 31))
    return {
        "deal weeks": lambda store: deal_weeks(store, weeks),
        "standing alike": _standing_alike,
        "own weeks": lambda store: own_weeks(store, TODAY, Filters(), Scope()),
        "own weeks narrowed": lambda store: own_weeks(
            store, date(2024, 3, 3), Filters(kind=frozenset({"renewal"})), NARROW["scope"]
        ),
    }


def _standing_alike(store):
    with store.reading() as facts:
        return read_standing(facts, store.dialect, TODAY, (31, 62), 30)


def _reviews():
    asked = {
        "review": lambda store: review(store, FEBRUARY),
        "review narrowed": lambda store: review(store, FEBRUARY, **NARROW),
        "bounces of all": lambda store: bounces_of_period(store, Period.all(), Scope(), 7),
        "bounces of deals": lambda store: bounces_of_deals(store, range(40), 60),
        "open deals": lambda store: open_deals(store, Scope(team_ids=frozenset({1}))),
        "purchase gaps": lambda store: purchase_gaps(store, date(2023, 6, 1), date(2024, 5, 31)),
        "deals touched": lambda store: deals_touched(store, FEBRUARY, Scope(), Filters(), limit=20, offset=2),
    }
    for only in Only:
        listed = Listed(limit=9, offset=2, only=only, moves=4)
        asked[f"review only {only}"] = lambda store, each=listed: review(store, FEBRUARY, listed=each)
    return asked
