"""Makes forecasts: reads what past deals tell, tries it on past days, and adds up the chances of the open deals."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.engine.statement import Reader
from headway.planning.closing import number_of, value_about, value_of
from headway.planning.foresight import Foresight, opened_lately
from headway.planning.trials import won_between
from headway.reports.deal_weeks import OwnWeeks, read_own
from headway.web.asking import Asker
from headway.web.facts import get_store
from headway.web.forecasts.learnt import WEEK, Learnt
from headway.web.forecasts.outcome import DealChance, Forecast, Outlook
from headway.web.forecasts.question import ForecastQuestion
from headway.web.forecasts.remembering import Remembering, version_of

# A company with thousands of open deals takes some megabytes for each.
_LEARNT, _MADE = Remembering(8), Remembering(8)


def forecast_of(
    whose: Asker | Scope,
    period: Period,
    as_of: date,
    *,
    filters: Filters | None = None,
    is_past: bool = False,
) -> Forecast:
    """Return the close of a period as it is foreseen at the end of a day, of the deals that one may see.

    ``is_past`` says that the day is over, so that nothing is taken that was said later.
    """
    scope = whose.scope if isinstance(whose, Asker) else whose
    question = ForecastQuestion(period=period, as_of=as_of, is_past=is_past, filters=filters or Filters(), scope=scope)
    return next(forecasts_of([question]))


def forecasts_of(questions: Iterable[ForecastQuestion]) -> Iterator[Forecast]:
    """Return several forecasts of one reading; those of the same days share what is learnt, until the facts change."""
    store = get_store()
    with store.reading() as facts:
        version = version_of(facts, store.dialect)
        for question in questions:
            days = (question.as_of, question.ahead)
            learn = partial(Learnt.read, facts, store.dialect, *days)
            make = partial(_made, facts, store.dialect, question, partial(_LEARNT.answer, store, version, days, learn))
            yield _MADE.answer(store, version, question, make)


def _made(facts: Reader, dialect: str, question: ForecastQuestion, learn: Callable[[], Learnt]) -> Forecast:
    own = read_own(facts, dialect, question.as_of, question.filters, question.scope)
    return _forecast(question, learn(), own)


def _forecast(question: ForecastQuestion, learnt: Learnt, own: OwnWeeks) -> Forecast:
    deals = () if question.is_over else tuple(map(partial(_deal, question, learnt.foresight), own.open))
    to_come = learnt.foresight.coming(own.entries, question.ahead)
    return Forecast(
        question=question,
        number=_number(question, learnt, own, deals, to_come),
        value=_value(question, learnt, own, deals, to_come),
        deals=tuple(sorted(deals, key=_place)),
        season=learnt.foresight.season,
        openings=learnt.foresight.openings,
        opened=opened_lately(own.entries),
        seasonal=learnt.seasonal,
        ended=learnt.foresight.ended,
        base_rate=learnt.base_rate,
    )


def _deal(question: ForecastQuestion, foresight: Foresight, row: dict[str, Any]) -> DealChance:
    days = row["age"]
    weeks = None if days is None else max(days, 0) // WEEK
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
        closing=learnt.number.applied(closing, naive, partial(number_of, [])).with_certain(certain),
        experience=learnt.number,
        certain=certain,
        from_open=from_open,
        to_come=to_come,
        weighted=certain + naive[0],
        last=certain + naive[1],
    )


def _value(
    question: ForecastQuestion, learnt: Learnt, own: OwnWeeks, deals: tuple[DealChance, ...], to_come: float
) -> Outlook | None:
    like = list(learnt.like)
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
    applied = learnt.value.applied(closing, naive, partial(value_about, closing, like or amounts))
    return Outlook(
        closing=applied.with_certain(certain),
        experience=learnt.value,
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
