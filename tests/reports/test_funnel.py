"""The funnel: every entry has one outcome, and the outcomes add up."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.databases.duckdb import DuckDBStore
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Filters, Scope
from headway.reports.funnel import Entries, FunnelQuestion, SplitNotKnown, funnel, funnel_rows
from headway.reports.funnel_stays import Outcome
from tests.random_facts import random_tables

TODAY = date(2024, 6, 1)
JANUARY = Period(date(2024, 1, 1), date(2024, 2, 1))
ENDS = ("advanced", "lost", "back", "moved", "reopened", "still")
ROAD = """
    name  | dimension | position | parent_id | phase
    Need  | stage     | 1        | 1         | lead
    Offer | stage     | 2        | 1         | opportunity
    Won   | stage     | 3        | 1         | won
    Lost  | stage     | 4        | 1         | lost
    """


def january(**question) -> FunnelQuestion:
    return FunnelQuestion(**({"funnel_id": 1, "period": JANUARY} | question))


def counts(stages, *names):
    return {stage.name: tuple(getattr(stage, name) for name in names) for stage in stages}


def test_each_stage_tells_what_became_of_its_entries(store):
    """
    stay | number | stage | entered_at       | left_at          | exit
    A    | 1      | Need  | 2024-01-01 09:00 | 2024-01-03 09:00 | advanced
    A    | 2      | Offer | 2024-01-03 09:00 | 2024-01-03 09:00 | skipped
    A    | 3      | Won   | 2024-01-03 09:00 |                  |
    B    | 1      | Need  | 2024-01-02 09:00 | 2024-01-08 09:00 | lost
    B    | 2      | Lost  | 2024-01-08 09:00 | 2024-01-20 09:00 | reopened
    C    | 1      | Need  | 2024-01-05 09:00 | 2024-01-06 09:00 | advanced
    C    | 2      | Offer | 2024-01-06 09:00 | 2024-01-09 09:00 | back
    D    | 1      | Need  | 2024-01-31 09:00 |                  |
    E    | 1      | Need  | 2024-01-31 09:00 | 2024-02-20 09:00 | moved
    F    | 1      | Need  | 2024-02-01 09:00 |                  |

    name  | dimension | position | parent_id | phase
    Need  | stage     | 1        | 1         | lead
    Offer | stage     | 2        | 1         | opportunity
    Won   | stage     | 3        | 1         | won
    Lost  | stage     | 4        | 1         | lost
    """
    report = funnel(store, january(), TODAY)
    assert counts(report.stages, "entered", "advanced", "skipped", *ENDS[1:]) == {
        "Need": (5, 2, 0, 1, 0, 1, 0, 1),
        "Offer": (2, 1, 1, 0, 1, 0, 0, 0),
        "Won": (1, 0, 0, 0, 0, 0, 0, 1),
        "Lost": (1, 0, 0, 0, 0, 0, 1, 0),
    }
    # Need took 2, 6, 1 and 20 days; what jumped over Offer spent no time there.
    day = 24 * 60 * 60
    medians = [stage.median_seconds for stage in report.stages]
    assert medians == [4 * day, 3 * day, None, 12 * day]
    assert [stage.share_on for stage in report.stages] == [Decimal("0.4"), Decimal("0.5"), None, None]
    assert (report.as_of, report.compared, report.groups) == (TODAY, None, ())


def test_a_stage_that_nothing_entered_has_a_line(store_of):
    assert counts(funnel(store_of(ROAD), january(), TODAY).stages, "entered", "share_on") == {
        "Need": (0, None),
        "Offer": (0, None),
        "Won": (0, None),
        "Lost": (0, None),
    }


RETURN = """
    stay | number | stage | visit | entered_at | left_at    | exit
    A    | 1      | Need  | 1     | 2023-12-20 | 2024-01-02 | advanced
    A    | 2      | Offer | 1     | 2024-01-02 | 2024-01-05 | back
    A    | 3      | Need  | 2     | 2024-01-05 | 2024-01-08 | advanced
    A    | 4      | Offer | 2     | 2024-01-08 |            |
    """


@pytest.mark.parametrize(
    ("entries", "entered"),
    [(Entries.FIRST, {"Need": (0,), "Offer": (1,)}), (Entries.EVERY, {"Need": (1,), "Offer": (2,)})],
)
def test_a_deal_counts_by_its_first_entry_or_by_every_one(entries, entered, store_of):
    assert counts(funnel(store_of(RETURN), january(entries=entries), TODAY).stages, "entered") == entered


@pytest.mark.parametrize(
    ("as_of", "offer"),
    [
        (date(2024, 1, 1), (0, 0, 0)),
        (date(2024, 1, 4), (1, 1, 0)),
        (date(2024, 1, 5), (1, 0, 1)),
        (None, (1, 0, 1)),
    ],
)
def test_outcomes_are_told_as_they_were_known(as_of, offer, store_of):
    report = funnel(store_of(RETURN), january(as_of=as_of), TODAY)
    assert counts(report.stages, "entered", "still", "back")["Offer"] == offer
    assert report.as_of == (as_of or TODAY)


def test_a_stay_of_unknown_entry_stands_in_all_time_alone(store_of):
    store = store_of("""
    stay | number | stage | entered_at | is_entry_known
    A    | 1      | Need  | 2024-01-02 | no
    B    | 1      | Need  | 2024-01-02 | yes
    """)
    assert counts(funnel(store, january(), TODAY).stages, "entered") == {"Need": (1,)}
    assert counts(funnel(store, january(period=Period.all()), TODAY).stages, "entered") == {"Need": (2,)}


SOURCES = """
    stay | number | stage | entered_at | source | rep   | exit | left_at
    A    | 1      | Need  | 2024-01-02 | Fair   | Bob   | lost | 2024-01-04
    B    | 1      | Need  | 2024-01-02 | Fair   | Carol |      |
    C    | 1      | Need  | 2024-01-02 |        | Bob   |      |
    D    | 1      | Need  | 2023-12-02 | Site   | Bob   |      |
    """


def test_a_funnel_is_split_and_compared(store_of):
    report = funnel(store_of(SOURCES), january(split=Dimension.SOURCE, compare=JANUARY.previous()), TODAY)
    assert counts(report.stages, "entered", "lost") == {"Need": (3, 1)}
    assert counts(report.compared, "entered") == {"Need": (1,)}
    groups = [(group.label, group.stages[0].entered, group.compared[0].entered) for group in report.groups]
    assert groups == [("Fair", 2, 0), ("Site", 0, 1), ("not given", 1, 0)]


def test_a_split_without_a_comparison_has_none(store_of):
    groups = funnel(store_of(SOURCES), january(split=Dimension.KIND), TODAY).groups
    assert [(group.key, group.compared) for group in groups] == [("call", None)]


def test_a_funnel_is_narrowed(store_of):
    asked = january(filters=Filters(source=frozenset({1})), scope=Scope(rep_ids=frozenset({2})))
    assert counts(funnel(store_of(SOURCES), asked, TODAY).stages, "entered") == {"Need": (1,)}


def test_a_split_that_is_not_known_is_refused():
    with pytest.raises(SplitNotKnown) as refusal:
        january(split=Dimension.MONTH)
    assert str(refusal.value) == "A funnel cannot be split by month. It can by source, team, rep, segment, kind."


def test_another_funnel_is_another_funnel(store_of):
    store = store_of(f"{SOURCES}\n{ROAD}")
    assert funnel(store, january(funnel_id=2), TODAY).stages == ()


def test_a_stage_without_a_name_is_not_lost(store_of):
    store = store_of(SOURCES)
    store._database.cursor().execute("DELETE FROM names")
    assert counts(funnel(store, january(), TODAY).stages, "entered") == {"#1": (3,)}


@pytest.fixture(scope="module", params=[1])
def made_up(request):
    with DuckDBStore(threads=1) as store:
        store.fill(random_tables(request.param).items(), {})
        yield store


@pytest.mark.parametrize("split", [None, Dimension.TEAM])
@pytest.mark.parametrize("as_of", [None, date(2024, 2, 20)])
@pytest.mark.parametrize("entries", Entries)
def test_every_number_has_its_rows_and_they_add_up(split, as_of, entries, made_up):
    asked = january(split=split, as_of=as_of, entries=entries)
    report = funnel(made_up, asked, TODAY)
    parts = [((), report.stages), *(((group.key,), group.stages) for group in report.groups)]
    for keys, stages in parts:
        for stage in stages:
            assert sum(getattr(stage, name) for name in ENDS) == stage.entered
            for outcome in Outcome:
                found = funnel_rows(made_up, asked, stage_id=stage.stage_id, outcome=outcome, keys=keys)
                assert found.total == getattr(stage, outcome)


def test_the_rows_come_in_pages(store_of):
    page = funnel_rows(store_of(SOURCES), january(), stage_id=1, limit=2, offset=1)
    assert (page.facts, page.key) == ("stays", ("deal_id", "number"))
    assert [row.id for row in page.rows] == [(2, 1), (3, 1)]
    assert [row.deal_id for row in page.rows] == [2, 3]


def test_the_time_of_a_stay_of_unknown_entry_is_unknown(store_of):
    store = store_of("""
    stay | number | stage | entered_at | is_entry_known | exit     | left_at
    A    | 1      | Need  | 2023-01-02 | no             | advanced | 2024-01-02
    B    | 1      | Need  | 2024-01-02 | yes            | advanced | 2024-01-04
    """)
    need = funnel(store, january(period=Period.all()), TODAY).stages[0]
    assert (need.entered, need.median_seconds) == (2, 2 * 24 * 3600)
