"""Exchange rates: whatever they were in between, everything is worth what the rates of now make of it."""

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.models import Sum

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import (
    LogProblem,
    NewRate,
    add_source,
    book_sale,
    change_rate,
    enter_cost,
    move_deal,
    open_deal,
    rate_of,
    remove_rate,
    set_rates,
    value_deal,
)
from headway.web.log.costs import spread_costs
from headway.web.log.derive import replay_deals
from headway.web.log.worth import settle_values
from headway.web.models import (
    AuditEntry,
    Change,
    Cost,
    CostDay,
    Currency,
    Deal,
    DealValue,
    ExchangeRate,
    ImportRun,
    ImportState,
    Milestones,
    MoveCause,
    Sale,
)
from tests.web.log.rated import DAYS, DIGITS, Model, moment

_AMOUNTS = ("company_amount", "qualified_amount", "won_amount", "lost_amount")


@pytest.fixture
def dollar(company):
    return Currency.objects.create(code="USD", digits=2)


@pytest.fixture
def rate(alice, now):
    """Enter a rate."""

    def entered(code, day, text):
        return set_rates([NewRate(code, day, Decimal(text))], by=alice, now=now)

    return entered


@pytest.fixture
def written(dollar, rate, pump, alice, bob, stage):
    """Twelve sales, four costs, and six deals with several values that qualify, are won and are lost."""
    for code in DIGITS:
        rate(code, DAYS[0], "1")
    chance = random.Random(7)
    currencies = [dollar, Currency.objects.get(code="HUF"), Currency.objects.get(code="EUR")]
    fair = add_source("Fair", by=alice, now=moment(DAYS[-1]))
    for number in range(12):
        money = {"amount": chance.randint(-500, 10**6) * 5, "cost_amount": chance.choice([None, 12_345])}
        told = {"currency": currencies[number % 3], "sold_on": chance.choice(DAYS)}
        book_sale(pump, by=bob, now=moment(DAYS[-1]), **money, **told)
    for number in range(4):
        first = chance.choice(DAYS)
        days = {"starts_on": first, "ends_on": first + timedelta(days=3)}
        enter_cost(fair, amount=1_001, currency=currencies[number % 3], by=alice, now=moment(DAYS[-1]), **days)
    for number in range(6):
        _sell(pump, bob, stage, chance, currencies, number)


def _sell(client, rep, stage, chance, currencies, number):
    days = sorted(chance.sample(DAYS, 6))
    first = {"value_amount": 333, "currency": currencies[number % 3]} if number else {}
    deal = open_deal(client, name=str(number), by=rep, now=moment(days[0]), **first)
    for day, name in zip(days[1:4:2], ("Offer", chance.choice(("Won", "Lost"))), strict=True):
        move_deal(deal, stage[name], cause=MoveCause.CORRECTION, by=rep, now=moment(day))
    for day in days[2:6:3]:
        value_deal(deal, chance.randint(1, 10**6), chance.choice(currencies), by=rep, now=moment(day, 15))


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_rates_comes_to_what_booking_afterwards_would(written, alice, now, seed):
    """Rates of two currencies are entered, changed, moved to other days and taken out, in any order."""
    chance, model = random.Random(seed), Model()
    _check(model)
    _check_facts()
    for _step in range(12):
        _any_change(chance, model, alice, now)
        _check(model)
    _check_facts()
    before = _stored()
    ids = list(Deal.objects.values_list("pk", flat=True))
    settle_values(ids)
    replay_deals(ids)
    spread_costs(list(Cost.objects.values_list("pk", flat=True)))
    assert _stored() == before


def _any_change(chance, model, by, now):
    """Do the same to the log and to the model."""
    code = chance.choice(list(DIGITS))
    day, worth = chance.choice(DAYS), Decimal(chance.randint(1, 10**6)).scaleb(-chance.randint(2, 6))
    what, known = chance.choice(("set", "change", "remove")), chance.choice(list(model.rates[code]))
    if what == "set":
        set_rates([NewRate(code.lower(), day, worth)], by=by, now=now)
        model.rates[code][day] = Fraction(worth)
    elif what == "change" and (day == known or day not in model.rates[code]):
        change_rate(rate_of(code, known), starts_on=day, rate=worth, by=by, now=now)
        del model.rates[code][known]
        model.rates[code][day] = Fraction(worth)
    elif what == "remove" and len(model.rates[code]) > 1:
        remove_rate(rate_of(code, known), by=by, now=now)
        del model.rates[code][known]


def _check(model):
    for sale in Sale.objects.all():
        told = (model.worth(each, sale.currency_id, sale.sold_on) for each in (sale.amount, sale.cost_amount))
        assert (sale.company_amount, sale.company_cost_amount) == tuple(told)
    for cost in Cost.objects.all():
        worth = model.worth(cost.amount, cost.currency_id, cost.starts_on)
        assert cost.company_amount == worth == cost.days.aggregate(total=Sum("company_amount"))["total"]
    for value in DealValue.objects.all():
        assert value.company_amount == model.worth(value.amount, value.currency_id, value.starts_at.date())
    for marks in Milestones.objects.all():
        assert tuple(getattr(marks, name) for name in _AMOUNTS) == model.worth_of_deal(marks)


def _check_facts():
    """The copy of the facts, which was made before the rates changed, says what the log says."""
    year = Period(date(2024, 1, 1), date(2025, 1, 1))
    told = [
        ask(Question(metric=name, period=year), get_store()).total.value for name in ("sales_volume", "source_costs")
    ]
    assert told == [model.objects.aggregate(total=Sum("company_amount"))["total"] for model in (Sale, CostDay)]
    won = Milestones.objects.aggregate(total=Sum("won_amount"))["total"]
    assert ask(Question(metric="won_value", period=year), get_store()).total.value == won


def _stored():
    rows = [(model, "company_amount") for model in (Sale, Cost, CostDay, DealValue)]
    rows += [(Milestones, name) for name in _AMOUNTS]
    return [sorted(model.objects.values_list("pk", name), key=str) for model, name in rows if model is not CostDay] + [
        list(CostDay.objects.order_by("cost", "spent_on").values_list("cost", "spent_on", "company_amount"))
    ]


def test_the_first_rate_of_a_currency_lets_its_deals_be_counted(dollar, rate, pump, bob, stage, now):
    """A deal at 1,000.00 dollars, won while a dollar had no rate."""
    deal = open_deal(pump, name="Pumps", by=bob, now=now, value_amount=100_000, currency=dollar)
    move_deal(deal, stage["Won"], cause=MoveCause.CORRECTION, by=bob, now=now + timedelta(hours=1))
    question = Question(metric="won_value", period=Period(date(2024, 5, 1), date(2024, 6, 1)))
    assert ask(question, get_store()).left_out_count == 1
    converted = rate("USD", date(2024, 12, 1), "0.92")
    assert (converted.deals, converted.total) == (1, 1)
    answer = ask(question, get_store())
    assert (answer.total.value, answer.left_out_count) == (92_000, 0)
    remove_rate(rate_of("USD", date(2024, 12, 1)), by=bob, now=now)
    assert ask(question, get_store()).left_out_count == 1


def test_what_does_not_change_is_not_copied_again(written, rate):
    before = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    assert rate("USD", DAYS[0], "1.0000000000").total == 0
    assert set(Change.objects.filter(pk__gt=before).values_list("noun", flat=True)) == {"names"}
    assert AuditEntry.objects.filter(noun="exchangerate").count() == len(DIGITS)


def test_a_currency_is_known_from_its_first_rate_on(company, rate):
    for code, digits in {"jpy": 0, " Kwd ": 3, "USD": 2}.items():
        rate(code, date(2024, 1, 1), "0.5")
        assert Currency.objects.get(pk=code.strip().upper()).digits == digits


def test_the_last_rate_stays_while_money_is_booked_at_it(dollar, rate, pump, alice, bob, now):
    """Two sales and a cost in dollars; then none."""
    rate("USD", date(2024, 1, 1), "0.9")
    fair, day = add_source("Fair", by=alice, now=now), now.date()
    for _each in range(2):
        book_sale(pump, amount=100, currency=dollar, sold_on=day, by=bob, now=now)
    enter_cost(fair, amount=1, currency=dollar, starts_on=day, ends_on=day + timedelta(days=1), by=alice, now=now)
    with pytest.raises(LogProblem, match="needed: 2 sales, 1 cost"):
        remove_rate(rate_of("USD", date(2024, 1, 1)), by=alice, now=now)
    assert ExchangeRate.objects.count() == 1
    Sale.objects.all().delete()
    with pytest.raises(LogProblem, match="needed: 1 cost"):
        remove_rate(rate_of("USD", date(2024, 1, 1)), by=alice, now=now)
    Cost.objects.all().delete()
    remove_rate(rate_of("USD", date(2024, 1, 1)), by=alice, now=now)
    assert not ExchangeRate.objects.exists()


@pytest.mark.parametrize(
    ("code", "day", "text", "sentence"),
    [
        ("EUR", date(2024, 1, 1), "1", "own currency"),
        ("ABC", date(2024, 1, 1), "1", "no currency"),
        ("", date(2024, 1, 1), "1", "no currency"),
        ("USD", date(2024, 1, 1), "0", "above zero"),
        ("USD", date(2024, 1, 1), "-1", "above zero"),
        ("USD", date(2024, 1, 1), "NaN", "above zero"),
        ("USD", date(2024, 1, 1), "1e10", "below ten thousand million"),
        ("USD", date(2024, 1, 1), "0.00000000001", "ten digits"),
        ("USD", date(1899, 1, 1), "1", "begins with the year 1900"),
        ("USD", date(2101, 1, 1), "1", "up to the year 2100"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(company, rate, code, day, text, sentence):
    with pytest.raises(LogProblem, match=sentence):
        rate(code, day, text)
    assert not ExchangeRate.objects.exists()


def test_an_amount_that_grows_too_large_is_refused_and_nothing_is_lost(dollar, rate, pump, bob, now):
    rate("USD", date(2024, 1, 1), "0.9")
    book_sale(pump, amount=10**15, currency=dollar, sold_on=now.date(), by=bob, now=now)
    with pytest.raises(LogProblem, match="too large to be kept"):
        rate("USD", date(2024, 1, 1), "99999")
    assert (Sale.objects.get().company_amount, ExchangeRate.objects.get().rate) == (9 * 10**14, Decimal("0.9"))


def test_two_rates_of_one_day_are_refused(dollar, rate, alice, now):
    for month in (1, 2):
        rate("USD", date(2024, month, 1), "0.9")
    with pytest.raises(LogProblem, match="on already"):
        change_rate(rate_of("USD", date(2024, 1, 1)), starts_on=date(2024, 2, 1), rate=Decimal(1), by=alice, now=now)


def test_all_rates_are_entered_or_none(dollar, alice, now):
    told = [NewRate("USD", date(2024, 1, 1), Decimal(1)), NewRate("XYZ", date(2024, 1, 1), Decimal(1))]
    with pytest.raises(LogProblem, match="XYZ"):
        set_rates(told, by=alice, now=now)
    assert not ExchangeRate.objects.exists()


def test_rates_wait_for_an_import_that_is_at_work(dollar, rate, now):
    run = ImportRun.objects.create(
        file_name="a.csv", size=1, digest="0" * 64, state=ImportState.RUNNING, created_at=now, alive_at=now
    )
    with pytest.raises(LogProblem, match="import is at work"):
        rate("USD", date(2024, 1, 1), "0.9")
    ImportRun.objects.filter(pk=run.pk).update(alive_at=now - timedelta(minutes=1))
    assert rate("USD", date(2024, 1, 1), "0.9").total == 0


def test_the_trail_says_who_changed_a_rate_from_what_to_what(dollar, rate, alice, now):
    rate("USD", date(2024, 1, 1), "0.90")
    rate("USD", date(2024, 1, 1), "0.92")
    remove_rate(rate_of("USD", date(2024, 1, 1)), by=alice, now=now)
    entries = AuditEntry.objects.filter(noun="exchangerate", actor=alice).order_by("pk")
    assert [(each.verb, (each.before or {}).get("rate"), (each.after or {}).get("rate")) for each in entries] == [
        ("add", None, "0.9"),
        ("change", "0.9", "0.92"),
        ("remove", "0.92", None),
    ]
