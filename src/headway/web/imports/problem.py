"""What an import cannot do."""


class ImportProblem(Exception):
    """The import cannot go on; the sentence says why and what to do."""
