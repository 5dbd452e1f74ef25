"""The page for a list of calls after an hour at the phone."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import ngettext

from headway.web.access import Verb, require
from headway.web.clock import now
from headway.web.contacts.saving import toast
from headway.web.contacts.several import MOST_ROWS, ROWS_SHOWN, Row, fresh_rows, kinds, picked, rows_of, save_rows
from headway.web.contacts.step_fields import QUICK_DAYS
from headway.web.figures import number
from headway.web.lookup import look_up
from headway.web.models import Contact
from headway.web.page import PageRequest, signed_in, today_of
from headway.web.recent import clients_at_hand, due_steps, with_deals
from headway.web.templatetags.headway import UNDO

_FOUND = 7
_TOLD_ALONE = 3


@signed_in
def contacts_several(request: PageRequest) -> HttpResponse:
    require(request.user, Verb.LOG)
    if "find" in request.GET:
        return _find(request)
    if "pick" in request.GET:
        row = picked(request.user, request.GET["pick"])
        return render(request, "contacts/several_about.html", {"row": row, "uid": request.GET.get("row", "")})
    if request.method != "POST":
        return _show(request, fresh_rows(ROWS_SHOWN))
    rows = rows_of(request.POST, request.user, today_of(request))
    outcome = save_rows(rows, request.user, now())
    is_done = bool(outcome.written) and not outcome.refused
    _tell(request, outcome.written, is_done=is_done)
    if is_done:
        return redirect("today")
    return _show(request, [*outcome.refused, *fresh_rows(1 if outcome.refused else ROWS_SHOWN)], status=422)


def _tell(request: PageRequest, written: Sequence[Contact], *, is_done: bool) -> None:
    """Say what was written, a few contacts one by one; what is taken back would take the rows to mend with it."""
    if len(written) > _TOLD_ALONE:
        sentence = ngettext("%(count)s contact is in the log.", "%(count)s contacts are in the log.", len(written))
        messages.info(request, sentence % {"count": number(len(written))})
        return
    for contact in written:
        messages.info(request, toast(contact), extra_tags=f"{UNDO}{contact.pk}" if is_done else "")


def _find(request: PageRequest) -> HttpResponse:
    """The clients that somebody types in a row, the due and recent ones first."""
    text, today = request.GET["find"].strip()[:100], today_of(request)
    found = look_up(request.user, text, _FOUND, first=clients_at_hand(request.user, today)) if text else None
    clients = with_deals(request.user, found.mine, due_steps(request.user, today)) if found else []
    return render(request, "contacts/several_found.html", {"clients": clients, "text": text})


def _show(request: PageRequest, rows: list[Row], status: int = 200) -> HttpResponse:
    refused = sum(bool(row.problems) for row in rows)
    context: dict[str, Any] = {
        "rows": rows,
        "spare": fresh_rows(1)[0],
        "most": MOST_ROWS,
        "zone": get_current_timezone_name(),
        "kinds": kinds(),
        "quick_days": QUICK_DAYS,
        "sentence": ngettext(
            "%(count)s row is not written yet. Mend it and save again.",
            "%(count)s rows are not written yet. Mend them and save again.",
            refused,
        )
        % {"count": number(refused)}
        if refused
        else "",
    }
    return render(request, "contacts/several.html", context, status=status)
