"""Merges clients that words name, parts them again, and lists which may be the same."""

from argparse import Namespace

from django.utils.translation import gettext as _

from headway.cli.asking import written
from headway.cli.asking.logged import client_told
from headway.cli.problem import CommandProblem
from headway.web import figures
from headway.web.access import Verb, require
from headway.web.asking import Asker
from headway.web.log import merge_clients, part_client
from headway.web.models import Client
from headway.web.same_clients import likely_same
from headway.web.search import fold


def show(asker: Asker, arguments: Namespace) -> None:
    """Print what was merged into a client, and what may be the same. Raises CommandProblem."""
    client = client_told(asker.user, arguments.client)
    for each in client.merged.order_by("merged_at"):
        told = {"name": each.name, "id": each.pk, "day": figures.day(each.merged_at or asker.now)}
        print(written.plain(_("%(name)s (%(id)s) was merged into it on %(day)s.") % told))
    for likely in likely_same(asker.user, client):
        told = {"name": likely.client.name, "id": likely.client.pk, "why": likely.why}
        print(written.plain(_("%(name)s (%(id)s) has %(why)s.") % told))


def merge(asker: Asker, arguments: Namespace) -> None:
    """Merge the second client into the first and say so. Raises CommandProblem or LogProblem."""
    kept, merged = (client_told(asker.user, text) for text in (arguments.kept, arguments.merged))
    require(asker.user, Verb.CHANGE)
    merge_clients(kept, merged, by=asker.user, now=asker.now)
    told = {"merged": merged.name, "kept": kept.name}
    words = _("%(merged)s is the same client as %(kept)s now. No number that was counted has changed.")
    print(written.plain(words % told))


def part(asker: Asker, arguments: Namespace) -> None:
    """Let a client that was merged be one of its own again and say so. Raises CommandProblem or LogProblem."""
    kept = client_told(asker.user, arguments.kept)
    require(asker.user, Verb.CHANGE)
    merged = _merged(kept, arguments.merged)
    part_client(merged, by=asker.user, now=asker.now)
    print(
        written.plain(_("%(merged)s and %(kept)s are two clients again.") % {"merged": merged.name, "kept": kept.name})
    )


def _merged(kept: Client, text: str) -> Client:
    for each in kept.merged.order_by("-merged_at"):
        if text == str(each.pk) or fold(text) == fold(each.name):
            return each
    told = {"name": text, "kept": kept.name}
    raise CommandProblem(_("No client '%(name)s' was merged into %(kept)s. 'headway clients same' lists them.") % told)
