"""The public files give the figures that were published for them."""

import gzip
import statistics
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from headway.importers import Activity, ImportedDeal, Problem, convert, detect, inspect, load_mapping, propose

EXAMPLES = Path(__file__).parents[2] / "src/headway/importers/examples"
DAY = 86_400_000_000
ROAD = ("Submitted", "Pre-accepted", "Accepted", "Offer sent", "Offer back", "Approved")
ACTIVITIES = ("A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "O_SENT", "O_SENT_BACK", "A_APPROVED")
PUBLISHED = {
    "Submitted": 13_087,
    "Pre-accepted": 7_367,
    "Accepted": 5_113,
    "Offer sent": 5_015,
    "Offer back": 3_254,
    "Approved": 2_246,
}

pytestmark = pytest.mark.real_data


def _mapping(name):
    return load_mapping((EXAMPLES / f"{name}.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def loans(real_data):
    path = real_data / "BPI_Challenge_2012.xes.gz"
    return [*convert(path, detect(path), _mapping("bpi_challenge_2012"))]


@pytest.fixture(scope="module")
def events(real_data):
    """The log read by other means: for each case its (time, resource, activity, step) in the order of the file."""
    cases = {}
    with gzip.open(real_data / "BPI_Challenge_2012.xes.gz") as file:
        for _, trace in ET.iterparse(file):
            if trace.tag != "trace":
                continue
            said = {one.get("key"): one.get("value") for one in trace if one.tag != "event"}
            cases[said["concept:name"]] = [
                tuple(
                    told.get(key) for key in ("time:timestamp", "org:resource", "concept:name", "lifecycle:transition")
                )
                for told in ({one.get("key"): one.get("value") for one in event} for event in trace.iter("event"))
            ]
            trace.clear()
    return cases


def _road(deal):
    """What a deal stood on, in the order of the log, and what each touch jumped over: the plainest replay there is."""
    touches = [(one.at, one.position, one.stage_after) for one in (*deal.contacts, *deal.moves) if one.stage_after]
    here, passed = ROAD.index(deal.entered_stage), {deal.entered_stage}
    outcome = "open"
    for _, _, stage in sorted(touches):
        outcome = {"Approved": "won", "Lost": "lost"}.get(stage, "open")
        if stage != "Lost":
            there = ROAD.index(stage)
            passed.update(ROAD[here : there + 1])
            here = there
            passed.add(stage)
    return passed, outcome


def test_every_case_of_the_bank_is_a_deal_and_nothing_is_left_over(loans, events):
    assert [deal.key for deal in loans] == [*events]
    assert len(loans) == 13_087


def test_stages_of_the_bank_are_reached_as_often_as_published(loans):
    roads = [_road(deal) for deal in loans]
    assert {stage: sum(stage in passed for passed, _ in roads) for stage in ROAD} == PUBLISHED
    assert Counter(outcome for _, outcome in roads) == {"won": 2_246, "lost": 7_635 + 2_807, "open": 399}


def test_losses_of_the_bank_have_their_reasons(loans):
    lost = [one for deal in loans for one in (*deal.contacts, *deal.moves) if one.stage_after == "Lost"]
    assert Counter(one.loss_reason for one in lost) == {"Declined": 7_635, "Cancelled": 2_807}


def test_approval_takes_as_long_as_published(loans):
    days = [
        (one.at - deal.entered_at) / DAY
        for deal in loans
        for one in (*deal.contacts, *deal.moves)
        if one.stage_after == "Approved"
    ]
    assert (round(statistics.mean(days), 2), round(statistics.median(days), 2)) == (16.66, 14.44)


def test_every_stage_is_reached_when_the_file_says(loans, events):
    """By case: the first time of each activity of the road, against the time of the touch that reached it."""
    stages = dict(zip(ACTIVITIES, ROAD, strict=True))
    for deal in loans:
        said = {}
        for at, _, activity, _ in events[deal.key]:
            if activity in stages:
                said.setdefault(stages[activity], datetime.fromisoformat(at).timestamp())
        told = {one.stage_after: one.at / 1e6 for one in (*deal.contacts, *deal.moves) if one.stage_after in ROAD}
        told[deal.entered_stage] = deal.entered_at / 1e6
        assert told == pytest.approx({stage: said[stage] for stage in told})
        assert max(said.values()) == pytest.approx(max(told.values()))


def test_work_of_the_bank_is_its_contacts(loans, events):
    completed = sum(
        step == "COMPLETE" and name.startswith("W_") for case in events.values() for _, _, name, step in case
    )
    contacts = [contact for deal in loans for contact in deal.contacts]
    begun_only = sum(_left_open(case) for case in events.values())
    assert len(contacts) == completed + begun_only
    assert completed == 72_413
    assert "112" not in {contact.rep for contact in contacts}


def _left_open(case):
    balance = Counter()
    for _, resource, name, step in case:
        if name.startswith("W_") and step == "START":
            balance[name, resource] += 1
        elif name.startswith("W_") and step == "COMPLETE" and balance[name, resource]:
            balance[name, resource] -= 1
    return sum(balance.values())


def test_changes_within_a_span_of_the_same_person_are_as_many_as_published(real_data, events):
    """23,211 of 26,364 human changes of state lie inside a span, repeated offers included; so the importer says."""
    states = ("A_PREACCEPTED", "A_ACCEPTED", "O_SENT", "O_SENT_BACK", "A_APPROVED", "A_DECLINED", "A_CANCELLED")
    inside = human = 0
    for case in events.values():
        spans, begun = [], defaultdict(list)
        for place, (_, resource, name, step) in enumerate(case):
            if name.startswith("W_") and step == "START":
                begun[name, resource].append(place)
            elif name.startswith("W_") and step == "COMPLETE" and begun[name, resource]:
                spans.append((begun[name, resource].pop(), place, resource))
        for place, (_, resource, name, _) in enumerate(case):
            if name in states and resource not in {None, "112"}:
                human += 1
                inside += any(start < place < end and who == resource for start, end, who in spans)
    assert (inside, human) == (23_211, 26_364)
    mapping = _mapping("bpi_challenge_2012")
    every = {name: Activity(stage="Offer sent") for name in states}
    path = real_data / "BPI_Challenge_2012.xes.gz"
    deals = convert(path, detect(path), replace(mapping, activities={**mapping.activities, **every}))
    changes = sum(name in states for case in events.values() for _, _, name, _ in case)
    assert changes - sum(len(deal.moves) for deal in deals) == inside


def test_a_look_at_the_bank_counts_its_events(real_data):
    look = inspect(real_data / "BPI_Challenge_2012.xes.gz")
    assert (look.row_count, look.problem_count, look.reading.time_zone) == (262_200, 0, "written")
    assert dict(look.column("lifecycle:transition").values)["COMPLETE"] == 164_506
    assert len(look.column("org:resource").values) == 68
    assert look.row_count - look.column("org:resource").filled == 18_010


def _converted(real_data, file, mapping):
    path = real_data / file
    made = [*convert(path, inspect(path).reading, _mapping(mapping))]
    return [one for one in made if not isinstance(one, Problem)], [one for one in made if isinstance(one, Problem)]


def test_maven_gives_its_published_figures(real_data):
    deals, problems = _converted(real_data, "maven_crm/sales_pipeline.csv", "maven_pipeline")
    ends = Counter(deal.moves[0].stage_after if deal.moves else deal.entered_stage for deal in deals)
    assert ends == {"Won": 4_238, "Lost": 2_473, "Engaging": 1_589, "Prospecting": 500}
    assert sum(sale.amount for deal in deals for sale in deal.sales) == 10_005_534
    days = [(deal.moves[0].on - deal.entered_on).days for deal in deals if deal.moves]
    assert round(statistics.mean(days), 2) == 47.99
    assert {deal.product for deal in deals} >= {"GTX Pro"}
    assert "GTXPro" not in {deal.product for deal in deals}
    assert Counter(problem.is_kept for problem in problems) == {True: 500}
    assert sum(deal.entered_at is None for deal in deals) == 500


def test_the_shop_of_records_gives_its_published_figures_without_a_mapping(real_data):
    path = real_data / "cdnow/CDNOW_master.txt"
    look = inspect(path)
    mapping = propose(look)
    assert (mapping.noun, look.reading.time_zone) == ("sale", "days")
    clients = [*convert(path, look.reading, replace(mapping, time_zone="America/New_York"))]
    sales = [sale for client in clients for sale in client.sales]
    assert (len(clients), len(sales), sum(sale.amount for sale in sales)) == (23_570, 69_659, Decimal("2500315.63"))
    firsts = Counter(min(sale.sold_on for sale in client.sales).month for client in clients)
    assert firsts == {1: 7_846, 2: 8_476, 3: 7_248}


def test_mavens_clients_and_reps_come_in(real_data):
    clients, _ = _converted(real_data, "maven_crm/accounts.csv", "maven_accounts")
    reps, _ = _converted(real_data, "maven_crm/sales_teams.csv", "maven_teams")
    assert (len(clients), len({client.segment for client in clients})) == (85, 10)
    assert (len(reps), {rep.team for rep in reps}) == (35, {"Central", "East", "West"})


def test_olist_gives_its_published_figures_with_the_order_of_dates_found_by_itself(real_data):
    leads, troubles = _converted(real_data, "olist/olist_marketing_qualified_leads_dataset.csv", "olist_leads")
    closed, more_troubles = _converted(real_data, "olist/olist_closed_deals_dataset.csv", "olist_closed")
    assert (len(leads), len(closed), troubles, more_troubles) == (8_000, 842, [], [])
    assert Counter(deal.source for deal in leads)[None] == 60
    entered = {deal.key: deal for deal in leads}
    days = [(deal.moves[0].at - entered[deal.key].entered_at) / DAY for deal in closed]
    assert sum(one < 0 for one in days) == 1
    assert (round(statistics.mean(days), 1), round(statistics.median(days), 1)) == (49.1, 14.7)
    assert all(isinstance(deal, ImportedDeal) and len(deal.contacts) == 1 for deal in leads)
