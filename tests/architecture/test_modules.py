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


each_module = pytest.mark.parametrize("module", _modules("src", "tests", "bench"), ids=_name)
each_source_module = pytest.mark.parametrize("module", _modules("src"), ids=_name)


@each_module
def test_a_module_opens_with_one_sentence(module):
    opening = (ast.get_docstring(ast.parse(module.read_text())) or "").split("\n\n")[0]
    assert re.fullmatch(r"[^a-z\s](?:(?![.!?] [A-Z]).)+[.:!?]", opening, re.DOTALL), f"It opens with {opening!r}."


@each_module
def test_a_module_fits_in_the_head(module):
    lines = len(module.read_text().splitlines())
    most = LINES_AT_MOST[module.relative_to(REPOSITORY).parts[0]]
    assert lines <= most or _name(module) in LONG_FILES, f"{lines} lines are more than {most}: divide the file."


@each_source_module
def test_the_body_of_a_function_fits_in_the_eye(module):
    functions = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.FunctionDef)]
    long = {f"{_name(module)}:{node.name}" for node in functions if _lines_of_body(node) > BODY_AT_MOST}
    assert long <= LONG_FUNCTIONS.keys()


@each_module
def test_nothing_is_left_to_do(module):
    word = "TO" + "DO"
    assert word not in module.read_text()


@each_source_module
def test_folders_are_at_most_four_deep(module):
    folders = module.relative_to(SOURCE).parts[:-1]
    assert len(folders) <= FOLDERS_AT_MOST


@pytest.mark.parametrize("name", sorted({*LONG_FILES, *(name.split(":")[0] for name in LONG_FUNCTIONS)}))
def test_an_exception_names_a_file_that_exists(name):
    assert (REPOSITORY / name).is_file()


def _lines_of_body(function: ast.FunctionDef) -> int:
    """Without the docstring, which may be as long as the facts it has to tell."""
    told = ast.get_docstring(function) is not None
    statements = function.body[1:] if told else function.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1 if statements else 0
