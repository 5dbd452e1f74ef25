"""A row is a deal: where it entered, where it stands, how it ended, and the contacts that are dates in its row."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from headway.engine.text import Sentence, gettext_noop
from headway.importers.agreed import STEP_FIELDS, step_of
from headway.importers.cells import Moment, Unreadable
from headway.importers.lens import Lens
from headway.importers.mapping import Funnel, Standing
from headway.importers.parties import CLIENT_FIELDS, client_of, deal_of
from headway.importers.records import ImportedContact, ImportedDeal, ImportedMove, ImportedSale, Problem
from headway.importers.row import Row
from headway.importers.sifting import sift

FIELDS: Final = (
    "deal", "deal_name", *CLIENT_FIELDS, "source", "referrer", "owner", "product", "deal_kind", "value", "currency",
    "stage", "outcome", "loss_reason", "entered_at", "entered_stage", "stage_at", "closed_at", "won_at", "lost_at",
    "expected_on", "sale_amount", "cost", *STEP_FIELDS,
)  # fmt: skip
REQUIRED: Final = ("deal",)
TELLING: Final = ("stage", "outcome", "value", "entered_at", "closed_at", "won_at", "loss_reason", "deal_name")

_TWICE: Final = gettext_noop(
    "Deal “%(deal)s” already stands on line %(line)s, so this row was left out: keep one row a deal."
)
_NO_ENTRY: Final = gettext_noop("Deal “%(deal)s” has no date of entry: it was taken, and counts in no period.")
_NO_END: Final = gettext_noop(
    "Deal “%(deal)s” is closed and nothing says when: fill in the date, or map the column that holds it."
)
_BACKWARDS: Final = gettext_noop("Deal “%(deal)s” ended before it began: it was taken as it is, so look at its dates.")
# Rows are ten places apart, so that what one row tells keeps an order of its own.
_PLACES: Final = 10


class _Ending(NamedTuple):
    """A move to the won or the lost stage."""

    phase: str
    moment: Moment
    reason: str | None


def convert(rows: Iterable[Row | Problem], lens: Lens) -> Iterator[ImportedDeal | Problem]:
    """Give a deal for each row; a second row of the same deal is left out and told."""
    lines: dict[str, int] = {}

    def make(row: Row) -> Iterator[ImportedDeal | Problem]:
        key = deal_of(row, lens)
        if key in lines:
            raise Unreadable(_TWICE, deal=key, line=lines[key])
        yield from _deal(row, key, lens)
        lines[key] = row.line

    return sift(rows, make)


def _deal(row: Row, key: str, lens: Lens) -> Iterator[ImportedDeal | Problem]:
    standing = lens.standing(row)
    entered, expected = lens.moment(row, "entered_at"), lens.moment(row, "expected_on")
    stage = _entered_stage(row, standing, lens)
    endings = _endings(row, key, standing, lens)
    if entered is None and lens.has("entered_at"):
        yield _doubt(_NO_ENTRY, row, key)
    if entered and any(ending.moment.at < entered.at for ending in endings):
        yield _doubt(_BACKWARDS, row, key)
    yield ImportedDeal(
        key,
        lens.text(row, "deal_name"),
        client_of(row, lens),
        lens.deal_kind(row, "deal_kind"),
        lens.person(row, "owner"),
        lens.text(row, "source"),
        lens.text(row, "product"),
        entered and entered.at,
        entered and entered.on,
        stage,
        lens.amount(row, "value"),
        lens.text(row, "currency"),
        expected and expected.on,
        contacts=tuple(_contacts(row, lens)),
        moves=tuple(_moves(row, standing, stage, endings, lens)),
        sales=tuple(_sales(row, endings, lens)),
        line=row.line,
        # What is closed has nothing to come, whatever still stands in its row.
        next_step=None if endings else step_of(row, lens),
        referrer=lens.text(row, "referrer"),
    )


def _doubt(reason: str, row: Row, key: str) -> Problem:
    return Problem(row.line, Sentence(reason, deal=key), row.raw, is_kept=True)


def _entered_stage(row: Row, standing: Standing | None, lens: Lens) -> str | None:
    """Tell where the deal entered: on the open stage it stands on if nothing dates that, else where it says."""
    funnel = lens.mapping.funnel
    if funnel is None:
        return None
    is_open = standing is not None and funnel.phase(standing.stage) not in {"won", "lost"}
    if standing is not None and is_open and lens.moment(row, "stage_at") is None:
        return standing.stage
    first = funnel.first_stage if lens.has("entered_at") or is_open else None
    return lens.text(row, "entered_stage") or first


def _endings(row: Row, key: str, standing: Standing | None, lens: Lens) -> list[_Ending]:
    """Find when the deal was won or lost: by its own dates, else by the stage and the date of closing."""
    funnel = lens.mapping.funnel
    phase = funnel.phase(standing.stage) if funnel and standing else None
    reason = lens.text(row, "loss_reason") or (standing.reason if standing else None)
    dates = {"won": lens.moment(row, "won_at"), "lost": lens.moment(row, "lost_at")}
    if phase in dates:
        dates = {phase: dates[phase] or lens.moment(row, "closed_at")}
        if dates[phase] is None:
            raise Unreadable(_NO_END, deal=key)
    elif phase is not None:
        return []
    return [_Ending(end, moment, reason if end == "lost" else None) for end, moment in dates.items() if moment]


def _moves(
    row: Row, standing: Standing | None, entered_stage: str | None, endings: list[_Ending], lens: Lens
) -> Iterator[ImportedMove]:
    funnel = lens.mapping.funnel
    owner = lens.person(row, "owner")
    since = lens.moment(row, "stage_at")
    if standing and since and not endings and standing.stage != entered_stage:
        yield ImportedMove("stage", since.at, since.on, row.line * _PLACES + 8, standing.stage, owner, line=row.line)
    for ending in endings:
        stage = _ending_stage(funnel, ending, standing)
        at, on = ending.moment
        yield ImportedMove(ending.phase, at, on, row.line * _PLACES + 9, stage, owner, ending.reason, row.line)


def _ending_stage(funnel: Funnel | None, ending: _Ending, standing: Standing | None) -> str:
    if standing is not None or funnel is None:
        return standing.stage if standing else ending.phase
    return funnel.ending(ending.phase)


def _contacts(row: Row, lens: Lens) -> Iterator[ImportedContact]:
    """Give the contacts of the row; each is known by its column, so that a corrected date stays the same contact."""
    for number, dated in enumerate(lens.mapping.contacts):
        moment = lens.cells.moment(row.cells.get(dated.at))
        if moment is None:
            continue
        rep = lens.cells.text(row.cells.get(dated.rep)) if dated.rep else None
        yield ImportedContact(
            dated.at,
            moment.at,
            moment.on,
            row.line * _PLACES + number,
            dated.kind,
            rep if rep not in lens.mapping.system_reps else None,
            is_inbound=dated.is_inbound,
            is_cold=dated.is_cold,
            note=dated.note,
            line=row.line,
        )


def _sales(row: Row, endings: list[_Ending], lens: Lens) -> Iterator[ImportedSale]:
    """Give the sale of a deal that was won and says for how much."""
    amount = lens.amount(row, "sale_amount")
    won = next((ending.moment for ending in endings if ending.phase == "won"), None)
    if amount is not None and won is not None:
        yield ImportedSale(
            "won",
            won.on,
            amount,
            lens.text(row, "currency") or "",
            lens.deal_kind(row, "deal_kind") or "new_business",
            cost=lens.amount(row, "cost"),
            product=lens.text(row, "product"),
            rep=lens.person(row, "owner"),
            line=row.line,
        )
