"""What falls to each rep of a plan, in words: each working day, in all, and on how many days."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.planning.links import whole
from headway.web import figures
from headway.web.plans import written
from headway.web.plans.making import Draft
from headway.web.plans.wishes import Start
from headway.web.working_days import own_weeks


@dataclass(frozen=True)
class RepShare:
    """What falls to one rep: of each step, by its head, in all; of the first on a working day; and their days."""

    name: str
    days: str
    needs: tuple[tuple[str, str], ...]
    a_day: str


def heads_of(draft: Draft) -> list[str]:
    """Return what the needs are called: the first as in the answer, the others by their steps."""
    first, *rest = (step.label for step in draft.case.history.steps)
    return [_("New deals") if draft.case.history.start is Start.DEALS else first, *rest]


def labels_of(draft: Draft) -> list[str]:
    """Return what the steps are called in the chain: the first by the answer's word, and by its stage."""
    first, *rest = (step.label for step in draft.case.history.steps)
    if draft.case.history.start is Start.DEALS:
        first = _("New deals (%(stage)s)") % {"stage": first}
    return [first, *rest]


def shares_of(draft: Draft) -> Iterator[RepShare]:
    """Return what falls to each, those who do not work on any of the days left out; nothing where nothing is needed."""
    case, heads = draft.case, heads_of(draft)
    days_a_week = own_weeks(case.work.people, max(case.today, case.wish.period.start))
    for user in case.work.people if draft.sure.tries else ():
        if not (days := case.work.of(user)):
            continue
        needs = [draft.share_of(user, each) for each in draft.sure.passing[:-1] if each is not None]
        yield RepShare(
            name=user.name,
            days=figures.number(Decimal(str(round(days, 1)))),
            needs=tuple((head, figures.number(whole(each))) for head, each in zip(heads, needs, strict=False)),
            a_day=written.on_monday(case.history.start, needs[0] / days, days_a_week.get(user.pk, written.DAYS_A_WEEK)),
        )
