"""Keys that stay the same when a file is imported again."""

from collections import Counter
from hashlib import blake2b


class EventKeys:
    """Keys for events without an id of their own: a digest of what they say, and which of the equal ones they are."""

    def __init__(self, deal: str) -> None:
        self._deal = deal
        self._seen: Counter[str] = Counter()

    def key(self, *saying: object) -> str:
        """Return the key of the next event that says this."""
        said = "\x1f".join(str(part) for part in (self._deal, *saying))
        self._seen[said] += 1
        return blake2b(f"{said}\x1f{self._seen[said]}".encode(), digest_size=12).hexdigest()
