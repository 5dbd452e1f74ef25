"""Setting up the demo company: its people and teams, its funnel with two versions, its currencies and lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from headway.web.demo.scene import DAYS, Scene, digits_of
from headway.web.demo.sellers import SELLERS, Seller
from headway.web.demo.words import Words
from headway.web.funnels import open_funnel, order_stages
from headway.web.models import (
    Company,
    Currency,
    ExchangeRate,
    LossReason,
    Membership,
    Phase,
    Role,
    Segment,
    Source,
    Stage,
    Team,
    User,
)

_PHASES = {"new": Phase.LEAD, "need": Phase.LEAD, "won": Phase.WON, "lost": Phase.LOST}
_TEAM_CHANGED = 180


@dataclass(frozen=True)
class Settled:
    """The ids of what was set up, by the names the plan uses; sellers and loss reasons in their order."""

    sellers: tuple[int, ...]
    stages: Mapping[str, int]
    sources: Mapping[str, int]
    segments: Mapping[str, int]
    loss_reasons: tuple[int, ...]
    funnel: int


def settle(scene: Scene, password: str) -> Settled:
    """Write the company and everything its log refers to; all its people sign in with one password."""
    words = scene.words
    _add_company(scene, words)
    sellers = _add_people(scene, words, make_password(password))
    funnel, stages = _add_funnel(scene, words)
    return Settled(
        sellers=sellers,
        stages=stages,
        sources={key: Source.objects.create(name=name).pk for key, name in words.sources.items()},
        segments={name: Segment.objects.create(name=name).pk for name in words.segments},
        loss_reasons=tuple(LossReason.objects.create(name=name).pk for name in words.loss_reasons),
        funnel=funnel,
    )


def _add_company(scene: Scene, words: Words) -> None:
    currencies = {
        code: Currency.objects.create(code=code, digits=digits_of(code)) for code in (words.currency, *words.rates)
    }
    Company.objects.create(
        name=words.company,
        country=words.country,
        currency=currencies[words.currency],
        time_zone=words.time_zone,
        language=scene.language,
        created_at=scene.midnight(scene.start),
        is_demo=True,
    )
    ExchangeRate.objects.bulk_create(
        ExchangeRate(currency_id=code, starts_on=day, rate=_drifted(scene, rate))
        for code, rate in words.rates.items()
        for day in _months(scene)
    )


def _drifted(scene: Scene, rate: str) -> Decimal:
    return (Decimal(rate) * Decimal(str(scene.chance.uniform(0.97, 1.03)))).quantize(Decimal("0.0001"))


def _months(scene: Scene) -> list[date]:
    """The first days of the months in which anything was sold."""
    first = (scene.start - timedelta(days=62)).replace(day=1)
    days = (first + timedelta(days=number) for number in range(DAYS + 93))
    return [day for day in days if day.day == 1 and day <= scene.today]


def _add_people(scene: Scene, words: Words, password: str) -> tuple[int, ...]:
    teams = [Team.objects.create(name=name) for name in words.teams]
    posts = [
        (Role.OWNER, None, None),
        (Role.ANALYST, None, None),
        (Role.HEAD, teams[0], None),
        (Role.HEAD, teams[1], None),
        *((Role.REP, teams[1 - one.team if one.changes_team else one.team], one) for one in SELLERS),
    ]
    users = [
        User.objects.create(
            name=name,
            email=f"{mailbox}@demo.example",
            password=password,
            role=role,
            team=team,
            joined_at=_joined_at(scene, seller),
        )
        for (name, mailbox), (role, team, seller) in zip(words.people, posts, strict=True)
    ]
    _add_memberships(scene, users[2:], teams)
    return tuple(user.pk for user in users[4:])


def _add_memberships(scene: Scene, users: list[User], teams: list[Team]) -> None:
    """The heads lead one team each; one rep changed over in between."""
    heads, reps = users[:2], users[2:]
    Membership.objects.bulk_create(Membership(user=head, team=team) for head, team in zip(heads, teams, strict=True))
    for user, seller in zip(reps, SELLERS, strict=True):
        Membership.objects.create(user=user, team=teams[seller.team])
        if seller.changes_team:
            changed_on = scene.today - timedelta(days=_TEAM_CHANGED)
            Membership.objects.create(user=user, team=teams[1 - seller.team], starts_on=changed_on)


def _joined_at(scene: Scene, seller: Seller | None) -> datetime:
    days = seller.days_here if seller else None
    return scene.midnight(scene.start if days is None else scene.today - timedelta(days=days))


def _add_funnel(scene: Scene, words: Words) -> tuple[int, dict[str, int]]:
    """The survey joins the road with its second version."""
    before, later = scene.road_at(scene.midnight(scene.start)), scene.road_at(scene.now)
    named = [(words.stages[key], _PHASES.get(key, Phase.OPPORTUNITY)) for key in (*before, "lost")]
    funnel = open_funnel(
        words.funnel, named, starts_at=scene.midnight(scene.start - timedelta(days=90)), is_default=True
    )
    survey = next(key for key in later if key not in before)
    Stage.objects.create(funnel=funnel, name=words.stages[survey], phase=Phase.OPPORTUNITY)
    order_stages(funnel, [words.stages[key] for key in later], starts_at=scene.second_version_at)
    ids = dict(funnel.stages.values_list("name", "pk"))
    return funnel.pk, {key: ids[name] for key, name in words.stages.items()}
