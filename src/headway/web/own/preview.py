"""Shows what a definition would count, before it is kept."""

from dataclasses import dataclass

from headway.engine.answer import Answer, ask
from headway.engine.catalogue import with_further
from headway.engine.defined import metric_of
from headway.engine.definition import Definition
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.asking import Asker
from headway.web.facts import get_store
from headway.web.own.saying import formula_of, left_out_of

_NAME = "preview"


@dataclass(frozen=True)
class Preview:
    """The formula in words, what is left out, and the figure of a period within what the asker may see."""

    formula: str
    left_out: str
    answer: Answer


def preview_of(asker: Asker, definition: Definition, period: Period) -> Preview:
    """Answer a definition for a period as if it were kept."""
    currency = asker.company.currency if asker.company else None
    formula, left_out = formula_of(definition, currency), left_out_of(definition)
    metric = metric_of(definition, name=_NAME, formula=formula, left_out=left_out)
    question = Question(metric=_NAME, period=period, scope=asker.scope, week_start=asker.week_start, today=asker.today)
    with with_further(lambda: {_NAME: metric}):
        return Preview(formula, left_out, ask(question, get_store()))
