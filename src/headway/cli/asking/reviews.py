"""Prints an evening review: the reps by name, then every contact of the day with the stage before and after."""

from argparse import Namespace
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from headway.cli.asking import written
from headway.cli.asking.table import Column, print_csv, print_table
from headway.reports.evening_review import RepDay, Review
from headway.web import figures
from headway.web.api.records import Ref
from headway.web.api.reported import BounceOut, ContactStepOut, MoveStepOut, ReviewOut, StepOut
from headway.web.asking import Asker
from headway.web.models import ContactKind, MoveCause


def print_review(asker: Asker, review: Review, arguments: Namespace) -> None:
    told = ReviewOut.of(review, asker.user)
    if arguments.json:
        print(told.model_dump_json(indent=2))
    elif arguments.csv:
        headings = [
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
        ]
        print_csv(headings, [_csv(step) for step in told.contacts])
    else:
        print(written.plain(written.period(review.period)))
        _print_reps(review.reps)
        _print_contacts(told.contacts)
        _print_moves(told.moves)
        _print_bounces(told.bounces, review.bounce_days)


def _print_reps(reps: Sequence[RepDay]) -> None:
    if not reps:
        print(_("No contact was logged."))
        return
    kinds = [kind for kind in ContactKind if any(kind.value in day.kinds for day in reps)]
    headings = (
        _("contacts"),
        *(str(kind.label) for kind in kinds),
        pgettext("count of contacts", "effective"),
        _("new ground"),
        _("share"),
    )
    columns = [Column(_("rep")), *(Column(heading, is_number=True) for heading in headings)]
    print_table(columns, [_rep(day, kinds) for day in reps])
    print(_("By name. The number of contacts is for analysis and ranks nobody."))


def _rep(day: RepDay, kinds: Sequence[ContactKind]) -> list[str]:
    counts = (day.contacts, *(day.kinds.get(kind.value, 0) for kind in kinds), day.effective, day.new_ground)
    share = written.UNKNOWN if day.share is None else figures.share(day.share)
    return [day.name, *(figures.number(count) for count in counts), share]


def _print_contacts(contacts: Sequence[ContactStepOut]) -> None:
    if contacts:
        print()
        print(_("Contacts"))
        headings = (_("time"), _("rep"), _("client"), _("kind"), _("before -> after"), "")
        kinds = {kind.value: str(kind.label) for kind in ContactKind}
        print_table(
            [Column(heading) for heading in headings],
            [[*_who(step), kinds.get(step.kind, step.kind), _way(step), _mark(step)] for step in contacts],
        )


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


def _print_bounces(bounces: Sequence[BounceOut], within: int) -> None:
    if bounces:
        heading = ngettext("Forward and back within %(days)s day", "Forward and back within %(days)s days", within)
        print(f"\n{heading % {'days': within}}")
        columns = [
            Column(_("deal")),
            Column(_("client")),
            Column(_("rep")),
            Column(_("forward on")),
            Column(_("back on")),
        ]
        print_table(
            columns,
            [
                [_name(each.deal), _name(each.client), _name(each.rep), f"{each.forward_on}", f"{each.back_on}"]
                for each in bounces
            ],
        )


def _who(step: StepOut) -> list[str]:
    return [figures.clock(step.happened_at), _name(step.rep), _name(step.client)]


def _way(step: StepOut) -> str:
    if step.stage is None:
        return _("no deal")
    before = _name(step.stage_before)
    return before if step.stage == step.stage_before else f"{before} -> {step.stage.name}"


def _mark(step: ContactStepOut) -> str:
    if step.is_new_ground:
        return _("effective, new ground")
    return _("effective") if step.is_effective else ""


def _name(ref: Ref | None) -> str:
    return ref.name if ref else written.UNKNOWN


def _csv(step: ContactStepOut) -> list[object]:
    refs = (step.rep, step.client, step.deal)
    stages = (step.stage_before, step.stage)
    return [
        step.happened_at.isoformat(),
        *(ref.name if ref else None for ref in refs),
        step.kind,
        *(ref.name if ref else None for ref in stages),
        step.advance,
        step.is_effective,
        step.is_new_ground,
    ]
