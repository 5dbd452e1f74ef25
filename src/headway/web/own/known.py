"""Hands the company's own metrics to the catalogue, as they stand when a request, command or job first needs it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from json import dumps, loads

from django.utils.translation import gettext as _

from headway.engine.catalogue import with_further
from headway.engine.defined import metric_of
from headway.engine.metric import Metric
from headway.web import figures
from headway.web.models import Company, Currency, OwnMetric
from headway.web.own.saying import Names, formula_of, left_out_of
from headway.web.own.stored import restored, restored_or_none


@contextmanager
def own_metrics() -> Iterator[None]:
    """Let all that is asked within know the company's own metrics; they are read once, where they are needed."""
    with with_further(further):
        yield


def further() -> Mapping[str, Metric]:
    """Return the company's own metrics, in the reader's language; one that can no longer be counted is left out."""
    kept = list(OwnMetric.objects.select_related("made_by", "changed_by").order_by("name"))
    currency, names = (_currency() if kept else None), Names()
    return {each.name: metric for each in kept if (metric := metric_told(each, currency, names)) is not None}


def metric_told(kept: OwnMetric, currency: Currency | None, names: Names | None = None) -> Metric | None:
    """Return the metric that was kept, or None where its definition can no longer be counted."""
    definition = restored_or_none(kept.definition)
    if definition is None:
        return None
    words = (formula_of(definition, currency, names), left_out_of(definition), origin_of(kept))
    return _metric(kept.name, dumps(kept.definition, sort_keys=True), *words)


def origin_of(kept: OwnMetric) -> str:
    """Say who made a metric, and since when it counts as it does."""
    told = _("Made by %(name)s, %(day)s.") % {"name": kept.made_by.name, "day": figures.day(kept.made_at)}
    if kept.changed_by is None or kept.changed_at is None:
        return told
    changed = {"name": kept.changed_by.name, "day": figures.day(kept.changed_at)}
    since = _("Counted as it is since %(day)s, changed by %(name)s; past periods too.") % changed
    return f"{told} {since}"


@lru_cache(maxsize=512)
def _metric(name: str, definition: str, formula: str, left_out: str, origin: str) -> Metric:
    """Make a metric once for each way it is said: what is compiled for it is kept with it."""
    return metric_of(restored(loads(definition)), name=name, formula=formula, left_out=left_out, origin=origin)


def _currency() -> Currency | None:
    company = Company.objects.select_related("currency").first()
    return company.currency if company else None
