"""Holds the projection of an aim against the approved target of the same days."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.aims.standing import Standing
from headway.web.bearers import Bearer
from headway.web.models import Company
from headway.web.targets import approved_whole


@dataclass(frozen=True)
class AgainstTarget:
    """The approved target of the days of an aim, with the chance that it is reached as well."""

    standing: Standing
    target: Decimal
    middle: float
    chance: float

    @classmethod
    def of(cls, standing: Standing) -> Self | None:
        """Return it; None where there is no target, no projection, or where its days do not add up."""
        ahead = standing.outlook
        if ahead is None or standing.indicator.per or standing.is_over:
            return None
        target = approved_whole(standing.indicator.of, standing.span, Bearer())
        return None if target is None else cls(standing, target, ahead.mean, ahead.chance_of(float(target)))

    def words(self, company: Company | None) -> str:
        """Say how the middle stands to the target, and with what chance it is reached."""
        words = {
            "target": self.standing.indicator.told(self.target, company),
            "chance": figures.in_cases(self.chance),
        }
        if self.standing.goes_by_deals:
            return _("The target of %(target)s is reached %(chance)s.") % words
        if self.middle < self.target:
            return _("Going on as lately brings less than the target of %(target)s: it is reached %(chance)s.") % words
        return _("Going on as lately brings the target of %(target)s too: it is reached %(chance)s.") % words
