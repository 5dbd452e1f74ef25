"""What is still to be done by somebody who may not sign in any more: open deals and next steps to be handed over."""

from dataclasses import dataclass

from headway.web.models import Deal, NextStep, User
from headway.web.open_steps import STILL_OPEN


@dataclass(frozen=True)
class LeftBehind:
    """How many open deals and next steps somebody has."""

    deals: int
    steps: int

    def __bool__(self) -> bool:
        return bool(self.deals or self.steps)


def left_behind_by(user: User) -> LeftBehind:
    """Count what whoever has been switched off leaves to others; of whoever works, nothing."""
    if user.is_active:
        return LeftBehind(0, 0)
    deals = Deal.objects.filter(owner=user, milestones__outcome="open")
    return LeftBehind(deals.count(), NextStep.objects.filter(STILL_OPEN, rep=user).count())
