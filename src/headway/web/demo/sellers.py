"""The eight reps of the demo company: each sells in a way of their own, so that the numbers have something to tell."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class Seller:
    """How a rep sells, 1 being the usual.

    ``pace`` is how many deals they begin, ``opening`` how well they bring them to an offer, ``closing`` from there on,
    ``talk`` how many contacts they need for it, ``cold`` how many cold calls they make. ``bounce`` is the share of
    deals they let slip back and bring forward again, ``late`` the share of contacts they write down days afterwards.
    """

    team: int
    pace: float = 1.0
    opening: float = 1.0
    closing: float = 1.0
    talk: float = 1.0
    cold: float = 1.0
    bounce: float = 0.04
    late: float = 0.04
    days_here: int | None = None
    changes_team: bool = False

    def is_here(self, day: date, today: date) -> bool:
        """Whether they worked here already."""
        return self.days_here is None or day > today - timedelta(days=self.days_here)


SELLERS = (
    Seller(team=0, pace=1.05, opening=1.35, closing=1.6, talk=0.85),
    Seller(team=0, pace=1.3, opening=0.8, closing=0.5, talk=1.45, cold=1.7, bounce=0.14),
    Seller(team=0, opening=1.5, closing=0.7, talk=1.05),
    Seller(team=0),
    Seller(team=1, pace=0.75, closing=1.5, talk=0.9, cold=0.5),
    Seller(team=1, pace=0.8, opening=1.05, closing=1.1, talk=1.1, cold=1.5, days_here=160),
    Seller(team=1, opening=0.95, closing=1.1, changes_team=True),
    Seller(team=1, pace=0.95, opening=1.1, closing=0.9, late=0.3),
)
