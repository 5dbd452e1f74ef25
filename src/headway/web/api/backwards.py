"""Plans made backwards from a goal, as the API, the command line and assistants read them."""

from datetime import date
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.planning.weak import Against
from headway.web.api.answers import PeriodOut
from headway.web.api.dated import Dated
from headway.web.asking import Asker
from headway.web.bearers import Bearer
from headway.web.models import Plan
from headway.web.plans import saying
from headway.web.plans.asked import last_close_of
from headway.web.plans.before import all_sentences
from headway.web.plans.making import Draft
from headway.web.plans.steps import labels_of

_CHANCE = "A chance, from 0 to 1."
_MONEY = "A decimal string; money in minor units."


class PlanLinkOut(Schema):
    """One link of the chain: what it was, and what is needed of it; null where it is not known."""

    key: str = Field(description="cold_calls, calls, meetings ..., or `stage:3`.")
    label: str
    tried: int = Field(description="How often it was tried in the history.")
    made: int = Field(description="How many of these led to the next link.")
    still: int = Field(description="How many are on the way; they count for as long as they have been followed.")
    rate: float | None = Field(description="The share that is made, what is borrowed included.")
    borrowed: float = Field(description="The part of the rate that rests on others, from 0 to 1.")
    plain: int | None = Field(description="Needed at these rates on average.")
    needed: float | None = Field(description="What comes to this link of the tries that reach the goal so surely.")
    below_norm: float | None = Field(description="The chance that the rate is below its norm.")
    norm: float | None = Field(description="The rate that it is held against.")
    gain: float | None = Field(description="By which part more would come out were it raised to the norm.")
    is_weak: bool = Field(description="Below its norm by more than bad luck, corrected for looking at many.")


class PlanBrokenOut(Schema):
    """The rep with whom a step is below the others by more than bad luck, corrected for looking at many."""

    rep: str
    id: int
    key: str = Field(description="The link, as in the chain.")
    rate: float | None = Field(description="The share that this rep makes of it.")
    norm: float | None = Field(description="The rate of the others.")
    below_norm: float | None = Field(description="The chance that the rate is below it.")
    looked_at: int = Field(description="How many steps of how many reps were looked at in all.")


class PlanShareOut(Schema):
    """What falls to one rep."""

    rep: str
    id: int
    days: float = Field(description="Working days, part days in part.")
    needed: float = Field(description="Of the first link, in all days of the plan.")
    a_day: float = Field(description="The same on a full working day.")


class PlanOut(Dated):
    """A plan made of a wish: what must be done, how sure that is, and which link to mend."""

    answer: str = Field(description="The answer in one sentence.")
    sentences: list[str] = Field(description="What it rests on, in words.")
    goal: str = Field(description="The metric that is to be reached.")
    total: str = Field(description=_MONEY)
    reached: str = Field(description=f"What the days that have been brought. {_MONEY}")
    deals: int | None = Field(description="How many more deals that takes.")
    whom: str = Field(description="For whom the plan is, by name.")
    period: PeriodOut
    history: PeriodOut = Field(description="The days that the counts are of.")
    certainty: float = Field(description=_CHANCE)
    tries: int | None = Field(description="How many of the first link are needed; null where nobody can say.")
    a_day: float | None = Field(description="The same for each working day.")
    plain_chance: float | None = Field(description="The chance of the number needed on average.")
    pace: float = Field(description="Of the first link on a full day of one rep's work, lately.")
    pace_chance: float | None = Field(description="The chance if one goes on as lately; null where nobody can say.")
    brought: float = Field(description="The sales that come anyway.")
    in_time: float = Field(description="The part of the work that becomes sales before the plan ends.")
    too_late_on: date | None = Field(description="The first day from which twice the pace would not do.")
    mended: int | None = Field(description="What would be needed were the weak link mended.")
    broken: PlanBrokenOut | None = Field(description="With whom a step breaks, if any whom the asker sees.")
    norm: str = Field(description="What the links are held against: `past`, `wider` or `target`.")
    norms: list[str] = Field(description="What they can be held against.")
    last_closed: date | None = Field(
        description="The day of the last close where the log ended long ago: ask as of it; else null."
    )
    links: list[PlanLinkOut] = Field(description="The chain, from the first link to the last.")
    reps: list[PlanShareOut]

    @classmethod
    def of(cls, asker: Asker, draft: Draft) -> Self:
        case, sure = draft.case, draft.sure
        days = len(case.work.by_day)
        return cls(
            answer=saying.answer_in_words(draft, asker.company),
            sentences=all_sentences(asker, draft),
            goal=case.wish.goal.value,
            total=f"{case.aim.total.normalize():f}",
            reached=f"{case.aim.reached.normalize():f}",
            deals=case.aim.deals,
            whom=case.wish.bearer.label,
            period=PeriodOut.of(case.wish.period),
            history=PeriodOut.of(case.history.period),
            certainty=float(case.wish.certainty),
            tries=sure.tries,
            a_day=None if sure.tries is None or not days else round(sure.tries / days, 4),
            plain_chance=None if sure.at_plain is None else round(sure.at_plain, 4),
            pace=round(sure.pace, 4),
            pace_chance=_rounded(sure.at_pace, 4),
            brought=round(case.brought.mean, 4),
            in_time=round(sure.part, 4),
            too_late_on=sure.too_late_on,
            mended=draft.weak.mended,
            broken=_broken(draft),
            norm=draft.weak.norm.value,
            norms=[each.value for each in draft.weak.norms],
            last_closed=last_close_of(draft),
            links=_links(draft),
            reps=_shares(draft),
        )


class KeptPlanOut(Schema):
    """A plan in force, with the counts it was made on."""

    id: int
    goal: str = Field(description="The metric that is to be reached.")
    total: str = Field(description=_MONEY)
    whom: str = Field(description="For whom the plan is, by name.")
    period: PeriodOut
    certainty: float = Field(description=_CHANCE)
    chain: list[dict[str, str | int | float | None]] = Field(description="Each link as it was when it was adopted.")

    @classmethod
    def of(cls, plan: Plan) -> Self:
        # What a link is called is the reader's language, not that of whoever adopted the plan.
        labels = labels_of(each["key"] for each in plan.chain)
        return cls(
            id=plan.pk,
            goal=plan.goal,
            total=f"{plan.amount.normalize():f}",
            whom=Bearer.of(plan.team or plan.user).label,
            period=PeriodOut(start=plan.starts_on, end=plan.ends_on),
            certainty=float(plan.certainty),
            chain=[{**each, "label": labels[each["key"]]} for each in plan.chain],
        )


def _links(draft: Draft) -> list[PlanLinkOut]:
    history, sure, weak = draft.case.history, draft.sure, draft.weak
    passing = sure.passing or (None,) * len(history.links)
    together = zip(history.steps, history.counted, history.links, weak.compared, strict=True)
    return [
        PlanLinkOut(
            key=step.key,
            label=step.label,
            tried=counted.size,
            made=counted.made,
            still=counted.still,
            rate=_rounded(link.rate),
            borrowed=round(link.borrowed, 4),
            plain=sure.plain[place],
            needed=_rounded(passing[place], 2),
            is_weak=place == weak.found,
            **_against(against),
        )
        for place, (step, counted, link, against) in enumerate(together)
    ]


def _against(against: Against) -> dict[str, float | None]:
    below, norm, gain = against.chance_below, against.norm_rate, against.gain
    return {"below_norm": _rounded(below), "norm": _rounded(norm), "gain": _rounded(gain)}


def _broken(draft: Draft) -> PlanBrokenOut | None:
    broken = draft.weak.broken
    if broken is None:
        return None
    return PlanBrokenOut(
        rep=broken.rep.name,
        id=broken.rep.pk,
        key=draft.case.history.steps[broken.place].key,
        rate=_rounded(broken.against.link.rate),
        norm=_rounded(broken.against.norm_rate),
        below_norm=_rounded(broken.against.chance_below),
        looked_at=broken.looked_at,
    )


def _shares(draft: Draft) -> list[PlanShareOut]:
    work, tries = draft.case.work, draft.sure.tries
    if not tries or not work.total:
        return []
    return [
        PlanShareOut(
            rep=user.name,
            id=user.pk,
            days=round(work.of(user), 2),
            needed=round(draft.share_of(user, tries), 2),
            a_day=round(tries / work.total, 4),
        )
        for user in work.people
        if work.of(user)
    ]


def _rounded(value: float | None, digits: int = 6) -> float | None:
    return None if value is None else round(value, digits)
