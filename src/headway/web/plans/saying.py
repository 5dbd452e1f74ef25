"""Says a plan in words: the answer in one sentence, how sure it is, what comes anyway, which link to mend."""

from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headway.web import figures
from headway.web.models import Company
from headway.web.plans.history import RECENT, History
from headway.web.plans.making import Draft
from headway.web.plans.wishes import Norm, Start
from headway.web.plans.written import DAYS_A_WEEK, amount_in_words, percent, span, until, value_in_words

# From so large a part on that is borrowed, the reader is told.
_WORTH_SAYING = 0.1
STARTS: dict[Start, str | Promise] = {
    Start.LOG: gettext_lazy("What the log knows best"),
    Start.COLD_CALLS: gettext_lazy("Cold calls"),
    Start.CALLS: gettext_lazy("All calls"),
    Start.DEALS: gettext_lazy("New deals"),
}


def answer_in_words(draft: Draft, company: Company | None) -> str:
    """Say the answer in one sentence."""
    case, sure = draft.case, draft.sure
    goal = goal_in_words(draft, company)
    if why := _why_not(draft, goal):
        return why
    words = {"goal": goal, "certainty": percent(float(case.wish.certainty)), "day": until(case.wish.period)}
    if not sure.tries:
        return _("%(goal)s by %(day)s: with %(certainty)s certainty what is begun already brings it.") % words
    if not case.work.total:
        return _("%(goal)s by %(day)s: nobody works on the days that are left.") % words
    words["work"] = a_day_in_words(draft, sure.tries / len(case.work.by_day))
    if len(case.work.people) == 1:
        return _("%(goal)s by %(day)s with %(certainty)s certainty: %(work)s.") % words
    words["rest"] = each_in_words(sure.tries / case.work.total)
    return _("%(goal)s by %(day)s with %(certainty)s certainty: %(work)s, %(rest)s.") % words


def _why_not(draft: Draft, goal: str) -> str:
    """Say why there is no answer; nothing where there is one."""
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
        more_in_words(draft, company),
        brought_in_words(draft),
        sure_in_words(draft),
        *delay_in_words(draft),
        borrowed_in_words(draft.case.history),
        weak_in_words(draft),
        weak_rule(draft),
    ]
    return [each for each in said if each]


def more_in_words(draft: Draft, company: Company | None) -> str:
    """Say than what it is more, and what it comes to in all; nothing where the goal is a plain number."""
    wish, aim = draft.case.wish, draft.case.aim
    if aim.compared is None:
        return ""
    names = {name: value_in_words(wish.goal, getattr(aim, name), company) for name in ("base", "total")}
    words = {**names, "more": value_in_words(wish.goal, wish.amount, company), "days": span(aim.compared)}
    return _("%(more)s more than in %(days)s (%(base)s) makes %(total)s.") % words


def a_day_in_words(draft: Draft, a_day: float) -> str:
    """Say how much of the first link that is: '48 cold calls each working day', or where it is little, a week."""
    count = ceil(round(a_day if a_day >= 1 else DAYS_A_WEEK * a_day, 6))
    work = {"work": _counted(draft.case.history.start, count)}
    return _("%(work)s each working day") % work if a_day >= 1 else _("%(work)s a week") % work


def _counted(start: Start, count: int) -> str:
    words = {"count": figures.number(count)}
    if start is Start.COLD_CALLS:
        return ngettext("%(count)s cold call", "%(count)s cold calls", count) % words
    if start is Start.CALLS:
        return ngettext("%(count)s call", "%(count)s calls", count) % words
    return ngettext("%(count)s new deal", "%(count)s new deals", count) % words


def sure_in_words(draft: Draft) -> str:
    """Say how likely the plain answer, the sure one and the present pace are to reach the goal."""
    sure = draft.sure
    if sure.tries is None or sure.plain[0] is None or sure.at_plain is None:
        return ""
    start, pace = draft.case.history.start, round(sure.pace * draft.case.work.total)
    said = (
        (_("Needed on average: %(work)s, with a chance of %(chance)s."), sure.plain[0], sure.at_plain),
        (
            _("Needed to be that sure: %(work)s, with a chance of %(chance)s."),
            sure.tries,
            float(draft.case.wish.certainty),
        ),
        (_("Going on as lately: %(work)s, with a chance of %(chance)s."), pace, sure.at_pace),
    )
    return " ".join(text % {"work": _counted(start, count), "chance": percent(chance)} for text, count, chance in said)


def brought_in_words(draft: Draft) -> str:
    """Say what is won anyway, and that it is taken off the need."""
    brought, history = draft.case.brought, draft.case.history
    now, later = round(brought.mean - brought.until_start), round(brought.until_start)
    words = {"won": figures.number(now), "open": figures.number(brought.open), "later": figures.number(later)}
    said = []
    if now and history.start is Start.CALLS:
        said.append(_("Calls made before bring about %(won)s of them anyway.") % words)
    elif now:
        text = ngettext(
            "The %(open)s deal that is open now brings about %(won)s of them anyway.",
            "The %(open)s deals that are open now bring about %(won)s of them anyway.",
            brought.open,
        )
        said.append(text % words)
    if later:
        said.append(_("What is begun before its first day brings about %(later)s, if you go on as lately.") % words)
    return " ".join([*said, _("That is taken off.")]) if said else ""


def delay_in_words(draft: Draft) -> list[str]:
    """Say how long a sale takes, what of the work comes in time, and from which day on it is too late."""
    case, sure, delay = draft.case, draft.sure, draft.case.history.delay
    half, most = delay.quantile(0.5), delay.quantile(0.9)
    if half is None or most is None:
        return [_("How long it takes until a sale is not known yet, so all work is taken to come in time.")]
    words = {"half": figures.days(half), "most": figures.days(most), "part": percent(sure.part)}
    said = [
        _("Half of the sales come within %(half)s, nine in ten within %(most)s.") % words,
        _("Of the sales that this work leads to, %(part)s come before the plan ends; the others come later.") % words,
    ]
    if sure.too_late_on is not None and case.work.by_day:
        first = min(case.work.by_day)
        if sure.too_late_on <= first:
            said.append(_("Even twice as much as lately would not do: take a lower goal, more time, or more people."))
        else:
            day = {"day": figures.day(sure.too_late_on)}
            said.append(
                _("Whoever begins on %(day)s or later cannot reach it any more, not even with twice as much.") % day
            )
    return said


def borrowed_in_words(history: History) -> str:
    """Say that the chain borrows from a wider circle, and how much; nothing where it does not."""
    most = max((link.borrowed for link in history.links), default=0.0)
    if not history.lender or most < _WORTH_SAYING:
        return ""
    words = {"lender": history.lender, "part": percent(most)}
    return _("Own counts alone tell too little: up to %(part)s of a rate is borrowed from %(lender)s.") % words


def weak_in_words(draft: Draft) -> str:
    """Say which link to mend, or that none is below its norm by more than bad luck."""
    weak, history = draft.weak, draft.case.history
    if all(each.chance_below is None for each in weak.compared):
        return _("Too little is known to say which step is weak.")
    if weak.found is None:
        return _("No step is weaker than usual by more than bad luck.")
    against, step = weak.compared[weak.found], history.steps[weak.found]
    words = {
        "step": f"{step.label} → {step.next_label}",
        "rate": percent(against.link.rate or 0.0),
        "norm": percent(against.norm_rate or 0.0),
        "chance": percent(against.chance_below or 0.0),
        "mended": "" if weak.mended is None else figures.number(weak.mended),
        "tries": "" if draft.sure.tries is None else figures.number(draft.sure.tries),
    }
    said = (
        _("Mend '%(step)s': %(rate)s now, %(norm)s before; with %(chance)s certainty that is not bad luck.")
        if weak.norm is Norm.PAST
        else _("Mend '%(step)s': %(rate)s here, %(norm)s elsewhere; with %(chance)s certainty that is not bad luck.")
    ) % words
    if words["mended"] and words["tries"]:
        said = f"{said} " + _("Mended, the plan takes %(mended)s instead of %(tries)s.") % words
    return said


def weak_rule(draft: Draft) -> str:
    """Say how a weak step is told, and that many were looked at."""
    weak, history = draft.weak, draft.case.history
    words = {"sure": percent(weak.sure_from, 1), "steps": len(weak.compared), "weeks": RECENT // 7}
    against = (
        _("The last %(weeks)s weeks are held against the year before them.") % words
        if weak.norm is Norm.PAST
        else _("Each step is held against %(lender)s.") % {"lender": history.lender}
    )
    rule = ngettext(
        "It counts as weak from a certainty of %(sure)s on, so that fewer than one alarm in twenty is false.",
        "As %(steps)s steps are looked at, one counts as weak only from a certainty of %(sure)s on (Bonferroni), so "
        "that fewer than one alarm in twenty is false.",
        len(weak.compared),
    )
    return f"{against} {rule % words}"


def each_in_words(a_day: float) -> str:
    """Say what falls to each rep: a day, or where that is less than one, a week."""
    if a_day >= 1:
        return _("%(count)s for each rep") % {"count": figures.number(ceil(round(a_day, 6)))}
    return _("%(count)s a week for each rep") % {"count": figures.number(ceil(round(DAYS_A_WEEK * a_day, 6)))}
