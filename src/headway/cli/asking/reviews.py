"""Prints an evening review: a line a rep, then the contacts with the stage before and after, and what to ask about."""

from argparse import Namespace
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.reports.evening_review import RepDay
from headway.web import figures
from headway.web.api.records import Ref
from headway.web.api.reviewed import ContactStepOut, MoveStepOut, ReviewOut, StepOut
from headway.web.asking import Asker
from headway.web.columns import FOR_ANALYSIS, REVIEW
from headway.web.evening import Evening, Waiting
from headway.web.models import ContactKind, MoveCause
from headway.web.ranking_words import share_words, verdict_words
from headway.web.talk import question_words, step_words


def print_review(asker: Asker, evening: Evening, arguments: Namespace) -> None:
    told = ReviewOut.of(evening, asker.user, _next(evening, arguments))
    if arguments.json:
        print(told.model_dump_json(indent=2))
    elif arguments.csv:
        print_csv(_CSV, [_csv(step) for step in told.contacts])
    else:
        print(written.plain(written.period(evening.review.period)))
        _print_reps(evening)
        _print_contacts(told)
        _print_moves(told.moves)
        _print_questions(evening)


def _next(evening: Evening, arguments: Namespace) -> int | None:
    read = arguments.offset + len(evening.review.entries)
    return read if read < evening.review.entries_count else None


def _print_reps(evening: Evening) -> None:
    if not evening.review.reps:
        print(_("No contact was logged."))
    if not evening.reps:
        return
    kinds = [kind for kind in ContactKind if kind.value in evening.review.total.kinds]
    volumes = [str(REVIEW["contacts"]), *(str(kind.label).capitalize() for kind in kinds), str(REVIEW["time"])]
    rate = ["rate"] if evening.ranking else []
    heads = ["effective", "records", "share", *rate, "new_ground", "deals", "overdue", "missing"]
    numbers = [*(str(REVIEW[head]) for head in heads), *volumes, str(REVIEW["late"])]
    columns = [Column(str(REVIEW["rep"])), *(Column(heading, is_number=True) for heading in numbers)]
    print_table(columns, [_rep(evening, each, kinds) for each in evening.in_order])
    for sentence in _ranking_words(evening):
        print(written.plain(sentence))
    print(f"{FOR_ANALYSIS}: {', '.join(volumes)}.")


def _ranking_words(evening: Evening) -> list[str]:
    names = {each.rep_id: each.name for each in evening.reps if each.rep_id is not None}
    told = verdict_words(evening.ranking, names, evening.review.bounce_days) if evening.ranking else []
    return [*told, share_words(evening.share_chance)] if told else [_("In the order of names: this is no ranking.")]


def _rep(evening: Evening, day: RepDay, kinds: Sequence[ContactKind]) -> list[str]:
    waiting = evening.waiting.get(day.rep_id or 0, Waiting())
    share = written.UNKNOWN if day.share is None else figures.share(day.share)
    counts = (day.new_ground, day.deals, waiting.overdue, waiting.missing, day.contacts)
    rate = [_rate(evening, day)] if evening.ranking else []
    return [
        day.name,
        figures.number(day.effective),
        figures.number(day.records),
        share,
        *rate,
        *(figures.number(count) for count in counts),
        *(figures.number(day.kinds.get(kind.value, 0)) for kind in kinds),
        figures.duration(day.seconds, is_work=True) if day.seconds else written.UNKNOWN,
        figures.number(day.late),
    ]


def _rate(evening: Evening, day: RepDay) -> str:
    lines = evening.ranking.lines if evening.ranking else ()
    line = next((each for each in lines if each.rep_id == day.rep_id), None)
    return written.UNKNOWN if line is None or line.shrunk is None else figures.number(line.shrunk, 1)


def _print_contacts(told: ReviewOut) -> None:
    if told.contacts:
        print()
        print(_("Contacts"))
        headings = (_("contact"), _("time"), _("rep"), _("client"), _("kind"), _("before -> after"), "")
        kinds = {kind.value: str(kind.label) for kind in ContactKind}
        print_table(
            [Column(heading) for heading in headings],
            [
                [f"{step.id}", *_who(step), kinds.get(step.kind, step.kind), _way(step), _mark(step)]
                for step in told.contacts
            ],
        )
    if told.next_offset is not None:
        words = {"shown": len(told.contacts), "all": told.contacts_count, "next": told.next_offset}
        print(_("%(shown)s of %(all)s. Go on with --offset %(next)s.") % words)


def _print_moves(moves: Sequence[MoveStepOut]) -> None:
    if moves:
        print()
        print(_("Moves without a contact"))
        headings = (_("time"), _("rep"), _("client"), _("cause"), _("before -> after"))
        causes = {cause.value: str(cause.label) for cause in MoveCause}
        print_table(
            [Column(heading) for heading in headings],
            [[*_who(step), causes.get(step.cause, step.cause), _way(step)] for step in moves],
        )


def _print_questions(evening: Evening) -> None:
    if evening.questions:
        print("\n" + _("Worth a question"))
    for each in evening.questions:
        bounce = each.bounce
        if bounce.contact_id is None:
            print(written.plain(_("A move without a contact: %(steps)s.") % {"steps": step_words(bounce)}))
            continue
        told = {"contact": bounce.contact_id, "rep": bounce.rep, "steps": step_words(bounce)}
        asked = question_words(bounce, evening.review.bounce_days)
        happened = _("%(rep)s, contact %(contact)s: %(steps)s.") % told
        print(written.plain(f"{happened} {asked}"))
        for answer in each.answers:
            print(f"  {answer.author.name}: {answer.text}")
        if each.is_open:
            print("  " + _("No answer yet"))


def _who(step: StepOut) -> list[str]:
    return [figures.clock(step.happened_at), _name(step.rep), _name(step.client)]


def _way(step: StepOut) -> str:
    if step.stage is None:
        return _("no deal")
    before = _name(step.stage_before)
    return before if step.stage == step.stage_before else f"{before} -> {step.stage.name}"


def _mark(step: ContactStepOut) -> str:
    marks = [_effective(step)]
    if step.is_late:
        marks.append(str(REVIEW["late"]).lower())
    if step.comments:
        said = ngettext("%(count)s comment", "%(count)s comments", step.comments)
        marks.append(said % {"count": figures.number(step.comments)})
    return ", ".join(filter(None, marks))


def _effective(step: ContactStepOut) -> str:
    if step.is_new_ground:
        return _("effective, new ground")
    return _("effective") if step.is_effective else ""


def _name(ref: Ref | None) -> str:
    return ref.name if ref else written.UNKNOWN


_CSV = (
    "contact",
    "happened_at",
    "rep",
    "client",
    "deal",
    "kind",
    "before",
    "after",
    "advance",
    "effective",
    "new_ground",
    "late",
    "seconds",
)


def _csv(step: ContactStepOut) -> list[object]:
    refs = (step.rep, step.client, step.deal)
    stages = (step.stage_before, step.stage)
    return [
        step.uid,
        step.happened_at.isoformat(),
        *(ref.name if ref else None for ref in refs),
        step.kind,
        *(ref.name if ref else None for ref in stages),
        step.advance,
        step.is_effective,
        step.is_new_ground,
        step.is_late,
        step.duration_seconds,
    ]
