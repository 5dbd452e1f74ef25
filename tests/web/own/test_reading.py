"""Definitions as people write them: by names, in the company's money, and back again."""

import pytest

from headway.engine.definition import Clause, Comparison
from headway.web.asking import Asker
from headway.web.models import Segment, Source
from headway.web.naming import NotUnderstood
from headway.web.own.reading import definition_told, telling
from headway.web.own.saying import formula_of, left_out_of
from headway.web.own.stored import restored, stored


@pytest.fixture
def asker(company, alice, funnel, now):
    Source.objects.create(name="Fair")
    Source.objects.create(name="Website")
    Segment.objects.create(name="Farm")
    return Asker(alice, company, now)


def _told(*where, **more):
    return {"label": "Ours", "of": {"facts": "deals", "day": "won_on", "where": list(where), **more}}


def _clause(trait, test, *values):
    return {"trait": trait, "test": test, "values": list(values)}


def test_names_become_ids_and_money_minor_units(asker):
    where = (
        _clause("source", "is_not", "fair", "Website"),
        _clause("won_amount", "at_least", "1 000,50"),
        _clause("is_lead", "is", True),
        _clause("contacts", "less_than", 5),
    )
    ids = tuple(sorted(Source.objects.values_list("pk", flat=True)))
    assert definition_told(asker, _told(*where)).of.where == (
        Clause("source", Comparison.IS_NOT, ids),
        Clause("won_amount", Comparison.AT_LEAST, (100_050,)),
        Clause("is_lead", Comparison.IS, (True,)),
        Clause("contacts", Comparison.LESS_THAN, (5,)),
    )


def test_contacts_are_told_apart_by_their_minutes(asker):
    where = [_clause("kind", "is", "call"), _clause("minutes", "at_least", "10")]
    told = {"label": "Long calls", "of": {"facts": "contacts", "day": "happened_on", "where": where}}
    definition = definition_told(asker, told)
    assert definition.of.where[1] == Clause("minutes", Comparison.AT_LEAST, (10,))
    assert "length in minutes: 10 or more" in formula_of(definition, None)


def test_a_definition_is_told_so_that_it_can_be_read_again(asker):
    definition = definition_told(
        asker,
        {
            **_told(
                _clause("source", "is", "Fair"),
                _clause("won_amount", "at_least", "99.50"),
                how="sum",
                what="won_amount",
            ),
            "per": {"facts": "deals", "day": "won_on", "where": [_clause("is_lead", "is", "no")]},
            "meaning": "What it is.",
            "better": "higher",
            "grade": "allowed",
            "heading": "sales",
        },
    )
    assert definition_told(asker, telling(asker, definition)) == definition
    assert restored(stored(definition)) == definition


def test_a_formula_names_what_is_there_now(asker):
    """The fair is renamed: the id stays, the words follow."""
    definition = definition_told(
        asker,
        _told(_clause("source", "is", "Fair"), _clause("stage", "known"), _clause("value_amount", "less_than", 7.5)),
    )
    Source.objects.filter(name="Fair").update(name="Spring fair")
    assert formula_of(definition, asker.company.currency).replace("\u00a0", " ") == (
        "Number: deals by the day they were won; source: Spring fair; stage now: known; value now: less than €7.50."
    )
    Source.objects.all().delete()
    assert "source: #" in formula_of(definition, asker.company.currency)


def test_a_formula_says_what_it_divides_by_and_what_it_leaves_out(asker):
    definition = definition_told(
        asker,
        {
            **_told(_clause("kind", "is", "add_on", "renewal"), how="sum", what="won_amount"),
            "per": {"facts": "deals", "day": "entered_on", "how": "distinct", "what": "client_id"},
        },
    )
    assert formula_of(definition, None) == (
        "(Sum: value when it was won; deals by the day they were won; kind: add-on or renewal) / "
        "(How many different ones: clients; deals by the day they entered)."
    )
    assert left_out_of(definition) == (
        "Those of which this is not known: value when it was won. "
        "Deals whose day of entry is not known count in no period, only in all time."
    )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"label": "Ours"}, "of.facts"),
        (_told(how="most"), "of.how"),
        (_told(_clause("mood", "is", "good")), "of.where.0"),
        (_told(_clause("kind", "like", "good")), "of.where.0"),
        (_told(_clause("is_lead", "is", "perhaps")), "of.where.0"),
        (_told(_clause("won_amount", "at_least", "much")), "of.where.0"),
        (_told(_clause("won_amount", "at_least", "1.001")), "of.where.0"),
        (_told(_clause("source", "is", "999")), "of.where.0"),
        (_told(_clause("source", "is", "none")), "of.where.0"),
        (_told(_clause("source", "is", "Moon")), "source"),
        ({**_told(), "better": "sideways"}, "better"),
        ({**_told(), "unit": "money"}, "unit"),
        ({**_told(), "grade": "always"}, "grade"),
        ({**_told(), "heading": "dreams"}, "heading"),
    ],
)
def test_what_cannot_be_read_names_its_part(asker, told, field):
    with pytest.raises(NotUnderstood) as trouble:
        definition_told(asker, told)
    assert trouble.value.field == field
    assert str(trouble.value).endswith(".")
