"""Says what going on as lately would bring, how that stands to the forecast, and what twice as much could reach."""

from decimal import Decimal

from django.utils.translation import gettext as _

from headway.planning.chances import chance
from headway.web import figures
from headway.web.models import Company
from headway.web.plans.making import AT_MOST, Case, Draft
from headway.web.plans.written import tries_in_words, value_in_words


def pace_in_words(draft: Draft, company: Company | None) -> str:
    """Say what going on as lately brings in all, and how likely it reaches the goal; nothing where nobody can say."""
    case, sure = draft.case, draft.sure
    if sure.at_pace is None:
        return ""
    tries = _at_pace(draft)
    is_foretold = case.brought.foretold is not None
    more = _more_foreseen(draft) if is_foretold else tries * sure.part * case.history.rate + case.brought.mean
    words = {
        "work": tries_in_words(case.history.start, round(tries)),
        "won": _in_all(case, more, company),
        "chance": figures.in_cases(sure.at_pace),
    }
    return _("Going on as lately (%(work)s) brings about %(won)s in all: it is enough %(chance)s.") % words


def promised(draft: Draft) -> float:
    """Return how many deals the work of lately from now on brings by the rates of the chain alone."""
    return _at_pace(draft) * draft.sure.part * draft.case.history.rate


def beside_forecast(draft: Draft) -> str:
    """Say what of a plan is the forecast's, or what the forecast of the same days says where that is another number.

    Nothing where the plan says none.
    """
    case, deals = draft.case, draft.case.aim.deals
    if draft.sure.tries is None or draft.sure.at_pace is None or not deals:
        return ""
    if case.brought.foretold is not None:
        return _(
            "What going on as lately brings is taken from the forecast, which looks at each open deal; how much more "
            "work does, from the rates of the chain."
        )
    number = case.foreseen.number
    words = {
        "won": figures.number(round(number.p50)),
        "chance": figures.in_cases(number.chance_of(number.certain + deals)),
    }
    said = _(
        "The forecast of these days, which looks at each open deal, says about %(won)s won deals, enough %(chance)s. "
        "There is too little past to try it on, so the plan goes by the rates of its chain alone: where "
        "the two differ, nobody can say yet which is nearer."
    )
    return said % words


def times_in_words(draft: Draft) -> str:
    """Say how many times as much as lately a plan asks for that nobody can keep; nothing of others."""
    tries, lately = draft.sure.tries, _at_pace(draft)
    if not tries or not lately or not is_hopeless(draft):
        return ""
    return _("That is %(times)s times as much as lately.") % {"times": figures.number(tries / lately, 1)}


def hopeless_in_words(draft: Draft, company: Company | None) -> str:
    """Say that not even twice the pace of lately would do, and what it would reach; nothing where it would."""
    if not is_hopeless(draft):
        return ""
    case, lately = draft.case, _at_pace(draft)
    said = [_("Even twice as much as lately would not do: take a lower goal, more time, or more people.")]
    if draft.sure.tries:
        words = {"tries": tries_in_words(case.history.start, draft.sure.tries), "lately": figures.number(round(lately))}
        said.append(_("It takes %(tries)s; at the pace of lately it would be %(lately)s.") % words)
    if reachable := _reachable(case, AT_MOST * lately):
        words = {"won": _in_all(case, reachable, company), "certainty": figures.chance(float(case.wish.certainty))}
        said.append(_("With twice as much, %(won)s can be reached with %(certainty)s certainty.") % words)
    return " ".join(said)


def is_hopeless(draft: Draft) -> bool:
    """Whether not even twice the pace of lately would do from the first day on."""
    late, by_day = draft.sure.too_late_on, draft.case.work.by_day
    return late is not None and bool(by_day) and late <= min(by_day)


def _at_pace(draft: Draft) -> float:
    return draft.sure.pace * draft.case.work.total


def _more_foreseen(draft: Draft) -> int:
    """Return how many more deals the forecast of the days of a plan expects, going on as lately."""
    number = draft.case.foreseen.number
    return round(number.p50) - number.certain


def _in_all(case: Case, deals: float, company: Company | None) -> str:
    """Write what so many deals make of the goal, with what its days have brought already."""
    brought = Decimal(str(deals)) * (case.aim.a_deal or 0)
    return value_in_words(case.wish.goal, case.aim.reached + brought, company)


def _reachable(case: Case, tries: float) -> int:
    """Return the most deals that so many tries win as surely as is wished."""
    spread, few, many = case.at_once.times(case.part), 0, case.aim.deals or 0
    while many - few > 1:
        middle = (few + many) // 2
        is_sure = chance(tries, middle, spread, case.brought.spread, case.factor) >= float(case.wish.certainty)
        few, many = (middle, many) if is_sure else (few, middle)
    return few
