"""How a module of Headway reads: short, opened by one sentence, with nothing left to do."""

import ast
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src/headway"

LINES_AT_MOST = {"src": 300, "bench": 300, "tests": 400}  # the tables in the docstrings of tests take room
BODY_AT_MOST = 30
FOLDERS_AT_MOST = 4

# Each with the reason why it is better long than torn apart.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}


def _is_ours(module: Path) -> bool:
    return "migrations" not in module.parts and "__pycache__" not in module.parts


def _name(module: Path) -> str:
    return str(module.relative_to(REPOSITORY))


def _modules(*folders: str) -> list[Path]:
    return sorted(module for folder in folders for module in (REPOSITORY / folder).rglob("*.py") if _is_ours(module))


SOURCE_MODULES = _modules("src")
MODULES = SOURCE_MODULES + _modules("tests", "bench")


def test_a_module_opens_with_one_sentence():
    openings = {_name(module): _opening(module) for module in MODULES}
    sentence = re.compile(r"[^a-z\s](?:(?![.!?] [A-Z]).)+[.:!?]", re.DOTALL)
    assert {name: opening for name, opening in openings.items() if not sentence.fullmatch(opening)} == {}


def test_a_module_fits_in_the_head():
    """A file with more lines is to be divided."""
    lines = {_name(module): len(module.read_text().splitlines()) for module in MODULES}
    assert {name: n for name, n in lines.items() if n > LINES_AT_MOST[name.split("/")[0]]}.keys() <= LONG_FILES.keys()


def test_the_body_of_a_function_fits_in_the_eye():
    long = {
        f"{_name(module)}:{node.name}"
        for module in SOURCE_MODULES
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.FunctionDef) and _lines_of_body(node) > BODY_AT_MOST
    }
    assert long <= LONG_FUNCTIONS.keys()


def test_nothing_is_left_to_do():
    word = "TO" + "DO"
    assert [_name(module) for module in MODULES if word in module.read_text()] == []


def test_folders_are_at_most_four_deep():
    depths = {_name(module): len(module.relative_to(SOURCE).parts) - 1 for module in SOURCE_MODULES}
    assert {name: depth for name, depth in depths.items() if depth > FOLDERS_AT_MOST} == {}


@pytest.mark.parametrize("name", sorted({*LONG_FILES, *(name.split(":")[0] for name in LONG_FUNCTIONS)}))
def test_an_exception_names_a_file_that_exists(name):
    assert (REPOSITORY / name).is_file()


def _opening(module: Path) -> str:
    return (ast.get_docstring(ast.parse(module.read_text())) or "").split("\n\n")[0]


def _lines_of_body(function: ast.FunctionDef) -> int:
    """Without the docstring, which may be as long as the facts it has to tell."""
    told = ast.get_docstring(function) is not None
    statements = function.body[1:] if told else function.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1 if statements else 0
