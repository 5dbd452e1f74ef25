"""Tables of Markdown, printed a row at a time."""


def print_table(*headings: str) -> None:
    """Print the head of a table whose first column is text and whose others are numbers."""
    print()
    print_row(*headings)
    print_row("---", *["--:"] * (len(headings) - 1))


def print_row(*cells: str) -> None:
    """Print one row."""
    print(f"| {' | '.join(cells)} |", flush=True)
