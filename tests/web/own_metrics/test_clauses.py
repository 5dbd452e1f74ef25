"""Which conditions of a definition the fields of its form hold."""

import json

from headway.web.own_metrics.clauses import further_told, initial_of


def _clause(trait, test, *values):
    return {"trait": trait, "test": test, "values": list(values)}


def test_a_trait_has_two_ends_or_one_other_condition_and_what_is_more_stays_beside():
    """
    condition                | held by
    contacts at least 2      | from
    contacts less than 9     | below
    contacts at least 3      | beside: the field is taken
    won amount known         | the choice
    won amount at least 100  | beside: the form asks for either
    lead: yes                | the choice
    lead: no                 | beside
    """
    where = [
        _clause("contacts", "at_least", "2"),
        _clause("contacts", "less_than", "9"),
        _clause("contacts", "at_least", "3"),
        _clause("won_amount", "known"),
        _clause("won_amount", "at_least", "100"),
        _clause("is_lead", "is", "yes"),
        _clause("is_lead", "is", "no"),
    ]
    initial = initial_of({"facts": "deals", "day": "won_on", "how": "count", "what": "", "where": where})
    assert further_told(initial["further"]) == [where[2], where[4], where[6]]
    held = {name: value for name, value in initial.items() if "__" in name and value}
    assert held == {
        "contacts__from": "2",
        "contacts__below": "9",
        "won_amount__test": "known",
        "is_lead__test": "yes",
        "is_lead__values": ["yes"],
    }


def test_what_is_no_condition_is_none():
    assert further_told(["", "[]", '{"trait": "kind"}', json.dumps(_clause("kind", "is") | {"values": "call"})]) == []
