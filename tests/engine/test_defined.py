"""A company's own metric: counted like a built-in one that says the same, and like a slow count row by row."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from headway.engine.answer import ask
from headway.engine.catalogue import UnknownMetric, built_in, catalogue, find, with_further
from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.defined import is_own, metric_of
from headway.engine.definition import Clause, Comparison, Counted, Definition, DefinitionProblem, checked
from headway.engine.dimension import Dimension
from headway.engine.ground import How, Sort
from headway.engine.metric import Grade, Metric, Rule, Unit
from headway.engine.offered import GROUNDS
from headway.engine.period import Period
from headway.engine.question import Question
from headway.engine.rows import rows
from tests.engine.definitions import definitions, value_by_hand
from tests.random_facts import random_tables

FEBRUARY = Period(date(2024, 2, 1), date(2024, 3, 1))
# Before some of what is due or expected in February.
TODAY = date(2024, 2, 20)
ADD_ON = Clause("kind", Comparison.IS, ("add_on",))
WON = Clause("outcome", Comparison.IS, ("won",))
COLD_CALL = (
    Clause("kind", Comparison.IS, ("call",)),
    Clause("is_cold", Comparison.IS, (True,)),
    Clause("is_inbound", Comparison.IS, (False,)),
)
SALES = Counted(facts="sales", day="sold_on")
ENTERED = Counted(facts="deals", day="entered_on")
CLOSED = Counted(facts="deals", day="closed_on")
CONTACTS = Counted(facts="contacts", day="happened_on")
DUE = Counted(facts="appointments", day="due_on")
EXPECTED = Counted(facts="expectations", day="expected_on")
OPEN = Counted(facts="pipeline", day="since_on")
COSTS = Counted(facts="costs", day="spent_on", how=How.SUM, what="amount")
TIME = Counted(facts="time_entries", day="spent_on", how=How.SUM, what="time")
TALLIES = Counted(facts="tallies", day="counted_on")
KEPT = Clause("is_kept", Comparison.IS, (True,))
SLIPPED = Clause("is_slipped", Comparison.IS, (True,))
LIKE_BUILT_IN = {
    "new_leads": Counted(facts="deals", day="entered_on", where=(Clause("is_lead", Comparison.IS, (True,)),)),
    "deals_won": Counted(facts="deals", day="won_on"),
    "deals_lost": Counted(facts="deals", day="lost_on"),
    "won_value": Counted(facts="deals", day="won_on", how=How.SUM, what="won_amount"),
    "qualified_value": Counted(facts="deals", day="qualified_on", how=How.SUM, what="qualified_amount"),
    "sales_volume": replace(SALES, how=How.SUM, what="amount"),
    "sales_margin": replace(SALES, how=How.SUM, what="margin"),
    "sales_won_back": replace(
        SALES, how=How.SUM, what="amount", where=(Clause("is_won_back", Comparison.IS, (True,)),)
    ),
    "contacts": CONTACTS,
    "cold_calls": replace(CONTACTS, where=COLD_CALL),
    "time_on_contacts": replace(CONTACTS, how=How.SUM, what="duration"),
    "appointments_set": Counted(facts="appointments", day="set_on"),
    "appointments_kept": Counted(facts="appointments", day="kept_on"),
    "appointments_show_rate": (replace(DUE, where=(KEPT,)), DUE),
    "tallies": TALLIES,
    "source_costs": COSTS,
    "slipped_deals": replace(EXPECTED, where=(SLIPPED,)),
    "slipped_value": replace(EXPECTED, how=How.SUM, what="value_amount", where=(SLIPPED,)),
    "slipped_share": (replace(EXPECTED, where=(SLIPPED,)), EXPECTED),
    "open_leads": Counted(facts="stays", day="entered_on"),
    "non_selling_time_share": (replace(TIME, where=(Clause("is_selling", Comparison.IS, (False,)),)), TIME),
    "pipeline_value": replace(OPEN, how=How.SUM, what="value_amount"),
    "win_rate_of_closed": (replace(CLOSED, where=(WON,)), CLOSED),
    "average_sale": (replace(SALES, how=How.SUM, what="amount"), SALES),
    "upsell_success": (
        Counted(facts="deals", day="entered_on", where=(ADD_ON, WON)),
        Counted(facts="deals", day="entered_on", where=(ADD_ON,)),
    ),
}


@pytest.fixture(scope="module")
def tables():
    return random_tables(11)


@pytest.fixture(scope="module")
def made_up(tables):
    with DuckDBStore(threads=1) as store:
        store.fill(tables.items(), {})
        yield store


def _made(definition: Definition, name: str = "ours") -> Metric:
    return metric_of(checked(definition), name=name, formula="As we say.", left_out="Nothing.")


@pytest.mark.parametrize("name", LIKE_BUILT_IN)
@pytest.mark.parametrize("by", [(), (Dimension.REP,), (Dimension.TEAM, Dimension.SOURCE), (Dimension.WEEK,)])
def test_a_definition_that_says_what_a_built_in_metric_says_gives_its_answers(name, by, made_up):
    of, per = LIKE_BUILT_IN[name] if isinstance(LIKE_BUILT_IN[name], tuple) else (LIKE_BUILT_IN[name], None)
    built = find(name)
    ours = _made(Definition(label="Ours", of=of, per=per, unit=built.unit))
    by = tuple(each for each in by if each in built.dimensions)
    question = Question(metric=name, period=FEBRUARY, compare=FEBRUARY.previous(), by=by, today=TODAY)
    wanted = ask(question, made_up)
    with with_further(lambda: {"ours": ours}):
        found = ask(replace(question, metric="ours"), made_up)
        assert rows(replace(question, metric="ours"), made_up) == rows(question, made_up)
    assert replace(found, question=question, metric=built) == wanted
    assert found.rule is built.rule


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(definition=definitions())
def test_whatever_is_defined_is_counted_as_it_says(definition, tables, made_up):
    try:
        definition = checked(definition)
    except DefinitionProblem:
        return
    ours = _made(definition)
    with with_further(lambda: {"ours": ours}):
        found = ask(Question(metric="ours", period=FEBRUARY, today=TODAY), made_up).total.value
    plain = {name: table.to_pylist() for name, table in tables.items()}
    wanted = value_by_hand(definition, plain, FEBRUARY.start, FEBRUARY.end, TODAY)
    assert (found is None) == (wanted is None)
    assert found is None or float(found) == pytest.approx(float(wanted), rel=1e-12)


def test_the_rows_of_a_number_add_up_to_it(made_up):
    ours = _made(Definition(label="Ours", of=LIKE_BUILT_IN["won_value"]))
    question = Question(metric="ours", period=FEBRUARY)
    with with_further(lambda: {"ours": ours}):
        assert rows(question, made_up).total == ask(question, made_up).total.value


def test_a_catalogue_knows_further_metrics_within_and_forgets_them_after():
    ours = _made(Definition(label="Our deals", of=CLOSED))
    asked = []
    with with_further(lambda: asked.append(1) or {"ours": ours, "calls": ours}):
        assert asked == []
        assert (catalogue()["ours"], find("our deals"), find("OURS")) == (ours, ours, ours)
        assert list(catalogue()) == sorted([*built_in(), "ours"])
        assert catalogue()["calls"] is built_in()["calls"]
        assert asked == [1]
    assert "ours" not in catalogue()
    with pytest.raises(UnknownMetric):
        find("ours")


def test_an_own_metric_is_known_by_its_kind():
    assert is_own(_made(Definition(label="Ours", of=CLOSED)))
    assert not is_own(find("calls"))


@pytest.mark.parametrize(
    ("of", "per", "unit"),
    [
        (CLOSED, None, Unit.COUNT),
        (replace(SALES, how=How.MEAN, what="amount"), None, Unit.MONEY),
        (CLOSED, CONTACTS, Unit.SHARE),
        (replace(CONTACTS, how=How.SUM, what="duration"), CLOSED, Unit.HOURS),
        (replace(SALES, how=How.SUM, what="margin"), replace(SALES, how=How.SUM, what="amount"), Unit.SHARE),
    ],
)
def test_the_unit_follows_from_what_is_counted(of, per, unit):
    assert checked(Definition(label="Ours", of=of, per=per)).unit is unit


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"label": " "}, "label", "Give the metric a name that people will read."),
        ({"of": replace(CLOSED, facts="names")}, "of.facts", "'names' is not offered here. There are: contacts, app"),
        ({"of": replace(CLOSED, day="sold_on")}, "of.day", "'sold_on' is not offered here. There are: entered_on,"),
        ({"of": replace(CLOSED, how=How.SUM)}, "of.what", "'' is not offered here. There are: value_amount,"),
        ({"of": replace(CLOSED, how=How.DISTINCT, what="won_amount")}, "of.what", "'won_amount' is not offered here."),
        ({"of": replace(CLOSED, where=(Clause("mood", Comparison.IS, (1,)),))}, "of.where.0", "'mood' is not offered"),
        (
            {"of": replace(CLOSED, where=(ADD_ON, Clause("is_lead", Comparison.AT_LEAST, (1,))))},
            "of.where.1",
            "'is_lead' cannot be compared by 'at_least'. It can by is.",
        ),
        (
            {"of": replace(CLOSED, where=(Clause("kind", Comparison.IS),))},
            "of.where.0",
            "Say what 'kind' is compared with.",
        ),
        (
            {"of": replace(CLOSED, where=(Clause("kind", Comparison.IS, ("gift",)),))},
            "of.where.0",
            "'gift' is not offered here. There are: new_business, add_on, renewal.",
        ),
        (
            {"of": replace(CLOSED, where=(Clause("contacts", Comparison.LESS_THAN, (1, 2)),))},
            "of.where.0",
            "'contacts' is compared with one value here",
        ),
        ({"of": replace(SALES, how=How.MEDIAN, what="amount"), "per": CLOSED}, "of.how", "A mean and a median are not"),
        ({"per": replace(SALES, how=How.MEAN, what="amount")}, "per.how", "A mean and a median are not divided"),
        ({"per": replace(SALES, how=How.SUM, what="amount")}, "per.how", "Divide by a count, or by the same unit"),
        ({"of": OPEN, "per": CLOSED}, "per.facts", "What stands at the end of a period is divided by what stands then"),
        ({"of": CLOSED, "per": OPEN}, "per.facts", "What stands at the end of a period is divided by what stands then"),
        ({"of": replace(OPEN, how=How.MEDIAN, what="value_amount")}, "of.how", "What stands at the end of a period is"),
        ({"of": replace(COSTS, how=How.COUNT)}, "of.how", "Costs are spread over their days, so that their number"),
        ({"of": CLOSED, "per": replace(COSTS, how=How.MEAN)}, "per.how", "Costs are spread over their days"),
        ({"of": replace(TALLIES, how=How.SUM)}, "of.how", "Tallies are counts already: choose how many of them."),
        ({"of": replace(DUE, how=How.MEAN)}, "of.how", "Appointments are counted: there is nothing about them"),
        ({"of": replace(TIME, how=How.COUNT)}, "of.how", "Working time is written down in as many pieces"),
        ({"of": TIME, "grade": Grade.ALLOWED}, "grade", "How many contacts, appointments or tallies there are"),
        ({"of": DUE, "grade": Grade.ALLOWED}, "grade", "How many contacts, appointments or tallies there are"),
        ({"unit": Unit.MONEY}, "unit", "This is counted in count, not in 'money'."),
        ({"of": CONTACTS, "grade": Grade.ALLOWED}, "grade", "How many contacts, appointments or tallies there are"),
    ],
)
def test_what_cannot_be_counted_is_told_with_its_place(change, field, sentence):
    with pytest.raises(DefinitionProblem) as trouble:
        checked(replace(Definition(label="Ours", of=CLOSED), **change))
    assert trouble.value.field == field
    assert str(trouble.value).startswith(sentence)


@pytest.mark.parametrize(
    ("began", "later"),
    [
        (ENTERED, Clause("contacts", Comparison.AT_LEAST, (5,))),
        (ENTERED, Clause("value_amount", Comparison.AT_LEAST, (100,))),
        (ENTERED, Clause("won_amount", Comparison.AT_LEAST, (100,))),
        (ENTERED, WON),
        (replace(DUE, day="set_on"), KEPT),
        (replace(DUE, day="kept_on"), WON),
        (EXPECTED, WON),
    ],
    ids=lambda part: getattr(part, "trait", None) or part.day,
)
def test_what_became_of_rows_by_now_makes_a_share_a_cohort_s(began, later):
    """Deals that entered in the period and have five contacts by now: the younger had less time for them."""
    share = Definition(label="Share", of=replace(began, where=(later,)), per=began)
    assert _made(share).rule is Rule.COHORT


@pytest.mark.parametrize("facts", GROUNDS)
def test_what_is_refused_of_rows_is_refused_with_a_sentence(facts):
    ground = GROUNDS[facts]
    assert bool(ground.instead) is (set(ground.hows) < set(How))
    assert ground.quantities or not {How.SUM, How.MEAN, How.MEDIAN} & set(ground.hows)
    assert ground.things or How.DISTINCT not in ground.hows


def test_a_mean_of_what_stands_is_taken_at_the_end_of_each_month(made_up):
    mean = _made(Definition(label="Ours", of=replace(OPEN, how=How.MEAN, what="value_amount")))
    march = Period(date(2024, 3, 1), date(2024, 4, 1))
    both = Question(metric="ours", period=Period(FEBRUARY.start, march.end), by=(Dimension.MONTH,), today=TODAY)
    with with_further(lambda: {"ours": mean}):
        cut = ask(both, made_up)
        each = [ask(replace(both, period=month, by=()), made_up).total for month in (FEBRUARY, march)]
    assert mean.rule is Rule.STOCK
    assert [line.figure for line in cut.lines] == each
    assert cut.total == each[-1]


def test_effective_contacts_may_grade_people():
    effective = replace(CONTACTS, where=(Clause("is_effective", Comparison.IS, (True,)),))
    assert checked(Definition(label="Ours", of=effective, grade=Grade.ALLOWED)).grade is Grade.ALLOWED


def test_a_trait_that_is_named_knows_whose_names_its_ids_are():
    traits = [trait for ground in GROUNDS.values() for trait in ground.traits.values()]
    assert {trait.dimension for trait in traits if trait.sort is Sort.NAMED} >= {Dimension.SOURCE, Dimension.SEGMENT}
