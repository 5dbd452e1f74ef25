"""Those who refer others to us, and who referred which client or deal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.log.changes import note_changes, note_names
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


def _referring(client: Client) -> Referrer:
    known = Referrer.objects.filter(client=client).first()
    if known is not None:
        return known
    known = Referrer.objects.filter(name=client.name, client=None).first()
    if known is None:
        is_taken = Referrer.objects.filter(name=client.name).exists()
        return _added(f"{client.name} #{client.pk}" if is_taken else client.name, client)
    known.client = client
    known.save(update_fields=["client"])
    return known


def _added(name: str, client: Client | None = None) -> Referrer:
    added, is_new = Referrer.objects.get_or_create(name=name, defaults={"client": client})
    if is_new:
        note_names()
    return added
