"""`headway metrics`."""

import json
from collections.abc import Callable

import pytest

from headway.engine.catalogue import catalogue

pytestmark = pytest.mark.usefixtures("alice")


def test_the_catalogue_lists_every_metric(headway: Callable) -> None:
    said = headway("metrics")
    assert [line.split()[0] for line in said.lines[2:]] == list(catalogue())


def test_every_metric_has_a_card(headway: Callable) -> None:
    for name, metric in catalogue().items():
        said = headway("metrics", name)
        assert said.lines[0] == f"{metric.label}  ({name}, {metric.unit.value})"
        for heading in ("Formula:", "Rule:", "Left out:", "Grading:", "Cut by:", "Facts:", "Example"):
            assert any(line.startswith(heading) for line in said.lines), name


def test_programs_get_json(headway: Callable) -> None:
    assert [card["name"] for card in json.loads(headway("metrics", "--json").out)] == list(catalogue())
    assert json.loads(headway("metrics", "effective", "share", "--json").out)["name"] == "effective_share"


def test_a_metric_of_no_such_name_is_one_sentence(headway: Callable) -> None:
    said = headway("metrics", "efctve")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("headway: There is no metric 'efctve'. Did you mean")
