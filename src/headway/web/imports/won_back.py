"""Sales to clients who had stopped buying, told apart once all sales of an import are there."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from headway.web.access import unpublished_runs
from headway.web.log.bulk import update_rows
from headway.web.log.sales import months_before
from headway.web.models import Company, DealKind, ImportRun, Sale


def mark_won_back(run: ImportRun) -> None:
    """Mark the sales of an import that came after the company's number of months without one as won back."""
    months = Company.objects.values_list("won_back_months", flat=True).get()
    rows = [(DealKind.RENEWAL.value, True, id_) for id_ in _won_back(run, months)]
    update_rows(Sale, "id", ("kind", "is_won_back"), rows)


def _won_back(run: ImportRun, months: int) -> Iterator[int]:
    clients = Sale.objects.filter(import_run=run).values("client")
    sales = Sale.objects.filter(client__in=clients).order_by("client", "sold_on", "pk")
    hidden = set(unpublished_runs())
    rows = (row for row in sales.values_list("client", "sold_on", "pk", "import_run") if row[3] not in hidden)
    for _, of_client in groupby(rows, key=itemgetter(0)):
        for (_, earlier_on, *_), (_, sold_on, id_, run_id) in pairwise(of_client):
            if run_id == run.pk and earlier_on < months_before(sold_on, months):
                yield id_
