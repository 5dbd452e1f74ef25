"""What the page of the levers is asked: the period, the compared one, the narrowing, and which levers are raised."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from headway.engine.period import Period
from headway.planning.levers import Lever, Raises
from headway.web.asking import Words
from headway.web.asking_levers import COMPARE, PERIOD, AskedLevers, levers_asked
from headway.web.models import Scenario
from headway.web.naming import NotUnderstood
from headway.web.narrowing import Asked, asked_of
from headway.web.page import PageRequest
from headway.web.parts import Tab
from headway.web.scenarios import percents_of, raises_told

_PERIODS: tuple[tuple[str, str | Promise], ...] = (
    ("last month", gettext_lazy("Last month")),
    ("last quarter", gettext_lazy("Last quarter")),
    ("last year", gettext_lazy("Last year")),
    ("this year", gettext_lazy("This year")),
)
# What belongs to an answer and not to the question of the page.
_OWN = frozenset({"scenario", "page", "format"})


@dataclass(frozen=True)
class LeversAsked:
    """Who asks what, and how the address says it; ``troubles`` are the raises that could not be read, by lever."""

    asked: Asked
    levers: AskedLevers
    troubles: Mapping[Lever, str]
    query: QueryDict
    link: str

    @classmethod
    def of(cls, request: PageRequest) -> "LeversAsked":
        """Read the address; a raise that cannot be read leaves its lever as it is. Raises NotUnderstood."""
        asked = asked_of(request, period=PERIOD, compare=COMPARE)
        troubles: dict[Lever, str] = {}
        told: Raises = {}
        for lever in Lever:
            try:
                told = {**told, **raises_told({lever.value: request.GET.get(lever.value, "")})}
            except NotUnderstood as trouble:
                troubles[lever] = str(trouble)
        return cls(
            asked, levers_asked(asked.asker, asked.words, told), troubles, request.GET, request.build_absolute_uri()
        )

    @property
    def period(self) -> Period:
        """The period that is asked for."""
        return self.asked.period

    @property
    def tabs(self) -> list[Tab]:
        """The periods that are asked for most."""
        return [
            Tab(str(label), f"?{urlencode([*self.beside_period, ('period', text)])}", text == self.asked.name)
            for text, label in _PERIODS
        ]

    def kept(self, *changed: str) -> list[tuple[str, str]]:
        """Return what the address says, without what is to be changed."""
        without = _OWN | {*changed}
        return [(name, text) for name, texts in self.query.lists() if name not in without for text in texts]

    @property
    def beside_period(self) -> list[tuple[str, str]]:
        """What the address says beside the period."""
        return self.kept("period", "from", "until")

    @property
    def first(self) -> date | None:
        """The first day of the period."""
        return None if self.period.is_all else self.period.start

    @property
    def latest(self) -> date | None:
        """The last day of the period."""
        return None if self.period.is_all else self.period.end - timedelta(days=1)

    @property
    def plain_query(self) -> str:
        """The same address with no lever raised."""
        return urlencode(self.beside_raises)

    @property
    def beside_raises(self) -> list[tuple[str, str]]:
        """What else the address says beside the raises."""
        return self.kept(*Lever)

    @property
    def filters(self) -> str:
        """What is narrowed, as the fields of a form keep it: the same question on any day."""
        return Words.telling(replace(self.levers.questions[0], compare=None)).query()


def address_of(scenario: Scenario) -> str:
    """Return the address at which a scenario is worked out: its days, its narrowing and its raises."""
    words = Words(period=scenario.period, filters=scenario.filters)
    raises = percents_of(raises_told(scenario.raises))
    return f"{reverse('levers')}?{words.query(**raises, scenario=scenario.pk)}"
