"""Event logs are read case by case, quickly where they are written as usual and with the same result where not."""

from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.importers.formats import xes
from headway.importers.records import Problem
from headway.importers.refusals import BrokenLog, DeclaredEntities
from headway.importers.source import Source

LOG = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://example.org/xes">
  <string key="concept:name" value="Loans"/>
  <trace>
    <string key="concept:name" value="pump"/>
    <event>
      <string key="concept:name" value="Call"/>
      <date key="time:timestamp" value="2024-01-05T09:00:00+01:00"/>
    </event>
    <event>
      <string key="concept:name" value="Offer"/>
    </event>
  </trace>
  <trace>
    <string key="concept:name" value="valve"/>
    <event>
      <string key="concept:name" value="Call"/>
    </event>
  </trace>
</log>
"""
ROWS = [
    {"case:concept:name": "pump", "concept:name": "Call", "time:timestamp": "2024-01-05T09:00:00+01:00"},
    {"case:concept:name": "pump", "concept:name": "Offer"},
    {"case:concept:name": "valve", "concept:name": "Call"},
]
LINES = [6, 10, 16]
# Each makes the first case one that only a parser can read, and changes nothing of its meaning.
UNUSUAL = {
    "a comment": ("<trace>", "<trace><!-- bought -->"),
    "a reference": ('value="pump"', 'value="&#112;ump"'),
    "other quotes": ('<string key="concept:name" value="pump"/>', "<string key='concept:name' value='pump'/>"),
    "another order": ('<string key="concept:name" value="pump"/>', '<string value="pump" key="concept:name"/>'),
    "nested attributes": (
        '<string key="concept:name" value="pump"/>',
        '<string key="concept:name" value="pump"><string key="concept:name" value="inner"/></string>',
    ),
    "a nested attribute of an event": (
        '<string key="concept:name" value="Offer"/>',
        '<string key="concept:name" value="Offer"><string key="concept:name" value="inner"/></string>',
    ),
    "a list": ("<trace>", '<trace><list key="tags"><values><string key="tag" value="hot"/></values></list>'),
    "an attribute after the events": ("</event>\n  </trace>", "</event><!-- x -->\n  </trace>"),
    "a comment before the cases": ("<log ", "<!-- made by hand --><log "),
    "a trace in a comment": ("<log ", "<!-- <trace><event></event></trace> --><log "),
}  # fmt: skip


def test_each_event_is_a_row_with_what_its_case_says(read):
    found = read(LOG, "log.xes")
    assert found.rows == ROWS
    assert found.lines == LINES
    assert (found.reading.format, found.reading.time_zone, found.reading.is_grouped) == ("xes", "written", True)


@pytest.mark.parametrize("change", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_writing_changes_nothing(read, change):
    found = read(LOG.replace(*change, 1), "log.xes")
    assert found.rows == ROWS
    assert found.lines == LINES
    assert found.problems == []


def test_an_unusual_case_far_behind_keeps_the_count_of_lines(read):
    usual = LOG.partition("  <trace>")[2].partition("</trace>")[0]
    many = LOG.replace("  <trace>", f"  <trace>{usual}</trace>\n" * 9000 + "  <trace>", 1)
    found = read(many.replace('value="valve"', 'value="v&amp;w"'), "log.xes")
    assert len(found.rows) == 18_003
    assert found.rows[-1]["case:concept:name"] == "v&w"
    assert found.lines[-1] == LINES[-1] + 9000 * (usual.count("\n") + 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2"])
def test_the_declared_encoding_counts(read, encoding):
    text = LOG.replace("UTF-8", encoding).replace("pump", "szivattyú")
    assert read(text.encode(encoding), "log.xes").rows[0]["case:concept:name"] == "szivattyú"


def test_a_log_without_a_declaration_is_utf_8(read):
    assert read(LOG.partition("\n")[2].replace("pump", "насос"), "log").rows[0]["case:concept:name"] == "насос"


def test_a_prefix_makes_no_difference(read):
    text = LOG
    for tag in ("log", "trace", "event", "string", "date"):
        text = text.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    assert read(text, "log.xes").rows == ROWS


def test_a_case_without_events_is_told(read):
    found = read(LOG.replace("</log>", '<trace><string key="concept:name" value="empty"/></trace></log>'), "log.xes")
    assert found.rows == ROWS
    assert [str(problem.reason) for problem in found.problems] == [
        "Case “empty” has no events, so nothing is known of it."
    ]


@pytest.mark.parametrize("quick", [True, False])
def test_a_log_that_is_cut_off_loses_the_case_it_breaks_in(read, quick):
    cut = LOG[: LOG.index("</event>\n  </trace>\n</log>")]
    found = read(cut if quick else cut.replace("<log ", "<!-- careful --><log "), "log.xes")
    assert found.rows == ROWS[:2]
    assert [problem.line for problem in found.problems] == [18, 14]
    assert "breaks at line 18" in found.problems[0].reason
    assert (
        str(found.problems[1].reason) == "Case “valve” is cut off by the break, so it was left out with its 1 events."
    )
    assert found.problems[1].raw == "Call"


def test_a_log_that_breaks_between_cases_loses_what_follows(read):
    found = read(LOG.replace("</trace>\n  <trace>", "</trace>\n  </wrong>\n  <trace>"), "log.xes")
    assert found.rows == ROWS[:2]
    assert [problem.line for problem in found.problems] == [14]


def test_bytes_that_are_no_characters_break_the_log_there(read):
    found = read(LOG.encode().replace(b"valve", b"v\xe1lve"), "log.xes")
    assert found.rows == ROWS[:2]
    assert [problem.line for problem in found.problems] == [15, 14]
    assert "(encoding)" in found.problems[0].reason


def test_the_first_of_two_breaks_is_the_one_that_is_told(read):
    found = read(
        LOG.encode().replace(b"valve", b"v\xe1lve").replace(b"</trace>\n  <trace>", b"</trace></wrong><trace>"),
        "log.xes",
    )
    assert found.rows == ROWS[:2]
    assert [problem.line for problem in found.problems] == [13]


def test_a_break_in_the_middle_of_a_long_log_ends_the_reading(read):
    usual = LOG.partition("  <trace>")[2].partition("</trace>")[0]
    many = LOG.replace("  <trace>", f"  <trace>{usual}</trace>\n" * 9000 + "  <trace>", 1)
    found = read(many.replace("<trace>", "<trace><!-- careful -->", 1).replace("</event>", "</wrong>", 1), "log.xes")
    assert found.rows == []
    assert len(found.problems) == 2


def test_a_log_that_is_none_is_refused(read):
    with pytest.raises(BrokenLog) as refused:
        read("<log><trace", "log.xes")
    assert "“log.xes”" in str(refused.value)


def test_a_log_without_cases_has_no_rows(read):
    assert read("<log></log>", "log.xes").rows == []


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE log [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>', '<!DOCTYPE log SYSTEM "file:///etc/passwd">'],
)
def test_declared_entities_are_refused(read, declaration):
    with pytest.raises(DeclaredEntities) as refused:
        read(LOG.replace("<log ", f"{declaration}<log ").replace('"pump"', '"&b;"'), "log.xes")
    assert "export it without a DOCTYPE" in str(refused.value)


@pytest.mark.parametrize("sample", [b"deal,value\n", b"<logbook>", b"<?xml version='1.0'?><catalog>", b""])
def test_other_files_are_no_logs(sample):
    assert xes.identify(sample) == 0


NAMES = st.text("ab<&>\"'é \n", max_size=5)


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(st.dictionaries(NAMES, NAMES, max_size=3), max_size=3)), max_size=4))
def test_the_quick_road_and_the_careful_one_lead_to_the_same_rows(tmp_path_factory, cases):
    folder = tmp_path_factory.mktemp("logs")
    log = f"<log>{''.join(map(_case, cases))}</log>"
    quick = _read(folder / "quick.xes", log)
    careful = _read(folder / "careful.xes", log.replace("<log>", "<log><!-- careful -->"))
    assert quick == careful
    assert sum(len(events) for _, events in cases) == sum(not isinstance(row, Problem) for row in quick)


def _case(case) -> str:
    name, events = case
    written = "".join(f"<event>{''.join(_attribute(*pair) for pair in event.items())}</event>\n" for event in events)
    return f"<trace>{_attribute('concept:name', name)}\n{written}</trace>"


def _attribute(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(value)}/>"


def _read(path, log):
    path.write_text(log, "utf-8")
    source = Source(path)
    return [*xes.read(source, xes.detect(source))]
