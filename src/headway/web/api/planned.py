"""A rep's day as the API writes it: what is needed, done and left, and whom to contact first."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from headway.planning.first import Why
from headway.web.api.answers import written
from headway.web.api.dated import Dated
from headway.web.api.records import Ref
from headway.web.asking import Asker
from headway.web.models import User
from headway.web.rep_day import (
    NeedLine,
    PlannedDay,
    Suggested,
    is_by_plan,
    rep_days,
    suggested,
    team_days,
    words_anew,
)
from headway.web.rep_day.said import HOW_NEEDED, HOW_RESULT, day_words, plans_words
from headway.web.rep_day.said_first import HOW_ORDERED, reason_words


class NeedOut(Schema):
    """A number that a plan needs on the day."""

    metric: str
    label: str
    since: date = Field(
        description="The first day that counts: the plan's, or that of its adoption where that was later."
    )
    until: date = Field(description="The first day that no longer belongs to it.")
    needed: int = Field(description="What the day needs: what is left over the working days left, rounded up.")
    done: str = Field(description="What was done on the day.")
    left: int = Field(description="What is still to be done on the day.")
    total: str = Field(description="What the plan needs in all of these days.")
    done_before: str = Field(description="What was done in these days before this one.")
    days_left: str = Field(description="The working days left, with this one; a half day is half of one.")
    is_anew: bool = Field(
        description="What the goal takes as things stand: the work of the plan itself no longer brings it."
    )
    is_result: bool = Field(description="A result, as won deals are: no day needs any of it, so needed and left are 0.")
    short: int = Field(description="Of a result, by how many it is behind even steps, this day counted in; else 0.")

    @classmethod
    def of(cls, line: NeedLine) -> Self:
        need = line.need
        return cls(
            metric=line.metric.name,
            label=_(line.metric.label),
            since=line.period.start,
            until=line.period.end,
            needed=need.needed,
            done=str(written(need.done)),
            left=need.left,
            total=str(written(need.total)),
            done_before=str(written(need.before)),
            days_left=str(written(need.days_left)),
            is_anew=line.is_anew,
            is_result=need.is_result,
            short=need.short if need.is_result else 0,
        )


class ReasonOut(Schema):
    """Why somebody should be contacted."""

    why: Why = Field(description="timed, overdue, due, past_norm, near_norm or silent.")
    words: str = Field(description="The reason in words.")
    days: int = Field(description="Overdue: days late. Silent: days without a contact or a purchase. Else 0.")
    usual: int = Field(description="Silent: days after which such a client usually buys again. Else 0.")


class FirstOut(Schema):
    """Somebody to contact, with all reasons, the strongest first."""

    client: Ref | None
    deal: Ref | None = Field(description="The deal that the reasons are about, if any.")
    step: str | None = Field(description="The uid of the next step that is due.")
    reasons: list[ReasonOut] = Field(description="Why, the strongest reason first.")

    @classmethod
    def of(cls, one: Suggested) -> Self:
        return cls(
            client=Ref.of(one.client),
            deal=Ref.of(one.deal),
            step=str(one.step.uid) if one.step else None,
            reasons=[
                ReasonOut(why=each.why, words=reason_words(one, each), days=each.days, usual=each.usual)
                for each in one.reasons
            ],
        )


class PlannedOut(Dated):
    """What the plans in force need of a rep's day."""

    rep: Ref | None
    day: date = Field(description="The local day.")
    share: str = Field(description="The part of the day that the rep works; 0 on a day off.")
    sentence: str = Field(description="How the day stands, in a sentence.")
    streak: int = Field(description="Working days in a row that had all they needed.")
    needs: list[NeedOut] = Field(description="Empty where no plan is in force.")
    is_by_plan: bool = Field(
        description="The deals of a plan are behind, and what is needed is what the plan says: whether that is still "
        "enough, the day of the rep alone tells."
    )

    @classmethod
    def of(cls, planned: PlannedDay) -> Self:
        return cls(
            rep=Ref.of(planned.rep),
            day=planned.day,
            share=str(written(planned.share)),
            sentence=day_words(planned),
            streak=planned.streak,
            needs=[NeedOut.of(line) for line in planned.lines],
            is_by_plan=is_by_plan(planned),
        )


class TodayOut(PlannedOut):
    """A rep's day: what is needed, and whom to contact first, in this order."""

    first: list[FirstOut] = Field(description="Whom to contact first, in this order.")
    ahead: PlannedOut | None = Field(description="On a day off, what the next working day needs.")
    plans: str = Field(description="Where several plans are in force, which of them counts; else empty.")
    again: dict[str, str] = Field(
        description="Where a plan no longer fits, or has ended: what to ask `/plan` for to work it out anew."
    )
    how_needed: str = Field(description="How what is needed is worked out.")
    how_ordered: str = Field(description="How those to contact are ordered.")

    @classmethod
    def for_rep(cls, asker: Asker, rep: User) -> Self:
        planned, ahead = rep_days(asker, rep)
        return cls(
            **PlannedOut.of(planned).model_dump(),
            first=[FirstOut.of(one) for one in suggested(asker, rep)],
            ahead=PlannedOut.of(ahead) if ahead else None,
            plans=plans_words(planned),
            again=words_anew(asker, planned),
            how_needed=f"{HOW_NEEDED} {HOW_RESULT}",
            how_ordered=str(HOW_ORDERED),
        )


def planned_of(asker: Asker, reps: Iterable[User]) -> list[PlannedOut]:
    """Return the days of several reps: today, or where none of them works, the next day on which one does."""
    return [PlannedOut.of(each) for each in team_days(asker, list(reps))]
