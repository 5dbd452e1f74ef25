"""Texts that were compiled before: the same as compiled anew, and told apart by every part of them."""

from functools import reduce

import ibis
import pytest
from ibis import _

from headway.engine.databases import dialects, kept_texts
from headway.engine.databases.kept_texts import keep_texts_in, text_of, written
from headway.engine.facts import DEALS, SALES


@pytest.fixture
def folder(tmp_path):
    before = kept_texts._Kept.folder
    keep_texts_in(tmp_path / "kept")
    yield tmp_path / "kept"
    keep_texts_in(before)


@pytest.fixture
def compiled(monkeypatch):
    """The dialects in which something was compiled, in turn."""
    made, compiling = [], dialects.compiled_text
    monkeypatch.setattr(
        dialects, "compiled_text", lambda expression, dialect: (made.append(dialect), compiling(expression, dialect))[1]
    )
    return made


def sold(amount=100):
    return SALES.table.filter(_.amount > amount).group_by("rep_id").agg(sales=_.count(), amount=_.amount.sum())


def files(folder):
    return [each for each in folder.rglob("*") if each.is_file()]


def test_what_was_compiled_is_read_again(folder, compiled):
    first, second = text_of(sold(), "duckdb"), text_of(sold(), "duckdb")
    assert first == second == dialects.compiled_text(sold(), "duckdb")
    assert compiled == ["duckdb", "duckdb"], "one by the first, one by this test"


def test_each_dialect_has_its_own(folder, compiled):
    texts = [text_of(sold(), dialect) for dialect in ("duckdb", "clickhouse", "pyspark", "postgres") for _again in "ab"]
    assert len(compiled) == len(files(folder)) == 4
    assert texts[::2] == texts[1::2]


@pytest.mark.parametrize(
    "other",
    [
        sold(101),
        SALES.table.filter(_.amount >= 100).group_by("rep_id").agg(sales=_.count(), amount=_.amount.sum()),
        SALES.table.filter(_.amount > 100).group_by("rep_id").agg(sales=_.count(), amount=_.amount.max()),
        SALES.table.filter(_.amount > 100).group_by("rep_id").agg(amount=_.amount.sum(), sales=_.count()),
        SALES.table.filter(_.amount > 100).group_by("team_id").agg(sales=_.count(), amount=_.amount.sum()),
        SALES.table.filter(_.cost_amount > 100).group_by("rep_id").agg(sales=_.count(), amount=_.amount.sum()),
        SALES.table.filter(_.amount > ibis.literal(100, "int64"))
        .group_by("rep_id")
        .agg(sales=_.count(), amount=_.amount.sum()),
        DEALS.table.filter(_.won_amount > 100).group_by("rep_id").agg(sales=_.count(), amount=_.won_amount.sum()),
    ],
)
def test_another_question_is_another_text(other):
    assert written(other) != written(sold())


def test_one_that_was_made_twice_is_written_alike():
    assert written(sold()) == written(sold())


@pytest.mark.parametrize("harm", [lambda file: file.write_text(""), lambda file: file.write_bytes(b"\xff\n" * 9)])
def test_a_file_that_is_not_as_it_was_written_is_written_anew(folder, harm):
    text = text_of(sold(), "duckdb")
    (file,) = files(folder)
    whole = file.read_bytes()
    harm(file)
    assert text_of(sold(), "duckdb") == text
    assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_compiled(folder):
    folder.write_text("A file stands where the folder should be.")
    assert text_of(sold(), "duckdb") == dialects.compiled_text(sold(), "duckdb")


def test_without_a_folder_nothing_is_kept(folder, compiled):
    keep_texts_in(None)
    text_of(sold(), "duckdb")
    text_of(sold(), "duckdb")
    assert len(compiled) == 2
    assert files(folder) == []


def test_an_expression_that_is_deeper_than_the_stack_is_written_too(folder):
    def deep(many):
        # Each part has its own name, or Ibis itself puts one together as deep as it goes.
        sources = (SALES.table.source_id == number for number in range(many))
        return SALES.table.filter(reduce(lambda found, other: (found | other).name("either"), sources))

    assert written(deep(2_000)) != written(deep(1_999))
