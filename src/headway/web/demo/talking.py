"""One contact of the demo company: how long it took, and when its rep wrote it down."""

from datetime import date, datetime, timedelta

from headway.web.demo.planned import PlannedTouch
from headway.web.demo.scene import Scene
from headway.web.demo.sellers import SELLERS

# In minutes, from and to; what is sent takes none of the client's time.
_LENGTHS = {
    "call": (3, 20),
    "meeting": (35, 90),
    "email": (5, 5),
    "message": (5, 5),
    "mail": (5, 5),
    "demo": (45, 75),
    "visit": (50, 120),
}
_SENT = {"email", "message", "mail"}
_INBOUND = {"email": 0.25, "message": 0.25, "mail": 0.0}


def talk(scene: Scene, seller: int, kind: str, earliest: datetime, occasion: str) -> PlannedTouch | None:
    """Return a contact at a moment when the rep is free, or None where that still lies ahead."""
    minutes = scene.chance.randint(*_LENGTHS[kind])
    moment = scene.diary.find(seller, earliest, minutes)
    return _held(scene, PlannedTouch(moment, moment, seller, kind), minutes, occasion) if moment else None


def talk_on(scene: Scene, seller: int, kind: str, day: date, occasion: str) -> PlannedTouch | None:
    """Return a contact on a day, or None where the rep has no time then or it still lies ahead."""
    minutes = scene.chance.randint(*_LENGTHS[kind])
    moment = scene.diary.on(seller, day, minutes)
    return _held(scene, PlannedTouch(moment, moment, seller, kind), minutes, occasion) if moment else None


def write(scene: Scene, touch: PlannedTouch) -> PlannedTouch:
    """Let the rep write it down: soon after, or on a later day."""
    wait = timedelta(seconds=(touch.duration or 0) + scene.chance.randint(20, 900))
    if scene.chance.random() < SELLERS[touch.seller].late:
        wait = timedelta(days=scene.chance.uniform(1.1, 4))
    touch.written_at = min(touch.at + wait, scene.now)
    return touch


def _held(scene: Scene, touch: PlannedTouch, minutes: int, occasion: str) -> PlannedTouch:
    """Fill in how it went."""
    lasted = min(timedelta(minutes=minutes), scene.now - touch.at)
    if touch.kind not in _SENT and lasted >= timedelta(minutes=1):
        touch.duration = int(lasted.total_seconds())
    touch.is_inbound = scene.chance.random() < _INBOUND.get(touch.kind, 0.1)
    touch.note = scene.note(occasion)
    return write(scene, touch)
