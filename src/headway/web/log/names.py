"""The short lists that deals and clients are sorted by: sources, segments and loss reasons, by name."""

from typing import TypeVar

from headway.web.log.changes import note_names
from headway.web.models import LossReason, Segment, Source

_Named = TypeVar("_Named", Source, Segment, LossReason)


def named(model: type[_Named], name: str) -> _Named:
    """Return the source, segment or loss reason of a name, added where the company had none of it."""
    found, is_new = model.objects.get_or_create(name=name.strip())
    if is_new:
        note_names()
    return found
