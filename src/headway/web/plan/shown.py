"""A plan as its page shows it: sentences, the chain as a table whose counts open rows, and a line for each rep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.engine.interval import wilson
from headway.engine.period import Period
from headway.planning.links import Link
from headway.web import figures
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.forecasts.saying import is_doubtful
from headway.web.page import rows_url
from headway.web.plan.adopting import Adopting
from headway.web.plan.fewer import Fewer, fewer_than_last
from headway.web.plan.weak import Weak
from headway.web.plans import before, pace, saying, written
from headway.web.plans.anyway import brought_sentences
from headway.web.plans.asked import last_close_of
from headway.web.plans.counts import Counted
from headway.web.plans.history import WITHIN
from headway.web.plans.making import Draft
from headway.web.plans.shares import RepShare, heads_of, labels_of, shares_of
from headway.web.plans.steps import WON, Step


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """One link of the chain, in words; ``made_url`` and ``tried_url`` open the rows behind its counts."""

    label: str
    next_label: str = ""
    tried: str = ""
    made: str = ""
    still: str = ""
    tried_url: str = ""
    made_url: str = ""
    rate: str = ""
    one_in: str = ""
    interval: str = ""
    plain: str = ""
    needed: str = ""
    exact: str = ""
    a_day: str = ""
    width: int = 0
    chance: str = ""
    norm: str = ""
    is_weak: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything on the page of a plan."""

    draft: Draft
    answer: str
    more: str
    sure: list[str]
    held: str
    is_doubtful: bool
    forecast: str
    before: str
    certainty: str
    hopeless: str
    forecast_url: str
    brought: list[str]
    borrowed: str
    delay: list[str]
    weak: Weak
    is_told: bool
    rows: list[LinkRow]
    reps: list[RepShare]
    heads: list[str]
    adopting: Adopting
    fewer: Fewer | None
    is_company_pace: bool
    exact: str
    last_closed: date | None
    as_of_url: str

    @property
    def history(self) -> Period:
        """The days that it learns from."""
        return self.draft.case.history.period

    @property
    def left(self) -> Period:
        """The days that are left for the work."""
        wished = self.draft.case.wish.period
        return Period(max(wished.start, self.draft.case.today), wished.end)

    @property
    def begins(self) -> str:
        """From which day each has to do their part; nothing where that is from now on."""
        return _begins(self.draft)

    @classmethod
    def of(cls, asker: Asker, draft: Draft, words: Mapping[str, str]) -> "Shown":
        """Put a plan into words and tables."""
        case = draft.case
        rows = list(_rows(draft))
        closed = last_close_of(draft)
        return cls(
            draft=draft,
            answer=saying.answer_in_words(draft, asker.company),
            more=saying.more_in_words(draft, asker.company),
            sure=saying.sure_sentences(draft, asker.company),
            held=saying.held_in_words(draft),
            is_doubtful=is_doubtful(case.foreseen),
            forecast=pace.beside_forecast(draft),
            before=before.before_in_words(asker, draft),
            certainty=figures.chance(float(case.wish.certainty)),
            hopeless=pace.hopeless_in_words(draft, asker.company),
            forecast_url=_forecast_url(case.wish.period, case.today if case.today != asker.today else None),
            brought=brought_sentences(draft, asker.company),
            borrowed=saying.borrowed_in_words(case.history),
            delay=saying.delay_in_words(draft),
            weak=Weak.of(draft, partial(_broken_url, draft), words),
            is_told=any(row.chance for row in rows),
            rows=rows,
            reps=list(shares_of(draft)),
            heads=heads_of(draft),
            adopting=Adopting.of(asker, draft),
            fewer=fewer_than_last(asker, case.wish, case.aim, words),
            is_company_pace=case.wish.bearer.user_id is None,
            exact="" if draft.sure.tries is None else str(draft.sure.tries),
            last_closed=closed,
            as_of_url=f"?{urlencode({**words, 'as_of': closed.isoformat()})}" if closed else "",
        )


def _rows(draft: Draft) -> Iterator[LinkRow]:
    """Return a row for each link, and one for the sales at the end."""
    case, sure, weak = draft.case, draft.sure, draft.weak
    days, labels = len(case.work.by_day), labels_of(draft)
    passing: tuple[float | None, ...] = sure.passing or (None,) * (len(case.history.links) + 1)
    most = max((each or 0.0 for each in passing), default=0.0)
    for place, (step, needed, plain) in enumerate(zip(case.history.steps, passing, sure.plain, strict=False)):
        against = weak.compared[place]
        yield LinkRow(
            label=labels[place],
            next_label=step.next_label,
            **_counts(draft, place, step),
            plain=written.rounded(plain),
            needed=written.rounded(needed),
            exact="" if needed is None else str(round(needed, 2)),
            a_day=written.a_day(needed / days) if needed is not None and days else "",
            width=_width(needed, most),
            chance="" if against.chance_below is None else figures.chance(against.chance_below),
            norm="" if against.norm_rate is None else figures.chance(against.norm_rate, 1),
            is_weak=place == weak.found,
        )
    last, part = passing[-1], sure.part
    goal = None if case.aim.deals is None else max(0.0, case.aim.deals - case.brought.mean)
    yield LinkRow(
        label=case.history.steps[-1].next_label,
        plain=written.in_time(goal, part),
        needed=written.in_time(last, part),
        width=_width(last, most),
    )


def _forecast_url(period: Period, as_of: date | None) -> str:
    asked = {"period": f"{period.start}..{period.end}", **({"as_of": as_of.isoformat()} if as_of else {})}
    return f"{reverse('forecast')}?{urlencode(asked)}"


def _begins(draft: Draft) -> str:
    """Write the first working day of a plan that is still to begin."""
    first = before.begins_on(draft)
    return "" if first is None else figures.day(first)


def _counts(draft: Draft, place: int, step: Step) -> dict[str, str]:
    """Return the counts of a link in the past, with the addresses of their rows."""
    case = draft.case
    counted, link = case.history.counted[place], case.history.links[place]
    interval = wilson(round(link.made), max(round(link.made), round(link.tried))) if link.tried else None
    ends = None if interval is None or interval.high is None else (interval.low, interval.high)
    return {
        "tried": figures.number(counted.size),
        "made": figures.number(counted.made),
        "still": _still_in_words(counted, link),
        "rate": written.rate(link),
        "one_in": written.one_in(link),
        "interval": "" if ends is None else f"{figures.chance(float(ends[0]))} – {figures.chance(float(ends[1]))}",
        **_urls(case.history.period, case.wish.bearer, step),
    }


def _still_in_words(counted: Counted, link: Link) -> str:
    """Say that those that are open yet count in part, and where that is why the rate is not the plain share, both."""
    if not counted.still:
        return ""
    words = {"still": figures.number(counted.still), "days": WITHIN, "rate": written.rate(link)}
    words["plain"] = figures.chance(counted.made / counted.size, 1) if counted.size else ""
    if link.lent or words["plain"] in {"", words["rate"]}:
        return _("%(still)s open for less than %(days)s days") % words
    return (
        _("%(still)s of them are open for less than %(days)s days and count in part: so %(rate)s, not %(plain)s")
        % words
    )


def _urls(period: Period, bearer: Bearer, step: Step) -> dict[str, str]:
    asked: list[tuple[str, dict[str, object]]] = [(step.count, {}), (step.made, {})]
    if step.rate:
        asked = [(step.rate, {"part": part, **step.narrowed}) for part in ("per", "of")]
    tried, made = (rows_url(metric, period, **narrowed, **_whose(bearer)) for metric, narrowed in asked)
    return {"tried_url": tried, "made_url": made}


def _broken_url(draft: Draft, bearer: Bearer, place: int) -> str:
    """Return the address of the deals that were lost, on a stage where that is told; else of what was tried."""
    period, step = draft.case.history.period, draft.case.history.steps[place]
    if step.made == WON:
        return rows_url("deals_lost", period, **_whose(bearer))
    if step.stage_id is None:
        return _urls(period, bearer, step)["tried_url"]
    lost = {"period": f"{period.start}..{period.end}", "at": step.stage_id, "outcome": "lost"}
    asked = {**lost, "funnel": step.narrowed["funnel"], **_whose(bearer)}
    return f"{reverse('funnel_rows')}?{urlencode(asked, doseq=True)}"


def _whose(bearer: Bearer) -> dict[str, object]:
    return {} if bearer.reps is None else {"rep": sorted(bearer.reps)}


def _width(value: float | None, most: float) -> int:
    return round(100 * value / most) if value and most else 0
