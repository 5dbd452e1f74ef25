"""Writes a comment on a contact and prints what was said, with the question of a deal that went forward and back."""

import json
from argparse import Namespace
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import contacts_for
from headway.web.api.commented import CommentOut
from headway.web.asking import Asker
from headway.web.models import Contact, ContactComment
from headway.web.talk import flag_of, open_questions_for, question_words, say, step_words, thread_of, unread_for

# No database holds an id of as many.
_DIGITS = 19


def comment(asker: Asker, arguments: Namespace) -> None:
    if not arguments.contact:
        _print_unread(asker, arguments)
        return
    contact = _contact(asker, arguments.contact)
    if arguments.text:
        say(asker, contact, arguments.text, uid=uuid4(), now=asker.now)
    comments = thread_of(contact, seen_by=asker.user, now=asker.now)
    flag = flag_of(contact, asker.bounce_days)
    if flag and not arguments.json:
        print(written.plain(f"{question_words(flag, asker.bounce_days)} {step_words(flag)}."))
    _print(comments, arguments)


def _print_unread(asker: Asker, arguments: Namespace) -> None:
    unread = list(unread_for(asker.user))
    questions = open_questions_for(asker)
    if not arguments.json:
        for each in questions:
            asked = question_words(each.bounce, asker.bounce_days)
            told = {"contact": each.bounce.contact_id, "steps": step_words(each.bounce)}
            happened = _("Contact %(contact)s: %(steps)s.") % told
            print(written.plain(f"{happened} {asked}"))
    if arguments.json or unread or not questions:
        _print(unread, arguments, has_contact=True)


def _print(comments: Sequence[ContactComment], arguments: Namespace, *, has_contact: bool = False) -> None:
    if arguments.json:
        print(json.dumps([CommentOut.of(each).model_dump(mode="json") for each in comments], indent=2))
        return
    if not comments:
        print(_("Nothing is said here that you have not seen.") if has_contact else _("Nothing is said yet."))
    for each in comments:
        about = f" ({each.contact_id})" if has_contact else ""
        print(f"{written.plain(figures.day_and_clock(each.written_at))} {each.author.name}{about}: {each.text}")


def _contact(asker: Asker, text: str) -> Contact:
    known = contacts_for(asker.user).select_related("rep")
    is_number = text.isdecimal() and len(text) < _DIGITS
    contact = known.filter(pk=int(text)).first() if is_number else _by_uid(known, text)
    if contact is None:
        raise CommandProblem(_("There is no contact %(id)s that you can see.") % {"id": text})
    return contact


def _by_uid(known: QuerySet[Contact], text: str) -> Contact | None:
    try:
        return known.filter(uid=UUID(text)).first()
    except ValueError:
        return None
