"""The rules of the log once more: slow, obvious, and written from the specification alone.

Nothing is carried along: each question about a touch walks the whole log again.
"""

from datetime import date
from typing import NamedTuple

from headway.replay import Entry, Phase, Road, Stage, Touch


class Arrival(NamedTuple):
    """The deal comes to a stage, by way of what it did to the stage it left."""

    stage_id: int
    at: int
    on: date
    left_as: str | None


class Model:
    """One deal as the specification tells it; ``log`` is what was written, in any order."""

    def __init__(self, entry: Entry, log: list[Touch], stages: list[Stage], roads: list[Road]) -> None:
        self.stages = {stage.id: stage for stage in stages}
        self.versions = roads
        self.log = sorted(log, key=lambda touch: (touch.at, touch.position, touch.id))
        start = min([entry, *self.log], key=lambda event: event.at)
        self.entered_at, self.entered_on = start.at, start.on
        first = self.first_stage(entry.funnel_id, self.entered_at)
        self.standing = [first if entry.stage_id is None else entry.stage_id]
        for touch in self.log:
            self.standing.append(self.standing[-1] if touch.stage_id is None else touch.stage_id)

    # The road.

    def phase(self, stage_id: int) -> Phase:
        return self.stages[stage_id].phase

    def funnel(self, stage_id: int) -> int:
        return self.stages[stage_id].funnel_id

    def versions_by_nearness(self, funnel_id: int, at: int) -> list[list[int]]:
        """The version in force, those before it from new to old, those to come from near to far."""
        of_funnel = sorted((road for road in self.versions if road.funnel_id == funnel_id), key=lambda r: r.starts_at)
        past = [list(road.stage_ids) for road in of_funnel if road.starts_at <= at]
        coming = [list(road.stage_ids) for road in of_funnel if road.starts_at > at]
        return past[::-1] + coming

    def first_stage(self, funnel_id: int, at: int) -> int:
        return self.versions_by_nearness(funnel_id, at)[0][0]

    def whole_road(self, funnel_id: int, at: int) -> list[int]:
        """The version in force, each stage it lacks put just before the one that follows it where it stands."""
        road, *others = self.versions_by_nearness(funnel_id, at)
        for version in others:
            while missing := [stage for stage in version if stage not in road]:
                after_it = version[version.index(missing[-1]) + 1 :]
                road.insert(road.index(after_it[0]) if after_it else len(road), missing[-1])
        is_won = [stage for stage in road if self.phase(stage) is Phase.WON]
        return [stage for stage in road if stage not in is_won] + is_won

    def is_later(self, stage_id: int, than: int, at: int) -> bool:
        road = self.whole_road(self.funnel(stage_id), at)
        return road.index(stage_id) > road.index(than)

    # A touch, by its number in the log.

    def before(self, number: int) -> int:
        return self.standing[number]

    def after(self, number: int) -> int:
        return self.standing[number + 1]

    def compared_with(self, number: int) -> int:
        """The stage before; where that is lost, the last open one the deal stood on in this funnel, else the first."""
        before = self.before(number)
        if self.phase(before) is not Phase.LOST:
            return before
        open_stages = [
            stage
            for stage in self.standing[: number + 1]
            if self.funnel(stage) == self.funnel(before) and self.phase(stage) in {Phase.LEAD, Phase.OPPORTUNITY}
        ]
        first = self.first_stage(self.funnel(before), self.log[number].at)
        return open_stages[-1] if open_stages else first

    def advance(self, number: int) -> str:
        before, after = self.before(number), self.after(number)
        if after == before:
            return "none"
        if self.funnel(after) != self.funnel(before):
            return "moved"
        if self.phase(after) is Phase.LOST:
            return "lost"
        if self.is_later(after, than=self.compared_with(number), at=self.log[number].at):
            return "forward"
        return "reopened" if self.phase(before) is Phase.LOST else "back"

    def is_effective(self, number: int) -> bool:
        return self.advance(number) == "forward" and self.log[number].is_contact

    def is_new_ground(self, number: int) -> bool:
        after, at = self.after(number), self.log[number].at
        ever_stood_on = [
            stage
            for stage in self.standing[: number + 1]
            if self.funnel(stage) == self.funnel(after) and self.phase(stage) is not Phase.LOST
        ]
        return self.advance(number) == "forward" and all(self.is_later(after, stage, at) for stage in ever_stood_on)

    def steps(self) -> list[tuple[object, ...]]:
        return [
            (
                touch.id,
                self.before(number),
                self.after(number),
                self.advance(number),
                self.is_effective(number),
                self.is_new_ground(number),
            )
            for number, touch in enumerate(self.log)
        ]

    # The stays.

    def skipped(self, number: int) -> list[int]:
        """The stages of the version in force that a step forward jumps over."""
        if self.advance(number) != "forward":
            return []
        at, low, high = self.log[number].at, self.compared_with(number), self.after(number)
        in_force = self.versions_by_nearness(self.funnel(high), at)[0]
        road = [stage for stage in self.whole_road(self.funnel(high), at) if stage in in_force]
        return [stage for stage in road if self.is_later(stage, low, at) and self.is_later(high, stage, at)]

    def arrivals(self) -> list[Arrival]:
        arrivals = [Arrival(self.standing[0], self.entered_at, self.entered_on, None)]
        for number, touch in enumerate(self.log):
            if self.advance(number) == "none":
                continue
            left_as = self.advance(number).replace("forward", "advanced")
            for stage in [*self.skipped(number), self.after(number)]:
                arrivals.append(Arrival(stage, touch.at, touch.on, left_as))
                left_as = "skipped"
        return arrivals

    def stays(self) -> list[tuple[object, ...]]:
        arrivals = self.arrivals()
        nowhere = Arrival(None, None, None, None)
        return [
            (
                self.funnel(here.stage_id),
                here.stage_id,
                [arrival.stage_id for arrival in arrivals[: number + 1]].count(here.stage_id),
                (here.at, here.on),
                (gone.at, gone.on),
                gone.left_as,
                gone.stage_id,
            )
            for number, (here, gone) in enumerate(zip(arrivals, [*arrivals[1:], nowhere], strict=True))
        ]

    # The milestones.

    def moment(self, standing: int | None) -> tuple[int | None, date | None]:
        """When the deal came to stand as ``standing`` counts it: 0 is its entry, 1 its first touch."""
        if standing is None:
            return None, None
        if standing == 0:
            return self.entered_at, self.entered_on
        return self.log[standing - 1].at, self.log[standing - 1].on

    def first_qualified(self) -> int | None:
        qualified = {Phase.OPPORTUNITY, Phase.WON}
        return next((number for number, stage in enumerate(self.standing) if self.phase(stage) in qualified), None)

    def since(self, phase: Phase) -> int | None:
        """Since which standing the deal is won (or lost) without a break up to now; None where it is not."""
        standing = len(self.standing)
        while standing > 0 and self.phase(self.standing[standing - 1]) is phase:
            standing -= 1
        return standing if standing < len(self.standing) else None

    def milestones(self) -> dict[str, object]:
        contacts = [touch for touch in self.log if touch.is_contact]
        won = self.since(Phase.WON)
        until_won = range(won or 0)
        kinds = [self.log[number].kind for number in until_won if self.log[number].is_contact]
        first = (contacts[0].at, contacts[0].on) if contacts else (None, None)
        return {
            "funnel_id": self.funnel(self.standing[-1]),
            "stage_id": self.standing[-1],
            "entered": (self.entered_at, self.entered_on),
            "is_lead": self.phase(self.standing[0]) is Phase.LEAD,
            "first_contact": first,
            "latest_contact_at": contacts[-1].at if contacts else None,
            "qualified": self.moment(self.first_qualified()),
            "won": self.moment(won),
            "lost": self.moment(self.since(Phase.LOST)),
            "contacts": len(contacts),
            "contacts_until_won": {kind: kinds.count(kind) for kind in kinds},
            "effective_until_won": sum(self.is_effective(number) for number in until_won),
            "is_won_before_first_contact": bool(contacts) and won is not None and self.moment(won)[0] < first[0],
        }
