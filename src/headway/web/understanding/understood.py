"""A question in plain words, understood: which metric in which words, or the choices where it can mean several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TypeVar

from django.utils.translation import gettext as _

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric
from headway.engine.question import Question
from headway.web.asking import DEFAULT_PERIOD, Asker, Words, question_of
from headway.web.compared import year_before
from headway.web.naming import NotUnderstood
from headway.web.team_totals import TEAM
from headway.web.understanding.elsewhere import told_elsewhere
from headway.web.understanding.meanings import YEAR_BEFORE, Against, Cut, Meaning, Only, OwnTeam, When
from headway.web.understanding.members import Members, names_kind
from headway.web.understanding.metric_words import metrics_in
from headway.web.understanding.nearby import is_known, near_words, partly_called
from headway.web.understanding.search import Reading, best_readings, read
from headway.web.understanding.spans import spans_in
from headway.web.understanding.texts import Token, tokens_of

LONGEST = 300
QUESTION = "q"
_WORDS_AT_MOST = 40
_CHOICES_AT_MOST = 8
_TRIED_AT_MOST = 64


@dataclass(frozen=True)
class Understood:
    """What a text asks: a metric, and the words in which every door would ask the same of it."""

    metric: Metric
    words: Words
    question: Question


class SeveralMeanings(NotUnderstood):
    """A text can mean several questions; whoever asked it chooses."""

    def __init__(self, sentence: str, choices: Sequence[Understood]) -> None:
        super().__init__(sentence, QUESTION)
        self.choices = tuple(choices)


def understand(asker: Asker, text: str) -> Understood:
    """Return the one question that a text asks, in English, Russian or Hungarian.

    Raises SeveralMeanings, or NotUnderstood, whose sentence names the word that is in the way.
    """
    tokens = tokens_of(text)
    if len(text) > LONGEST or len(tokens) > _WORDS_AT_MOST:
        raise NotUnderstood(_("That is too long for a question. Ask for one number."), QUESTION)
    if not tokens:
        raise NotUnderstood(_("Ask for a number: how many contacts last week?"), QUESTION)
    members = Members(asker.user)
    spans = spans_in(asker, members, tokens)
    readings = best_readings(tokens, spans)
    if readings and not readings[0].unknown:
        return _one_of(_asked(asker, readings))
    named = [reading for reading in readings if reading.told and reading.told.places]
    without = read(tokens, spans)
    partly = [read(tokens, spans, told) for told in partly_called(tokens, without.unknown)]
    choices = list(_possible(asker, [reading for reading in partly if not reading.unknown]))
    if choices:
        raise SeveralMeanings(_("That can mean several numbers. Choose one."), choices)
    reading = named[0] if named else without
    elsewhere = told_elsewhere([tokens[at] for at in reading.unknown], QUESTION)
    raise elsewhere or NotUnderstood(_unknown(tokens, reading, members), QUESTION)


def seems_asked(text: str) -> bool:
    """Whether a text names a number at all: quickly told, before anything is looked up."""
    tokens = tokens_of(text[:LONGEST])[:_WORDS_AT_MOST]
    return len(tokens) > 1 and (any(told.places for told in metrics_in(tokens)) or names_kind(tokens))


def _one_of(found: list[Understood]) -> Understood:
    if len(found) > 1:
        raise SeveralMeanings(_("That can mean several questions. Choose one."), found)
    return found[0]


def _asked(asker: Asker, readings: Sequence[Reading]) -> list[Understood]:
    """Return the different questions of some readings. Raises NotUnderstood where none can be put."""
    found = list(_possible(asker, readings))
    if not found:
        # Every way is refused, and the first refusal says why.
        _put(asker, readings[0], next(_ways(readings[0])))
    return found


def _possible(asker: Asker, readings: Sequence[Reading]) -> Iterator[Understood]:
    known: list[Question] = []
    for reading in readings:
        for way in islice(_ways(reading), _TRIED_AT_MOST):
            try:
                understood = _put(asker, reading, way)
            except NotUnderstood:
                continue
            if understood.question not in known and len(known) < _CHOICES_AT_MOST:
                known.append(understood.question)
                yield understood


def _ways(reading: Reading) -> Iterator[tuple[Meaning, ...]]:
    """Yield each way to take what is said beside the metric."""
    return product(*(span.meanings for span in reading.spans))


def _put(asker: Asker, reading: Reading, meanings: Sequence[Meaning]) -> Understood:
    """Return the question that meanings ask of a metric. Raises NotUnderstood."""
    assert reading.told is not None  # noqa: S101 - only readings with a metric are put
    is_own = reading.told.is_own or any(isinstance(each, Only) and each.is_own for each in meanings)
    told = [*meanings, *([Only(Dimension.REP, (str(asker.user.pk),))] if is_own else [])]
    period, compare = _periods(asker, told)
    words = Words(
        period=period,
        compare=compare,
        scope=TEAM if any(isinstance(each, OwnTeam) for each in told) else "",
        by=tuple(dict.fromkeys(cut.value for each in told if isinstance(each, Cut) for cut in each.dimensions)),
        filters=_filters([each for each in told if isinstance(each, Only)]),
    )
    metric = catalogue()[reading.told.called.metric]
    return Understood(metric, words, question_of(asker, metric.name, words))


def _filters(told: Sequence[Only]) -> dict[str, tuple[str, ...]]:
    """Gather what the number is narrowed to; several names of one dimension are meant together."""
    found: dict[str, tuple[str, ...]] = {}
    for each in told:
        found[each.dimension.value] = tuple(dict.fromkeys((*found.get(each.dimension.value, ()), *each.keys)))
    return found


def _periods(asker: Asker, told: Sequence[Meaning]) -> tuple[str, str]:
    """Return the period and the one to compare with. Raises NotUnderstood where several are named."""
    against = _single([each for each in told if isinstance(each, Against)])
    when = _single([each for each in told if isinstance(each, When)])
    period = when.period if when else (against.beside if against else "") or DEFAULT_PERIOD
    compare = against.period if against else ""
    if compare != YEAR_BEFORE:
        return period, compare
    try:
        before = year_before(asker.period(period))
    except (ValueError, OverflowError):
        raise NotUnderstood(_("There is no year before that period."), QUESTION) from None
    return period, f"{before.start}..{before.end}"


_Time = TypeVar("_Time", When, Against)


def _single(told: Sequence[_Time]) -> _Time | None:
    different = list(dict.fromkeys(told))
    if len(different) > 1:
        raise NotUnderstood(
            _("Two periods are named. Ask for one, or put 'than' before the one to compare with."), QUESTION
        )
    return different[0] if different else None


def _unknown(tokens: Sequence[Token], reading: Reading, members: Members) -> str:
    """Say which words are not known here, and which known ones are near."""
    if not reading.unknown:
        return _("Name the number you ask for, such as contacts, new leads or sales volume.")
    told = [tokens[at] for at in reading.unknown]
    # A word that would be known elsewhere is not what is in the way.
    words = [token for token in told if not is_known(token.word, members)] or told
    named = ", ".join(_("'%(name)s'") % {"name": token.told} for token in words)
    sentence = _("I do not know %(words)s here.") % {"words": named}
    folded = [token.word for token in words]
    near = [_("'%(name)s'") % {"name": name} for name in near_words(folded, members) if name not in folded]
    hint = _("Near it there is: %(near)s.") % {"near": ", ".join(near)} if near else ""
    return f"{sentence} {hint}".strip()
