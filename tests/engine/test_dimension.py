"""Dimensions: their columns, types and calendar steps."""

import pytest

from headway.engine.calendar import Step
from headway.engine.dimension import Dimension


@pytest.mark.parametrize(
    ("dimension", "column", "type_"),
    [(Dimension.REP, "rep_id", "int64"), (Dimension.KIND, "kind", "string"), (Dimension.MONTH, "month", "date")],
)
def test_a_dimension_knows_its_column(dimension, column, type_):
    assert (dimension.column, dimension.type) == (column, type_)


def test_only_time_has_steps():
    assert [each.step for each in Dimension if each.is_time] == [Step.MONTH, Step.WEEK, Step.DAY]
    with pytest.raises(ValueError):
        _ = Dimension.REP.step
