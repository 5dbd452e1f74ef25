"""Makes forecasts: reads what past deals tell, tries it on past days, and adds up the chances of the open deals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.engine.statement import Reader
from headway.planning.closing import number_of, value_about, value_of
from headway.planning.foresight import Ahead, Experience, Foresight, trials_of, won_between
from headway.reports.deal_weeks import DealWeeks, OwnWeeks, WeeksQuestion, read_own, read_weeks
from headway.web.asking import Asker
from headway.web.facts import get_store
from headway.web.forecasts.outcome import DealChance, Forecast, Outlook
from headway.web.forecasts.question import ForecastQuestion

_DATES = 10
_WEEK = 7


@dataclass(frozen=True)
class Learnt:
    """What the company's deals tell of some days ahead as of a day, and how well that went on past days."""

    foresight: Foresight
    experience: Experience
    weeks: DealWeeks
    base_rate: float | None

    @classmethod
    def read(cls, facts: Reader, dialect: str, as_of: date, ahead: Ahead, dates: int) -> "Learnt":
        """Read and learn, tried on so many past days, so far apart that their days ahead do not overlap."""
        apart = max(ahead.last, _WEEK)
        back = tuple(apart * count for count in range(dates + 1)) if ahead.days else (0,)
        question = WeeksQuestion(as_of=as_of, back=back, ahead=(ahead.first, ahead.last))
        weeks = read_weeks(facts, dialect, question)
        now = [[row for row in rows if row["back"] == 0] for rows in (weeks.stays, weeks.entries)]
        foresight = Foresight(*now)
        trials = trials_of(weeks.stays, weeks.entries, weeks.standing, weeks.won, ahead)
        before = [row for row in weeks.standing if row["back"] == apart]
        stood = sum(row["deals"] for row in before)
        base_rate = sum(row["won"] for row in before) / stood if stood else None
        return cls(foresight, Experience.of(trials, foresight.method), weeks, base_rate)


def forecast_of(
    whose: Asker | Scope,
    period: Period,
    as_of: date,
    *,
    filters: Filters | None = None,
    is_past: bool = False,
    dates: int = _DATES,
) -> Forecast:
    """Return the close of a period as it is foreseen at the end of a day, of the deals that one may see.

    ``is_past`` says that the day is over, so that nothing is taken that was said later; ``dates`` as `forecasts_of`.
    """
    scope = whose.scope if isinstance(whose, Asker) else whose
    question = ForecastQuestion(period=period, as_of=as_of, is_past=is_past, filters=filters or Filters(), scope=scope)
    return next(forecasts_of([question], dates=dates))


def forecasts_of(questions: Iterable[ForecastQuestion], *, dates: int = _DATES) -> Iterator[Forecast]:
    """Return several forecasts of one reading; those of the same days share what is learnt.

    On so many past ``dates`` the forecast is tried: without them its band is too narrow, and none is compared with it.
    """
    store = get_store()
    learnt: dict[tuple[date, Ahead], Learnt] = {}
    with store.reading() as facts:
        for question in questions:
            key = (question.as_of, question.ahead)
            if key not in learnt:
                learnt[key] = Learnt.read(facts, store.dialect, *key, dates)
            own = read_own(facts, store.dialect, question.as_of, question.filters, question.scope)
            yield _forecast(question, learnt[key], own)


def _forecast(question: ForecastQuestion, learnt: Learnt, own: OwnWeeks) -> Forecast:
    deals = () if question.is_over else tuple(map(partial(_deal, question, learnt.foresight), own.open))
    to_come = learnt.foresight.coming(own.entries, question.ahead)
    return Forecast(
        question=question,
        number=_number(question, learnt, own, deals, to_come),
        value=_value(question, learnt, own, deals, to_come),
        deals=tuple(sorted(deals, key=_place)),
        experience=learnt.experience,
        ended=learnt.foresight.ended,
        base_rate=learnt.base_rate,
    )


def _deal(question: ForecastQuestion, foresight: Foresight, row: dict[str, Any]) -> DealChance:
    days = row["age"]
    weeks = None if days is None else max(days, 0) // _WEEK
    amount = row["value_amount"]
    if amount is None and not question.is_past:
        amount = row["latest_amount"]
    names = ("deal_id", "client_id", "rep_id", "stage_id", "segment_id", "kind")
    likely = foresight.likely(row["stage_id"], weeks, question.ahead, segment=row["segment_id"], kind=row["kind"])
    told = {name: row[name] for name in names}
    return DealChance(**told, days=days, amount=amount, likely=likely, rate=foresight.rate(row["stage_id"]))


def _number(
    question: ForecastQuestion, learnt: Learnt, own: OwnWeeks, deals: tuple[DealChance, ...], to_come: float
) -> Outlook:
    won = {row["ago"]: row["deals"] for row in own.won}
    certain = _certain(question, won)
    from_open = sum(each.chance for each in deals)
    naive = (sum(each.rate or 0.0 for each in deals), _as_before(question, won))
    closing = number_of([each.chance for each in deals], to_come)
    return Outlook(
        closing=learnt.experience.applied(closing, naive, partial(number_of, [])).with_certain(certain),
        certain=certain,
        from_open=from_open,
        to_come=to_come,
        weighted=certain + naive[0],
        last=certain + naive[1],
    )


def _value(
    question: ForecastQuestion, learnt: Learnt, own: OwnWeeks, deals: tuple[DealChance, ...], to_come: float
) -> Outlook | None:
    like = [row["won_amount"] for row in learnt.weeks.latest if row["won_amount"] > 0]
    valued = [each for each in deals if each.amount is not None]
    amounts = [max(each.amount or 0, 0) for each in valued]
    if not like and not valued:
        return None
    won = {row["ago"]: row["amount"] for row in own.won}
    certain = _certain(question, won)
    usual = sum(like) / len(like) if like else 0.0
    unvalued = [each for each in deals if each.amount is None]
    worth = [(each, usual if each.amount is None else each.amount) for each in deals]
    naive = (sum((each.rate or 0.0) * amount for each, amount in worth), _as_before(question, won))
    chances, others = ([each.chance for each in known] for known in (valued, unvalued))
    closing = value_of(chances, amounts, unvalued=others, more=to_come, like=like)
    applied = learnt.experience.applied(closing, naive, partial(value_about, closing, like or amounts))
    return Outlook(
        closing=applied.with_certain(certain),
        certain=certain,
        from_open=sum(each.chance * amount for each, amount in worth),
        to_come=to_come * usual,
        weighted=certain + naive[0],
        last=certain + naive[1],
    )


def _certain(question: ForecastQuestion, won: dict[int, int]) -> int:
    """Return what was won in the period up to the day."""
    latest = max((question.as_of - question.period.end).days + 1, 0)
    return won_between(won, latest, (question.as_of - question.period.start).days)


def _as_before(question: ForecastQuestion, won: dict[int, int]) -> float:
    """Return what was won in as many days up to the day as are to come."""
    return won_between(won, 0, question.ahead.days - 1)


def _place(each: DealChance) -> tuple[float, int]:
    return (-each.chance, each.deal_id)
