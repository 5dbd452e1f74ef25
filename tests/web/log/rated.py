"""What amounts come to in the company's currency, worked out on exact fractions, one at a time."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from headway.web.models import DealValue, Milestones

# Of the currencies beside the euro.
DIGITS = {"USD": 2, "HUF": 0}
DAYS = [date(2024, 1, 1) + timedelta(days=9 * number) for number in range(14)]


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class Model:
    """Rates by currency and day; each begins with one."""

    rates: dict[str, dict[date, Fraction]] = field(
        default_factory=lambda: {code: {DAYS[0]: Fraction(1)} for code in DIGITS}
    )

    def worth(self, amount: int | None, code: str, on: date) -> int | None:
        """The rate of the latest day that is not after this one, or else the earliest of all; half goes to even."""
        if amount is None or code == "EUR":
            return amount
        known = self.rates[code]
        day = max((each for each in known if each <= on), default=min(known))
        return round(amount * known[day] * Fraction(100, 10 ** DIGITS[code]))

    def worth_of_deal(self, marks: Milestones) -> tuple[int | None, ...]:
        """What the deal is worth now at the rate of its entry, and on the days it qualified, was won and was lost."""
        values = sorted(DealValue.objects.filter(deal=marks.deal_id), key=lambda each: each.starts_at)
        if not values:
            return (None,) * 4
        dated = [(marks.qualified_at, marks.qualified_on), (marks.won_at, marks.won_on), (marks.lost_at, marks.lost_on)]
        told = [self.worth(values[-1].amount, values[-1].currency_id, marks.entered_on)]
        for at, on in dated:
            held = [each for each in values if at is not None and each.starts_at <= at] or values[:1]
            told.append(None if at is None else self.worth(held[-1].amount, held[-1].currency_id, on))
        return tuple(told)
