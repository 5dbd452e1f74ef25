"""The other deals that one meeting was about: a choice of their stages each, on the form of a contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from headway.web.log import Discussed
from headway.web.models import Deal
from headway.web.road import Road, road_of

_STAYS = "stays"
_OFFERED = 3


class _StageField(forms.ChoiceField):
    """Also takes the stage on which the deal stands: a form sent twice has put it there."""

    def __init__(self, here: str, choices: Sequence[tuple[str, str]], *, label: str) -> None:
        super().__init__(choices=choices, required=False, label=label)
        self.here = here

    def valid_value(self, value: str) -> bool:
        return value == self.here or super().valid_value(value)


@dataclass(frozen=True)
class Also:
    """Another open deal of the client, and the road on which it stands."""

    deal: Deal
    road: Road

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"also_{self.deal.pk}"

    def field(self) -> forms.ChoiceField:
        """Return its field: not spoken of, spoken of and staying, or one of its stages."""
        here = self.road.here.name if self.road.here else ""
        choices = [("", _("not spoken of")), (_STAYS, _("%(stage)s · stays here") % {"stage": here})]
        choices += [(str(stage.pk), stage.name) for stage in self.road.stages if stage != self.road.here]
        return _StageField(str(self.road.here and self.road.here.pk), choices, label=self.deal.name)


def also_among(deals: Sequence[Deal], chosen: Deal | None, at: datetime | None) -> tuple[Also, ...]:
    """Return the deals that can be named beside the chosen one; without one there is nothing to be beside."""
    others = [deal for deal in deals if chosen and deal != chosen and deal.milestones.outcome == "open"]
    return tuple(Also(deal, road_of(deal, at)) for deal in others[:_OFFERED])


def discussed_in(also: Sequence[Also], said: dict[str, Any]) -> list[Discussed]:
    """Return those that were spoken of, with the stage after it."""
    named = [(each, said.get(each.name) or "") for each in also]
    return [
        Discussed(
            deal=each.deal, stage_after=next((stage for stage in each.road.stages if str(stage.pk) == choice), None)
        )
        for each, choice in named
        if choice
    ]
