"""Asks for the five levers: what they were, what changed them, what raised ones would bring, and which pays most."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from headway.engine.answer import Answer, ask_all
from headway.engine.dimension import Dimension
from headway.engine.figure import Figure
from headway.engine.period import NoPeriodBefore, Period
from headway.engine.question import Question
from headway.engine.store import FactStore
from headway.planning.levers import Counts, Lever, Raised, Raises, movable, raised
from headway.planning.pays import Pay, pays
from headway.planning.split import Split, split, split_raised
from headway.web.access import sees_all
from headway.web.asking import Asker, Words, questions_of, told_in_full
from headway.web.compared import compared_days
from headway.web.scenarios import efforts_of, raises_told, scenario_named, words_of
from headway.web.still import still_facts

# The counts that the levers are divided from; each lever is one of them over the one before it.
METRICS = ("new_leads", "buying_clients", "sales", "sales_volume", "sales_margin_share")
PERIOD = "last quarter"
COMPARE = "previous"
# How many earlier periods of the same length a lever's best is looked for in.
EARLIER = 8
# A share of fewer than these is a stroke of luck rather than something to reach.
FEWEST = 10
_OF_LEADS = (Lever.NEW_LEADS, Lever.CONVERSION)
_OF_SALES = (Lever.SALES_PER_CLIENT, Lever.AVERAGE_SALE, Lever.MARGIN_SHARE)


@dataclass(frozen=True)
class AskedLevers:
    """Who asks, of which period, compared with which, with which levers raised by which part of themselves."""

    asker: Asker
    questions: tuple[Question, ...]
    raises: Raises

    @property
    def period(self) -> Period:
        """The period that is asked for."""
        return self.questions[0].period

    @property
    def compared(self) -> Period | None:
        """The period that it is compared with."""
        return self.questions[0].compare


@dataclass(frozen=True)
class Best:
    """The highest value that a lever had in an earlier period of the same length, or in another team."""

    value: Fraction
    period: Period | None = None
    team: str = ""


@dataclass(frozen=True)
class LeversReport:
    """The levers of a period; ``unknown_costs`` are sales whose cost nobody wrote down."""

    asked: AskedLevers
    counts: Counts
    before: Counts | None
    unknown_costs: int
    bests: Mapping[Lever, Best]
    efforts: Mapping[Lever, Decimal]

    @property
    def movable(self) -> tuple[Lever, ...]:
        """The levers that can be raised by a part of themselves."""
        return movable(self.counts)

    @property
    def raised(self) -> Raised:
        """What raised levers would bring."""
        return raised(self.counts, self.asked.raises)

    @property
    def split_raised(self) -> Split | None:
        """The same, split over the levers."""
        return split_raised(self.counts, self.asked.raises)

    @property
    def split(self) -> Split | None:
        """The change from the compared period, split over the levers."""
        return split(self.before, self.counts) if self.before else None

    @property
    def pays(self) -> tuple[Pay, ...]:
        """What each lever brings."""
        return pays(self.counts, {lever: best.value for lever, best in self.bests.items()}, self.efforts)

    @property
    def effort(self) -> Decimal | None:
        """What the raised levers cost together; None where the effort of one of them is not known."""
        risen = {lever: each for lever, each in self.asked.raises.items() if each > 0}
        if not risen or not risen.keys() <= self.efforts.keys():
            return None
        percents = {lever: Decimal(each.numerator) * 100 / each.denominator for lever, each in risen.items()}
        return sum((self.efforts[lever] * percent for lever, percent in percents.items()), Decimal(0))


def levers_asked(asker: Asker, words: Words, raises: Raises, scenario: str = "") -> AskedLevers:
    """Read what words ask; a running period is compared up to the same day. Raises NotUnderstood.

    Of a scenario that is named, what is not said otherwise is taken.
    """
    words = told_in_full(asker, words)
    if scenario:
        kept = scenario_named(asker.user, scenario)
        filters = {**words_of(kept).filters, **words.filters}
        words = replace(words, period=words.period or kept.period, filters=filters)
        raises = {**raises_told(kept.raises), **raises}
    period = asker.period(words.period or PERIOD)
    compared = compared_days(asker, words.compare, period)
    text = f"{compared.start}..{compared.end}" if compared else ""
    days = "all" if period.is_all else f"{period.start}..{period.end}"
    plain = replace(words, period=days, compare=text, by=(), scope="", within="")
    return AskedLevers(asker, tuple(questions_of(asker, METRICS, plain)), raises)


def levers_of(asked: AskedLevers) -> LeversReport:
    """Answer it from the facts as they stand now, all of one moment."""
    with still_facts() as facts:
        answers = ask_all(asked.questions, facts)
        return LeversReport(
            asked=asked,
            counts=counts_of([each.total for each in answers]),
            before=counts_of([each.compared for each in answers if each.compared]) if asked.compared else None,
            unknown_costs=answers[-1].left_out_count,
            bests=_bests(asked, facts),
            efforts=efforts_of(asked.asker.company),
        )


def outcome_of(asked: AskedLevers) -> tuple[Counts, Raised]:
    """Return only what the levers were and what they would become."""
    with still_facts() as facts:
        questions = [replace(each, compare=None) for each in asked.questions]
        counts = counts_of([each.total for each in ask_all(questions, facts)])
    return counts, raised(counts, asked.raises)


def counts_of(figures: Sequence[Figure]) -> Counts:
    """Return the counts that the figures of the metrics were divided from."""
    leads, clients, sales, volume, margin = figures
    return Counts(
        new_leads=leads.of or 0,
        buying_clients=clients.of or 0,
        sales=sales.of or 0,
        sales_volume=volume.of or 0,
        margin=margin.of or 0,
        margin_volume=margin.per or 0,
    )


def _bests(asked: AskedLevers, facts: FactStore) -> Mapping[Lever, Best]:
    """Return the best that each lever was; the earliest one where several are alike."""
    found: dict[Lever, Best] = {}
    for candidate, counts, levers in [*_earlier(asked, facts), *_teams(asked, facts)]:
        for lever, value in _told(counts, levers).items():
            if lever not in found or value > found[lever].value:
                found[lever] = replace(candidate, value=value)
    return found


def _earlier(asked: AskedLevers, facts: FactStore) -> Iterable[tuple[Best, Counts, set[Lever]]]:
    """Yield earlier periods, each with the levers that were measured all through it.

    The first period with leads, or with sales, is left out: they may have been recorded from its middle on.
    """
    periods = _periods_before(asked.period if asked.period.is_all else asked.period.up_to(asked.asker.today))
    questions = [replace(each, period=period, compare=None) for period in periods for each in asked.questions]
    answers = ask_all(questions, facts)
    measured: set[Lever] = set()
    for place, period in enumerate(periods):
        told = answers[place * len(METRICS) : (place + 1) * len(METRICS)]
        counts = counts_of([each.total for each in told])
        yield Best(Fraction(0), period), counts, set(measured)
        measured |= {*_OF_LEADS} if counts.new_leads else set()
        measured |= {*_OF_SALES} if counts.sales else set()


def _teams(asked: AskedLevers, facts: FactStore) -> Iterable[tuple[Best, Counts, set[Lever]]]:
    """Yield the teams of the period, for whoever sees them all and has not chosen among them."""
    chosen = {dimension for dimension, _keys in asked.questions[0].filters.chosen()}
    if not sees_all(asked.asker.user) or chosen & {Dimension.TEAM, Dimension.REP}:
        return
    answers = ask_all([replace(each, by=(Dimension.TEAM,), compare=None) for each in asked.questions], facts)
    names = {line.keys: line.labels[0] for each in answers for line in each.lines if line.keys[0] is not None}
    for keys, name in names.items():
        # How many leads came to one team is no measure for the whole company.
        levers = {*Lever} - {Lever.NEW_LEADS}
        yield Best(Fraction(0), team=name), counts_of([_line(each, keys) for each in answers]), levers


def _line(answer: Answer, keys: tuple[object, ...]) -> Figure:
    """Return the figure of a line; nothing was counted where there is none."""
    return next((line.figure for line in answer.lines if line.keys == keys), Figure(0, 0, 0, 0))


def _periods_before(period: Period) -> list[Period]:
    found: list[Period] = []
    try:
        while len(found) < EARLIER:
            found.append((found[-1] if found else period).previous())
    except NoPeriodBefore:
        pass
    return found[::-1]


def _told(counts: Counts, levers: Collection[Lever]) -> Mapping[Lever, Fraction]:
    """Return the values that rest on enough to be something to reach."""
    rests = {
        Lever.NEW_LEADS: FEWEST,
        Lever.CONVERSION: counts.new_leads,
        Lever.SALES_PER_CLIENT: counts.buying_clients,
        Lever.AVERAGE_SALE: counts.sales,
        Lever.MARGIN_SHARE: counts.sales,
    }
    return {
        lever: value
        for lever, value in counts.values.items()
        if value is not None and lever in levers and rests[lever] >= FEWEST
    }
