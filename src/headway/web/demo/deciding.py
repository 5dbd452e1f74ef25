"""Who decides on some of the open deals of the demo company, and which contacts were with whom."""

from random import Random

from headway.web.demo.planned import PlannedDeal, PlannedSeat, PlannedTouch
from headway.web.demo.scene import Scene

_STAGES = {"survey": 0.25, "offer": 0.5, "talks": 0.75}
_SIZES = ((3, 3), (4, 4), (5, 4), (6, 2), (8, 1))
_TOUCHES_AT_LEAST = 3
# The job titles by level: one at the top, two below, the rest at the bottom.
_LEVELS = (1, 2, 2, 3, 3, 3)
_TALKS_TO = {"meeting": (1, 3), "demo": (2, 4), "visit": (1, 2)}
# How often nobody has reached the top, and how often whoever was reached has agreed.
_TOP_MISSING, _ALL_AGREE = 0.4, 0.4
_THOUGHTS = {
    "survey": (("unknown", 4), ("neutral", 4), ("agreed", 2), ("against", 1)),
    "offer": (("unknown", 2), ("neutral", 4), ("agreed", 4), ("against", 1)),
    "talks": (("unknown", 1), ("neutral", 2), ("agreed", 7), ("against", 1)),
}


def name_who_decides(scene: Scene, seed: int) -> None:
    """Give some open deals a committee; with chance of its own, so that all else comes out as without."""
    chance = Random(seed)
    taken: set[int] = set()
    for deal in scene.plan.deals:
        talks = [touch for touch in deal.touches if touch.kind]
        likely = _STAGES.get(deal.stage, 0) if len(talks) >= _TOUCHES_AT_LEAST else 0
        if chance.random() < likely and id(deal.client) not in taken:
            taken.add(id(deal.client))
            _decide(scene, deal, talks, chance)


def _decide(scene: Scene, deal: PlannedDeal, talks: list[PlannedTouch], chance: Random) -> None:
    titles = scene.words.job_titles
    size = chance.choices(*zip(*_SIZES, strict=True))[0]
    _hire(scene, deal, size, chance)
    level_of = {place: _LEVELS[titles.index(deal.client.persons[place][1])] for place in range(size)}
    levels = dict(sorted(level_of.items(), key=lambda each: each[1]))
    places = list(levels)
    reached = places[1:] if chance.random() < _TOP_MISSING else places
    _talk_with(reached, talks, chance)
    met = {place for touch in talks for place in touch.persons}
    hangs = chance.random() < _ALL_AGREE and len(met) == size - 1
    deal.committee = [
        PlannedSeat(
            person=place,
            level=levels[place],
            position=_thought(deal.stage, chance, is_met=place in met, hangs=hangs),
            at=max((touch.at for touch in talks if place in touch.persons), default=None),
            reports_to=_superior(place, levels, chance),
        )
        for place in places
    ]


def _hire(scene: Scene, deal: PlannedDeal, size: int, chance: Random) -> None:
    """Let as many people work there as decide, with titles of all levels."""
    words, persons = scene.words, deal.client.persons
    titles = [title for title in words.job_titles if title not in {title for _, title in persons}]
    names = {name for name, _ in persons}
    while len(persons) < size:
        name = words.person_name.format(
            first=chance.choice(words.first_names), family=chance.choice(words.family_names)
        )
        if name not in names:
            names.add(name)
            persons.append((name, titles.pop(0) if titles else chance.choice(words.job_titles[3:])))


def _talk_with(places: list[int], talks: list[PlannedTouch], chance: Random) -> None:
    """Say of each contact with whom it was: those at the bottom are at hand more often than the top."""
    for touch in talks:
        fewest, most = _TALKS_TO.get(touch.kind, (1, 1))
        count = min(chance.randint(fewest, most), len(places))
        weights = [place + 1 for place in range(len(places))]
        touch.persons = tuple(dict.fromkeys(chance.choices(places, weights, k=count)))


def _thought(stage: str, chance: Random, *, is_met: bool, hangs: bool) -> str:
    if not is_met:
        return "unknown"
    thoughts, weights = zip(*((("agreed", 1),) if hangs else _THOUGHTS[stage]), strict=True)
    return str(chance.choices(thoughts, weights)[0])


def _superior(place: int, levels: dict[int, int], chance: Random) -> int | None:
    """Return one of the next level above, whom most report to."""
    above = [level for level in levels.values() if level < levels[place]]
    if not above or chance.random() < 0.15:
        return None
    return chance.choice([other for other, level in levels.items() if level == max(above)])
