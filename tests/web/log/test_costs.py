"""What sources cost: spread over its days to the last minor unit, changed, taken out, and set against what came."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question, Scope
from headway.web.facts import get_store
from headway.web.log import (
    LogProblem,
    add_source,
    change_cost,
    change_source,
    enter_cost,
    open_client,
    open_deal,
    remove_cost,
)
from headway.web.log.costs import parts_of
from headway.web.models import AuditEntry, CostDay, Currency, ExchangeRate

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))
JUNE = Period(date(2024, 6, 1), date(2024, 7, 1))


@pytest.fixture
def fair(alice, now):
    return add_source("Fair", by=alice, now=now)


@pytest.fixture
def enter(fair, company, alice, now):
    def entered(amount, starts_on, ends_on, source=fair, **more):
        said = {"currency": company.currency, "by": alice, "now": now} | more
        return enter_cost(source, amount=amount, starts_on=starts_on, ends_on=ends_on, **said)

    return entered


def of(metric, period=MAY, **more):
    return ask(Question(metric=metric, period=period, **more), get_store())


@pytest.mark.parametrize(("amount", "days"), [(10, 3), (0, 5), (2, 7), (999_999_999_999, 1827), (31, 31), (1, 1)])
def test_the_parts_of_days_are_even_and_add_up(amount, days):
    parts = list(parts_of(amount, days))
    assert (len(parts), sum(parts)) == (days, amount)
    assert max(parts) - min(parts) <= 1


def test_a_cost_falls_into_the_months_by_its_days(enter):
    """
    cost   | days              | of May | of June
    100.00 | 30 May to 2 June  | 50.00  | 50.00
    """
    enter(10_000, date(2024, 5, 30), date(2024, 6, 3))
    assert [of("source_costs", month).total.value for month in (MAY, JUNE)] == [5_000, 5_000]


def test_without_a_cost_what_came_is_unknown_and_never_free(fair, pump, bob, funnel, now):
    deal = open_deal(pump, name="Pipes", source=fair, by=bob, now=now)
    answer = of("cost_per_lead")
    assert deal.source == fair
    assert (answer.total.value, answer.left_out_count) == (None, 1)
    assert of("source_costs").total.value is None


def test_a_cost_of_nothing_is_known_to_be_nothing(enter, fair, pump, bob, funnel, now):
    open_deal(pump, name="Pipes", source=fair, by=bob, now=now)
    enter(0, *_days(MAY))
    assert of("cost_per_lead").total.value == 0


def test_each_source_has_its_own_price_and_others_do_not_dilute_it(enter, alice, fair, bob, funnel, now):
    """
    source | cost   | leads
    Fair   | 300.00 | 2
    List   | 100.00 | 1
    Site   |        | 3
    """
    bought, site = (add_source(name, by=alice, now=now) for name in ("List", "Site"))
    for source, leads in ((fair, 2), (bought, 1), (site, 3)):
        for number in range(leads):
            client = open_client(f"{source.name} {number}", by=bob, now=now)
            open_deal(client, name="Pipes", source=source, by=bob, now=now)
    enter(30_000, *_days(MAY))
    enter(10_000, *_days(MAY), source=bought)
    answer = of("cost_per_lead", by=(Dimension.SOURCE,))
    assert {line.labels[0]: line.figure.value for line in answer.lines} == {"Fair": 15_000, "List": 10_000}
    assert answer.total.value == Decimal(40_000) / 3
    assert answer.left_out_count == 3


def test_who_sees_only_a_team_learns_no_price_rather_than_a_wrong_one(enter, fair, pump, bob, north, funnel, now):
    open_deal(pump, name="Pipes", source=fair, by=bob, now=now)
    enter(30_000, *_days(MAY))
    assert of("cost_per_lead", scope=Scope(team_ids=frozenset({north.pk}))).total.value is None


def test_another_currency_counts_at_the_rate_of_its_first_day(enter, company):
    forint = Currency.objects.get(code="HUF")
    with pytest.raises(LogProblem, match="exchange rate"):
        enter(40_000, *_days(MAY), currency=forint)
    ExchangeRate.objects.create(currency=forint, starts_on=date(2024, 1, 1), rate=Decimal("0.0025"))
    company.setup_stamp += 1
    company.save()
    assert enter(40_000, *_days(MAY), currency=forint).company_amount == 10_000


def test_a_changed_cost_is_spread_anew_and_a_removed_one_gone(enter, alice, now):
    cost = enter(3_100, *_days(MAY))
    change_cost(cost, {"amount": 6_000, "ends_on": date(2024, 5, 4)}, by=alice, now=now)
    assert list(CostDay.objects.order_by("spent_on").values_list("company_amount", flat=True)) == [2_000] * 3
    assert of("source_costs").total.value == 6_000
    remove_cost(cost, by=alice, now=now)
    assert of("source_costs").total.value is None
    assert list(AuditEntry.objects.filter(noun="cost").order_by("pk").values_list("verb", flat=True)) == [
        "add",
        "change",
        "delete",
    ]


def test_what_is_sent_twice_counts_once(enter):
    uid = uuid.uuid4()
    assert enter(100, *_days(MAY), uid=uid) == enter(100, *_days(MAY), uid=uid)
    assert CostDay.objects.aggregate(total=Sum("company_amount"))["total"] == 100


@pytest.mark.parametrize(
    ("amount", "days", "sentence"),
    [
        (1, 0, "last day lies before the first"),
        (1, 2_000, "five years"),
        (-1, 1, "below zero"),
    ],
)
def test_a_cost_that_cannot_be_is_refused(enter, amount, days, sentence):
    with pytest.raises(LogProblem, match=sentence):
        enter(amount, MAY.start, MAY.start + timedelta(days=days))


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [(" ", "channel", "needs a name"), ("FAIR", "channel", "already"), ("Site", "magic", "no kind")],
)
def test_a_source_has_a_name_of_its_own_and_a_kind(fair, alice, now, name, kind, sentence):
    with pytest.raises(LogProblem, match=sentence):
        add_source(name, kind, by=alice, now=now)
    other = add_source("Other", by=alice, now=now)
    with pytest.raises(LogProblem, match=sentence):
        change_source(other, name=name, kind=kind, by=alice, now=now)


def _days(period):
    return period.start, period.end
