"""The evening review, as the API and the command line write it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, Self
from uuid import UUID

from django.utils.timezone import localtime
from ninja import Schema
from pydantic import Field

from headway.reports.bounces import Bounce, StepBack
from headway.reports.evening_review import ContactStep, MoveStep, RepDay, Step
from headway.reports.ranking import Ranked, Ranking
from headway.web.api.answers import PeriodOut, written
from headway.web.api.commented import CommentOut
from headway.web.api.dated import Dated
from headway.web.api.records import Ref
from headway.web.behind import Sight
from headway.web.evening import Evening, Waiting
from headway.web.models import Contact, User
from headway.web.models.fields import from_microseconds
from headway.web.talk import Question


class RankedOut(Schema):
    """Effective contacts a working day, pulled to the team's by how little is known of the rep."""

    days: float = Field(description="Working days in the period, less absences, as a member of the team.")
    counted: int = Field(
        description="Effective contacts, less those that only brought a deal back to where it had been, right after a "
        "step back within bounce_days."
    )
    rate: str | None = Field(description="counted / days.")
    shrunk: str | None
    low: str | None = Field(description="The lower end of its 90 % interval.")
    high: str | None
    standing: str = Field(description="above or below the team where that is sure, else like")
    certainty: str

    @classmethod
    def of(cls, line: Ranked) -> Self:
        return cls(
            days=line.days,
            counted=line.counted,
            rate=_rounded(line.rate),
            shrunk=_rounded(line.shrunk),
            low=_rounded(line.low),
            high=_rounded(line.high),
            standing=line.standing.value,
            certainty=f"{line.certainty:.4f}",
        )


class RankingOut(Schema):
    """What can be said of the differences between reps; where there is none beyond chance, nobody is ranked."""

    verdict: str = Field(description="alone, alike or different")
    team_rate: str | None
    chi_squared: str
    degrees: int
    chance: str = Field(description="How often reps of one rate would differ as much.")
    share_chance: str = Field(description="How often reps of one share of effective contacts would differ as much.")

    @classmethod
    def of(cls, ranking: Ranking, share_chance: float) -> Self:
        return cls(
            verdict=ranking.verdict.value,
            team_rate=_rounded(ranking.team_rate),
            chi_squared=f"{ranking.chi_squared:.4f}",
            degrees=ranking.degrees,
            chance=f"{ranking.chance:.4f}",
            share_chance=f"{share_chance:.4f}",
        )


class RepDayOut(Schema):
    """A rep's contacts by kind beside the effective ones; volume is for analysis and ranks nobody."""

    rep: Ref | None
    contacts: int
    kinds: Mapping[str, int]
    effective: int
    new_ground: int
    deals: int
    records: int = Field(description="Contacts, a meeting about several deals counted on each.")
    share: str | None = Field(description="effective / records")
    seconds: int = Field(description="Time on contacts, a meeting counted once.")
    untimed: int = Field(description="Contacts without a duration.")
    late: int = Field(description="Contacts written down after the company's number of hours.")
    overdue: int = Field(description="Next steps that are overdue now.")
    missing: int = Field(description="Open deals without a next step now.")
    ranked: RankedOut | None = Field(description="Null where narrowed to a part of the contacts, and of who is no rep.")

    @classmethod
    def of(cls, day: RepDay, waiting: Waiting, ranked: Ranked | None) -> Self:
        return cls(
            rep=_named(day.rep_id, day.name),
            contacts=day.contacts,
            kinds=day.kinds,
            effective=day.effective,
            new_ground=day.new_ground,
            deals=day.deals,
            records=day.records,
            share=written(day.share),
            seconds=day.seconds,
            untimed=day.untimed,
            late=day.late,
            overdue=waiting.overdue,
            missing=waiting.missing,
            ranked=RankedOut.of(ranked) if ranked else None,
        )


class StepOut(Schema):
    """What a contact or a move did: the stages before and after."""

    rep: Ref | None
    client: Ref | None
    deal: Ref | None
    happened_at: datetime
    stage_before: Ref | None
    stage: Ref | None
    advance: str


class ContactStepOut(StepOut):
    """A contact of the period."""

    id: int
    uid: UUID | None
    kind: str
    is_effective: bool
    is_new_ground: bool
    is_late: bool
    duration_seconds: int | None
    comments: int = Field(description="How many comments there are about it.")

    @classmethod
    def of(cls, step: ContactStep, sight: Sight, uid: UUID | None, comments: int) -> Self:
        return cls(
            **_step(step, sight),
            id=step.contact_id,
            uid=uid,
            kind=step.kind,
            is_effective=step.is_effective,
            is_new_ground=step.is_new_ground,
            is_late=step.is_late,
            duration_seconds=step.duration_seconds,
            comments=comments,
        )


class MoveStepOut(StepOut):
    """A move without a contact; it earns nobody anything."""

    cause: str

    @classmethod
    def of(cls, step: MoveStep, sight: Sight) -> Self:
        return cls(**_step(step, sight), cause=step.cause)


class StepBackOut(Schema):
    """A step back beside a step forward."""

    rep: Ref | None
    on: date

    @classmethod
    def of(cls, step: StepBack | None) -> Self | None:
        return None if step is None else cls(rep=_named(step.rep_id, step.rep), on=step.on)


class BounceOut(Schema):
    """A deal that went forward and back, or back and forward again, within the company's number of days: a question."""

    contact: UUID | None = Field(description="The contact that brought it forward; null where a move did.")
    deal: Ref | None
    client: Ref | None
    rep: Ref | None = Field(description="Who brought it forward, and earned from it where a contact did.")
    forward_on: date
    back_before: StepBackOut | None
    back_after: StepBackOut | None
    is_open: bool = Field(description="Whether the rep has still to answer.")
    answers: list[CommentOut]

    @classmethod
    def of(cls, question: Question, sight: Sight, uid: UUID | None) -> Self:
        bounce: Bounce = question.bounce
        return cls(
            contact=uid,
            deal=Ref.of(sight.deal(bounce.deal_id)),
            client=Ref.of(sight.client(bounce.client_id)),
            rep=_named(bounce.rep_id, bounce.rep),
            forward_on=bounce.forward_on,
            back_before=StepBackOut.of(bounce.back_before),
            back_after=StepBackOut.of(bounce.back_after),
            is_open=question.is_open,
            answers=[CommentOut.of(each) for each in question.answers],
        )


class ReviewOut(Dated):
    """The evening review: reps by name, a page of the contacts in the order of the log, moves, deals that bounced."""

    period: PeriodOut
    bounce_days: int
    reps: list[RepDayOut]
    together: RepDayOut
    ranking: RankingOut | None = Field(description="Null where the review is narrowed to a part of the contacts.")
    contacts: list[ContactStepOut]
    contacts_count: int
    next_offset: int | None = Field(description="Where the next page of contacts begins; null on the last one.")
    moves: list[MoveStepOut]
    moves_count: int
    bounces: list[BounceOut]

    @classmethod
    def of(cls, evening: Evening, user: User, next_offset: int | None = None) -> Self:
        review, bounces = evening.review, [each.bounce for each in evening.questions]
        shown: list[Step | Bounce] = [*review.entries, *review.moves, *bounces]
        sight = Sight.of(user, (each.client_id for each in shown), (each.deal_id for each in shown))
        uids = _uids([each.contact_id for each in review.entries], [each.contact_id for each in bounces])
        ranked = {line.rep_id: line for line in evening.ranking.lines} if evening.ranking else {}
        waiting = evening.waiting
        return cls(
            period=PeriodOut.of(review.period),
            bounce_days=review.bounce_days,
            reps=[
                RepDayOut.of(day, waiting.get(day.rep_id or 0, Waiting()), ranked.get(day.rep_id or 0))
                for day in evening.reps
            ],
            together=RepDayOut.of(review.total, _together(evening), None),
            ranking=RankingOut.of(evening.ranking, evening.share_chance) if evening.ranking else None,
            contacts=[
                ContactStepOut.of(step, sight, uids.get(step.contact_id), evening.comments.get(step.contact_id, 0))
                for step in review.entries
            ],
            contacts_count=review.entries_count,
            next_offset=next_offset,
            moves=[MoveStepOut.of(step, sight) for step in review.moves],
            moves_count=review.moves_count,
            bounces=[BounceOut.of(each, sight, uids.get(each.bounce.contact_id)) for each in evening.questions],
        )


def _uids(*contact_ids: Iterable[int | None]) -> Mapping[int | None, UUID]:
    wanted = {id_ for id_ in chain(*contact_ids) if id_ is not None}
    return dict(Contact.objects.filter(pk__in=wanted).values_list("pk", "uid"))


def _together(evening: Evening) -> Waiting:
    waiting = [evening.waiting.get(each.rep_id or 0, Waiting()) for each in evening.reps]
    return Waiting(sum(each.overdue for each in waiting), sum(each.missing for each in waiting))


def _rounded(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _step(step: Step, sight: Sight) -> dict[str, Any]:
    return {
        "rep": _named(step.rep_id, step.rep),
        "client": Ref.of(sight.client(step.client_id)),
        "deal": Ref.of(sight.deal(step.deal_id)),
        "happened_at": localtime(from_microseconds(step.happened_at)),
        "stage_before": _named(step.stage_before_id, step.stage_before),
        "stage": _named(step.stage_id, step.stage),
        "advance": step.advance,
    }


def _named(id_: int | None, name: str) -> Ref | None:
    return None if id_ is None else Ref(id=id_, name=name)
