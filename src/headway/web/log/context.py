"""What replay needs beside the log of a deal: the roads of all funnels, the reps' teams, the currencies' rates."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from operator import itemgetter
from zoneinfo import ZoneInfo

from headway import replay
from headway.web.log.locks import hold_rates
from headway.web.models import (
    Company,
    Currency,
    ExchangeRate,
    FunnelVersion,
    Membership,
    Stage,
    StagePlace,
    User,
)
from headway.web.models.fields import to_microseconds
from headway.web.stencil import Stencil


@dataclass(frozen=True)
class Conversion:
    """Turns amounts into the company's currency at the rate of a day."""

    home: str
    digits: dict[str, int]
    rates: dict[str, tuple[list[date], list[Decimal]]]

    def convert(self, amount: int | None, currency: str | None, on: date | None) -> int | None:
        """Return minor units of the company's currency, or None where no rate is known."""
        if amount is None or currency is None or currency == self.home:
            return amount
        starts, rates = self.rates.get(currency, ([], []))
        if not starts or on is None:
            return None
        rate = rates[max(bisect_right(starts, on) - 1, 0)]
        scale = Decimal(10) ** (self.digits.get(self.home, 2) - self.digits.get(currency, 2))
        return int((amount * rate * scale).to_integral_value(ROUND_HALF_EVEN))


def context_to_convert(code: str | None) -> "ReplayContext":
    """Return the setup, with rates that stay as they are until the transaction ends where a currency needs one.

    It is called before anything else is held.
    """
    context = replay_context()
    if code is None or code == context.conversion.home:
        return context
    hold_rates()
    # Whoever changed a rate has let go of them by now.
    return replay_context()


def replay_context() -> "ReplayContext":
    """Return the setup as it stands, read anew only where its stamp has changed since this process last read it."""
    return context_of(_STAMP.first() or 0)


def context_of(stamp: int) -> "ReplayContext":
    """Return the setup of a stamp that was just read."""
    global _kept  # noqa: PLW0603 - one per process, told apart by the stamp
    if _kept is None or _kept[0] != stamp or stamp == 0:
        _kept = (stamp, ReplayContext())
    return _kept[1]


_STAMP = Stencil(lambda: Company.objects.values_list("setup_stamp", flat=True))
_kept: "tuple[int, ReplayContext] | None" = None


class ReplayContext:
    """The company's setup as replay needs it, read when first asked for; `replay_context` keeps it between requests."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self._company[0])

    def zone_of(self, user: User | None) -> ZoneInfo:
        """Return the time zone in which a user's days begin: their own, else the company's."""
        return ZoneInfo(user.time_zone) if user and user.time_zone else self.zone

    @cached_property
    def stages(self) -> dict[int, Stage]:
        """All stages by their ids."""
        return {stage.pk: stage for stage in Stage.objects.order_by("pk")}

    @cached_property
    def roads(self) -> replay.Roads:
        places: dict[int, list[int]] = defaultdict(list)
        for version_id, stage_id in StagePlace.objects.order_by("version_id", "position").values_list(
            "version_id", "stage_id"
        ):
            places[version_id].append(stage_id)
        versions = FunnelVersion.objects.values_list("id", "funnel_id", "starts_at")
        return replay.Roads(
            (replay.Stage(id_, stage.funnel_id, replay.Phase(stage.phase)) for id_, stage in self.stages.items()),
            (
                replay.Road(funnel_id, to_microseconds(starts_at), tuple(places[id_]))
                for id_, funnel_id, starts_at in versions
            ),
        )

    @cached_property
    def conversion(self) -> Conversion:
        rates: dict[str, tuple[list[date], list[Decimal]]] = defaultdict(lambda: ([], []))
        for code, starts_on, rate in ExchangeRate.objects.order_by("starts_on").values_list(
            "currency_id", "starts_on", "rate"
        ):
            rates[code][0].append(starts_on)
            rates[code][1].append(rate)
        return Conversion(
            home=self._company[1], digits=dict(Currency.objects.values_list("code", "digits")), rates=dict(rates)
        )

    def team_of(self, user_id: int | None, on: date | None) -> int | None:
        """Return the team that a user was in on a day, if any; the one of now where no membership was ever written."""
        if user_id is None or on is None:
            return None
        if user_id not in self._memberships:
            return self._teams.get(user_id)
        memberships = self._memberships[user_id]
        place = bisect_right(memberships, on, key=itemgetter(0)) - 1
        if place < 0:
            return None
        _starts_on, ends_on, team_id = memberships[place]
        return team_id if ends_on is None or on < ends_on else None

    @cached_property
    def _company(self) -> tuple[str, str]:
        return Company.objects.values_list("time_zone", "currency_id").first() or ("UTC", "")

    @cached_property
    def _memberships(self) -> dict[int, list[tuple[date, date | None, int]]]:
        memberships: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
        columns = ("user_id", "starts_on", "ends_on", "team_id")
        for user_id, *membership in Membership.objects.order_by("starts_on").values_list(*columns):
            memberships[user_id].append(tuple(membership))
        return dict(memberships)

    @cached_property
    def _teams(self) -> dict[int, int | None]:
        return dict(User.objects.values_list("id", "team_id"))
