"""What the log refuses."""


class LogProblem(Exception):
    """The log cannot take this; the sentence says why and what to do."""
