"""The rules of the log: pure functions from the touches of one deal to its derived facts."""

from headway.replay.history import History, Milestones, Stay, Step
from headway.replay.road import Phase, Road, Roads, Stage
from headway.replay.rules import replay
from headway.replay.touch import Advance, Entry, Exit, Touch

__all__ = [
    "Advance",
    "Entry",
    "Exit",
    "History",
    "Milestones",
    "Phase",
    "Road",
    "Roads",
    "Stage",
    "Stay",
    "Step",
    "Touch",
    "replay",
]
