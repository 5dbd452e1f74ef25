"""Asks for the evening review in the words of every door, and for the deals that its contacts were about."""

from typing import Any

from headway.engine.dimension import Dimension
from headway.engine.rows import RowSet
from headway.reports.deals_touched import deals_touched
from headway.reports.evening_review import Listed, Review, review
from headway.web.asking import FILTERS, Asker, Words, common_of
from headway.web.facts import get_store
from headway.web.naming import NotUnderstood
from headway.web.read_words import one_of


def review_of(asker: Asker, words: Words, listed: Listed | None = None) -> Review:
    """Return the evening review of a day or a period, of the reps the asker may see. Raises NotUnderstood."""
    common = _common_of(asker, words)
    return review(
        get_store(),
        common["period"],
        asker.scope,
        common["filters"],
        bounce_days=asker.bounce_days,
        late_hours=asker.late_hours,
        listed=listed,
    )


def touched_of(asker: Asker, words: Words, limit: int | None = None, offset: int = 0) -> RowSet:
    """Return the deals that the contacts of a review were about. Raises NotUnderstood."""
    common = _common_of(asker, words)
    return deals_touched(get_store(), common["period"], asker.scope, common["filters"], limit=limit, offset=offset)


def _common_of(asker: Asker, words: Words) -> dict[str, Any]:
    """Read what is common to all questions; a review looks at deals before they ended."""
    if words.filters.get(Dimension.LOSS_REASON):
        known = [each for each in FILTERS if each is not Dimension.LOSS_REASON]
        raise NotUnderstood(one_of(Dimension.LOSS_REASON, known), Dimension.LOSS_REASON.value)
    return common_of(asker, words)
