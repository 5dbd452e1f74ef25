"""A row of a team list becomes a rep."""

from headway.importers import ImportedRep

MAPPING = 'noun = "rep"\ncolumns = { rep = "agent", team = "office", head = "manager" }\n'


def test_reps_and_rows_that_name_none(converted):
    found = converted("agent,office,manager\nBob,North,Carol\n,North,Carol\nEve,,\n", MAPPING)
    assert found.records == [ImportedRep("Bob", None, "North", "Carol"), ImportedRep("Eve")]
    assert found.problems == [(3, "The row names no rep: fill in the name, or map the column that holds it.")]
