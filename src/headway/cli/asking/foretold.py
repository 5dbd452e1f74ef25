"""Prints forecasts, the open deals behind them, and how kept ones came true."""

from argparse import Namespace
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.options import words_of
from headway.cli.asking.table import Column, print_csv, print_table
from headway.web import figures
from headway.web.api.came_true import KeptForecastOut, KeptForecastsOut, ScoresOut
from headway.web.api.foretold import DealChanceOut, ForecastOut
from headway.web.asking import Asker
from headway.web.forecasts import Forecast, forecast_question_of, forecasts_of
from headway.web.forecasts.aims import Wanted, promised, wanted_both
from headway.web.forecasts.keeping import keep_forecast
from headway.web.forecasts.kept import kept_of
from headway.web.forecasts.last_closed import last_close
from headway.web.forecasts.made_of import parts_in_words
from headway.web.forecasts.question import USUAL_PERIOD
from headway.web.forecasts.record import record_of
from headway.web.forecasts.saying import NUMBER, VALUE, Measure, aim, band, headline, nothing_to_learn_from, rule
from headway.web.forecasts.trusting import trust
from headway.web.plans.beside import marks_of

_SHOWN = 100
_FIGURES = ("certain", "from_open", "to_come", "mean", "p10", "p50", "p90", "weighted", "last", "target", "chance")


def print_forecast(asker: Asker, arguments: Namespace) -> None:
    """Print how a period will close, or its open deals with their chances."""
    question = forecast_question_of(asker, words_of(arguments, default=USUAL_PERIOD), as_of=arguments.as_of)
    wanted = wanted_both(asker, question, arguments.target, arguments.target_value)
    made = next(forecasts_of([question]))
    told = ForecastOut.of(made, wanted, made.deals, asker.user)
    if arguments.json:
        print(told.model_dump_json(indent=2))
    elif arguments.csv:
        _csv(told, is_of_deals=arguments.deals)
    elif arguments.deals:
        _print_deals(told)
    else:
        _print_words(asker, made, wanted)


def keep(asker: Asker, arguments: Namespace) -> None:
    """Keep the forecast of a period."""
    kept = keep_forecast(asker, forecast_question_of(asker, words_of(arguments, default=USUAL_PERIOD)))
    if arguments.json:
        print(KeptForecastOut.of(kept, None).model_dump_json(indent=2))
    else:
        print(written.plain(_("Kept as of %(day)s.") % {"day": figures.day(kept.as_of)}))


def print_kept(asker: Asker, arguments: Namespace) -> None:
    """Print the kept forecasts with what came."""
    found = list(kept_of(asker, words_of(arguments, default=USUAL_PERIOD)))
    told = KeptForecastsOut.told(record_of(found, asker.today), found)
    if arguments.json:
        print(told.model_dump_json(indent=2))
        return
    heads = ("start", "end", "as_of", "method", "p10", "p50", "p90", "came", "pinball", "brier")
    if arguments.csv:
        more = (f"value_{name}" for name in ("p10", "p50", "p90", "came", "pinball"))
        print_csv([*heads, *more], ([*_kept_cells(each), *_value_cells(each)] for each in told.forecasts))
        return
    columns = (_("period"), _("as of"), "10 %", "50 %", "90 %", _("came"), _("pinball loss"), _("Brier score"))
    lines = [[_days(each), each.as_of.isoformat(), *map(_plain, _kept_cells(each)[4:])] for each in told.forecasts]
    print_table([Column(name, is_number=place > 1) for place, name in enumerate(columns)], lines)
    of_number = _(
        "Periods over: %(count)s. In the band of 8 in 10: %(within)s; %(low)s to %(high)s if it holds what it says."
    )
    of_value = _(
        "Of their value: in the band of 8 in 10 %(within)s of %(count)s; %(low)s to %(high)s if it holds what it says."
    )
    print(of_number % _counts(told))
    if told.value.periods:
        print(of_value % _counts(told.value))


def _counts(scores: ScoresOut) -> dict[str, int]:
    return {"within": scores.within, "count": scores.periods, "low": scores.usual[0], "high": scores.usual[1]}


def _print_words(asker: Asker, made: Forecast, wanted: tuple[Wanted, Wanted]) -> None:
    measures = (Measure(NUMBER), Measure(VALUE, asker.company.currency if asker.company else None))
    last = last_close(made)
    if last is not None:
        print(nothing_to_learn_from())
    for measure, each in zip(measures, wanted, strict=True):
        for sentence in _of_measure(asker, made, measure, each, is_foretold=last is None):
            print(written.plain(sentence))
    if last is not None:
        print(written.old_log(last))
    print(written.plain(rule(made)))
    for sentence in dict.fromkeys(each for measure in measures for each in trust(made, measure)):
        print(written.plain(sentence))


def _of_measure(asker: Asker, made: Forecast, measure: Measure, wanted: Wanted, *, is_foretold: bool) -> Iterator[str]:
    """Say what a number of deals or their value will be, how that stands to what is wished for, and of what it is."""
    if is_foretold:
        told_aim = aim(made, measure, wanted.value, is_approved=wanted.is_approved)
        yield " ".join(filter(None, (headline(made, measure), band(made, measure), told_aim)))
    if is_foretold and (said := promised(made, measure, wanted)):
        yield said
    for mark in marks_of(asker, wanted.wished) if wanted.wished is not None else ():
        if mark.key != "target":
            yield f"{mark.label}: {mark.value}. {mark.meaning}"
    outlook = measure.of(made)
    if outlook is not None and not made.question.is_over:
        yield parts_in_words(outlook, measure)


def _print_deals(told: ForecastOut) -> None:
    names = [Column(_("deal")), Column(_("client")), Column(_("stage"))]
    print_table(
        [*names, Column(_("days there"), is_number=True), Column(_("chance"), is_number=True)],
        [_deal(each) for each in told.deals[:_SHOWN]],
    )
    if len(told.deals) > _SHOWN:
        print(_("These are the first %(shown)s; --csv gives all.") % {"shown": _SHOWN})


def _deal(each: DealChanceOut) -> list[str]:
    refs = [ref.name if ref else written.UNKNOWN for ref in (each.deal, each.client, each.stage)]
    days = written.UNKNOWN if each.days is None else figures.number(each.days)
    return [*refs, days, written.UNKNOWN if each.chance is None else written.plain(figures.chance(float(each.chance)))]


def _csv(told: ForecastOut, *, is_of_deals: bool) -> None:
    if is_of_deals:
        heads = ["deal_id", "deal", "client_id", "client", "stage", "days", "value", "chance", "stage_rate"]
        print_csv([*heads, "base", "segment_factor", "kind_factor"], map(_deal_cells, told.deals))
        return
    measures = (("number", told.number), ("value", told.value))
    print_csv(
        ["measure", *_FIGURES],
        [[name, *(getattr(each, figure) for figure in _FIGURES)] for name, each in measures if each is not None],
    )


def _deal_cells(each: DealChanceOut) -> list[object]:
    names = [cell for ref in (each.deal, each.client) for cell in ((ref.id, ref.name) if ref else (None, None))]
    told = (each.days, each.value, each.chance, each.stage_rate, each.base, each.segment_factor, each.kind_factor)
    return [*names, each.stage.name if each.stage else None, *told]


def _kept_cells(each: KeptForecastOut) -> list[object]:
    scores = [each.pinball.own if each.pinball else None, each.brier.own if each.brier else None]
    days = [each.period.start, each.period.end, each.as_of, each.method]
    return [*days, each.p10, each.p50, each.p90, each.came, *scores]


def _value_cells(each: KeptForecastOut) -> list[object]:
    if each.value is None:
        return [None] * 5
    pinball = each.value.pinball.own if each.value.pinball else None
    return [each.value.p10, each.value.p50, each.value.p90, each.value.came, pinball]


def _days(each: KeptForecastOut) -> str:
    return "" if each.period.start is None else f"{each.period.start}..{each.period.end}"


def _plain(cell: object) -> str:
    if cell is None:
        return written.UNKNOWN
    return figures.number(cell) if isinstance(cell, int) else figures.number(Decimal(str(cell)), 3)
