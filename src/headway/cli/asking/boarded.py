"""Prints a board, writes it into a file, and picks its tiles and goals."""

from argparse import Namespace
from pathlib import Path

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.saved import only_told
from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.engine.catalogue import catalogue
from headway.web.api.boarded import BoardOut
from headway.web.asking import Asker
from headway.web.boards import writing
from headway.web.boards.files import FORMATS, AskedBoard, asked_board, csv_of, title_of
from headway.web.boards.goals import goal_told
from headway.web.boards.holders import TEAM, Holder, holder_told
from headway.web.boards.picks import Pick
from headway.web.boards.told import ToldTile
from headway.web.models import BoardMetric


def show(asker: Asker, arguments: Namespace) -> None:
    """Print a board, or write it into a file."""
    holder = _holder(asker, arguments)
    board = asked_board(asker, holder, is_team_total=arguments.scope == TEAM)
    if arguments.json:
        print(BoardOut.answered(asker, holder, board.tiles).model_dump_json(indent=2))
    elif arguments.csv:
        print(csv_of(board).decode("utf-8-sig"), end="")
    elif arguments.to:
        _write(board, Path(arguments.to))
    else:
        print(title_of(holder))
        columns = [Column("id"), Column(_("number")), Column(_("value"), is_number=True)]
        columns += [Column(_("days")), Column(_("change")), Column(_("goal"))]
        print_table(columns, [_cells(each) for each in board.told])


def add(asker: Asker, arguments: Namespace) -> None:
    """Put a number on a board."""
    pick = Pick(
        metric=arguments.metric,
        period=arguments.period,
        compare=_compare(arguments.compare),
        saved=arguments.saved,
        filters=only_told(arguments.only),
    )
    tile = writing.add_tile(asker, _holder(asker, arguments), pick)
    print(_("%(name)s stands on the board as %(id)s.") % {"name": _label(tile), "id": tile.pk})


def change(asker: Asker, arguments: Namespace) -> None:
    """Change what a tile shows."""
    told = {"period": arguments.period, "saved": arguments.saved}
    told["compare"] = None if arguments.compare is None else _compare(arguments.compare)
    changes = {name: value for name, value in told.items() if value is not None}
    filters = {"filters": only_told(arguments.only)} if arguments.only else {}
    writing.change_tile(asker, _tile(asker, arguments), {**changes, **filters})
    print(_("Changed."))


def move(asker: Asker, arguments: Namespace) -> None:
    """Give a tile another place."""
    writing.place_tile(asker, _tile(asker, arguments), arguments.place - 1)
    print(_("Moved."))


def remove(asker: Asker, arguments: Namespace) -> None:
    """Take a number off its board."""
    writing.remove_tile(asker, _tile(asker, arguments))
    print(_("Taken off."))


def goal(asker: Asker, arguments: Namespace) -> None:
    """Set a goal, or take it away."""
    tile = _tile(asker, arguments)
    if not arguments.value:
        writing.set_goal(asker, tile, None)
        print(_("The goal is taken away."))
        return
    metric = writing.find_metric(tile.metric)
    told = goal_told(asker, metric, value=arguments.value, every=arguments.every, by=arguments.by)
    writing.set_goal(asker, tile, told)
    print(_("The goal is kept."))


def mail(asker: Asker, arguments: Namespace) -> None:
    """Have a board sent once a week, or no longer."""
    weekday = None if arguments.weekday == "never" else int(arguments.weekday)
    writing.send_weekly(asker, _holder(asker, arguments), weekday)
    print(_("The board comes by e-mail no longer.") if weekday is None else _("The board comes by e-mail."))


def _cells(told: ToldTile) -> list[str]:
    number = "" if told.pick.id is None else str(told.pick.id)
    label = ", ".join([told.label, *told.narrowed])
    words = "; ".join(each for each in (told.change.words if told.change else "", told.left_out) if each)
    goal_words = told.goal.words if told.goal else ""
    return [number, label, told.value or written.UNKNOWN, told.days, told.refusal or words, goal_words]


def _write(board: AskedBoard, path: Path) -> None:
    form = path.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        words = {"file": path.name, "known": ", ".join(f".{each}" for each in FORMATS)}
        raise CommandProblem(_("'%(file)s' names no kind of file. Let it end in one of: %(known)s.") % words)
    _kind, write = FORMATS[form]
    try:
        path.write_bytes(write(board))
    except OSError as trouble:
        raise CommandProblem(str(trouble)) from trouble
    print(_("Written into %(file)s.") % {"file": path})


def _holder(asker: Asker, arguments: Namespace) -> Holder:
    return holder_told(asker.user, getattr(arguments, "board", ""))


def _tile(asker: Asker, arguments: Namespace) -> BoardMetric:
    try:
        return writing.tile_of(asker, arguments.tile)
    except BoardMetric.DoesNotExist as trouble:
        raise CommandProblem(_("There is no tile %(id)s that you can see.") % {"id": arguments.tile}) from trouble


def _label(tile: BoardMetric) -> str:
    return _(catalogue()[tile.metric].label)


def _compare(text: str) -> str:
    return "" if text == "none" else text
