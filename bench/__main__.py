"""The one command: `python -m bench [--sizes 100000 1000000] [--only questions refresh pages http imports]`."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

_PARTS = ("questions", "refresh", "pages", "http", "imports")
_OWN_POSTGRESQL = [sys.executable, str(Path(__file__).parents[1] / "tests" / "postgresql.py")]
_CONTACTS_BEFORE_HTTP = "20000"


def main() -> int:
    """Run the parts one after another, each in a process and with a data folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=[100_000, 1_000_000, 10_000_000], metavar="CONTACTS")
    parser.add_argument("--only", nargs="*", choices=_PARTS, default=_PARTS, metavar="PART", help=", ".join(_PARTS))
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} before the start", flush=True)
    sized = [part for part in ("questions", "refresh") if part in arguments.only]
    for size in arguments.sizes if sized else ():
        _run("bench.one_size", str(size), "--only", *sized, starter=_OWN_POSTGRESQL)
    for size in arguments.sizes if "pages" in arguments.only else ():
        print(f"\n### Pages over HTTP, {size:,} contacts", flush=True)
        _run("bench.pages", str(size), starter=[])
    if "http" in arguments.only:
        for name, starter in (("SQLite", []), ("PostgreSQL", [*_OWN_POSTGRESQL, "--durable"])):
            print(f"\n### Logging a contact over HTTP, {name}", flush=True)
            _run("bench.over_http", _CONTACTS_BEFORE_HTTP, starter=starter)
        print("\n### Logging an interaction over HTTP, django-crm on PostgreSQL", flush=True)
        _run("bench.beside_django_crm", starter=[*_OWN_POSTGRESQL, "--durable"])
    if "imports" in arguments.only:
        print("\n### Imports", flush=True)
        _run("bench.importing", starter=[])
    return 0


def _run(module: str, *words: str, starter: list[str]) -> None:
    # A server or a folder that somebody works with must not be filled with made-up contacts.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("HEADWAY_") or name == "HEADWAY_REAL_DATA"
    }
    with tempfile.TemporaryDirectory(prefix="headway-bench-") as data:
        settings = environment | {"HEADWAY_DATA": data}
        subprocess.run([*starter, sys.executable, "-m", module, *words], env=settings, check=True)


if __name__ == "__main__":
    sys.exit(main())
