"""A question as programs and commands put it: a metric by its name or plain words, and further words that go before."""

from dataclasses import dataclass, replace

from headway.engine.question import Question
from headway.web.asking import DEFAULT_PERIOD, Asker, Words, question_of, told_in_full
from headway.web.naming import NotUnderstood
from headway.web.understanding.saying import said
from headway.web.understanding.texts import tokens_of
from headway.web.understanding.understood import understand


@dataclass(frozen=True)
class Told:
    """A question, how it was understood in one line, and whether it was told in words and not by a metric's name."""

    question: Question
    meaning: str
    is_in_words: bool


def told(asker: Asker, text: str, further: Words) -> Told:
    """Return what a text asks; ``further`` words go before those of the text, an empty period among them says nothing.

    Raises NotUnderstood, or SeveralMeanings with the choices.
    """
    further = told_in_full(asker, further)
    try:
        question = question_of(asker, text, _joined(further, Words(period=DEFAULT_PERIOD)))
    except NotUnderstood as trouble:
        if trouble.field != "metric" or len(tokens_of(text)) < 2:
            raise
    else:
        return Told(question, said(asker, question), is_in_words=False)
    understood = understand(asker, text)
    question = question_of(asker, understood.metric.name, _joined(further, understood.words))
    return Told(question, said(asker, question), is_in_words=True)


def _joined(further: Words, words: Words) -> Words:
    return replace(
        further,
        period=further.period or words.period,
        compare=further.compare or words.compare,
        scope=further.scope or words.scope,
        within=further.within or words.within,
        by=further.by or words.by,
        filters={**words.filters, **further.filters},
    )
