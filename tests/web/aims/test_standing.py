"""Aims: what was before is kept as it was, plan and actual, the projection, and who may see and set them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from headway.engine.period import Period
from headway.planning.outlook import Week, sum_ahead
from headway.web.aims.baseline import Baseline
from headway.web.aims.indicators import INDICATORS
from headway.web.aims.keeping import end_aim, set_aim
from headway.web.aims.standing import standing_of
from headway.web.aims.told import ToldAim, told_aims
from headway.web.asking import Words, answer_to, question_of
from headway.web.facts import get_store
from headway.web.models import Aim, AuditEntry
from headway.web.naming import NotUnderstood
from headway.web.working_days import company_days

FIRST, LAST = date(2024, 5, 13), date(2024, 6, 9)
pytestmark = pytest.mark.usefixtures("half_a_year")


def _aim(asker, indicator="sales_volume", value=700_000, by=LAST):
    return set_aim(asker, indicator=indicator, value=Decimal(value), by=by)


def _said(told):
    return told.verdict.replace("\u00a0", " ")


def _stand(asker, aim):
    return standing_of(asker, aim, get_store())


def test_what_as_many_days_before_had_brought_is_kept_as_it_was(asks, alice, sells):
    """
    day        | sold     | written
    4 weeks    | 6,000 €  | before the aim was set
    2024-05-02 | 50,000 € | after it
    """
    aim = _aim(asks(alice))
    sells(date(2024, 5, 2), 50_000)
    kept = Baseline.of(Aim.objects.get().baseline)
    assert (kept.period, kept.value) == (Period(date(2024, 4, 15), FIRST), 600_000)
    assert [value for _week, value in kept.weeks] == [100_000, 200_000] * 13
    assert _stand(asks(alice), aim).baseline == kept


def test_the_plan_runs_evenly_over_the_working_days_and_a_day_counts_once_it_is_over(asks, alice, sells):
    """
    day                        | sold  | counted on Tuesday 21 May
    Friday 17 May              | 900 € | yes
    Monday 20 May, a holiday   | 50 €  | yes
    Tuesday 21 May, today      | 70 €  | not yet

    Five of the nineteen working days of Hungary are over.
    """
    for day, amount in ((17, 900), (20, 50), (21, 70)):
        sells(date(2024, 5, day), amount)
    standing = _stand(asks(alice, days=8), _aim(asks(alice)))
    assert (standing.counted.value, standing.counted_until) == (95_000, date(2024, 5, 21))
    assert standing.planned == pytest.approx(Decimal(700_000) * 5 / 19)
    assert standing.days_left == 14
    assert standing.needed == pytest.approx(Decimal(700_000 - 95_000) / 14)
    ends = [(point.day, point.actual) for point in standing.points]
    assert ends[:3] == [(FIRST, 0), (date(2024, 5, 20), 90_000), (date(2024, 5, 21), 95_000)]
    assert [day for day, _actual in ends[3:]] == [date(2024, 5, 27), date(2024, 6, 3), date(2024, 6, 10)]
    assert standing.points[-1].planned == 700_000


def test_the_projection_lets_the_weeks_before_go_on(asks, alice):
    """Oracle: the plain model, given each of the 26 weeks with its sale and its working days."""
    standing = _stand(asks(alice), _aim(asks(alice)))
    starts = [FIRST - timedelta(days=7 * ago) for ago in range(26, 0, -1)]
    worked = company_days(Period(starts[0], LAST + timedelta(days=1)))
    days = [sum(day in worked for day in (start + timedelta(days=at) for at in range(7))) for start in starts]
    weeks = [Week(each, length) for each, length in zip([100_000.0, 200_000.0] * 13, days, strict=True)]
    oracle = sum_ahead(weeks, 0, 19)
    assert standing.outlook == oracle
    assert standing.chance == oracle.chance_of(700_000)
    assert standing.outlook.mean == pytest.approx(26 * 150_000 / sum(days) * 19)


def test_one_sentence_says_whether_it_will_be_met_and_with_what_chance(asks, alice, company):
    """At about 5,900 euros in nineteen days."""
    said = {}
    for value in (300_000, 590_000, 1_200_000):
        (told,) = told_aims(asks(alice), get_store()) if _aim(asks(alice), value=value) else ()
        said[value] = _said(told)
    day = "by Jun 9, 2024"
    assert said[300_000] == (
        f"Sales volume: €3,000 {day} will very probably be reached, in nearly every such case (over 99%)."
    )
    assert said[590_000].startswith(
        f"Sales volume: whether €5,900 will be reached {day} is open, in about 5 of 10 such"
    )
    assert said[1_200_000] == (
        f"Sales volume: €12,000 {day} will very probably be missed; it is reached in hardly any such case (under 1%)."
    )


def test_once_the_last_day_is_over_it_is_met_or_missed(asks, alice, sells):
    aim = _aim(asks(alice))
    sells(LAST, 6_999)
    over = asks(alice, days=40)
    assert not _stand(over, aim).is_met
    sells(LAST, 1)
    told = ToldAim(_stand(over, aim), over.company)
    assert (told.standing.outlook, told.standing.is_over, told.is_good) == (None, True, True)
    assert _said(told) == "Sales volume: the aim is met. €7,000 by Jun 9, 2024, and €7,000 was the aim."


def test_where_too_little_is_known_it_says_what_is_missing(asks, alice):
    aim = _aim(asks(alice), indicator="new_leads", value=20)
    told = ToldAim(_stand(asks(alice), aim), asks(alice).company)
    assert told.standing.outlook is None
    assert _said(told) == (
        "New leads: nobody can tell yet whether 20 will be reached by Jun 9, 2024. "
        "That takes 5 weeks with something written down; there are 0."
    )


@pytest.mark.parametrize("indicator", ["sales_margin", "average_sale", "sales_per_client", "deals_won"])
def test_what_was_reached_is_the_number_of_the_catalogue(asks, alice, sells, indicator):
    """Three sales to one client in the second week, one of them paid back: no shortcut over days or weeks counts it."""
    for amount, cost in ((500, 200), (300, None), (-100, -40)):
        sells(date(2024, 5, 21), amount, cost)
    standing = _stand(asks(alice, days=10), _aim(asks(alice), indicator=indicator, value=2))
    asked = question_of(asks(alice), indicator, Words(period="2024-05-13..2024-05-23"))
    assert standing.counted.value == answer_to(asked).total.value


def test_a_ratio_that_counts_a_client_once_is_no_sum_of_weeks(asks, alice, sells):
    """One client buys once a week: 27 sales of one client, where the weeks would make 27 clients of it."""
    sells(date(2024, 5, 14), 100)
    standing = _stand(asks(alice, days=7), _aim(asks(alice), indicator="sales_per_client", value=2))
    assert standing.counted.value == 1
    assert standing.outlook.mean == pytest.approx(4, abs=0.2)


def test_a_second_aim_of_a_number_takes_the_place_of_the_first(asks, alice):
    first, second = _aim(asks(alice)), _aim(asks(alice, days=1), value=900_000)
    assert [each.pk for each in Aim.objects.filter(ended_at=None)] == [second.pk]
    end_aim(asks(alice, days=2), second)
    trail = AuditEntry.objects.filter(noun="aim").order_by("pk").values_list("verb", "noun_id")
    assert list(trail) == [("set", first.pk), ("end", first.pk), ("set", second.pk), ("end", second.pk)]


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"value": 0}, "value", "An aim is more than nothing. Write what is to be reached."),
        ({"by": date(2024, 5, 18)}, "by", "This day is too near: choose one at least a week from now."),
        ({"by": date(2026, 5, 18)}, "by", "This day is too far: choose one within a year."),
        ({"indicator": "luck"}, "indicator", "'luck' is not known here. There are: sales_volume"),
    ],
)
def test_what_is_no_aim_is_refused(asks, alice, words, field, sentence):
    with pytest.raises(NotUnderstood, match=sentence.replace("(", r"\(")) as trouble:
        _aim(asks(alice), **words)
    assert trouble.value.field == field


def test_an_aim_is_the_company_s(asks, alice, ann, carol, bob):
    """Only the owner sets it; whoever does not see all of the company does not see it either."""
    for user in (ann, carol, bob):
        with pytest.raises(PermissionDenied):
            _aim(asks(user))
    _aim(asks(alice))
    assert {user.name: len(told_aims(asks(user), get_store())) for user in (alice, ann, carol, bob)} == {
        "Alice": 1, "Ann": 1, "Carol": 0, "Bob": 0,
    }  # fmt: skip


def test_every_indicator_can_be_asked(asks, alice):
    for each in INDICATORS:
        told = ToldAim(_stand(asks(alice), _aim(asks(alice), indicator=each.name, value=1)), asks(alice).company)
        assert told.verdict.startswith(f"{each.words}: ")
        assert told.drawing.plan.startswith("M")
