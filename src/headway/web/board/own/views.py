"""The pages of boards: the tiles, and picking them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from babel.dates import get_day_names
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headway.engine.catalogue import catalogue
from headway.engine.metric import Metric
from headway.web import figures
from headway.web.asking import Asker
from headway.web.beginning import first_steps, is_blank
from headway.web.board.own.forms import PERIODS, GoalForm, TileForm
from headway.web.board.own.shown import board_shown, heap_words, holder_tabs, number_url, whose_tabs
from headway.web.boards import writing
from headway.web.boards.files import FORMATS, board_file
from headway.web.boards.goals import goal_told, goal_written
from headway.web.boards.holders import TEAM, Holder, holder_told, may_change
from headway.web.boards.picks import Pick, pick_of, picks_of
from headway.web.clock import now
from headway.web.mail import can_send
from headway.web.models import BoardMail, BoardMetric
from headway.web.naming import NotUnderstood
from headway.web.narrowing import chips_of, understood
from headway.web.own.uses import label_before, taken_out
from headway.web.page import PageRequest, signed_in

_STEPS = {"up": -1, "down": 1}
_Parameters = ParamSpec("_Parameters")


def _while_there(view: Callable[_Parameters, HttpResponse]) -> Callable[_Parameters, HttpResponse]:
    """Answer 'not here' where a tile is off its board, be it taken off by somebody else this very moment."""

    @wraps(view)
    def answered(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except BoardMetric.DoesNotExist as trouble:
            raise Http404 from trouble

    return answered


@signed_in
@understood
def shown(request: PageRequest) -> HttpResponse:
    holder = _holder(request)
    if is_blank(request.user):
        # The start page says itself what to do first.
        return HttpResponse() if request.htmx else first_steps(request, _("Board"))
    asker, is_team = _asker(request), request.GET.get("scope") == TEAM
    if request.htmx:
        tiles = board_shown(asker, holder, is_team_total=is_team).tiles
        return render(request, "board/own/tiles.html", {"tiles": tiles})
    wanted = request.GET.get("format", "")
    if wanted:
        if wanted not in FORMATS:
            raise Http404(wanted)
        return board_file(asker, holder, wanted, is_team_total=is_team)
    context = {
        "board": board_shown(asker, holder, is_team_total=is_team),
        "holder": holder,
        "tabs": holder_tabs(request, holder),
        "whose": whose_tabs(request.user, holder, is_team=is_team),
        "is_team": is_team,
        "may_change": may_change(request.user, holder),
        "formats": [(name, name.upper()) for name in FORMATS],
        "mail": _mail(request, holder),
    }
    return render(request, "board/own/board.html", context)


@signed_in
@understood
def picking(request: PageRequest) -> HttpResponse:
    """The page on which a board is picked: its tiles in a list, and the form for one more."""
    holder = _changeable(request)
    form = TileForm(request.POST or None, user=request.user, holder=holder)
    if form.is_valid() and _is_written(form, lambda: writing.add_tile(_asker(request), holder, form.pick())):
        messages.info(request, _("The number stands on the board."))
        return redirect(_picking_url(holder))
    picks = picks_of(holder)
    context = {
        "holder": holder,
        "form": form,
        "lines": [_line(request, holder, pick) for pick in picks],
        "heap": heap_words(picks),
        "is_picked": holder.board is not None,
    }
    return render(request, "board/own/picking.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
@understood
def begin(request: PageRequest) -> HttpResponse:
    holder = _changeable(request)
    writing.begin(_asker(request), holder)
    return redirect(_picking_url(holder))


@signed_in
@understood
@_while_there
def tile(request: PageRequest, tile_id: int) -> HttpResponse:
    """The page of one tile: its days, what it is narrowed to, and its goal."""
    found, holder = _own_tile(request, tile_id)
    metric, asker = _metric_of(found), _asker(request)
    is_goal = request.POST.get("form") == "goal"
    form = TileForm(None if is_goal else request.POST or None, user=request.user, holder=holder, pick=pick_of(found))
    known = goal_written(asker, metric, pick_of(found).goal)
    goal = GoalForm(request.POST if is_goal else None, metric=metric, initial=known)
    if goal.is_valid() and _is_written(goal, lambda: _write_goal(asker, found, metric, goal.cleaned_data)):
        messages.info(request, _("The goal is kept.") if goal.cleaned_data["value"] else _("The goal is taken away."))
        return redirect("board_tile", tile_id=found.pk)
    if form.is_valid() and _is_written(form, lambda: _write_tile(asker, found, form.pick(found.metric))):
        messages.info(request, _("The tile is changed."))
        return redirect(_picking_url(holder))
    context = {
        "holder": holder,
        "tile": found,
        "metric": metric,
        "form": form,
        "goal": goal,
        "url": _picking_url(holder),
    }
    return render(request, "board/own/change.html", context, status=422 if form.errors or goal.errors else 200)


@signed_in
@require_POST
@_while_there
def place(request: PageRequest, tile_id: int) -> HttpResponse:
    """Move a tile up, down, or to a place, counted from 0."""
    found, holder = _own_tile(request, tile_id)
    ids = [each.id for each in picks_of(holder)]
    wish = request.POST.get("place", "")
    here = ids.index(found.pk) if found.pk in ids else 0
    if wish in _STEPS:
        writing.place_tile(_asker(request), found, here + _STEPS[wish])
    elif wish.isdecimal() and len(wish) < 4:
        writing.place_tile(_asker(request), found, int(wish))
    if request.htmx:
        return HttpResponse(status=204)
    return redirect(f"{_picking_url(holder)}#tile-{found.pk}")


@signed_in
@require_POST
@_while_there
def remove(request: PageRequest, tile_id: int) -> HttpResponse:
    found, holder = _own_tile(request, tile_id)
    writing.remove_tile(_asker(request), found)
    messages.info(request, _("The number is off the board."))
    return redirect(_picking_url(holder))


@signed_in
@understood
@_while_there
def look(request: PageRequest, tile_id: int) -> HttpResponse:
    """Note that the number was looked at, and go to its page."""
    found, holder = _tile(request, tile_id)
    writing.look(found, _asker(request))
    _metric_of(found)
    is_team = request.GET.get("scope") == TEAM
    return redirect(number_url(_asker(request), holder, pick_of(found), is_team_total=is_team))


@signed_in
@require_POST
@understood
def mail(request: PageRequest) -> HttpResponse:
    holder, weekday = _holder(request), request.POST.get("weekday", "")
    writing.send_weekly(_asker(request), holder, int(weekday) if weekday.isdecimal() else None)
    messages.info(request, _("The board comes by e-mail.") if weekday else _("The board comes by e-mail no longer."))
    return redirect(f"{reverse('own_board')}?board={holder.key}")


def _asker(request: PageRequest) -> Asker:
    return Asker(request.user, request.company, now())


def _holder(request: PageRequest) -> Holder:
    try:
        return holder_told(request.user, request.POST.get("board") or request.GET.get("board", ""))
    except NotUnderstood as trouble:
        raise Http404(str(trouble)) from trouble


def _changeable(request: PageRequest) -> Holder:
    holder = _holder(request)
    writing.require(_asker(request), holder)
    return holder


def _tile(request: PageRequest, tile_id: int) -> tuple[BoardMetric, Holder]:
    found = writing.tile_of(_asker(request), tile_id)
    return found, writing.holder_of(found)


def _own_tile(request: PageRequest, tile_id: int) -> tuple[BoardMetric, Holder]:
    found, holder = _tile(request, tile_id)
    writing.require(_asker(request), holder)
    return found, holder


def _metric_of(found: BoardMetric) -> Metric:
    if found.metric not in catalogue():
        raise Http404(found.metric)
    return catalogue()[found.metric]


def _write_tile(asker: Asker, found: BoardMetric, pick: Pick) -> None:
    changes = {"period": pick.period, "compare": pick.compare, "saved": pick.saved, "filters": dict(pick.filters)}
    writing.change_tile(asker, found, changes)


def _write_goal(asker: Asker, found: BoardMetric, metric: Metric, told: dict[str, Any]) -> None:
    value = told["value"].strip()
    # A day says enough: how often is chosen in the form from the beginning.
    every = "" if told["by"] else told["every"]
    goal = goal_told(asker, metric, value=value, every=every, by=told["by"]) if value else None
    writing.set_goal(asker, found, goal)


def _is_written(form: TileForm | GoalForm, write: Any) -> bool:
    """Write, and where that is refused, say so at the field that is in the way."""
    try:
        write()
    except NotUnderstood as trouble:
        form.add_error(trouble.field if trouble.field in form.fields else None, str(trouble))
        return False
    return True


def _picking_url(holder: Holder) -> str:
    return f"{reverse('board_picking')}?board={holder.key}"


def _line(request: PageRequest, holder: Holder, pick: Pick) -> dict[str, Any]:
    """Return what the list says of a tile."""
    asker, metric = _asker(request), catalogue().get(pick.metric)
    try:
        narrowed = chips_of(request.user, writing.filters_of(asker, pick)) if metric else [taken_out(pick.metric)]
    except NotUnderstood as trouble:
        narrowed = [str(trouble)]
    kept = [_("Kept words: %(name)s") % {"name": pick.saved}] if pick.saved else []
    label = _(metric.label) if metric else label_before(pick.metric)
    period = dict(PERIODS).get(pick.period, pick.period)
    return {"pick": pick, "metric": metric, "label": label, "period": period, "chips": kept + narrowed}


def _mail(request: PageRequest, holder: Holder) -> dict[str, Any]:
    """Return what the page shows of the weekly mail."""
    board = holder.board
    known = BoardMail.objects.filter(user=request.user, board=board).first() if board else None
    names = get_day_names(locale=figures.reader())
    return {
        "weekday": known.weekday if known else None,
        "days": [(day, names[day].capitalize()) for day in range(7)],
        "can_send": can_send(),
        "is_offered": board is not None or may_change(request.user, holder),
    }
