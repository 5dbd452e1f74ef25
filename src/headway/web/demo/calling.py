"""Contacts of the demo company that are about no deal: cold calls that come to nothing, and care for customers."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from headway.web.demo.planned import PlannedClient, PlannedDeal, PlannedSale
from headway.web.demo.scene import Scene
from headway.web.demo.seasons import busyness
from headway.web.demo.sellers import SELLERS
from headway.web.demo.selling import HABITS
from headway.web.demo.talking import talk_on

_COLD_A_DAY, _CARE_A_DAY, _MAIL_A_DAY = 1.0, 0.3, 0.15
_CARE = (("call", 6.0), ("email", 3.0), ("visit", 1.0))
_REST_DAYS = 20
_ON_A_QUIET_DAY = 16
Customers = list[tuple[date, PlannedClient]]


def call_without_deal(scene: Scene, customers: Customers) -> None:
    """Add the contacts of every day that are about no deal."""
    called: defaultdict[int, list[tuple[PlannedClient, date]]] = defaultdict(list)
    for day in scene.days():
        share = busyness(day, scene.words.country)
        for number, seller in enumerate(SELLERS):
            if seller.is_here(day, scene.today):
                for _ in range(scene.often(_COLD_A_DAY * seller.cold * share)):
                    _call_cold(scene, number, day, called[number])
                for kind in _kinds_of_care(scene, share):
                    _care(
                        scene,
                        day,
                        kind,
                        [client for since, client in customers if client.seller == number and since < day],
                    )


def book_spare_parts(scene: Scene, customers: Customers) -> None:
    """Let customers order spare parts now and then, without anybody selling them."""
    words, chance = scene.words, scene.chance
    for since, client in customers:
        for _ in range(scene.often(0.9)):
            on = since + timedelta(days=chance.randint(20, 300))
            if on <= scene.today and on.weekday() < 5:
                amount = scene.price(words.spare_parts, words.currency)
                cost, product = int(amount * chance.uniform(0.45, 0.65)), words.spare_parts.name
                sale = PlannedSale(client, None, client.seller, on, "add_on", amount, cost, words.currency, product)
                scene.plan.sales.append(sale)


def liven_up(scene: Scene) -> None:
    """Give yesterday and today something to show even where they are a weekend or have hardly begun."""
    for day in (scene.today - timedelta(days=1), scene.today):
        missing = _ON_A_QUIET_DAY - sum(1 for _ in _touches_of(scene, day))
        for number in range(missing):
            _touch_open_deal(scene, number % len(SELLERS), day, is_forward=number % 3 == 0)


def _call_cold(scene: Scene, number: int, day: date, called: list[tuple[PlannedClient, date]]) -> None:
    touch = talk_on(scene, number, "call", day, "cold_no")
    if touch is None:
        return
    touch.is_cold, touch.is_inbound = True, False
    rested = [client for client, latest in called if latest < day - timedelta(days=_REST_DAYS)]
    client = scene.chance.choice(rested) if rested and scene.chance.random() < 0.92 else None
    client = client or scene.new_client(number, "cold", touch.at)
    called.append((client, day))
    scene.plan.loose.append((client, touch))


def _kinds_of_care(scene: Scene, share: float) -> Iterator[str]:
    for _ in range(scene.often(_CARE_A_DAY * share)):
        yield scene.one_of(_CARE)
    for _ in range(scene.often(_MAIL_A_DAY * share)):
        yield "mail"


def _care(scene: Scene, day: date, kind: str, customers: list[PlannedClient]) -> None:
    if not customers:
        return
    client = scene.chance.choice(customers)
    touch = talk_on(scene, client.seller, kind, day, "care")
    if touch is not None:
        scene.plan.loose.append((client, touch))


def _touches_of(scene: Scene, day: date) -> Iterator[object]:
    begins, ends = scene.midnight(day), scene.midnight(day + timedelta(days=1))
    for deal in scene.plan.deals:
        yield from (touch for touch in deal.touches[-2:] if begins <= touch.at < ends)
    yield from (touch for _, touch in scene.plan.loose if begins <= touch.at < ends)


def _touch_open_deal(scene: Scene, seller: int, day: date, *, is_forward: bool) -> None:
    """Add a contact to a deal of a rep that was touched some days ago."""
    deals = [deal for deal in scene.plan.deals if deal.seller == seller and deal.stage not in {"won", "lost"}]
    scene.chance.shuffle(deals)
    for deal in deals:
        quiet = timedelta(days=2) < scene.midnight(day) - deal.touches[-1].at < timedelta(days=40)
        if quiet:
            kind = scene.one_of(HABITS[deal.stage].kinds)
            touch = talk_on(scene, seller, kind, day, "forward" if is_forward else "wait")
            if touch is not None:
                touch.stage = _follower(scene, deal) if is_forward else None
                deal.touches.append(touch)
                return


def _follower(scene: Scene, deal: PlannedDeal) -> str | None:
    """Return the next open stage, or None where the next one would win it."""
    road = scene.road_at(scene.now)
    following = road[road.index(deal.stage) + 1]
    return None if following == "won" else following
