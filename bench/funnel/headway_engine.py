"""Headway as an engine of the benchmark, in a data folder of its own: the one file here that knows it."""

import json
import os
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

from bench.funnel.files import made_from
from bench.funnel.oracle import Row, plain

# How far apart in days a step forward and one back may lie to belong together.
_BOUNCE_DAYS = 7
_TODAY = date(2026, 6, 1)
_STEP = (
    "contact_id", "rep_id", "client_id", "deal_id", "kind", "happened_at", "stage_before_id", "stage_id", "advance",
    "is_effective", "is_new_ground",
)  # fmt: skip
_COUNTED = ("entered", "advanced", "skipped", "lost", "back", "reopened", "still")


def main() -> None:
    """Take the log in, then answer until nobody asks."""
    folder = Path(json.loads(sys.stdin.readline())["folder"])
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as own:
        os.environ |= {"HEADWAY_DATA": own, "DJANGO_SETTINGS_MODULE": "headway.web.settings"}
        store = _taken_in(folder)
        print("{}", flush=True)
        for line in sys.stdin:
            asked = json.loads(line)
            days = (date.fromisoformat(asked[name]) for name in ("start", "end"))
            rows = _answer(store, asked["question"], *days)
            told = None if rows is None else [{name: plain(value) for name, value in row.items()} for row in rows]
            print(json.dumps({"rows": told}), flush=True)
        store.close()


def _taken_in(folder: Path) -> Any:
    """Write the log as an import does: made anew, which is the same as what the files hold."""
    django.setup()
    from django.db import transaction  # noqa: PLC0415 - Django has to be set up first

    from bench.company import make_company, write_days, write_log  # noqa: PLC0415 - Django has to be set up first
    from headway.web.facts.local import LocalStore  # noqa: PLC0415 - Django has to be set up first
    from headway.web.tables import bring_up_to_date  # noqa: PLC0415 - Django has to be set up first

    bring_up_to_date()
    told = made_from(folder)
    with transaction.atomic():
        make_company(told["reps"])
        write_days(told["seed"])
    write_log(told["contacts"], seed=told["seed"])
    store = LocalStore(None)
    store.refresh()
    return store


def _answer(store: Any, name: str, start: date, end: date) -> list[Row] | None:
    from headway.engine.catalogue import catalogue  # noqa: PLC0415 - Django has to be set up first
    from headway.engine.period import Period  # noqa: PLC0415 - Django has to be set up first

    period = Period(start, end)
    if name in catalogue():
        return _metric(store, catalogue()[name], period)
    return _REPORTS[name](store, period) if name in _REPORTS else None


def _metric(store: Any, metric: Any, period: Any) -> list[Row]:
    from headway.engine.answer import ask  # noqa: PLC0415 - Django has to be set up first
    from headway.engine.dimension import Dimension  # noqa: PLC0415 - Django has to be set up first
    from headway.engine.question import Question  # noqa: PLC0415 - Django has to be set up first

    by = (Dimension.REP,) if Dimension.REP in metric.dimensions else ()
    answer = ask(Question(metric=metric.name, period=period, by=by), store)
    if not by:
        return [_counts(answer.total)]
    return [{"rep": line.keys[0], **_counts(line.figure)} for line in answer.lines]


def _counts(figure: Any) -> Row:
    from headway.engine.figure import MICROSECONDS_A_DAY  # noqa: PLC0415 - Django has to be set up first

    if figure.of is None:
        return {"median": None if figure.value is None else figure.value * MICROSECONDS_A_DAY}
    return {"of": figure.of} if figure.per is None else {"of": figure.of, "per": figure.per}


def _funnel(store: Any, period: Any) -> list[Row]:
    from headway.reports.funnel import FunnelQuestion, funnel  # noqa: PLC0415 - Django has to be set up first

    stages = funnel(store, FunnelQuestion(funnel_id=1, period=period), _TODAY).stages
    return [
        {"stage": each.stage_id, **{name: getattr(each, name) for name in _COUNTED}, "median": _median(each)}
        for each in stages
    ]


def _median(stage: Any) -> Decimal | None:
    return None if stage.median_seconds is None else stage.median_seconds * 1_000_000


def _review(store: Any, period: Any) -> Any:
    from headway.reports.evening_review import review  # noqa: PLC0415 - Django has to be set up first

    return review(store, period, bounce_days=_BOUNCE_DAYS)


def _steps(store: Any, period: Any) -> list[Row]:
    return [{name: getattr(each, name) for name in _STEP} for each in _review(store, period).entries]


def _bounces(store: Any, period: Any) -> list[Row]:
    return [
        {
            "deal_id": each.deal_id,
            "forward_at": each.forward_at,
            "before_at": each.back_before and each.back_before.at,
            "after_at": each.back_after and each.back_after.at,
        }
        for each in _review(store, period).bounces
    ]


_REPORTS = {"funnel": _funnel, "evening_review": _steps, "evening_review_bounces": _bounces}

if __name__ == "__main__":
    main()
