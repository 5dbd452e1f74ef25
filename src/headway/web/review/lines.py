"""The lines of the evening review's table: a rep's numbers, each with the way to its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.reports.evening_review import RepDay
from headway.reports.ranking import Ranked
from headway.reports.review_steps import Only
from headway.web.asking import Asker, Words
from headway.web.evening import Evening, Waiting
from headway.web.models import User
from headway.web.ranking_words import interval_words, rate_words, share_words, standing_words, verdict_words
from headway.web.wording import KIND_NAMES


@dataclass(frozen=True)
class Counted:
    """A number with its word and the way to its rows."""

    count: int
    url: str
    label: str = ""


@dataclass(frozen=True)
class Rate:
    """Effective contacts a working day, pulled to the team's by how little is known, and what that rests on."""

    value: float
    interval: str
    words: str
    standing: str
    is_above: bool


@dataclass(frozen=True, kw_only=True)
class RepLine:
    """A rep's numbers, a tuple for each run of cells that look alike; the two widths (0 to 100) are those of all
    contacts and, of these, the effective ones.
    """

    rep: User | None
    name: str
    effective: Counted
    records: Counted
    share: Decimal | None
    rate: Rate | None
    moved: tuple[Counted, ...]
    waiting: tuple[Counted, ...]
    contacts: tuple[Counted, ...]
    kinds: tuple[Counted, ...]
    time: Counted
    untimed: Counted
    late: tuple[Counted, ...]
    width: float
    effective_width: float


class Lines:
    """All lines of a review, with the sentences above them."""

    def __init__(self, asker: Asker, words: Words, evening: Evening, reps: Mapping[int, User]) -> None:
        """Take the review and the reps that exist for the reader."""
        self._asker, self._words, self._evening, self._reps = asker, words, evening, reps
        present = evening.review.total.kinds
        self.kinds = [kind for kind in KIND_NAMES if kind in present]
        ranking = evening.ranking
        self._rates = {line.rep_id: line for line in ranking.lines} if ranking else {}
        self._labels = {
            "new_ground": _("New ground"),
            "deals": _("Deals touched"),
            "overdue": _("Overdue next steps"),
            "missing": _("Deals without a next step"),
            "contacts": _("Contacts"),
            "time": _("Time on contacts"),
            "late": _("Written late"),
            **{kind: str(KIND_NAMES[kind]).capitalize() for kind in self.kinds},
        }

    @property
    def all(self) -> list[RepLine]:
        """A line for each rep: in the order of the ranking where there is a difference, else by name."""
        reps = self._evening.in_order
        most = max((each.records for each in reps), default=0) or 1
        return [self._line(each, most) for each in reps]

    @property
    def total(self) -> RepLine:
        """All of them together."""
        whole = self._evening.review.total
        return self._line(whole, whole.records or 1, is_total=True)

    @property
    def ranking_words(self) -> list[str]:
        """What can be said of the differences, of the rates and of the shares beside them."""
        ranking = self._evening.ranking
        names = {each.rep_id: each.name for each in self._evening.reps if each.rep_id is not None}
        told = verdict_words(ranking, names, self._evening.review.bounce_days) if ranking else []
        return [*told, share_words(self._evening.share_chance)] if told else []

    def _line(self, line: RepDay, most: int, *, is_total: bool = False) -> RepLine:
        asked = self._asked("" if is_total else "none" if line.rep_id is None else str(line.rep_id))
        labels = self._labels
        waiting = self._waiting(line, is_total=is_total)
        return RepLine(
            rep=self._reps.get(line.rep_id or 0),
            name=self._name(line, is_total=is_total),
            effective=_rows(line.effective, "effective_contacts", asked),
            records=_rows(line.records, "effective_share", f"{asked}&part=per"),
            share=line.share,
            rate=self._rate(line, is_total=is_total),
            moved=(
                _rows(line.new_ground, "new_ground_contacts", asked, labels["new_ground"]),
                _counted(line.deals, _address("review_deals"), asked, labels["deals"]),
            ),
            waiting=(
                _step(waiting.overdue, "overdue", line.rep_id, labels["overdue"]),
                _step(waiting.missing, "missing", line.rep_id, labels["missing"]),
            ),
            contacts=(_rows(line.contacts, "contacts", asked, labels["contacts"]),),
            kinds=tuple(self._kind(line, kind, asked) for kind in self.kinds),
            time=_listed(line.seconds, Only.TIMED, asked, labels["time"]),
            untimed=_listed(line.untimed, Only.UNTIMED, asked),
            late=(_listed(line.late, Only.LATE, asked, labels["late"]),),
            width=round(line.records / most * 100, 2),
            effective_width=round(line.effective / line.records * 100, 2) if line.records else 0.0,
        )

    def _asked(self, rep: str) -> str:
        """Return the query that asks for the same again, of one rep; of all of them, without one."""
        if rep and "rep" in self._words.filters:
            return self._query({"rep": [rep]})
        return f"{self._of_all}&rep={rep}" if rep else self._of_all

    @cached_property
    def _of_all(self) -> str:
        return self._query({})

    def _query(self, narrowed: Mapping[str, Sequence[str]]) -> str:
        period = self._evening.review.period
        days = "all" if period.is_all else f"{period.start}..{period.end}"
        return Words(period=days, filters={**self._words.filters, **narrowed}).query()

    def _name(self, line: RepDay, *, is_total: bool) -> str:
        if is_total:
            return _("Together")
        return _("not given") if line.rep_id is None else line.name

    def _waiting(self, line: RepDay, *, is_total: bool) -> Waiting:
        waiting = self._evening.waiting
        if not is_total:
            return waiting.get(line.rep_id or 0, Waiting())
        shown = [waiting.get(each.rep_id or 0, Waiting()) for each in self._evening.reps]
        return Waiting(sum(each.overdue for each in shown), sum(each.missing for each in shown))

    def _rate(self, line: RepDay, *, is_total: bool) -> Rate | None:
        ranking = self._evening.ranking
        if is_total and ranking and ranking.team_rate is not None:
            return Rate(ranking.team_rate, "", "", "", is_above=False)
        ranked: Ranked | None = self._rates.get(line.rep_id or 0)
        if ranked is None or ranked.shrunk is None:
            return None
        standing = standing_words(ranked)
        interval = interval_words(ranked)
        return Rate(ranked.shrunk, interval, rate_words(ranked), standing, is_above=ranked.standing.value == "above")

    def _kind(self, line: RepDay, kind: str, asked: str) -> Counted:
        narrowed = asked if self._words.filters.get("kind") else f"{asked}&kind={kind}"
        return _rows(line.kinds.get(kind, 0), "contacts", narrowed, self._labels[kind])


def _rows(count: int, metric: str, asked: str, label: str = "") -> Counted:
    return _counted(count, _address("rows", metric), asked, label)


def _listed(count: int, only: Only, asked: str, label: str = "") -> Counted:
    return _counted(count, _address("review_contacts"), f"{asked}&only={only.value}", label)


def _step(count: int, which: str, rep_id: int | None, label: str) -> Counted:
    return _counted(count, _address("steps"), f"list={which}" + ("" if rep_id is None else f"&rep={rep_id}"), label)


def _counted(count: int, address: str, asked: str, label: str) -> Counted:
    return Counted(count, f"{address}?{asked}" if count else "", label)


@cache
def _address(page: str, *names: str) -> str:
    """Return the address of a page; a table of fifty reps has a thousand of them."""
    return reverse(page, args=names)
