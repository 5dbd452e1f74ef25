"""The evening review with all that its doors show: the ranking, next steps as they are now, answers and comments."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef

from headway.engine.chance import chi_squared_above, difference_of_shares
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Key
from headway.reports.evening_review import Listed, RepDay, Review
from headway.reports.open_deals import open_deals
from headway.reports.ranking import Ranking, Verdict, Worked, ranking
from headway.web.access import deals_for, reps_for, steps_for
from headway.web.asking import Asker, Words, told_in_full
from headway.web.asking_review import review_of
from headway.web.facts import get_store
from headway.web.models import Contact, NextStep, Role, User
from headway.web.naming import keys_told
from headway.web.open_steps import STILL_OPEN
from headway.web.roles_then import roles_then
from headway.web.talk import Question, comment_counts, questions_of
from headway.web.working_days import spans_of, worked_by

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """What waits for a rep now: next steps overdue, and open deals about which nothing is agreed."""

    overdue: int = 0
    missing: int = 0


@dataclass(frozen=True)
class Evening:
    """A review; ``reps`` holds, by name, also those who sell and had no contact, whom ``ranking`` counts too.

    Whoever led or owned at its end and held a contact stands among ``reps`` and is not compared with those who sell.
    There is no ranking where the review is narrowed to a part of a team's contacts, or a rep asks. ``share_chance``
    tells how often reps of one share of effective contacts would differ as much. What waits is that of now, by rep.
    """

    review: Review
    reps: tuple[RepDay, ...]
    ranking: Ranking | None
    share_chance: float
    waiting: Mapping[int, Waiting]
    questions: tuple[Question, ...]
    comments: Mapping[int, int]

    @property
    def in_order(self) -> list[RepDay]:
        """The reps in the order of the ranking where they differ, whoever is not ranked last; else by name."""
        ranking = self.ranking
        lines = ranking.lines if ranking and ranking.verdict is Verdict.DIFFERENT else ()
        places = {line.rep_id: place for place, line in enumerate(lines)}
        return sorted(self.reps, key=lambda each: places.get(each.rep_id or 0, len(places)))


def evening_of(asker: Asker, words: Words, listed: Listed | None = None) -> Evening:
    """Return the evening review of a day or a period, as far as it exists for the asker. Raises NotUnderstood."""
    words = told_in_full(asker, words)
    found = review_of(asker, words, listed)
    is_whole = {name for name, texts in words.filters.items() if texts} <= {Dimension.TEAM.value}
    teams = keys_told(asker.user, Dimension.TEAM, words.filters.get(Dimension.TEAM.value, ()))
    reps = _with_idle(found.reps, _idle_sellers(asker, found.period, teams)) if is_whole else found.reps
    sellers = {each.pk: each for each in _who_sold(User.objects.filter(pk__in=_ids(reps)), asker, found.period)}
    selling = [each for each in reps if each.rep_id in sellers]
    busy = [each for each in selling if each.records]
    shares = difference_of_shares([each.effective for each in busy], [each.records for each in busy])
    is_ranked = is_whole and asker.scope.rep_ids is None
    questions = questions_of(found.bounces)
    asked = [each.bounce.contact_id for each in questions if each.bounce.contact_id is not None]
    return Evening(
        review=found,
        reps=reps,
        ranking=_ranking(asker, found, selling, sellers, teams) if is_ranked else None,
        share_chance=chi_squared_above(*shares),
        waiting=waiting_of(asker),
        questions=tuple(questions),
        comments=comment_counts([*(entry.contact_id for entry in found.entries), *asked]),
    )


def waiting_of(asker: Asker) -> Mapping[int, Waiting]:
    """Count by rep what ``Agenda`` lists; open deals are counted from the facts, for there may be very many."""
    steps = steps_for(asker.user).filter(STILL_OPEN)
    late = steps.filter(due_on__lt=asker.today, rep__in=reps_for(asker.user))
    overdue = dict(late.order_by().values_list("rep").annotate(Count("pk")))
    # Asked of each open deal: the steps of all deals that were ever lost would be a long list.
    about = Exists(NextStep.objects.filter(end=None, deal=OuterRef("pk")))
    agreed = deals_for(asker.user).filter(about, milestones__outcome="open")
    covered = dict(agreed.order_by().values_list("owner").annotate(Count("pk")))
    owned = {rep_id: count for rep_id, count in open_deals(get_store(), asker.scope).items() if rep_id is not None}
    return {
        rep_id: Waiting(overdue.get(rep_id, 0), owned.get(rep_id, 0) - covered.get(rep_id, 0))
        for rep_id in overdue.keys() | owned.keys()
    }


def _idle_sellers(asker: Asker, period: Period, team_ids: Collection[Key]) -> Iterable[User]:
    people = reps_for(asker.user).filter(is_active=True).order_by("name")
    return [each for each in _who_sold(people, asker, period) if not team_ids or each.team_id in team_ids]


def _who_sold(people: Iterable[User], asker: Asker, period: Period) -> list[User]:
    """Return whoever was a rep at a period's end: who leads now is still compared for the month in which they sold."""
    known, latest = list(people), period.end - _DAY
    roles = roles_then(known, latest) if latest < asker.today else {each.pk: each.role for each in known}
    return [each for each in known if roles[each.pk] == Role.REP]


def _with_idle(reps: Sequence[RepDay], sellers: Iterable[User]) -> tuple[RepDay, ...]:
    """Add whoever sells and had no contact: nothing is also something to see."""
    there = {each.rep_id for each in reps}
    idle = [_idle(each) for each in sellers if each.pk not in there]
    return tuple(sorted((*reps, *idle), key=lambda each: (each.rep_id is None, each.name, each.rep_id)))


def _idle(rep: User) -> RepDay:
    counts = dict.fromkeys(("contacts", "records", "effective", "new_ground", "seconds", "untimed", "late", "deals"), 0)
    return RepDay(rep_id=rep.pk, name=rep.name, kinds={}, **counts)


def _ids(reps: Iterable[RepDay]) -> list[int]:
    return [each.rep_id for each in reps if each.rep_id is not None]


def _ranking(
    asker: Asker, found: Review, reps: Sequence[RepDay], sellers: Mapping[int, User], team_ids: Collection[Key]
) -> Ranking:
    gone, ids = _gone_by(asker, found.period), _ids(reps)
    shares = worked_by(list(sellers.values()), gone, spans_of(ids, asker.scope.team_ids or team_ids))
    days = {rep_id: sum(worked.values(), Decimal(0)) for rep_id, worked in shares.items()}
    regained = Counter(
        each.rep_id for each in found.bounces if each.is_regained and found.period.contains(each.forward_on)
    )
    return ranking(
        [
            Worked(each.rep_id, each.effective, _whole(days.get(each.rep_id, Decimal(0))), regained[each.rep_id])
            for each in reps
            if each.rep_id is not None
        ]
    )


def _whole(days: Decimal) -> float:
    """Return days as a whole number where they are one."""
    return int(days) if days == int(days) else float(days)


def _gone_by(asker: Asker, period: Period) -> Period:
    """Return the part of a period that has come, today included; of all time, from the first contact on."""
    end = min(period.end, asker.today + _DAY)
    start = period.start
    if start == date.min:
        first = Contact.objects.order_by("happened_on").values_list("happened_on", flat=True).first()
        start = first or end
    return Period(min(start, end), end)
