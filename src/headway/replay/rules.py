"""The replay of one deal: walk its touches in order; derive stage before, advance, new ground, stays and milestones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from headway.replay.history import History, Milestones, Stay, Step
from headway.replay.road import Order, Phase, Roads, Stage
from headway.replay.touch import Advance, Entry, Exit, Touch, in_order

_EXIT = {
    Advance.FORWARD: Exit.ADVANCED,
    Advance.BACK: Exit.BACK,
    Advance.LOST: Exit.LOST,
    Advance.REOPENED: Exit.REOPENED,
    Advance.MOVED: Exit.MOVED,
}


def replay(entry: Entry, touches: Iterable[Touch], roads: Roads) -> History:
    """Derive the facts of one deal from its entry and its touches, given in any order.

    Raises LookupError for a stage or funnel that ``roads`` does not know. A touch before the entry moves the entry to
    its time.
    """
    ordered = in_order(touches)
    if ordered and ordered[0].at < entry.at:
        entry = replace(entry, at=ordered[0].at, on=ordered[0].on)
    walk = _Walk(entry, roads)
    for touch in ordered:
        walk.take(touch)
    _count_contacts(walk.milestones, [touch for touch in ordered if touch.is_contact])
    return History(steps=tuple(walk.steps), stays=tuple(walk.stays), milestones=walk.milestones)


def _count_contacts(milestones: Milestones, contacts: list[Touch]) -> None:
    if contacts:
        first, latest = contacts[0], contacts[-1]
        milestones.contacts = len(contacts)
        milestones.first_contact_at, milestones.first_contact_on = first.at, first.on
        milestones.latest_contact_at = latest.at


class _Walk:
    """The deal on its way: where it stands, where it ever stood, and what was derived so far."""

    def __init__(self, entry: Entry, roads: Roads) -> None:
        self.roads = roads
        stage_id = entry.stage_id
        if stage_id is None:
            stage_id = roads.order_at(entry.funnel_id, entry.at).first
        self.stage = stage = roads.stage(stage_id)
        self.latest_open_ids: dict[int, int] = {}
        self.visits: dict[int, int] = {}
        self.stood: set[int] = set()
        self.steps: list[Step] = []
        self.stays: list[Stay] = []
        self.milestones = Milestones(
            funnel_id=stage.funnel_id,
            stage_id=stage_id,
            entered_at=entry.at,
            entered_on=entry.on,
            is_lead=stage.phase is Phase.LEAD,
        )
        self._stand(stage, entry.at, entry.on)
        self._mark_phase(entry.at, entry.on)

    def take(self, touch: Touch) -> None:
        """Apply one touch and note what it did."""
        before, stage_id = self.stage, touch.stage_id
        if stage_id is None or stage_id == before.id:
            self.steps.append(Step(touch, before.id, before.id, Advance.NONE, False, False))
            return
        after = self.roads.stage(stage_id)
        advance, is_new_ground, skipped = self._judge(after, touch.at)
        is_effective = touch.is_contact and advance is Advance.FORWARD
        self.steps.append(Step(touch, before.id, stage_id, advance, is_effective, is_new_ground))
        self._leave(touch, _EXIT[advance], (*skipped, stage_id))
        self._stand(after, touch.at, touch.on)
        if after.phase is not before.phase:
            self._mark_phase(touch.at, touch.on)

    def _judge(self, after: Stage, at: int) -> tuple[Advance, bool, tuple[int, ...]]:
        """Say of a step to another stage what it is, whether it gains new ground, and which stages it jumps over."""
        before = self.stage
        if after.funnel_id != before.funnel_id:
            return Advance.MOVED, False, ()
        if after.phase is Phase.LOST:
            return Advance.LOST, False, ()
        order = self.roads.order_at(after.funnel_id, at)
        here, there = self._standing_place(order), _place(after.id, order)
        if there > here:
            return Advance.FORWARD, self._is_new_ground(there, order), order.between(here, there)
        return Advance.REOPENED if before.phase is Phase.LOST else Advance.BACK, False, ()

    def _standing_place(self, order: Order) -> int:
        """Return the place to compare with: for a lost deal its latest open stage in this funnel, else the first."""
        stage = self.stage
        if stage.phase is Phase.LOST:
            return _place(self.latest_open_ids.get(stage.funnel_id, order.first), order)
        return _place(stage.id, order)

    def _is_new_ground(self, there: int, order: Order) -> bool:
        return all((place := order.place(stage_id)) is None or place < there for stage_id in self.stood)

    def _leave(self, touch: Touch, exit_: Exit, path: tuple[int, ...]) -> None:
        """End the stay on the present stage and pass through all stages of the path but the last one."""
        self._close_stay(touch, exit_, path[0])
        for stage_id, next_id in pairwise(path):
            self._open_stay(self.roads.stage(stage_id), touch.at, touch.on)
            self._close_stay(touch, Exit.SKIPPED, next_id)

    def _stand(self, stage: Stage, at: int, on: date) -> None:
        self.stage = stage
        self.stood.add(stage.id)
        if stage.is_open:
            self.latest_open_ids[stage.funnel_id] = stage.id
        self._open_stay(stage, at, on)
        self.milestones.funnel_id, self.milestones.stage_id = stage.funnel_id, stage.id

    def _open_stay(self, stage: Stage, at: int, on: date) -> None:
        visit = self.visits[stage.id] = self.visits.get(stage.id, 0) + 1
        self.stays.append(Stay(stage.funnel_id, stage.id, visit, at, on))

    def _close_stay(self, touch: Touch, exit_: Exit, next_id: int) -> None:
        stay = self.stays[-1]
        stay.left_at, stay.left_on, stay.exit, stay.next_stage_id = touch.at, touch.on, exit_, next_id

    def _mark_phase(self, at: int, on: date) -> None:
        """Note that the deal came into another phase: won and lost count on that day, not on a later relabelling's."""
        marks, phase = self.milestones, self.stage.phase
        is_won, is_lost = phase is Phase.WON, phase is Phase.LOST
        if marks.qualified_at is None and (is_won or phase is Phase.OPPORTUNITY):
            marks.qualified_at, marks.qualified_on = at, on
        marks.won_at, marks.won_on = (at, on) if is_won else (None, None)
        marks.lost_at, marks.lost_on = (at, on) if is_lost else (None, None)
        steps = self.steps if is_won else []
        marks.contacts_until_won = Counter(step.touch.kind for step in steps if step.touch.is_contact) if steps else {}
        marks.effective_until_won = sum(step.is_effective for step in steps)


def _place(stage_id: int, order: Order) -> int:
    place = order.place(stage_id)
    if place is None:
        raise LookupError(f"Stage {stage_id} stands in no version of its funnel: add it to one.")
    return place
