"""Ids made of what a record is called where it comes from, so that the same file twice is the same records."""

from hashlib import blake2b


class Identity:
    """Makes the ids of one origin: a system, or whatever else gives the same thing the same key in all of its files."""

    def __init__(self, origin: str) -> None:
        self._start = f"{origin}/"

    def of(self, noun: str, key: str) -> str:
        """Return the id of a record as 32 hexadecimal digits; a contact's or a sale's key stands behind its deal's."""
        return blake2b(f"{self._start}{noun}/{key}".encode(), digest_size=16).hexdigest()
