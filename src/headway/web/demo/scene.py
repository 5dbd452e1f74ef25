"""What all that happens in the demo company has in common: chance, the time, the words, and new clients."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from headway.web.demo.diary import Diary
from headway.web.demo.planned import Plan, PlannedClient
from headway.web.demo.words import Product, words_of

DAYS = 425
_VERSION_CHANGED = 200
_PHONES = 10_000
_Thing = TypeVar("_Thing")


@dataclass
class Scene:
    """The stage on which the demo company acts."""

    language: str
    now: datetime
    chance: Random
    plan: Plan = field(default_factory=Plan)

    def __post_init__(self) -> None:
        """Open the diaries and shuffle the names of clients."""
        self.words = words_of(self.language)
        self.zone = ZoneInfo(self.words.time_zone)
        self.diary = Diary(self.chance, self.now, self.zone, self.words.country)
        self.today = self.diary.today
        self.start = self.today - timedelta(days=DAYS)
        self.second_version_at = self.midnight(self.today - timedelta(days=_VERSION_CHANGED))
        self._names = self._client_names()
        self._phones: set[int] = set()

    def midnight(self, day: date) -> datetime:
        """Return the moment at which a day begins."""
        return datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)

    def days(self) -> Iterator[date]:
        """Return all days from the first to today."""
        return (self.start + timedelta(days=number) for number in range(DAYS + 1))

    def road_at(self, moment: datetime) -> tuple[str, ...]:
        """Return the stages in force at a moment: the survey came with the funnel's second version."""
        survey = ("survey",) if moment >= self.second_version_at else ()
        return ("new", "need", *survey, "offer", "talks", "won")

    def often(self, mean: float) -> int:
        """Return how often something happens that happens so often on average."""
        count, left = 0, self.chance.expovariate(1.0)
        while left < mean:
            count, left = count + 1, left + self.chance.expovariate(1.0)
        return count

    def one_of(self, weighted: Sequence[tuple[_Thing, float]]) -> _Thing:
        """Return one of several things, each as likely as its weight."""
        return self.chance.choices([thing for thing, _ in weighted], [weight for _, weight in weighted])[0]

    def note(self, occasion: str, share: float = 0.7) -> str:
        """Return what was written down about an occasion, which is nothing at times."""
        return self.chance.choice(self.words.notes[occasion]) if self.chance.random() < share else ""

    def price(self, product: Product, currency: str, count: int = 1) -> int:
        """Return a round price in minor units of a currency."""
        amount = self.chance.uniform(product.low, product.high) * count / float(self.words.rates.get(currency, "1"))
        step = Decimal(10) ** (len(str(int(amount))) - 3)
        return int((Decimal(amount) / step).to_integral_value() * step * Decimal(10) ** digits_of(currency))

    def new_client(self, seller: int, source: str, created_at: datetime) -> PlannedClient:
        """Return a client nobody knew before."""
        name, segment = next(self._names)
        client = PlannedClient(
            name=name,
            segment=segment,
            source=source,
            seller=seller,
            created_at=created_at,
            phone=self.words.phone.format(number=self._phone_number()),
            persons=[self._person() for _ in range(self.one_of(((1, 6), (2, 4), (3, 2))))],
        )
        self.plan.clients.append(client)
        return client

    def _phone_number(self) -> int:
        """Return a number by chance, or the next one that nobody has."""
        number = self.chance.randrange(_PHONES)
        while number in self._phones and len(self._phones) < _PHONES:
            number = (number + 1) % _PHONES
        self._phones.add(number)
        return number

    def _person(self) -> tuple[str, str]:
        words, pick = self.words, self.chance.choice
        name = words.person_name.format(first=pick(words.first_names), family=pick(words.family_names))
        return name, pick(words.job_titles)

    def _client_names(self) -> Iterator[tuple[str, str]]:
        """Every place with every trade, in an order of chance; then again with a number."""
        trades = [(trade, segment) for segment, names in self.words.segments.items() for trade in names]
        pairs = [(place, trade, segment) for place in self.words.places for trade, segment in trades]
        self.chance.shuffle(pairs)
        number = 1
        while True:
            for place, trade, segment in pairs:
                name = self.words.client_name.format(place=place, trade=trade)
                yield (name if number == 1 else f"{name} {number}"), segment
            number += 1


def digits_of(currency: str) -> int:
    """Return how many digits a currency has after the decimal sign; nobody counts fillér."""
    return 0 if currency == "HUF" else 2
