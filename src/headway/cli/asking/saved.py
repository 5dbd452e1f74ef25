"""Prints what is kept under a name, keeps words, and drops them."""

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_csv, print_table
from headway.cli.problem import CommandProblem
from headway.engine.dimension import Dimension
from headway.engine.question import Filters
from headway.web.api.boarded import SavedOut
from headway.web.asking import Asker
from headway.web.models import SavedWords
from headway.web.naming import keys_told
from headway.web.narrowing import chips_of
from headway.web.saved_words import drop_words, keep_words, saved_for, saved_named


def show(asker: Asker, arguments: Namespace) -> None:
    """Print one's own words and those of the company."""
    known = list(saved_for(asker.user))
    if arguments.json:
        print(json.dumps([SavedOut.of(each).model_dump() for each in known], indent=2, ensure_ascii=False))
    elif arguments.csv:
        print_csv(["name", "of", "period", "filters"], [[*_row(each), json.dumps(each.filters)] for each in known])
    elif not known:
        print(_("Nothing is kept under a name yet."))
    else:
        headings = [Column(each) for each in (_("name"), _("whose"), _("period"), _("narrowed to"))]
        print_table(headings, [[*_row(each), ", ".join(_chips(asker, each))] for each in known])


def keep(asker: Asker, arguments: Namespace) -> None:
    """Keep words under a name. Raises NotUnderstood or PermissionDenied."""
    if arguments.period:
        asker.period(arguments.period)
    kept = keep_words(
        arguments.name,
        period=arguments.period,
        filters=only_told(arguments.only),
        is_shared=arguments.company,
        by=asker.user,
        now=asker.now,
    )
    print(_("Kept as '%(name)s'.") % {"name": kept.name})


def drop(asker: Asker, arguments: Namespace) -> None:
    """Drop words: one's own before those of the company."""
    found = saved_named(saved_for(asker.user), arguments.name)
    drop_words(found, by=asker.user, now=asker.now)
    print(_("'%(name)s' is kept no longer.") % {"name": found.name})


def only_told(texts: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return what 'team=North' and the like narrow to. Raises CommandProblem."""
    filters: dict[str, list[str]] = {}
    known = [each.value for each in Dimension if not each.is_time]
    for text in texts:
        what, equals, name = text.partition("=")
        if not equals or what not in known:
            words = {"text": text, "known": ", ".join(known)}
            raise CommandProblem(_("'%(text)s' narrows nothing. Write NAME=VALUE with one of: %(known)s.") % words)
        filters.setdefault(what, []).append(name)
    return filters


def _row(words: SavedWords) -> list[str]:
    return [words.name, _("company") if words.user_id is None else _("mine"), words.period]


def _chips(asker: Asker, words: SavedWords) -> list[str]:
    keys = {name: keys_told(asker.user, Dimension(name), texts) for name, texts in words.filters.items()}
    return chips_of(asker.user, Filters(**keys))
