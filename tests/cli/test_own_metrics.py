"""`headway metrics add`, `change`, `remove` and `definition`: a metric of the company's own from a file."""

import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from headway.web.models import OwnMetric, Target

pytestmark = pytest.mark.usefixtures("written", "alice")

FILE = """
label = "Face to face"
heading = "contacts"

[of]
facts = "contacts"
where = [{ trait = "kind", values = ["meeting", "visit"] }]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "face.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_metric_of_a_file_is_kept_and_asked(headway: Callable, file: Path) -> None:
    said = headway("metrics", "add", str(file))
    assert said.lines[0].startswith("Face to face: ")
    assert said.lines[1].endswith("Number: contacts by the day they happened; kind: meeting or visit.")
    assert said.lines[2] == "Kept as 'face_to_face'."
    assert headway("ask", "face", "to", "face", "--period", "all").lines[0].startswith("Face to face: ")
    assert "face_to_face" in headway("metrics").out
    card = headway("metrics", "face_to_face").out
    assert "Made by Alice" in card
    assert "Example" not in card


def test_a_dry_run_keeps_nothing(headway: Callable, file: Path) -> None:
    assert headway("metrics", "add", str(file), "--dry-run").code == 0
    assert not OwnMetric.objects.exists()


def test_what_is_printed_can_be_added_again(headway: Callable, file: Path, tmp_path: Path) -> None:
    headway("metrics", "add", str(file))
    printed = headway("metrics", "definition", "face_to_face").out
    assert headway("metrics", "remove", "face_to_face").lines == ["Taken out: 'face_to_face'."]
    again = tmp_path / "again.toml"
    again.write_text(printed, encoding="utf-8")
    assert headway("metrics", "add", str(again)).code == 0
    assert headway("metrics", "definition", "face_to_face").out == printed


def test_words_of_any_kind_are_printed_so_that_they_can_be_read_again(headway: Callable, file: Path) -> None:
    meaning = 'Line one\r\n\ttwo: "seen\\met" \x7f \x1b, Щ Ő'
    headway("metrics", "add", str(file))
    kept = OwnMetric.objects.get()
    OwnMetric.objects.update(definition={**kept.definition, "meaning": meaning})
    assert tomllib.loads(headway("metrics", "definition", "face_to_face").out)["meaning"] == meaning


def test_what_goes_by_it_is_told_before_it_is_taken_out(headway: Callable, file: Path) -> None:
    headway("metrics", "add", str(file))
    month = {"month": date(2024, 5, 1), "value": 3, "set_at": datetime(2024, 5, 1, tzinfo=UTC)}
    Target.objects.create(metric="face_to_face", **month)
    printed = headway("metrics", "definition", "face_to_face")
    assert printed.lines[0] == "# There is 1 target of it."
    assert tomllib.loads(printed.out)["name"] == "face_to_face"


def test_a_change_counts_as_the_file_says(headway: Callable, file: Path) -> None:
    headway("metrics", "add", str(file))
    file.write_text(FILE.replace('"meeting", "visit"', '"call"'), encoding="utf-8")
    assert headway("metrics", "change", "face_to_face", str(file)).code == 0
    assert "kind: call." in headway("metrics", "face_to_face").out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("label = ", "is no TOML"),
        ('label = "X"', "of: Field required."),
        (FILE.replace("kind", "mood"), "'mood' is not known here. There are: kind, minutes, is_cold"),
        (FILE.replace("Face to face", "Calls"), "There is a metric 'Calls' already."),
    ],
)
def test_a_file_that_cannot_be_kept_is_one_sentence(headway: Callable, file: Path, text: str, sentence: str) -> None:
    file.write_text(text, encoding="utf-8")
    said = headway("metrics", "add", str(file))
    assert said.code == 2
    assert sentence in said.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add",), "Write it like this: headway metrics add FILE."),
        (("add", "/nowhere/at/all.toml"), "/nowhere/at/all.toml cannot be read"),
        (("remove", "dreams"), "The company has no metric 'dreams' of its own."),
    ],
)
def test_a_command_that_cannot_be_done_is_one_sentence(
    headway: Callable, words: tuple[str, ...], sentence: str
) -> None:
    said = headway("metrics", *words)
    assert said.code == 2
    assert sentence in said.err


def test_a_rep_keeps_none(headway: Callable, file: Path) -> None:
    said = headway("metrics", "add", str(file), "--as", "bob@example.com")
    assert (said.code, OwnMetric.objects.exists()) == (2, False)
