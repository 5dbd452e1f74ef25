"""One size of log: write it, copy it to columns, ask it, and add to it; the environment names the data folder.

Where the folder holds a log already, that one is asked, and nothing is added:
`HEADWAY_DATA=FOLDER python -m bench.one_size 10000000`.
"""

import argparse
import os
from itertools import chain
from pathlib import Path

import django
import psycopg

from bench.clock import once_ms, once_with_cpu_ms
from bench.table import print_row, print_table

# The made-up log lies in SQLite; PostgreSQL is the opponent that holds a copy of it.
_SERVER = os.environ.pop("HEADWAY_DATABASE_URL", "")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")
_FEWEST_REPS, _CONTACTS_A_REP = 50, 20_000


def main() -> None:
    """Measure one size and print it as tables of Markdown."""
    parser = argparse.ArgumentParser()
    parser.add_argument("contacts", type=int)
    parser.add_argument("--only", nargs="*", default=["questions", "refresh"])
    arguments = parser.parse_args()
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django has to be set up first

    call_command("migrate", verbosity=0)
    _measure(arguments.contacts, arguments.only)


def _measure(contacts: int, only: list[str]) -> None:
    from bench.company import make_company, write_days, write_log  # noqa: PLC0415 - Django has to be set up first
    from headway.web.facts.local import LocalStore  # noqa: PLC0415 - Django has to be set up first
    from headway.web.models import Contact  # noqa: PLC0415 - Django has to be set up first

    def write() -> None:
        make_company(reps=max(_FEWEST_REPS, contacts // _CONTACTS_A_REP))
        write_log(contacts)
        write_days()

    is_new = not Contact.objects.exists()
    steps = {"write them, replayed": once_with_cpu_ms(write)} if is_new else {}
    store = LocalStore(Path(os.environ["HEADWAY_DATA"]) / "facts.duckdb")
    steps["copy all to columns"] = rebuild_ms, _ = once_with_cpu_ms(store.rebuild)
    written = Contact.objects.count()
    print(f"\n### {written:,} contacts")
    print_table("what", "s", "s of processor time", "contacts a second")
    for what, (took, cpu) in steps.items():
        print_row(what, f"{took / 1000:.1f}", f"{cpu / 1000:.1f}", f"{written / took * 1000:,.0f}")
    if "questions" in only:
        _print_questions(store)
    if "refresh" in only and is_new:
        _print_refreshes(store, rebuild_ms)


def _print_questions(store: object) -> None:
    from bench.alone import timings_alone  # noqa: PLC0415 - Django has to be set up first
    from bench.questions import timings  # noqa: PLC0415 - Django has to be set up first
    from bench.raw_log import copy_raw_log  # noqa: PLC0415 - Django has to be set up first

    server = psycopg.connect(_SERVER, autocommit=True) if _SERVER else None
    if server is not None:
        copy_raw_log(server)
    print_table(
        "question",
        "engine, ms",
        "by hand on the facts, ms",
        "engine / by hand",
        "PostgreSQL on the raw log, ms",
        "PostgreSQL / engine",
    )
    for timing in chain(timings(store, server), timings_alone(store)):  # type: ignore[arg-type]
        by_hand = (
            ("", "") if timing.by_hand is None else (f"{timing.by_hand:.1f}", f"{timing.engine / timing.by_hand:.2f}")
        )
        raw = ("", "") if timing.raw is None else (f"{timing.raw:.0f}", f"{timing.raw / timing.engine:.1f}")
        print_row(timing.name, f"{timing.engine:.1f}", *by_hand, *raw)


def _print_refreshes(store: object, rebuild_ms: float) -> None:
    from bench.company import write_log  # noqa: PLC0415 - Django has to be set up first

    print_table("new contacts", "copied in, ms", "part of a rebuild")
    for count in (1, 100, 10_000):
        written = write_log(count, seed=count + 1, is_noted=True)
        took = once_ms(store.refresh)  # type: ignore[attr-defined]
        print_row(f"{written:,}", f"{took:.0f}", f"{took / rebuild_ms:.3f}")


if __name__ == "__main__":
    main()
