"""Which next steps are still to be done: nobody has ended them, and their deal was not lost after they were agreed.

Nothing is written when a deal is lost: the steps agreed before stand aside for as long as it stays so. Whatever loses a
deal or takes the loss back, at whichever door and in whatever order, needs to know nothing of them, and a contact that
is logged late still keeps the step that it was. What is agreed with the loss or after it is still to be done.
"""

from datetime import datetime

from django.db.models import F, Q

from headway.web.models import NextStep

_LOST_AT = "deal__milestones__lost_at"


def _lost(how: str) -> Q:
    """Compare when the deal was lost with when the step was agreed, by a contact or without one.

    In one COALESCE the two would be joined as if every step had its contact.
    """
    alone = Q(set_by=None, **{f"{_LOST_AT}__{how}": F("written_at")})
    return alone | Q(**{f"{_LOST_AT}__{how}": F("set_by__happened_at")})


# No NOT of the one tells the other, for of an unknown moment nothing is true.
STILL_OPEN = Q(end=None) & (Q(**{_LOST_AT: None}) | _lost("lte"))
LOST_WITH_DEAL = Q(end=None) & _lost("gt")
ENDED = Q(end__isnull=False) | LOST_WITH_DEAL
# How such a step has ended, beside the ends that somebody wrote.
DEAL_LOST = "deal_lost"


def set_at(step: NextStep) -> datetime:
    """Return the moment at which a step was agreed."""
    return step.set_by.happened_at if step.set_by is not None else step.written_at


def lost_with_deal_at(step: NextStep) -> datetime | None:
    """Return when the deal of a step that nobody has ended was lost, where that ended the step."""
    if step.end is not None or step.deal is None:
        return None
    lost_at = step.deal.milestones.lost_at
    return lost_at if lost_at is not None and lost_at > set_at(step) else None
