"""What was reached, beside the targets: the numbers of a metric by month for the company, each team and each user."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from headway.engine.answer import Answer, ask_all
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.web.access import sees_all
from headway.web.asking import Asker, Words, questions_of
from headway.web.bearers import Bearer
from headway.web.facts import get_store
from headway.web.targets.adding import adds_up_over_people
from headway.web.targets.approved import months_of

# By bearer and month, and under None for all days of the period that have been.
Reached = Mapping[tuple[Bearer, date | None], Decimal]


def reached_in(asker: Asker, metric: Metric, period: Period, bearers: Iterable[Bearer] = ()) -> Reached:
    """Return what a metric came to in the months of a period so far, of those whose numbers the asker sees.

    A team is counted by who was in it at the time. Of the months to come, and of a metric that cannot be cut so,
    nothing is known. Of ``bearers`` without a row there was nothing, where a sum can be nothing.
    """
    days = period.up_to(asker.today)
    if period.start > asker.today or Dimension.MONTH not in metric.dimensions:
        return {}
    cuts = [cut for cut in _cuts(asker, metric) for cut in (cut, (Dimension.MONTH, *cut))]
    questions = [
        questions_of(asker, [metric.name], Words(period=f"{days.start}..{days.end}", by=tuple(cut)))[0] for cut in cuts
    ]
    found = _nothing(asker, metric, days, bearers)
    for cut, answer in zip(cuts, ask_all(questions, get_store()), strict=True):
        found |= _told(cut, answer)
    return found


def _cuts(asker: Asker, metric: Metric) -> list[tuple[Dimension, ...]]:
    """Return by what the numbers are cut for the asker: a rep's are their own, and the company's are not a head's."""
    people: list[tuple[Dimension, ...]] = [(Dimension.REP,)] if Dimension.REP in metric.dimensions else []
    if Dimension.TEAM in metric.dimensions and asker.scope.rep_ids is None:
        people.append((Dimension.TEAM,))
    return [(), *people] if sees_all(asker.user) else people


def _nothing(
    asker: Asker, metric: Metric, days: Period, bearers: Iterable[Bearer]
) -> dict[tuple[Bearer, date | None], Decimal]:
    """Return zero for every month of those whose numbers are shown, where no row means zero."""
    if not adds_up_over_people(metric) or metric.unwritten:
        return {}
    known = set(metric.dimensions)
    is_shown = {
        each: Dimension.REP in known
        if each.user_id is not None
        else (Dimension.TEAM in known and asker.scope.rep_ids is None)
        for each in bearers
        if each != Bearer()
    }
    months = [None, *months_of(days)]
    return {(each, month): Decimal(0) for each, is_so in is_shown.items() if is_so for month in months}


def _told(cut: tuple[Dimension, ...], answer: Answer) -> dict[tuple[Bearer, date | None], Decimal]:
    if not cut:
        return {} if answer.total.value is None else {(Bearer(), None): Decimal(answer.total.value)}
    told = {}
    for line in answer.lines:
        keys = dict(zip(cut, line.keys, strict=True))
        bearer, month = _bearer(keys), keys.get(Dimension.MONTH)
        if bearer is not None and line.figure.value is not None:
            told[bearer, month if isinstance(month, date) else None] = Decimal(line.figure.value)
    return told


def _bearer(keys: Mapping[Dimension, object]) -> Bearer | None:
    """Return whose line it is; what belongs to nobody has no bearer."""
    for dimension in (Dimension.REP, Dimension.TEAM):
        if dimension in keys:
            key = keys[dimension]
            if not isinstance(key, int):
                return None
            return Bearer(user_id=key) if dimension is Dimension.REP else Bearer(team_id=key)
    return Bearer()
