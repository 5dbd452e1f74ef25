"""Asks an engine the questions, checks its answers, and times it.

An engine is a command that reads lines of JSON and answers each with one: first ``{"folder": ...}``, once it has taken
the files in with ``{}``; then ``{"question": ..., "start": ..., "end": ...}`` with ``{"rows": [...]}``, rows with the
names that the oracle's have, or with ``{"rows": null}`` where it cannot tell.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.funnel.oracle import Row, differences
from bench.funnel.questions import questions

_RUNS = 5


def race(folder: Path, command: Sequence[str], expected: Mapping[str, list[Row]]) -> int:
    """Print a line a question: the least of some runs in milliseconds, and whether it is right. Return 1 where not."""
    wrong = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as engine:
        start = perf_counter()
        _ask(engine, {"folder": str(folder)})
        print(f"taken in after {perf_counter() - start:.1f} s\n\n| question | ms | |\n| --- | --: | --- |")
        for asked in questions():
            told, took = _timed(engine, {"question": asked.name, "start": str(asked.start), "end": str(asked.end)})
            said = [] if told is None else list(differences(expected[asked.name], told))
            wrong += bool(said)
            verdict = "not told" if told is None else said[0] if said else "right"
            print(f"| {asked.name} | {took:.1f} | {verdict} |", flush=True)
    return min(wrong, 1)


def _timed(engine: "subprocess.Popen[str]", asked: Mapping[str, str]) -> tuple[list[Row] | None, float]:
    times = []
    for _run in range(_RUNS):
        start = perf_counter()
        answer = _ask(engine, asked)
        times.append((perf_counter() - start) * 1000)
    return answer["rows"], min(times)


def _ask(engine: "subprocess.Popen[str]", asked: Mapping[str, str]) -> Any:
    assert engine.stdin is not None
    assert engine.stdout is not None
    engine.stdin.write(json.dumps(asked) + "\n")
    engine.stdin.flush()
    line = engine.stdout.readline()
    if not line:
        raise SystemExit(f"The engine ended with {engine.wait()} when it was asked {json.dumps(asked)}.")
    return json.loads(line)
