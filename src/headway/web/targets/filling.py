"""Fills in targets for those who ask: a year spread over its months, last year's once more, a whole shared out."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from headway.engine.calendar import Step, walk
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.planning.spreading import spread
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Target, TargetState, User
from headway.web.naming import NotUnderstood
from headway.web.targets.access import may_propose_target, targets_for
from headway.web.targets.adding import adds_up_over_months, adds_up_over_people
from headway.web.targets.approved import months_of
from headway.web.targets.bearers import Named, bearers_for
from headway.web.targets.reached import Reached, reached_in
from headway.web.targets.writing import Wish
from headway.web.targets.written import step_of
from headway.web.working_days import company_days, worked

# Last year eleven times over: whoever wants more has typed it wrong.
_MOST_PERCENT = 1000
EVENLY, DAYS, RESULTS = "evenly", "days", "results"
HOWS: Mapping[str, str | Promise] = {
    EVENLY: pgettext_lazy("spread", "evenly"),
    DAYS: pgettext_lazy("spread", "by working days"),
    RESULTS: pgettext_lazy("spread", "as last year went"),
}
# Whoever wants more than that sets a new target rather than raising the old one.
_MOST_PERCENT = 1000
TARGETS = "targets"
BASES: Mapping[str, str | Promise] = {
    TARGETS: pgettext_lazy("copied from", "last year's targets"),
    RESULTS: pgettext_lazy("copied from", "last year's results"),
}


def spread_year(
    asker: Asker, metric: Metric, bearer: Bearer, year: Period, *, whole: Decimal, how: str = EVENLY
) -> list[Wish]:
    """Return a year's target as wishes for its months; of what does not add up, every month gets the same.

    Raises NotUnderstood for an unknown way, and where last year had nothing to go by.
    """
    months = months_of(year)
    if not adds_up_over_months(metric):
        return [_wish(metric, bearer, month, whole) for month in months]
    weights = _of_months(asker, metric, bearer, year, _one_of(how, HOWS, "how"))
    parts = spread(whole, weights, step_of(asker.company, metric))
    return [_wish(metric, bearer, *each) for each in zip(months, parts, strict=True)]


def copy_year(asker: Asker, metric: Metric, year: Period, *, percent: Decimal, basis: str = TARGETS) -> list[Wish]:
    """Return last year's targets or results, raised by so many per cent, as wishes for all whom the asker may set.

    Raises NotUnderstood where last year has none.
    """
    before = _year_before(year)
    bearers = [each.bearer for top in bearers_for(asker.user) for each in top.all]
    known = _values(asker, metric, before, bearers, _one_of(basis, BASES, "basis"))
    if not -100 < percent <= _MOST_PERCENT:
        raise NotUnderstood(_("Give more than -100 per cent, and 1,000 at most."), "percent")
    pairs = list(zip(months_of(before), months_of(year), strict=True))
    step = step_of(asker.company, metric) if adds_up_over_people(metric) else None
    wishes = [
        _wish(metric, each, month, _raised(value, percent, step))
        for each in bearers
        if may_propose_target(asker.user, each.team_id, each.user_id)
        for former, month in pairs
        if (value := known.get((each, former))) is not None
    ]
    if not wishes:
        raise NotUnderstood(_("There is nothing of last year to copy. Spread a year instead."), "basis")
    return wishes


def share_out(asker: Asker, metric: Metric, bearer: Bearer, year: Period, how: str = EVENLY) -> list[Wish]:
    """Return each month's target of the company or a team as wishes for its parts, which then add up to it.

    What does not add up is the same for every part. Raises NotUnderstood where there is nothing to share.
    """
    named = next((each for top in bearers_for(asker.user) for each in top.all if each.bearer == bearer), None)
    if named is None or not named.parts:
        raise NotUnderstood(_("There is nobody to share this target out to."), "whose")
    wholes = _held(asker, metric, year, bearer)
    if not wholes:
        words = _("%(name)s has no targets in this year yet. Set them first.")
        raise NotUnderstood(words % {"name": named.name}, "whose")
    parts = [each.bearer for each in named.parts]
    if not adds_up_over_people(metric):
        return [_wish(metric, part, month, whole) for month, whole in wholes.items() for part in parts]
    weights = _of_parts(asker, metric, named, year, _one_of(how, HOWS, "how"))
    step = step_of(asker.company, metric)
    return [
        _wish(metric, part, month, value)
        for month, whole in wholes.items()
        for part, value in zip(parts, spread(whole, weights[month], step), strict=True)
    ]


def share_by_part(
    asker: Asker, metric: Metric, bearer: Bearer, part_of: Mapping[int, Decimal], wholes: Mapping[date, Decimal]
) -> list[Wish]:
    """Return what a bearer is to reach in each month as wishes for all below it, by a part for each person's id.

    A team gets what falls to its people, so that every level adds up to the one above it.
    """
    named = next((each for top in bearers_for(asker.user) for each in top.all if each.bearer == bearer), None)
    held = {bearer: dict(wholes)}
    wishes: list[Wish] = []
    for above in named.shared if named else ():
        weights = [_together(part, part_of) for part in above.parts]
        for month, whole in held.get(above.bearer, {}).items():
            # Nobody gets a part of what is to be done without them; of nothing, all get nothing.
            if whole and not any(weights):
                continue
            for part, value in zip(above.parts, spread(whole, weights, step_of(asker.company, metric)), strict=True):
                held.setdefault(part.bearer, {})[month] = value
                wishes.append(_wish(metric, part.bearer, month, value))
    return wishes


def _together(named: Named, part_of: Mapping[int, Decimal]) -> Decimal:
    return sum((part_of.get(each.bearer.user_id or 0, Decimal(0)) for each in named.all), Decimal(0))


def _of_months(asker: Asker, metric: Metric, bearer: Bearer, year: Period, how: str) -> list[Decimal]:
    months = months_of(year)
    if how == EVENLY:
        return [Decimal(1) for _month in months]
    if how == DAYS:
        days = _working(year, [bearer])[bearer]
        return [_within(days, month) for month in months]
    before = _year_before(year)
    results = _results(asker, metric, before, [bearer])
    known = {month: value for (_bearer, month), value in results.items()}
    # A month of which nobody knows how it goes is like the others.
    usual = sum(known.values(), Decimal(0)) / max(1, len(known))
    return _some([max(Decimal(0), known.get(month, usual)) for month in months_of(before)])


def _of_parts(asker: Asker, metric: Metric, named: Named, year: Period, how: str) -> dict[date, list[Decimal]]:
    months, parts = months_of(year), [each.bearer for each in named.parts]
    if how == EVENLY:
        sizes = [Decimal(max(1, len(each.parts))) for each in named.parts]
        return dict.fromkeys(months, sizes)
    if how == DAYS:
        members = {each.bearer: [part.bearer for part in each.parts] or [each.bearer] for each in named.parts}
        days = _working(year, [each for people in members.values() for each in people])
        return {
            month: [sum((_within(days[each], month) for each in members[part]), Decimal(0)) for part in parts]
            for month in months
        }
    before = _year_before(year)
    reached = reached_in(asker, metric, before, parts)
    return dict.fromkeys(months, _some([max(Decimal(0), reached.get((part, None), Decimal(0))) for part in parts]))


_Days = Mapping[date, Decimal]


def _working(year: Period, bearers: Sequence[Bearer]) -> dict[Bearer, _Days]:
    """Return the working days of people, and the company's of all others."""
    people = list(User.objects.filter(pk__in={each.user_id for each in bearers if each.user_id is not None}))
    own, common = (worked(people, year) if people else {}), company_days(year)
    return {each: own.get(each.user_id, {}) if each.user_id is not None else common for each in bearers}


def _within(days: _Days, month: date) -> Decimal:
    end = walk(month, Step.MONTH, 1)
    return sum((share for day, share in days.items() if month <= day < end), Decimal(0))


def _values(asker: Asker, metric: Metric, year: Period, bearers: Sequence[Bearer], basis: str) -> Reached:
    if basis == RESULTS:
        return _results(asker, metric, year, bearers)
    found = targets_for(asker.user).filter(metric=metric.name, state=TargetState.APPROVED)
    within = found.filter(month__gte=year.start, month__lt=year.end)
    return {(Bearer.bearing(each), each.month): each.value for each in within}


def _results(asker: Asker, metric: Metric, year: Period, bearers: Sequence[Bearer]) -> Reached:
    """Return what the months of a year came to; of one that is not over, what the same month a year earlier did."""
    both = Period(_year_before(year).start, year.end)
    reached = reached_in(asker, metric, both, bearers)
    found: dict[tuple[Bearer, date | None], Decimal] = {}
    for month in months_of(year):
        is_over = walk(month, Step.MONTH, 1) <= asker.today
        source = month if is_over else walk(month, Step.MONTH, -12)
        for bearer in bearers:
            value = reached.get((bearer, source))
            if value is not None and (is_over or value):
                found[bearer, month] = value
    return found


def _held(asker: Asker, metric: Metric, year: Period, bearer: Bearer) -> dict[date, Decimal]:
    """Return a bearer's targets of a year by month: where there is a draft, that."""
    found = targets_for(asker.user).filter(metric=metric.name, month__gte=year.start, month__lt=year.end)
    borne: Sequence[Target] = list(found.filter(**bearer.columns))
    known = {(each.month, each.state): each.value for each in borne}
    return {
        month: known.get((month, TargetState.DRAFT), known.get((month, TargetState.APPROVED), Decimal(0)))
        for month in sorted({each.month for each in borne})
    }


def _year_before(year: Period) -> Period:
    return Period(walk(year.start, Step.YEAR, -1), year.start)


def _raised(value: Decimal, percent: Decimal, step: Decimal | None) -> Decimal:
    raised = value * (100 + percent) / 100
    return raised if step is None else (raised / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step


def _some(weights: list[Decimal]) -> list[Decimal]:
    if not any(weights):
        raise NotUnderstood(_("Last year has no results to go by. Take another way."), "how")
    return weights


def _one_of(text: str, known: Mapping[str, object], field: str) -> str:
    if text not in known:
        words = {"text": text, "known": ", ".join(known)}
        raise NotUnderstood(_("'%(text)s' is not known here. There are: %(known)s.") % words, field)
    return text


def _wish(metric: Metric, bearer: Bearer, month: date, value: Decimal) -> Wish:
    return Wish(metric=metric.name, bearer=bearer, month=month, value=value)
