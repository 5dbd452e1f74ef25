"""The targets of the demo company up to the end of the next quarter: a little above what was done, nearly adding up."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from headway.engine.calendar import Step, first_day, walk
from headway.planning.spreading import spread
from headway.web.demo.company import Settled
from headway.web.demo.scene import Scene
from headway.web.demo.seasons import busyness
from headway.web.demo.sellers import SELLERS
from headway.web.models import Milestones, Role, Sale, Target, TargetState, User

_MORE = Decimal("1.05")
_YEAR = 365
# What the company wants above what its teams took on, in the last month: so many steps.
_SHORT = 2


def set_targets(scene: Scene, settled: Settled) -> None:
    """Let the owner have approved the targets of sales volume and won deals, and a rep have drafted one."""
    months = [date(scene.today.year, month, 1) for month in range(1, 13)]
    planned_until = walk(first_day(scene.today, Step.QUARTER), Step.QUARTER, 2)
    # Towards the end of the year the next quarter is that of the next one, which wants as much as this year's.
    following = [each for month in months[:3] if (each := walk(month, Step.MONTH, 12)) < planned_until]
    seasons = [_season(scene, each) for each in months]
    teams = dict(User.objects.filter(pk__in=settled.sellers).values_list("pk", "team"))
    owner = User.objects.filter(role=Role.OWNER).order_by("pk").first()
    said = {"set_by": owner, "set_at": scene.midnight(scene.start), "state": TargetState.APPROVED}
    said |= {"approved_by": owner, "approved_at": scene.midnight(scene.start)}
    rows: list[Target] = []
    for metric, reached, step in (("deals_won", *_won(scene)), ("sales_volume", *_sold(scene))):
        wholes = _wholes(scene, settled.sellers, reached, step)
        for bearer, values in _added_up(wholes, teams, seasons, step):
            rows += [
                Target(metric=metric, month=month, value=value, **bearer, **said)
                for month, value in zip([*months, *following], [*values, *values[: len(following)]], strict=True)
            ]
    Target.objects.bulk_create(rows)
    _draft(scene, settled.sellers[-1], months[-1])


def _season(scene: Scene, month: date) -> Decimal:
    """Return how much work is done in a month."""
    days = (month + timedelta(days=number) for number in range(31))
    within = (busyness(each, scene.words.country) for each in days if each.month == month.month)
    return Decimal(str(round(sum(within), 3)))


def _won(scene: Scene) -> tuple[Mapping[int, Decimal], Decimal]:
    won = Milestones.objects.filter(won_on__gte=scene.today - timedelta(days=_YEAR), winner__isnull=False)
    counts = won.order_by().values_list("winner").annotate(count=Count("pk"))
    return {rep_id: Decimal(count) for rep_id, count in counts}, Decimal(1)


def _sold(scene: Scene) -> tuple[Mapping[int, Decimal], Decimal]:
    sold = Sale.objects.filter(sold_on__gte=scene.today - timedelta(days=_YEAR), rep__isnull=False)
    sums = {
        rep_id: Decimal(sum_) for rep_id, sum_ in sold.order_by().values_list("rep").annotate(sum=Sum("company_amount"))
    }
    # Targets are round: two digits of what an average month of a rep brings.
    average = sum(sums.values(), Decimal(0)) / (12 * max(1, len(sums)))
    return sums, Decimal(10) ** (average.adjusted() - 1)


def _wholes(scene: Scene, sellers: Sequence[int], reached: Mapping[int, Decimal], step: Decimal) -> dict[int, Decimal]:
    """Return what each is to reach in the year: what they did in one, and a little more."""
    wholes = {}
    for rep_id, seller in zip(sellers, SELLERS, strict=True):
        here = min(_YEAR, seller.days_here or _YEAR)
        rate = reached.get(rep_id, Decimal(0)) * _YEAR / here
        wholes[rep_id] = (rate * _MORE / step).to_integral_value() * step
    return wholes


def _added_up(
    wholes: Mapping[int, Decimal], teams: Mapping[int, int | None], seasons: Sequence[Decimal], step: Decimal
) -> list[tuple[dict[str, int], list[Decimal]]]:
    """Return who has which twelve values: reps, their teams, and the company, which wants a little more in the end."""
    of_reps = {rep_id: spread(whole, seasons, step) for rep_id, whole in wholes.items()}
    of_teams = {
        team_id: [
            sum(column, Decimal(0))
            for column in zip(*(of_reps[rep_id] for rep_id in of_reps if teams[rep_id] == team_id), strict=True)
        ]
        for team_id in dict.fromkeys(teams.values())
        if team_id is not None
    }
    company = [sum(column, Decimal(0)) for column in zip(*of_teams.values(), strict=True)]
    company[-1] += _SHORT * step
    return [
        ({}, company),
        *(({"team_id": team_id}, values) for team_id, values in of_teams.items()),
        *(({"user_id": rep_id}, values) for rep_id, values in of_reps.items()),
    ]


def _draft(scene: Scene, rep_id: int, month: date) -> None:
    """Let a rep propose more for themselves in the last month of the year."""
    known = Target.objects.get(metric="deals_won", month=month, user=rep_id)
    Target.objects.create(
        metric="deals_won",
        month=month,
        user_id=rep_id,
        value=known.value + 1,
        set_by_id=rep_id,
        set_at=scene.now - timedelta(days=1),
    )
