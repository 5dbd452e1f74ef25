"""Those who refer others to us, and who referred which client or deal."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.changes import note_changes
from headway.web.log.locks import lock_deals
from headway.web.log.problem import LogProblem
from headway.web.models import Client, Deal, FactNoun, Referrer, User

_FIELDS = ("referrer",)
_LONGEST = 200


def refer_deal(deal: Deal, referrer: Referrer | None, *, by: User | None, now: datetime) -> Deal:
    """Say who referred a deal; None leaves it to whoever referred its client."""
    with transaction.atomic():
        lock_deals([deal])
        deal.refresh_from_db(fields=_FIELDS)
        before = audit.snapshot(deal, _FIELDS)
        deal.referrer = referrer
        after = audit.snapshot(deal, _FIELDS)
        if after != before:
            deal.save(update_fields=_FIELDS)
            audit.record(by, "change", deal, now, before=before, after=after)
            note_changes(FactNoun.DEAL, [deal.pk])
    return deal


def referrer_named(name: str, client: Client | None = None) -> Referrer | None:
    """Return who refers others under a name, or a client who does, added where there was none; None without a name."""
    if client is not None:
        return _referring(client)
    name = " ".join(name.split())
    if not name:
        return None
    if len(name) > _LONGEST:
        raise LogProblem(_("The name of who referred has %(longest)s characters at most.") % {"longest": _LONGEST})
    # In the order of their making, so that of two spellings the first one is always meant.
    known = Referrer.objects.filter(name__iexact=name).order_by("pk").first()
    return known or _added(name)


def rename_referrers(clients: Iterable[Client]) -> None:
    """Let those of some clients that refer others do so under the names that they have now."""
    renamed = 0
    for client in clients:
        known = Referrer.objects.filter(client=client).first()
        name = _name_of(client)
        if known is not None and known.name != name:
            known.name = name
            known.save(update_fields=["name"])
            renamed += 1
    if renamed:
        _note_referrers()


def _referring(client: Client) -> Referrer:
    known = Referrer.objects.filter(client=client).first()
    if known is not None:
        return known
    known = Referrer.objects.filter(name=client.name, client=None).first()
    if known is None:
        return _added(_name_of(client), client)
    known.client = client
    known.save(update_fields=["client"])
    return known


def _name_of(client: Client) -> str:
    """Return the name that a client refers others under: its own, with its number where another does so already."""
    is_taken = Referrer.objects.filter(name=client.name).exclude(client=client).exists()
    number = f" #{client.pk}"
    return f"{client.name[: _LONGEST - len(number)]}{number}" if is_taken else client.name


def _added(name: str, client: Client | None = None) -> Referrer:
    added, is_new = Referrer.objects.get_or_create(name=name, defaults={"client": client})
    if is_new:
        _note_referrers()
    return added


def _note_referrers() -> None:
    """Note the names for the fact store alone: replay asks for no referrer, and its setup stays as it is."""
    note_changes(FactNoun.NAMES, (0,))
