"""Work is paired from START to COMPLETE, and owns what its person changed meanwhile."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.importers.cells import Moment
from headway.importers.mapping import Activity
from headway.importers.row import Row
from headway.importers.spans import Event, Span, changes_by_span, spans_of

CALL, MEETING, OFFER = "Call", "Meeting", "Offer"
DOES = {CALL: Activity(contact="call"), MEETING: Activity(contact="meeting"), OFFER: Activity(stage="Offer")}


def _events(*told):
    return [
        Event(place, Row(place, {}), Moment(place, date(2024, 1, 5)), name, DOES[name], step, who)
        for place, (name, step, who) in enumerate(told)
    ]


def test_interleaved_work_is_paired_by_activity_and_person():
    """
    0 Call start Bob    | 1 Meeting start Bob    | 2 Call start Eve
    3 Call complete Bob | 4 Meeting complete Bob | 5 Call complete Eve
    """
    events = _events(
        (CALL, "start", "Bob"),
        (MEETING, "start", "Bob"),
        (CALL, "start", "Eve"),
        (CALL, "complete", "Bob"),
        (MEETING, "complete", "Bob"),
        (CALL, "complete", "Eve"),
    )
    assert spans_of(events) == [Span(0, 3), Span(1, 4), Span(2, 5)]


def test_what_has_no_partner_is_a_span_of_unknown_length():
    """
    0 Call schedule Bob | 1 Call complete Bob | 2 Call start Bob | 3 Call start Bob | 4 Call complete Bob
    """
    events = _events(
        (CALL, "schedule", "Bob"),
        (CALL, "complete", "Bob"),
        (CALL, "start", "Bob"),
        (CALL, "start", "Bob"),
        (CALL, "complete", "Bob"),
    )
    assert spans_of(events) == [Span(1, 1), Span(2, 2), Span(3, 4)]


def test_a_change_belongs_to_the_span_of_its_own_person():
    """
    0 Call start Bob | 1 Meeting start Bob | 2 Offer by Bob | 3 Offer by Eve | 4 Offer by 112 | 5 Offer by nobody
    6 Meeting complete Bob | 7 Offer by Bob | 8 Call complete Bob | 9 Offer by Bob
    """
    events = _events(
        (CALL, "start", "Bob"),
        (MEETING, "start", "Bob"),
        (OFFER, "complete", "Bob"),
        (OFFER, "complete", "Eve"),
        (OFFER, "complete", "112"),
        (OFFER, "complete", None),
        (MEETING, "complete", "Bob"),
        (OFFER, "complete", "Bob"),
        (CALL, "complete", "Bob"),
        (OFFER, "complete", "Bob"),
    )
    owned = changes_by_span(events, [2, 3, 4, 5, 7, 9], spans_of(events), {"112"})
    assert owned == {Span(1, 6): [2], Span(0, 8): [7]}


def test_work_of_a_machine_or_of_nobody_owns_nothing():
    for who in ("112", None):
        events = _events((CALL, "start", who), (OFFER, "complete", who), (CALL, "complete", who))
        assert changes_by_span(events, [1], spans_of(events), {"112"}) == {}


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([CALL, MEETING]), st.sampled_from(["start", "complete"]), st.sampled_from(["Bob", None])
        )
    )
)
def test_spans_are_those_of_a_slow_and_obvious_model(told):
    events = _events(*told)
    left, model = [*range(len(told))], []
    for end in range(len(told)):
        name, step, who = told[end]
        if step != "complete":
            continue
        starts = [start for start in left if start < end and told[start] == (name, "start", who)]
        start = max(starts, default=end)
        model.append(Span(start, end))
        left = [number for number in left if number not in {start, end}]
    model += [Span(start, start) for start in left]
    assert spans_of(events) == sorted(model)
