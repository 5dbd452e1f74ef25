"""Lists the persons at clients, and changes them by words."""

from argparse import Namespace
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.cli.asking.logged import client_told
from headway.cli.asking.table import Column, print_csv, print_table
from headway.cli.problem import CommandProblem
from headway.web.access import Verb, persons_for, require
from headway.web.api.decided import PersonOut
from headway.web.api.records import Page
from headway.web.asking import Asker
from headway.web.log import add_person, bring_back_person, change_person, remove_person
from headway.web.models import Person
from headway.web.naming import one_named
from headway.web.search import fold

_NEAR = 5
_CSV = ("person_id", "person", "client_id", "client", "job_title", "phone", "email", "left_at")


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the persons of whom the asker may know, by name."""
    found = _persons(asker, arguments.client).order_by("name", "pk")
    persons = [PersonOut.of(each) for each in (found if arguments.all else found.filter(left_at=None))]
    if arguments.json:
        print(Page[PersonOut](items=persons, next_offset=None).model_dump_json(indent=2))
    elif arguments.csv:
        print_csv(_CSV, map(_csv, persons))
    else:
        print_table([Column("id", is_number=True), *map(Column, _headings())], map(_cells, persons))


def add(asker: Asker, arguments: Namespace) -> None:
    """Write down somebody at a client. Raises CommandProblem or LogProblem."""
    require(asker.user, Verb.CHANGE)
    client = client_told(asker.user, arguments.employer)
    _say(add_person(client, arguments.name, by=asker.user, now=asker.now, uid=None, **_told(arguments)))


def change(asker: Asker, arguments: Namespace) -> None:
    """Change what is told of a person, and nothing else. Raises CommandProblem, NotUnderstood or LogProblem."""
    person = _changeable(asker, arguments)
    changes = _told(arguments) | ({} if arguments.name is None else {"name": arguments.name})
    _say(change_person(person, changes, by=asker.user, now=asker.now))


def leave(asker: Asker, arguments: Namespace) -> None:
    """Note that a person has left."""
    person = _changeable(asker, arguments)
    remove_person(person, by=asker.user, now=asker.now, keeps=True)
    _say(person)


def bring_back(asker: Asker, arguments: Namespace) -> None:
    """Take that back."""
    _say(bring_back_person(_changeable(asker, arguments), by=asker.user, now=asker.now))


def remove(asker: Asker, arguments: Namespace) -> None:
    """Take a person out, or note that they have left where the history names them."""
    person = _changeable(asker, arguments)
    name = _called(person)
    kept = remove_person(person, by=asker.user, now=asker.now)
    if kept is None:
        print(_("Taken out: %(person)s.") % {"person": name})
    else:
        _say(kept)


def _persons(asker: Asker, client: str) -> "QuerySet[Person]":
    persons = persons_for(asker.user).select_related("client")
    return persons.filter(client=client_told(asker.user, client)) if client else persons


def _changeable(asker: Asker, arguments: Namespace) -> Person:
    """Return the one person of an id or a name; of several, they are told apart by their clients."""
    persons, text = _persons(asker, arguments.client), arguments.person
    known = list(persons.order_by("pk").values_list("pk", "name"))
    alike = [] if text.isdecimal() else [id_ for id_, name in known if fold(name) == fold(text)]
    if len(alike) > 1:
        names = ", ".join(f"{each.client.name} ({each.pk})" for each in persons.filter(pk__in=alike[:_NEAR]))
        words = {"name": text, "names": names}
        raise CommandProblem(_("Several persons are called '%(name)s': %(names)s. Give the id.") % words)
    person = persons.get(pk=one_named(known, text, "person"))
    require(asker.user, Verb.CHANGE)
    return person


def _told(arguments: Namespace) -> dict[str, str]:
    """Return the details that were told; an empty text takes one out."""
    told = {name: getattr(arguments, f"told_{name}") for name in ("job_title", "phone", "email")}
    return {name: text for name, text in told.items() if text is not None}


def _say(person: Person) -> None:
    details = filter(None, (person.job_title, person.phone, person.email))
    has_left = [_("has left")] if person.left_at else []
    print(" · ".join([_called(person), *details, *has_left]))


def _called(person: Person) -> str:
    return f"{person.client.name}: {person.name}"


def _headings() -> Iterable[str]:
    return _("person"), _("client"), _("job title"), _("phone"), _("e-mail"), _("has left")


def _cells(person: PersonOut) -> list[str]:
    left_on = person.left_at.date().isoformat() if person.left_at else ""
    client = person.client.name if person.client else ""
    return [str(person.id), person.name, client, person.job_title, person.phone, person.email, left_on]


def _csv(person: PersonOut) -> list[object]:
    client = (person.client.id, person.client.name) if person.client else (None, None)
    return [person.id, person.name, *client, person.job_title, person.phone, person.email, person.left_at]
