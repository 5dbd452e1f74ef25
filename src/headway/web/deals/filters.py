"""What the list of deals can be narrowed to, as the address says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.utils.translation import pgettext

from headway.web.access import clients_for, deals_for, reps_for
from headway.web.models import Deal, Funnel, Stage, User
from headway.web.parts import Tab
from headway.web.search import search_clients

OUTCOMES = ("open", "won", "lost", "all")
_LATEST = {"open": "milestones__latest_contact_at", "won": "milestones__won_at", "lost": "milestones__lost_at"}


@dataclass(frozen=True)
class DealFilters:
    """The outcome, the stage, the owner and the words that an address asks for."""

    outcome: str
    stage: str
    owner: str
    text: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "DealFilters":
        """Read them; what makes no sense is left out."""
        outcome = asked.get("outcome", "open")
        stage, owner = (
            value if value.isdecimal() else "" for value in (asked.get("stage", ""), asked.get("owner", ""))
        )
        return cls(outcome if outcome in OUTCOMES else "open", stage, owner, asked.get("q", "").strip())

    def deals(self, user: User) -> QuerySet[Deal]:
        """Return the deals that are left, the latest first."""
        deals = deals_for(user).select_related("client", "owner", "currency", "milestones__stage")
        if self.outcome != "all":
            deals = deals.filter(milestones__outcome=self.outcome)
        if self.stage:
            deals = deals.filter(milestones__stage=int(self.stage))
        if self.owner:
            deals = deals.filter(owner=int(self.owner))
        if self.text:
            deals = deals.filter(client__in=search_clients(clients_for(user), self.text))
        return deals.order_by(F(_LATEST.get(self.outcome, "entered_at")).desc(nulls_last=True), "-pk")

    def tabs(self) -> list[Tab]:
        """Return the outcomes to choose from."""
        labels = {
            "open": pgettext("deals", "Open"),
            "won": pgettext("deals", "Won"),
            "lost": pgettext("deals", "Lost"),
            "all": pgettext("deals", "All"),
        }
        kept = [(name, value) for name, value in (("owner", self.owner), ("q", self.text)) if value]
        return [
            Tab(label, f"?{urlencode([('outcome', outcome), *kept])}", outcome == self.outcome)
            for outcome, label in labels.items()
        ]


def stages_to_choose() -> list[tuple[str, list[Stage]]]:
    """Return the open stages by funnel."""
    return [
        (funnel.name, sorted((stage for stage in funnel.stages.all() if stage.is_open), key=lambda stage: stage.pk))
        for funnel in Funnel.objects.order_by("-is_default", "name").prefetch_related("stages")
    ]


def owners_to_choose(user: User) -> QuerySet[User]:
    """Return whose deals exist for a user."""
    return reps_for(user).filter(deals__isnull=False).distinct().order_by("name")
