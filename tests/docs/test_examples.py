"""The examples of the documentation run, and print what the pages say they print."""

import re
import shutil
import subprocess
import sys
from contextlib import nullcontext

import pytest

from tests.docs.markdown import PAGES, Block, blocks, name
from tests.docs.trial import Trial

pytestmark = pytest.mark.long


def _is_run(block: Block) -> bool:
    return "run" in block.marks and all(shutil.which(each[6:]) for each in block.marks if each.startswith("needs:"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo company, made once and copied for every page."""
    trial = Trial(tmp_path_factory.mktemp("demo"))
    for command in ("migrate", "demo"):
        subprocess.run(
            [sys.executable, "-m", "headway.cli", command], env=trial.environment, check=True, capture_output=True
        )
    return trial.data


@pytest.mark.parametrize("page", [page for page in PAGES if any(map(_is_run, blocks(page)))], ids=name)
def test_the_examples_of_a_page_run_and_print_what_it_says(page, demo, tmp_path, warm):
    trial = Trial(tmp_path, tuple(warm))
    shutil.copytree(demo, trial.data)
    trial.set_up()
    examples = [block for block in blocks(page) if _is_run(block)]
    is_served = any("server" in example.marks for example in examples)
    with trial.served() if is_served else nullcontext("nowhere") as address:
        printed = trial.run(examples, address)
    for example, output in zip(examples, printed, strict=True):
        assert _missing(_shown_after(page, example), output) == [], output


def test_a_line_that_is_not_printed_is_told():
    """
    … stands for anything, blanks for any number of blanks, and the order counts.
    """
    output = "Contacts: 12\nrep       value\nBob   3\n"
    assert _missing("Contacts: …\nrep value\nBob 3\n", output) == []
    assert _missing("Contacts: 13\n", output) == ["Contacts: 13"]
    assert _missing("Bob 3\nrep value\n", output) == ["rep value"]


def _shown_after(page, example) -> str:
    """What the page says an example prints: the block right behind it, if that is marked so."""
    following = dict(zip(blocks(page), blocks(page)[1:], strict=False)).get(example)
    return following.text if following is not None and following.marks == ("shows",) else ""


def _missing(shown: str, output: str) -> list[str]:
    """The lines that are shown and were not printed, each looked for behind the one before."""
    printed, place, missing = _plain(output), 0, []
    for line in filter(str.strip, shown.splitlines()):
        found = re.compile("[^\n]*?".join(map(re.escape, re.split(" ?… ?", _plain(line))))).search(printed, place)
        place = found.end() if found else place
        missing += [] if found else [line]
    return missing


def _plain(text: str) -> str:
    """Text whose runs of blanks are one blank."""
    return re.sub(r" +", " ", text)
