"""The catalogue: found by walking, asked by name, label or nearly so."""

import pytest

from headway.engine.catalogue import UnknownMetric, catalogue, find
from headway.engine.dimension import Dimension
from headway.engine.metric import Grade, Group, Rule, Unit

# What people write down of their day, one row a deed.
DONE = {"contacts", "tallies", "time_entries"}


def test_the_file_s_name_is_the_metric_s_name():
    assert all(metric.name == name for name, metric in catalogue().items())


def test_no_two_metrics_are_called_alike():
    labels = [metric.label for metric in catalogue().values()]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize(
    "asked",
    [
        "effective_contacts",
        "effective contacts",
        "Effective contacts",
        " Effective-Contacts ",
        "effective contact",
        "efective contacts",
    ],
)
def test_a_metric_is_found_by_what_people_call_it(asked):
    assert find(asked).name == "effective_contacts"


def test_a_metric_is_found_by_its_label():
    assert find("Win rate (of closed)").name == "win_rate_of_closed"


def test_an_unknown_metric_is_told_the_near_ones():
    with pytest.raises(UnknownMetric) as refusal:
        find("win rate")
    assert str(refusal.value) == "There is no metric 'win rate'. Did you mean win_rate_of_all or win_rate_mature?"
    assert refusal.value.near == ["win_rate_of_all", "win_rate_mature"]


def test_a_metric_far_from_all_is_told_them_all():
    with pytest.raises(UnknownMetric) as refusal:
        find("xyzzy")
    listed = "appointments_kept, appointments_set, appointments_show_rate, average_sale, business_cards,"
    assert str(refusal.value).startswith(f"There is no metric 'xyzzy'. There are: {listed}")


def test_volumes_grade_nobody_and_a_share_never_alone():
    graded = {grade: {name for name, metric in catalogue().items() if metric.grade is grade} for grade in Grade}
    assert graded[Grade.VOLUME] >= {"contacts", "calls", "cold_calls", "meetings", "emails", "time_on_contacts"}
    assert graded[Grade.NEVER_ALONE] >= {"effective_share", "contacts_per_won_deal", "meetings_to_won"}
    assert graded[Grade.ALLOWED] >= {"effective_contacts", "deals_won", "sales_volume"}
    assert all(catalogue()[name].better is None for name in graded[Grade.VOLUME])


def test_what_only_adds_up_what_was_done_is_a_volume():
    """Contacts, tallies and hours grade people only where they ask what the contact did to a deal."""
    done = {metric for metric in catalogue().values() if metric.per is None and metric.of.facts in DONE}
    assert {metric.name for metric in done if metric.grade is not Grade.VOLUME} == {
        "effective_contacts",
        "new_ground_contacts",
    }


def test_a_part_of_a_whole_is_a_share_and_grades_nobody_alone_where_the_whole_is_what_was_done():
    parts = {name: metric for name, metric in catalogue().items() if metric.is_part}
    assert {name for name, metric in parts.items() if metric.unit is not Unit.SHARE} == set()
    of_deeds = {name for name, metric in parts.items() if metric.of.facts in DONE}
    assert {name for name in of_deeds if parts[name].grade is Grade.ALLOWED} == set()


def test_rules_and_grades_speak():
    assert all(each.meaning.endswith(".") for each in (*Rule, *Grade))


def test_a_metric_can_be_cut_by_what_its_facts_know():
    of_few = {Dimension.STAGE, Dimension.LOSS_REASON, Dimension.REFERRER, Dimension.TALLY_KIND, Dimension.TIME_CATEGORY}
    of_all = set(Dimension) - of_few
    assert find("sales_volume").dimensions == of_all
    assert find("contacts").dimensions == of_all | {Dimension.STAGE}
    assert find("deals_won").dimensions == of_all | {Dimension.STAGE, Dimension.REFERRER}


def test_costs_are_nobody_s_and_tallies_come_from_nowhere():
    of_time = {each for each in Dimension if each.is_time}
    assert find("cost_per_lead").dimensions == of_time | {Dimension.SOURCE}
    assert find("tallies").dimensions == of_time | {Dimension.REP, Dimension.TEAM, Dimension.TALLY_KIND}
    of_working_time = of_time | {Dimension.REP, Dimension.TEAM, Dimension.TIME_CATEGORY}
    assert find("non_selling_time_share").dimensions == of_working_time


def test_a_reason_of_loss_cuts_only_what_ended():
    assert {name for name, metric in catalogue().items() if Dimension.LOSS_REASON in metric.dimensions} == {
        "deals_lost",
        "lost_value",
        "win_rate_of_closed",
    }


def test_every_heading_has_words_and_a_stock_is_told_from_what_happened():
    assert [group.heading for group in Group] == ["Leads", "Opportunities", "Deals", "Sales", "Contacts", "Times"]
    assert {name for name in ("open_leads", "pipeline_value", "contacts") if find(name).is_stock} == {
        "open_leads",
        "pipeline_value",
    }


def test_what_stands_is_followed_or_falls_due_has_to_know_today():
    names = ("open_leads", "win_rate_mature", "appointments_show_rate", "weighted_pipeline", "contacts", "deals_won")
    assert [find(name).is_until_today for name in names] == [True, True, True, True, False, False]
