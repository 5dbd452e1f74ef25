"""Who referred what: on the deal, on its client, or by a source of referrals."""

from datetime import date

import pytest

from headway.engine.answer import ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.log import (
    add_source,
    change_client,
    change_source,
    merge_clients,
    open_client,
    open_deal,
    refer_deal,
    referrer_named,
)
from headway.web.models import AuditEntry, Company, Referrer
from headway.web.referring import referrer_told

MAY = Period(date(2024, 5, 1), date(2024, 6, 1))


def received(**more):
    return ask(Question(metric="referrals_received", period=MAY, **more), get_store())


def by_whom():
    return {line.labels[0]: line.figure.value for line in received(by=(Dimension.REFERRER,)).lines}


def test_a_deal_counts_for_whom_it_names_else_for_whom_its_client_names(deal, pump, bob, funnel, now):
    """
    deal       | referred by | its client is referred by | counts for
    Two pumps  | Dan         | Eve                       | Dan
    Four pipes |             | Eve                       | Eve
    """
    open_deal(pump, name="Four pipes", by=bob, now=now)
    change_client(pump, {"referrer": referrer_named("Eve")}, by=bob, now=now)
    refer_deal(deal, referrer_named("Dan"), by=bob, now=now)
    assert by_whom() == {"Dan": 1, "Eve": 1}
    refer_deal(deal, None, by=bob, now=now)
    assert by_whom() == {"Eve": 2}


def test_what_comes_from_a_source_of_referrals_is_one_though_nobody_is_named(pump, alice, bob, funnel, now):
    source = add_source("Friends", by=alice, now=now)
    open_deal(pump, name="Pipes", source=source, by=bob, now=now)
    assert received().total.value == 0
    change_source(source, name="Friends", kind="referral", by=alice, now=now)
    assert by_whom() == {"not given": 1}
    change_source(source, name="Friends", kind="list", by=alice, now=now)
    assert received().total.value == 0


def test_a_change_is_written_once_with_its_line_in_the_trail(deal, bob, now):
    dan = referrer_named("Dan")
    for _twice in range(2):
        refer_deal(deal, dan, by=bob, now=now)
    entry = AuditEntry.objects.get(noun="deal", verb="change")
    assert (entry.before, entry.after) == ({"referrer": None}, {"referrer": dan.pk})


def test_one_name_is_one_person_however_it_is_written(company):
    assert referrer_named("Dan Marsh") == referrer_named("  dan   marsh ")
    assert referrer_named("  ") is None


def test_a_client_that_one_knows_is_meant_by_its_name(pump, bob, eve, now):
    """To Eve, Pump Ltd is a name like any other: she does not learn that there is such a client."""
    foreign = referrer_told(eve, "Pump Ltd")
    assert foreign.client is None
    own = referrer_told(bob, "pump ltd")
    assert (own, own.client) == (foreign, pump)


def test_a_client_that_is_renamed_refers_under_its_new_name(deal, pump, bob, now):
    """
    the client is called | others refer as | it refers as
    Pump Ltd             |                 | Pump Ltd
    Mill Ltd             | Mill Ltd        | Mill Ltd #1
    a very long name     | a very long ... | as much of it as there is room for, and #1
    Pump Ltd             |                 | Pump Ltd
    """
    stamp, long = Company.objects.get().setup_stamp, "M" * 200
    own = referrer_named("", pump)
    refer_deal(deal, own, by=bob, now=now)
    told = []
    for taken, name in (("Mill Ltd", "Mill Ltd"), (long, long), ("", "Pump Ltd")):
        referrer_named(taken)
        change_client(pump, {"name": name}, by=bob, now=now)
        told.append(by_whom())
    number = f" #{pump.pk}"
    assert told == [{f"Mill Ltd{number}": 1}, {long[: -len(number)] + number: 1}, {"Pump Ltd": 1}]
    assert Company.objects.get().setup_stamp == stamp


@pytest.mark.parametrize("count", [1, 2])
def test_clients_of_one_name_are_told_apart_by_their_numbers(bob, now, count):
    """Where two are called alike, the name alone means neither."""
    clients = [open_client("Twin Ltd", by=bob, now=now) for _number in range(count)]
    told = referrer_told(bob, "Twin Ltd")
    assert told.client == (clients[0] if count == 1 else None)
    assert [referrer_named("", client).client for client in clients] == clients
    assert Referrer.objects.count() == len({told.pk, *(referrer_named("", client).pk for client in clients)})


def test_what_a_merged_client_referred_stays_its_own_and_what_it_refers_since_is_the_kept_one_s(
    deal, pump, alice, bob, funnel, now
):
    """
    Two pumps is referred by Mill Limited, which is merged into Mill Ltd; then Four pipes by the name of the former.
    """
    kept, gone = (open_client(name, by=bob, now=now) for name in ("Mill Ltd", "Mill Limited"))
    refer_deal(deal, referrer_told(bob, "mill limited"), by=bob, now=now)
    merge_clients(kept, gone, by=alice, now=now)
    assert by_whom() == {"Mill Limited": 1}
    assert referrer_told(bob, "Mill Limited", stands=deal.referrer) == deal.referrer
    other = open_deal(pump, name="Four pipes", by=bob, now=now)
    refer_deal(other, referrer_told(bob, "Mill Limited"), by=bob, now=now)
    assert by_whom() == {"Mill Limited": 1, "Mill Ltd": 1}
