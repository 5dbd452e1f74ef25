"""Noting what sources cost by a file while it is read: the costs are written when the import is published."""

from collections.abc import Iterable

from headway.engine.text import Sentence, gettext_noop
from headway.importers.records import ImportedCost
from headway.web.imports.writing.desk import Desk
from headway.web.imports.writing.pending import NotedCost
from headway.web.imports.writing.rows import trimmed
from headway.web.imports.writing.worth import minor_units
from headway.web.log.costs import LONGEST_NOTE, MOST, MOST_DAYS

_NO_CURRENCY = gettext_noop("“%(code)s” is no currency: the cost was left out. Write a code such as EUR.")
_NO_RATE = gettext_noop(
    "There is no exchange rate for %(code)s yet, so the cost was left out: add one on the page Exchange rates or with"
    " `headway rate`, and import again."
)
_TOO_MUCH = gettext_noop("The amount %(amount)s is too large to be true: the cost was left out.")
_TOO_LONG = gettext_noop("A cost is spread over five years at most: it was left out. Write down each year by itself.")
_REPEATED = gettext_noop("The id “%(key)s” stands twice: the second cost was left out. Give each row an id of its own.")


def note_costs(desk: Desk, costs: Iterable[ImportedCost]) -> None:
    """Note what can be written, and doubt what cannot."""
    for cost in costs:
        uid = desk.identity.of("cost", cost.key)
        noted = Sentence(_REPEATED, key=cost.key) if uid in desk.pending.costs else _noted(desk, cost)
        if isinstance(noted, Sentence):
            desk.doubt(cost.line, noted, is_kept=False)
        else:
            desk.pending.costs[uid] = noted


def _noted(desk: Desk, cost: ImportedCost) -> NotedCost | Sentence:
    """Return a cost in minor units of its currency and the company's, or why that cannot be."""
    source, currency = desk.names.source(cost.source), desk.names.currency(cost.currency)
    if source is None or currency is None:
        return Sentence(_NO_CURRENCY, code=cost.currency)
    amount = minor_units(cost.amount, currency)
    if amount > MOST:
        return Sentence(_TOO_MUCH, amount=cost.amount)
    if (cost.ends_on - cost.starts_on).days > MOST_DAYS:
        return Sentence(_TOO_LONG)
    company_amount = desk.context.conversion.convert(amount, currency.code, cost.starts_on)
    if company_amount is None:
        return Sentence(_NO_RATE, code=currency.code)
    note = " ".join(trimmed(cost.note, LONGEST_NOTE).split())
    return NotedCost(source, cost.starts_on, cost.ends_on, amount, currency.code, company_amount, note)
