"""What the repository holds and what it leaves to the set-up."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
MADE_BY_THE_SET_UP = re.compile(r"(^|/)(node_modules|vendor)/|\.(mo|min\.js|min\.css|woff2?|map)$")


@pytest.fixture(scope="module")
def committed() -> list[str]:
    try:
        listing = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This is no git checkout, so there is no list of committed files to look at.")
    return listing.stdout.splitlines()


def test_no_front_end_file_of_others_and_nothing_compiled_is_committed(committed):
    assert [name for name in committed if MADE_BY_THE_SET_UP.search(name)] == []


@pytest.mark.parametrize("lock", ["locks/run.txt", "locks/test.txt"])
def test_a_lock_holds_a_version_and_hashes_and_no_address(lock):
    pins = (REPOSITORY / lock).read_text().replace("\\\n", " ").splitlines()
    assert [pin for pin in pins if not re.fullmatch(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin)] == []


def test_the_lock_of_the_front_end_names_no_download_address():
    assert '"resolved"' not in (REPOSITORY / "package-lock.json").read_text()


def test_the_locks_and_the_package_agree_on_every_direct_dependency():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    direct = [*project["dependencies"], *(pin for extra in project["optional-dependencies"].values() for pin in extra)]
    locked = {pin.split(" ")[0] for pin in (REPOSITORY / "locks/test.txt").read_text().splitlines()}
    assert {re.sub(r"\[.*\]|;.*", "", pin).lower() for pin in direct} <= locked


def test_continuous_integration_runs_the_command_of_the_readme():
    command = "make test"
    assert command in (REPOSITORY / ".ci/run").read_text()
    assert command in (REPOSITORY / "README.md").read_text()
