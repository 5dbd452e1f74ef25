"""What the page of a forecast shows: the parts of the sum, and the open deals with their chance and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.web import figures
from headway.web.access import deals_for
from headway.web.asking import Words
from headway.web.behind import clients_behind
from headway.web.forecasts import DealChance, Forecast, ForecastQuestion, Outlook
from headway.web.forecasts.made_of import Part
from headway.web.forecasts.question import USUAL_PERIOD
from headway.web.forecasts.saying import Measure, why
from headway.web.models import Client, Deal, DealKind, Segment, Stage, User
from headway.web.parts import Tab

_PERIODS: tuple[tuple[str, str | Promise], ...] = (
    (USUAL_PERIOD, gettext_lazy("This month")),
    ("next month", gettext_lazy("Next month")),
    ("this quarter", gettext_lazy("This quarter")),
    ("next quarter", gettext_lazy("Next quarter")),
    ("this year", gettext_lazy("This year")),
)


@dataclass(frozen=True)
class DealRow:
    """An open deal with its chance, as much of it as exists for the reader."""

    told: DealChance
    deal: Deal | None
    client: Client | None
    stage: str
    chance: str
    why: str


def part_urls(forecast: Forecast, measure: Measure, words: Words) -> dict[str, str]:
    """Return the addresses of the rows that parts of a forecast were counted from."""
    metric = "won_value" if measure.is_value else "deals_won"
    return {"certain": f"{reverse('rows', args=[metric])}?{_days_query(forecast.question, words)}", "open": "#deals"}


def naive_of(measure: Measure, outlook: Outlook) -> list[Part]:
    """Return what the two naive forecasts say."""
    return [
        Part("weighted", _("Weighted pipeline"), measure.exact(outlook.weighted)),
        Part("last", _("Won already, and then at the pace of the days just before"), measure.exact(outlook.last)),
    ]


def rows_of(user: User, found: Sequence[DealChance]) -> list[DealRow]:
    """Return open deals with their names and reasons."""
    deals: Mapping[int, Deal] = deals_for(user).select_related("owner").in_bulk([each.deal_id for each in found])
    clients: Mapping[int, Client] = clients_behind(user, (each.client_id for each in found))
    stages = dict(Stage.objects.filter(pk__in={each.stage_id for each in found}).values_list("pk", "name"))
    segments = dict(Segment.objects.values_list("pk", "name"))
    kinds = {value: str(label) for value, label in DealKind.choices}
    return [
        DealRow(
            told=each,
            deal=deals.get(each.deal_id),
            client=clients.get(each.client_id),
            stage=stages.get(each.stage_id, ""),
            chance="" if each.likely is None else figures.chance(each.likely.chance),
            why=why(
                each.likely.reason if each.likely else None,
                stages.get(each.stage_id, ""),
                segments.get(each.segment_id or 0, ""),
                kinds.get(each.kind, ""),
            ),
        )
        for each in found
    ]


def period_tabs(query: Mapping[str, str], name: str) -> list[Tab]:
    """Return the periods that people ask for most."""
    kept = {key: value for key, value in query.items() if key not in {"period", "page"}}
    known = dict(_PERIODS)
    tabs = [Tab(str(label), f"?{urlencode({**kept, 'period': word})}", word == name) for word, label in known.items()]
    return tabs if name in known else [*tabs, Tab(name, f"?{urlencode({**kept, 'period': name})}", is_current=True)]


def measure_tabs(query: Mapping[str, str], measure: Measure) -> list[Tab]:
    """Return the number of deals and their value, to choose between."""
    kept = {key: value for key, value in query.items() if key not in {"measure", "page", "target"}}
    known = (("number", _("Number of deals")), ("value", _("Value")))
    return [Tab(label, f"?{urlencode({**kept, 'measure': name})}", name == measure.name) for name, label in known]


def _days_query(question: ForecastQuestion, words: Words) -> str:
    latest = min(question.as_of + timedelta(days=1), question.period.end)
    days = f"{question.period.start}..{max(latest, question.period.start)}"
    return urlencode([("period", days), *((name, text) for name, texts in words.filters.items() for text in texts)])
