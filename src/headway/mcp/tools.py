"""The tools of an assistant: each asks what every door asks, and answers in the shape of the API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field

from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.mcp.door import Door
from headway.reports.evening_review import Listed
from headway.web.api.aimed import StandsOut
from headway.web.api.answers import AnswerOut, MetricOut, RowsOut
from headway.web.api.backwards import PlanOut
from headway.web.api.finding import LONGEST_PAGE, Paging, next_offset, rep_named
from headway.web.api.foretold import ForecastOut
from headway.web.api.guided import ProgrammeOut, nothing_runs
from headway.web.api.levered import LeversOut
from headway.web.api.planned import TodayOut
from headway.web.api.reported import FunnelOut
from headway.web.api.reviewed import ReviewOut
from headway.web.api.targeted import TargetsOut
from headway.web.asking import FILTERS, Asker, Words, answer_to, funnel_of, funnel_question_of, keys_of, rows_of
from headway.web.asking_levers import levers_asked, levers_of
from headway.web.behind import named_rows
from headway.web.evening import evening_of
from headway.web.forecasts import forecast_question_of, forecasts_of
from headway.web.forecasts.aims import wanted_both
from headway.web.plans.asked import draft_told
from headway.web.programmes.following import running
from headway.web.scenarios import raises_told
from headway.web.still import still_facts
from headway.web.targets.adding import target_metric
from headway.web.targets.written import year_told
from headway.web.targets.years import year_of
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

    def today(
        self, *, rep: Annotated[str, Field(description="Whose day, by name or id; the token's user unless given.")] = ""
    ) -> Said:
        """Tell what the plan needs of a rep today, what is done and left, and whom to contact first, and why.

        Keep the order of those to contact: it is explained beside them.
        """
        with self.door.asker() as asker:
            return TodayOut.for_rep(asker, rep_named(asker.user, rep or None)).model_dump(mode="json")

    def forecast(
        self,
        *,
        period: Period = "this month",
        target: Annotated[
            str, Field(max_length=30, description="A number of deals to reach; the approved target unless given.")
        ] = "",
        narrow: Narrow = None,
        limit: Limit = 20,
    ) -> Said:
        """Tell how a period will close: won deals and their value in 8 of 10 cases, and the chance of a target.

        Say the band with the middle, never the middle alone. The open deals follow with their chances, the likeliest
        first.
        """
        with self.door.asker() as asker:
            asked = forecast_question_of(asker, _words(period, "", (), narrow))
            wanted = wanted_both(asker, asked, target)
            made = next(forecasts_of([asked]))
            return ForecastOut.of(made, wanted, made.deals[:limit], asker.user).model_dump(mode="json")

    def targets(
        self,
        *,
        metric: Annotated[str, Field(max_length=100, description="A metric by name, such as sales_volume.")],
        year: Annotated[
            str, Field(max_length=6, description="A fiscal year, such as 2024; this one unless given.")
        ] = "",
    ) -> Said:
        """Tell what a metric should reach in each month of a year, by company, team and rep, and what was reached.

        The sentences say whether the targets of teams and reps add up to those above them.
        """
        with self.door.asker() as asker:
            year_asked = year_of(asker, target_metric(metric), year_told(asker, year))
            return TargetsOut.of(asker, year_asked).model_dump(mode="json")

    def levers(
        self,
        *,
        period: Period = "",
        compare: Compare = "previous",
        raises: Annotated[
            dict[str, str] | None,
            Field(description="By how many per cent of itself each lever is raised: {'conversion': '10'}."),
        ] = None,
        scenario: Annotated[str, Field(max_length=60, description="A scenario that was kept, by name.")] = "",
        narrow: Narrow = None,
    ) -> Said:
        """Tell what the profit of a period is made of: new leads x conversion x sales per client x average sale x
        margin share; what each explains of the change, what raising some would bring, and which pays most.
        """
        with self.door.asker() as asker:
            words = _words(period, compare, (), narrow)
            asked = levers_asked(asker, words, raises_told(raises or {}), scenario)
            return LeversOut.of(levers_of(asked)).model_dump(mode="json")

    def plan(
        self,
        *,
        amount: Annotated[str, Field(max_length=30, description="How much is to be reached; money in units.")],
        goal: Annotated[str, Field(max_length=30, description="deals_won, sales_volume or sales_margin")] = "deals_won",
        more: Annotated[
            str, Field(max_length=10, description="'last': so much more than the last time that is over; 'year'.")
        ] = "",
        period: Period = "next quarter",
        whom: Annotated[str, Field(max_length=60, description="company, team:NAME or rep:NAME")] = "",
        certainty: Annotated[str, Field(max_length=5, description="In per cent, from 50 to 99.")] = "80",
        start: Annotated[
            str, Field(max_length=20, description="'cold calls', 'calls' or 'deals'; empty to choose.")
        ] = "",
    ) -> Said:
        """Turn a goal backwards into what each must do on a working day, how sure that is, and which step to mend."""
        words = {"amount": amount, "goal": goal, "more": more, "period": period, "for": whom}
        with self.door.asker() as asker:
            draft = draft_told(asker, {**words, "certainty": certainty, "start": start})
            return PlanOut.of(asker, draft).model_dump(mode="json")

    def standing(self) -> Said:
        """Tell where the company stands with its aims: even steps, what was reached, what is likely, and the chance.

        Say the sentence as it stands, with the chance. Also which base indicators are written down week by week.
        """
        with self.door.asker() as asker, still_facts() as facts:
            return StandsOut.asked(asker, facts).model_dump(mode="json")

    def programme(self) -> Said:
        """Tell the programme that runs: each week's task and reason, whether it is done, and what it changed.

        A change that is not beyond chance is none.
        """
        with self.door.asker() as asker, still_facts() as facts:
            known = running()
            return ProgrammeOut.asked(asker, known, facts).model_dump(mode="json") if known else {"why": nothing_runs()}


def _choice(asker: Asker, choice: Understood) -> Said:
    """Return one of several meanings in words, and as what to ask for it."""
    words = Words.telling(choice.question)
    asking = {"question": choice.metric.name, "period": words.period, "compare": words.compare, "by": words.by}
    return {"understood": said(asker, choice.question), "ask": {**asking, "narrow": words.filters}}


def _words(period: str, compare: str, by: Sequence[str], narrow: Mapping[str, Sequence[str]] | None) -> Words:
    """Return them as every door hands them on."""
    return Words(period=period, compare=compare, by=tuple(by), filters=narrow or {})
