"""Making the demo company, the same for the same seed and moment."""

from datetime import datetime
from random import Random

from django.db import transaction

from headway.web.demo.agreeing import agree_next_steps
from headway.web.demo.aiming import aim_high
from headway.web.demo.appointed import remember_appointments
from headway.web.demo.calling import book_spare_parts, call_without_deal, liven_up
from headway.web.demo.company import settle
from headway.web.demo.counting import count_things, spend
from headway.web.demo.deciding import name_who_decides
from headway.web.demo.expecting import expect
from headway.web.demo.jobs import keep_past_forecasts
from headway.web.demo.openings import Openings
from headway.web.demo.planning_ahead import plan_ahead
from headway.web.demo.raising import raise_levers
from headway.web.demo.referring import name_referrers
from headway.web.demo.resting import rest
from headway.web.demo.scene import Scene
from headway.web.demo.targeting import set_targets
from headway.web.demo.timing import spend_time
from headway.web.demo.writing import write_plan
from headway.web.jobs import enqueue
from headway.web.models import Company

SEED = 7


class CompanyExists(Exception):
    """There is a company already: the demo company is made in an empty installation only."""


def create_demo(*, language: str, now: datetime, password: str, seed: int = SEED) -> Company:
    """Make the demo company in one transaction, all of it or nothing; raise CompanyExists where there is one."""
    scene = plan_demo(language=language, now=now, seed=seed)
    with transaction.atomic():
        if Company.objects.exists():
            raise CompanyExists(CompanyExists.__doc__)
        settled = settle(scene, password)
        write_plan(scene, settled)
        remember_appointments(scene.words, seed)
        agree_next_steps(scene.words, now, seed)
        name_referrers(scene.words, settled.sources["referral"], seed)
        count_things(scene, settled, seed)
        spend(scene, settled, seed)
        spend_time(scene, settled, seed)
        rest(scene, settled, seed)
        set_targets(scene, settled)
        aim_high(scene)
        raise_levers(scene)
        plan_ahead(scene)
        enqueue(keep_past_forecasts)
    return Company.objects.get()


def plan_demo(*, language: str, now: datetime, seed: int = SEED) -> Scene:
    """Return everything that happened in the demo company until now, not written yet."""
    scene = Scene(language, now, Random(seed))
    openings = Openings(scene)
    openings.open_all()
    call_without_deal(scene, openings.customers)
    book_spare_parts(scene, openings.customers)
    liven_up(scene)
    name_who_decides(scene, seed)
    expect(scene)
    return scene
