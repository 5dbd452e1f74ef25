"""Noting the next steps of a file while it is written: they are set when the import is published."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import ImportedDeal, ImportedStep
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.pending import NotedStep
from headway.web.imports.writing.rows import trimmed
from headway.web.imports.writing.touches import Home
from headway.web.models import ContactKind

_NO_DAY = gettext_noop("The next step has no day, so it was left out: fill it in, or map the column that holds it.")
_BEFORE = gettext_noop("The next step of %(day)s lies before its contact, so it was left out: check its day.")
_TOO_FAR = gettext_noop("The next step of %(day)s lies more than five years ahead, so it was left out: check its day.")
_FURTHEST = timedelta(days=5 * 366)
_LONGEST = 200


def note_steps(desk: Desk, homes: Iterable[tuple[Home, ImportedDeal]]) -> None:
    """Note what deals and their contacts tell of next steps, and doubt what cannot be set."""
    for home, deal in homes:
        desk.pending.steps.extend(_of_deal(desk, home, deal))


def _of_deal(desk: Desk, home: Home, deal: ImportedDeal) -> Iterator[NotedStep]:
    of = desk.identity.of
    if deal.next_step and (on := _day(desk, deal.next_step, deal.line, deal.entered_on)):
        yield _noted(deal.next_step, on, of("step", home.key), home, rep_id=_rep(desk, home, None))
    for contact in deal.contacts:
        if contact.next_step and (on := _day(desk, contact.next_step, contact.line, contact.on)):
            key, rep_id = f"{home.key}/{contact.key}", _rep(desk, home, contact.rep)
            yield _noted(contact.next_step, on, of("step", key), home, rep_id=rep_id, contact_uid=of("contact", key))


def _day(desk: Desk, step: ImportedStep, line: int, since: date | None) -> date | None:
    """Return the day of a step that can be set; else tell why not."""
    if step.on is None:
        reason = _NO_DAY
    elif since is not None and step.on < since:
        reason = _BEFORE
    elif step.on > desk.started_on + _FURTHEST:
        reason = _TOO_FAR
    else:
        return step.on
    desk.doubt(line, Sentence(reason, day=step.on))
    return None


def _rep(desk: Desk, home: Home, name: str | None) -> int:
    return desk.names.rep(name) or home.owner_id or desk.names.unknown_rep


def _noted(
    step: ImportedStep, on: date, uid: str, home: Home, *, rep_id: int, contact_uid: str | None = None
) -> NotedStep:
    kind, what = step.kind or ContactKind.CALL.value, " ".join(trimmed(step.what, _LONGEST).split())
    return NotedStep(uid, home.deal_id, contact_uid, rep_id, kind, what, on, step.at)
