"""A team's diary as a text table, written into the log; and the figures that a page shows, with where they lead."""

import csv
import io
import re
import uuid
from datetime import UTC, datetime
from html import unescape

from django.test import Client as Browser

from headway.web.log import NewContact, log_contact, move_deal, open_client, open_deal
from headway.web.models import Client, Contact, Deal, Stage, User
from tests.web.past import write_once

_FIGURE = re.compile(r'<a class="figure num" href="([^"]+)">([^<]+)</a>')
_NO_BREAK = "\u00a0"


def write(table: str) -> dict[str, Deal]:
    """Write the lines ``when | rep | deal | kind | stage after`` and return the deals by name.

    A deal is opened by its first line, with a client of the same name; without a deal it is a contact with the client
    'Nobody'. The kind 'move' is a move without a contact. Times are UTC; an empty stage is 'no move'.
    """
    write_once(table, lambda: _write(table))
    named = dict.fromkeys(line["deal"] for line in _lines(table) if line["deal"])
    latest = {deal.name: deal for deal in Deal.objects.filter(name__in=named).order_by("pk")}
    return {name: latest[name] for name in named}


def _write(table: str) -> None:
    deals: dict[str, Deal] = {}
    for line in _lines(table):
        rep = User.objects.get(name=line["rep"])
        at = datetime.fromisoformat(line["when"]).replace(tzinfo=UTC)
        name = line["deal"]
        if name and name not in deals:
            deals[name] = open_deal(open_client(f"{name} Ltd", by=rep, now=at), name=name, by=rep, now=at)
        stage = Stage.objects.get(name=line["stage after"]) if line["stage after"] else None
        if line["kind"] == "move":
            move_deal(deals[name], stage=stage, cause="client", by=rep, now=at, happened_at=at)
        else:
            _log(rep, deals.get(name), line["kind"], at, stage)


def _log(rep: User, deal: Deal | None, kind: str, at: datetime, stage: Stage | None) -> Contact:
    client = deal.client if deal else Client.objects.filter(name="Nobody").first()
    client = client or open_client("Nobody", by=rep, now=at)
    new = NewContact(uid=uuid.uuid4(), client=client, deal=deal, rep=rep, kind=kind, happened_at=at, stage_after=stage)
    return log_contact(new, by=rep, now=at)


def _lines(table: str) -> list[dict[str, str]]:
    heads, *lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [dict(zip(heads, line, strict=True)) for line in lines]


def figures(page: str) -> list[tuple[str, str]]:
    """Return the figures of a page that lead somewhere: the address, and the figure as it reads."""
    return [(unescape(url), unescape(text).replace(_NO_BREAK, " ")) for url, text in _FIGURE.findall(page)]


def rows_of(browser: Browser, url: str) -> list[list[str]]:
    """Return all rows behind a figure, as the file of its page holds them."""
    response = browser.get(f"{url}&format=csv")
    assert response.status_code == 200, (url, response.status_code)
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]


def told(page: str) -> str:
    """Return the words of a page without its marks, each run of spaces as one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page))).replace(_NO_BREAK, " ")
