"""The next step that a row tells: what was agreed with the client, of which kind, and for when."""

from headway.importers.lens import Lens
from headway.importers.mapping import CONTACT_KINDS
from headway.importers.records import ImportedStep
from headway.importers.row import Row

STEP_FIELDS = ("next_on", "next_step", "next_kind")


def step_of(row: Row, lens: Lens) -> ImportedStep | None:
    """Give the next step of a row that names its day, or what is to be done: without a day it is to be doubted."""
    if not (lens.has("next_on") or lens.has("next_step")):
        return None
    moment, what = lens.moment(row, "next_on"), lens.text(row, "next_step")
    if moment is None and what is None:
        return None
    return ImportedStep(
        moment and moment.on,
        moment.at if moment and lens.tells_time(row, "next_on") else None,
        lens.one_of(row, "next_kind", CONTACT_KINDS),
        what or "",
    )
