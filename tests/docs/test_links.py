"""Every link in the documentation leads somewhere."""

import re

import pytest

from tests.docs.markdown import PAGES, REPOSITORY, anchors, blocks, links, name

DOCS = REPOSITORY / "docs"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_links_of_a_page_lead_to_files_and_headings_that_exist(page):
    assert [link for link in links(page) if not _leads_somewhere(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_block_that_quotes_a_file_says_what_stands_in_it(page):
    quoted = [(block.marks[1], block.text) for block in blocks(page) if block.marks[:1] == ("file",)]
    files = {file: (REPOSITORY / file).read_text(encoding="utf-8") for file, _text in quoted}
    assert [text for file, text in quoted if text not in files[file]] == []


def test_every_page_is_found_from_the_list_of_pages():
    listed = {(DOCS / link).resolve() for link in links(DOCS / "README.md")}
    assert [name(page) for page in PAGES if DOCS in page.parents and page not in {DOCS / "README.md", *listed}] == []


def _leads_somewhere(page, link):
    if re.match(r"https?:", link):
        return True
    path, _hash, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in anchors(target))
