"""Bringing files in up to the first funnel: a made-up CSV and, where it is at hand, a real event log."""

import csv
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.clock import once_ms
from bench.table import print_row, print_table

_HERE = Path(__file__).parent
_ROWS = 100_000
_CONTACTS_A_DEAL = 8
_STAGES = ("", "", "", "New", "Reached", "Need", "Offer", "Decision", "Won", "Lost")
_EVENT_LOG = "BPI_Challenge_2012.xes.gz"
_EVENTS = 262_200


@dataclass(frozen=True)
class File:
    """A file with the number of its rows, the mapping it is read by, and a period in which its funnel is asked."""

    path: Path
    rows: int
    mapping: str
    period: str


def main() -> None:
    """Import each file into a new installation and print how long it took."""
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as folder:
        print_table("file", "rows", "import, s", "rows a second", "then the first funnel, s", "the same file again, s")
        for number, file in enumerate(_files(Path(folder))):
            _print_import(file, Path(folder) / str(number))


def _files(folder: Path) -> list[File]:
    made = folder / "contacts.csv"
    _write_contacts(made)
    files = [File(made, _ROWS, str(_HERE / "contacts.toml"), "2025")]
    real = Path(os.environ.get("HEADWAY_REAL_DATA") or _HERE.parents[1] / "shared" / "data") / _EVENT_LOG
    if real.exists():
        files.append(File(real, _EVENTS, "bpi_challenge_2012", "2011-10-01..2012-04-01"))
    else:
        print(f"{_EVENT_LOG} is not here. Set HEADWAY_REAL_DATA to its folder to import it too.")
    return files


def _write_contacts(path: Path) -> None:
    chance, start = random.Random(1), datetime(2024, 6, 1, 8, tzinfo=UTC)
    with path.open("w", newline="", encoding="utf-8") as target:
        rows = csv.writer(target)
        rows.writerow(("id", "deal", "client", "when", "rep", "kind", "minutes", "stage after"))
        for number in range(_ROWS):
            deal = number // _CONTACTS_A_DEAL
            at = start + timedelta(
                hours=deal % 8760, minutes=1000 * (number % _CONTACTS_A_DEAL) + chance.randrange(900)
            )
            kind, stage = chance.choice(("call", "email", "meeting")), chance.choice(_STAGES)
            rows.writerow(
                (
                    number,
                    f"D{deal}",
                    f"Client {deal}",
                    f"{at:%Y-%m-%d %H:%M}",
                    f"Rep {deal % 40}",
                    kind,
                    chance.randrange(90),
                    stage,
                )
            )


def _print_import(file: File, data: Path) -> None:
    environment = os.environ | {"HEADWAY_DATA": str(data), "HEADWAY_DEMO": "no"}
    environment.pop("HEADWAY_DATABASE_URL", None)

    def run(*words: str) -> float:
        command = [sys.executable, "-m", "headway.cli", *words]
        return once_ms(lambda: subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)) / 1000

    run("migrate")
    words = ("import", str(file.path), "--mapping", file.mapping)
    first, funnel, again = run(*words), run("funnel", "--period", file.period), run(*words)
    print_row(
        file.path.name, f"{file.rows:,}", f"{first:.1f}", f"{file.rows / first:,.0f}", f"{funnel:.1f}", f"{again:.1f}"
    )


if __name__ == "__main__":
    main()
