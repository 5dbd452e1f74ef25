"""The plan that the demo company has adopted for the quarter that runs: to reach its target of won deals, with 80 %."""

from decimal import Decimal

from headway.engine.calendar import Step, walk
from headway.engine.period import Period
from headway.planning.chances import spread_of, tries_for
from headway.planning.links import Link, passing
from headway.web.bearers import Bearer
from headway.web.demo.scene import Scene
from headway.web.models import Contact, ContactKind, Milestones, Plan, PlanNeed, PlanScope, Role, User
from headway.web.targets import approved
from headway.web.working_days import worked

_CERTAINTY = Decimal("0.8")
_CENT = Decimal("0.01")


def plan_ahead(scene: Scene) -> None:
    """Let the owner have adopted it when the quarter began, on the counts of the year before."""
    quarter = Period.parse("this quarter", scene.today)
    year = Period(walk(quarter.start, Step.MONTH, -12), quarter.start)
    calls, meetings = (_contacts(kind, year) for kind in (ContactKind.CALL, ContactKind.MEETING))
    won = Milestones.objects.filter(won_on__gte=year.start, won_on__lt=year.end).count()
    if not won < meetings < calls:
        return
    links = (Link("calls", calls, meetings), Link("meetings", meetings, won))
    goal = int(approved("deals_won", quarter, Bearer()) or round(won / 4))
    needed = passing(links, float(tries_for(goal, float(_CERTAINTY), spread_of(links)) or 0))
    owner = User.objects.filter(role=Role.OWNER).earliest("pk")
    plan = Plan.objects.create(
        goal="deals_won",
        amount=goal,
        starts_on=quarter.start,
        ends_on=quarter.end,
        scope=PlanScope.COMPANY,
        certainty=_CERTAINTY,
        chain=[
            {"key": link.key, "metric": link.key, "tried": int(link.tried), "made": int(link.made), "needed": number}
            for link, number in zip(links, needed, strict=False)
        ],
        made_by=owner,
        adopted_at=scene.midnight(quarter.start),
    )
    _share_out(plan, dict(zip(("calls", "meetings", "deals_won"), (*needed[:2], float(goal)), strict=True)), quarter)


def _share_out(plan: Plan, needed: dict[str, float | None], quarter: Period) -> None:
    """Share it out to the reps by the days that each works."""
    reps = list(User.objects.filter(role=Role.REP, is_active=True))
    days = {user: sum(shares.values()) for user, shares in worked(reps, quarter).items()}
    total = sum(days.values())
    PlanNeed.objects.bulk_create(
        PlanNeed(plan=plan, user=rep, metric=metric, needed=(Decimal(number) * days[rep.pk] / total).quantize(_CENT))
        for rep in reps
        for metric, number in needed.items()
        if number is not None and total
    )


def _contacts(kind: str, period: Period) -> int:
    found = Contact.objects.filter(kind=kind, is_counted=True)
    return found.filter(happened_on__gte=period.start, happened_on__lt=period.end).count()
