"""Tells a board in words: every tile with its value, its change, its days and its goal, for pages, files and mail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from headway.engine.answer import Answer
from headway.engine.metric import Metric
from headway.engine.question import Question
from headway.web import figures
from headway.web.asking import Asker
from headway.web.boards.answered import Tile
from headway.web.boards.goals import Standing
from headway.web.boards.holders import Holder, narrowed_team
from headway.web.boards.picks import Pick
from headway.web.boards.trails import Points
from headway.web.models import Currency
from headway.web.narrowing import chips_of
from headway.web.own.uses import label_before
from headway.web.targets.telling import parts_told
from headway.web.templatetags.headway import compared_words, period_words
from headway.web.wording import ChangeWords, change_words, interval_words, value_words, why_words


@dataclass(frozen=True, kw_only=True)
class ToldGoal:
    """A goal in words, how long its bar is, and where the mark of the days stands (0 to 100; None: no mark).

    ``note`` says of a target of parts of months that it is one.
    """

    words: str
    note: str
    pace: str
    width: float
    mark: float | None
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class ToldTile:
    """A tile in words: ``value`` None is unknown, ``refusal`` why there is no number at all.

    ``against`` names the days that it is compared with, and of days still running how many of them count.
    """

    pick: Pick
    metric: Metric | None
    label: str
    value: str | None = None
    exact: str = ""
    days: str = ""
    change: ChangeWords | None = None
    against: str = ""
    counts: str = ""
    interval: str = ""
    why: str = ""
    left_out: str = ""
    narrowed: tuple[str, ...] = ()
    goal: ToldGoal | None = None
    points: Points = ()
    refusal: str = ""


def told_tiles(asker: Asker, holder: Holder, tiles: Sequence[Tile]) -> list[ToldTile]:
    """Return the tiles of a board in the reader's words."""
    return [_told(asker, holder, each) for each in tiles]


def _told(asker: Asker, holder: Holder, tile: Tile) -> ToldTile:
    if tile.metric is None or tile.answer is None:
        label = _(tile.metric.label) if tile.metric else label_before(tile.pick.metric)
        return ToldTile(pick=tile.pick, metric=tile.metric, label=label, refusal=tile.refusal)
    answer, metric = tile.answer, tile.metric
    currency = asker.company.currency if asker.company else None
    return ToldTile(
        pick=tile.pick,
        metric=metric,
        label=_(metric.label),
        value=value_words(metric.unit, answer.total.value, currency),
        exact="" if answer.total.value is None else str(answer.total.value),
        days=period_words(answer.question.period),
        change=change_words(metric, answer, currency),
        against=_against(asker, answer.question),
        counts=_counts(answer),
        interval=interval_words(metric, answer.total, currency),
        why=why_words(metric, answer.total, currency),
        left_out=_left_out(answer),
        narrowed=tuple(_narrowed(asker, holder, answer)),
        goal=_goal(metric, tile.standing, currency) if tile.standing else None,
        points=tile.points,
    )


def _against(asker: Asker, question: Question) -> str:
    return compared_words(question.period, question.compare, asker.today) if question.compare else ""


def _left_out(answer: Answer) -> str:
    count = answer.left_out_count
    return _("Left out: %(count)s") % {"count": figures.number(count)} if count else ""


def _counts(answer: Answer) -> str:
    """Write the two counts of a share of pieces."""
    total = answer.total
    is_of_pieces = answer.metric.per is not None and total.interval is not None
    if not is_of_pieces or total.of is None or total.per is None:
        return ""
    return _("%(of)s of %(per)s") % {"of": figures.number(total.of), "per": figures.number(total.per)}


def _narrowed(asker: Asker, holder: Holder, answer: Answer) -> list[str]:
    """Say what a tile is narrowed to; that a team's board is of the team goes without saying."""
    filters = answer.question.filters
    return chips_of(asker.user, replace(filters, team=None) if narrowed_team(asker.user, holder) else filters)


def _goal(metric: Metric, standing: Standing, currency: Currency | None) -> ToldGoal:
    last = figures.short_day(standing.period.end - timedelta(days=1))
    told = {
        "value": value_words(metric.unit, standing.value, currency) or "—",
        "goal": value_words(metric.unit, standing.goal.value, currency),
        "day": last,
    }
    return ToldGoal(
        words=_goal_words(standing) % told,
        note=parts_told(metric) if standing.goal.is_part else "",
        pace=_pace(standing),
        width=min(100.0, float(standing.part * 100)),
        mark=None if standing.gone is None else float(standing.gone * 100),
        is_met=bool(standing.is_met),
    )


def _goal_words(standing: Standing) -> str:
    if standing.goal.is_target:
        at_most = _("Target: %(value)s, at most %(goal)s by %(day)s")
        return at_most if standing.is_at_most else _("Target: %(value)s of %(goal)s by %(day)s")
    return _("%(value)s, at most %(goal)s by %(day)s") if standing.is_at_most else _("%(value)s of %(goal)s by %(day)s")


def _pace(standing: Standing) -> str:
    if standing.is_met:
        return _("Reached.") if not standing.is_at_most else _("Kept so far.")
    if standing.gone is None:
        return ""
    told = {"part": figures.share(standing.part, 0), "gone": figures.share(standing.gone, 0)}
    return _("%(part)s reached, %(gone)s of the days gone.") % told
