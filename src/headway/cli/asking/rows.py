"""Prints the rows behind a number, which add up to it."""

from argparse import Namespace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.engine.figure import scaled
from headway.engine.metric import Aggregate, Metric, Unit
from headway.engine.plan import Part, measure_of
from headway.engine.rows import RowSet
from headway.web.asking import Asker
from headway.web.behind import NamedRow, named_rows
from headway.web.wording import contribution_unit

_SHOWN = 100


def print_rows(asker: Asker, metric: Metric, found: RowSet, arguments: Namespace) -> None:
    """Print the rows of a metric; of a part that is only counted, each adds 1 whatever the metric's unit."""
    rows = list(named_rows(asker.user, found))
    if arguments.json:
        from headway.web.api.answers import RowsOut

        print(RowsOut.of(found, rows).model_dump_json(indent=2))
    elif arguments.csv:
        print_csv([*found.key, "on", "client_id", "client", "deal_id", "deal", "contribution"], map(_csv, rows))
    else:
        columns = [Column(_("day")), Column(_("client")), Column(_("deal")), Column(_("adds"), is_number=True)]
        unit = _unit(metric, Part(arguments.rows))
        print_table(columns, [_cells(row, _adds(asker, unit, row.row.contribution)) for row in rows[:_SHOWN]])
        aggregate = metric.of.aggregate if arguments.rows == Part.OF else Aggregate.SUM
        print(written.plain(_sum(asker, unit, aggregate, found)))
        if len(rows) > _SHOWN:
            print(_("These are the first %(shown)s; --csv gives all.") % {"shown": _SHOWN})


def _unit(metric: Metric, part: Part) -> Unit:
    """Return what the rows of a part add up in; of what is left out, each is but one."""
    return Unit.COUNT if part is Part.LEFT_OUT else contribution_unit(metric, measure_of(metric, part))


def _sum(asker: Asker, unit: Unit, aggregate: Aggregate, found: RowSet) -> str:
    if aggregate in _AGGREGATES:
        return _("Rows: %(count)s. The number is their %(aggregate)s.") % {
            "count": len(found.rows),
            "aggregate": _AGGREGATES[aggregate],
        }
    total = _adds(asker, unit, found.total)
    return _("Rows: %(count)s. They add up to %(total)s.") % {"count": len(found.rows), "total": total}


def _adds(asker: Asker, unit: Unit, contribution: int) -> str:
    return written.value(unit, scaled(unit, contribution), asker.company)


_AGGREGATES = {Aggregate.MEDIAN: gettext_lazy("median"), Aggregate.MEAN: gettext_lazy("mean")}


def _cells(named: NamedRow, adds: str) -> list[str]:
    row = named.row
    client = named.client.name if named.client else written.UNKNOWN
    deal = named.deal.name if named.deal else written.UNKNOWN
    return [row.on.isoformat(), client, deal, adds]


def _csv(named: NamedRow) -> list[object]:
    row, client, deal = named.row, named.client, named.deal
    told = [client.pk if client else None, client and client.name, deal.pk if deal else None, deal and deal.name]
    return [*row.id, row.on, *told, row.contribution]
