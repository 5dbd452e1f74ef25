"""The flow as a picture: the stages as nodes, the deals between them as bands, for the chart on the page."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from headway.engine.names import Name
from headway.reports.funnel_flow import FlowReport, Step
from headway.reports.funnel_stays import Outcome
from headway.web import figures
from headway.web.columns import OUTCOMES
from headway.web.funnel.matrix import entries_url

# What does not lead on flows off to the side, as a river that ran back into itself cannot be drawn.
_TONES = {Outcome.BACK: "warm", Outcome.MOVED: "warm", Outcome.STILL: "faint"}


@dataclass(frozen=True)
class Band:
    """The deals that went from one node to another."""

    source: str
    target: str
    count: int
    url: str


@dataclass(frozen=True)
class River:
    """The nodes with their names and colours (brand, good, bad, warm, faint), and the bands between them."""

    nodes: tuple[tuple[str, str, str], ...]
    bands: tuple[Band, ...]

    @property
    def chart(self) -> dict[str, Any]:
        """What the script of the page draws."""
        return {
            "nodes": [{"name": key, "label": label, "tone": tone} for key, label, tone in self.nodes],
            "links": [
                {
                    "source": band.source,
                    "target": band.target,
                    "value": band.count,
                    "count": figures.number(band.count),
                    "url": band.url,
                }
                for band in self.bands
            ],
            "words": {"between": _("%(here)s → %(there)s: %(count)s")},
        }


def river_of(report: FlowReport) -> River:
    """Return the river of a flow: from stage to stage, off to lost, aside where deals went back or still are."""
    stages = {stage.id: stage for stage in report.stages}
    places = {stage.id: place for place, stage in enumerate(report.stages)}
    counted: dict[tuple[str, str], Band] = {}
    for step in report.steps:
        here = stages[step.stage_id]
        if here.phase == "lost" or (here.phase == "won" and step.to_id is None):
            continue
        band = _band(report, step, is_further=places[step.to_id or here.id] > places[here.id])
        ends = (band.source, band.target)
        counted[ends] = _joined(counted[ends], band) if ends in counted else band
    used = {end for ends in counted for end in ends}
    nodes = [
        *(_node(stage) for stage in report.stages),
        *((each.value, str(OUTCOMES[each]), _TONES[each]) for each in _TONES),
    ]
    return River(tuple(node for node in nodes if node[0] in used), tuple(counted.values()))


def _band(report: FlowReport, step: Step, *, is_further: bool) -> Band:
    is_on = is_further and step.outcome in {Outcome.ADVANCED, Outcome.SKIPPED}
    if is_on or step.outcome is Outcome.LOST:
        target, to_id, outcome = _stage_key(step.to_id), step.to_id, Outcome.ENTERED
    else:
        target, to_id, outcome = _aside(step.outcome), None, step.outcome
    url = entries_url(report.question, step.stage_id, to_id, outcome)
    return Band(_stage_key(step.stage_id), target, step.count, url)


def _joined(one: Band, other: Band) -> Band:
    """Put two bands between the same nodes together; deals of two kinds have no way in common."""
    return replace(one, count=one.count + other.count, url=one.url if one.url == other.url else "")


def _node(stage: Name) -> tuple[str, str, str]:
    return (_stage_key(stage.id), stage.name, {"won": "good", "lost": "bad"}.get(stage.phase or "", "brand"))


def _stage_key(stage_id: int | None) -> str:
    return f"stage-{stage_id}"


def _aside(outcome: Outcome) -> str:
    return (outcome if outcome in _TONES else Outcome.BACK).value
