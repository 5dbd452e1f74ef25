"""Problems are gathered by what is wrong, however many rows have it."""

from headway.engine.text import Sentence
from headway.importers import Problem
from headway.web.imports.running.troubles import Troubles

NO_DATE = "“%(cell)s” is no date."
NO_STAGE = "The value “%(value)s” has no stage."
NO_ENTRY = "Deal “%(deal)s” has no date of entry."


def _told(*rows):
    troubles = Troubles()
    troubles.add(
        Problem(line, Sentence(reason, **values), f"row {line}", is_kept=is_kept)
        for line, reason, values, is_kept in rows
    )
    return troubles


def _shown(troubles):
    return [(told["count"], told["lines"], told["reason"], told["is_kept"]) for told in troubles.shown]


def test_rows_with_one_trouble_are_one_line_with_the_first_of_them():
    """
    line | trouble
    2    | Deal A has no date of entry (taken all the same)
    3-9  | a date that is none, another in each
    10   | the stage Trial is unknown
    11   | the stage Demo is unknown
    12   | the stage Demo is unknown
    """
    troubles = _told(
        (2, NO_ENTRY, {"deal": "A"}, True),
        *((line, NO_DATE, {"cell": f"{line}.13.2024"}, False) for line in range(3, 10)),
        (10, NO_STAGE, {"value": "Trial"}, False),
        (11, NO_STAGE, {"value": "Demo"}, False),
        (12, NO_STAGE, {"value": "Demo"}, False),
    )
    assert _shown(troubles) == [
        (7, [3, 4, 5, 6, 7], "“3.13.2024” is no date.", False),
        (2, [11, 12], "The value “Demo” has no stage.", False),
        (1, [10], "The value “Trial” has no stage.", False),
        (1, [2], "Deal “A” has no date of entry.", True),
    ]
    assert troubles.counts == {"rejected": 10, "doubtful": 1}
    assert troubles.shown[0]["raw"] == "row 3"


def test_what_speaks_of_the_whole_file_has_no_line():
    troubles = Troubles()
    troubles.add([Problem(0, "The file was cut off.")])
    assert [(told["line"], told["lines"]) for told in troubles.shown] == [(0, [])]


def test_a_file_of_nothing_but_different_troubles_is_counted_to_its_end():
    troubles = _told(*((line, NO_STAGE, {"value": str(line)}, False) for line in range(1, 1501)))
    assert (len(troubles.shown), troubles.counts["rejected"]) == (20, 1500)
