"""Deals by the last day of the period on which they were expected, and those of them that had not closed by it."""

from dataclasses import replace

from ibis import _

from headway.engine.metric import Measure

EXPECTED = Measure(facts="expectations", on="expected_on", again_on="again_on", is_gone_by=True)
SLIPPED = replace(EXPECTED, where=(_.closed_on > _.expected_on).fill_null(True))
