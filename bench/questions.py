"""The metrics and reports, each asked in three ways that must agree before they are timed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from bench.clock import best_ms
from bench.funnel.questions import has_question, question
from headway.engine.answer import Answer, ask, ask_all
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.figure import MICROSECONDS_A_DAY, Figure
from headway.engine.metric import Metric
from headway.engine.period import Period
from headway.engine.question import Question
from headway.reports.evening_review import Listed, RepDay, Review, review
from headway.reports.funnel import FunnelQuestion, FunnelReport, StageLine, funnel
from headway.web.facts.local import LocalStore
from headway.web.models import Funnel

PERIOD = Period(date(2025, 1, 1), date(2025, 4, 1))
DAY = Period(date(2025, 2, 4), date(2025, 2, 5))
TODAY = date(2026, 6, 1)
_BOUNCE_DAYS = 7
_PAGE = Listed(50, moves=100)
# What a company may look at every morning.
_BOARD = (
    "new_leads",
    "qualified_opportunities",
    "deals_won",
    "win_rate_of_closed",
    "sales_volume",
    "sales_margin",
    "contacts",
    "effective_contacts",
    "new_ground_contacts",
)
_HERE = Path(__file__).parent

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question: how the engine is asked, its SQL files by hand with their days, and what of either is compared."""

    name: str
    texts: tuple[tuple[str, Period], ...]
    ask: Callable[[], Any]
    told: Callable[[Any], object]
    read: Callable[[list[list[Row]]], object]


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one question: through the engine, by hand on the facts, by hand on PostgreSQL's raw log.

    None where nobody wrote it by hand.
    """

    name: str
    engine: float
    by_hand: float | None
    raw: float | None


class Disagreement(AssertionError):
    """Two ways to ask the same gave different numbers."""

    def __init__(self, name: str, where: str, expected: object, found: object) -> None:
        super().__init__(f"{name} {where} gives {found!r:.600}, and the engine {expected!r:.600}.")


def timings(store: LocalStore, server: psycopg.Connection | None) -> Iterator[Timing]:
    """Compare and time every metric cut by rep, and the reports. Raises Disagreement."""
    columns = store._columns._database.cursor()
    for asked in questions(store):
        require_agreement(asked, store, server)
        engine, by_hand = best_ms([asked.ask, lambda a=asked: _on_facts(columns, a)])
        raw = (
            None
            if server is None or not _has_raw(asked)
            else best_ms([lambda a=asked: _on_raw_log(server, a)], most=5)[0]
        )
        yield Timing(asked.name, engine, by_hand, raw)


def require_agreement(asked: Asked, store: LocalStore, server: psycopg.Connection | None) -> None:
    """Raise Disagreement where SQL by hand tells other numbers than the engine."""
    expected = asked.told(asked.ask())
    _compare(asked, "by hand on the facts", expected, _on_facts(store._columns._database.cursor(), asked))
    if server is not None and _has_raw(asked):
        _compare(asked, "by hand on the raw log", expected, _on_raw_log(server, asked))


def questions(store: LocalStore) -> Iterator[Asked]:
    """List what is asked."""
    for name in (name for name, metric in catalogue().items() if is_raced(metric)):
        by = (Dimension.REP,) if Dimension.REP in catalogue()[name].dimensions else ()
        plain = Question(metric=name, period=PERIOD, by=by)
        told, read = (_figures, _figures_read) if by else (_total, _total_read)
        yield Asked(name, ((name, PERIOD),), lambda q=plain: ask(q, store), told, read)
    before = PERIOD.previous()
    board = [Question(metric=name, period=PERIOD, compare=before) for name in _BOARD]
    texts = tuple((name, period) for name in _BOARD for period in (PERIOD, before))
    yield Asked("board of nine, compared", texts, lambda: ask_all(board, store), _totals, _totals_read)
    asked = FunnelQuestion(funnel_id=Funnel.objects.get().pk, period=PERIOD)
    yield Asked("funnel", (("funnel", PERIOD),), lambda: funnel(store, asked, TODAY), _stages, _stages_read)
    texts = tuple((name, DAY) for name in ("evening_review", "evening_review_bounces"))
    evening = lambda: review(store, DAY, bounce_days=_BOUNCE_DAYS)  # noqa: E731 - one of several of its kind
    yield Asked("evening_review", texts, evening, _steps, _steps_read)
    texts = tuple((f"evening_review_{name}", DAY) for name in ("page", "bounces", "reps"))
    page = lambda: review(store, DAY, bounce_days=_BOUNCE_DAYS, listed=_PAGE)  # noqa: E731 - one of several of its kind
    yield Asked("evening_review, as its page asks", texts, page, _page, _page_read)


def is_raced(metric: Metric) -> bool:
    """A curve, a product and what is worked out first have no one statement to race against; nobody refers anybody."""
    is_one = not (metric.course or metric.factors or metric.of.given)
    return is_one and not metric.name.startswith("referrals")


def _compare(asked: Asked, where: str, expected: object, rows: list[list[Row]]) -> None:
    found = asked.read(rows)
    if not expected or found != expected:
        raise Disagreement(asked.name, where, expected, found)


def _on_facts(columns: Any, asked: Asked) -> list[list[Row]]:
    """Ask DuckDB itself, without Headway's look for news."""
    return [_rows(columns.execute(_text(name), _days(_text(name), period))) for name, period in asked.texts]


def _days(text: str, period: Period) -> dict[str, date]:
    days = {"start": period.start, "end": period.end}
    return {name: on for name, on in days.items() if f"${name}" in text}


@cache
def _text(name: str) -> str:
    own = _HERE / "facts" / f"{name}.sql"
    return own.read_text() if own.exists() else catalogue()[name].oracle


def _has_raw(asked: Asked) -> bool:
    """Whether somebody wrote the question down for the raw log too."""
    return all(has_question(name) for name, _period in asked.texts)


def _on_raw_log(server: psycopg.Connection, asked: Asked) -> list[list[Row]]:
    return [_rows(server.execute(_raw_text(name, period))) for name, period in asked.texts]


@cache
def _raw_text(name: str, period: Period) -> str:
    return replace(question(name), start=period.start, end=period.end).bound


def _rows(cursor: Any) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _figures(answer: Answer) -> dict[Any, object]:
    return {line.keys[0]: counts for line in answer.lines if any(counts := _counts(line.figure))}


def _total(answer: Answer) -> object:
    return _counts(answer.total)


def _total_read(texts: list[list[Row]]) -> object:
    """Read the total where it stands; what is cut alone adds up to it."""
    (rows,) = texts
    whole = [row for row in rows if row.get("is_total", "rep" not in row)] or rows
    return tuple(None if None in parts else sum(parts) for parts in zip(*map(_counts_read, whole), strict=True))


def _totals(answers: list[Answer]) -> object:
    return [counts for each in answers for counts in (_counts(each.total), _counts(each.compared or each.total))]


def _totals_read(texts: list[list[Row]]) -> object:
    return [_total_read([rows]) for rows in texts]


def _counts(figure: Figure) -> tuple[Any, ...]:
    """Return what was counted; a median has only its value."""
    return (figure.value,) if figure.of is None else (figure.of, figure.per)


def _figures_read(texts: list[list[Row]]) -> dict[Any, object]:
    # Where all of a rep's rows were left out, the engine has no line.
    rows = (row for row in texts[0] if not row.get("is_total"))
    return {row["rep"]: counts for row in rows if any(counts := _counts_read(row))}


def _counts_read(row: Row) -> tuple[Any, ...]:
    if "median" in row:
        return (Decimal(round(row["median"] * 2)) / 2 / MICROSECONDS_A_DAY,)
    return int(row["of"]), None if "per" not in row else int(row["per"])


_COUNTED = ("entered", "advanced", "skipped", "lost", "back", "reopened", "still")


def _stages(report: FunnelReport) -> dict[int, object]:
    return {line.stage_id: (*(getattr(line, name) for name in _COUNTED), _seconds(line)) for line in report.stages}


def _seconds(line: StageLine) -> Decimal | None:
    return line.median_seconds


def _stages_read(texts: list[list[Row]]) -> dict[int, object]:
    return {row["stage"]: (*(row[name] for name in _COUNTED), _median_seconds(row["median"])) for row in texts[0]}


def _median_seconds(median: float | None) -> Decimal | None:
    return None if median is None else Decimal(round(median * 2)) / 2 / 1_000_000


_STEP = (
    "contact_id", "rep_id", "client_id", "deal_id", "kind", "happened_at", "stage_before_id", "stage_id", "advance",
    "is_effective", "is_new_ground",
)  # fmt: skip
_BOUNCE = ("deal_id", "forward_at", "before_at", "after_at")


def _steps(answer: Review) -> tuple[object, object]:
    return _picked(answer.entries, _STEP), [
        (each.deal_id, each.forward_at, *(side and side.at for side in (each.back_before, each.back_after)))
        for each in answer.bounces
    ]


def _picked(found: Sequence[Any], names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(each, name) for name in names) for each in found]


def _steps_read(texts: list[list[Row]]) -> tuple[object, object]:
    steps, bounces = texts
    return [tuple(row[name] for name in _STEP) for row in steps], [
        tuple(row[name] for name in _BOUNCE) for row in bounces
    ]


_OF_REP = ("contacts", "records", "effective", "new_ground", "deals")


def _page(answer: Review) -> tuple[object, ...]:
    reps = {each.rep_id: (*_of_rep(each), dict(each.kinds)) for each in answer.reps}
    return (*_steps(answer), reps)


def _page_read(texts: list[list[Row]]) -> tuple[object, ...]:
    *steps, rows = texts
    kinds: dict[int, dict[str, int]] = {}
    for row in rows:
        if not row["is_rep"]:
            kinds.setdefault(row["rep_id"], {})[row["kind"]] = row["contacts"]
    reps = {row["rep_id"]: (*(row[name] for name in _OF_REP), kinds[row["rep_id"]]) for row in rows if row["is_rep"]}
    return (*_steps_read(steps), reps)


def _of_rep(rep: RepDay) -> tuple[int, ...]:
    return tuple(getattr(rep, name) for name in _OF_REP)
