"""The evening review as its page shows it: a line a rep, the day's contacts, the moves apart, and what to ask about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.reports.evening_review import Bounce, ContactStep, MoveStep, RepDay, Review, Step
from headway.web import figures
from headway.web.access import clients_for, deals_for, reps_for
from headway.web.asking import Asker, Words
from headway.web.clock import zone_of
from headway.web.models import Client, Deal, MoveCause, User
from headway.web.models.fields import from_microseconds
from headway.web.wording import KIND_NAMES

# An import moves thousands of deals on one day.
MOVES_AT_MOST = 100
_CAUSES = dict(MoveCause.choices)


@dataclass(frozen=True)
class Counted:
    """A number with the way to its rows, and its word where it has no head of its own."""

    count: int
    url: str
    label: str = ""


@dataclass(frozen=True)
class KindHead:
    """A kind of contact that occurs, with its word."""

    kind: str
    label: str


@dataclass(frozen=True, kw_only=True)
class RepLine:
    """A rep's numbers; the two widths (0 to 100) are those of all contacts and, of these, the effective ones."""

    rep: User | None
    name: str
    effective: Counted
    records: Counted
    contacts: Counted
    new_ground: Counted
    deals: Counted
    kinds: tuple[Counted, ...]
    width: float
    effective_width: float


@dataclass(frozen=True)
class Told:
    """A contact, a move or a bounce with its client and deal, as far as they exist for the reader."""

    step: ContactStep | MoveStep | Bounce
    client: Client | None
    deal: Deal | None
    rep: User | None
    at: datetime
    words: str = ""

    @property
    def time(self) -> str:
        """The time of day where the rep was: the day is the rep's own."""
        return figures.clock(self.at, self.at.tzinfo)


class Day:
    """A review in the words of its page; what it names is fetched once for all its parts."""

    def __init__(self, asker: Asker, words: Words, review: Review, shown: Sequence[ContactStep]) -> None:
        """Take the review, and which of its contacts are shown on this page."""
        self.review = review
        self._asker, self._words, self._shown = asker, words, shown
        named: list[Step | Bounce] = [*shown, *review.moves[:MOVES_AT_MOST], *review.bounces]
        self._clients: Mapping[int, Client] = clients_for(asker.user).in_bulk({each.client_id for each in named})
        self._deals: Mapping[int, Deal] = deals_for(asker.user).in_bulk(
            {each.deal_id for each in named if each.deal_id is not None}
        )
        self._reps: Mapping[int, User] = reps_for(asker.user).in_bulk(
            {each.rep_id for each in (*review.reps, *named) if each.rep_id is not None}
        )

    @property
    def kinds(self) -> list[KindHead]:
        """The kinds of contact that occur, in the order of the catalogue of kinds."""
        present = {kind for line in self.review.reps for kind in line.kinds}
        return [KindHead(kind, str(label).capitalize()) for kind, label in KIND_NAMES.items() if kind in present]

    @property
    def lines(self) -> list[RepLine]:
        """A line for each rep, by name."""
        most = max((line.records for line in self.review.reps), default=0) or 1
        return [self._line(line, most) for line in self.review.reps]

    @property
    def total(self) -> RepLine:
        """All of them together; a deal that two reps touched counts once."""
        reps = self.review.reps
        whole = RepDay(
            rep_id=None,
            name=_("Together"),
            kinds={each.kind: sum(line.kinds.get(each.kind, 0) for line in reps) for each in self.kinds},
            contacts=sum(line.contacts for line in reps),
            records=sum(line.records for line in reps),
            effective=sum(line.effective for line in reps),
            new_ground=sum(line.new_ground for line in reps),
            deals=len({entry.deal_id for entry in self.review.entries if entry.deal_id is not None}),
        )
        return self._line(whole, whole.records or 1, is_total=True)

    @property
    def entries(self) -> list[Told]:
        """The contacts shown, in the order of the log."""
        return [self._told(entry, entry.happened_at, str(KIND_NAMES[entry.kind])) for entry in self._shown]

    @property
    def moves(self) -> list[Told]:
        """The moves without a contact, with their causes; of very many, the first ones."""
        return [
            self._told(move, move.happened_at, str(_CAUSES.get(move.cause, move.cause)))
            for move in self.review.moves[:MOVES_AT_MOST]
        ]

    @property
    def bounces(self) -> list[Told]:
        """The deals that went forward and back."""
        return [self._told(bounce, bounce.forward_at) for bounce in self.review.bounces]

    def _line(self, line: RepDay, most: int, *, is_total: bool = False) -> RepLine:
        rep = {} if is_total else {"rep": ["none" if line.rep_id is None else str(line.rep_id)]}
        return RepLine(
            rep=self._reps.get(line.rep_id or 0),
            name=_("not given") if line.rep_id is None and not is_total else line.name,
            effective=self._counted(line.effective, "effective_contacts", rep),
            records=self._counted(line.records, "effective_share", rep, part="per"),
            contacts=self._counted(line.contacts, "contacts", rep),
            new_ground=self._counted(line.new_ground, "new_ground_contacts", rep),
            deals=Counted(line.deals, self._address("review_deals", rep) if line.deals else ""),
            kinds=tuple(
                replace(
                    self._counted(line.kinds.get(each.kind, 0), "contacts", {**rep, "kind": [each.kind]}),
                    label=each.label,
                )
                for each in self.kinds
            ),
            width=round(line.records / most * 100, 2),
            effective_width=round(line.effective / line.records * 100, 2) if line.records else 0.0,
        )

    def _counted(self, count: int, metric: str, narrowed: Mapping[str, Sequence[str]], **more: str) -> Counted:
        return Counted(count, self._address("rows", narrowed, metric, **more) if count else "")

    def _address(self, page: str, narrowed: Mapping[str, Sequence[str]], *names: str, **more: str) -> str:
        period = self.review.period
        words = Words(period=f"{period.start}..{period.end}", filters={**self._words.filters, **narrowed})
        return f"{reverse(page, args=names)}?{words.query(**more)}"

    def _told(self, step: ContactStep | MoveStep | Bounce, at: int, words: str = "") -> Told:
        rep = self._reps.get(step.rep_id or 0)
        moment = from_microseconds(at).astimezone(zone_of(rep, self._asker.company))
        deal = self._deals.get(step.deal_id or 0)
        return Told(step, self._clients.get(step.client_id), deal, rep, moment, words)
