"""Boards by mail, once a week, in the morning of the day that each reader has chosen."""

import logging
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from headway.web import figures
from headway.web.asking import Asker
from headway.web.boards.files import AskedBoard, asked_board, pdf_of, title_of, xlsx_of
from headway.web.boards.holders import holders_for
from headway.web.boards.paper import pictures_of
from headway.web.clock import zone_of
from headway.web.jobs import every_minute
from headway.web.jobs.ledger import run_once
from headway.web.mail import Enclosed, can_send, send, speaking_to
from headway.web.models import BoardMail, Company
from headway.web.own.known import own_metrics

_log = logging.getLogger(__name__)
_MORNING = 7
# Where the worker stood still in the morning the board comes later that day, but not in the evening.
_EVENING = 19
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@every_minute
def send_boards(now: datetime) -> None:
    """Send each board to those for whom it is the morning of their day, and who have not got it yet."""
    if not can_send():
        return
    company = Company.objects.select_related("currency").first()
    for mail in BoardMail.objects.filter(user__is_active=True).select_related("user__team", "board__team"):
        here = now.astimezone(zone_of(mail.user, company))
        if here.weekday() != mail.weekday or not _MORNING <= here.hour < _EVENING:
            continue
        period = f"{mail.pk}:{here.date().isoformat()}"
        try:
            run_once("board.send", period, partial(_send, mail, company, now), lambda: now)
        except Exception:  # noqa: BLE001 - whatever it is, the next one's mail must go out
            _log.exception("The board for %s could not be written.", mail.user.email)


def _send(mail: BoardMail, company: Company | None, now: datetime) -> dict[str, int]:
    holder = next((each for each in holders_for(mail.user) if each.holds(mail.board)), None)
    if holder is None:
        # Whoever has left the team sees its board no longer.
        return {"tiles": 0}
    # Each reader's own metrics are said in the reader's language.
    with speaking_to(mail.user), own_metrics():
        board = asked_board(Asker(mail.user, company, now), holder)
        subject = _("%(title)s, %(day)s") % {"title": title_of(holder), "day": figures.day(board.asker.today)}
        send(mail.user, subject, "board", {"board": board, "title": title_of(holder)}, enclosed_in(board))
    return {"tiles": len(board.tiles)}


def enclosed_in(board: AskedBoard) -> list[Enclosed]:
    """Return a picture for each tile that has a line, the board on paper, and its table."""
    drawn = {place: each.points for place, each in enumerate(board.told) if len(each.points) > 1}
    pictures = dict(zip(drawn, pictures_of(list(drawn.values())), strict=True))
    name = f"board-{board.asker.today.isoformat()}"
    return [
        *(Enclosed(f"line-{place}.png", "image/png", each, f"line-{place}") for place, each in pictures.items()),
        Enclosed(f"{name}.pdf", "application/pdf", pdf_of(board)),
        Enclosed(f"{name}.xlsx", _XLSX, xlsx_of(board)),
    ]
