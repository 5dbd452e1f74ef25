"""Prints the catalogue of metrics, and the card of one: what it counts, by which rule, and what it leaves out."""

import json
import textwrap

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from headway.cli.asking.table import Column, print_table
from headway.cli.problem import CommandProblem
from headway.engine.catalogue import UnknownMetric, catalogue, find
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric, Rule, Unit
from headway.web.spoken import spoken

_WIDTH = 96
_RULES = {
    Rule.PERIOD: pgettext_lazy("rule of a number", "period"),
    Rule.COHORT: pgettext_lazy("rule of a number", "cohort"),
    Rule.STOCK: pgettext_lazy("rule of a number", "stock"),
    Rule.MATURE: pgettext_lazy("rule of a number", "mature"),
}
_UNITS = {
    Unit.COUNT: pgettext_lazy("unit of a number", "count"),
    Unit.MONEY: pgettext_lazy("unit of a number", "money"),
    Unit.SHARE: pgettext_lazy("unit of a number", "share"),
    Unit.DAYS: pgettext_lazy("unit of a number", "days"),
    Unit.HOURS: pgettext_lazy("unit of a number", "hours"),
}


def print_cards(asked: str, *, is_json: bool) -> None:
    """Print the card of the metric that is asked for, or a line for each where none is. Raises CommandProblem."""
    try:
        metrics = [find(asked)] if asked else list(catalogue().values())
    except UnknownMetric as trouble:
        raise CommandProblem(spoken(trouble.args[0])) from trouble
    if is_json:
        from headway.web.api.answers import MetricOut

        cards = [MetricOut.of(metric).model_dump() for metric in metrics]
        print(json.dumps(cards[0] if asked else cards, indent=2, ensure_ascii=False))
    elif asked:
        _print_card(metrics[0])
    else:
        columns = [Column(_("name")), Column(_("metric")), Column(_("rule")), Column(_("unit"))]
        print_table(columns, [_line(metric) for metric in metrics])


def _line(metric: Metric) -> list[str]:
    return [metric.name, _(metric.label), str(_RULES[metric.rule]), str(_UNITS[metric.unit])]


def _print_card(metric: Metric) -> None:
    better = {"higher": _("More is better."), "lower": _("Less is better.")}.get(metric.better or "", "")
    dimensions = [each.value for each in Dimension if each in metric.dimensions]
    print(f"{_(metric.label)}  ({metric.name}, {_UNITS[metric.unit]})")
    for heading, text in (
        ("", _(metric.meaning)),
        (_("Formula"), _(metric.formula)),
        (_("Rule"), f"{_RULES[metric.rule]}. {_(metric.rule.meaning)}"),
        (_("Left out"), _(metric.left_out)),
        *([(_("Known in the field as"), _(metric.source))] if metric.source else []),
        (_("Grading"), f"{_(metric.grade.meaning)} {better}"),
        (_("Cut by"), ", ".join(dimensions)),
        (_("Facts"), ", ".join(sorted({measure.facts for measure in metric.measures}))),
        *([("", metric.origin)] if metric.origin else []),
    ):
        print(
            textwrap.fill(
                f"{heading}: {text}" if heading else text, _WIDTH, subsequent_indent="    " if heading else ""
            )
        )
    # A metric of the company's own has neither: its formula says all.
    for heading, text in ((_("Example"), metric.example), (_("SQL by hand, on the facts"), metric.oracle)):
        if text:
            print(f"\n{heading}")
            print(textwrap.indent(textwrap.dedent(text).strip(), "    "))
