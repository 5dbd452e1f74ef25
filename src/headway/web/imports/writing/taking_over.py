"""What an attempt wrote that was never published, taken over by the next import that speaks of the same."""

from collections.abc import Iterable

from django.db import models

from headway.web.imports.tables import records
from headway.web.imports.writing.desk import Desk
from headway.web.models import Contact, Deal, Sale, StageMove

_PART = 900
# What replay has derived of a touch may be of a log that is no more.
_UNDERIVED = {Contact: {"stage": None}, StageMove: {"stage_before": None}}


def take_over(desk: Desk, model: type[models.Model], ids: Iterable[int]) -> None:
    """Let those of the records that exist for nobody yet be this import's: hidden by the other, they would stay so."""
    _let_go(desk, model, "pk", ids)


def take_over_deals(desk: Desk, ids: Iterable[int]) -> None:
    """Let such deals be this import's, with all that the same attempts wrote about them."""
    deals = list(ids)
    for model, column in ((Deal, "pk"), (Contact, "deal"), (StageMove, "deal"), (Sale, "deal")):
        _let_go(desk, model, column, deals)


def _let_go(desk: Desk, model: type[models.Model], column: str, ids: Iterable[int]) -> None:
    if not desk.abandoned:
        return
    asked = list(ids)
    for start in range(0, len(asked), _PART):
        part = {f"{column}__in": asked[start : start + _PART]}
        theirs = records(model).filter(import_run__in=desk.abandoned, **part)
        theirs.update(import_run=desk.run, **_UNDERIVED.get(model, {}))
