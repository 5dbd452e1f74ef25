"""A board as its page shows it: the tiles with their addresses, and what is said above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.engine.metric import Metric
from headway.engine.plan import Part
from headway.web import figures
from headway.web.asking import Asker
from headway.web.board.card import RULES
from headway.web.board.shown import Count, left_out_of, rows_url
from headway.web.boards.answered import Tile, tiles_of, words_picked
from headway.web.boards.holders import TEAM, Holder, holders_for
from headway.web.boards.picks import HEAP, Pick, picks_of, unseen
from headway.web.boards.told import ToldTile, told_tiles
from headway.web.compared import NOTHING
from headway.web.models import Role, User
from headway.web.page import PageRequest
from headway.web.parts import Tab
from headway.web.still import still_facts


@dataclass(frozen=True)
class ShownTile:
    """A tile with the addresses of its number's page and of the rows behind it and left out, and its rule in short."""

    told: ToldTile
    url: str
    rows_url: str
    rule: str
    left_out: Count | None = None


@dataclass(frozen=True)
class ShownBoard:
    """A board with its tiles, and the sentence that says when it is becoming a heap."""

    holder: Holder
    tiles: tuple[ShownTile, ...]
    heap: str
    unseen: tuple[str, ...]


def board_shown(asker: Asker, holder: Holder, *, is_team_total: bool = False) -> ShownBoard:
    """Ask a board and return it as its page shows it."""
    picks = picks_of(holder)
    with still_facts() as facts:
        tiles = tiles_of(asker, holder, picks, facts, is_team_total=is_team_total)
    told = told_tiles(asker, holder, tiles)
    pairs = zip(tiles, told, strict=True)
    shown = tuple(_shown(asker, holder, tile, each, is_team_total=is_team_total) for tile, each in pairs)
    return ShownBoard(holder, shown, heap_words(picks), tuple(_labels(unseen(picks, asker.now), told)))


def heap_words(picks: Sequence[Pick]) -> str:
    """Say that a board is becoming a heap; nothing while it is none."""
    if len(picks) <= HEAP:
        return ""
    count = ngettext("%(count)s number", "%(count)s numbers", len(picks)) % {"count": figures.number(len(picks))}
    words = {"count": count, "most": figures.number(HEAP)}
    return _("This board is becoming a heap: %(count)s. Past %(most)s nobody looks at all of them.") % words


def holder_tabs(request: PageRequest, holder: Holder) -> list[Tab]:
    """Return whose boards there are to choose from."""
    return [
        Tab(each.label, f"{reverse('own_board')}?board={each.key}", each.key == holder.key)
        for each in holders_for(request.user)
    ]


def whose_tabs(user: User, holder: Holder, *, is_team: bool) -> list[Tab]:
    """Return a rep's choice between their own numbers and the totals of their team; others have none."""
    if user.role != Role.REP or user.team is None:
        return []
    url = f"{reverse('own_board')}?board={holder.key}"
    return [
        Tab(pgettext("whose numbers", "Mine"), url, not is_team),
        Tab(pgettext("whose numbers", "My team's"), f"{url}&scope={TEAM}", is_team),
    ]


def number_url(asker: Asker, holder: Holder, pick: Pick, *, is_team_total: bool = False) -> str:
    """Return the page of a tile's number, asked the same. Raises NotUnderstood."""
    words = words_picked(asker, holder, pick, is_team_total=is_team_total)
    return f"{reverse('metric', args=[pick.metric])}?{replace(words, compare=words.compare or NOTHING).query()}"


def _shown(asker: Asker, holder: Holder, tile: Tile, told: ToldTile, *, is_team_total: bool) -> ShownTile:
    if tile.answer is None:
        return ShownTile(told, "", "", "")
    if tile.pick.id is None:
        url = number_url(asker, holder, tile.pick, is_team_total=is_team_total)
    else:
        url = reverse("tile_look", args=[tile.pick.id]) + (f"?scope={TEAM}" if is_team_total else "")
    rows = rows_url(tile.answer.question, Part.OF) if tile.answer.total.rows else ""
    return ShownTile(told, url, rows, _rule(tile.answer.metric), left_out_of(tile.answer))


def _rule(metric: Metric) -> str:
    return str(RULES[metric.rule]) if metric.per is not None or metric.course is not None else ""


def _labels(picks: Sequence[Pick], told: Sequence[ToldTile]) -> list[str]:
    labels: Mapping[int | None, str] = {each.pick.id: each.label for each in told}
    return [labels[pick.id] for pick in picks]
