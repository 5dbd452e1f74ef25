"""The replay against the slow model: any funnels, any versions, any order of writing, any corrections and deletions."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.replay import Advance, Entry, Exit, History, Phase, Road, Roads, Stage, Touch, replay
from tests.replay.model import Model

# No deadline: how long an example takes says nothing about the rules.
thorough = settings(max_examples=300, deadline=None)
brief = settings(max_examples=100, deadline=None)

EXIT_OF = {
    Advance.FORWARD: Exit.ADVANCED,
    Advance.BACK: Exit.BACK,
    Advance.LOST: Exit.LOST,
    Advance.REOPENED: Exit.REOPENED,
    Advance.MOVED: Exit.MOVED,
}
# Few instants, so that touches often share one with each other and with the start of a version.
instants = st.integers(0, 12)


@dataclass(frozen=True)
class Company:
    """Two funnels with their versions; a deal goes along one or both."""

    stages: list[Stage]
    versions: list[Road]

    @property
    def stage_ids(self) -> list[int]:
        """The stages a deal can stand on: those of any version, and lost."""
        on_road = {stage_id for road in self.versions for stage_id in road.stage_ids}
        return [stage.id for stage in self.stages if stage.id in on_road or stage.phase is Phase.LOST]

    def replay(self, entry: Entry, touches: list[Touch]) -> History:
        return replay(entry, touches, Roads(self.stages, self.versions))


@st.composite
def companies(draw: st.DrawFn) -> Company:
    stages, versions = [], []
    for funnel_id in (1, 2):
        phases = [*draw(st.lists(st.sampled_from([Phase.LEAD, Phase.OPPORTUNITY]), min_size=1, max_size=5))]
        phases += [Phase.WON] * draw(st.integers(1, 2)) + [Phase.LOST] * 2
        own = [Stage(10 * funnel_id + number, funnel_id, phase) for number, phase in enumerate(phases)]
        stages += own
        open_ids = [stage.id for stage in own if stage.is_open]
        won_ids = [stage.id for stage in own if stage.phase is Phase.WON]
        for starts_at in draw(st.lists(instants, min_size=1, max_size=4, unique=True)):
            on_road = draw(st.lists(st.sampled_from(open_ids), min_size=1, unique=True))
            versions.append(Road(funnel_id, starts_at, (*on_road, draw(st.sampled_from(won_ids)))))
    return Company(stages, versions)


def day(at: int, zone: int) -> date:
    """Four instants are a day; the zone of the rep can put one on the next day."""
    return date(2024, 1, 1) + timedelta(days=(at + zone) // 4)


@st.composite
def entries(draw: st.DrawFn, company: Company) -> Entry:
    at = draw(instants)
    stage_id = draw(st.none() | st.sampled_from(company.stage_ids))
    funnel_id = stage_id // 10 if stage_id else 1
    return Entry(at=at, on=day(at, draw(st.integers(0, 3))), funnel_id=funnel_id, stage_id=stage_id)


@st.composite
def touches(draw: st.DrawFn, company: Company, *, touch_id: int) -> Touch:
    at = draw(instants)
    return Touch(
        id=touch_id,
        at=at,
        on=day(at, draw(st.integers(0, 3))),
        position=draw(st.integers(0, 2)),
        stage_id=draw(st.none() | st.sampled_from(company.stage_ids)),
        is_contact=draw(st.booleans()),
        kind=draw(st.sampled_from(["call", "meeting", "e-mail"])),
    )


@st.composite
def deals(draw: st.DrawFn) -> tuple[Company, Entry, list[Touch]]:
    """A company, the entry of a deal, and its log in some order of writing."""
    company = draw(companies())
    written = [draw(touches(company, touch_id=number)) for number in range(draw(st.integers(0, 10)))]
    return company, draw(entries(company)), draw(st.permutations(written))


@st.composite
def edited_deals(draw: st.DrawFn) -> tuple[Company, Entry, list[tuple[int, Touch | None]]]:
    """A company, the entry of a deal, and what was done to its log: a touch written or corrected, or (None) deleted."""
    company = draw(companies())
    ids = draw(st.lists(st.integers(1, 5), max_size=14))
    edits = [(touch_id, draw(st.none() | touches(company, touch_id=touch_id))) for touch_id in ids]
    return company, draw(entries(company)), edits


def facts(history: History) -> tuple[object, ...]:
    """Return a history in the shape of the model's answers."""
    marks = history.milestones
    return (
        [(step.touch.id, *step[1:]) for step in history.steps],
        [
            (
                stay.funnel_id,
                stay.stage_id,
                stay.visit,
                (stay.entered_at, stay.entered_on),
                (stay.left_at, stay.left_on),
                stay.exit,
                stay.next_stage_id,
            )
            for stay in history.stays
        ],
        {
            "funnel_id": marks.funnel_id,
            "stage_id": marks.stage_id,
            "entered": (marks.entered_at, marks.entered_on),
            "is_lead": marks.is_lead,
            "first_contact": (marks.first_contact_at, marks.first_contact_on),
            "latest_contact_at": marks.latest_contact_at,
            "qualified": (marks.qualified_at, marks.qualified_on),
            "won": (marks.won_at, marks.won_on),
            "lost": (marks.lost_at, marks.lost_on),
            "contacts": marks.contacts,
            "contacts_until_won": marks.contacts_until_won,
            "effective_until_won": marks.effective_until_won,
            "is_won_before_first_contact": marks.is_won_before_first_contact,
        },
    )


def modelled(company: Company, entry: Entry, log: list[Touch]) -> tuple[object, ...]:
    model = Model(entry, log, company.stages, company.versions)
    return model.steps(), model.stays(), model.milestones()


@thorough
@given(companies(), instants)
def test_the_places_are_those_of_the_model(company, at):
    roads = Roads(company.stages, company.versions)
    model = Model(Entry(at=0, on=day(0, 0), funnel_id=1), [], company.stages, company.versions)
    for funnel_id in (1, 2):
        on_road = [stage_id for stage_id in company.stage_ids if model.funnel(stage_id) == funnel_id]
        order = roads.order_at(funnel_id, at)
        placed = [stage_id for stage_id in on_road if order.place(stage_id) is not None]
        assert sorted(placed, key=order.place) == model.whole_road(funnel_id, at)


@thorough
@given(deals())
def test_the_facts_are_those_of_the_model(deal):
    company, entry, log = deal
    assert facts(company.replay(entry, log)) == modelled(company, entry, log)


@thorough
@given(deals(), st.randoms(use_true_random=False))
def test_the_order_of_writing_changes_nothing(deal, chance):
    company, entry, log = deal
    rewritten = log.copy()
    chance.shuffle(rewritten)
    assert company.replay(entry, rewritten) == company.replay(entry, log)


@thorough
@given(edited_deals())
def test_corrections_and_deletions_leave_the_facts_of_a_log_written_right_at_once(deal):
    company, entry, edits = deal
    roads = Roads(company.stages, company.versions)
    log: dict[int, Touch] = {}
    for touch_id, touch in edits:
        log.pop(touch_id, None)
        if touch is not None:
            log[touch_id] = touch
        assert facts(replay(entry, log.values(), roads)) == modelled(company, entry, list(log.values()))


@brief
@given(deals())
def test_what_happens_later_changes_nothing_before_it(deal):
    company, entry, log = deal
    whole = company.replay(entry, log).steps
    for count in range(len(whole) + 1):
        so_far = [step.touch for step in whole[:count]]
        moved_up = replace(entry, at=min([entry.at, *(touch.at for touch in log)]))
        assert company.replay(moved_up, so_far).steps == whole[:count]


@brief
@given(deals(), st.integers(0, 12))
def test_a_contact_that_leaves_the_stage_untouched_leaves_no_trace_in_the_others(deal, later):
    company, entry, log = deal
    at = entry.at + later
    untouched = Touch(id=99, at=at, on=day(at, 0), position=1, stage_id=None, is_contact=True, kind="call")
    whole, rest = company.replay(entry, [untouched, *log]), company.replay(entry, log)
    assert rest.steps == tuple(step for step in whole.steps if step.touch != untouched)
    assert rest.stays == whole.stays


@brief
@given(deals())
def test_the_stays_add_up(deal):
    company, entry, log = deal
    history = company.replay(entry, log)
    *left, present = history.stays
    for stay, following in pairwise(history.stays):
        assert (stay.left_at, stay.left_on) == (following.entered_at, following.entered_on)
        assert stay.next_stage_id == following.stage_id
        assert stay.exit is not None
        assert stay.entered_at <= stay.left_at
    assert (present.left_at, present.left_on, present.exit, present.next_stage_id) == (None, None, None, None)
    assert present.stage_id == history.milestones.stage_id
    assert all(stay.left_at == stay.entered_at for stay in left if stay.exit is Exit.SKIPPED)
    visits = Counter(stay.stage_id for stay in history.stays)
    for stage_id, count in visits.items():
        assert [stay.visit for stay in history.stays if stay.stage_id == stage_id] == list(range(1, count + 1))


@brief
@given(deals())
def test_the_exits_are_the_advances(deal):
    company, entry, log = deal
    history = company.replay(entry, log)
    exits = [stay.exit for stay in history.stays if stay.exit not in {None, Exit.SKIPPED}]
    assert exits == [EXIT_OF[step.advance] for step in history.steps if step.advance is not Advance.NONE]


@brief
@given(deals())
def test_the_steps_hang_together(deal):
    company, entry, log = deal
    steps = company.replay(entry, log).steps
    assert all(step.stage_after_id == following.stage_before_id for step, following in pairwise(steps))
    for step in steps:
        assert (step.advance is Advance.NONE) == (step.stage_before_id == step.stage_after_id)
        assert step.is_effective == (step.touch.is_contact and step.advance is Advance.FORWARD)
        assert step.advance is Advance.FORWARD or not step.is_new_ground


@brief
@given(deals())
def test_a_stage_is_new_ground_once_at_most(deal):
    company, entry, log = deal
    gained = Counter(step.stage_after_id for step in company.replay(entry, log).steps if step.is_new_ground)
    assert all(count == 1 for count in gained.values())


@brief
@given(deals())
def test_a_deal_is_won_or_lost_exactly_while_it_stands_there(deal):
    company, entry, log = deal
    marks = company.replay(entry, log).milestones
    phase = next(stage.phase for stage in company.stages if stage.id == marks.stage_id)
    assert (marks.won_at is not None) == (marks.won_on is not None) == (phase is Phase.WON)
    assert (marks.lost_at is not None) == (marks.lost_on is not None) == (phase is Phase.LOST)
    assert marks.effective_until_won <= sum(marks.contacts_until_won.values()) <= marks.contacts
