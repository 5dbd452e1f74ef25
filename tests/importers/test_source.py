"""A file is read to the end, or as far as it is whole."""

import gzip
import io

import pytest

from headway.importers.source import GZIP, Source

TEXT = b"".join(b"%d,pump\n" % number for number in range(200_000))


def _read(path):
    source = Source(path)
    with source.open() as opened:
        text = opened.read()
    return text, source


def test_a_plain_file_is_counted_as_it_is_read(file):
    text, source = _read(file(TEXT))
    assert text == TEXT
    assert source.done == source.total == len(TEXT)


def test_a_gzipped_file_is_told_by_its_beginning_and_not_by_its_name(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_bytes(gzip.compress(TEXT, mtime=0))
    text, source = _read(path)
    assert (text, source.trouble) == (TEXT, None)
    assert source.done == source.total == path.stat().st_size


@pytest.mark.parametrize(
    "end", [b"", bytes(1000), gzip.compress(TEXT, mtime=0), bytes(300_000) + gzip.compress(TEXT, mtime=0)]
)
def test_gzip_members_follow_each_other_and_zeros_pad_them(tmp_path, end):
    path = tmp_path / "deals.gz"
    path.write_bytes(gzip.compress(TEXT, mtime=0) + end)
    text, source = _read(path)
    assert text == TEXT * (1 + (GZIP in end))
    assert source.trouble is None


@pytest.mark.parametrize("kept", [0.3, 0.999])
def test_a_truncated_gzip_file_gives_what_came_before(tmp_path, kept):
    whole = gzip.compress(TEXT, mtime=0)
    path = tmp_path / "deals.gz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    text, source = _read(path)
    assert TEXT.startswith(text)
    assert len(text) > 0.2 * len(TEXT)
    assert source.trouble.reason == (
        "The compressed file “deals.gz” was cut off: what came before was read. "
        "Copy it again, whole, and import it once more."
    )


def test_a_damaged_gzip_file_gives_what_came_before(tmp_path):
    whole = bytearray(gzip.compress(TEXT, mtime=0))
    whole[-8] ^= 255  # the checksum
    path = tmp_path / "deals.gz"
    path.write_bytes(whole)
    text, source = _read(path)
    assert TEXT.startswith(text)
    assert "is damaged" in source.trouble.reason


def test_a_sample_leaves_the_count_at_the_start(file):
    source = Source(file(TEXT, "deals.gz"))
    assert TEXT.startswith(source.sample())
    assert source.done == 0


@pytest.mark.parametrize("name", ["deals.csv", "deals.gz"])
def test_a_seekable_file_reads_in_any_order(file, name):
    with Source(file(TEXT, name)).open_seekable() as opened:
        opened.seek(-7, io.SEEK_END)
        assert opened.read() == TEXT[-7:]
