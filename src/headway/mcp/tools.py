"""The tools of an assistant: each asks what every door asks, and answers in the shape of the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.mcp.door import Door
from headway.reports.evening_review import Listed
from headway.web.api.answers import AnswerOut, MetricOut, RowsOut
from headway.web.api.finding import LONGEST_PAGE, Paging, next_offset
from headway.web.api.reported import FunnelOut
from headway.web.api.reviewed import ReviewOut
from headway.web.asking import FILTERS, Asker, Words, answer_to, funnel_of, funnel_question_of, keys_of, rows_of
from headway.web.behind import named_rows
from headway.web.evening import evening_of
from headway.web.understanding.saying import said
from headway.web.understanding.told import told
from headway.web.understanding.understood import LONGEST, SeveralMeanings, Understood

Said = dict[str, Any]
Text = Annotated[
    str,
    Field(
        max_length=LONGEST,
        description="A metric by name, or a whole question in English, Russian or Hungarian about one number.",
    ),
]
Period = Annotated[
    str,
    Field(
        max_length=60,
        description="2024, 2024-Q1, 2024-01, 2024-W07, 2024-01-05, 2024-01-01..2024-02-01 (the end left out), today, "
        "this week, last month, last 30 days, all. Goes before a period in the question.",
    ),
]
Compare = Annotated[str, Field(max_length=60, description="A period to set beside it, or 'previous'.")]
By = Annotated[tuple[str, ...], Field(max_length=3, description=f"What to cut it by: {', '.join(Dimension)}.")]
Narrow = Annotated[
    dict[str, list[str]] | None,
    Field(description=f"Names or ids by dimension, 'none' for those without one. {', '.join(FILTERS)}."),
]
Limit = Annotated[int, Field(ge=1, le=LONGEST_PAGE)]
Offset = Annotated[int, Field(ge=0, le=10_000_000)]


@dataclass(frozen=True)
class Tools:
    """What an assistant may do; every method is a tool, and its docstring tells the assistant when to take it."""

    door: Door

    def metrics(self) -> list[Said]:
        """List the metrics: what each counts, by which rule, what it leaves out, and whether it may grade people."""
        with self.door.asker():
            return [MetricOut.of(metric).model_dump(mode="json") for metric in catalogue().values()]

    def ask(
        self, *, question: Text, period: Period = "", compare: Compare = "", by: By = (), narrow: Narrow = None
    ) -> Said:
        """Answer how much or how many, exactly: 'how many cold calls did I make last week?'.

        Say what was understood with the number. Where a text can mean several things, there are choices and no number:
        let the user choose.
        """
        with self.door.asker() as asker:
            try:
                asked = told(asker, question, _words(period, compare, by, narrow))
            except SeveralMeanings as several:
                return {"why": str(several), "choices": [_choice(asker, each) for each in several.choices]}
            answer = AnswerOut.of(answer_to(asked.question))
            return {"understood": asked.meaning, "answer": answer.model_dump(mode="json")}

    def rows(
        self,
        *,
        question: Text,
        period: Period = "",
        by: By = (),
        narrow: Narrow = None,
        part: Annotated[str, Field(description="of, per or left_out")] = "of",
        keys: Annotated[tuple[str, ...], Field(description="The keys of one line, in the order of 'by'.")] = (),
        limit: Limit = 50,
        offset: Offset = 0,
    ) -> Said:
        """List the contacts, deals or sales that a number was counted from: their contributions add up to it."""
        with self.door.asker() as asker:
            asked = told(asker, question, _words(period, "", by, narrow))
            line = keys_of(asker, asked.question, keys)
            found = rows_of(asked.question, part, line, limit=limit + 1, offset=offset)
            shown = list(named_rows(asker.user, found))[:limit]
            after = next_offset(Paging(limit=limit, offset=offset), len(found.rows))
            return {"understood": asked.meaning, **RowsOut.of(found, shown, after).model_dump(mode="json")}

    def review(self, *, period: Period = "today", narrow: Narrow = None, limit: Limit = 50, offset: Offset = 0) -> Said:
        """Give the evening review of a day: each rep's contacts beside the effective ones, and what each did."""
        with self.door.asker() as asker:
            evening = evening_of(asker, _words(period, "", (), narrow), Listed(limit, offset, moves=limit))
            after = next_offset(Paging(limit=limit, offset=offset), evening.review.entries_count - offset)
            return ReviewOut.of(evening, asker.user, after).model_dump(mode="json")

    def funnel(
        self,
        *,
        period: Period = "this month",
        compare: Compare = "",
        funnel: Annotated[str, Field(description="A funnel's name or id; the company's first unless given.")] = "",
        split: Annotated[str, Field(description="source, team, rep, segment or kind")] = "",
        narrow: Narrow = None,
        against: Annotated[
            tuple[str, ...],
            Field(max_length=10, description="What the second side is narrowed to: 'team:South', 'team:' for all."),
        ] = (),
    ) -> Said:
        """Tell what became of the deals that entered each stage in a period: went on, lost, still there.

        With 'compare' or 'against' two sides stand beside each other, with the difference of their shares.
        """
        with self.door.asker() as asker:
            words = replace(_words(period, compare, (), narrow), against=against)
            asked = funnel_question_of(asker, words, name=funnel, split=split)
            return FunnelOut.of(funnel_of(asker, asked)).model_dump(mode="json")


def _choice(asker: Asker, choice: Understood) -> Said:
    """Return one of several meanings in words, and as what to ask for it."""
    words = Words.telling(choice.question)
    asking = {"question": choice.metric.name, "period": words.period, "compare": words.compare, "by": words.by}
    return {"understood": said(asker, choice.question), "ask": {**asking, "narrow": words.filters}}


def _words(period: str, compare: str, by: Sequence[str], narrow: Mapping[str, Sequence[str]] | None) -> Words:
    """Return them as every door hands them on."""
    return Words(period=period, compare=compare, by=tuple(by), filters=narrow or {})
