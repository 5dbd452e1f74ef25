"""The questions: what each asks in words, of which days, and the SQL on the raw log that answers it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_HERE = Path(__file__).parent
VIEWS = (_HERE / "views.sql").read_text()
QUARTER = (date(2025, 1, 1), date(2025, 4, 1))
DAY = (date(2025, 2, 4), date(2025, 2, 5))


@dataclass(frozen=True)
class Asked:
    """A question by its name, about the days from ``start`` up to ``end``, which no longer belongs."""

    name: str
    text: str
    start: date
    end: date
    sql: str

    @property
    def bound(self) -> str:
        """The SQL with the days written into it, so that a database plans for them."""
        return self.sql.replace("$start", f"DATE '{self.start}'").replace("$end", f"DATE '{self.end}'")


def questions() -> Iterator[Asked]:
    """List the questions in the order of their names."""
    for path in sorted((_HERE / "questions").glob("*.sql")):
        yield question(path.stem)


def question(name: str) -> Asked:
    """Return a question; the first line of its file says it in words."""
    text, _line, sql = (_HERE / "questions" / f"{name}.sql").read_text().partition("\n")
    start, end = DAY if name.startswith("evening_review") else QUARTER
    return Asked(name, text.removeprefix("-- "), start, end, sql)


def has_question(name: str) -> bool:
    """Whether there is a question of that name."""
    return (_HERE / "questions" / f"{name}.sql").exists()
