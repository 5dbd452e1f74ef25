"""An aim with its standing in the reader's words, for pages, the command line, programs and mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from headway.engine.store import FactStore
from headway.web.access import aims_for
from headway.web.aims.against_target import AgainstTarget
from headway.web.aims.drawing import Drawing, drawing_of
from headway.web.aims.saying import beside, rule, sayings, verdict
from headway.web.aims.standing import Standing, standing_of
from headway.web.asking import Asker
from headway.web.models import Aim, Company


@dataclass(frozen=True)
class ToldWeek:
    """A week up to its last day, in words; what is not known yet is empty."""

    day: date
    planned: str
    actual: str
    likely: str
    between: tuple[str, str] | None


@dataclass(frozen=True)
class ToldAim:
    """An aim in words: one sentence, what else is to be said, its picture, and its weeks."""

    standing: Standing
    company: Company | None

    @property
    def verdict(self) -> str:
        """Whether it will be met, and with what chance."""
        return verdict(self.standing, self.company)

    @property
    def sayings(self) -> list[str]:
        """What else is to be said."""
        said, against = sayings(self.standing, self.company), self.against
        # Of a target that is the aim itself the verdict says it already.
        if against is None or against.target == self.standing.aim.value:
            return said
        return [*said, against.words(self.company)]

    @property
    def beside(self) -> str:
        """What the other of pace and forecast has, and why the one is trusted more; empty without a forecast."""
        return beside(self.standing, self.company)

    @cached_property
    def against(self) -> AgainstTarget | None:
        """The target of the same days, where there is one, and whether it is reached as well."""
        return AgainstTarget.of(self.standing)

    @property
    def rule(self) -> str:
        """How the projection is made."""
        return rule(self.standing)

    @property
    def drawing(self) -> Drawing:
        """Its picture."""
        return drawing_of(self.standing, self.company)

    @property
    def is_good(self) -> bool | None:
        """Whether it looks good, for a colour; None where it is open or nobody can tell."""
        if self.standing.is_over:
            return self.standing.is_met
        chance = self.standing.chance
        return None if chance is None or 0.4 < chance < 0.6 else chance > 0.5

    @property
    def value(self) -> str:
        """What the aim is."""
        return self._told(self.standing.aim.value)

    @property
    def actual(self) -> str | None:
        """What was reached so far; None where that cannot be told."""
        return self.standing.indicator.exactly(self.standing.counted.value, self.company)

    @property
    def exact(self) -> str:
        """The same for programs."""
        found = self.standing.counted.value
        return "" if found is None else str(found)

    @property
    def before(self) -> str:
        """What the same number of days before had brought, as it was known then."""
        baseline = self.standing.baseline
        return self._told(baseline.value) if baseline.is_known else "—"

    @property
    def weeks(self) -> Iterator[ToldWeek]:
        """The ends of its weeks, but for its beginning."""
        for point in self.standing.points[1:]:
            is_ahead = point.low is not None and point.high is not None and point.day > self.standing.counted_until
            yield ToldWeek(
                day=point.day - timedelta(days=1),
                planned=self._told(point.planned),
                actual="" if point.actual is None else self._told(point.actual),
                likely=self._told(point.likely) if is_ahead else "",
                between=(self._told(point.low), self._told(point.high)) if is_ahead else None,
            )

    def _told(self, value: object) -> str:
        return self.standing.indicator.told(value, self.company)  # type: ignore[arg-type]


def told_aims(asker: Asker, store: FactStore) -> list[ToldAim]:
    """Return the aims in force that exist for whoever asks, the one that is due first before the others."""
    aims = aims_for(asker.user).filter(ended_at=None).order_by("due_on", "pk")
    return [ToldAim(standing_of(asker, each, store), asker.company) for each in aims]


def aim_for(asker: Asker, aim_id: int) -> Aim:
    """Return an aim that exists for whoever asks. Raises Aim.DoesNotExist."""
    return aims_for(asker.user).get(pk=aim_id)
