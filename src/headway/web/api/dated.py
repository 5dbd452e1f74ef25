"""What is counted from facts says of when they are, where another engine is brought up to date now and then only."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from headway.web.facts import facts_known_until


def _until() -> datetime | None:
    return facts_known_until()


class Dated(Schema):
    """An answer that was counted from the facts."""

    known_until: datetime | None = Field(
        default_factory=_until,
        description="What was logged up to then is counted; null where everything is, up to this moment.",
    )
