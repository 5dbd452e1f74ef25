"""What a command cannot do."""


class CommandProblem(Exception):
    """The command cannot do this; the sentence says why and what helps."""
