"""How a deal of the demo company goes: contact by contact, until it is won, lost, forgotten, or now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from headway.web.demo.planned import PlannedDeal, PlannedTouch
from headway.web.demo.scene import Scene
from headway.web.demo.sellers import SELLERS, Seller
from headway.web.demo.talking import talk, write

Kinds = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Habit:
    """What is usual on a stage: the chance to leave it forwards, the contacts until then, the days between, kinds."""

    chance: float
    talks: float
    days: tuple[float, float]
    kinds: Kinds


# The leak to be found: of the offers sent, few are ever negotiated.
HABITS = {
    "new": Habit(0.55, 0.5, (0.5, 5), (("call", 6), ("email", 3), ("message", 1))),
    "need": Habit(0.62, 0.7, (2, 9), (("call", 5), ("meeting", 3), ("email", 3), ("visit", 1))),
    "survey": Habit(0.86, 0.3, (3, 10), (("visit", 5), ("meeting", 2), ("call", 2))),
    "offer": Habit(0.36, 1.8, (4, 14), (("call", 6), ("email", 4), ("meeting", 2), ("demo", 1), ("message", 1))),
    "talks": Habit(0.68, 0.9, (3, 10), (("meeting", 5), ("call", 4), ("email", 2))),
}
_BY_SOURCE = {"website": 0.9, "fair": 1.0, "referral": 1.7, "cold": 0.7, "dealer": 1.1, "client": 2.2}
_EARLY = ("new", "need", "survey")
_FORGOTTEN, _REOPENED, _SKIPPED, _HANDED_OVER = 0.07, 0.06, 0.07, 0.03
_BY_CLIENT, _CORRECTED = 0.12, 0.02


class Walk:
    """One deal on its way."""

    def __init__(self, scene: Scene, deal: PlannedDeal) -> None:
        """Take a deal that has entered and was not touched yet."""
        self.scene, self.deal, self.chance = scene, deal, scene.chance
        self.stage = deal.entered_stage or "new"
        self.at = deal.entered_at
        self.zeal = 1.0

    @property
    def seller(self) -> Seller:
        """The rep who sells it now."""
        return SELLERS[self.deal.seller]

    def go(self) -> None:
        """Go on until the deal ends, is forgotten, or the present moment is reached."""
        while self.stage not in {"won", "lost"}:
            if not self._talk_on() or not self._step():
                return

    def _talk_on(self) -> bool:
        """Have the contacts that move nothing; return False where the next one still lies ahead."""
        habit = HABITS[self.stage]
        for _ in range(self.scene.often(habit.talks * self.seller.talk)):
            stage = self.stage if self.chance.random() < 0.4 else None
            if not self._contact(habit, stage, "wait"):
                return False
        return True

    def _step(self) -> bool:
        """Take the step that follows; return False where there is none, or it still lies ahead."""
        if self.chance.random() < self._chance_forward():
            return self._forward()
        if self.stage in {"offer", "talks"} and self.chance.random() < self.seller.bounce * 2:
            return self._move_to("need" if self.stage == "offer" else "offer", "back")
        if self.chance.random() < _FORGOTTEN:
            return False
        return self._lose()

    def _chance_forward(self) -> float:
        usual = HABITS[self.stage].chance
        skill = self.seller.opening if self.stage in _EARLY else self.seller.closing
        odds = usual / (1 - usual) * skill * _BY_SOURCE[self.deal.source] * self.zeal
        return odds / (1 + odds)

    def _forward(self) -> bool:
        road = self.scene.road_at(self.at)
        follower = road[road.index(self.stage) + 1] if self.stage in road else "offer"
        if follower in {"need", "survey"} and self.chance.random() < _SKIPPED:
            follower = "offer"
        if not self._move_to(follower, "won" if follower == "won" else "forward"):
            return False
        self._settle(follower)
        return True

    def _move_to(self, stage: str, occasion: str) -> bool:
        """Move the deal: by a contact mostly, at times by the client's own step or a correction."""
        luck = self.chance.random()
        cause = (
            "client"
            if occasion in {"won", "lost"} and luck < _BY_CLIENT
            else "correction"
            if luck > 1 - _CORRECTED
            else ""
        )
        is_moved = self._without_contact(stage, cause) if cause else self._contact(HABITS[self.stage], stage, occasion)
        if is_moved:
            self.stage = stage
        return is_moved

    def _settle(self, stage: str) -> None:
        """Name the value once an offer goes out, bargain about it later, and hand some deals over."""
        deal = self.deal
        if stage == "offer" and not deal.values:
            deal.values.append((deal.worth, self.at))
        elif stage == "talks" and self.chance.random() < 0.5:
            discounted = int(deal.worth * self.chance.uniform(0.86, 0.98))
            deal.values.append((discounted - discounted % 100, self.at))
        if stage == "offer" and self.chance.random() < _HANDED_OVER:
            team = [
                number for number, one in enumerate(SELLERS) if one.team == self.seller.team and one.days_here is None
            ]
            deal.owners.append((self.chance.choice(team), self.at))

    def _lose(self) -> bool:
        open_stage = self.stage
        if not self._move_to("lost", "lost"):
            return False
        self.deal.touches[-1].loss_reason = self._loss_reason(open_stage)
        if self.chance.random() >= _REOPENED:
            return False
        self.at += timedelta(days=self.chance.uniform(30, 120))
        self.zeal = 1.6
        if not self._contact(HABITS[open_stage], open_stage, "reopened"):
            return False
        self.stage = open_stage
        return True

    def _loss_reason(self, stage: str) -> int:
        """Early ones do not answer or have no budget; late ones go for price, time and competitors."""
        weights = (1, 1, 1, 3, 5, 2) if stage in _EARLY else (5, 3, 4, 2, 1, 1)
        return self.chance.choices(range(6), weights)[0]

    def _contact(self, habit: Habit, stage: str | None, occasion: str) -> bool:
        kind = self.scene.one_of(habit.kinds)
        touch = talk(self.scene, self.deal.seller, kind, self._later(habit), occasion)
        return self._take(touch, stage)

    def _without_contact(self, stage: str, cause: str) -> bool:
        moment = self.scene.diary.find(self.deal.seller, self._later(HABITS[self.stage]), 5)
        note = self.scene.note(cause)
        touch = moment and write(self.scene, PlannedTouch(moment, moment, self.deal.seller, "", cause=cause, note=note))
        return self._take(touch or None, stage)

    def _take(self, touch: PlannedTouch | None, stage: str | None) -> bool:
        if touch is None:
            return False
        touch.stage = stage
        self.deal.touches.append(touch)
        self.at = touch.at
        return True

    def _later(self, habit: Habit) -> datetime:
        return self.at + timedelta(days=self.chance.uniform(*habit.days))
