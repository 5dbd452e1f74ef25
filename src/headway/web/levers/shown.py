"""The levers as their page shows them: rows with sliders, what they multiply to, the split of a change, scenarios."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.plan import Part
from headway.engine.question import Question
from headway.planning.levers import Lever, Raised
from headway.planning.pays import Pay
from headway.planning.split import Split
from headway.web import figures, lever_words
from headway.web.asking import Asker, Words
from headway.web.asking_levers import LeversReport, levers_asked, outcome_of
from headway.web.kept_names import may_drop
from headway.web.levers.asked import address_of
from headway.web.models import Currency, Scenario
from headway.web.naming import NotUnderstood
from headway.web.narrowing import chips_of
from headway.web.scenarios import percents_of, raises_told, words_of
from headway.web.templatetags.headway import period_words

# Which two of the counts a lever is divided from, each with the number that opens its rows.
_COUNTS: Mapping[Lever, tuple[tuple[str, Part], ...]] = {
    Lever.NEW_LEADS: (("new_leads", Part.OF),),
    Lever.CONVERSION: (("buying_clients", Part.OF), ("new_leads", Part.OF)),
    Lever.SALES_PER_CLIENT: (("sales", Part.OF), ("buying_clients", Part.OF)),
    Lever.AVERAGE_SALE: (("sales_volume", Part.OF), ("sales", Part.OF)),
    Lever.MARGIN_SHARE: (("sales_margin_share", Part.OF), ("sales_margin_share", Part.PER)),
}
# How a script writes the value of a lever.
_UNITS: Mapping[Lever, str] = {
    Lever.NEW_LEADS: "count",
    Lever.CONVERSION: "share",
    Lever.SALES_PER_CLIENT: "number",
    Lever.AVERAGE_SALE: "money",
    Lever.MARGIN_SHARE: "share",
}


@dataclass(frozen=True)
class CountShown:
    """One of the counts behind a lever, with the way to its rows."""

    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class LeverRow:
    """A lever: what it was and is, by how much it is raised, what it then is, and what it would pay."""

    lever: Lever
    label: str
    formula: str
    unit: str
    value: str | None
    exact: str
    before: CountShown | None
    counts: list[CountShown]
    percent: str
    trouble: str
    then: str | None
    brings: str
    missing: str
    pay: "PayShown | None"
    effort: str
    effort_words: str


@dataclass(frozen=True)
class PayShown:
    """What a lever brings: at its best, and for a unit of effort."""

    best: str
    where: str
    rise: str
    at_best: str
    of_an_effort: str


@dataclass(frozen=True)
class PartShown:
    """What one lever explains of a change, as a bar from the middle to one side."""

    label: str
    words: str
    exact: int
    width: float
    is_up: bool


@dataclass(frozen=True)
class SplitShown:
    """A change and its parts."""

    words: str
    parts: list[PartShown]


@dataclass(frozen=True, kw_only=True)
class Total:
    """What the levers multiply to, before and after some were raised."""

    label: str
    before: str
    after: str
    gain: str
    part: str
    effort: str
    is_up: bool
    exact: str
    exact_after: str


@dataclass(frozen=True)
class LeversShown:
    """Everything on the page that is worked out."""

    rows: list[LeverRow]
    total: Total
    limits: list[str]
    pays: list[str]
    split: SplitShown | None
    split_limits: list[str]
    has_efforts: bool
    whose: str

    @classmethod
    def of(cls, report: LeversReport, troubles: Mapping[Lever, str]) -> "LeversShown":
        company = report.asked.asker.company
        currency = company.currency if company else None
        found = report.split
        return cls(
            rows=[_row(report, lever, troubles.get(lever, ""), currency) for lever in Lever],
            total=_total(report.raised, currency, _effort(report)),
            limits=list(lever_words.limits(report, currency)),
            pays=list(lever_words.pay_words(report, currency)),
            split=_split(found, currency) if found else None,
            split_limits=list(lever_words.split_limits(report)),
            has_efforts=bool(report.efforts),
            whose=lever_words.whose(report.asked.asker),
        )


@dataclass(frozen=True, kw_only=True)
class ScenarioColumn:
    """A scenario beside others: what it was asked of, its raises, what it brings."""

    scenario: Scenario
    url: str
    days: str
    narrowed: list[str]
    levers: list[tuple[str, str, str, str]]
    total: Total
    may_drop: bool


def scenario_columns(asker: Asker, known: Iterable[Scenario]) -> list[ScenarioColumn]:
    """Return scenarios to be set side by side, as their numbers stand for whoever asks."""
    return [found for each in known if (found := _column(asker, each))]


def _column(asker: Asker, scenario: Scenario) -> ScenarioColumn | None:
    try:
        asked = levers_asked(asker, words_of(scenario), raises_told(scenario.raises))
    except NotUnderstood:
        # What it was narrowed to no longer exists.
        return None
    counts, found = outcome_of(asked)
    currency = asker.company.currency if asker.company else None
    return ScenarioColumn(
        scenario=scenario,
        url=address_of(scenario),
        days=period_words(asked.period),
        narrowed=chips_of(asker.user, asked.questions[0].filters),
        levers=[
            (
                str(lever_words.LABELS[lever]),
                lever_words.value_of(lever, counts.values[lever], currency) or "",
                lever_words.percents(asked.raises[lever]) if lever in asked.raises else "",
                lever_words.value_of(lever, found.values[lever], currency) or "",
            )
            for lever in Lever
        ],
        total=_total(found, currency, ""),
        may_drop=may_drop(asker.user, scenario),
    )


def _row(report: LeversReport, lever: Lever, trouble: str, currency: Currency | None) -> LeverRow:
    value, is_movable = report.counts.values[lever], lever in report.movable
    pay = next((each for each in report.pays if each.lever is lever), None)
    parts = report.split_raised.parts if report.split_raised else ()
    part = Fraction(next((each.change for each in parts if each.levers == (lever,)), 0))
    return LeverRow(
        lever=lever,
        label=str(lever_words.LABELS[lever]),
        formula=str(lever_words.FORMULAS[lever]),
        unit=_UNITS[lever],
        value=lever_words.value_of(lever, value, currency),
        exact="" if value is None else str(float(value)),
        before=_before(report, lever, currency) if report.before else None,
        counts=_counts(report, lever, currency),
        percent=percents_of(report.asked.raises).get(lever, ""),
        trouble=trouble,
        then=lever_words.value_of(lever, report.raised.values[lever], currency),
        brings=lever_words.signed(lever_words.amount_of(report.raised.outcome, part, currency), part) if part else "",
        missing="" if is_movable else lever_words.missing_words(lever),
        pay=_pay(report, pay, currency) if pay else None,
        effort=f"{report.efforts[lever]:f}" if lever in report.efforts else "",
        effort_words=figures.number(report.efforts[lever]) if lever in report.efforts else "",
    )


def _before(report: LeversReport, lever: Lever, currency: Currency | None) -> CountShown:
    name, part = _COUNTS[lever][0]
    question = next(each for each in report.asked.questions if each.metric == name)
    value = report.before.values[lever] if report.before else None
    words = lever_words.value_of(lever, value, currency) or ""
    return CountShown(words, _rows_url(replace(question, period=question.compare or question.period), part))


def _counts(report: LeversReport, lever: Lever, currency: Currency | None) -> list[CountShown]:
    counts, questions = report.counts, {each.metric: each for each in report.asked.questions}
    told = {
        ("new_leads", Part.OF): figures.number(counts.new_leads),
        ("buying_clients", Part.OF): figures.number(counts.buying_clients),
        ("sales", Part.OF): figures.number(counts.sales),
        ("sales_volume", Part.OF): lever_words.money(Fraction(counts.sales_volume), currency),
        ("sales_margin_share", Part.OF): lever_words.money(Fraction(counts.margin), currency),
        ("sales_margin_share", Part.PER): lever_words.money(Fraction(counts.margin_volume), currency),
    }
    return [CountShown(told[each], _rows_url(questions[each[0]], each[1])) for each in _COUNTS[lever]]


def _rows_url(question: Question, part: Part) -> str:
    query = Words.telling(replace(question, compare=None)).query(part=part)
    return f"{reverse('rows', args=[question.metric])}?{query}"


def _pay(report: LeversReport, pay: Pay, currency: Currency | None) -> PayShown:
    outcome = report.counts.outcome
    best = report.bests.get(pay.lever)
    at_best, of_an_effort = pay.at_best, pay.of_an_effort
    is_there = pay.raise_to_best == 0
    return PayShown(
        best=lever_words.value_of(pay.lever, pay.best, currency) or "",
        where=lever_words.where_of(best) if best and not is_there else "",
        rise=_("at its best now") if is_there else lever_words.percents(pay.raise_to_best) if pay.raise_to_best else "",
        at_best=lever_words.signed(lever_words.amount_of(outcome, at_best, currency), at_best) if at_best else "",
        of_an_effort=lever_words.amount_of(outcome, of_an_effort, currency) if of_an_effort is not None else "",
    )


def _total(found: Raised, currency: Currency | None, effort: str) -> Total:
    share = found.gain / abs(found.before) if found.before else None
    return Total(
        label=str(lever_words.OUTCOMES[found.outcome]),
        before=lever_words.amount_of(found.outcome, found.before, currency),
        after=lever_words.amount_of(found.outcome, found.after, currency),
        gain=lever_words.signed(lever_words.amount_of(found.outcome, found.gain, currency), found.gain),
        part="" if share is None else lever_words.signed(figures.share(lever_words.decimal_of(share)), share),
        effort=effort,
        is_up=found.gain >= 0,
        exact=str(float(found.before)),
        exact_after=str(float(found.after)),
    )


def _effort(report: LeversReport) -> str:
    return "" if report.effort is None else figures.number(report.effort.normalize())


def _split(found: Split, currency: Currency | None) -> SplitShown:
    most = max((abs(each) for each in found.whole_parts), default=0) or 1
    parts = [
        PartShown(
            label=lever_words.together(part.levers),
            words=lever_words.signed(lever_words.amount_of(found.outcome, whole, currency), whole),
            exact=whole,
            width=50 * abs(whole) / most,
            is_up=whole >= 0,
        )
        for part, whole in zip(found.parts, found.whole_parts, strict=True)
    ]
    return SplitShown(lever_words.split_words(found, currency), parts)
