"""Own metrics in the database: their names, their words in the trail, and what every process knows of them."""

import pytest
from django.core.exceptions import PermissionDenied

from headway.engine.catalogue import built_in, catalogue, find
from headway.engine.definition import Clause, Comparison, Counted, Definition, checked
from headway.web.models import AuditEntry, OwnMetric, Source
from headway.web.naming import NotUnderstood
from headway.web.own.keeping import add_metric, change_metric, remove_metric
from headway.web.own.known import own_metrics


def _definition(label="Big ones", *where):
    return checked(Definition(label=label, of=Counted(facts="deals", day="won_on", where=where)))


ADD_ON = Clause("kind", Comparison.IS, ("add_on",))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Big wins", "big_wins"),
        ("  Nagy üzletek!", "nagy_uzletek"),
        ("Крупные щедрые сделки", "krupnye_schedrye_sdelki"),
        ("1st deals", "st_deals"),
        ("成交", "own"),
    ],
)
def test_a_name_is_made_of_the_label(company, alice, now, label, name):
    assert add_metric(_definition(label), by=alice, now=now).name == name


def test_a_name_that_is_taken_gets_a_number(company, alice, now):
    add_metric(_definition("成"), by=alice, now=now)
    assert add_metric(_definition("交"), by=alice, now=now).name == "own_2"


def test_a_name_is_never_the_address_of_another_page(company, alice, now):
    """The pages /own-metrics/new and /own-metrics/preview would stand before them."""
    names = [add_metric(_definition(label), by=alice, now=now).name for label in ("New", "new!", "Preview")]
    assert names[0] == "new_2"
    assert names[1:] == ["new_3", "preview_2"]


@pytest.mark.parametrize("name", ["Big", "1st", "with space", "x" * 61, "calls", "new", "preview"])
def test_a_name_that_cannot_be_is_refused(company, alice, now, name):
    with pytest.raises(NotUnderstood) as trouble:
        add_metric(_definition(), name=name, by=alice, now=now)
    assert trouble.value.field == "name"


@pytest.mark.parametrize("label", ["calls", "Win rate (of closed)", "win-rate of closed"])
def test_a_label_of_a_built_in_metric_is_taken(company, alice, now, label):
    with pytest.raises(NotUnderstood) as trouble:
        add_metric(_definition(label), by=alice, now=now)
    assert trouble.value.field == "label"


def test_heads_of_sales_make_metrics_and_reps_and_analysts_do_not(company, carol, bob, ann, now):
    kept = add_metric(_definition(), by=carol, now=now)
    for user in (bob, ann):
        with pytest.raises(PermissionDenied):
            add_metric(_definition("Others"), by=user, now=now)
        with pytest.raises(PermissionDenied):
            change_metric(kept, _definition("Others"), by=user, now=now)
        with pytest.raises(PermissionDenied):
            remove_metric(kept, by=user, now=now)


def test_the_trail_keeps_every_definition(company, alice, carol, now):
    kept = add_metric(_definition(), by=alice, now=now)
    assert change_metric(kept, _definition(), by=carol, now=now).changed_by is None
    change_metric(kept, _definition("Big ones", ADD_ON), by=carol, now=now)
    remove_metric(OwnMetric.objects.get(), by=alice, now=now)
    entries = AuditEntry.objects.filter(noun="ownmetric").order_by("pk")
    assert [(each.verb, each.actor) for each in entries] == [("add", alice), ("change", carol), ("delete", alice)]
    assert entries[1].before == entries[0].after
    assert entries[1].after["definition"]["of"]["where"] == [{"trait": "kind", "test": "is", "values": ["add_on"]}]
    assert entries[2].before == entries[1].after


def test_whoever_asks_next_knows_what_was_kept_and_changed(company, alice, now, django_assert_num_queries):
    """A process keeps nothing between two requests but what it made of the same definition."""
    kept = add_metric(_definition(), by=alice, now=now)
    with own_metrics(), django_assert_num_queries(2):
        first = catalogue()["big_ones"]
        assert find("big ones") is first
    with own_metrics():
        assert catalogue()["big_ones"] is first
    change_metric(kept, _definition("Larger ones", ADD_ON), by=alice, now=now)
    with own_metrics():
        assert catalogue()["big_ones"] is not first
        assert find("larger ones").formula == "Number: deals by the day they were won; kind: add-on."
    remove_metric(kept, by=alice, now=now)
    with own_metrics():
        assert list(catalogue()) == list(built_in())


def test_names_are_read_once_however_many_metrics_tell_them(company, alice, now, django_assert_num_queries):
    """Three metrics of two sources each: the metrics, the company and the sources, a look at each."""
    fair, website = (Source.objects.create(name=name) for name in ("Fair", "Website"))
    for label in ("One", "Two", "Three"):
        of_both = Clause("source", Comparison.IS, (fair.pk, website.pk))
        add_metric(_definition(label, of_both), by=alice, now=now)
    with own_metrics(), django_assert_num_queries(3):
        told = {catalogue()[name].formula for name in ("one", "two", "three")}
    assert told == {"Number: deals by the day they were won; source: Fair or Website."}


def test_where_nobody_needs_the_catalogue_nothing_is_read(company, django_assert_num_queries):
    with django_assert_num_queries(0), own_metrics():
        pass
