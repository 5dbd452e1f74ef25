"""Prints norms, the won deals they rest on, and the open deals beside them."""

from argparse import Namespace
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.engine.names import NO_VALUE
from headway.reports.norm_deals import NormMeasure
from headway.reports.norm_standing import past_norm
from headway.reports.norms import Norm, NormLine, NormsQuestion
from headway.web import figures
from headway.web.against_norms import MEASURES, percent_of
from headway.web.api.answers import written as digits
from headway.web.api.normed import NormsOut, OpenDealOut, OpenDealsOut, StandingOut, WonDealOut, WonDealsOut
from headway.web.api.records import Ref
from headway.web.asking import Asker
from headway.web.asking_norms import group_of, norms_of, open_deals_of, part_of, won_deals_of

_SHOWN = 100


def print_norms(question: NormsQuestion, arguments: Namespace) -> None:
    """Print a line for each norm of each group."""
    report = norms_of(question)
    if arguments.json:
        print(NormsOut.of(report).model_dump_json(indent=2))
    elif arguments.csv:
        headings = ["funnel_id", "funnel", "is_whole", "segment_id", "segment", "counted", "unlogged", "left_out"]
        print_csv([*headings, "measure", "deals", "borrowed", "low", "middle", "high", "mean"], _csv(report.lines))
    else:
        rule = _("What won deals took until they were won: a tenth, half and nine tenths of them took at most so many.")
        print(written.plain(written.led(question.period, rule)))
        print_table(_columns(), [_cells(line, norm) for line in report.lines for norm in line.norms])


def print_open(asker: Asker, question: NormsQuestion, arguments: Namespace) -> None:
    """Print the open deals beside their norm, or those past it."""
    found = open_deals_of(asker, question)
    shown = past_norm(found) if arguments.past else found
    told = OpenDealsOut.of(question, found, shown, asker.user)
    if arguments.json:
        print(told.model_dump_json(indent=2))
    elif arguments.csv:
        measures = [f"{measure}{end}" for measure in NormMeasure for end in ("", "_percentile", "_is_past")]
        print_csv(
            ["deal_id", "deal", "client_id", "client", "stage_id", "stage", *measures], map(_csv_open, told.deals)
        )
    else:
        words = [Column(_("deal")), Column(_("client")), Column(_("stage"))]
        print_table([*words, *_measures()], map(_open, told.deals[:_SHOWN]))
        counts = {"past": figures.number(told.past), "open": figures.number(told.open), "day": figures.day(told.as_of)}
        print(written.plain(_("Past their norm (!): %(past)s of %(open)s open deals, as of %(day)s.") % counts))
        print(_("Beside each number stands how many of 100 won deals took less."))
        if len(told.deals) > _SHOWN:
            print(_("These are the first %(shown)s; --csv gives all.") % {"shown": _SHOWN})


def print_won(asker: Asker, question: NormsQuestion, arguments: Namespace) -> None:
    """Print the won deals behind the norms of a group."""
    group = group_of(asker, "".join(arguments.funnel[:1]), "".join(arguments.segment[:1]))
    told = WonDealsOut.of(won_deals_of(question, group, part_of(arguments.won)), asker.user)
    if arguments.json:
        print(told.model_dump_json(indent=2))
        return
    if arguments.csv:
        print_csv(["deal_id", "deal", "client_id", "client", "won_on", *NormMeasure], map(_csv_won, told.deals))
        return
    words = [Column(_("won on")), Column(_("deal")), Column(_("client"))]
    print_table([*words, *_measures()], map(_won, told.deals[:_SHOWN]))
    print(_("Deals: %(count)s.") % {"count": figures.number(len(told.deals))})


def _measures() -> list[Column]:
    return [Column(str(MEASURES[measure]).lower(), is_number=True) for measure in NormMeasure]


def _columns() -> list[Column]:
    numbers = [_("deals"), "10 %", "50 %", "90 %", _("mean"), _("borrowed")]
    words = [Column(_("funnel")), Column(_("segment")), Column(pgettext("of a norm", "of"))]
    return [*words, *(Column(each, is_number=True) for each in numbers)]


def _cells(line: NormLine, norm: Norm) -> list[str]:
    segment = _("all segments") if line.is_whole else _(line.segment) if line.segment == NO_VALUE else line.segment
    marks = [norm.deals, norm.low, norm.middle, norm.high]
    mean = written.UNKNOWN if norm.mean is None else figures.number(norm.mean, 1)
    borrowed = written.UNKNOWN if norm.borrowed is None or norm.low is None else figures.share(norm.borrowed, 0)
    return [line.funnel, segment, str(MEASURES[norm.measure]).lower(), *map(_told, marks), mean, borrowed]


def _csv(lines: tuple[NormLine, ...]) -> Iterator[list[object]]:
    for line in lines:
        group = [line.funnel_id, line.funnel, line.is_whole, line.segment_id, line.segment]
        counts = [line.counted, line.unlogged, line.left_out]
        for norm in line.norms:
            borrowed = digits(norm.borrowed) if norm.distribution.is_known else None
            marks = [norm.low, norm.middle, norm.high, digits(norm.mean)]
            yield [*group, *counts, norm.measure.value, norm.deals, borrowed, *marks]


def _open(each: OpenDealOut) -> list[str]:
    names = [ref.name if ref else written.UNKNOWN for ref in (each.deal, each.client, each.stage)]
    return [*names, *map(_standing, each.standings)]


def _standing(standing: StandingOut) -> str:
    percent = percent_of(standing.percentile)
    beside = written.UNKNOWN if percent is None else figures.number(percent)
    return f"{_told(standing.so_far)} ({beside}{'!' if standing.is_past else ''})"


def _csv_open(each: OpenDealOut) -> list[object]:
    standings = (cell for one in each.standings for cell in (one.so_far, one.percentile, one.is_past))
    return [*_refs(each.deal, each.client, each.stage), *standings]


def _won(each: WonDealOut) -> list[str]:
    names = [ref.name if ref else written.UNKNOWN for ref in (each.deal, each.client)]
    return [each.won_on.isoformat(), *names, *map(_told, (each.contacts, each.meetings, each.days))]


def _csv_won(each: WonDealOut) -> list[object]:
    return [*_refs(each.deal, each.client), each.won_on, each.contacts, each.meetings, each.days]


def _refs(*refs: Ref | None) -> Iterator[object]:
    for ref in refs:
        yield from (ref.id, ref.name) if ref else (None, None)


def _told(number: int | None) -> str:
    return written.UNKNOWN if number is None else figures.number(number)
