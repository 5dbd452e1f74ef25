"""Mappings to use again."""

import pytest

from headway.importers import MappingError, load_mapping
from headway.web.imports.preparing.mappings import mapping_named, save_mapping, saved_mappings
from headway.web.imports.problem import ImportProblem
from tests.web.imports.conftest import DEALS


def test_those_that_come_with_headway_can_all_be_loaded():
    shipped = [mapping.name for mapping in saved_mappings() if not mapping.is_own]
    assert {"bpi_challenge_2012", "maven_pipeline", "olist_leads", "olist_closed", "cdnow_purchases"} <= set(shipped)
    for name in shipped:
        assert load_mapping(mapping_named(name)).origin


def test_a_mapping_of_ones_own_comes_first_and_stands_before_one_of_the_same_name():
    assert save_mapping("Olist leads", DEALS) == "olist_leads"
    assert saved_mappings()[0].name == "olist_leads"
    assert mapping_named("olist_leads") == DEALS
    assert [mapping.name for mapping in saved_mappings()].count("olist_leads") == 1


def test_one_that_cannot_be_used_is_not_kept():
    with pytest.raises(MappingError):
        save_mapping("broken", "noun = 1")
    with pytest.raises(ImportProblem, match="no mapping “broken”"):
        mapping_named("broken")


@pytest.mark.parametrize("name", ["../../etc/passwd", "Наша CRM", "a b/c"])
def test_a_name_is_made_fit_for_a_file(name, tmp_path):
    kept = save_mapping(name, DEALS)
    assert [path.stem for path in (tmp_path / "imports" / "mappings").iterdir()] == [kept]
    assert mapping_named(kept) == DEALS
