"""The next steps of a rep or of a team: due today, overdue, coming; and the open deals that have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from headway.web.access import deals_for, reps_for, steps_for
from headway.web.behind import Sight
from headway.web.models import Client, Deal, NextStep, Role, User
from headway.web.open_steps import STILL_OPEN

_IN_ORDER = ("due_on", F("due_at").asc(nulls_last=True), "pk")
LISTS = ("today", "overdue", "coming", "missing")


@dataclass(frozen=True)
class AgendaCounts:
    """How many next steps of each list there are; ``missing`` counts open deals without one."""

    overdue: int
    today: int
    coming: int
    missing: int


@dataclass(frozen=True)
class RepAgenda:
    """A rep with the counts of their lists."""

    rep: User
    counts: AgendaCounts


@dataclass(frozen=True)
class SeenStep:
    """A next step with its client and deal, as far as they exist for the reader."""

    step: NextStep
    client: Client | None
    deal: Deal | None


@dataclass(frozen=True)
class Agenda:
    """The next steps of one rep, or of everybody whom the reader leads, seen from a day of the reader's."""

    user: User
    today: date
    rep: User | None = None

    def steps(self, which: str) -> QuerySet[NextStep]:
        """Return the open steps of a list, in the order in which they are due; those with a time of the day first."""
        days = {
            "today": Q(due_on=self.today),
            "overdue": Q(due_on__lt=self.today),
            "coming": Q(due_on__gt=self.today),
            "open": Q(),
        }
        return self._open().filter(days[which]).select_related("rep").order_by(*_IN_ORDER)

    def missing(self) -> QuerySet[Deal]:
        """Return the open deals of these reps about which nothing is agreed, those longest without a contact first."""
        deals = self._deals().filter(milestones__outcome="open").filter(~_has_a_step())
        named = deals.select_related("client", "owner", "currency", "milestones__stage")
        return named.order_by(F("milestones__latest_contact_at").asc(nulls_first=True), "entered_at", "pk")

    def counts(self) -> AgendaCounts:
        """Count the lists."""
        return AgendaCounts(**self._open().aggregate(**self._counted()), missing=self.missing().count())

    def by_rep(self) -> list[RepAgenda]:
        """Count the lists of each rep of the team that has any, and of those who sell and have none."""
        rows = self._open().values_list("rep").annotate(**self._counted())
        steps = {rep_id: (overdue, today, coming) for rep_id, overdue, today, coming in rows}
        missing = dict(self.missing().order_by().values_list("owner").annotate(Count("pk")))
        known = Q(pk__in=[*steps, *(id_ for id_ in missing if id_)]) | Q(role=Role.REP, is_active=True)
        return [
            RepAgenda(rep, AgendaCounts(*steps.get(rep.pk, (0, 0, 0)), missing.get(rep.pk, 0)))
            for rep in reps_for(self.user).filter(known).order_by("name")
        ]

    def seen(self, steps: Iterable[NextStep]) -> list[SeenStep]:
        """Set beside steps their clients and deals, as far as they exist for the reader."""
        return seen_steps(self.user, steps)

    def _open(self) -> QuerySet[NextStep]:
        steps = steps_for(self.user).filter(STILL_OPEN)
        return steps.filter(rep=self.rep) if self.rep else steps.filter(rep__in=reps_for(self.user))

    def _counted(self) -> dict[str, Count]:
        return {
            "overdue": Count("pk", filter=Q(due_on__lt=self.today)),
            "today": Count("pk", filter=Q(due_on=self.today)),
            "coming": Count("pk", filter=Q(due_on__gt=self.today)),
        }

    def _deals(self) -> QuerySet[Deal]:
        deals = deals_for(self.user)
        return deals.filter(owner=self.rep) if self.rep else deals


def seen_steps(user: User, steps: Iterable[NextStep]) -> list[SeenStep]:
    """Set beside steps their clients and deals, as far as they exist for the reader."""
    found = list(steps)
    sight = Sight.of(user, (step.client_id for step in found), (step.deal_id for step in found))
    return [SeenStep(step, sight.client(step.client_id), sight.deal(step.deal_id)) for step in found]


def open_steps_with(user: User, *, client: Client, deal: Deal | None = None) -> list[SeenStep]:
    """Return the open steps with a client, or about one of its deals, that exist for a user."""
    steps = steps_for(user).filter(STILL_OPEN, client=client)
    if deal is not None:
        steps = steps.filter(Q(deal=deal) | Q(deal=None))
    return seen_steps(user, steps.select_related("rep").order_by(*_IN_ORDER))


def _has_a_step() -> Exists:
    return Exists(NextStep.objects.filter(deal=OuterRef("pk"), end=None))
