"""Says a plan in words: the answer in one sentence, how sure it is, what comes anyway."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.web import figures
from headway.web.forecasts.last_closed import ended_long_ago
from headway.web.forecasts.saying import held
from headway.web.models import Company
from headway.web.plans.anyway import brought_in_words
from headway.web.plans.history import History
from headway.web.plans.making import Draft
from headway.web.plans.mending import weak_in_words, weak_rule
from headway.web.plans.pace import (
    beside_forecast,
    hopeless_in_words,
    is_hopeless,
    pace_in_words,
    times_in_words,
)
from headway.web.plans.wishes import Start
from headway.web.plans.written import (
    all_a_day,
    amount_in_words,
    each_a_day,
    span,
    tries_in_words,
    until,
    value_in_words,
)

# From so large a part on that is borrowed, the reader is told.
_WORTH_SAYING = 0.1
# From so many sales on one can say how long a sale takes.
_ENOUGH_SALES = 10
STARTS: dict[Start, str | Promise] = {
    Start.LOG: gettext_lazy("What the log knows best"),
    Start.COLD_CALLS: gettext_lazy("Cold calls"),
    Start.CALLS: gettext_lazy("All calls"),
    Start.DEALS: gettext_lazy("New deals"),
}


def answer_in_words(draft: Draft, company: Company | None) -> str:
    """Say the answer in one sentence; of a plan that nobody can keep also how many times as much that is as lately."""
    times = times_in_words(draft)
    answer = _answer(draft, company)
    return f"{answer} {times}" if times else answer


def _answer(draft: Draft, company: Company | None) -> str:
    case, sure = draft.case, draft.sure
    goal = goal_in_words(draft, company)
    if why := _why_not(draft, goal):
        return why
    words = {"goal": goal, "certainty": figures.chance(float(case.wish.certainty)), "day": until(case.wish.period)}
    if draft.is_reached:
        words["reached"] = value_in_words(case.wish.goal, case.aim.reached, company)
        return _("%(goal)s by %(day)s: the goal is reached, with %(reached)s already.") % words
    if not sure.tries:
        words["certainty"] = figures.chance(case.chance(0))
        return _("%(goal)s by %(day)s: with %(certainty)s certainty what is begun already brings it.") % words
    if not case.work.total:
        return _("%(goal)s by %(day)s: nobody works on the days that are left.") % words
    words["work"] = all_a_day(case.history.start, sure.tries / len(case.work.by_day))
    words["rest"], is_alone = each_a_day(sure.tries / case.work.total), len(case.work.people) == 1
    if draft.sure.is_enough:
        words["chance"] = figures.in_cases(sure.at_pace or 0.0)
        said = _("%(goal)s by %(day)s: the forecast says that going on as lately reaches it %(chance)s.")
        alone, together = _("For %(certainty)s it takes %(work)s."), _("For %(certainty)s it takes %(work)s, %(rest)s.")
        return f"{said % words} {(alone if is_alone else together) % words}"
    alone, together = (
        _("%(goal)s by %(day)s with %(certainty)s certainty: %(work)s."),
        _("%(goal)s by %(day)s with %(certainty)s certainty: %(work)s, %(rest)s."),
    )
    return (alone if is_alone else together) % words


def _why_not(draft: Draft, goal: str) -> str:
    """Say why there is no answer; nothing where there is one."""
    if draft.is_reached:
        return ""
    if draft.case.aim.deals is None:
        return _("%(goal)s: nobody can say yet what that takes, for no sale is known in the days it learns from.") % {
            "goal": goal
        }
    if not draft.case.history.rate:
        return _nothing_made(draft, goal)
    if draft.sure.tries is None:
        return _("%(goal)s: this work alone cannot do it, for nothing that is begun now closes in time.") % {
            "goal": goal
        }
    return ""


def _nothing_made(draft: Draft, goal: str) -> str:
    history = draft.case.history
    if ended_long_ago(draft.case.today) is not None:
        return _("%(goal)s: nobody can say what that takes from here on, for the log ended long ago.") % {"goal": goal}
    place = next(place for place, link in enumerate(history.links) if not link.rate)
    step = history.steps[place]
    words = {"goal": goal, "step": step.label, "next": step.next_label}
    words["count"] = figures.number(history.counted[place].size)
    return (
        _(
            "%(goal)s: nobody can say yet what that takes. '%(step)s' (%(count)s so far) never led to '%(next)s'. "
            "Choose another beginning, or learn from a longer time."
        )
        % words
    )


def goal_in_words(draft: Draft, company: Company | None) -> str:
    """Say what is to be reached, as the beginning of a sentence."""
    return amount_in_words(draft.case.wish.goal, draft.case.aim.total, company)


def sentences(draft: Draft, company: Company | None) -> list[str]:
    """Say in a row what a plan rests on, and which link to mend."""
    said = [
        hopeless_in_words(draft, company),
        more_in_words(draft, company),
        brought_in_words(draft, company),
        sure_in_words(draft, company),
        held_in_words(draft),
        beside_forecast(draft),
        *delay_in_words(draft),
        borrowed_in_words(draft.case.history),
        weak_in_words(draft),
        weak_rule(draft),
    ]
    return [each for each in said if each]


def held_in_words(draft: Draft) -> str:
    """Say how often the forecast held whose chance a plan tells; nothing where it goes by the chain alone."""
    is_told = draft.sure.at_pace is not None and draft.case.brought.foretold is not None and not draft.is_reached
    return held(draft.case.foreseen) if is_told else ""


def more_in_words(draft: Draft, company: Company | None) -> str:
    """Say than what it is more, and what it comes to in all; nothing where the goal is a plain number."""
    wish, aim = draft.case.wish, draft.case.aim
    if aim.compared is None:
        return ""
    names = {name: value_in_words(wish.goal, getattr(aim, name), company) for name in ("base", "total")}
    words = {**names, "more": value_in_words(wish.goal, wish.amount, company), "days": span(aim.compared)}
    return _("%(more)s more than in %(days)s (%(base)s) makes %(total)s.") % words


def sure_in_words(draft: Draft, company: Company | None) -> str:
    """Say how likely the plain answer, the sure one and the present pace are to reach the goal."""
    return " ".join(sure_sentences(draft, company))


def sure_sentences(draft: Draft, company: Company | None) -> list[str]:
    """Say the same, a sentence or two at a time."""
    case, sure = draft.case, draft.sure
    if sure.tries is None or sure.plain[0] is None or sure.at_plain is None or draft.is_reached:
        return []
    certainty, said = figures.chance(float(case.wish.certainty)), []
    if sure.plain[0]:
        said.append((_("Needed on average: %(work)s, enough %(chance)s."), sure.plain[0], sure.at_plain))
    if sure.tries:
        chance = case.chance(sure.tries)
        said.append((_("Needed for %(certainty)s: %(work)s, enough %(chance)s."), sure.tries, chance))
    told = [
        text
        % {
            "work": tries_in_words(case.history.start, count),
            "chance": figures.in_cases(chance),
            "certainty": certainty,
        }
        for text, count, chance in said
    ]
    pace = pace_in_words(draft, company)
    return [*told, *([pace] if pace else []), _times_in_words(case.brought.deviation)]


def delay_in_words(draft: Draft) -> list[str]:
    """Say how long a sale takes, what of the work comes in time, and from which day on it is too late."""
    case, sure, delay = draft.case, draft.sure, draft.case.history.delay
    half, most = delay.quantile(0.5), delay.quantile(0.9)
    if half is None or most is None:
        return [_("How long it takes until a sale is not known yet, so all work is taken to come in time.")]
    words = {"half": figures.days(half), "most": figures.days(most), "part": figures.chance(sure.part)}
    said = [
        _("Half of the sales come within %(half)s, nine in ten within %(most)s.") % words
        if delay.sold >= _ENOUGH_SALES
        else _("How long a sale takes is hardly known yet: fewer than ten can tell."),
        _("Of the sales that this work leads to, %(part)s come before the plan ends; the others come later.") % words,
    ]
    if sure.too_late_on is not None and case.work.by_day and not is_hopeless(draft):
        words = {"day": figures.day(sure.too_late_on), "certainty": figures.chance(float(case.wish.certainty))}
        said.append(
            _("Were nothing done before %(day)s, even twice as much from then on would not make it %(certainty)s sure.")
            % words
        )
    return said


def borrowed_in_words(history: History) -> str:
    """Say that the chain borrows from a wider circle, and how much; nothing where it does not."""
    most = max((link.borrowed for link in history.links), default=0.0)
    if not history.lender or most < _WORTH_SAYING:
        return ""
    words = {"lender": history.lender, "part": figures.chance(most)}
    return _("Own counts alone tell too little: up to %(part)s of a rate is borrowed from %(lender)s.") % words


def _times_in_words(deviation: float) -> str:
    """Say whether good and bad times are counted in, and by how much."""
    if not deviation:
        return _("Good and bad times are not counted in: too little is known of the past.")
    words = {"spread": figures.share(round(deviation, 3), 0)}
    return _("Good and bad times are counted in: they move all deals together, by about %(spread)s.") % words
