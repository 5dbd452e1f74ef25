"""One word, one meaning: what the models, the facts and the metrics are called stands in the glossary."""

import re
from types import SimpleNamespace

import pytest
from django.apps import apps

from docs.glossary import ROWS, WORDS, gaps, lacking
from headway.engine.catalogue import catalogue
from headway.engine.facts import FACT_TABLES
from tests.docs.markdown import REPOSITORY


@pytest.mark.parametrize("model", [model.__name__ for model in apps.get_app_config("web").get_models()])
def test_a_model_stands_in_the_glossary(model):
    assert any(f"`{model}`" in row[1] for row in ROWS)


@pytest.mark.parametrize("table", FACT_TABLES)
def test_a_table_of_facts_stands_in_the_glossary(table):
    assert any(f"`{table}`" in row[1] for row in ROWS)


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_the_words_of_a_metrics_label_stand_in_the_glossary(metric):
    assert lacking(metric.label) == []


def test_what_the_glossary_lacks_is_named_where_the_docs_are_written(monkeypatch):
    assert list(gaps()) == []
    ours = SimpleNamespace(name="happiness", label="Happiness of deals")
    monkeypatch.setattr("docs.glossary.catalogue", lambda: {"happiness": ours})
    assert list(gaps()) == ["docs/glossary.md lacks 'happiness', which the label of the metric 'happiness' needs."]


def test_a_word_has_one_meaning_and_stands_in_the_order_of_the_alphabet():
    assert sorted(set(WORDS), key=str.lower) == WORDS


def test_what_the_glossary_calls_code_is_a_name_in_the_code():
    modules = list((REPOSITORY / "src/headway").rglob("*.py"))
    sources = "\n".join([*(path.stem for path in modules), *(path.read_text(encoding="utf-8") for path in modules)])
    names = [name for row in ROWS for name in re.findall(r"`([^`]+)`", row[1])]
    assert [name for name in names if not _stands_in(name, sources)] == []


def _stands_in(name: str, sources: str) -> bool:
    if "/" in name:
        return (REPOSITORY / "src/headway" / name).is_file()
    return all(re.search(rf"\b{part}\b", sources, re.IGNORECASE) for part in re.findall(r"\w+", name))
