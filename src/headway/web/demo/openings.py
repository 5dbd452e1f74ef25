"""How deals of the demo company begin: inquiries, fairs, referrals, cold calls, and clients who come again."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from headway.web.demo.planned import PlannedClient, PlannedDeal, PlannedSale, PlannedTouch
from headway.web.demo.scene import Scene
from headway.web.demo.seasons import busyness
from headway.web.demo.sellers import SELLERS
from headway.web.demo.selling import Walk
from headway.web.demo.talking import talk_on

_A_DAY = 0.84
_SOURCES = (("website", 30.0), ("fair", 8.0), ("referral", 14.0), ("cold", 28.0), ("dealer", 12.0))
_FAIRS = {3, 10}
# How the first contact comes about: the kind, whether it is inbound, whether cold, and the chance to move on at once.
_FIRST = {
    "website": ("email", True, False, 0.2),
    "fair": ("meeting", True, False, 0.45),
    "referral": ("call", False, False, 0.4),
    "cold": ("call", False, True, 0.15),
    "dealer": ("email", True, False, 0.3),
    "client": ("call", False, False, 0.0),
}
_KNOWN_CLIENT, _VALUE_AT_ONCE, _FOREIGN = 0.4, 0.35, 0.12
_OLD_CUSTOMERS, _COME_BACK = 70, 24
_COUNTS = ((1, 5.0), (2, 4.0), (3, 2.0), (4, 2.0), (6, 1.0))


@dataclass(frozen=True)
class _Again:
    """A client who will be offered something again."""

    client: PlannedClient
    kind: str


@dataclass
class Openings:
    """Opens the deals of all days and lets each go its way."""

    scene: Scene
    customers: list[tuple[date, PlannedClient]] = field(default_factory=list)
    _known: defaultdict[int, list[PlannedClient]] = field(default_factory=lambda: defaultdict(list))
    _again: defaultdict[date, list[_Again]] = field(default_factory=lambda: defaultdict(list))

    def open_all(self) -> None:
        """Open the deals of every day up to today."""
        self._remember_old_customers()
        for day in self.scene.days():
            for number, seller in enumerate(SELLERS):
                if seller.is_here(day, self.scene.today):
                    for _ in range(self.scene.often(_A_DAY * seller.pace * busyness(day, self.scene.words.country))):
                        self._open_new(number, day)
            for again in self._again.pop(day, ()):
                self._open_again(again, day)

    def _open_new(self, number: int, day: date) -> None:
        scene = self.scene
        source = scene.one_of(
            [(name, weight * 4 if name == "fair" and day.month in _FAIRS else weight) for name, weight in _SOURCES]
        )
        kind, is_inbound, is_cold, luck = _FIRST[source]
        touch = talk_on(scene, number, kind, day, "cold" if is_cold else "opened")
        if touch is None:
            return
        touch.is_inbound, touch.is_cold = is_inbound, is_cold
        touch.stage = "need" if scene.chance.random() < luck else None
        waited = timedelta(hours=scene.chance.uniform(0, 20)) if source == "website" else timedelta()
        entered_at = touch.at - waited
        self._let_go(self._deal(self._client(number, source, entered_at), source, entered_at), touch)

    def _open_again(self, again: _Again, day: date) -> None:
        touch = talk_on(self.scene, again.client.seller, _FIRST["client"][0], day, "care")
        if touch is not None:
            deal = self._deal(again.client, "client", touch.at, again.kind)
            deal.entered_stage = "offer"
            deal.values = [(deal.worth, touch.at)]
            self._let_go(deal, touch)

    def _client(self, number: int, source: str, at: datetime) -> PlannedClient:
        """Return one of the rep's clients of long ago, or a new one."""
        known = self._known[number]
        if known and self.scene.chance.random() < _KNOWN_CLIENT:
            client = self.scene.chance.choice(known)
            if client.created_at < at - timedelta(days=60):
                return client
        client = self.scene.new_client(number, source, at)
        known.append(client)
        return client

    def _deal(self, client: PlannedClient, source: str, at: datetime, kind: str = "new_business") -> PlannedDeal:
        scene, words = self.scene, self.scene.words
        product = words.service if kind == "renewal" else scene.chance.choice(words.products)
        count = 1 if kind == "renewal" else scene.one_of(_COUNTS)
        is_foreign = scene.chance.random() < _FOREIGN
        currency = scene.chance.choice(list(words.rates)) if is_foreign else words.currency
        deal = PlannedDeal(
            client=client,
            name=words.deal_name.format(product=product.name, count=count) if count > 1 else product.name,
            kind=kind,
            product=product.name,
            source=source,
            entered_at=at,
            owners=[(client.seller, at)],
            currency=currency,
            worth=scene.price(product, currency, count),
        )
        if scene.chance.random() < _VALUE_AT_ONCE:
            deal.values.append((deal.worth, at))
        scene.plan.deals.append(deal)
        return deal

    def _let_go(self, deal: PlannedDeal, touch: PlannedTouch) -> None:
        deal.touches.append(touch)
        walk = Walk(self.scene, deal)
        walk.stage, walk.at = deal.stage, touch.at
        walk.go()
        if deal.stage == "won":
            won_on = walk.at.astimezone(self.scene.zone).date()
            self._book(deal, won_on)
            self._plan_again(deal.client, won_on)

    def _book(self, deal: PlannedDeal, on: date) -> None:
        cost = int(deal.amount * self.scene.chance.uniform(0.56, 0.8))
        sale = PlannedSale(
            deal.client, deal, deal.seller, on, deal.kind, deal.amount, cost, deal.currency, deal.product
        )
        self.scene.plan.sales.append(sale)

    def _plan_again(self, client: PlannedClient, on: date) -> None:
        """Plan what a new customer is offered later."""
        self.customers.append((on, client))
        chance = self.scene.chance
        if chance.random() < 0.5:
            self._again[on + timedelta(days=chance.randint(40, 160))].append(_Again(client, "add_on"))
        if chance.random() < 0.45:
            self._again[on + timedelta(days=chance.randint(150, 330))].append(_Again(client, "renewal"))

    def _remember_old_customers(self) -> None:
        """Some bought before the first day; part of them comes back only after more than a year."""
        scene, chance = self.scene, self.scene.chance
        for number in range(_OLD_CUSTOMERS):
            on = scene.start - timedelta(days=chance.randint(1, 60))
            client = scene.new_client(chance.choice((0, 1, 2, 3, 4, 6, 7)), "client", scene.midnight(on))
            amount = scene.price(chance.choice(scene.words.products), scene.words.currency)
            product = scene.words.service.name
            sale = PlannedSale(
                client,
                None,
                client.seller,
                on,
                "new_business",
                amount,
                int(amount * 0.7),
                scene.words.currency,
                product,
            )
            scene.plan.sales.append(sale)
            if number < _COME_BACK:
                self._again[scene.today - timedelta(days=chance.randint(5, 50))].append(_Again(client, "renewal"))
            else:
                self._plan_again(client, on)
                for _ in range(scene.often(1.5)):
                    day = scene.start + timedelta(days=chance.randint(5, 420))
                    self._again[day].append(_Again(client, chance.choice(("add_on", "renewal"))))
