"""A thing without words is told, and so are words without a thing."""

from docs import page
from docs.page import Words, table


def test_names_without_words_and_words_for_nothing_are_told(tmp_path, monkeypatch):
    """
    words in the file: amount, sale.amount, old
    names asked for:   sale.amount or amount, deal.stage or stage
    """
    (tmp_path / "facts.toml").write_text('amount = "Money."\n"sale.amount" = "The sale."\nold = "Gone."\n')
    monkeypatch.setattr(page, "_WORDS", tmp_path)
    words = Words("facts")
    assert words.of("sale.amount", "amount") == "The sale."
    assert words.of("deal.stage", "stage") == ""
    assert [gap.split(" ")[0] for gap in words.gaps] == ["'stage'", "'amount'", "'old'"]


def test_a_bar_in_a_cell_does_not_end_it():
    assert table(("a", "b"), [("x|y", "one\ntwo")]) == "| a | b |\n| --- | --- |\n| x\\|y | one two |\n\n"
