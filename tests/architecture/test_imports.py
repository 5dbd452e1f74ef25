"""Who knows whom: what counts and measures is free of the web framework."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src/headway"
PURE = ("engine", "replay", "metrics", "reports", "planning", "importers")
# Folders of the web layer that features are made of, each with what it is.
SHARED_BY_FEATURES = {
    "aims": "where the company must be by a day, and where it stands",
    "boards": "what the company, a team or a user has picked to see",
    "facts": "the columns the questions are asked of",
    "forecasts": "how a period will close, and how that came true",
    "jobs": "how work is put off and done in its time",
    "log": "how a contact, a move or a deal is written",
    "migrations": "how the tables came about",
    "models": "the nouns",
    "own": "the metrics that the company makes itself",
    "plans": "what a goal takes, from the sale back to the first call",
    "programmes": "week by week one thing to measure or to mend",
    "targets": "what the company, a team or a user should reach in a month",
    "rep_day": "what the plans need of a rep's day, and whom to contact first",
    "templatetags": "words for templates",
    "understanding": "what a question in plain words means",
    "working_days": "which days the company and its people work",
}

IMPORT_ALL_AND_LOOK = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted(name for name in sys.modules if name.split(".")[0] in {"django", "ninja", "allauth", "huey"}))
"""


def _contract(word: str) -> dict[str, list[str]]:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    return next(one for one in settings["tool"]["importlinter"]["contracts"] if word in one["name"])


@pytest.mark.parametrize("package", [name for name in PURE if (SOURCE / name / "__init__.py").exists()])
def test_importing_all_of_it_brings_in_no_web_framework(package):
    look = [sys.executable, "-c", IMPORT_ALL_AND_LOOK, f"headway.{package}"]
    answer = subprocess.run(look, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout.split(), answer.stderr) == (0, [], "")


def test_the_contract_about_django_names_every_pure_package():
    here = {f"headway.{name}" for name in PURE if (SOURCE / name / "__init__.py").exists()}
    assert set(_contract("know no Django")["source_modules"]) == here


def test_the_contract_about_features_names_every_feature():
    named = set(_contract("features know nothing")["layers"][0].replace("(", "").replace(")", "").split(" | "))
    features = {folder.parent.name for folder in SOURCE.glob("web/*/__init__.py")}
    assert features <= named | SHARED_BY_FEATURES.keys()
