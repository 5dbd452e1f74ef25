"""Who referred deals to the demo company: clients who are content, and partners."""

from random import Random

from headway.web.demo.words import Words
from headway.web.models import Deal, Referrer, Source, SourceKind

_CLIENTS = 4
_NAMED = 0.8


def name_referrers(words: Words, source_id: int, seed: int) -> None:
    """Let the source be one of referrals, and most deals from it have somebody who referred them."""
    chance = Random(seed)
    Source.objects.filter(pk=source_id).update(kind=SourceKind.REFERRAL)
    won = Deal.objects.filter(milestones__outcome="won").order_by("milestones__won_at", "pk").select_related("client")
    clients = list(dict.fromkeys(deal.client for deal in won))[:_CLIENTS]
    referrers = [Referrer.objects.create(name=client.name, client=client) for client in clients]
    referrers += [Referrer.objects.create(name=name) for name in words.partners]
    referred = list(Deal.objects.filter(source=source_id).order_by("pk"))
    for deal in referred:
        # Nobody refers themselves.
        others = [each for each in referrers if each.client_id != deal.client_id]
        deal.referrer = chance.choice(others) if chance.random() < _NAMED else None
    Deal.objects.bulk_update(referred, ["referrer"])
