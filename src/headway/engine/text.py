"""Marks the words that a reader will see, so that the edge can translate them."""


def gettext_noop(message: str) -> str:
    """Return the message as it is; the name makes it known to the translators' tools."""
    return message
