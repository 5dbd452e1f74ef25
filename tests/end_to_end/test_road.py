"""The whole road on a real log: a Dutch bank's loan applications (BPI Challenge 2012), by page and by command.

The figures are those printed in the file or published with it; see the folder of public data.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.end_to_end.installation import Installation

pytestmark = [pytest.mark.real_data, pytest.mark.long, pytest.mark.timeout(420)]

LOG = "BPI_Challenge_2012.xes.gz"
ENTERED = {
    "Submitted": 13_087,
    "Pre-accepted": 7_367,
    "Accepted": 5_113,
    "Offer sent": 5_015,
    "Offer back": 3_254,
    "Approved": 2_246,
    "Lost": 7_635 + 2_807,
}
STILL_OPEN = 399
PATIENCE = 180_000


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    """An installation without a company."""
    with Installation(tmp_path, is_set_up=False) as installation:
        yield installation


@pytest.fixture
def page(chrome: Browser) -> Page:
    """A desktop browser."""
    page = chrome.new_page(viewport={"width": 1440, "height": 900}, locale="en")
    page.set_default_timeout(PATIENCE)
    return page


@pytest.mark.browser
def test_by_page(empty: Installation, page: Page, real_data: Path) -> None:
    empty.start()
    _found_company(page, empty)
    _bring_in(page, empty, real_data / LOG)
    assert "13,087 deals" in page.inner_text("main")
    page.click("text=To the funnel")
    page.goto(re.sub(r"period=[^&]*", "period=all", page.url))
    rows = [row.inner_text().split("\t") for row in page.query_selector_all("main table tbody tr")]
    entered = {cells[0].strip(): int(cells[1].strip().split()[0].replace(",", "")) for cells in rows if len(cells) > 1}
    assert entered == ENTERED
    _bring_in(page, empty, real_data / LOG)
    assert "New:" not in page.inner_text("main")


def test_by_command(empty: Installation, real_data: Path) -> None:
    def headway(*words: str) -> str:
        command = [sys.executable, "-m", "headway.cli", *words]
        return subprocess.run(command, env=empty.environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    told = headway("import", str(real_data / LOG), "--mapping", "bpi_challenge_2012")
    assert "13,087 deals" in told
    lines = [line.split("  ") for line in headway("funnel", "--period", "all").splitlines()]
    table = {
        line[0]: [int(cell.replace(",", "")) for cell in line if re.fullmatch(r" *[\d,]+ *", cell)] for line in lines
    }
    assert {stage: counts[0] for stage, counts in table.items() if stage in ENTERED} == ENTERED
    still = {stage: counts[-1] for stage, counts in table.items() if stage in ENTERED}
    assert sum(still.values()) - still["Approved"] - still["Lost"] == STILL_OPEN
    assert "14.4 days" in headway("ask", "entry to won (median)", "--period", "all")
    assert "16.7 days" in headway("ask", "entry to won (mean)", "--period", "all")
    assert "New:" not in headway("import", str(real_data / LOG), "--mapping", "bpi_challenge_2012")


def _found_company(page: Page, installation: Installation) -> None:
    page.goto(installation.setup_address())
    page.fill("input[name=company]", "A bank")
    page.fill("input[name=name]", "Alice")
    page.fill("input[name=email]", "alice@example.com")
    page.fill("input[name=password]", "correct horse battery")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/setup/" not in url)


def _bring_in(page: Page, installation: Installation, path: Path) -> None:
    page.goto(f"http://127.0.0.1:{installation.port}/imports")
    page.set_input_files("input[type=file]", path)
    page.click("text=Look at the file")
    page.wait_for_selector("text=Bring it in")
    page.select_option("form[action$='mapping/load'] select", label="bpi_challenge_2012")
    page.click("text=Take it")
    page.wait_for_selector("input[value='Offer back']")
    page.click("text=Bring it in")
    page.wait_for_selector("text=Take the import back")
