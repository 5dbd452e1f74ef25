"""The funnel benchmark: `python -m bench.funnel make|ask|run`; README.md tells how to run another engine on it."""

import argparse
import json
import shlex
import sys
from pathlib import Path

from bench.funnel.files import write_files
from bench.funnel.oracle import answers_of
from bench.funnel.questions import questions
from bench.funnel.run import race


def main() -> int:
    """Do what the words say."""
    parser = argparse.ArgumentParser(prog="python -m bench.funnel", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write the log as files")
    make.add_argument("folder", type=Path)
    make.add_argument("--contacts", type=int, default=100_000)
    make.add_argument("--reps", type=int, default=50)
    make.add_argument("--seed", type=int, default=1)
    make.add_argument("--csv", action="store_true", help="CSV instead of Parquet")
    answers = commands.add_parser("answers", help="print the answers of the oracle")
    answers.add_argument("folder", type=Path)
    commands.add_parser("questions", help="print the questions")
    run = commands.add_parser("run", help="ask an engine, check what it says, and time it")
    run.add_argument("folder", type=Path)
    run.add_argument("engine", help="the command that starts it")
    run.add_argument("--answers", type=Path, help="the expected answers, where the oracle shall not be asked")
    arguments = parser.parse_args()
    return _COMMANDS[arguments.command](arguments)


def _make(arguments: argparse.Namespace) -> int:
    size = {"contacts": arguments.contacts, "seed": arguments.seed, "reps": arguments.reps}
    write_files(arguments.folder, **size, is_csv=arguments.csv)
    return 0


def _answers(arguments: argparse.Namespace) -> int:
    lines = [f"  {json.dumps(name)}: {json.dumps(rows)}" for name, rows in answers_of(arguments.folder).items()]
    print("{\n" + ",\n".join(lines) + "\n}")
    return 0


def _questions(_arguments: argparse.Namespace) -> int:
    for asked in questions():
        print(f"{asked.name} ({asked.start} to {asked.end}, the end not included): {asked.text}")
    return 0


def _run(arguments: argparse.Namespace) -> int:
    expected = json.loads(arguments.answers.read_text()) if arguments.answers else answers_of(arguments.folder)
    return race(arguments.folder, shlex.split(arguments.engine), expected)


_COMMANDS = {"make": _make, "answers": _answers, "questions": _questions, "run": _run}

if __name__ == "__main__":
    sys.exit(main())
