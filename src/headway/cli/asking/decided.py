"""Shows the committee of a deal that words name, and changes it by words."""

from argparse import Namespace
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.cli.asking import written
from headway.cli.asking.found import deal_called
from headway.cli.asking.table import Column, print_csv, print_table
from headway.cli.problem import CommandProblem
from headway.reports.committee import Committee, Seat
from headway.web import figures
from headway.web.access import Verb, require
from headway.web.api.decided import CommitteeOut
from headway.web.asking import Asker
from headway.web.committees import committee_of
from headway.web.log import add_decision_maker, add_person, change_decision_maker, remove_decision_maker
from headway.web.models import Deal, DecisionMaker, Person, Position
from headway.web.naming import NOBODY, one_named
from headway.web.search import fold


def committee(asker: Asker, arguments: Namespace) -> None:
    """Change the committee where a person is named, then print it. Raises CommandProblem or LogProblem."""
    deal = deal_called(asker.user, arguments.deal)
    if arguments.person:
        require(asker.user, Verb.CHANGE)
        _change(asker, deal, arguments)
    told = committee_of(asker.user, deal)
    is_open = deal.milestones.outcome == "open"
    if arguments.json:
        print(CommitteeOut.of(told, is_open=is_open).model_dump_json(indent=2))
    elif arguments.csv:
        print_csv(_CSV, map(_csv, told.seats))
    else:
        _print(told, is_open=is_open)


def _change(asker: Asker, deal: Deal, arguments: Namespace) -> None:
    seats = DecisionMaker.objects.filter(deal=deal).select_related("deal", "person")
    names = list(seats.values_list("person", "person__name"))
    fields = _fields(names, arguments)
    seat = seats.filter(person__in=_ids(names, arguments.person)).first()
    if arguments.remove:
        if seat is None:
            raise CommandProblem(_("%(person)s does not decide on this deal.") % {"person": arguments.person})
        remove_decision_maker(seat, by=asker.user, now=asker.now)
    elif seat is None:
        # Nobody new is left behind where the rest is refused.
        with transaction.atomic():
            person = _known_or_new(asker, deal, arguments)
            add_decision_maker(deal, person, by=asker.user, now=asker.now, **fields)
    else:
        change_decision_maker(seat, fields, by=asker.user, now=asker.now)


def _fields(names: list[tuple[int, str]], arguments: Namespace) -> dict[str, Any]:
    fields: dict[str, Any] = {} if arguments.level is None else {"level": arguments.level}
    if arguments.position:
        words = {fold(word): each.value for each in Position for word in (each.value, str(each.label))}
        fields["position"] = words.get(fold(arguments.position), arguments.position)
    if arguments.reports_to:
        is_nobody = arguments.reports_to == NOBODY
        id_ = None if is_nobody else one_named(names, arguments.reports_to, "person")
        fields["reports_to"] = None if id_ is None else Person.objects.get(pk=id_)
    return fields


def _known_or_new(asker: Asker, deal: Deal, arguments: Namespace) -> Person:
    """Return the person of the client who is named, written down now where nobody is called so."""
    persons = Person.objects.filter(client=deal.client_id, left_at=None)
    ids = _ids(list(persons.values_list("pk", "name")), arguments.person)
    if len(ids) > 1:
        words = {"name": arguments.person, "ids": ", ".join(map(str, ids))}
        raise CommandProblem(_("Several persons are called '%(name)s': %(ids)s. Give the id.") % words)
    if ids:
        return persons.get(pk=ids[0])
    if arguments.person.isdecimal():
        raise CommandProblem(_("There is no person %(id)s at this client.") % {"id": arguments.person})
    return add_person(deal.client, arguments.person, by=asker.user, now=asker.now, job_title=arguments.title)


def _ids(names: list[tuple[int, str]], text: str) -> list[int]:
    if text.isdecimal():
        return [id_ for id_, _name in names if id_ == int(text)]
    return [id_ for id_, name in names if fold(name) == fold(text)]


def _print(told: Committee, *, is_open: bool) -> None:
    if not told:
        print(_("Nobody is named yet who decides on this deal."))
        return
    print(_("%(agreed)s of %(size)s agreed") % {"agreed": told.agreed, "size": told.size})
    if told.hangs_on is not None and is_open:
        words = {"name": told.hangs_on.name}
        print(_("The deal hangs on %(name)s, whom no contact about it has reached.") % words)
    print()
    columns = [
        Column(_("level"), is_number=True),
        Column(_("person")),
        Column(_("job title")),
        Column(_("position")),
        Column(_("reports to")),
        Column(_("contacts"), is_number=True),
        Column(_("meetings"), is_number=True),
        Column(_("last contact")),
    ]
    print_table(columns, [_cells(told, seat) for seat in told.seats])


def _cells(told: Committee, seat: Seat) -> list[str]:
    superior = told.seat_of(seat.reports_to_id)
    latest = figures.day(localtime(seat.latest_at)) if seat.latest_at else written.UNKNOWN
    return [
        str(seat.level),
        seat.name,
        seat.job_title,
        str(Position(seat.position).label),
        superior.name if superior else "",
        figures.number(seat.contacts),
        figures.number(seat.meetings),
        latest if seat.is_reached else pgettext("of a person", "never reached"),
    ]


_CSV = ("level", "person_id", "person", "job_title", "position", "reports_to_id", "contacts", "meetings", "is_reached")


def _csv(seat: Seat) -> list[object]:
    told_of = [seat.level, seat.person_id, seat.name, seat.job_title, seat.position, seat.reports_to_id]
    return [*told_of, seat.contacts, seat.meetings, seat.is_reached]
