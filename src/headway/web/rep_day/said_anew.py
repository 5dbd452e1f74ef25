"""Says that the work of a plan no longer brings its goal, and what it takes as things stand."""

from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.plans.wishes import Start
from headway.web.rep_day.anew import Anew, Verdict
from headway.web.rep_day.needed import PlannedDay


def anew_words(planned: PlannedDay) -> str:
    """Say whether the work of a plan whose deals are behind still brings them, and if not, what does."""
    anew = planned.anew
    if anew is None:
        return ""
    if anew.verdict is Verdict.HOLDS:
        return _("The work that the plan asks for is still enough for %(certainty)s certainty.") % _certainty(anew)
    return _more_words(anew) if anew.verdict is Verdict.MORE else _hopeless_words(anew)


def _more_words(anew: Anew) -> str:
    asked = ((line.metric.label, line.need.needed) for line in anew.former if line.need.needed)
    if not any(line.need.left_in_all for line in anew.former):
        why = _("All that the plan itself asked for is done and does not bring its goal.")
    elif needs := ", ".join(f"{_(label)}: {figures.number(count)}" for label, count in asked):
        why = _("The plan itself asks for less (%(needs)s), which no longer brings its goal.") % {"needs": needs}
    else:
        why = _("The work that the plan itself asks for no longer brings its goal.")
    anew_with = _("What is needed is worked out anew with the days left, for %(certainty)s certainty.")
    return f"{why} {anew_with % _certainty(anew)}"


def _hopeless_words(anew: Anew) -> str:
    """Say that no work of this kind makes the goal as sure as was wished any more, why, and what helps."""
    case, sure = anew.draft.case, anew.draft.sure
    is_of_deals = case.history.start is Start.DEALS
    cannot = (
        _("New deals alone can no longer bring the goal of the plan with %(certainty)s certainty.")
        if is_of_deals
        else _("Calling alone can no longer bring the goal of the plan with %(certainty)s certainty.")
    )
    said = [cannot % _certainty(anew)]
    # How many it would take nobody can do in a day: the page of the plan says it.
    if sure.tries is None or not case.work.by_day:
        said.append(_("What is begun now closes too late."))
    if sure.at_pace is not None:
        said.append(_("Going on as lately reaches it %(chance)s.") % {"chance": figures.in_cases(sure.at_pace)})
    said.append(_("What helps: win what is open, and agree on a lower goal, more time or more people."))
    return " ".join(filter(None, said))


def _certainty(anew: Anew) -> dict[str, str]:
    return {"certainty": figures.chance(float(anew.draft.case.wish.certainty))}
