"""One word, one meaning: what the models, the facts and the metrics are called stands in the glossary."""

import re

import pytest
from django.apps import apps

from headway.engine.catalogue import catalogue
from headway.engine.facts import FACT_TABLES
from tests.docs.markdown import REPOSITORY

GLOSSARY = (REPOSITORY / "docs/glossary.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in GLOSSARY.splitlines() if line.startswith("| ")][2:]
WORDS = [row[0].removeprefix("| ") for row in ROWS]
SMALL = {"all", "of", "to", "in", "the", "a", "by", "and", "for"}


@pytest.mark.parametrize("model", [model.__name__ for model in apps.get_app_config("web").get_models()])
def test_a_model_stands_in_the_glossary(model):
    assert any(f"`{model}`" in row[1] for row in ROWS)


@pytest.mark.parametrize("table", FACT_TABLES)
def test_a_table_of_facts_stands_in_the_glossary(table):
    assert any(f"`{table}`" in row[1] for row in ROWS)


@pytest.mark.parametrize("metric", catalogue().values(), ids=lambda metric: metric.name)
def test_the_words_of_a_metrics_label_stand_in_the_glossary(metric):
    known = {_root(word) for word in re.findall(r"\w+", " ".join(WORDS).lower())}
    label = re.findall(r"\w+", metric.label.lower())
    assert [word for word in label if word not in SMALL and _root(word) not in known] == []


def test_a_word_has_one_meaning_and_stands_in_the_order_of_the_alphabet():
    assert sorted(set(WORDS), key=str.lower) == WORDS


def test_what_the_glossary_calls_code_is_a_name_in_the_code():
    modules = list((REPOSITORY / "src/headway").rglob("*.py"))
    sources = "\n".join([*(path.stem for path in modules), *(path.read_text(encoding="utf-8") for path in modules)])
    names = [name for row in ROWS for name in re.findall(r"`([^`]+)`", row[1])]
    assert [name for name in names if not _stands_in(name, sources)] == []


def _root(word: str) -> str:
    return re.sub(r"ies$", "y", word).removesuffix("s")


def _stands_in(name: str, sources: str) -> bool:
    if "/" in name:
        return (REPOSITORY / "src/headway" / name).is_file()
    return all(re.search(rf"\b{part}\b", sources, re.IGNORECASE) for part in re.findall(r"\w+", name))
