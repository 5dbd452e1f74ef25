"""Every direct dependency earns its place in a line, and no line is left of one that went."""

import json
import re
import tomllib

from tests.docs.markdown import REPOSITORY

PAGE = (REPOSITORY / "docs/why/dependencies.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")][2:]
NAMED = {name.strip().lower() for row in ROWS for name in row.split("|")[1].split(",")}


def test_the_page_names_what_is_needed_to_run_and_nothing_else():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    pins = [*project["dependencies"], *extras["mcp"], *extras["spark"]]
    python = {re.split(r"[\[=]", pin)[0].lower() for pin in pins}
    front_end = json.loads((REPOSITORY / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert python | {name.lower() for name in front_end} == NAMED
