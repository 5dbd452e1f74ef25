"""Questions in plain words, such as 'how many cold calls did I make last week?'."""

from typing import Any, Self

from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from headway.engine.question import Question
from headway.web.api.answers import AnswerOut
from headway.web.api.security import READING, ApiRequest, asker_of
from headway.web.asking import Asker, Words, answer_to
from headway.web.understanding.saying import page_of, said
from headway.web.understanding.understood import LONGEST, SeveralMeanings, understand

router = Router()


class TextAsked(Schema):
    """A question as one writes it."""

    q: str = Field(max_length=LONGEST, description="In English, Russian or Hungarian, about one number.")


class MeaningOut(Schema):
    """What a text was understood to ask, with the addresses that ask the same."""

    said: str = Field(description="The number, the days, whose, and what it is narrowed to, in one line.")
    metric: str
    ask: str = Field(description="The address of the same question in this API.")
    rows: str | None = Field(description="The address of the rows behind it; null where only the total may be known.")
    page: str = Field(description="The address of its page.")

    @classmethod
    def of(cls, asker: Asker, question: Question) -> Self:
        query = Words.telling(question).query()
        path = reverse("api:ask", args=[question.metric])
        rows = None if question.scope.is_total else f"{reverse('api:rows', args=[question.metric])}?{query}"
        return cls(
            said=said(asker, question),
            metric=question.metric,
            ask=f"{path}?{query}",
            rows=rows,
            page=page_of(question),
        )


class TextAnswerOut(Schema):
    """The answer to a question in words, or the choices where it can mean several; never both."""

    meaning: MeaningOut | None = Field(description="What the text was understood to ask.")
    answer: AnswerOut | None = Field(description="The answer to it.")
    choices: list[MeaningOut] = Field(description="What the text can mean, where it can mean several things.")

    @classmethod
    def to(cls, asker: Asker, text: str) -> Self:
        """Answer a text. Raises NotUnderstood, whose sentence names the word that is in the way."""
        try:
            question = understand(asker, text).question
        except SeveralMeanings as several:
            choices = [MeaningOut.of(asker, choice.question) for choice in several.choices]
            return cls(meaning=None, answer=None, choices=choices)
        return cls(meaning=MeaningOut.of(asker, question), answer=AnswerOut.of(answer_to(question)), choices=[])


@router.get(
    "/ask",
    response=TextAnswerOut,
    auth=READING,
    operation_id="ask_in_words",
    summary="Answer a question in plain words",
)
def ask_in_words(request: ApiRequest, asked: Query[TextAsked]) -> Any:
    """Return what was understood with its answer; where the text can mean several things, the choices and no number."""
    return TextAnswerOut.to(asker_of(request), asked.q)
