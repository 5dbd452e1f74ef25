"""What the list of deals can be narrowed to, as the address says it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.utils.translation import pgettext

from headway.web.access import clients_for, deals_for, reps_for
from headway.web.committees import CommitteeState, narrowed_by_committee
from headway.web.models import Deal, Funnel, Stage, User
from headway.web.parts import Tab
from headway.web.search import search_clients

OUTCOMES = ("open", "won", "lost", "all")
_LATEST = {"open": "milestones__latest_contact_at", "won": "milestones__won_at", "lost": "milestones__lost_at"}


@dataclass(frozen=True)
class DealFilters:
    """The outcome, the stage, the owner and the words that an address asks for.

    ``is_past_norm`` asks for the open deals that took more than nine of ten won ones.
    """

    outcome: str
    stage: str
    owner: str
    text: str
    is_past_norm: bool = False
    committee: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "DealFilters":
        """Read them; what makes no sense is left out."""
        outcome = asked.get("outcome", "open")
        stage, owner = (
            value if value.isdecimal() else "" for value in (asked.get("stage", ""), asked.get("owner", ""))
        )
        is_past_norm = asked.get("past_norm") == "1"
        outcome = outcome if outcome in OUTCOMES and not is_past_norm else "open"
        return cls(outcome, stage, owner, asked.get("q", "").strip(), is_past_norm, _committee(asked))

    def deals(self, user: User, past_norm: Collection[int] = ()) -> QuerySet[Deal]:
        """Return the deals that are left, the latest first; ``past_norm`` are those that are past their norm."""
        deals = deals_for(user).select_related("client", "owner", "currency", "milestones__stage")
        if self.outcome != "all":
            deals = deals.filter(milestones__outcome=self.outcome)
        if self.is_past_norm:
            deals = deals.filter(pk__in=past_norm)
        if self.stage:
            deals = deals.filter(milestones__stage=int(self.stage))
        if self.owner:
            deals = deals.filter(owner=int(self.owner))
        deals = narrowed_by_committee(deals, self.committee)
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
        kept = [
            (name, value)
            for name, value in (("owner", self.owner), ("committee", self.committee), ("q", self.text))
            if value
        ]
        return [
            Tab(
                label, f"?{urlencode([('outcome', outcome), *kept])}", outcome == self.outcome and not self.is_past_norm
            )
            for outcome, label in labels.items()
        ] + [Tab(pgettext("deals", "Past their norm"), f"?{urlencode([('past_norm', 1), *kept])}", self.is_past_norm)]


def _committee(asked: Mapping[str, str]) -> str:
    state = asked.get("committee", "")
    return state if state in CommitteeState.values else ""


def stages_to_choose() -> list[tuple[str, list[Stage]]]:
    """Return the open stages by funnel."""
    return [
        (funnel.name, sorted((stage for stage in funnel.stages.all() if stage.is_open), key=lambda stage: stage.pk))
        for funnel in Funnel.objects.order_by("-is_default", "name").prefetch_related("stages")
    ]


def owners_to_choose(user: User) -> QuerySet[User]:
    """Return whose deals exist for a user."""
    return reps_for(user).filter(deals__isnull=False).distinct().order_by("name")
