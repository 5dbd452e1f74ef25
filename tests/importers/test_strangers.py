"""Files that are no table are refused with a sentence that names what they are."""

import gzip

import pytest

from headway.importers import refusals
from headway.importers.source import Source
from headway.importers.strangers import refuse_strangers

PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in</body></html>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.EmptyFile),
        (b" \r\n\n\t", refusals.EmptyFile),
        (PAGE, refusals.WebPage),
        (b"\xef\xbb\xbf  <!-- saved --> <TABLE><tr><td>1</td></tr></TABLE>", refusals.WebPage),
        (PAGE.decode().encode("utf-16"), refusals.WebPage),
        (gzip.compress(PAGE, mtime=0), refusals.WebPage),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), refusals.OldWorkbook),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", refusals.Document),
        (b'{"deals": [{"id": 1}]}', refusals.Document),
        (b'[{"id": 1}]', refusals.Document),
        (bytes(range(256)) * 20, refusals.NotText),
        (b"\x1f\x8b\x08", refusals.BrokenCompression),
    ],
)
def test_what_is_no_table_is_named(file, content, refusal):
    with pytest.raises(refusal) as refused:
        refuse_strangers(Source(file(content)))
    assert "“deals.csv”" in str(refused.value)


def test_a_web_page_is_told_with_its_remedy(file):
    with pytest.raises(refusals.WebPage) as refused:
        refuse_strangers(Source(file(PAGE)))
    assert str(refused.value) == (
        "“deals.csv” is a web page and not a table: sign in where it comes from, and download the export itself."
    )
    assert refused.value.sentence.values == {"name": "deals.csv"}


@pytest.mark.parametrize(
    "content",
    [
        b"deal,value\nA,1\n",
        "сделка;сумма\nA;1\n".encode("utf-16"),
        b"PK,Name\n1,Alice\n",
        b"[id],name\n1,Alice\n",
        b"PAR1",
    ],
)
def test_what_may_be_a_table_passes(file, content):
    refuse_strangers(Source(file(content)))


def test_every_refusal_carries_a_sentence_of_its_own():
    classes = refusals.Refusal.__subclasses__()
    messages = {one.__doc__ for one in classes}
    assert len(messages) == len(classes)
    assert all(message[0] in "“TE" and message.endswith((".", "%(trouble)s")) for message in messages)
