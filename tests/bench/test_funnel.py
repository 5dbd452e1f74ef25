"""The funnel benchmark: the same log for a seed, its expected answers, and a runner that notices what is wrong."""

import json
import sys
from pathlib import Path

import pytest

from bench.funnel import __main__ as command
from bench.funnel.files import TABLES, write_files
from bench.funnel.oracle import answers_of, differences
from bench.funnel.questions import questions
from bench.funnel.run import race

EXPECTED = Path(command.__file__).parent / "expected" / "5000-contacts-10-reps-seed-1.json"
# Answers from a file of answers, with what stands in the third word taken out of it.
PARROT = """
import json, sys
said, but = json.load(open(sys.argv[1])), sys.argv[2]
print("{}", flush=True) if sys.stdin.readline() else None
for line in sys.stdin:
    name = json.loads(line)["question"]
    print(json.dumps({"rows": None if name == "funnel" else said[name][name == but :]}), flush=True)
"""

pytestmark = pytest.mark.any_database


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("funnel")
    write_files(made, contacts=5_000, seed=1, reps=10)
    return made


def test_the_answers_for_the_seed_are_those_that_are_written_down(folder: Path, tmp_path: Path) -> None:
    """From Parquet and from CSV alike."""
    write_files(tmp_path / "csv", contacts=5_000, seed=1, reps=10, is_csv=True)
    assert sorted(path.name for path in (tmp_path / "csv").glob("*.csv")) == sorted(f"{name}.csv" for name in TABLES)
    assert answers_of(folder) == answers_of(tmp_path / "csv") == json.loads(EXPECTED.read_text())


def test_headway_tells_all_of_them_from_its_own_log(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = [sys.executable, "-m", "bench.funnel.headway_engine"]
    assert race(folder, engine, json.loads(EXPECTED.read_text())) == 0
    said = capsys.readouterr().out
    assert said.count("| right |") == len(list(questions()))


@pytest.mark.parametrize(("but", "code"), [("deals_won", 1), ("nothing", 0)])
def test_a_row_that_is_missing_is_told(folder: Path, but: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    engine = [sys.executable, "-c", PARROT, str(EXPECTED), but]
    assert race(folder, engine, json.loads(EXPECTED.read_text())) == code
    lines = capsys.readouterr().out.splitlines()
    assert ("missing" in next(line for line in lines if line.startswith("| deals_won "))) == bool(code)
    assert any(line.startswith("| funnel |") and "not told" in line for line in lines)


def test_an_engine_that_ends_is_named(folder: Path) -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        race(folder, [sys.executable, "-c", "raise SystemExit(3)"], {})


def test_the_order_of_rows_says_nothing_and_a_line_of_nothing_may_be_left_out() -> None:
    rows = [{"rep": 1, "of": 2}, {"rep": 2, "of": 0}, {"rep": 3, "of": 4}]
    assert list(differences(rows, [{"rep": 3, "of": 4.0}, {"rep": 1, "of": 2}])) == []
    assert list(differences(rows, [{"rep": 1, "of": 2}])) == ['missing: {"of": 4, "rep": 3}']
    assert list(differences(rows[:1], rows)) == ['too much: {"of": 4, "rep": 3}']
    assert list(differences(rows, [*rows, rows[0]])) == ['too much: {"of": 2, "rep": 1}']
    assert list(differences([*rows, rows[0]], rows)) == ['missing: {"of": 2, "rep": 1}']


def test_nothing_but_its_adapter_knows_headway() -> None:
    here = Path(command.__file__).parent
    knowing = {
        path.name
        for path in here.glob("*.py")
        if "import headway" in (text := path.read_text()) or "from headway" in text
    }
    assert knowing == {"headway_engine.py"}
