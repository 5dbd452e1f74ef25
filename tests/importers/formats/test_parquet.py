"""Parquet says of itself how it is to be read."""

import gzip
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headway.importers.refusals import BrokenParquet, NotWhole


def _bytes(table: pa.Table) -> bytes:
    content = io.BytesIO()
    pq.write_table(table, content)
    return content.getvalue()


def test_rows_keep_their_types(read):
    table = pa.table(
        {
            "deal": pa.array(["A", None]).dictionary_encode(),
            "on": [date(2024, 1, 5), None],
            "at": pa.array([1_704_445_200_123_456_789, None], pa.timestamp("ns", "UTC")),
            "value": [Decimal("1.50"), None],
            "won": [True, None],
            "tags": [["hot", "new"], None],
            "raw": [b"pump", None],
        }
    )
    found = read(_bytes(table), "deals.parquet")
    assert found.rows == [
        {
            "deal": "A",
            "on": date(2024, 1, 5),
            "at": datetime(2024, 1, 5, 9, 0, 0, 123456, tzinfo=UTC),
            "value": Decimal("1.50"),
            "won": True,
            "tags": "['hot', 'new']",
            "raw": "pump",
        },
        dict.fromkeys(("deal", "on", "at", "value", "won", "tags", "raw")),
    ]
    assert found.lines == [1, 2]


def test_rows_are_numbered_across_batches(read):
    found = read(_bytes(pa.table({"deal": range(25_000)})), "deals.parquet.gz")
    assert found.lines == [number + 1 for number in range(25_000)]
    assert found.source.done == found.source.total == 25_000


def test_two_columns_of_one_name_stay_apart(read):
    table = pa.Table.from_arrays([pa.array(["A"]), pa.array(["B"])], names=["deal", "deal"])
    assert read(_bytes(table), "deals.parquet").rows == [{"deal": "A", "deal (2)": "B"}]


@pytest.mark.parametrize("damage", [lambda whole: whole[:-100], lambda whole: b"PAR1" + bytes(50) + b"PAR1"])
def test_a_damaged_file_is_refused(read, damage):
    with pytest.raises(BrokenParquet) as refused:
        read(damage(_bytes(pa.table({"deal": ["A"]}))), "deals.parquet")
    assert "damaged or unfinished" in str(refused.value)


def test_a_compressed_file_that_was_cut_off_is_not_blamed_on_parquet(read):
    packed = gzip.compress(_bytes(pa.table({"deal": [str(number) for number in range(1000)]})))
    with pytest.raises(NotWhole):
        read(packed[: len(packed) // 2], "deals.parquet")
