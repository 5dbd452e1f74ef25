"""Turns plain words into questions that a user may ask: the pages, the API and the command line all come this way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.engine.answer import Answer, ask
from headway.engine.dimension import Dimension
from headway.engine.period import NoPeriodBefore, Period, PeriodNotUnderstood
from headway.engine.plan import Part, checked
from headway.engine.question import Filters, Key, Question, Scope
from headway.engine.rows import RowSet, rows
from headway.reports.funnel import Entries, FunnelQuestion, FunnelReport, funnel, funnel_rows
from headway.reports.funnel_stays import Outcome
from headway.web.access import scope_for
from headway.web.clock import day_of, zone_of
from headway.web.explained import explained
from headway.web.facts import get_store
from headway.web.models import Company, SavedWords, User
from headway.web.naming import NotUnderstood, funnels_for, keys_told, line_key, one_named
from headway.web.read_words import days_within, dimension_of, entries_of, filters_of, one_of, part_of
from headway.web.saved_words import saved_for, saved_named
from headway.web.sides import against_of, against_told, written_key
from headway.web.spoken import spoken
from headway.web.team_totals import TEAM, scope_told

FILTERS = tuple(each for each in Dimension if not each.is_time)
PREVIOUS = "previous"
DEFAULT_PERIOD = "this month"


@dataclass(frozen=True)
class Asker:
    """Who asks, and when: it decides whose rows are counted, and which day is today."""

    user: User
    company: Company | None
    now: datetime

    @cached_property
    def scope(self) -> Scope:
        """Whose rows may be counted."""
        return scope_for(self.user)

    @cached_property
    def today(self) -> date:
        """The asker's own day."""
        return day_of(self.now, zone_of(self.user, self.company))

    @property
    def week_start(self) -> int:
        """The first day of the company's week, 0 for Monday."""
        return self.company.week_starts_on if self.company else 0

    @property
    def year_start(self) -> int:
        """The first month of the company's fiscal year."""
        return self.company.year_starts_in if self.company else 1

    @property
    def bounce_days(self) -> int:
        """Within how many days forward and back is flagged."""
        return self.company.bounce_days if self.company else 14

    @property
    def late_hours(self) -> int:
        """After how many hours a contact was written down late."""
        return self.company.late_hours if self.company else 24

    def period(self, text: str, field: str = "period") -> Period:
        """Read a period as people write it. Raises NotUnderstood."""
        try:
            return Period.parse(text, self.today, self.week_start, self.year_start)
        except PeriodNotUnderstood as trouble:
            raise NotUnderstood(spoken(trouble.args[0]), field) from trouble


@dataclass(frozen=True, kw_only=True)
class Words:
    """A question in plain words: ``compare`` is a period or 'previous', ``filters`` names or ids by dimension.

    ``scope`` 'team' asks for the total of the asker's team, ``within`` for what was reached within so many days.
    ``against`` says what a funnel beside it is narrowed to instead: 'team:South', 'team:' for all teams.
    """

    period: str = DEFAULT_PERIOD
    compare: str = ""
    scope: str = ""
    within: str = ""
    saved: str = ""
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, parameters: Any, **defaults: Any) -> Self:
        """Read them from the parameters of an address (``request.GET``): lists repeat their name.

        Two days ``from`` and ``until``, both belonging to the period, do in place of ``period``.
        """
        named = ("period", "compare", "scope", "within", "saved")
        given = {name: parameters.get(name) for name in named if parameters.get(name)}
        given = {**({"period": ""} if "saved" in given else {}), **_from_until(parameters), **given}
        lists = {name: many for name in ("by", "against") if (many := tuple(filter(None, parameters.getlist(name))))}
        filters = {each.value: told for each in FILTERS if (told := [t for t in parameters.getlist(each.value) if t])}
        return cls(**{**defaults, **given, **lists, "filters": filters})

    @classmethod
    def telling(cls, question: Question | FunnelQuestion) -> Self:
        """Return the words that give this question again, on any day: ids, and days with the end left out."""
        return cls(
            period=_days(question.period),
            compare=_days(question.compare) if question.compare else "",
            scope=TEAM if question.scope.is_total else "",
            within=str(question.within or "") if isinstance(question, Question) else "",
            by=tuple(question.by) if isinstance(question, Question) else (),
            against=() if isinstance(question, Question) else against_of(question.filters, question.against),
            filters={each.value: tuple(sorted(map(written_key, keys))) for each, keys in question.filters.chosen()},
        )

    def parameters(self) -> list[tuple[str, str]]:
        """Return them as the parameters of an address."""
        filters = [(name, text) for name, texts in self.filters.items() for text in texts]
        names = ("compare", "scope", "within", "saved")
        named = [(name, getattr(self, name)) for name in names]
        more = [(name, text) for name, text in named if text]
        lists = [(name, text) for name, texts in (("by", self.by), ("against", self.against)) for text in texts]
        period = [("period", self.period)] if self.period else []
        return [*period, *more, *lists, *filters]

    def query(self, **more: object) -> str:
        """Return them as the query string of an address, with further parameters."""
        return urlencode([*self.parameters(), *more.items()], doseq=True)


def question_of(asker: Asker, metric: str, words: Words) -> Question:
    """Return the question that words ask of a metric, within what the asker may see.

    Raises NotUnderstood; ``field`` is 'metric' where there is no such metric.
    """
    return questions_of(asker, [metric], words)[0]


def questions_of(asker: Asker, metrics: Iterable[str], words: Words) -> list[Question]:
    """Return the questions that the same words ask of several metrics; see ``question_of``."""
    words = told_in_full(asker, words)
    by = tuple(dimension_of(text, "by") for text in words.by)
    common = common_of(asker, words)
    scope = scope_told(asker.user, words.scope, (common["period"], common["compare"])) or asker.scope
    question = Question(metric="", by=by, scope=scope, week_start=asker.week_start, asked_on=asker.today, **common)
    return [_of_metric(asker, replace(question, metric=metric), words) for metric in metrics]


def _of_metric(asker: Asker, question: Question, words: Words) -> Question:
    with explained():
        found = checked(question)
    if found.is_stock:
        question = _gone_by(asker, question)
    if found.course is None:
        return replace(question, metric=found.name, today=asker.today if found.is_until_today else None)
    within = days_within(words.within) if words.within and found.course.days else None
    return replace(question, metric=found.name, today=asker.today, within=within)


def _gone_by(asker: Asker, question: Question) -> Question:
    """Leave out the days to come: nobody knows yet what will stand then."""
    compare = question.compare and question.compare.up_to(asker.today)
    return replace(question, period=question.period.up_to(asker.today), compare=compare)


def told_in_full(asker: Asker, words: Words, known: QuerySet[SavedWords] | None = None) -> Words:
    """Return words with those that they name put in the place of the name. Raises NotUnderstood.

    The name is looked for among ``known``, or without them among all that exist for the asker.
    """
    told = filters_of(words.filters)
    if not words.saved:
        return replace(words, filters=told)
    kept = saved_named(saved_for(asker.user) if known is None else known, words.saved)
    told = filters_of({**kept.filters, **told})
    return replace(words, saved="", period=words.period or kept.period, filters=told)


def answer_to(question: Question) -> Answer:
    """Answer a question from the facts as they stand now."""
    return ask(question, get_store())


def keys_of(asker: Asker, question: Question, texts: Sequence[str]) -> tuple[Key, ...]:
    """Return the keys of the line that texts name, one for each dimension the question is cut by."""
    if texts and len(texts) != len(question.by):
        raise NotUnderstood(
            _("A line has one key for each dimension of 'by': %(count)s are needed.") % {"count": len(question.by)},
            "keys",
        )
    return tuple(line_key(asker.user, *pair) for pair in zip(question.by, texts, strict=bool(texts)))


def rows_of(
    question: Question, part: str = Part.OF, keys: Sequence[Key] = (), limit: int | None = None, offset: int = 0
) -> RowSet:
    """Return the rows behind the total of a question, or behind the line of ``keys``. Raises NotUnderstood."""
    with explained():
        return rows(question, get_store(), part=part_of(part), keys=keys, limit=limit, offset=offset)


def funnel_question_of(
    asker: Asker, words: Words, *, name: str = "", split: str = "", entries: str = "", as_of: str = ""
) -> FunnelQuestion:
    """Return the question that words ask of a funnel (the company's default one without a name).

    Raises NotUnderstood; ``field`` is 'funnel' where there is no such funnel.
    """
    funnels = list(funnels_for(asker.user).values_list("pk", "name"))
    if not funnels:
        raise NotUnderstood(_("There is no funnel yet. Import one, or set one up."), "funnel")
    words, against = told_in_full(asker, words), against_told(words.against)
    compare = "".join(against.pop("period", ())) or words.compare
    filters = {name: texts for name, texts in words.filters.items() if name != "funnel"}
    with explained():
        return FunnelQuestion(
            funnel_id=one_named(funnels, name, "funnel") if name else funnels[0][0],
            scope=asker.scope,
            split=dimension_of(split, "split") if split else None,
            entries=entries_of(entries or Entries.FIRST),
            as_of=asker.period(as_of, "as_of").start if as_of else None,
            against=_narrowed(asker, filters | against) if against else None,
            **common_of(asker, replace(words, compare=compare, filters=filters)),
        )


def funnel_of(asker: Asker, question: FunnelQuestion) -> FunnelReport:
    """Return the funnel as the facts stand now."""
    return funnel(get_store(), question, asker.today)


def funnel_rows_of(question: FunnelQuestion, stage_id: int, outcome: str = Outcome.ENTERED, **narrower: Any) -> RowSet:
    """Return the stays behind one number of a funnel; what is ``narrower`` and which page of them, see there."""
    if outcome not in set(Outcome):
        raise NotUnderstood(one_of(outcome, Outcome), "outcome")
    return funnel_rows(get_store(), question, stage_id=stage_id, outcome=outcome, **narrower)


def common_of(asker: Asker, words: Words) -> dict[str, Any]:
    """Return what all questions have in common: the period, the compared one, what rows are narrowed to."""
    words = told_in_full(asker, words)
    period = asker.period(words.period or DEFAULT_PERIOD)
    return {
        "period": period,
        "compare": _compared(asker, words.compare, period) if words.compare else None,
        "filters": _narrowed(asker, words.filters),
    }


def _narrowed(asker: Asker, filters: Mapping[str, Sequence[str]]) -> Filters:
    return Filters(
        **{name: keys_told(asker.user, Dimension(name), texts) for name, texts in filters_of(filters).items() if texts}
    )


def _compared(asker: Asker, text: str, period: Period) -> Period:
    if text != PREVIOUS:
        return asker.period(text, "compare")
    try:
        return period.previous()
    except NoPeriodBefore as trouble:
        raise NotUnderstood(spoken(trouble.args[0]), "compare") from trouble


def _from_until(parameters: Any) -> dict[str, str]:
    try:
        first, latest = (date.fromisoformat(parameters.get(name, "")) for name in ("from", "until"))
        return {"period": f"{first}..{latest + timedelta(days=first <= latest)}"}
    except (ValueError, OverflowError):
        return {}


def _days(period: Period) -> str:
    return "all" if period.is_all else f"{period.start}..{period.end}"
